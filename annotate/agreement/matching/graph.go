package matching

import "bluepencil/annotate/agreement/assignment"

// touch is a span of the other layer that shares text with one.
type touch struct {
	from, to int
	overlap  int
}

// graph is which spans of two layers overlap.
type graph struct {
	a, b     *Layer
	touches  []touch // by from
	degreeA  []int
	degreeB  []int
	entangle []touch // those that are not the only one of both their spans
}

// newGraph is a graph without overlaps.
func newGraph(a, b *Layer) *graph {
	degrees := make([]int, len(a.Spans)+len(b.Spans))
	return &graph{a: a, b: b, degreeA: degrees[:len(a.Spans)], degreeB: degrees[len(a.Spans):], touches: make([]touch, 0, min(len(a.Spans), len(b.Spans)))}
}

// marks is a mark for every span of two layers.
func marks(a, b *Layer) (inA, inB []bool) {
	all := make([]bool, len(a.Spans)+len(b.Spans))
	return all[:len(a.Spans)], all[len(a.Spans):]
}

// graphOf finds the overlaps; those that skip says are settled are left out.
func graphOf(a, b *Layer, skipA, skipB []bool) *graph {
	g := newGraph(a, b)
	for i := range a.Spans {
		if skipA != nil && skipA[i] {
			continue
		}
		b.touching(&a.Spans[i], func(k, overlap int) {
			if skipB == nil || !skipB[k] {
				g.touches = append(g.touches, touch{i, k, overlap})
				g.degreeA[i]++
				g.degreeB[k]++
			}
		})
	}
	return g
}

// lone tells whether both spans of an overlap overlap nothing else.
func (g *graph) lone(t touch) bool { return g.degreeA[t.from] == 1 && g.degreeB[t.to] == 1 }

// best matches one to one so that the sum of the weights is the largest there
// is. Weights are above zero, or the pair is never matched. Spans that
// overlap one other only need no search.
func (g *graph) best(weight func(touch) float64, each func(t touch)) {
	g.entangle = g.entangle[:0]
	for _, t := range g.touches {
		if !g.lone(t) {
			g.entangle = append(g.entangle, t)
		} else if weight(t) > 0 {
			each(t)
		}
	}
	if len(g.entangle) == 0 {
		return
	}
	numbers := map[int]int{}
	var edges [][]assignment.Edge
	var first []int // the first touch of each left vertex
	for i, t := range g.entangle {
		if i == 0 || g.entangle[i-1].from != t.from {
			edges, first = append(edges, nil), append(first, i)
		}
		to, ok := numbers[t.to]
		if !ok {
			to = len(numbers)
			numbers[t.to] = to
		}
		if w := weight(t); w > 0 {
			edges[len(edges)-1] = append(edges[len(edges)-1], assignment.Edge{To: to, Weight: w})
		}
	}
	for left, to := range assignment.Best(edges, len(numbers)) {
		for i := first[left]; to != assignment.None; i++ {
			if numbers[g.entangle[i].to] == to {
				each(g.entangle[i])
				break
			}
		}
	}
}

// twins marks pairs of spans with the same stretches, as many as there are one
// to one, and counts them. Both layers are in the order of their stretches.
func twins(a, b *Layer) (inA, inB []bool, n int) {
	inA, inB = marks(a, b)
	for i, k := 0, 0; i < len(a.Spans) && k < len(b.Spans); {
		switch c := a.Spans[i].CompareRanges(&b.Spans[k]); {
		case c < 0:
			i++
		case c > 0:
			k++
		default:
			inA[i], inB[k] = true, true
			n++
			i++
			k++
		}
	}
	return inA, inB, n
}
