package unitizing

import (
	"slices"

	"bluepencil/annotate/agreement"
)

// overlapping says why the measures with categories cannot be computed.
const overlapping = "spans of one person overlap"

// Tally is what the u-alpha family is computed from, over any number of
// documents.
type Tally struct {
	names   []string
	pairs   [][]float64 // by category and category, the gap first: how much of the texts pairs of people have so
	units   []float64   // the squares of the lengths of the units; of the gap, its length
	shared  []float64   // the same of what somebody else has marked, too
	binary  Binary
	overlap bool
}

// NewTally counts the categories with the given names.
func NewTally(names []string) *Tally {
	n := len(names) + 1
	t := &Tally{names: names, pairs: make([][]float64, n), units: make([]float64, n), shared: make([]float64, n)}
	for i := range t.pairs {
		t.pairs[i] = make([]float64, n)
	}
	return t
}

// Add counts a document. Segments outside of the text are cut; the categories
// must be places of the names.
func (t *Tally) Add(c *Continuum) {
	if len(c.Coders) < 2 {
		return
	}
	sorted := c.sorted()
	t.addBinary(&sorted)
	if t.overlap = t.overlap || sorted.overlaps(); t.overlap {
		return
	}
	for i, segments := range sorted.Coders {
		t.addUnits(&sorted, i, segments)
	}
	t.addPairs(&sorted)
}

func (t *Tally) addBinary(c *Continuum) {
	coders := make([][]agreement.Range, len(c.Coders))
	for i, segments := range c.Coders {
		for _, s := range segments {
			coders[i] = append(coders[i], s.Range)
		}
	}
	t.binary.Add(CountBinary(c.Length, coders))
}

// addUnits counts the units of one person, and the parts of them that others
// have marked, too.
func (t *Tally) addUnits(c *Continuum, coder int, segments []Segment) {
	others := c.markedByOthers(coder)
	gap := c.Length
	for _, s := range segments {
		size := float64(s.Len())
		t.units[s.Category+1] += size * size
		gap -= s.Len()
		covered := 0
		first, _ := slices.BinarySearchFunc(others, s.Start, func(r agreement.Range, at int) int { return r.End - at })
		for ; first < len(others) && others[first].Start < s.End; first++ {
			covered += max(0, min(s.End, others[first].End)-max(s.Start, others[first].Start))
		}
		t.shared[s.Category+1] += float64(covered) * float64(covered)
	}
	t.units[0] += float64(gap)
}

// markedByOthers is what anybody but one person has marked.
func (c *Continuum) markedByOthers(coder int) []agreement.Range {
	var all []agreement.Range
	for i, segments := range c.Coders {
		if i != coder {
			for _, s := range segments {
				all = append(all, s.Range)
			}
		}
	}
	return agreement.Tidy(all)
}

// addPairs goes through the text from border to border.
func (t *Tally) addPairs(c *Continuum) {
	borders := []int{0, c.Length}
	for _, segments := range c.Coders {
		for _, s := range segments {
			borders = append(borders, s.Start, s.End)
		}
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)
	next := make([]int, len(c.Coders))
	counts := make([]float64, len(t.units))
	var here []int
	for i := 1; i < len(borders); i++ {
		from := borders[i-1]
		here = here[:0]
		for coder, segments := range c.Coders {
			for next[coder] < len(segments) && segments[next[coder]].End <= from {
				next[coder]++
			}
			category := 0
			if n := next[coder]; n < len(segments) && segments[n].Start <= from {
				category = segments[n].Category + 1
			}
			if counts[category]++; counts[category] == 1 {
				here = append(here, category)
			}
		}
		t.addPlace(here, counts, float64(borders[i]-from)/float64(len(c.Coders)-1))
		for _, category := range here {
			counts[category] = 0
		}
	}
}

// addPlace counts a stretch in which nothing changes.
func (t *Tally) addPlace(here []int, counts []float64, weight float64) {
	for _, a := range here {
		for _, b := range here {
			n := counts[b]
			if a == b {
				n--
			}
			t.pairs[a][b] += weight * counts[a] * n
		}
	}
}
