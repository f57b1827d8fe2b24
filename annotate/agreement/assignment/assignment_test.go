package assignment

import (
	"math"
	"math/rand/v2"
	"testing"
)

// brute tries every matching.
func brute(edges [][]Edge, left int, taken map[int]bool) float64 {
	if left == len(edges) {
		return 0
	}
	best := brute(edges, left+1, taken)
	for _, e := range edges[left] {
		if !taken[e.To] {
			taken[e.To] = true
			best = max(best, e.Weight+brute(edges, left+1, taken))
			delete(taken, e.To)
		}
	}
	return best
}

// The matching is one to one, uses edges only, and no other is worth more.
func TestBestIsTheBest(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		left, right := r.IntN(7), r.IntN(7)
		edges := make([][]Edge, left)
		for i := range edges {
			for to := range right {
				if r.IntN(2) == 0 {
					edges[i] = append(edges[i], Edge{to, float64(1+r.IntN(4)) / 2})
				}
			}
		}
		sum, taken := 0.0, map[int]bool{}
		for i, to := range Best(edges, right) {
			if to == None {
				continue
			}
			found := false
			for _, e := range edges[i] {
				if e.To == to {
					sum, found = sum+e.Weight, true
				}
			}
			if !found || taken[to] {
				t.Fatalf("seed %d: %d is matched with %d", seed, i, to)
			}
			taken[to] = true
		}
		if want := brute(edges, 0, map[int]bool{}); math.Abs(sum-want) > 1e-9 {
			t.Fatalf("seed %d: worth %v, the best is worth %v", seed, sum, want)
		}
	}
}

func TestBestRematchesWhereItPays(t *testing.T) {
	got := Best([][]Edge{{{0, 0.9}, {1, 0.8}}, {{0, 0.7}}}, 2)
	if got[0] != 1 || got[1] != 0 {
		t.Errorf("got %v, want the first with the second and the second with the first", got)
	}
}
