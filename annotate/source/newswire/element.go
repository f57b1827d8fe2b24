package newswire

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The bounds of one item: markup inside markup, and how many elements.
const (
	deepest      = 200
	mostElements = 300_000
)

var errDeep = fmt.Errorf("the XML is more than %d elements deep", deepest)

// element is one of XML or HTML. Its children are in order; a text among them
// is an element without a name.
type element struct {
	name     string // local, in small letters
	text     string // of a text
	attrs    map[string]string
	children []*element
}

// newDecoder reads XML that is UTF-8, whatever it declares.
func newDecoder(text string) *xml.Decoder {
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	d.Entity = xml.HTMLEntity
	return d
}

// tree reads an element to its end.
type tree struct {
	in    *xml.Decoder
	count int
}

func (t *tree) read(start xml.StartElement, depth int) (*element, error) {
	if depth > deepest {
		return nil, errDeep
	}
	if t.count++; t.count > mostElements {
		return nil, fmt.Errorf("the XML has more than %d elements in one item", mostElements)
	}
	e := &element{name: strings.ToLower(start.Name.Local)}
	for _, a := range start.Attr {
		if e.attrs == nil {
			e.attrs = map[string]string{}
		}
		if name := strings.ToLower(a.Name.Local); e.attrs[name] == "" {
			e.attrs[name] = a.Value
		}
	}
	for {
		token, err := t.in.Token()
		if err != nil {
			return nil, explainXML(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			child, err := t.read(token, depth+1)
			if err != nil {
				return nil, err
			}
			e.children = append(e.children, child)
		case xml.CharData:
			e.children = append(e.children, &element{text: string(token)})
		case xml.EndElement:
			return e, nil
		}
	}
}

// explainXML says what is wrong with the markup.
func explainXML(err error) error {
	if err == io.EOF {
		return errors.New("the XML has no end")
	}
	if err == errDeep {
		return err
	}
	return fmt.Errorf("the XML is broken: %w", err)
}

// parseXML reads the root of a document.
func parseXML(text string) (*element, error) {
	t := tree{in: newDecoder(text)}
	for {
		token, err := t.in.Token()
		if err != nil {
			return nil, explainXML(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			return t.read(start, 1)
		}
	}
}

// child is the first child of one of the names, or an empty element.
func (e *element) child(names ...string) *element {
	for _, name := range names {
		for _, c := range e.children {
			if c.name == name {
				return c
			}
		}
	}
	return &element{}
}

// at follows names down, as child does at each step.
func (e *element) at(path ...string) *element {
	for _, name := range path {
		e = e.child(name)
	}
	return e
}

// all are the children of a name.
func (e *element) all(name string) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
	}
	return found
}

// words are all the words in an element, in one line.
func (e *element) words() string {
	var b strings.Builder
	e.write(&b)
	return words(b.String())
}

func (e *element) write(b *strings.Builder) {
	b.WriteString(e.text)
	for _, c := range e.children {
		c.write(b)
	}
}
