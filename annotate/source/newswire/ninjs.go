package newswire

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/source/compose"
)

// Ninjs reads an item of ninjs 1 to 3, the text of a whole file. It fails with
// ErrNoArticle where there is no text in it.
func Ninjs(raw []byte) (compose.Article, error) {
	values := valueReader{Decoder: jsonio.NewDecoder(raw)}
	item, err := values.read()
	if err == nil {
		err = values.End()
	}
	if err != nil {
		return compose.Article{}, err
	}
	var s story
	if err := s.readNinjs(item); err != nil {
		return compose.Article{}, err
	}
	return s.article()
}

// NinjsItems visits the items of an array.
func NinjsItems(raw []byte, visit func(Item) error) error {
	d := jsonio.NewDecoder(raw)
	count := 0
	err := d.Array(func() error {
		count++
		text, err := d.Raw()
		if err != nil {
			return err
		}
		item := Item{Where: fmt.Sprintf("item %d", count), Raw: string(text)}
		item.Article, item.Err = Ninjs(text)
		return visit(item)
	})
	if err != nil {
		return err
	}
	return d.End()
}

// readNinjs reads the keys of all versions: the first calls one headline what
// the later ones have a list of, and the third writes capitals inside of words.
func (s *story) readNinjs(item *value) error {
	s.headline = first(item.role("headlines", "main", ""), item.text("headline"), item.text("title"))
	s.title = first(item.text("title"), item.text("slugline"))
	s.ninjsDescriptions(item)
	s.set(annotate.MetaByline, first(item.text("by"), item.text("byline"), item.names("by")))
	s.set(annotate.MetaDateline, item.text("located"))
	created, updated := first(item.text("firstcreated"), item.text("contentcreated")), item.text("versioncreated")
	s.setDates(created, updated)
	s.set(annotate.MetaOutlet, first(item.text("copyrightholder"), item.names("infosources"), item.names("infosource")))
	s.set(annotate.MetaWire, first(item.names("infosources"), item.names("infosource")))
	s.set(annotate.MetaLanguage, item.text("language"))
	s.set(annotate.MetaSection, first(item.names("subjects"), item.names("subject")))
	s.set(annotate.MetaGenre, first(item.names("genres"), item.names("genre")))
	s.set(annotate.MetaCopyright, first(item.text("copyrightnotice"), item.text("copyrightholder")))
	s.set(annotate.MetaIdentity, item.text("uri"))
	s.set(annotate.MetaVersion, item.text("version"))
	if isLink(item.text("uri")) {
		s.set(annotate.MetaURL, item.text("uri"))
	}
	return s.ninjsBody(item)
}

// ninjsDescriptions takes what describes a text for its dek, and what describes
// a picture for a caption. Pictures that belong to a text have captions too.
func (s *story) ninjsDescriptions(item *value) {
	kind := item.text("type")
	caption := first(item.role("descriptions", "caption"), item.text("description_caption"))
	summary := first(item.role("descriptions", "lead", "summary", "text", ""), item.text("description_summary"), item.text("description_text"))
	if sameWords(caption, summary) {
		summary = ""
	}
	if slices.Contains([]string{"picture", "graphic", "video", "audio"}, kind) {
		caption, summary = first(caption, summary), ""
	}
	s.dek = summary
	if filled(caption) {
		s.captions = append(s.captions, caption)
	}
	for _, a := range item.get("associations").list() {
		var other story
		if other.ninjsDescriptions(a); a.text("type") != "text" && a.text("type") != "composite" {
			s.captions = append(s.captions, other.captions...)
		}
	}
}

// ninjsBody reads the form of the body that says most of its parts: NITF, then
// HTML, then plain text. The error is that of the best form, where none is read.
func (s *story) ninjsBody(item *value) (fault error) {
	forms := item.get("bodies").list()
	for _, key := range []string{"nitf", "xhtml", "html", "text"} {
		if text := item.text("body_" + key); filled(text) {
			forms = append(forms, &value{members: []member{{"role", &value{literal: key}}, {"value", &value{literal: text}}}})
		}
	}
	slices.SortStableFunc(forms, func(a, b *value) int { return formRank(a) - formRank(b) })
	for _, form := range forms {
		err := s.ninjsForm(form)
		if len(s.body) > 0 {
			return nil
		}
		if fault == nil {
			fault = err
		}
	}
	return fault
}

const notRead = 4

// formRank tells how good a form of a body is; notRead is none that is read.
func formRank(form *value) int {
	kind := strings.ToLower(form.text("contenttype"))
	role := form.text("role")
	switch {
	case strings.Contains(kind, "nitf") || kind == "" && role == "nitf":
		return 1
	case strings.Contains(kind, "html") || kind == "" && strings.Contains(role, "html"):
		return 2
	case strings.HasPrefix(kind, "text/plain") || kind == "":
		return 3
	}
	return notRead
}

func (s *story) ninjsForm(form *value) error {
	text := form.text("value")
	switch formRank(form) {
	case 1:
		root, err := parseXML(text)
		if err != nil {
			return err
		}
		s.readNITF(root)
	case 2:
		root, err := parseHTML(text)
		if err != nil {
			return err
		}
		s.body = blocks(root)
	case 3:
		s.body = plainBlocks(text)
	}
	return nil
}
