package desk

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// SnapToWords widens what is selected, or else the current annotation, to
// whole words. With neither, the word at the caret is selected.
func (d *Desk) SnapToWords() {
	d.reshape("snap to words", "No word is cut at the ends.", each(text.SnapToWords))
}

// SnapToSentences widens what is selected, or else the current annotation, to
// whole sentences. With neither, the sentence at the caret is selected.
func (d *Desk) SnapToSentences() {
	d.reshape("snap to sentence", "These are whole sentences already.", each(text.SnapToSentences))
}

// ToggleQuotationMarks takes the quotation marks around what is selected, or
// else around the pieces of the current annotation, in; where there are none
// outside it leaves those out that are in.
func (d *Desk) ToggleQuotationMarks() {
	d.reshape("quotation marks", "There are no quotation marks at the ends.", toggled(text.IncludeQuotationMarks, text.TrimQuotationMarks))
}

// TogglePunctuation does the same with commas, stops and brackets.
func (d *Desk) TogglePunctuation() {
	d.reshape("punctuation", "There is no punctuation at the ends.", toggled(text.IncludePunctuation, text.TrimPunctuation))
}

// reshaping gives ranges of a text other ends.
type reshaping func(content string, ranges []text.Range) []text.Range

// each changes one range after the other.
func each(change func(string, text.Range) text.Range) reshaping {
	return func(content string, ranges []text.Range) []text.Range {
		out := make([]text.Range, len(ranges))
		for i, r := range ranges {
			out[i] = change(content, r)
		}
		return out
	}
}

// toggled widens the ranges that can be widened; where none can, it narrows
// those that can be narrowed.
func toggled(widen, narrow func(string, text.Range) (text.Range, bool)) reshaping {
	return func(content string, ranges []text.Range) []text.Range {
		for _, step := range []func(string, text.Range) (text.Range, bool){widen, narrow} {
			out, changed := slices.Clone(ranges), false
			for i, r := range ranges {
				if other, ok := step(content, r); ok {
					out[i], changed = other, true
				}
			}
			if changed {
				return out
			}
		}
		return ranges
	}
}

// reshape gives the selection other ends, or the pieces of the current
// annotation, or, with neither, the caret.
func (d *Desk) reshape(action, unchanged string, change reshaping) {
	if d.open == nil {
		return
	}
	a, ok := d.Current()
	if !ok || !d.selection.Empty() {
		d.reselect(unchanged, change)
		return
	}
	ranges := make([]text.Range, len(a.Spans))
	for i, s := range a.Spans {
		ranges[i] = text.Range{Start: s.Start, End: s.End}
	}
	var spans []annotate.Span
	for _, r := range change(d.open.Text, ranges) {
		spans = append(spans, annotate.Span{Start: r.Start, End: r.End})
	}
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		joined, err := annotate.NormaliseSpans(d.open.Text, spans)
		switch {
		case err != nil:
			d.Say(Failure, err.Error())
			return annotate.Draft{}, false
		case slices.Equal(joined, a.Spans):
			d.Say(Info, unchanged)
			return annotate.Draft{}, false
		}
		after := a
		after.Spans = joined
		d.Say(Info, fmt.Sprintf("The %s is “%s” now.", d.name(a.Label), text.Shorten(after.Text(), wordsInMessages)))
		return annotate.SetSpans(a.Ref(), action+" of "+d.name(a.Label), joined), true
	})
}

// reselect gives the selection other ends, which writes nothing.
func (d *Desk) reselect(unchanged string, change reshaping) {
	r := d.selection
	if r.Empty() {
		r = text.Range{Start: d.caret, End: d.caret}
	}
	after := change(d.open.Text, []text.Range{r})[0]
	if after == r || after.Empty() {
		d.Say(Info, unchanged)
		return
	}
	d.selection, d.goal, d.caret = after, after, after.End
	d.o.Show(Arrived)
}
