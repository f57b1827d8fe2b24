package unitizing

import "bluepencil/annotate/agreement"

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
	return CountPairs(length, coders, func(int, int, Binary) {})
}

// CountPairs is CountBinary that also tells of every two people, by their
// places, what it is of them alone.
func CountPairs(length int, coders [][]agreement.Range, each func(a, b int, of Binary)) Binary {
	m := len(coders)
	if m < 2 {
		return Binary{}
	}
	all := Binary{Total: float64(m) * float64(length)}
	var room [8]one
	people := room[:0]
	for _, ranges := range coders {
		o := one{ranges: unite(ranges, length)}
		for _, r := range o.ranges {
			size := float64(r.Len())
			o.marked += size
			o.units += size * size
		}
		all.Marked += o.marked
		all.Units += o.units
		people = append(people, o)
	}
	for i := range people {
		for k := i + 1; k < m; k++ {
			a, b := &people[i], &people[k]
			both := 2 * float64(common(a.ranges, b.ranges))
			all.Both += both / float64(m-1)
			each(i, k, Binary{Total: 2 * float64(length), Marked: a.marked + b.marked, Both: both, Units: a.units + b.units})
		}
	}
	return all
}

// one is what one person has marked of a document.
type one struct {
	ranges        []agreement.Range
	marked, units float64
}

// common is how long the stretches are that two lists of ranges share, each in
// order and without overlaps.
func common(a, b []agreement.Range) (n int) {
	for len(a) > 0 && len(b) > 0 {
		n += max(min(a[0].End, b[0].End)-max(a[0].Start, b[0].Start), 0)
		if a[0].End < b[0].End {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return n
}

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
