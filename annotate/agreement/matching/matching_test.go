package matching

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"bluepencil/annotate/agreement"
)

func span(label string, ends ...int) agreement.Span {
	s := agreement.Span{Label: label}
	for i := 0; i < len(ends); i += 2 {
		s.Ranges = append(s.Ranges, agreement.Range{Start: ends[i], End: ends[i+1]})
	}
	return s
}

// random makes spans that overlap, nest, repeat and come in pieces.
func random(r *rand.Rand, most int) []agreement.Span {
	var list []agreement.Span
	for range r.IntN(most + 1) {
		start := r.IntN(12)
		s := span([]string{"quote", "claim"}[r.IntN(2)], start, start+1+r.IntN(6))
		if r.IntN(4) == 0 {
			from := s.End() + 1 + r.IntN(3)
			s.Ranges = append(s.Ranges, agreement.Range{Start: from, End: from + 1 + r.IntN(3)})
		}
		list = append(list, s)
	}
	return list
}

func credit(c Credit, a, b *agreement.Span) float64 {
	same, label, overlap := a.Same(b), a.Label == b.Label, a.Overlap(b) > 0
	switch {
	case c == Strict && same && label, c == Exact && same, c == OverlapType && overlap && label, c == Partial && same:
		return 1
	case c == Partial && overlap:
		return 0.5
	case c == IoUType && label:
		return a.IoU(b)
	}
	return 0
}

// brute tries every matching of two lists.
func brute(c Credit, a, b []agreement.Span, taken []bool) float64 {
	if len(a) == 0 {
		return 0
	}
	best := brute(c, a[1:], b, taken)
	for k := range b {
		if !taken[k] {
			taken[k] = true
			best = max(best, credit(c, &a[0], &b[k])+brute(c, a[1:], b, taken))
			taken[k] = false
		}
	}
	return best
}

// No matching is worth more than what Count says, by any credit; the order of
// spans and of people does not matter.
func TestCountIsTheBestMatching(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 7))
		first, second := random(r, 5), random(r, 5)
		a, b := NewLayer(first), NewLayer(second)
		got := Count(&a, &b)
		for _, c := range Credits {
			if want := brute(c, a.Spans, b.Spans, make([]bool, len(b.Spans))); math.Abs(got.Worth[c]-want) > 1e-9 {
				t.Fatalf("seed %d: %s is worth %v, the best matching %v\n%v\n%v", seed, c, got.Worth[c], want, first, second)
			}
		}
		r.Shuffle(len(first), func(i, k int) { first[i], first[k] = first[k], first[i] })
		x, y := NewLayer(first), NewLayer(second)
		back := Count(&y, &x)
		for _, c := range Credits {
			if math.Abs(back.Worth[c]-got.Worth[c]) > 1e-9 || got.A != back.B || got.B != back.A {
				t.Fatalf("seed %d: %s depends on the order: %v, %v", seed, c, got, back)
			}
		}
	}
}

// What is the same is worth 1 by every credit.
func TestTheSameLayerTwice(t *testing.T) {
	for seed := range uint64(500) {
		list := random(rand.New(rand.NewPCG(seed, 8)), 8)
		a, b := NewLayer(list), NewLayer(list)
		got := Count(&a, &b)
		for _, c := range Credits {
			if f1 := got.F1(c); len(list) == 0 && f1.Undefined != agreement.NoSpans || len(list) > 0 && math.Abs(f1.Number-1) > 1e-9 {
				t.Errorf("seed %d: %s %+v of %v", seed, c, f1, list)
			}
		}
	}
}

// rank is what Align makes the most of, in the order of importance.
func rank(a, b *Layer, pairs []Pair) (r [4]float64) {
	for _, p := range pairs {
		x, y := &a.Spans[p.A], &b.Spans[p.B]
		if x.Same(y) && x.Label == y.Label {
			r[0]++
		}
		if x.Same(y) {
			r[1]++
		}
		if x.Label == y.Label && x.Overlap(y) > 0 {
			r[2]++
		}
		r[3] += x.IoU(y)
	}
	r[3] = math.Round(r[3]*1e9) / 1e9
	return r
}

func bruteRank(a, b *Layer, at int, taken []bool, pairs []Pair) [4]float64 {
	if at == len(a.Spans) {
		return rank(a, b, pairs)
	}
	best := bruteRank(a, b, at+1, taken, pairs)
	for k := range b.Spans {
		if !taken[k] && a.Spans[at].Overlap(&b.Spans[k]) > 0 {
			taken[k] = true
			if other := bruteRank(a, b, at+1, taken, append(slices.Clip(pairs), Pair{A: at, B: k})); slices.Compare(other[:], best[:]) > 0 {
				best = other
			}
			taken[k] = false
		}
	}
	return best
}

// Align is the best matching by its ranks, one after the other.
func TestAlignIsTheBestByRank(t *testing.T) {
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 9))
		a, b := NewLayer(random(r, 5)), NewLayer(random(r, 5))
		pairs := Align(&a, &b)
		got, want := rank(&a, &b, pairs), bruteRank(&a, &b, 0, make([]bool, len(b.Spans)), nil)
		if got != want {
			t.Fatalf("seed %d: rank %v, the best is %v\n%v\n%v", seed, got, want, a.Spans, b.Spans)
		}
		counts := CountSemEval(&a, &b, pairs)
		for _, c := range []Counts{counts.Strict, counts.Exact, counts.Partial, counts.Type} {
			if c.matched()+c.Missing != len(a.Spans) || c.matched()+c.Spurious != len(b.Spans) {
				t.Fatalf("seed %d: %+v of %d and %d spans", seed, c, len(a.Spans), len(b.Spans))
			}
		}
	}
}

// Ten thousand spans that all overlap their neighbours are matched all the same.
func TestManyThatOverlap(t *testing.T) {
	const n = 10_000
	var first, second []agreement.Span
	for i := range n {
		first, second = append(first, span("quote", 10*i, 10*i+12)), append(second, span("quote", 10*i+1, 10*i+13))
	}
	a, b := NewLayer(first), NewLayer(second)
	if got := Count(&a, &b); got.Worth[OverlapType] != n || math.Abs(got.Worth[IoUType]-n*11.0/13) > 1e-6 {
		t.Errorf("got %+v", got)
	}
}
