package matching

// Pair is a span of one layer and its partner in the other, by their places
// in the layers, and how much of the text both cover.
type Pair struct {
	A, B    int
	Overlap int
}

// CountBlind says what the best matchings are worth whose credits do not look
// at labels: Exact and Partial. The others stay 0.
//
// Pairs with the same stretches can be taken first: two overlaps they may
// stand in the way of are worth ½ each.
func CountBlind(a, b *Layer) Tally {
	t := Tally{A: len(a.Spans), B: len(b.Spans)}
	inA, inB, same := twins(a, b)
	t.Worth[Exact], t.Worth[Partial] = float64(same), float64(same)
	graphOf(a, b, inA, inB).best(one, func(touch) { t.Worth[Partial] += 0.5 })
	return t
}

func one(touch) float64 { return 1 }

// CountLabel says what the best matchings are worth of two layers that hold
// spans of one label only. The pairs are those of the matching with the
// largest sum of IoU.
//
// For IoU, too, pairs with the same stretches can be taken first: 1-IoU is a
// metric, so the two pairs they may stand in the way of are worth no more than
// them and what is left. For OverlapType that does not hold.
func CountLabel(a, b *Layer) (Tally, []Pair) {
	t := Tally{A: len(a.Spans), B: len(b.Spans)}
	if t.A == 0 || t.B == 0 {
		return t, nil
	}
	g := graphOf(a, b, nil, nil)
	g.best(one, func(touch) { t.Worth[OverlapType]++ })
	inA, inB, same := twins(a, b)
	t.Worth[Strict], t.Worth[Exact], t.Worth[Partial] = float64(same), float64(same), float64(same)
	rest := g
	if same > 0 {
		rest = g.without(inA, inB)
	}
	rest.best(one, func(touch) { t.Worth[Partial] += 0.5 })
	pairs := samePairs(a, inA, inB, same)
	rest.best(rest.iou, func(x touch) {
		t.Worth[IoUType] += rest.iou(x)
		pairs = append(pairs, Pair{x.from, x.to, x.overlap})
	})
	t.Worth[IoUType] += float64(same)
	return t, pairs
}

// without is the graph without the spans that are settled.
func (g *graph) without(inA, inB []bool) *graph {
	rest := newGraph(g.a, g.b)
	for _, t := range g.touches {
		if !inA[t.from] && !inB[t.to] {
			rest.touches = append(rest.touches, t)
			rest.degreeA[t.from]++
			rest.degreeB[t.to]++
		}
	}
	return rest
}

func (g *graph) iou(t touch) float64 {
	return float64(t.overlap) / float64(g.a.Spans[t.from].Len()+g.b.Spans[t.to].Len()-t.overlap)
}

// samePairs are the n pairs that twins marked, which are in the same order in
// both layers.
func samePairs(a *Layer, inA, inB []bool, n int) []Pair {
	pairs := make([]Pair, 0, n)
	k := 0
	for i, marked := range inA {
		if !marked {
			continue
		}
		for !inB[k] {
			k++
		}
		pairs = append(pairs, Pair{i, k, a.Spans[i].Len()})
		k++
	}
	return pairs
}

// IoU is what the two spans of a pair share by what either covers.
func (p Pair) IoU(a, b *Layer) float64 {
	return float64(p.Overlap) / float64(a.Spans[p.A].Len()+b.Spans[p.B].Len()-p.Overlap)
}

// Count says what the best matchings of two layers are worth over all labels.
func Count(a, b *Layer) Tally {
	t := CountBlind(a, b)
	left, right := a.ByLabel(), b.ByLabel()
	for label, mine := range left {
		theirs := right[label]
		one, _ := CountLabel(&mine, &theirs)
		for _, c := range []Credit{Strict, OverlapType, IoUType} {
			t.Worth[c] += one.Worth[c]
		}
	}
	return t
}
