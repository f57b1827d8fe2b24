package foreign

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Units finds out what the offsets of a file count: each span that says what it
// covers is tried in every unit. Add all documents of the file before asking.
type Units struct {
	native  text.Unit
	matched [4]int
	checked int
	outside [4]int // spans that say nothing and would not lie in the text
}

// NewUnits expects the native unit where nothing speaks against it.
func NewUnits(native text.Unit) *Units { return &Units{native: native} }

// Add tries the spans of a document whose offsets are as they were read.
func (u *Units) Add(d *Document) {
	offsets := text.NewConverter(d.Text)
	for l := range d.Layers {
		for m := range d.Layers[l].Marks {
			for _, span := range d.Layers[l].Marks[m].Spans {
				u.add(d.Text, offsets, span)
			}
		}
	}
}

func (u *Units) add(whole string, offsets *text.Converter, span Span) {
	if span.Text != "" {
		u.checked++
	}
	for _, unit := range text.Units {
		r, err := place(offsets, unit, span)
		switch {
		case err != nil:
			u.outside[unit]++
		case span.Text != "" && whole[r.Start:r.End] == span.Text:
			u.matched[unit]++
		}
	}
}

// Unit is what the offsets count: the native unit unless another one fits more
// of the spans. agreed is false where even the best one does not fit all.
func (u *Units) Unit() (unit text.Unit, agreed bool) {
	unit = u.native
	for _, other := range []text.Unit{text.CodePoint, text.UTF16, text.Byte, text.Grapheme} {
		better := u.matched[other] > u.matched[unit] ||
			u.checked == 0 && u.outside[other] < u.outside[unit]
		if better {
			unit = other
		}
	}
	return unit, u.matched[unit] == u.checked && u.outside[unit] == 0
}

// place gives the bytes of a span that counts in the unit.
func place(offsets *text.Converter, unit text.Unit, span Span) (text.Range, error) {
	if span.Start < 0 || span.End <= span.Start {
		return text.Range{}, fmt.Errorf("%w: %d to %d is empty, reversed or negative", annotate.ErrSpan, span.Start, span.End)
	}
	start, err := offsets.FromUnit(unit, span.Start)
	if err != nil {
		return text.Range{}, fmt.Errorf("%w: %d to %d: %w", annotate.ErrSpan, span.Start, span.End, err)
	}
	end, err := offsets.FromUnit(unit, span.End)
	if err != nil {
		return text.Range{}, fmt.Errorf("%w: %d to %d: %w", annotate.ErrSpan, span.Start, span.End, err)
	}
	return text.Range{Start: start, End: end}, nil
}

// Settle turns all offsets of the document, and those of its zones, into bytes
// and gives every span the text it covers. A span that does not lie in the text,
// or covers something else than it says, is left out together with its mark and
// the links to it, and Problems says so with the place.
func Settle(d *Document, unit text.Unit) {
	offsets := text.NewConverter(d.Text)
	for l := range d.Layers {
		layer := &d.Layers[l]
		gone := map[string]bool{}
		kept := layer.Marks[:0]
		for _, m := range layer.Marks {
			if err := settleMark(d.Text, offsets, unit, &m); err != nil {
				d.Problems = append(d.Problems, fmt.Sprintf("%s left out: %v", describe(&m), err))
				gone[m.ID] = true
				continue
			}
			kept = append(kept, m)
		}
		layer.Marks = kept
		if len(gone) > 0 {
			layer.dropLinks(gone)
		}
	}
	d.Head.Zones = slices.DeleteFunc(d.Head.Zones, func(z Zone) bool {
		_, err := place(offsets, unit, Span{Start: z.Start, End: z.End})
		return err != nil
	})
	for i, z := range d.Head.Zones {
		r, _ := place(offsets, unit, Span{Start: z.Start, End: z.End}) // it was tried a moment ago
		d.Head.Zones[i].Start, d.Head.Zones[i].End = r.Start, r.End
	}
}

// settleMark gives the mark spans in bytes.
func settleMark(whole string, offsets *text.Converter, unit text.Unit, m *Mark) error {
	spans := make([]annotate.Span, 0, len(m.Spans))
	for _, span := range m.Spans {
		r, err := place(offsets, unit, span)
		if err != nil {
			return err
		}
		cut, err := annotate.SpanOf(whole, r.Start, r.End)
		if err != nil {
			return err
		}
		if span.Text != "" && span.Text != cut.Text {
			return fmt.Errorf("%w: %d to %d (%s) is %q there, not %q", annotate.ErrSpan, span.Start, span.End, unit, text.Shorten(cut.Text, 40), text.Shorten(span.Text, 40))
		}
		spans = append(spans, cut)
	}
	if len(spans) == 0 {
		return fmt.Errorf("%w: it covers nothing", annotate.ErrSpan)
	}
	joined, err := annotate.NormaliseSpans(whole, spans)
	if err != nil {
		return err
	}
	m.Spans = make([]Span, 0, len(joined))
	for _, s := range joined {
		m.Spans = append(m.Spans, Span{Start: s.Start, End: s.End, Text: s.Text})
	}
	return nil
}

// describe names a mark for a report.
func describe(m *Mark) string {
	words := make([]string, 0, len(m.Spans))
	for _, s := range m.Spans {
		if s.Text != "" {
			words = append(words, s.Text)
		}
	}
	name := strings.TrimSpace(m.Label + " " + m.ID)
	if len(words) == 0 {
		return name
	}
	return fmt.Sprintf("%s %q", name, text.Shorten(strings.Join(words, " … "), 40))
}

// dropLinks takes out the links to marks that are gone.
func (l *Layer) dropLinks(gone map[string]bool) (dropped int) {
	for i := range l.Marks {
		before := len(l.Marks[i].Links)
		l.Marks[i].Links = slices.DeleteFunc(slices.Clone(l.Marks[i].Links), func(k Link) bool { return !k.ToEntity && gone[k.To] })
		dropped += before - len(l.Marks[i].Links)
	}
	return dropped
}
