package lines

import (
	"cmp"
	"slices"
	"sort"

	"bluepencil/app/articleview/shape"
)

// OffsetAt is the caret offset of a line that is nearest to x, in pixels from
// the line's left edge. The end of a line that goes on is no place of its own:
// the caret would stand at the next line's start.
func OffsetAt(l *shape.Line, x float32, goesOn bool) int {
	best, distance := l.Start, float32(-1)
	for i, c := range l.Carets {
		if goesOn && i == len(l.Carets)-1 && len(l.Carets) > 1 {
			continue
		}
		if d := max(c.X-x, x-c.X); distance < 0 || d < distance {
			best, distance = c.Offset, d
		}
	}
	return best
}

// XOf is where the caret stands for an offset: at the boundary itself, or at
// the last one before it.
func XOf(l *shape.Line, offset int) float32 {
	i := sort.Search(len(l.Carets), func(i int) bool { return l.Carets[i].Offset > offset })
	return l.Carets[max(i-1, 0)].X
}

// Extent is a horizontal stretch in pixels.
type Extent struct{ From, To float32 }

// Extents are the stretches of a line that a range of bytes covers, from left
// to right: one in text of one direction, several across a change of it.
func Extents(l *shape.Line, start, end int) []Extent {
	var list []Extent
	for i := 0; i+1 < len(l.Carets); i++ {
		c, next := l.Carets[i], l.Carets[i+1]
		if next.Offset <= start || c.Offset >= end {
			continue
		}
		list = append(list, cell(l, c, next))
	}
	slices.SortFunc(list, func(a, b Extent) int { return cmp.Compare(a.From, b.From) })
	return joinExtents(list)
}

// cell is the place of one grapheme. Where the direction changes behind it,
// the next caret is elsewhere and the cell ends at the run's edge, which is
// the nearest caret position beyond its own.
func cell(l *shape.Line, c, next shape.Caret) Extent {
	if c.RTL == next.RTL {
		return Extent{min(c.X, next.X), max(c.X, next.X)}
	}
	edge := float32(-1)
	for _, other := range l.Carets {
		beyond := other.X > c.X && !c.RTL || other.X < c.X && c.RTL
		if beyond && (edge < 0 || max(other.X-c.X, c.X-other.X) < max(edge-c.X, c.X-edge)) {
			edge = other.X
		}
	}
	if edge < 0 {
		edge = l.Width
		if c.RTL {
			edge = 0
		}
	}
	return Extent{min(c.X, edge), max(c.X, edge)}
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
