package xmi

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate/format/uima"
)

// printer renders parts of a file. The first error stays.
type printer struct {
	*file
	spaces map[string]string // prefixes by name space
	fresh  []string          // name spaces that the root does not declare
	out    strings.Builder
	err    error
}

// render gives the bytes of the file.
func (f *file) render() ([]byte, error) {
	p := &printer{file: f, spaces: map[string]string{}}
	for prefix, uri := range f.prefixes {
		if old, is := p.spaces[uri]; prefix != "" && (!is || prefix < old) {
			p.spaces[uri] = prefix
		}
	}
	if f.raw == nil {
		return p.whole()
	}
	return p.patched()
}

func (p *printer) whole() ([]byte, error) {
	p.name("uima.cas.Sofa")
	for _, s := range p.cas.Structures {
		if !s.Gone {
			p.out.WriteString("\n  ")
			p.structure(s)
		}
	}
	for _, v := range p.cas.Views {
		p.out.WriteString("\n  <cas:View sofa=\"" + strconv.FormatInt(v.Sofa, 10) + "\" members=\"" + spaced(v.Members) + "\"/>")
	}
	body := p.out.String()
	p.out.Reset()
	p.out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<xmi:XMI xmlns:xmi="` + space + `"`)
	p.declarations()
	p.out.WriteString(" xmi:version=\"2.0\">\n  <cas:NULL xmi:id=\"0\"/>" + body + "\n</xmi:XMI>\n")
	return []byte(p.out.String()), p.err
}

func (p *printer) declarations() {
	for _, uri := range p.fresh {
		p.out.WriteString(" xmlns:" + p.spaces[uri] + `="` + uri + `"`)
	}
}

func spaced(ids []int64) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(words, " ")
}

// name is the name of the element for a type. A name space that was not there
// gets a prefix from its last part.
func (p *printer) name(typ string) string {
	at := strings.LastIndexByte(typ, '.')
	uri := "http:///uima/noNamespace.ecore"
	if at >= 0 {
		uri = "http:///" + strings.ReplaceAll(typ[:at], ".", "/") + ".ecore"
	}
	if p.spaces[uri] == "" {
		base := strings.TrimSuffix(uri[strings.LastIndexByte(uri, '/')+1:], ".ecore")
		prefix := base
		for n := 2; p.taken(prefix); n++ {
			prefix = base + strconv.Itoa(n)
		}
		p.spaces[uri] = prefix
		p.fresh = append(p.fresh, uri)
	}
	return p.spaces[uri] + ":" + typ[at+1:]
}

func (p *printer) taken(prefix string) bool {
	for _, other := range p.spaces {
		if other == prefix {
			return true
		}
	}
	_, declared := p.prefixes[prefix]
	return declared || prefix == "xmi"
}

func (p *printer) structure(s *uima.Structure) {
	name := p.name(s.Type)
	xmi := p.spaces[space]
	if xmi == "" {
		xmi = "xmi"
	}
	fmt.Fprintf(&p.out, `<%s %s:id="%d"`, name, xmi, s.ID)
	if s.Array && s.Type == uima.Array {
		p.out.WriteString(` elements="` + spaced(s.Elements) + `"`)
	}
	var inside strings.Builder
	for i := range s.Features {
		p.feature(&s.Features[i], &inside)
	}
	if s.Array {
		p.texts("elements", s.Texts, &inside)
	}
	if inside.Len() == 0 {
		p.out.WriteString("/>")
		return
	}
	p.out.WriteString(">" + inside.String() + "</" + name + ">")
}

func (p *printer) texts(name string, list []string, inside *strings.Builder) {
	for _, t := range list {
		p.check(t)
		inside.WriteString("<" + name + ">")
		inside.Write(escape(t, styles[0]))
		inside.WriteString("</" + name + ">")
	}
}

func (p *printer) check(s string) {
	if err := writable(s); err != nil && p.err == nil {
		p.err = fmt.Errorf("%w: %w", uima.ErrWrite, err)
	}
}

func (p *printer) feature(f *uima.Feature, inside *strings.Builder) {
	switch {
	case f.Raw != nil && bytes.HasPrefix(f.Raw, []byte("<")):
		inside.Write(f.Raw)
	case f.Raw != nil:
		p.out.WriteByte(' ')
		p.out.Write(f.Raw)
	case f.Kind == uima.Texts:
		p.texts(f.Name, f.Texts, inside)
	case f.Kind == uima.Refs:
		p.out.WriteString(" " + f.Name + `="` + spaced(f.Refs) + `"`)
	default:
		p.check(f.Text)
		p.out.WriteString(" " + f.Name + `="` + string(escape(f.Text, styles[0])) + `"`)
	}
}

// patched writes a file that was read, with what was changed.
func (p *printer) patched() ([]byte, error) {
	var edits []uima.Edit
	part := func(start, end int, what func()) {
		p.out.Reset()
		what()
		edits = append(edits, uima.Edit{Start: start, End: end, With: []byte(p.out.String())})
	}
	for i, s := range p.cas.Structures[:len(p.elements)] {
		at := p.elements[i]
		switch {
		case s.Gone:
			part(at.start-p.spaceBefore(at.start), at.end, func() {})
		case s.Changed:
			part(at.start, at.end, func() { p.structure(s) })
		}
	}
	if added := p.cas.Structures[len(p.elements):]; slices.ContainsFunc(added, func(s *uima.Structure) bool { return !s.Gone }) {
		p.append(added, part)
	}
	for i, v := range p.cas.Views {
		if at := p.members[i]; v.Changed && at.end > 0 {
			part(at.start, at.end, func() { p.out.WriteString(spaced(v.Members)) })
		}
	}
	if len(p.fresh) > 0 {
		end := p.root.end - 1
		part(end, end, p.declarations)
	}
	return uima.Patch(p.raw, edits), p.err
}

// append adds structures after the last one of the file.
func (p *printer) append(added []*uima.Structure, part func(start, end int, what func())) {
	at, line := p.rootEnd, "\n    "
	if n := len(p.elements); n > 0 {
		at = p.elements[n-1].end
		first := p.elements[0].start
		line = string(p.raw[first-p.spaceBefore(first) : first])
	}
	part(at, at, func() {
		for _, s := range added {
			if !s.Gone {
				p.out.WriteString(line)
				p.structure(s)
			}
		}
	})
}

// spaceBefore is how much white space stands before a place.
func (p *printer) spaceBefore(at int) int {
	return at - len(bytes.TrimRight(p.raw[:at], " \t\r\n"))
}
