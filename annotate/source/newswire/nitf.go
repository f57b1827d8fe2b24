package newswire

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

// NITF reads an article in NITF, the text of a whole file. It fails with
// ErrNoArticle where there is no text in it.
func NITF(text string) (compose.Article, error) {
	root, err := parseXML(text)
	if err != nil {
		return compose.Article{}, err
	}
	var s story
	s.readNITF(root)
	return s.article()
}

// readNITF adds what an nitf element says to what the story has already.
func (s *story) readNITF(nitf *element) {
	head, body := nitf.child("head"), nitf.child("body")
	top := body.child("body.head")
	s.nitfTop(top)
	s.body = append(s.body, blocks(body.child("body.content"))...)
	s.title = first(s.title, head.child("title").words())
	data := head.child("docdata")
	issued := data.child("date.issue").attrs["norm"]
	s.set(annotate.MetaPublished, date(first(data.child("date.release").attrs["norm"], issued, head.child("pubdata").attrs["date.publication"])))
	s.set(annotate.MetaIdentity, data.child("doc-id").attrs["id-string"])
	s.set(annotate.MetaVersion, first(data.child("du-key").attrs["version"], data.child("ed-msg").attrs["version"]))
	s.set(annotate.MetaOutlet, head.child("pubdata").attrs["name"])
	s.set(annotate.MetaURL, head.child("pubdata").attrs["ex-ref"])
	s.set(annotate.MetaWire, first(top.child("distributor").words(), data.child("doc-id").attrs["regsrc"]))
	s.set(annotate.MetaSection, first(head.child("pubdata").attrs["position.section"], nitfSubjects(head)))
	s.set(annotate.MetaGenre, head.at("tobject", "tobject.property").attrs["tobject.property.type"])
	copyright := data.child("doc.copyright").attrs
	s.set(annotate.MetaCopyright, first(top.child("rights").words(), strings.TrimSpace(copyright["year"][:min(len(copyright["year"]), len("2024"))]+" "+copyright["holder"])))
	s.set(annotate.MetaLanguage, first(nitf.attrs["lang"], body.attrs["lang"]))
}

// nitfTop reads what stands above the text. A second line of the headline is
// one of the parts.
func (s *story) nitfTop(top *element) {
	hedline := top.child("hedline")
	s.headline = first(s.headline, hedline.child("hl1").words(), top.child("hl1").words())
	s.top = line("", hedline.child("hl1"))
	for _, second := range hedline.all("hl2") {
		s.body = append(s.body, line(annotate.PartSubhead, second))
	}
	var deks []string
	for _, b := range blocks(top.child("abstract")) {
		deks = append(deks, b.text)
	}
	s.dek = first(s.dek, strings.Join(deks, "\n"))
	s.set(annotate.MetaByline, top.child("byline").words())
	s.set(annotate.MetaDateline, first(top.child("dateline").words()))
}

// nitfSubjects are the names of the subjects.
func nitfSubjects(head *element) string {
	var names []string
	for _, subject := range head.child("tobject").all("tobject.subject") {
		a := subject.attrs
		names = append(names, first(a["tobject.subject.detail"], a["tobject.subject.matter"], a["tobject.subject.type"], a["tobject.subject.code"]))
	}
	return joinFew(names)
}

// joinFew joins the first few names of a list that says something each.
func joinFew(names []string) string {
	const most = 5
	var out []string
	for _, name := range names {
		if filled(name) && len(out) < most {
			out = append(out, words(name))
		}
	}
	return strings.Join(out, ", ")
}
