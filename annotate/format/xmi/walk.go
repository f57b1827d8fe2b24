package xmi

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// walker goes through the elements in the root, one after the other. The
// standard library checks the XML; what attributes mean is read from the bytes,
// because it does not tell a line end in a value, which is a space, from one
// that is written as a reference, which is a line end.
type walker struct {
	raw     []byte
	base    int
	decoder *xml.Decoder
	depth   int
	seen    bool
}

// node is the root's start or end, or an element in the root.
type node struct {
	tag      tag
	end      int
	open     bool // the root's start
	children []child
}

// child is an element in an element in the root.
type child struct {
	place
	name, text string
}

func (w *walker) offset() int { return w.base + int(w.decoder.InputOffset()) }

// next gives the next node, and io.EOF after the root's end.
func (w *walker) next() (*node, error) {
	for {
		start := w.offset()
		token, err := w.decoder.RawToken()
		if err != nil {
			if err != io.EOF {
				err = fmt.Errorf("%w: %w", ErrInvalid, err)
			}
			return nil, err
		}
		switch t := token.(type) {
		case xml.Directive:
			return nil, fmt.Errorf("%w: a document type, which may not be there", ErrInvalid)
		case xml.StartElement:
			if w.seen && w.depth == 0 {
				return nil, fmt.Errorf("%w: a second root", ErrInvalid)
			}
			tag, err := w.tag(start, t)
			if err != nil {
				return nil, err
			}
			w.seen = true
			if w.depth == 0 {
				w.depth = 1
				return &node{tag: tag, open: true}, nil
			}
			return w.element(tag)
		case xml.EndElement:
			if w.depth == 0 {
				return nil, fmt.Errorf("%w: the end of an element that has not begun", ErrInvalid)
			}
			w.depth = 0
			return &node{tag: tag{place: place{start, w.offset()}}}, nil
		}
	}
}

// element reads an element in the root up to its end.
func (w *walker) element(t tag) (*node, error) {
	n := &node{tag: t}
	var words strings.Builder
	var at child
	names := []xml.Name{{Space: t.prefix, Local: t.local}}
	for len(names) > 0 {
		start := w.offset()
		token, err := w.decoder.RawToken()
		if err != nil {
			return nil, fmt.Errorf("%w: in the element %s: %w", ErrInvalid, t.local, noEnd(err))
		}
		switch token := token.(type) {
		case xml.Directive:
			return nil, fmt.Errorf("%w: a document type, which may not be there", ErrInvalid)
		case xml.StartElement:
			if names = append(names, token.Name); len(names) > deepest {
				return nil, fmt.Errorf("%w: nested more than %d deep", ErrInvalid, deepest)
			}
			if len(names) == 2 {
				at = child{place: place{start: start}, name: token.Name.Local}
				words.Reset()
			}
		case xml.EndElement:
			if names[len(names)-1] != token.Name {
				return nil, fmt.Errorf("%w: %s ends where %s should", ErrInvalid, token.Name.Local, names[len(names)-1].Local)
			}
			names = names[:len(names)-1]
			if len(names) == 1 {
				at.end, at.text = w.offset(), words.String()
				n.children = append(n.children, at)
			}
		case xml.CharData:
			words.Write(token)
		}
	}
	n.end = w.offset()
	return n, nil
}

func noEnd(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// tag reads the attributes of a start tag from the bytes.
func (w *walker) tag(start int, t xml.StartElement) (tag, error) {
	out := tag{place: place{start, w.offset()}, prefix: t.Name.Space, local: t.Name.Local}
	at := start
	for at < out.end && w.raw[at] != '<' {
		at++
	}
	for at++; at < out.end && !isSpace(w.raw[at]) && w.raw[at] != '>' && w.raw[at] != '/'; at++ {
	}
	names := map[string]bool{}
	for {
		for at < out.end && isSpace(w.raw[at]) {
			at++
		}
		if at >= out.end || w.raw[at] == '>' || w.raw[at] == '/' {
			return out, nil
		}
		a, next, err := w.attribute(at, out.end)
		if err != nil {
			return out, err
		}
		name := a.prefix + ":" + a.local
		if names[name] {
			return out, fmt.Errorf("%w: the attribute %s comes twice in %s", ErrInvalid, a.local, out.local)
		}
		names[name] = true
		out.attributes = append(out.attributes, a)
		at = next
	}
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

func (w *walker) attribute(at, end int) (a attribute, next int, err error) {
	bad := fmt.Errorf("%w: an attribute at byte %d that has no value", ErrInvalid, at)
	start := at
	for at < end && w.raw[at] != '=' && !isSpace(w.raw[at]) && w.raw[at] != '>' {
		at++
	}
	name := string(w.raw[start:at])
	for at < end && isSpace(w.raw[at]) {
		at++
	}
	if at >= end || w.raw[at] != '=' {
		return a, at, bad
	}
	for at++; at < end && isSpace(w.raw[at]); at++ {
	}
	if at >= end || w.raw[at] != '"' && w.raw[at] != '\'' {
		return a, at, bad
	}
	quote := w.raw[at]
	at++
	from := at
	for at < end && w.raw[at] != quote {
		at++
	}
	if at >= end {
		return a, at, bad
	}
	a.prefix, a.local = "", name
	if prefix, local, is := strings.Cut(name, ":"); is {
		a.prefix, a.local = prefix, local
	}
	a.inside, a.whole = place{from, at}, place{start, at + 1}
	a.value, err = meaning(w.raw[from:at])
	return a, at + 1, err
}

var entities = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"', "apos": '\''}

// meaning is what an attribute's value stands for.
func meaning(raw []byte) (string, error) {
	if !utf8.Valid(raw) {
		return "", fmt.Errorf("%w: a value is not valid UTF-8", ErrInvalid)
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		switch b := raw[i]; {
		case b == '\r' && i+1 < len(raw) && raw[i+1] == '\n':
		case isSpace(b):
			out = append(out, ' ')
		case b == '&':
			end := strings.IndexByte(string(raw[i:min(len(raw), i+16)]), ';')
			r, ok := reference(raw, i, end)
			if !ok {
				return "", fmt.Errorf("%w: an entity that is none of XML's own", ErrInvalid)
			}
			out = utf8.AppendRune(out, r)
			i += end
		default:
			out = append(out, b)
		}
	}
	return string(out), nil
}

// reference gives the character that a reference stands for.
func reference(raw []byte, at, end int) (rune, bool) {
	if end < 2 {
		return 0, false
	}
	name := string(raw[at+1 : at+end])
	if r, ok := entities[name]; ok {
		return r, true
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if hex, is := strings.CutPrefix(digits, "x"); is {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || name[0] != '#' || n > utf8.MaxRune || !legal(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// legal tells whether XML 1.0 has a character.
func legal(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// writable says why a text cannot be in XML.
func writable(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("%w: it is not valid UTF-8", ErrInvalid)
	}
	for i, r := range s {
		if !legal(r) {
			return fmt.Errorf("%w: XML has no character U+%04X, which is at byte %d", ErrInvalid, r, i)
		}
	}
	return nil
}
