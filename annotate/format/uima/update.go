package uima

import (
	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
)

// ErrWrite: a document cannot be written exactly.
var ErrWrite = errors.New("cannot be written as a CAS")

// Fresh is the CAS of a text with its tokens and sentences, which INCEpTION
// wants to be there.
func Fresh(whole string, offsets *text.Converter, book *annotate.Codebook) (*CAS, error) {
	c := &CAS{Types: OwnTypes(book)}
	sofa := c.Add(&Structure{Type: Sofa, Features: []Feature{{Name: "sofaNum", Kind: Number, Text: "1"}, {Name: "sofaID", Text: InitialView}, {Name: "mimeType", Text: "text"}, {Name: "sofaString", Text: whole}}})
	c.Views = []*View{{Name: InitialView, Sofa: sofa.ID}}
	w := &updating{CAS: c, view: c.Views[0], sofa: sofa, offsets: offsets}
	all := w.annotation(DocumentAnnotation, text.Range{End: len(whole)})
	all.Set(Feature{Name: "language", Text: "x-unspecified"})
	tokens := token.Tokens(whole)
	starts := token.Sentences(whole, tokens)
	for i, from := range starts {
		to := len(tokens)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		w.annotation(sentence, text.Range{Start: tokens[from].Start, End: tokens[to-1].End})
	}
	for _, t := range tokens {
		w.annotation(word, t)
	}
	return c, w.err
}

// updating makes a CAS say what a document says.
type updating struct {
	*CAS
	doc     *foreign.Document
	layer   *foreign.Layer
	before  *Reading
	view    *View
	sofa    *Structure
	offsets *text.Converter
	marks   map[string]*Structure
	placed  []*Structure // of the layer's marks, one by one
	err     error
}

// Update makes the CAS say what the document says, and leaves all else in it
// as it is. The CAS has the document's text.
func (c *CAS) Update(d *foreign.Document, offsets *text.Converter, book *annotate.Codebook) error {
	if len(d.Layers) != 1 {
		return fmt.Errorf("%w: %d layers, and there is room for one", ErrWrite, len(d.Layers))
	}
	before := c.Read(foreign.ReadOptions{})
	foreign.Settle(before.Document, text.UTF16)
	w := &updating{CAS: c, doc: d, layer: &d.Layers[0], before: before, view: before.view, sofa: before.sofa, offsets: offsets, marks: map[string]*Structure{}}
	old := map[string]*foreign.Mark{}
	for i := range before.Document.Layers[0].Marks {
		m := &before.Document.Layers[0].Marks[i]
		old[m.ID] = m
	}
	if err := w.place(old); err != nil {
		return err
	}
	for i := range w.layer.Marks {
		m := &w.layer.Marks[i]
		if was := old[m.ID]; was == nil || !same(was, m) {
			w.mark(w.placed[i], m, was)
		}
	}
	w.remove(old)
	w.document()
	c.sweep()
	c.declare(book)
	return w.err
}

// place finds or makes the structure of every mark, so that links can refer to it.
func (w *updating) place(old map[string]*foreign.Mark) error {
	for i := range w.layer.Marks {
		m := &w.layer.Marks[i]
		if m.ID != "" && w.marks[m.ID] != nil {
			return fmt.Errorf("%w: two marks have the id %q", ErrWrite, m.ID)
		}
		if len(m.Spans) == 0 {
			return fmt.Errorf("%w: the mark %q covers nothing", ErrWrite, m.ID)
		}
		if w.sofa == nil {
			return fmt.Errorf("%w: there is no text to mark", ErrWrite)
		}
		if old[m.ID] != nil {
			w.marks[m.ID] = w.before.marks[m.ID].at
		} else {
			w.marks[m.ID] = w.annotation(markType, text.Range{Start: m.Spans[0].Start, End: m.Spans[0].End})
		}
		w.placed = append(w.placed, w.marks[m.ID])
	}
	return nil
}

// same tells whether a mark is as it was in the file.
func same(a, b *foreign.Mark) bool {
	x, y := *a, *b
	x.Group, y.Group = "", ""
	for _, m := range []*foreign.Mark{&x, &y} {
		if len(m.Attributes) == 0 {
			m.Attributes = nil
		}
		if len(m.Links) == 0 {
			m.Links = nil
		}
		if len(m.Origin.From) == 0 {
			m.Origin.From = nil
		}
		m.Links, m.Spans = slices.Clone(m.Links), slices.Clone(m.Spans)
		for i := range m.Spans {
			m.Spans[i].Text = ""
		}
		for i := range m.Links {
			if len(m.Links[i].Attributes) == 0 {
				m.Links[i].Attributes = nil
			}
		}
		if !m.Created.IsZero() {
			m.Created = m.Created.Truncate(1e6).UTC()
		}
		if !m.Modified.IsZero() {
			m.Modified = m.Modified.Truncate(1e6).UTC()
		}
	}
	return reflect.DeepEqual(x, y)
}

// annotation makes a structure on the text, and indexes it.
func (w *updating) annotation(typ string, r text.Range) *Structure {
	s := w.Add(&Structure{Type: typ, Changed: true, Features: []Feature{{Name: "sofa", Kind: Refs, Refs: []int64{w.sofa.ID}}}})
	w.lay(s, r)
	w.index(s)
	return s
}

func (w *updating) index(s *Structure) {
	if w.view != nil {
		w.view.Members, w.view.Changed = append(w.view.Members, s.ID), true
	}
}

// lay puts a structure on a stretch of the text.
func (w *updating) lay(s *Structure, r text.Range) {
	for _, edge := range []struct {
		name string
		at   int
	}{{"begin", r.Start}, {"end", r.End}} {
		units, err := w.offsets.ToUnit(text.UTF16, edge.at)
		if err != nil && w.err == nil {
			w.err = err
		}
		s.Set(Feature{Name: edge.name, Kind: Number, Text: strconv.Itoa(units)})
	}
}

// remove takes out the marks that the document has no more.
func (w *updating) remove(old map[string]*foreign.Mark) {
	for id := range old {
		if w.marks[id] != nil {
			continue
		}
		m := w.before.marks[id]
		m.at.Gone = true
		for _, s := range m.owned {
			s.Gone = true
		}
	}
}

// declare adds our own types where structures of them were made.
func (c *CAS) declare(book *annotate.Codebook) {
	used := map[string]bool{}
	for _, s := range c.Structures {
		if !s.Gone {
			used[s.Type] = true
		}
	}
	missing := false
	for _, t := range OwnTypes(book) {
		missing = missing || used[t.Name] && c.Declares(t.Name) == nil
	}
	if !missing {
		return
	}
	for _, t := range OwnTypes(book) {
		if c.Declares(t.Name) == nil {
			c.Types = append(c.Types, t)
		}
	}
}
