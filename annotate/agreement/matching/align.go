package matching

// Align matches the spans of two layers for showing what differs: of all one
// to one matchings one with the most pairs that are the same, then the most
// with the same stretches, then the most that overlap and have the same label,
// then the largest sum of IoU. Only overlapping spans are matched.
//
// All pairs that are the same can be taken at once, since a span has one twin
// at most; the rest is one sum, in which a pair of a higher rank outweighs all
// that a matching can have of the lower ones.
func Align(a, b *Layer) []Pair {
	pairs, inA, inB := identical(a, b)
	g := graphOf(a, b, inA, inB)
	n := float64(min(len(a.Spans), len(b.Spans)) - len(pairs) + 1)
	weight := func(t touch) float64 {
		s, o := &a.Spans[t.from], &b.Spans[t.to]
		w := g.iou(t)
		if s.Label == o.Label {
			w += n
		}
		if s.Same(o) {
			w += n * (n + 1)
		}
		return w
	}
	g.best(weight, func(t touch) { pairs = append(pairs, Pair{t.from, t.to, t.overlap}) })
	return pairs
}

// identical pairs the spans that have the same stretches and label.
func identical(a, b *Layer) (pairs []Pair, inA, inB []bool) {
	inA, inB = marks(a, b)
	pairs = make([]Pair, 0, min(len(a.Spans), len(b.Spans)))
	for i, k := 0, 0; i < len(a.Spans) && k < len(b.Spans); {
		switch c := a.Spans[i].Compare(&b.Spans[k]); {
		case c < 0:
			i++
		case c > 0:
			k++
		default:
			inA[i], inB[k] = true, true
			pairs = append(pairs, Pair{i, k, a.Spans[i].Len()})
			i++
			k++
		}
	}
	return pairs, inA, inB
}
