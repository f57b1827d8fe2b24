package xmi

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate/format/uima"
)

// ErrInvalid is wrapped by every error about a file that cannot be read.
var ErrInvalid = errors.New("not exact XMI")

// deepest is how many elements may lie in each other: features of structures
// lie in the root, and nothing lies in them.
const deepest = 16

// file is a CAS with where its parts stand in the bytes it was read from.
type file struct {
	cas      *uima.CAS
	raw      []byte
	types    []byte // the file of types as it lay beside; nil where none did
	root     tag
	rootEnd  int               // where the end of the root begins
	prefixes map[string]string // of the name spaces that the root declares
	elements []place           // of each structure
	members  []place           // of the members of each view, within the quotes
	texts    map[*uima.Structure]place
}

type place struct{ start, end int }

// tag is a start tag with the places of its attributes.
type tag struct {
	place
	prefix, local string
	attributes    []attribute
}

// attribute is one as it stands in the file; value is what it means.
type attribute struct {
	prefix, local string
	value         string
	whole, inside place // with its name; within the quotes
}

// parse reads a file and the types that lie beside it.
func parse(raw, types []byte) (*file, error) {
	f := &file{cas: &uima.CAS{}, raw: raw, types: types, prefixes: map[string]string{}, texts: map[*uima.Structure]place{}}
	if err := f.readTypes(); err != nil {
		return nil, err
	}
	w := &walker{raw: raw}
	if bytes.HasPrefix(raw, []byte("\ufeff")) {
		w.base = 3
	}
	w.decoder = xml.NewDecoder(bytes.NewReader(raw[w.base:]))
	for {
		node, err := w.next()
		switch {
		case err == io.EOF && f.rootEnd > 0:
			f.relate()
			return f, nil
		case err == io.EOF:
			return nil, fmt.Errorf("%w: the file ends before its root does", ErrInvalid)
		case err != nil:
			return nil, err
		}
		if err := f.node(w, node); err != nil {
			return nil, err
		}
	}
}

// node takes in the root's tag, one element in the root, or the root's end.
func (f *file) node(w *walker, n *node) error {
	switch {
	case w.depth == 0:
		f.rootEnd = n.tag.start
	case n.open:
		if n.tag.local != "XMI" {
			return fmt.Errorf("%w: the root is %s, not XMI", ErrInvalid, n.tag.local)
		}
		f.root = n.tag
		for _, a := range n.tag.attributes {
			if a.prefix == "xmlns" {
				f.prefixes[a.local] = a.value
			}
		}
	default:
		return f.element(n)
	}
	return nil
}

// element takes in what may be a structure or a view.
func (f *file) element(n *node) error {
	typ, ok := f.typeName(&n.tag)
	switch {
	case !ok || typ == "uima.cas.NULL":
		return nil
	case typ == "uima.cas.View":
		return f.view(n)
	}
	s := &uima.Structure{ID: -1, Type: typ, Raw: f.raw[n.tag.start:n.end], Array: typ == uima.Array || typ == uima.StringArray}
	for _, a := range n.tag.attributes {
		switch {
		case a.local == "id" && f.prefixes[a.prefix] == space:
			id, err := number(a.value)
			if err != nil {
				return err
			}
			s.ID = id
		case a.prefix == "xmlns" || a.prefix != "" || a.local == "xmlns":
		case s.Array && a.local == "elements" && typ == uima.Array:
			ids, err := numbers(a.value)
			if err != nil {
				return err
			}
			s.Elements = ids
		default:
			if typ == uima.Sofa && a.local == "sofaString" {
				f.texts[s] = a.inside
			}
			s.Features = append(s.Features, f.feature(typ, a.local, a.value, f.raw[a.whole.start:a.whole.end]))
		}
	}
	if s.ID < 0 {
		return fmt.Errorf("%w: an element %s without an id", ErrInvalid, n.tag.local)
	}
	f.children(s, n)
	f.elements = append(f.elements, place{n.tag.start, n.end})
	f.cas.Add(s)
	return nil
}

// children are features with several strings.
func (f *file) children(s *uima.Structure, n *node) {
	at := map[string]int{} // the feature of a name
	for i := range s.Features {
		at[s.Features[i].Name] = i
	}
	for _, c := range n.children {
		if s.Array {
			s.Texts = append(s.Texts, c.text)
			continue
		}
		i, is := at[c.name]
		if !is {
			i = len(s.Features)
			at[c.name] = i
			s.Features = append(s.Features, uima.Feature{Name: c.name, Kind: uima.Texts})
		}
		feature := &s.Features[i]
		if feature.Kind != uima.Texts {
			continue // an attribute of the same name
		}
		feature.Texts = append(feature.Texts, c.text)
		feature.Raw = append(feature.Raw, f.raw[c.start:c.end]...)
	}
}

// typeName gives the type that an element's name stands for.
func (f *file) typeName(t *tag) (string, bool) {
	uri, ok := f.prefixes[t.prefix]
	for _, a := range t.attributes {
		if a.prefix == "xmlns" && a.local == t.prefix {
			uri, ok = a.value, true
		}
	}
	if !ok || uri == space {
		return "", false
	}
	rest, is := strings.CutPrefix(uri, "http:///")
	rest, is2 := strings.CutSuffix(rest, ".ecore")
	if !is || !is2 {
		return "", false
	}
	if rest == "uima/noNamespace" {
		return t.local, true
	}
	return strings.ReplaceAll(rest, "/", ".") + "." + t.local, true
}

func (f *file) view(n *node) error {
	v := &uima.View{}
	at := place{}
	for _, a := range n.tag.attributes {
		var err error
		switch a.local {
		case "sofa":
			v.Sofa, err = number(a.value)
		case "members":
			at = a.inside
			v.Members, err = numbers(a.value)
		}
		if err != nil {
			return err
		}
	}
	f.cas.Views = append(f.cas.Views, v)
	f.members = append(f.members, at)
	return nil
}

func number(spelt string) (int64, error) {
	n, err := strconv.ParseInt(strings.TrimSpace(spelt), 10, 64)
	if err != nil || n < 0 || n > 1<<62 {
		return 0, fmt.Errorf("%w: %.40q is no id of a feature structure", ErrInvalid, spelt)
	}
	return n, nil
}

func numbers(spelt string) (list []int64, err error) {
	for field := range strings.FieldsSeq(spelt) {
		n, err := number(field)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// referring are features that refer to structures even where no type says so.
var referring = map[string]bool{"sofa": true, "Governor": true, "Dependent": true, "target": true, "next": true, "first": true}

// feature gives an attribute the kind that its type, or its name, has.
func (f *file) feature(typ, name, value string, raw []byte) uima.Feature {
	out := uima.Feature{Name: name, Text: value, Raw: raw}
	switch kind := f.cas.RangeOf(typ, name); {
	case kind == uima.String:
	case kind == "" && (name == "begin" || name == "end") || isNumber[kind]:
		out.Kind = uima.Number
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			out.Kind = uima.Other
		}
	case kind == "uima.cas.Boolean":
		out.Kind, out.Text = uima.Bool, strconv.FormatBool(value == "true" || value == "1")
	case kind != "" || referring[name]:
		ids, err := numbers(value)
		if err != nil {
			out.Kind = uima.Text
			break
		}
		out.Kind, out.Refs = uima.Refs, ids
	}
	return out
}

var isNumber = map[string]bool{"uima.cas.Integer": true, "uima.cas.Long": true, "uima.cas.Short": true, "uima.cas.Byte": true, "uima.cas.Float": true, "uima.cas.Double": true}

// relate finds the slots that no type tells of: features whose numbers are all
// ids of structures with a target.
func (f *file) relate() {
	for _, s := range f.cas.Structures {
		for i := range s.Features {
			feature := &s.Features[i]
			if feature.Kind != uima.Text || f.cas.RangeOf(s.Type, feature.Name) != "" {
				continue
			}
			ids, err := numbers(feature.Text)
			if err != nil || len(ids) == 0 {
				continue
			}
			slots := !slices.ContainsFunc(ids, func(id int64) bool {
				slot := f.cas.Get(id)
				return slot == nil || slot.Feature("target") == nil
			})
			if slots {
				feature.Kind, feature.Refs = uima.Refs, ids
			}
		}
	}
}
