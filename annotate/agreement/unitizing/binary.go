package unitizing

import (
	"slices"

	"bluepencil/annotate/agreement"
)

// Binary is what |u-alpha is computed from: one category against nothing,
// over any number of documents. It adds up, so that documents can be drawn
// again.
type Binary struct {
	Total  float64 // people times length
	Marked float64 // what anybody has marked, person by person
	Both   float64 // what ordered pairs of people have both marked, by one less than their number
	Units  float64 // the squares of the lengths of all units
}

// Add adds another document.
func (b *Binary) Add(o Binary) {
	b.Total += o.Total
	b.Marked += o.Marked
	b.Both += o.Both
	b.Units += o.Units
}

// Alpha is |u-alpha.
func (b *Binary) Alpha() agreement.Value {
	switch {
	case b.Total == 0:
		return agreement.Undefined(agreement.SecondAnnotator)
	case b.Marked == 0:
		return agreement.Undefined(agreement.NoSpans)
	}
	gap := b.Total - b.Marked // gaps count unit of length by unit of length
	pairs := b.Total - (b.Units+gap)/b.Total
	if pairs <= 0 {
		return agreement.Undefined(agreement.NoVariation)
	}
	expected := b.Total - (b.Marked*b.Marked-b.Units)/pairs - (gap*gap-gap)/pairs
	return corrected(2*(b.Marked-b.Both), expected)
}

// corrected is 1 less the observed by the expected disagreement.
func corrected(observed, expected float64) agreement.Value {
	const nothing = 1e-9
	if expected <= nothing {
		if observed <= nothing {
			return agreement.Undefined(agreement.NoVariation)
		}
		return agreement.Undefined("nothing is expected by chance")
	}
	return agreement.Of(1 - observed/expected)
}

// CountBinary counts one document: by person, what they have marked. Ranges
// may be in any order; those of one person that overlap count as one, such
// that touch stay apart. With one person only there is nothing to compare.
func CountBinary(length int, coders [][]agreement.Range) Binary {
	m := len(coders)
	if m < 2 {
		return Binary{}
	}
	b := Binary{Total: float64(m) * float64(length)}
	n := 0
	for _, ranges := range coders {
		n += len(ranges)
	}
	edges := make([]edge, 0, 2*n)
	for _, ranges := range coders {
		for _, r := range unite(ranges, length) {
			size := float64(r.Len())
			b.Marked += size
			b.Units += size * size
			edges = append(edges, edge{r.Start, 1}, edge{r.End, -1})
		}
	}
	slices.SortFunc(edges, func(x, y edge) int { return x.at - y.at })
	here, from := 0, 0
	for _, e := range edges {
		b.Both += float64((e.at-from)*here*(here-1)) / float64(m-1)
		here, from = here+e.step, e.at
	}
	return b
}

type edge struct{ at, step int }

// unite sorts ranges, cuts them to the text and joins those that overlap. It
// makes a copy where it has to change anything.
func unite(ranges []agreement.Range, length int) []agreement.Range {
	good := true
	for i, r := range ranges {
		good = good && r.Start >= 0 && r.Start < r.End && r.End <= length && (i == 0 || ranges[i-1].End <= r.Start)
	}
	if good {
		return ranges
	}
	var list []Segment
	for _, r := range ranges {
		if r.Start, r.End = max(r.Start, 0), min(r.End, length); r.Start < r.End {
			list = append(list, Segment{Range: r})
		}
	}
	list = joined(list)
	out := make([]agreement.Range, len(list))
	for i, s := range list {
		out[i] = s.Range
	}
	return out
}
