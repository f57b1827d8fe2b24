package newswire

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// The bounds of one item: markup inside markup, and how many elements.
const (
	deepest      = 200
	mostElements = 300_000
)

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
	if t.count++; depth > deepest || t.count > mostElements {
		return nil, fmt.Errorf("the markup is more than %d elements deep, or has more than %d", deepest, mostElements)
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
		return fmt.Errorf("the XML has no end")
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

// parseHTML reads a page or a piece of one, mending it as browsers do.
func parseHTML(text string) (*element, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("the HTML is broken: %w", err)
	}
	count := 0
	return fromHTML(root, 1, &count)
}

func fromHTML(n *html.Node, depth int, count *int) (*element, error) {
	if *count++; depth > 3*deepest || *count > mostElements {
		return nil, fmt.Errorf("the HTML has more than %d elements", mostElements)
	}
	e := &element{name: n.Data}
	switch n.Type {
	case html.TextNode:
		return &element{text: n.Data}, nil
	case html.ElementNode:
	case html.DocumentNode:
		e.name = "html"
	default:
		return &element{}, nil // a comment
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c, err := fromHTML(child, depth+1, count)
		if err != nil {
			return nil, err
		}
		e.children = append(e.children, c)
	}
	return e, nil
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
