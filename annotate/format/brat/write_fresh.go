package brat

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// putLine begins a line, and ends the one before where nothing ended it.
func (e *encoder) putLine(s string) {
	if written := e.out.String(); written != "" && !strings.HasSuffix(written, "\n") {
		e.out.WriteByte('\n')
	}
	e.out.WriteString(s)
	e.out.WriteByte('\n')
}

// fresh writes what no line of the envelope has told: marks, then relations,
// attributes, references, notes and at last the comments for what brat has no
// line for.
func (e *encoder) fresh() error {
	for _, step := range []func(*state) error{e.freshMark, e.freshLinks, e.freshAttributes, e.freshReference, e.freshNote, e.freshExtra} {
		for _, s := range e.marks {
			if err := step(s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *encoder) freshMark(s *state) error {
	if !s.event {
		if s.written {
			return nil
		}
		l, err := e.markLine(s.id, s.Label, s.spans)
		if err == nil {
			e.putLine(l)
		}
		return err
	}
	if !s.triggered {
		l, err := e.markLine(s.trigger, s.Label, s.spans)
		if err != nil {
			return err
		}
		e.putLine(l)
	}
	if !s.written {
		e.putLine(e.eventLine(s, nil, nil))
	}
	return nil
}

func (e *encoder) freshLinks(s *state) error {
	for i := range s.Links {
		l := &s.Links[i]
		to := e.target(l)
		switch {
		case l.ToEntity || s.linked[i]:
		case to == "":
			return fmt.Errorf("mark %s has a link %s to a mark that is not there: %s", s.ID, l.Role, l.To)
		case !s.event:
			e.putLine(e.next("R") + "\t" + l.Role + " Arg1:" + s.id + " Arg2:" + to + "\t")
		}
	}
	return nil
}

func (e *encoder) freshAttributes(s *state) error {
	for i, a := range s.Attributes {
		if word, ok := lineValue(a.Value); ok && !s.answered[i] {
			e.putLine(attributeLine(e.next("A"), s.id, a.Name, word))
		}
	}
	return nil
}

func (e *encoder) freshReference(s *state) error {
	entity := e.entity(s.Entity)
	if s.Entity == "" || s.reference != nil || !named(&entity) {
		return nil
	}
	l := line{Raw: e.next("N") + "\tReference " + s.id + " " + reference(&entity) + "\t" + entity.Name}
	l.parse()
	alone := referred(&l)
	s.reference = &alone
	e.putLine(l.Raw)
	return nil
}

func (e *encoder) freshNote(s *state) error {
	if note := folded(s.Note); note != "" && !s.noted {
		s.note = note
		e.putLine(commentLine(e.next("#"), notes, s.id, note))
	}
	return nil
}

func (e *encoder) freshExtra(s *state) error {
	x, err := e.extraOf(s)
	if err != nil || x.empty() {
		return err
	}
	words, err := x.comment()
	if err == nil {
		e.putLine(commentLine(e.next("#"), ours, s.id, words))
	}
	return err
}

// extraOf is what the lines of a mark do not say.
func (e *encoder) extraOf(s *state) (*extra, error) {
	x := &extra{Question: s.Question}
	if s.ID != s.id {
		x.ID = s.ID
	}
	if s.Note != s.note {
		x.Note = s.Note
	}
	for _, a := range s.Attributes {
		if word, ok := lineValue(a.Value); !ok || !reflect.DeepEqual(plainValue(word), a.Value) {
			x.Attributes = append(x.Attributes, extraAttribute(a))
		}
	}
	for i := range s.Links {
		l := &s.Links[i]
		link := extraLink{Role: l.Role, Attributes: toExtra(l.Attributes)}
		if l.ToEntity {
			entity := e.entity(l.To)
			link.Entity = &entity
			x.EntityLinks = append(x.EntityLinks, link)
		} else if len(l.Attributes) > 0 {
			link.To = e.target(l)
			x.Links = append(x.Links, link)
		}
	}
	if entity := e.entity(s.Entity); s.Entity != "" {
		if alone := s.reference; alone != nil {
			alone.Name = entity.Name
		}
		if s.reference == nil || !reflect.DeepEqual(*s.reference, entity) {
			x.Entity = &entity
		}
	}
	return x, e.exactSpans(s, x)
}

// exactSpans says where a mark begins and ends whose line has other edges.
func (e *encoder) exactSpans(s *state, x *extra) error {
	if s.exact || slices.Equal(pieces(e.doc.Text, s.spans), s.spans) {
		return nil
	}
	for _, span := range s.spans {
		start, err := e.offsets.ToUnit(e.unit, span.Start)
		if err != nil {
			return fmt.Errorf("mark %s: %w", s.ID, err)
		}
		end, err := e.offsets.ToUnit(e.unit, span.End)
		if err != nil {
			return fmt.Errorf("mark %s: %w", s.ID, err)
		}
		x.Spans = append(x.Spans, [2]int{start, end})
	}
	return nil
}
