package anchor

// shortest aligns a large region without fixed points, one that repeats itself,
// by the fewest insertions and deletions (Myers, 1986). Where it would take
// too many, the region stays without a map: then it is another text.
func (a *Alignment) shortest(r region) {
	rows, columns := r.oldEnd-r.old, r.newEnd-r.new
	furthest := make([]int, 2*changesAtMost+3) // by diagonal, how far the old text is used up
	middle := changesAtMost + 1
	var trace [][]int
	for changes := 0; changes <= changesAtMost; changes++ {
		trace = append(trace, append([]int(nil), furthest[middle-changes-1:middle+changes+2]...))
		for d := -changes; d <= changes; d += 2 {
			x := furthest[middle+d-1] + 1
			if d == -changes || d != changes && furthest[middle+d-1] < furthest[middle+d+1] {
				x = furthest[middle+d+1]
			}
			for x < rows && x-d < columns && a.old.ids[r.old+x] == a.new.ids[r.new+x-d] {
				x++
			}
			furthest[middle+d] = x
			if x >= rows && x-d >= columns {
				a.walkBack(r, trace)
				return
			}
		}
	}
}

// walkBack maps what the shortest way leaves as it is. Each entry of trace is
// the state before that many changes, its diagonals centred.
func (a *Alignment) walkBack(r region, trace [][]int) {
	x, y := r.oldEnd-r.old, r.newEnd-r.new
	for changes := len(trace) - 1; changes >= 0; changes-- {
		before, d := trace[changes], x-y
		at := func(diagonal int) int { return before[diagonal+changes+1] }
		fromX, fromY := 0, 0
		if changes > 0 {
			down := d == -changes || d != changes && at(d-1) < at(d+1)
			if down {
				fromX = at(d + 1)
				fromY = fromX - d - 1
			} else {
				fromX = at(d - 1)
				fromY = fromX - d + 1
			}
		}
		for x > fromX && y > fromY {
			x--
			y--
			a.pair(r.old+x, r.new+y, equal)
		}
		x, y = fromX, fromY
	}
}
