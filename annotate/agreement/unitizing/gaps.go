package unitizing

import (
	"slices"
	"sort"
)

// gaps are the lengths of all gaps, in order, and the sums from each on.
type gaps struct {
	lengths []int
	from    []float64
}

func gapsOf(sections [][]section) gaps {
	var g gaps
	for _, list := range sections {
		for _, s := range list {
			if !s.unit {
				g.lengths = append(g.lengths, s.Len())
			}
		}
	}
	slices.Sort(g.lengths)
	g.from = make([]float64, len(g.lengths)+1)
	for i := len(g.lengths) - 1; i >= 0; i-- {
		g.from[i] = g.from[i+1] + float64(g.lengths[i])
	}
	return g
}

// room is in how many places of the gaps a unit of the length fits.
func (g *gaps) room(length int) float64 {
	first := sort.SearchInts(g.lengths, length)
	return g.from[first] - float64(len(g.lengths)-first)*float64(length-1)
}
