package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

func findUnbalanced(r *reading) {
	for _, f := range r.faults {
		mark := r.Text[f.Mark.Start:f.Mark.End]
		after := r.Text[f.Mark.Start:min(len(r.Text), f.Mark.Start+200)]
		switch f.Kind {
		case text.NeverClosed:
			r.report(f.Mark, nil, nil, "The quotation mark %s opens a quotation that nothing closes: %s.", mark, few(after))
		case text.NeverOpened:
			r.report(f.Mark, nil, nil, "The quotation mark %s closes a quotation that nothing opens.", mark)
		case text.Mismatched:
			r.report(text.Range{Start: f.Mark.Start, End: f.Other.End}, nil, nil,
				"A quotation opens with %s and ends with %s.", mark, r.Text[f.Other.Start:f.Other.End])
		}
	}
}

func findUnmarked(r *reading) {
	label, ok := r.quoteLabel()
	if !ok {
		return // quotes are not marked in this project
	}
	for _, q := range r.quotations {
		if q.Use != text.Speech {
			continue
		}
		covered := false
		for _, p := range q.Pieces {
			covered = covered || overlaps(r.quoted, p)
		}
		if !covered {
			whole := text.Range{Start: q.Pieces[0].Start, End: q.Pieces[len(q.Pieces)-1].End}
			r.report(whole, nil, r.mark(label, q.Pieces), "%s stands in quotation marks and is not marked as a %s.",
				few(r.Text[whole.Start:whole.End]), strings.ToLower(label.Name))
		}
	}
}

// quoteLabel is the label that marks quotes.
func (r *reading) quoteLabel() (annotate.Label, bool) {
	for _, label := range r.Codebook.Labels {
		if label.Group == annotate.GroupQuote && !label.Retired {
			return label, true
		}
	}
	return annotate.Label{}, false
}

// mark is a fix that marks words with a label.
func (r *reading) mark(label annotate.Label, pieces []text.Range) *Fix {
	var spans []annotate.Span
	for _, p := range pieces {
		spans = append(spans, annotate.Span{Start: p.Start, End: p.End})
	}
	spans, err := annotate.NormaliseSpans(r.Text, spans)
	if err != nil || annotate.CheckSpans(spans, r.Text) != nil {
		return nil
	}
	return &Fix{"Mark as a " + strings.ToLower(label.Name), func() annotate.Draft {
		return annotate.Mark(r.Person, r.Article, annotate.NewID(), label.ID, spans, annotate.Origin{By: annotate.ByHand})
	}}
}

func findMarkOutside(r *reading) {
	r.of(annotate.GroupQuote, func(m *annotate.Annotation) {
		wanted := make([]text.Range, 0, len(m.Spans))
		changed := -1
		for n, s := range m.Spans {
			at := text.Range{Start: s.Start, End: s.End}
			grown := r.withMarks(at)
			if grown != at && changed < 0 {
				changed = n
			}
			wanted = append(wanted, grown)
		}
		if changed >= 0 {
			s := m.Spans[changed]
			r.report(text.Range{Start: s.Start, End: s.End}, m, r.respan(m, "Take the quotation marks in", wanted),
				"The quote %s leaves out a quotation mark that belongs to it.", few(s.Text))
		}
	})
}

// withMarks is a stretch with the marks right outside of it: those of the
// quotations it begins and ends in.
func (r *reading) withMarks(s text.Range) text.Range {
	grown := s
	if n := firstAfter(r.stretches, s.Start); n < len(r.stretches) {
		if q := r.stretches[n]; q.Start < s.Start && s.End > q.Start && idle(r.Text[q.Start:s.Start]) {
			grown.Start = q.Start
		}
	}
	if n := firstAfter(r.stretches, s.End-1); n < len(r.stretches) {
		if q := r.stretches[n]; q.Start < s.End && s.End < q.End && idle(r.Text[s.End:q.End]) {
			grown.End = q.End
		}
	}
	return grown
}

// idle tells whether a few bytes are marks and punctuation only.
func idle(s string) bool {
	if len(s) > 16 {
		return false
	}
	for _, c := range s {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '\n' || c == '\r' || c == utf8.RuneError {
			return false
		}
	}
	return true
}

func findParaphrase(r *reading) {
	r.of(annotate.GroupQuote, func(m *annotate.Annotation) {
		for _, s := range m.Spans {
			at := text.Range{Start: s.Start, End: s.End}
			n := firstAfter(r.stretches, s.Start)
			switch {
			case n == len(r.stretches) || r.stretches[n].Start >= s.End:
				r.report(at, m, nil, "%s stands in no quotation marks, and the profile takes quotations only.", few(s.Text))
			case r.stretches[n].Start > s.Start || r.stretches[n].End < s.End:
				r.report(at, m, nil, "%s goes beyond its quotation marks.", few(s.Text))
			}
		}
	})
}
