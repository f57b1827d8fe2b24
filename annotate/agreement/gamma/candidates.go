package gamma

import (
	"cmp"
	"slices"
)

// mostCandidates bounds how many groups are looked at.
const mostCandidates = 200_000

// group is units that may be aligned, one of a person at most.
type group struct {
	units []int
	cost  float64
}

// enumeration finds the groups that can be part of a best alignment: those
// that cost no more than their units alone.
type enumeration struct {
	c      *Continuum
	w      Weights
	pairs  float64 // of people
	people [][]int // units by person, by their starts
	found  []group
	held   []int
	full   bool
}

func candidatesOf(c *Continuum, w Weights) ([]group, error) {
	e := enumeration{c: c, w: w, pairs: float64(c.Annotators*(c.Annotators-1)) / 2, people: make([][]int, c.Annotators)}
	for i := range c.Units {
		e.people[c.Units[i].Annotator] = append(e.people[c.Units[i].Annotator], i)
	}
	for _, units := range e.people {
		slices.SortStableFunc(units, func(a, b int) int { return cmp.Compare(c.Units[a].Start, c.Units[b].Start) })
	}
	e.extend(0, 0)
	if e.full {
		return nil, ErrTooHard
	}
	return e.found, nil
}

// extend adds a unit of the next person to the group that is held, or none.
func (e *enumeration) extend(person int, sum float64) {
	if e.full {
		return
	}
	if person == e.c.Annotators {
		e.keep(sum)
		return
	}
	e.extend(person+1, sum)
	for _, unit := range e.people[person] {
		cross := 0.0
		for _, other := range e.held {
			cross += e.w.between(&e.c.Units[unit], &e.c.Units[other])
		}
		// A unit that costs more than to stand alone is in no best group.
		if cross > (e.pairs+float64(e.c.Annotators-1))*e.w.Empty {
			continue
		}
		e.held = append(e.held, unit)
		e.extend(person+1, sum+cross)
		e.held = e.held[:len(e.held)-1]
	}
}

func (e *enumeration) keep(sum float64) {
	k := float64(len(e.held))
	if k == 0 {
		return
	}
	// Every pair with an empty unit costs, also that of two empty ones.
	cost := (sum + (e.pairs-k*(k-1)/2)*e.w.Empty) / e.pairs
	if k == 1 || cost <= k*e.w.Empty+dust {
		e.found = append(e.found, group{slices.Clone(e.held), cost})
		e.full = len(e.found) > mostCandidates
	}
}
