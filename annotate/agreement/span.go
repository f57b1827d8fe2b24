package agreement

import (
	"cmp"
	"slices"
)

// Range is a half-open stretch of a text.
type Range struct {
	Start int
	End   int
}

// Len is how long the range is.
func (r Range) Len() int { return r.End - r.Start }

// Span is a label on one or more stretches of a text. The ranges are
// non-empty, sorted and disjoint; see Tidy.
type Span struct {
	Label  string
	Ranges []Range
}

// Tidy sorts ranges, joins those that touch or overlap and drops empty ones.
// It reorders the slice it was given.
func Tidy(ranges []Range) []Range {
	slices.SortFunc(ranges, compareRanges)
	out := ranges[:0]
	for _, r := range ranges {
		switch n := len(out); {
		case r.Start >= r.End:
		case n > 0 && r.Start <= out[n-1].End:
			out[n-1].End = max(out[n-1].End, r.End)
		default:
			out = append(out, r)
		}
	}
	return out
}

func compareRanges(a, b Range) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// Start is where the span begins.
func (s *Span) Start() int { return s.Ranges[0].Start }

// End is where the span ends.
func (s *Span) End() int { return s.Ranges[len(s.Ranges)-1].End }

// Len is how much of the text the span covers.
func (s *Span) Len() int {
	n := 0
	for _, r := range s.Ranges {
		n += r.Len()
	}
	return n
}

// Same tells whether two spans cover the same stretches.
func (s *Span) Same(o *Span) bool { return slices.Equal(s.Ranges, o.Ranges) }

// Compare orders spans by their stretches, then by label.
func (s *Span) Compare(o *Span) int {
	return cmp.Or(s.CompareRanges(o), cmp.Compare(s.Label, o.Label))
}

// CompareRanges orders spans by their stretches alone.
func (s *Span) CompareRanges(o *Span) int {
	return slices.CompareFunc(s.Ranges, o.Ranges, compareRanges)
}

// Overlap is how much of the text both spans cover.
func (s *Span) Overlap(o *Span) int {
	n := 0
	for i, k := 0, 0; i < len(s.Ranges) && k < len(o.Ranges); {
		a, b := s.Ranges[i], o.Ranges[k]
		n += max(0, min(a.End, b.End)-max(a.Start, b.Start))
		if a.End < b.End {
			i++
		} else {
			k++
		}
	}
	return n
}

// IoU is what both spans cover by what either covers.
func (s *Span) IoU(o *Span) float64 {
	both := s.Overlap(o)
	return float64(both) / float64(s.Len()+o.Len()-both)
}

// Distinct gives the spans in order, each once: what one person marked twice
// counts once. Spans without a stretch are left out. The slice it was given
// stays as it is; at says which span of it each one was, and place where each
// span of it went, or -1.
func Distinct(spans []Span) (distinct []Span, at, place []int) {
	at, place = make([]int, 0, len(spans)), make([]int, len(spans))
	for i := range spans {
		if place[i] = -1; len(spans[i].Ranges) > 0 {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(i, k int) int { return spans[i].Compare(&spans[k]) })
	distinct = make([]Span, 0, len(at))
	kept := at[:0]
	for _, from := range at {
		if n := len(distinct); n == 0 || distinct[n-1].Compare(&spans[from]) != 0 {
			distinct, kept = append(distinct, spans[from]), append(kept, from)
		}
		place[from] = len(distinct) - 1
	}
	return distinct, kept, place
}
