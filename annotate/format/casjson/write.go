package casjson

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"

	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/uima"
)

// render gives the bytes of the file.
func (f *file) render() ([]byte, error) {
	p := &printer{file: f, indent: "  "}
	p.spread()
	if f.raw == nil || f.list.end == 0 && slices.ContainsFunc(f.cas.Structures, func(s *uima.Structure) bool { return !s.Gone }) {
		return p.whole()
	}
	return p.patched()
}

// printer renders parts of a file. The first error stays.
type printer struct {
	*file
	indent string
	out    []byte
	err    error
}

// spread makes arrays, which are structures of their own in this form, of the
// lists in features that are new.
func (p *printer) spread() {
	for _, s := range slices.Clone(p.cas.Structures) {
		if s.Gone || !s.Changed {
			continue
		}
		for i := range s.Features {
			if f := &s.Features[i]; f.Raw == nil {
				p.array(s, f)
			}
		}
	}
}

func (p *printer) array(s *uima.Structure, f *uima.Feature) {
	array := &uima.Structure{Array: true, Changed: true}
	switch {
	case f.Kind == uima.Texts:
		array.Type, array.Texts = uima.StringArray, f.Texts
	case f.Kind == uima.Refs && p.several(s.Type, f):
		array.Type, array.Elements = uima.Array, f.Refs
	default:
		return
	}
	*f = uima.Feature{Name: f.Name, Kind: uima.Refs, Refs: []int64{p.cas.Add(array).ID}}
}

// several tells whether a feature is one of several structures.
func (p *printer) several(typ string, f *uima.Feature) bool {
	if len(f.Refs) == 1 && p.cas.Get(f.Refs[0]) != nil && p.cas.Get(f.Refs[0]).Array {
		return false
	}
	kind := p.cas.RangeOf(typ, f.Name)
	return len(f.Refs) != 1 || kind == uima.Array || len(kind) > 2 && kind[len(kind)-2:] == "[]"
}

// whole writes a file from its beginning.
func (p *printer) whole() ([]byte, error) {
	p.add("{\n  ")
	p.quote(keyTypes)
	p.add(" : {")
	p.typeList(p.cas.Types, "\n    ", ",")
	p.add("\n  },\n  ")
	p.quote(keyStructures)
	p.add(" : [ ")
	first := true
	for _, s := range p.cas.Structures {
		if s.Gone {
			continue
		}
		if !first {
			p.add(", ")
		}
		first = false
		p.structure(s, "\n  ")
	}
	p.add(" ],\n  ")
	p.quote(keyViews)
	p.add(" : {")
	for i, v := range p.cas.Views {
		if i > 0 {
			p.add(",")
		}
		p.add("\n    ")
		p.quote(v.Name)
		p.add(" : {\n      \"%SOFA\" : " + strconv.FormatInt(v.Sofa, 10) + ",\n      \"%MEMBERS\" : ")
		p.numbers(v.Members)
		p.add("\n    }")
	}
	p.add("\n  }\n}\n")
	return p.out, p.err
}

func (p *printer) add(s string) { p.out = append(p.out, s...) }

func (p *printer) quote(s string) {
	out, err := jsonio.AppendString(p.out, s)
	if err != nil && p.err == nil {
		p.err = err
	}
	p.out = out
}

func (p *printer) numbers(list []int64) {
	p.add("[ ")
	for i, n := range list {
		if i > 0 {
			p.add(", ")
		}
		p.out = strconv.AppendInt(p.out, n, 10)
	}
	if len(list) > 0 {
		p.add(" ")
	}
	p.add("]")
}

func (p *printer) typeList(types []uima.Type, line, between string) {
	for i, t := range types {
		if i > 0 {
			p.add(between)
		}
		p.add(line)
		p.quote(t.Name)
		p.add(" : {" + line + "  \"%NAME\" : ")
		p.quote(t.Name)
		p.add("," + line + "  \"%SUPER_TYPE\" : ")
		p.quote(t.Super)
		for _, f := range t.Features {
			p.add("," + line + "  ")
			p.quote(f.Name)
			p.add(" : {" + line + "    \"%NAME\" : ")
			p.quote(f.Name)
			p.add("," + line + "    \"%RANGE\" : ")
			if f.Element != "" {
				p.quote(f.Element + "[]")
			} else {
				p.quote(f.Range)
			}
			p.add(line + "  }")
		}
		p.add(line + "}")
	}
}

// structure renders a structure; line is the line end and indentation of its
// closing bracket.
func (p *printer) structure(s *uima.Structure, line string) {
	p.add("{" + line + "  \"%ID\" : " + strconv.FormatInt(s.ID, 10) + "," + line + "  \"%TYPE\" : ")
	p.quote(s.Type)
	if s.Array {
		p.add("," + line + "  \"%ELEMENTS\" : ")
		p.elements(s)
	}
	for i := range s.Features {
		p.add("," + line + "  ")
		p.feature(&s.Features[i])
	}
	p.add(line + "}")
}

func (p *printer) elements(s *uima.Structure) {
	if s.Type != uima.StringArray {
		p.numbers(s.Elements)
		return
	}
	p.add("[ ")
	for i, t := range s.Texts {
		if i > 0 {
			p.add(", ")
		}
		p.quote(t)
	}
	p.add(" ]")
}

func (p *printer) feature(f *uima.Feature) {
	n, err := strconv.ParseFloat(f.Text, 64)
	special := f.Kind == uima.Number && (err != nil || math.IsInf(n, 0) || math.IsNaN(n))
	switch {
	case f.Kind == uima.Refs && len(f.Refs) == 1:
		p.quote("@" + f.Name)
		p.add(" : " + strconv.FormatInt(f.Refs[0], 10))
		return
	case special:
		p.quote("#" + f.Name)
		p.add(" : ")
		p.quote(f.Text)
		return
	}
	p.quote(f.Name)
	p.add(" : ")
	switch {
	case f.Raw != nil:
		p.out = append(p.out, f.Raw...)
	case f.Kind == uima.Text:
		p.quote(f.Text)
	case f.Kind == uima.Number || f.Kind == uima.Bool:
		p.add(f.Text)
	default:
		p.err = fmt.Errorf("%w: the feature %s has no form in JSON", uima.ErrWrite, f.Name)
	}
}

// patched writes a file that was read, with what was changed.
func (p *printer) patched() ([]byte, error) {
	var edits []uima.Edit
	if len(p.cas.Types) > p.declared && p.types.end > 0 {
		line, between := "\n    ", ""
		if p.declared > 0 {
			between = ","
		}
		at := len(bytes.TrimRight(p.raw[:p.types.end-1], " \t\r\n"))
		edits = append(edits, uima.Edit{Start: at, End: at, With: p.part(func() {
			p.add(between)
			p.typeList(p.cas.Types[p.declared:], line, ",")
		})})
	}
	edits = append(edits, p.structureEdits()...)
	for _, v := range p.cas.Views {
		if at, is := p.members[v.Name]; is && v.Changed {
			edits = append(edits, uima.Edit{Start: at.start, End: at.end, With: p.part(func() { p.numbers(v.Members) })})
		}
	}
	return uima.Patch(p.raw, edits), p.err
}

// part renders something apart.
func (p *printer) part(what func()) []byte {
	before := p.out
	p.out = nil
	what()
	part := p.out
	p.out = before
	return part
}

// structureEdits are what becomes of the list of structures. It is left as it
// is where nothing in it changed.
func (p *printer) structureEdits() []uima.Edit {
	changed := len(p.cas.Structures) != len(p.structures) || slices.ContainsFunc(p.cas.Structures, func(s *uima.Structure) bool { return s.Gone || s.Changed })
	if !changed {
		return nil
	}
	begin, between, end := "", ", ", ""
	line := "\n  "
	if n := len(p.structures); n > 0 {
		begin = string(p.raw[p.list.start+1 : p.structures[0].start])
		end = string(p.raw[p.structures[n-1].end : p.list.end-1])
		if n > 1 {
			between = string(p.raw[p.structures[0].end:p.structures[1].start])
		}
	}
	return []uima.Edit{{Start: p.list.start + 1, End: p.list.end - 1, With: p.part(func() {
		p.add(begin)
		first := true
		for _, s := range p.cas.Structures {
			if s.Gone {
				continue
			}
			if !first {
				p.add(between)
			}
			first = false
			if s.Raw != nil && !s.Changed {
				p.out = append(p.out, s.Raw...)
			} else {
				p.structure(s, line)
			}
		}
		p.add(end)
	})}}
}
