package lines

import (
	"cmp"
	"slices"
	"sort"

	"bluepencil/app/articleview/shape"
)

// OffsetAt is the caret offset of a line for a click at x, in pixels from the
// line's left edge: where a caret stands exactly there, its offset; else the
// side of the grapheme under x that is nearer; beyond the line's edges its
// beginning or end. In text of one direction that is the nearest caret. At a
// change of direction the grapheme under the pointer decides, though its
// boundary's caret may be drawn at the other end of the run: what is dragged
// over must be what is selected.
//
// With goesOn the end of the line is no place: the caret would stand at the
// next line's start.
func OffsetAt(l *shape.Line, x float32, goesOn bool) int {
	last := len(l.Carets) - 1
	places := l.Carets
	if goesOn && last > 0 {
		places = places[:last]
	}
	if x < 0 || x > l.Width {
		if (x < 0) == l.RTL {
			return places[len(places)-1].Offset
		}
		return l.Start
	}
	for _, c := range places {
		if c.X == x {
			return c.Offset
		}
	}
	for i, c := range l.Carets[:last] {
		if c.From <= x && x <= c.To {
			if left := x-c.From <= c.To-x; left == c.RTL {
				i++
			}
			return places[min(i, len(places)-1)].Offset
		}
	}
	return l.Start
}

// XOf is where the caret stands for an offset: at the boundary itself, or at
// the last one before it. OffsetAt of it is the offset again, unless graphemes
// without a width make several boundaries share the place; then it is the
// first of them.
func XOf(l *shape.Line, offset int) float32 {
	i := sort.Search(len(l.Carets), func(i int) bool { return l.Carets[i].Offset > offset })
	return l.Carets[max(i-1, 0)].X
}

// Extent is a horizontal stretch in pixels.
type Extent struct{ From, To float32 }

// Extents are the stretches of a line that a range of bytes covers, from left
// to right: one in text of one direction, several across a change of it. They
// are the cells of the graphemes that share a byte with the range, and nothing
// else, so those of ranges without a common grapheme never overlap.
func Extents(l *shape.Line, start, end int) []Extent {
	var list []Extent
	for i := 0; i+1 < len(l.Carets); i++ {
		if c := l.Carets[i]; c.Offset < end && l.Carets[i+1].Offset > start {
			list = append(list, Extent{c.From, c.To})
		}
	}
	slices.SortFunc(list, func(a, b Extent) int { return cmp.Compare(a.From, b.From) })
	return joinExtents(list)
}

func joinExtents(list []Extent) []Extent {
	var out []Extent
	for _, e := range list {
		if n := len(out); n > 0 && e.From <= out[n-1].To+0.01 {
			out[n-1].To = max(out[n-1].To, e.To)
			continue
		}
		out = append(out, e)
	}
	return out
}
