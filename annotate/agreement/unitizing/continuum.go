// Package unitizing measures how far people agree who mark stretches of a
// text: Krippendorff's u-alpha family of 2016, which looks at every place of
// the text, and alpha_U of 2004, which looks at units and gaps.
package unitizing

import (
	"cmp"
	"slices"

	"bluepencil/annotate/agreement"
)

// Segment is a stretch that somebody has given a category.
type Segment struct {
	agreement.Range
	Category int
}

// Continuum is one text as several people have marked it. Categories are
// counted from 0.
type Continuum struct {
	Length int
	Coders [][]Segment
}

// sorted puts the segments of everybody in order, drops empty ones and such
// outside of the text, and joins those of one category that overlap. Segments that touch
// stay apart.
func (c *Continuum) sorted() Continuum {
	out := Continuum{Length: c.Length, Coders: make([][]Segment, len(c.Coders))}
	for i, segments := range c.Coders {
		byCategory := map[int][]Segment{}
		for _, s := range segments {
			if s.Start = max(s.Start, 0); s.End > c.Length {
				s.End = c.Length
			}
			if s.Start < s.End {
				byCategory[s.Category] = append(byCategory[s.Category], s)
			}
		}
		for _, list := range byCategory {
			out.Coders[i] = append(out.Coders[i], joined(list)...)
		}
		sortSegments(out.Coders[i])
	}
	return out
}

func sortSegments(list []Segment) {
	slices.SortFunc(list, func(a, b Segment) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Category, b.Category))
	})
}

// joined joins the segments of one category that overlap.
func joined(list []Segment) []Segment {
	sortSegments(list)
	out := list[:0]
	for _, s := range list {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// overlaps tells whether somebody's sorted segments overlap.
func (c *Continuum) overlaps() bool {
	for _, list := range c.Coders {
		for i := 1; i < len(list); i++ {
			if list[i].Start < list[i-1].End {
				return true
			}
		}
	}
	return false
}
