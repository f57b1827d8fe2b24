package gamma

import (
	"cmp"
	"math"
	"slices"
)

// mostSteps bounds the search for one best alignment.
const mostSteps = 400_000

func bestOfMany(c *Continuum, w Weights) (Alignment, error) {
	groups, err := candidatesOf(c, w)
	if err != nil {
		return Alignment{}, err
	}
	s := newPartition(len(c.Units), groups)
	s.raisePrices()
	s.sortByReducedCost()
	for _, part := range s.components() {
		if !s.solve(part) {
			return Alignment{}, ErrTooHard
		}
	}
	var a Alignment
	for _, g := range s.chosen {
		a.add(groups[g].cost, groups[g].units...)
	}
	return a, nil
}

// perGroup makes of alignments that cost the same the one with fewer groups
// the best: what can be aligned as well as not is aligned.
const perGroup = 1e-9

// partition is the search for the cheapest set of groups that has every unit
// once. Units have prices so that no group costs less than its units; what a
// group costs beyond them is its reduced cost, and the sum of the prices is
// less than any partition costs.
type partition struct {
	groups  []group
	of      [][]int // groups by unit
	price   []float64
	reduced []float64
	chosen  []int

	part    []int // the units of the component
	taken   []bool
	way     []int
	best    float64
	bestWay []int
	seen    map[string]float64
	steps   int
}

func newPartition(units int, groups []group) *partition {
	s := &partition{groups: groups, of: make([][]int, units), price: make([]float64, units),
		reduced: make([]float64, len(groups)), taken: make([]bool, units)}
	for i := range s.price {
		s.price[i] = math.Inf(1)
	}
	for g := range groups {
		for _, unit := range groups[g].units {
			s.of[unit] = append(s.of[unit], g)
			s.price[unit] = min(s.price[unit], (groups[g].cost+perGroup)/float64(len(groups[g].units)))
		}
	}
	return s
}

// raisePrices makes every price as high as the others let it.
func (s *partition) raisePrices() {
	for g := range s.groups {
		s.reduced[g] = s.groups[g].cost + perGroup
		for _, unit := range s.groups[g].units {
			s.reduced[g] -= s.price[unit]
		}
	}
	for _, groups := range s.of {
		slack := math.Inf(1)
		for _, g := range groups {
			slack = min(slack, s.reduced[g])
		}
		for _, g := range groups {
			s.reduced[g] -= slack
		}
	}
}

func (s *partition) sortByReducedCost() {
	for _, groups := range s.of {
		slices.SortStableFunc(groups, func(a, b int) int { return cmp.Compare(s.reduced[a], s.reduced[b]) })
	}
}

// components takes units apart that no group holds together.
func (s *partition) components() [][]int {
	var parts [][]int
	seen := make([]bool, len(s.of))
	for first := range s.of {
		if seen[first] {
			continue
		}
		seen[first] = true
		part := []int{first}
		for at := 0; at < len(part); at++ {
			for _, g := range s.of[part[at]] {
				for _, unit := range s.groups[g].units {
					if !seen[unit] {
						seen[unit] = true
						part = append(part, unit)
					}
				}
			}
		}
		parts = append(parts, part)
	}
	return parts
}

// solve finds the best groups of a component; false where it takes too long.
func (s *partition) solve(part []int) bool {
	slices.Sort(part)
	s.part, s.best, s.bestWay, s.way = part, math.Inf(1), nil, s.way[:0]
	s.seen, s.steps = map[string]float64{}, 0
	s.search(0)
	s.chosen = append(s.chosen, s.bestWay...)
	return s.steps <= mostSteps
}

// dust is what sums of fractions may differ by.
const dust = 1e-12

// search covers the open unit with the fewest cheap groups first; cost is what
// the way so far costs beyond the prices.
func (s *partition) search(cost float64) {
	if s.steps++; s.steps > mostSteps || cost >= s.best-dust {
		return
	}
	unit := s.tightest(cost)
	if unit < 0 {
		s.best, s.bestWay = cost, slices.Clone(s.way)
		return
	}
	key := s.key()
	if known, ok := s.seen[key]; ok && known <= cost+dust {
		return
	}
	s.seen[key] = cost
	for _, g := range s.of[unit] {
		if cost+s.reduced[g] >= s.best-dust {
			return // the groups that follow cost more
		}
		if s.free(g) {
			s.mark(g, true)
			s.way = append(s.way, g)
			s.search(cost + s.reduced[g])
			s.way = s.way[:len(s.way)-1]
			s.mark(g, false)
		}
	}
}

// tightest is an open unit with the fewest groups that can still pay, or -1.
func (s *partition) tightest(cost float64) int {
	found, fewest := -1, math.MaxInt
	for _, unit := range s.part {
		if s.taken[unit] {
			continue
		}
		n := 0
		for _, g := range s.of[unit] {
			if cost+s.reduced[g] >= s.best-dust || n >= fewest {
				break
			}
			if s.free(g) {
				n++
			}
		}
		if n < fewest {
			found, fewest = unit, n
		}
	}
	return found
}

func (s *partition) free(g int) bool {
	return !slices.ContainsFunc(s.groups[g].units, func(unit int) bool { return s.taken[unit] })
}

func (s *partition) mark(g int, taken bool) {
	for _, unit := range s.groups[g].units {
		s.taken[unit] = taken
	}
}

// key names the units of the component that are taken.
func (s *partition) key() string {
	bits := make([]byte, (len(s.part)+7)/8)
	for i, unit := range s.part {
		if s.taken[unit] {
			bits[i/8] |= 1 << (i % 8)
		}
	}
	return string(bits)
}
