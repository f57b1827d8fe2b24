package bluepencil

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/text"
)

// Options say how articles are written.
type Options struct {
	Unit   text.Unit // of offsets; code points are the format's own
	NoText bool      // leave out texts: offsets, hashes and short quotes only
}

// quoteWithoutText is how many code points of a span are written where the
// text is left out.
const quoteWithoutText = 20

// writer turns bundles into lines.
type writer struct {
	options  Options
	handles  map[annotate.ID]string
	entities map[annotate.ID]annotate.Entity
}

func newWriter(c *format.Common, o Options) *writer {
	w := &writer{options: o, handles: map[annotate.ID]string{}, entities: map[annotate.ID]annotate.Entity{}}
	taken := map[string]bool{}
	people := slices.Clone(c.People)
	slices.SortFunc(people, func(a, b annotate.Person) int { return a.ID.Compare(b.ID) })
	for _, p := range people {
		handle := p.Handle
		for n := 2; taken[handle]; n++ { // two copies may have given the same one
			handle = fmt.Sprintf("%s-%d", p.Handle, n)
		}
		taken[handle] = true
		w.handles[p.ID] = handle
	}
	for _, e := range c.Entities {
		w.entities[e.ID] = e
	}
	return w
}

// line makes the line of one article. It fails where a span does not match
// the text: such an article is not exported.
func (w *writer) line(b *format.Bundle) (*Line, error) {
	if b.Err != nil {
		return nil, b.Err
	}
	a := &b.Article
	line := &Line{
		Format: Version, ID: a.ID, TextSHA256: a.Content.TextSHA256.String(), SourceSHA256: a.Content.SourceSHA256.String(),
		OffsetUnit: w.options.Unit.String(), Meta: a.Meta, Layers: []Layer{}, Annotations: []Annotation{}, Entities: []Entity{},
		Source: Source{Name: a.Content.SourceName, Encoding: a.Content.Encoding, Format: a.Content.Format},
		Review: Review{Decisions: []json.RawMessage{}, Comments: []json.RawMessage{}},
	}
	if !w.options.NoText {
		line.Text = &b.Text
	}
	for _, l := range b.Layers {
		line.Layers = append(line.Layers, w.layer(l))
	}
	offsets := text.NewOffsets(b.Text, w.options.Unit)
	mentioned := map[annotate.ID]bool{}
	for i := range b.Annotations {
		out, err := w.annotation(&b.Annotations[i], offsets, b.Text)
		if err != nil {
			return nil, err
		}
		line.Annotations = append(line.Annotations, out)
		mention(&b.Annotations[i], mentioned)
	}
	for _, id := range slices.SortedFunc(maps.Keys(mentioned), annotate.ID.Compare) {
		if e, ok := w.entities[id]; ok {
			line.Entities = append(line.Entities, entity(e))
		}
	}
	return line, nil
}

func mention(a *annotate.Annotation, mentioned map[annotate.ID]bool) {
	if !a.Entity.IsZero() {
		mentioned[a.Entity] = true
	}
	for _, l := range a.Links {
		if l.ToEntity {
			mentioned[l.To] = true
		}
	}
}

func (w *writer) layer(l annotate.Layer) Layer {
	out := Layer{Person: w.handle(l.Person), Status: l.Status, Reason: l.Reason, Codebook: l.Codebook}
	if !l.Submitted.IsZero() {
		at := l.Submitted.UTC()
		out.Submitted = &at
	}
	return out
}

func (w *writer) handle(person annotate.ID) string {
	if handle, ok := w.handles[person]; ok && handle != "" {
		return handle
	}
	return person.String()
}

func (w *writer) annotation(a *annotate.Annotation, offsets *text.Offsets, whole string) (Annotation, error) {
	out := Annotation{
		ID: a.ID, Layer: w.handle(a.Layer), Label: a.Label, Attributes: plainValues(a.Attributes), Links: []Link{},
		Entity: a.Entity, Note: a.Note, Question: a.Question, Created: utc(a.Created), Modified: utc(a.Modified),
		Origin: Origin{By: a.Origin.By, Source: a.Origin.Source, Score: a.Origin.Score, Edited: a.Edited, From: append([]annotate.ID{}, a.Origin.From...)},
	}
	if out.Origin.By == "" {
		out.Origin.By = annotate.ByHand
	}
	for _, s := range a.Spans {
		span, err := w.span(s, offsets, whole)
		if err != nil {
			return out, fmt.Errorf("%s %q: %w", a.Label, shorten(s.Text), err)
		}
		out.Spans = append(out.Spans, span)
	}
	for _, l := range a.Links {
		kind := "annotation"
		if l.ToEntity {
			kind = "entity"
		}
		out.Links = append(out.Links, Link{ID: l.ID, Role: l.Role, To: l.To, ToKind: kind, Attributes: plainValues(l.Attributes)})
	}
	return out, nil
}

func (w *writer) span(s annotate.Span, offsets *text.Offsets, whole string) (Span, error) {
	if !s.Matches(whole) {
		return Span{}, fmt.Errorf("%w: bytes %d to %d", annotate.ErrSpan, s.Start, s.End)
	}
	start, err := offsets.FromByte(s.Start)
	if err != nil {
		return Span{}, err
	}
	end, err := offsets.FromByte(s.End)
	if err != nil {
		return Span{}, err
	}
	out := Span{Start: start, End: end, Text: s.Text}
	if short := shorten(s.Text); w.options.NoText && short != s.Text {
		out.Text, out.Cut = short, true
	}
	return out, nil
}

func shorten(s string) string {
	if runes := []rune(s); len(runes) > quoteWithoutText {
		return string(runes[:quoteWithoutText])
	}
	return s
}

func utc(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

func plainValues(values map[annotate.AttributeID]annotate.AttributeValue) map[string]any {
	out := make(map[string]any, len(values))
	for id, v := range values {
		out[string(id)] = v
	}
	return out
}

func entity(e annotate.Entity) Entity {
	return Entity{ID: e.ID, Name: e.Name, Type: e.Type, Aliases: append([]string{}, e.Aliases...), Wikidata: e.Wikidata, Note: e.Note}
}

// ProjectFile makes project.json.
func ProjectFile(c *format.Common) ([]byte, error) {
	w := newWriter(c, Options{})
	p := Project{Format: "bluepencil-project/1", Project: c.Project, Codebook: c.Codebook,
		Entities: []Entity{}, People: []Person{}, Rounds: []json.RawMessage{}}
	for _, e := range c.Entities {
		p.Entities = append(p.Entities, entity(e))
	}
	for _, m := range c.People {
		p.People = append(p.People, Person{ID: m.ID, Handle: w.handle(m.ID), Name: m.Name, Initials: m.Initials, Colour: m.Colour})
	}
	raw, err := json.MarshalIndent(p, "", " ")
	return append(raw, '\n'), err
}
