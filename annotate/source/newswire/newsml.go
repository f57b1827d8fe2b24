package newswire

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

// Item is one article of a file, or why there is none.
type Item struct {
	Where   string // "item 3"
	Raw     string // as it stands in the file
	Article compose.Article
	Err     error
}

// itemElements are the elements of NewsML-G2 that are items, and whether they
// may be articles.
var itemElements = map[string]bool{
	"newsitem": true, "contentset": true,
	"packageitem": false, "conceptitem": false, "knowledgeitem": false, "planningitem": false, "catalogitem": false,
}

// NewsML visits the news items of a NewsML-G2 file: one, or those of a
// message. Items of other kinds are passed over. The error is one of the file,
// or of visit; ErrNoArticle where there is no news item.
func NewsML(text string, visit func(Item) error) error {
	m := message{text: text, in: newDecoder(text)}
	for {
		start, at, err := m.next()
		switch {
		case err == io.EOF && m.articles > 0:
			return nil
		case err == io.EOF:
			return ErrNoArticle
		case err != nil:
			return explainXML(err)
		}
		if err := m.read(start, at, visit); err != nil {
			return err
		}
	}
}

// message is a file that is being read.
type message struct {
	text            string
	in              *xml.Decoder
	items, articles int
	sender          string
	depth           int // of the elements around the items
}

// next gives the next element, and where it begins.
func (m *message) next() (start xml.StartElement, at int64, err error) {
	for {
		at = m.in.InputOffset()
		token, err := m.in.Token()
		if err != nil {
			return start, at, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if m.depth++; m.depth > deepest {
				return start, at, errDeep
			}
			return token, at, nil
		case xml.EndElement:
			m.depth--
		}
	}
}

// read reads an item or the sender; other elements are only entered.
func (m *message) read(start xml.StartElement, at int64, visit func(Item) error) error {
	name := strings.ToLower(start.Name.Local)
	article, isItem := itemElements[name]
	if !isItem && name != "sender" {
		return nil
	}
	t := tree{in: m.in}
	e, err := t.read(start, 1)
	if err != nil {
		return err
	}
	m.depth-- // it was read to its end
	if !isItem {
		m.sender = first(m.sender, e.words())
		return nil
	}
	if m.items++; !article {
		return nil
	}
	m.articles++
	item := newsItem(e, m.sender)
	item.Where, item.Raw = fmt.Sprintf("item %d", m.items), m.text[at:m.in.InputOffset()]
	return visit(item)
}

// newsItem reads one item. The content alone, as some keep it, is one too.
func newsItem(e *element, sender string) Item {
	var s story
	content := e
	if e.name == "newsitem" {
		content = e.child("contentset")
		s.newsMeta(e)
		s.set(annotate.MetaOutlet, sender)
	}
	fault := s.newsContent(content)
	article, err := s.article()
	if errors.Is(err, ErrNoArticle) && fault != nil {
		err = fmt.Errorf("%w: %w", ErrNoArticle, fault)
	}
	return Item{Article: article, Err: err}
}

// newsMeta reads what an item says of itself.
func (s *story) newsMeta(e *element) {
	item, content, rights := e.child("itemmeta"), e.child("contentmeta"), e.child("rightsinfo")
	s.headline, s.title = content.child("headline").words(), first(item.child("title").words(), content.child("slugline").words())
	s.newsDescriptions(content, called(item.child("itemclass")))
	s.set(annotate.MetaByline, first(content.child("by").words(), joinNames(content.all("creator")), joinNames(content.all("contributor"))))
	s.set(annotate.MetaDateline, first(content.child("dateline").words(), called(content.child("located"))))
	created, updated := first(item.child("firstcreated").words(), content.child("contentcreated").words()), item.child("versioncreated").words()
	s.setDates(created, updated)
	s.set(annotate.MetaOutlet, called(item.child("provider")))
	s.set(annotate.MetaWire, called(content.child("infosource")))
	s.set(annotate.MetaLanguage, first(content.child("language").attrs["tag"], e.attrs["lang"]))
	s.set(annotate.MetaSection, joinNames(content.all("subject")))
	s.set(annotate.MetaGenre, joinNames(content.all("genre")))
	s.set(annotate.MetaCopyright, first(rights.child("copyrightnotice").words(), called(rights.child("copyrightholder"))))
	s.set(annotate.MetaIdentity, e.attrs["guid"])
	s.set(annotate.MetaVersion, e.attrs["version"])
	if isLink(e.attrs["guid"]) {
		s.set(annotate.MetaURL, e.attrs["guid"])
	}
}

// newsDescriptions takes what describes a text for its dek, and what describes
// anything else for a caption.
func (s *story) newsDescriptions(content *element, class string) {
	isText := class == "" || strings.EqualFold(class, "text") || strings.EqualFold(class, "composite")
	for _, d := range content.all("description") {
		text := d.words()
		if role := d.attrs["role"]; strings.HasSuffix(role, "caption") || !isText {
			s.captions = append(s.captions, text)
		} else {
			s.dek = first(s.dek, text)
		}
	}
}

// called is what something is called: by name, or by the end of its code.
func called(e *element) string {
	code := e.attrs["qcode"]
	return first(e.child("name").words(), e.attrs["literal"], code[strings.IndexByte(code, ':')+1:], e.attrs["uri"])
}

func joinNames(list []*element) string {
	var names []string
	for _, e := range list {
		names = append(names, called(e))
	}
	return joinFew(names)
}

// newsContent reads the first of the forms of the content that has a text.
// The fault is why others have none.
func (s *story) newsContent(content *element) (fault error) {
	for _, form := range content.children {
		switch kind := form.attrs["contenttype"]; form.name {
		case "inlinexml":
			s.inlineXML(form)
			if len(s.body) == 0 && len(form.children) > 1 {
				fault = fmt.Errorf("content of the type %q is not read", kind)
			}
		case "inlinedata":
			if fault = s.inlineData(form, kind); fault == nil && len(s.body) == 0 {
				fault = fmt.Errorf("content of the type %q is not read", kind)
			}
		}
		if len(s.body) > 0 {
			return nil
		}
	}
	return fault
}

func (s *story) inlineXML(form *element) {
	for _, root := range form.children {
		switch root.name {
		case "nitf":
			s.readNITF(root)
		case "html", "body", "div", "article", "section", "p":
			s.body = append(s.body, blocks(root)...)
		}
	}
}

// inlineData reads text inside of an item: plain, or markup written as text.
func (s *story) inlineData(form *element, kind string) error {
	var raw strings.Builder
	form.write(&raw)
	switch text := raw.String(); {
	case form.attrs["encoding"] != "":
		return errors.New("packed content is not read")
	case strings.Contains(kind, "html"):
		root, err := parseHTML(text)
		if err != nil {
			return err
		}
		s.body = blocks(root)
	case strings.Contains(kind, "nitf"):
		root, err := parseXML(text)
		if err != nil {
			return err
		}
		s.readNITF(root)
	case kind == "" || strings.HasPrefix(kind, "text/plain"):
		s.body = plainBlocks(text)
	}
	return nil
}

// blankLines stand between the paragraphs of a plain text.
var blankLines = regexp.MustCompile(`\r?\n(?:[ \t]*\r?\n)+`)

// plainBlocks are the paragraphs of a plain text. Lines of one stay as they are.
func plainBlocks(text string) []block {
	var found []block
	for _, part := range blankLines.Split(text, -1) {
		if filled(part) {
			found = append(found, block{text: part})
		}
	}
	return found
}
