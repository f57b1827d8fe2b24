package anchor

import "slices"

// The measures of what counts as moved.
const (
	movedRun    = 4  // tokens that make the beginning of a moved run
	movedWords  = 4  // words a moved run has at least
	movedWithin = 24 // tokens between two parts of one moved run that were changed
)

// findMoves maps runs that stand in the new text at another place: of what has
// no counterpart on either side, the runs that are there once.
func (a *Alignment) findMoves() {
	places := map[uint64]int{} // where a run begins in the new text; -1 where there are several
	for _, gap := range gaps(a.from) {
		for at, hash := range runs(a.new.ids[gap.at:gap.end], movedRun) {
			if _, twice := places[hash]; twice {
				places[hash] = -1
			} else {
				places[hash] = gap.at + at
			}
		}
	}
	count := map[uint64]int{}
	rest := gaps(a.to)
	for _, gap := range rest {
		for _, hash := range runs(a.old.ids[gap.at:gap.end], movedRun) {
			count[hash]++
		}
	}
	var found []run
	for _, gap := range rest {
		for at, hash := range runs(a.old.ids[gap.at:gap.end], movedRun) {
			place, there := places[hash]
			if !there || place < 0 || count[hash] != 1 || a.to[gap.at+at] != nowhere || a.from[place] != nowhere {
				continue
			}
			if r, ok := a.moveRun(gap.at+at, place); ok {
				found = append(found, r)
			}
		}
	}
	a.joinMoves(found)
}

// gap is a row of tokens without a counterpart.
type gap struct{ at, end int }

func gaps(counterparts []int32) []gap {
	var list []gap
	for i, c := range counterparts {
		if c != nowhere {
			continue
		}
		if n := len(list); n > 0 && list[n-1].end == i {
			list[n-1].end++
		} else {
			list = append(list, gap{i, i + 1})
		}
	}
	return list
}

// moveRun maps a moved run from a place where it is the same, as far as it goes.
func (a *Alignment) moveRun(old, new int) (run, bool) {
	same := func(i, j int) bool {
		return i >= 0 && j >= 0 && i < len(a.to) && j < len(a.from) &&
			a.to[i] == nowhere && a.from[j] == nowhere && a.old.ids[i] == a.new.ids[j]
	}
	for same(old-1, new-1) {
		old, new = old-1, new-1
	}
	length := 0
	for same(old+length, new+length) {
		length++
	}
	if a.old.countWords(old, old+length) < movedWords {
		return run{}, false
	}
	for i := range length {
		a.pair(old+i, new+i, moved)
	}
	return run{old, old + length, new}, true
}

// joinMoves aligns the few words that were changed inside of what was moved.
func (a *Alignment) joinMoves(list []run) {
	slices.SortFunc(list, func(x, y run) int { return x.old - y.old })
	for i := 1; i < len(list); i++ {
		r := region{list[i-1].oldEnd, list[i].old, list[i-1].newEnd(), list[i].new}
		if r.new > r.newEnd || r.oldEnd-r.old > movedWithin || r.newEnd-r.new > movedWithin || r.empty() {
			continue
		}
		taken := func(c int32) bool { return c != nowhere }
		if !slices.ContainsFunc(a.to[r.old:r.oldEnd], taken) && !slices.ContainsFunc(a.from[r.new:r.newEnd], taken) {
			a.fill(r)
			for at := r.old; at < r.oldEnd; at++ {
				if a.kinds[at] == equal {
					a.kinds[at] = moved
				}
			}
		}
	}
}
