package lint

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

func findBlanks(r *reading) {
	for i := range r.marks {
		m := &r.marks[i]
		var trimmed []text.Range
		blank := -1
		for n, s := range m.Spans {
			at := text.Range{Start: s.Start, End: s.End}
			inner := trim(r.Text, at)
			if inner != at && blank < 0 {
				blank = n
			}
			if !inner.Empty() {
				trimmed = append(trimmed, inner)
			}
		}
		if blank < 0 {
			continue
		}
		s := m.Spans[blank]
		at := text.Range{Start: s.Start, End: s.End}
		if trim(r.Text, at).Empty() {
			r.report(at, m, r.respan(m, "Leave the blanks out", trimmed), "There are only blanks in this %s.", m.Label)
			continue
		}
		r.report(at, m, r.respan(m, "Leave the blanks out", trimmed), "%s begins or ends with a blank.", few(s.Text))
	}
}

// trim is a range without the blanks at its ends.
func trim(whole string, at text.Range) text.Range {
	for at.Start < at.End {
		c, size := utf8.DecodeRuneInString(whole[at.Start:at.End])
		if !unicode.IsSpace(c) {
			break
		}
		at.Start += size
	}
	for at.Start < at.End {
		c, size := utf8.DecodeLastRuneInString(whole[at.Start:at.End])
		if !unicode.IsSpace(c) {
			break
		}
		at.End -= size
	}
	return at
}

func findCrossing(r *reading) {
	for i := range r.marks {
		m := &r.marks[i]
		if r.group(m) == annotate.GroupStructure {
			continue
		}
		for _, s := range m.Spans {
			at := text.Range{Start: s.Start, End: s.End}
			if n := r.paragraphOf(at); at.End > r.paragraphs[n].End {
				r.report(at, m, r.cutFix(m), "%s runs over the end of a paragraph.", few(s.Text))
				break
			}
		}
	}
}

// cutFix is a fix that cuts an annotation where paragraphs end. The pieces are
// made when it is asked for: there may be many.
func (r *reading) cutFix(m *annotate.Annotation) *Fix {
	if !slices.ContainsFunc(m.Spans, func(s annotate.Span) bool { return strings.TrimSpace(s.Text) != "" }) {
		return nil
	}
	return &Fix{"Make a piece of each paragraph", func() annotate.Draft {
		var spans []annotate.Span
		for _, s := range m.Spans {
			for _, p := range r.byParagraph(text.Range{Start: s.Start, End: s.End}) {
				spans = append(spans, annotate.Span{Start: p.Start, End: p.End, Text: r.Text[p.Start:p.End]})
			}
		}
		return annotate.SetSpans(r.ref(m), "make a piece of each paragraph", spans)
	}}
}

// paragraphOf is the index of the paragraph in which a range begins.
func (r *reading) paragraphOf(at text.Range) int {
	n := sort.Search(len(r.paragraphs), func(i int) bool { return r.paragraphs[i].Start > at.Start })
	return max(n-1, 0)
}

// byParagraph cuts a range where paragraphs end, blanks at the cuts left out;
// one within a paragraph stays as it is.
func (r *reading) byParagraph(at text.Range) []text.Range {
	n := r.paragraphOf(at)
	if at.End <= r.paragraphs[n].End {
		return []text.Range{at}
	}
	var parts []text.Range
	for ; n < len(r.paragraphs) && r.paragraphs[n].Start < at.End; n++ {
		p := r.paragraphs[n].Range
		part := text.Range{Start: max(p.Start, at.Start), End: min(p.End, at.End)}
		if part = trim(r.Text, part); !part.Empty() {
			parts = append(parts, part)
		}
	}
	return parts
}

func findDoubled(r *reading) {
	type place struct {
		label      annotate.LabelID
		start, end int
		pieces     int
	}
	seen := map[place][]*annotate.Annotation{}
	for i := range r.marks {
		m := &r.marks[i]
		at := place{m.Label, m.Start(), m.End(), len(m.Spans)}
		for _, first := range seen[at] {
			if sameSpans(first.Spans, m.Spans) {
				r.about(m, r.remove(m, first), "%s is marked twice as %s.", few(m.Spans[0].Text), r.labelName(m.Label))
				break
			}
		}
		if len(seen[at]) < 4 { // enough to compare with
			seen[at] = append(seen[at], m)
		}
	}
}

func sameSpans(a, b []annotate.Span) bool {
	for n := range a {
		if a[n].Start != b[n].Start || a[n].End != b[n].End {
			return false
		}
	}
	return true
}

// remove is a fix that deletes an annotation that says nothing another one of
// the same words does not say, and that nothing points to.
func (r *reading) remove(m, first *annotate.Annotation) *Fix {
	if len(m.Links) > 0 || m.Note != "" || m.Question || r.linked[m.ID] || !m.Entity.IsZero() && m.Entity != first.Entity {
		return nil
	}
	for id, value := range m.Attributes {
		other, ok := first.Attributes[id]
		if !ok || !annotate.MustEncode(value).Equal(annotate.MustEncode(other)) {
			return nil
		}
	}
	ref := r.ref(m)
	return &Fix{"Delete the second one", func() annotate.Draft { return annotate.DeleteAnnotation(ref) }}
}

func (r *reading) labelName(id annotate.LabelID) string {
	if label, ok := r.labels[id]; ok {
		return label.Name
	}
	return string(id)
}
