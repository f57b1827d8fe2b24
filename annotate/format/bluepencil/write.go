package bluepencil

import (
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
	// Unit is what offsets count. Files of this format count code points
	// unless somebody wants another unit.
	Unit text.Unit
	// NoText leaves out the texts: offsets, hashes, and at most 20 characters
	// of every span. Titles, notes and attributes are written all the same.
	NoText bool
}

// quoteWithoutText is how many code points of a span are written where the
// text is left out.
const quoteWithoutText = 20

// Writer writes articles as lines. Its methods may be called from several
// goroutines at once.
type Writer struct {
	options  Options
	handles  map[annotate.ID]string
	entities map[annotate.ID]annotate.Entity
}

var _ format.Writer = (*Writer)(nil)

// NewWriter prepares the writing of articles of one project.
func NewWriter(c *format.Common, o Options) *Writer {
	w := &Writer{options: o, handles: format.Handles(c.People), entities: map[annotate.ID]annotate.Entity{}}
	for _, e := range c.Entities {
		w.entities[e.ID] = e
	}
	return w
}

// handle stands for a person; somebody the project does not know, for want of
// a handle, goes by their id.
func (w *Writer) handle(person annotate.ID) string {
	if handle, ok := w.handles[person]; ok {
		return handle
	}
	return person.String()
}

// line makes the line of one article. It fails where a span does not match
// the text.
func (w *Writer) line(b *format.Bundle) (*Line, error) {
	a := &b.Article
	line := &Line{
		Format: Version, ID: a.ID, TextSHA256: a.Content.TextSHA256.String(), SourceSHA256: a.Content.SourceSHA256.String(),
		OffsetUnit: w.options.Unit.String(), Meta: a.Meta, Note: a.Note, Replaces: a.Replaces,
		Source: Source{Name: a.Content.SourceName, Encoding: a.Content.Encoding, Format: a.Content.Format},
		Layers: []Layer{}, Annotations: make([]Annotation, 0, len(b.Annotations)), Entities: []Entity{},
	}
	if line.Source.Format == plainText {
		line.Source.Format = ""
	}
	if !w.options.NoText {
		line.Text = &b.Text
	}
	for _, l := range b.Layers {
		line.Layers = append(line.Layers, w.layer(l))
	}
	var offsets *text.Offsets
	if len(a.Zones)+len(b.Annotations)+len(b.Decisions) > 0 { // most articles have nothing to count for
		offsets = text.NewOffsets(b.Text, w.options.Unit)
	}
	var err error
	if line.Zones, err = zonesOf(a.Zones, offsets); err != nil {
		return nil, err
	}
	for i := range b.Annotations {
		out, err := w.annotation(&b.Annotations[i], offsets, b.Text)
		if err != nil {
			return nil, err
		}
		line.Annotations = append(line.Annotations, out)
	}
	if line.Review, err = w.review(b, offsets); err != nil {
		return nil, err
	}
	for _, id := range mentioned(b.Annotations) {
		if e, ok := w.entities[id]; ok {
			line.Entities = append(line.Entities, entity(e))
		}
	}
	return line, nil
}

// plainText is the kind of source that goes without saying.
const plainText = "text"

// mentioned lists the register entries that annotations name, in order.
func mentioned(annotations []annotate.Annotation) []annotate.ID {
	ids := map[annotate.ID]bool{}
	for i := range annotations {
		if a := &annotations[i]; !a.Entity.IsZero() {
			ids[a.Entity] = true
		}
		for _, l := range annotations[i].Links {
			if l.ToEntity {
				ids[l.To] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(ids), annotate.ID.Compare)
}

func (w *Writer) layer(l annotate.Layer) Layer {
	out := Layer{Person: w.handle(l.Person), Status: l.Status, Reason: l.Reason, Codebook: l.Codebook}
	if !l.Submitted.IsZero() {
		at := milliseconds(l.Submitted)
		out.Submitted = &at
	}
	return out
}

func (w *Writer) annotation(a *annotate.Annotation, offsets *text.Offsets, whole string) (Annotation, error) {
	out := Annotation{
		ID: a.ID, Layer: w.handle(a.Layer), Label: a.Label, Attributes: a.Attributes, Links: []Link{},
		Entity: a.Entity, Note: a.Note, Question: a.Question, Created: milliseconds(a.Created), Modified: milliseconds(a.Modified),
		Origin: Origin{By: originBy(a.Origin.By), Source: a.Origin.Source, Score: a.Origin.Score, Edited: a.Edited, From: append([]annotate.ID{}, a.Origin.From...)},
	}
	out.Spans = make([]Span, 0, len(a.Spans))
	for _, s := range a.Spans {
		span, err := w.span(s, offsets, whole)
		if err != nil {
			return out, fmt.Errorf("%s %q: %w", a.Label, text.Beginning(s.Text, quoteWithoutText), err)
		}
		out.Spans = append(out.Spans, span)
	}
	for _, l := range a.Links {
		kind := toAnnotation
		if l.ToEntity {
			kind = toEntity
		}
		out.Links = append(out.Links, Link{ID: l.ID, Role: l.Role, To: l.To, ToKind: kind, Attributes: l.Attributes})
	}
	return out, nil
}

// originBy says "hand" for what says nothing.
func originBy(by annotate.OriginBy) annotate.OriginBy {
	if by == "" {
		return annotate.ByHand
	}
	return by
}

func (w *Writer) span(s annotate.Span, offsets *text.Offsets, whole string) (Span, error) {
	if !s.Matches(whole) {
		return Span{}, fmt.Errorf("%w: bytes %d to %d say something else", annotate.ErrSpan, s.Start, s.End)
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
	if short := text.Beginning(s.Text, quoteWithoutText); w.options.NoText && short != s.Text {
		out.Text, out.Cut = short, true
	}
	return out, nil
}

// milliseconds is the time as the format writes it.
func milliseconds(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

func entity(e annotate.Entity) Entity {
	return Entity{ID: e.ID, Name: e.Name, Type: e.Type, Aliases: append([]string{}, e.Aliases...), Wikidata: e.Wikidata, Note: e.Note, Roles: e.Roles, SameAs: e.Same}
}
