package anchor

import "slices"

// region is a part of each text, in tokens, half-open.
type region struct{ old, oldEnd, new, newEnd int }

func (r region) empty() bool { return r.old >= r.oldEnd || r.new >= r.newEnd }

// runLengths are the lengths of the runs that serve as fixed points, the
// surest first.
var runLengths = []int{8, 5, 3, 2, 1}

// The bounds of the work.
const (
	deepest       = 24      // how often a part of a region begins anew with long runs
	cellsAtMost   = 1 << 16 // old tokens times new tokens that are aligned one by one
	changesAtMost = 400     // that are searched for in a larger region
)

// align maps the tokens of a region that belong together. It works off a list
// of regions, each with the length of run to try next, so that no text can
// make it recurse deeply.
func (a *Alignment) align(whole region) {
	type task struct {
		region
		step, depth int
	}
	tasks := []task{{whole, 0, 0}}
	for len(tasks) > 0 {
		t := tasks[len(tasks)-1]
		tasks = tasks[:len(tasks)-1]
		r := a.trim(t.region)
		switch {
		case r.empty():
		case (r.oldEnd-r.old)*(r.newEnd-r.new) <= cellsAtMost:
			a.fill(r)
		case t.step == len(runLengths):
			a.shortest(r)
		default:
			gaps := a.split(r, runLengths[t.step])
			for _, gap := range gaps {
				step := t.step + 1
				if len(gaps) > 1 && t.depth < deepest {
					step = 0 // runs may be the only ones of their kind in a smaller region
				}
				tasks = append(tasks, task{gap, step, t.depth + 1})
			}
		}
	}
}

// trim maps what is the same at both ends of a region, and is the rest of it.
func (a *Alignment) trim(r region) region {
	for !r.empty() && a.old.ids[r.old] == a.new.ids[r.new] {
		a.pair(r.old, r.new, equal)
		r.old++
		r.new++
	}
	for !r.empty() && a.old.ids[r.oldEnd-1] == a.new.ids[r.newEnd-1] {
		r.oldEnd--
		r.newEnd--
		a.pair(r.oldEnd, r.newEnd, equal)
	}
	return r
}

// split maps the runs of the given length that stand once in each text of the
// region, in their order, with all that is the same around them. It returns
// the regions in between; the region itself where there is no such run.
func (a *Alignment) split(r region, length int) []region {
	pairs := increasing(a.uniqueRuns(r, length))
	if len(pairs) == 0 {
		return []region{r}
	}
	var gaps []region
	rest := r
	for _, p := range pairs {
		if p.old < rest.old || p.new < rest.new {
			continue // inside of what the run before was extended over
		}
		from, to := p, p
		for from.old > rest.old && from.new > rest.new && a.old.ids[from.old-1] == a.new.ids[from.new-1] {
			from.old--
			from.new--
		}
		for to.old < r.oldEnd && to.new < r.newEnd && a.old.ids[to.old] == a.new.ids[to.new] {
			to.old++
			to.new++
		}
		for i := range to.old - from.old {
			a.pair(from.old+i, from.new+i, equal)
		}
		gaps = append(gaps, region{rest.old, from.old, rest.new, from.new})
		rest.old, rest.new = to.old, to.new
	}
	return append(gaps, rest)
}

// match is a place in each text.
type match struct{ old, new int }

// uniqueRuns finds the runs of tokens that stand exactly once in each text of
// the region, by where they begin in the old one.
func (a *Alignment) uniqueRuns(r region, length int) []match {
	type place struct{ at, count int }
	seen := map[uint64]place{}
	for at, hash := range runs(a.new.ids[r.new:r.newEnd], length) {
		p := seen[hash]
		seen[hash] = place{r.new + at, p.count + 1}
	}
	count := map[uint64]int{}
	for _, hash := range runs(a.old.ids[r.old:r.oldEnd], length) {
		count[hash]++
	}
	var found []match
	for at, hash := range runs(a.old.ids[r.old:r.oldEnd], length) {
		p := seen[hash]
		if p.count != 1 || count[hash] != 1 {
			continue
		}
		m := match{r.old + at, p.at}
		if slices.Equal(a.old.ids[m.old:m.old+length], a.new.ids[m.new:m.new+length]) {
			found = append(found, m)
		}
	}
	return found
}

// runs gives the hash of every run of a length with where it begins.
func runs(ids []int32, length int) func(yield func(int, uint64) bool) {
	return func(yield func(int, uint64) bool) {
		for at := 0; at+length <= len(ids); at++ {
			hash := uint64(0xcbf29ce484222325)
			for _, id := range ids[at : at+length] {
				hash = (hash ^ uint64(id)) * 0x9e3779b97f4a7c15
				hash ^= hash >> 29
			}
			if !yield(at, hash) {
				return
			}
		}
	}
}

// increasing is the longest choice of matches, ordered by their place in the
// old text, whose places in the new one increase.
func increasing(list []match) []match {
	var tails []int // for each length, the match its best row ends with
	before := make([]int, len(list))
	for i, m := range list {
		at, _ := slices.BinarySearchFunc(tails, m.new, func(tail, place int) int { return list[tail].new - place })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	chosen := make([]match, len(tails))
	for i, n := tails[len(tails)-1], len(tails)-1; n >= 0; i, n = before[i], n-1 {
		chosen[n] = list[i]
	}
	return chosen
}
