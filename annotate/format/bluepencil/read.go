package bluepencil

import (
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// ErrNoText: a line came without its text, and nobody has it.
var ErrNoText = errors.New("the line came without its text")

// Mismatch is a span whose text is not the one it names, or an annotation
// whose spans do not go together. Nothing is ever shifted to make it fit.
type Mismatch struct {
	Annotation annotate.ID
	Span       Span
	Unit       text.Unit   // that the file counts in
	Found      string      // what stands there, or "" outside of the text
	Fits       []text.Unit // the units in which the span would fit
	Why        error       // where the spans fit and something else is wrong
}

// String is the mismatch in one sentence.
func (m Mismatch) String() string {
	if m.Why != nil {
		return fmt.Sprintf("annotation %s: %v", m.Annotation, m.Why)
	}
	said := fmt.Sprintf("annotation %s: %s %d to %d should be %q and ", m.Annotation, m.Unit, m.Span.Start, m.Span.End, text.Beginning(m.Span.Text, quoteWithoutText))
	if m.Found == "" {
		said += "is no place in the text"
	} else {
		said += fmt.Sprintf("is %q", text.Beginning(m.Found, quoteWithoutText))
	}
	for i, unit := range m.Fits {
		if i == 0 {
			said += "; it would fit as " + unit.String()
		} else {
			said += " or " + unit.String()
		}
	}
	return said
}

// Read gives the annotations of a line that carries its text, by the handle
// of their layer, with offsets in bytes. An annotation with a mismatch is left
// out whole.
func (l *Line) Read() (byLayer map[string][]annotate.Annotation, bad []Mismatch, err error) {
	if l.Text == nil {
		return nil, nil, fmt.Errorf("article %s: %w", l.ID, ErrNoText)
	}
	return l.ReadWith(*l.Text)
}

// ReadWith is Read with the text given, for lines that came without theirs.
// It fails where the text does not have the line's hash.
func (l *Line) ReadWith(whole string) (byLayer map[string][]annotate.Annotation, bad []Mismatch, err error) {
	unit, err := text.ParseUnit(l.OffsetUnit)
	if err != nil {
		return nil, nil, err
	}
	if annotate.TextDigest(whole).String() != l.TextSHA256 {
		return nil, nil, fmt.Errorf("%w: the text does not have the hash that the line gives", annotate.ErrSpan)
	}
	r := &spanReader{whole: whole, unit: unit, offsets: map[text.Unit]*text.Offsets{}}
	byLayer = map[string][]annotate.Annotation{}
	seen := map[annotate.ID]bool{}
	for i := range l.Annotations {
		in := &l.Annotations[i]
		if seen[in.ID] || in.ID.IsZero() {
			bad = append(bad, Mismatch{Annotation: in.ID, Why: errors.New("its id is missing or comes twice")})
			continue
		}
		seen[in.ID] = true
		spans, mismatches := r.spans(in)
		if bad = append(bad, mismatches...); len(mismatches) == 0 {
			byLayer[in.Layer] = append(byLayer[in.Layer], in.domain(l.ID, spans))
		}
	}
	return byLayer, bad, nil
}

// spanReader converts spans of one text.
type spanReader struct {
	whole   string
	unit    text.Unit
	offsets map[text.Unit]*text.Offsets // made when first needed
}

// spans converts the spans of an annotation into bytes of the article's text
// and checks each against its words.
func (r *spanReader) spans(a *Annotation) ([]annotate.Span, []Mismatch) {
	good := make([]annotate.Span, 0, len(a.Spans))
	var bad []Mismatch
	for _, s := range a.Spans {
		span, ok := r.span(s, r.unit)
		if !ok {
			bad = append(bad, Mismatch{Annotation: a.ID, Span: s, Unit: r.unit, Found: span.Text, Fits: r.fits(s)})
			continue
		}
		good = append(good, span)
	}
	if len(bad) == 0 {
		if err := annotate.CheckSpans(good, r.whole); err != nil {
			bad = append(bad, Mismatch{Annotation: a.ID, Unit: r.unit, Why: err})
		}
	}
	return good, bad
}

// span cuts the span out of the text in the given unit, and tells whether it
// is the text it names.
func (r *spanReader) span(s Span, unit text.Unit) (annotate.Span, bool) {
	offsets := r.offsets[unit]
	if offsets == nil {
		offsets = text.NewOffsets(r.whole, unit)
		r.offsets[unit] = offsets
	}
	start, startErr := offsets.ToByte(s.Start)
	end, endErr := offsets.ToByte(s.End)
	if startErr != nil || endErr != nil || start >= end {
		return annotate.Span{}, false
	}
	span := annotate.Span{Start: start, End: end, Text: r.whole[start:end]}
	if s.Cut {
		return span, text.Beginning(span.Text, quoteWithoutText) == s.Text
	}
	return span, span.Text == s.Text
}

// fits lists the units in which the span would be the text it names.
func (r *spanReader) fits(s Span) []text.Unit {
	var units []text.Unit
	for _, unit := range text.Units {
		if unit == r.unit {
			continue
		}
		if _, ok := r.span(s, unit); ok {
			units = append(units, unit)
		}
	}
	return units
}

func (a *Annotation) domain(article annotate.ID, spans []annotate.Span) annotate.Annotation {
	out := annotate.Annotation{
		ID: a.ID, Article: article, Label: a.Label, Spans: spans, Attributes: a.Attributes,
		Entity: a.Entity, Note: a.Note, Question: a.Question, Edited: a.Origin.Edited, Created: a.Created, Modified: a.Modified,
		Origin: annotate.Origin{By: a.Origin.By, Source: a.Origin.Source, Score: a.Origin.Score, From: a.Origin.From},
	}
	for _, l := range a.Links {
		out.Links = append(out.Links, annotate.Link{ID: l.ID, Role: l.Role, To: l.To, ToEntity: l.ToKind == toEntity, Attributes: l.Attributes})
	}
	return out
}

// domain gives an entry of the register as the domain has it.
func (e Entity) domain() annotate.Entity {
	return annotate.Entity{ID: e.ID, Name: e.Name, Type: e.Type, Aliases: e.Aliases, Wikidata: e.Wikidata, Note: e.Note, Roles: e.Roles, Same: e.SameAs}
}
