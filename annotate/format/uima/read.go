package uima

import (
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"

	"bluepencil/annotate/format/foreign"
)

// Reading is what was understood of a CAS.
type Reading struct {
	Document *foreign.Document // offsets are in UTF-16 units, as in the file
	// Plain tells that the document holds everything there is, so that nothing
	// needs to be kept for a writer.
	Plain bool

	cas      *CAS
	sofa     *Structure
	view     *View
	marks    map[string]*found // by the id of the mark
	byStruct map[int64]*found
	about    []*Structure // of our own types, about the document as a whole
	used     map[int64]bool
}

// Named gives the document with the name of its file, and what envelope makes of
// the file without its text, unless the document holds everything there is.
func (r *Reading) Named(name string, envelope func(text string) ([]byte, error)) (*foreign.Document, error) {
	d := r.Document
	d.Where = name
	d.Name = strings.TrimSuffix(path.Base(name), path.Ext(name))
	if r.Plain {
		return d, nil
	}
	var err error
	d.Layers[0].Envelope, err = envelope(d.Text)
	return d, err
}

// found is a mark with what it is made of.
type found struct {
	id        string
	at        *Structure
	facts     *Structure
	fragments []*Structure
	owned     []*Structure   // facts, fragments, links and arrays: gone when it is
	native    []foreign.Link // links that are features or relations
}

// Read understands a CAS. label names the feature that holds a mark's label;
// empty means value.
func (c *CAS) Read(o foreign.ReadOptions) *Reading {
	r := &Reading{cas: c, Document: &foreign.Document{}, marks: map[string]*found{}, byStruct: map[int64]*found{}, used: map[int64]bool{}}
	c.allow()
	r.chooseView()
	d := r.Document
	if r.sofa != nil {
		d.Text = r.sofa.text("sofaString")
	}
	d.Layers = []foreign.Layer{{}}
	r.collect()
	for _, s := range c.Structures {
		if m := r.byStruct[s.ID]; m != nil && m.at == s {
			d.Layers[0].Marks = append(d.Layers[0].Marks, r.mark(m, cmp.Or(o.Columns["label"], "value")))
		}
	}
	r.relations(cmp.Or(o.Columns["label"], "value"))
	r.document()
	if d.Layers[0].Person == "" {
		d.Layers[0].Person = o.Person
	}
	if c.followed > c.limit {
		r.problem("some links: too many structures share their lists")
	}
	r.Plain = r.plain()
	return r
}

// allow bounds the references that are followed by what the file holds.
func (c *CAS) allow() {
	c.followed, c.limit = 0, 1000
	for _, s := range c.Structures {
		c.limit += 2 * (1 + len(s.Elements))
	}
}

// chooseView takes the initial view, or the first that has a text. Views
// beside it are other texts: they are kept, and said to be.
func (r *Reading) chooseView() {
	for _, s := range r.cas.Structures {
		if s.Type != Sofa || s.Feature("sofaString") == nil {
			continue
		}
		switch {
		case r.sofa == nil:
			r.sofa = s
		case s.text("sofaID") == InitialView && r.sofa.text("sofaID") != InitialView:
			r.sofa = s
			fallthrough
		default:
			r.problem("the file has several texts (views); only one of them is read")
		}
	}
	for _, v := range r.cas.Views {
		if r.sofa != nil && v.Sofa == r.sofa.ID {
			r.view = v
		}
	}
}

func (r *Reading) problem(format string, args ...any) {
	r.Document.Problems = append(r.Document.Problems, fmt.Sprintf(format, args...))
}

// collect finds the marks and what is said of them elsewhere.
func (r *Reading) collect() {
	part := map[int64]bool{} // a piece of a mark, not one itself
	for _, s := range r.cas.Structures {
		if s.Type == factsType {
			for _, f := range r.cas.refs(s.Feature("fragments")) {
				part[f.ID] = true
			}
		}
	}
	for _, s := range r.cas.Structures {
		if r.isMark(s) && !part[s.ID] && r.cas.Get(s.ID) == s {
			r.byStruct[s.ID] = &found{at: s}
			r.used[s.ID] = true
		}
	}
	for _, s := range r.cas.Structures {
		if s.Type != factsType {
			continue
		}
		about := r.cas.refs(s.Feature("mark"))
		if len(about) == 0 {
			continue
		}
		if m := r.byStruct[about[0].ID]; m != nil && m.facts == nil {
			m.facts = s
			r.own(m, s)
		}
	}
	r.nameMarks()
}

// furthest is how far from a mark or the document what is said of it can be.
const furthest = 8

// own takes note that a structure belongs to a mark, with what it holds.
func (r *Reading) own(m *found, s *Structure) { r.ownTo(m, s, 0) }

func (r *Reading) ownTo(m *found, s *Structure, depth int) {
	m.owned = append(m.owned, s)
	r.used[s.ID] = true
	for i := range s.Features {
		f := &s.Features[i]
		if f.Kind != Refs {
			continue
		}
		for _, a := range r.cas.arrays(f) {
			m.owned = append(m.owned, a)
			r.used[a.ID] = true
		}
		if f.Name == "attributes" || f.Name == "links" {
			for _, e := range r.cas.refs(f) {
				if !r.used[e.ID] && depth < furthest {
					r.ownTo(m, e, depth+1)
				}
			}
		}
	}
}

// nameMarks gives every mark its id: the one it is said to have, or the number
// of the structure.
func (r *Reading) nameMarks() {
	for _, s := range r.cas.Structures {
		m := r.byStruct[s.ID]
		if m == nil || m.at != s {
			continue
		}
		m.id = strconv.FormatInt(s.ID, 10)
		if m.facts != nil {
			m.id = cmp.Or(m.facts.text("markId"), m.id)
		}
		for r.marks[m.id] != nil {
			m.id += "'" + strconv.FormatInt(s.ID, 10)
		}
		r.marks[m.id] = m
	}
}

// isMark tells whether a structure lies on the text and can be a mark.
func (r *Reading) isMark(s *Structure) bool {
	if s.Array || r.sofa == nil || s.Feature("begin") == nil || s.Feature("end") == nil || !r.cas.mayMark(s.Type) {
		return false
	}
	if s.Feature("Governor") != nil || s.Feature("Dependent") != nil || r.cas.RangeOf(s.Type, "Governor") != "" {
		return false
	}
	sofa := s.Feature("sofa")
	if sofa == nil || sofa.Kind != Refs || len(sofa.Refs) != 1 || sofa.Refs[0] != r.sofa.ID {
		return false
	}
	_, ok := extent(s)
	return ok
}

// extent is where a structure lies.
func extent(s *Structure) (foreign.Span, bool) {
	begin, err := strconv.Atoi(s.text("begin"))
	end, err2 := strconv.Atoi(s.text("end"))
	return foreign.Span{Start: begin, End: end}, err == nil && err2 == nil
}

// mark puts a mark into words.
func (r *Reading) mark(m *found, labelled string) foreign.Mark {
	span, _ := extent(m.at)
	out := foreign.Mark{ID: m.id, Label: r.label(m.at, labelled), Spans: []foreign.Span{span}}
	for i := range m.at.Features {
		f := &m.at.Features[i]
		switch {
		case reserved[f.Name] || f.Name == labelled && f.Kind == Text && f.Text != "":
		case f.Kind == Refs && !r.isStrings(f):
			r.slots(m, &out, f)
		default:
			if value, ok := r.value(f); ok {
				out.Attributes = append(out.Attributes, foreign.Attribute{Name: f.Name, Value: value})
			}
			for _, a := range r.cas.arrays(f) {
				m.owned = append(m.owned, a)
				r.used[a.ID] = true
			}
		}
	}
	if m.facts != nil {
		r.facts(m, &out)
	}
	return out
}

var reserved = map[string]bool{"sofa": true, "begin": true, "end": true}

// label is the value of the feature that holds it, or the name of the type.
func (r *Reading) label(s *Structure, labelled string) string {
	if f := s.Feature(labelled); f != nil && f.Kind == Text && f.Text != "" {
		return f.Text
	}
	return short(s.Type)
}

func (r *Reading) isStrings(f *Feature) bool { _, is := r.cas.texts(f); return is }

// value gives what a feature says. A number that would not stay what it is
// comes as it is spelt.
func (r *Reading) value(f *Feature) (any, bool) {
	switch f.Kind {
	case Text:
		return f.Text, true
	case Bool:
		return f.Text == "true", true
	case Number:
		return number(f.Text), true
	}
	list, is := r.cas.texts(f)
	if list == nil {
		list = []string{}
	}
	return list, is
}

func number(spelt string) any {
	n, err := strconv.ParseFloat(spelt, 64)
	if err != nil {
		return spelt
	}
	if whole, err := strconv.ParseInt(spelt, 10, 64); err == nil && int64(n) != whole || len(spelt) > 24 {
		return spelt
	}
	return n
}
