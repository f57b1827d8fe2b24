package gamma

import (
	"errors"

	"bluepencil/annotate/agreement/assignment"
)

// ErrTooHard says that the best alignment of so many units that may all be
// aligned with each other was not found in bounded time.
var ErrTooHard = errors.New("too many units that may be aligned with each other")

// Alignment is a partition of a continuum's units into groups with at most one
// unit of each person, and what it costs.
type Alignment struct {
	Groups [][]int // places of units
	Cost   float64
}

// Disorder is the cost by the number of units that a person has on average.
func (a *Alignment) Disorder(c *Continuum) float64 {
	if len(c.Units) == 0 {
		return 0
	}
	return a.Cost / c.mean()
}

// Best finds an alignment with the least cost there is: of two people as an
// assignment, of more by branch and bound. It fails with ErrTooHard.
func Best(c *Continuum, w Weights) (Alignment, error) {
	if c.Annotators == 2 {
		return bestOfTwo(c, w), nil
	}
	return bestOfMany(c, w)
}

// bestOfTwo matches units where that saves more than two that stand alone cost.
func bestOfTwo(c *Continuum, w Weights) Alignment {
	var sides [2][]int
	for i := range c.Units {
		side := c.Units[i].Annotator
		sides[side] = append(sides[side], i)
	}
	edges := make([][]assignment.Edge, len(sides[0]))
	for i, left := range sides[0] {
		for k, right := range sides[1] {
			if saved := 2*w.Empty - w.between(&c.Units[left], &c.Units[right]); saved > -dust {
				edges[i] = append(edges[i], assignment.Edge{To: k, Weight: max(0, saved) + perGroup})
			}
		}
	}
	var a Alignment
	taken := make([]bool, len(sides[1]))
	for i, k := range assignment.Best(edges, len(sides[1])) {
		if k == assignment.None {
			a.add(w.Empty, sides[0][i])
			continue
		}
		taken[k] = true
		a.add(w.between(&c.Units[sides[0][i]], &c.Units[sides[1][k]]), sides[0][i], sides[1][k])
	}
	for k, right := range sides[1] {
		if !taken[k] {
			a.add(w.Empty, right)
		}
	}
	return a
}

func (a *Alignment) add(cost float64, units ...int) {
	a.Groups = append(a.Groups, units)
	a.Cost += cost
}
