package extra

import (
	"cmp"
	"slices"

	"bluepencil/annotate/text"
)

// Flat tells which of the ranges stand where none may touch another: the
// longest first, of equal ones the first. Empty ones never do.
func Flat(all []text.Range) (chosen []bool) {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(all[b].End-all[b].Start, all[a].End-all[a].Start), cmp.Compare(all[a].Start, all[b].Start))
	})
	chosen = make([]bool, len(all))
	var taken []text.Range // in order
	for _, n := range order {
		r := all[n]
		at, _ := slices.BinarySearchFunc(taken, r.Start, func(t text.Range, start int) int {
			if t.End <= start {
				return -1
			}
			return 1
		})
		if r.Start >= r.End || at < len(taken) && taken[at].Start < r.End {
			continue
		}
		chosen[n] = true
		taken = slices.Insert(taken, at, r)
	}
	return chosen
}
