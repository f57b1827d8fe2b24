package gamma

import (
	"math"
	"math/rand/v2"
	"testing"

	"bluepencil/annotate/agreement"
)

func random(r *rand.Rand, people, most int) Continuum {
	c := Continuum{Annotators: people}
	for person := range people {
		for range r.IntN(most + 1) {
			start := float64(r.IntN(20))
			c.Units = append(c.Units, Unit{person, []string{"quote", "claim"}[r.IntN(2)], start, start + 1 + float64(r.IntN(6))})
		}
	}
	return c
}

// brute tries every partition into groups of one unit a person at most.
func brute(c *Continuum, w Weights, at int, groups [][]int) float64 {
	if at == len(c.Units) {
		sum := 0.0
		n := float64(c.Annotators*(c.Annotators-1)) / 2
		for _, g := range groups {
			cost, real := 0.0, 0.0
			for i := range g {
				for _, k := range g[:i] {
					cost += w.between(&c.Units[g[i]], &c.Units[k])
					real++
				}
			}
			sum += (cost + (n-real)*w.Empty) / n
		}
		return sum
	}
	best := brute(c, w, at+1, append(groups[:len(groups):len(groups)], []int{at}))
	for i, g := range groups {
		free := true
		for _, k := range g {
			free = free && c.Units[k].Annotator != c.Units[at].Annotator
		}
		if free {
			groups[i] = append(g[:len(g):len(g)], at)
			best = min(best, brute(c, w, at+1, groups))
			groups[i] = g
		}
	}
	return best
}

// The best alignment costs what the cheapest of all partitions costs.
func TestBestAlignmentIsTheCheapest(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		people := 2 + r.IntN(3)
		c := random(r, people, 8/people)
		w := Weights{Position: 1 + 2*float64(r.IntN(2)), Category: 1, Empty: 1}
		best, err := Best(&c, w)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[int]bool{}
		for _, g := range best.Groups {
			for _, unit := range g {
				if seen[unit] {
					t.Fatalf("seed %d: unit %d is in two groups", seed, unit)
				}
				seen[unit] = true
			}
		}
		if want := brute(&c, w, 0, nil); len(seen) != len(c.Units) || math.Abs(best.Cost-want) > 1e-9 {
			t.Fatalf("seed %d: %d of %d units, cost %v, the cheapest costs %v", seed, len(seen), len(c.Units), best.Cost, want)
		}
	}
}

// The same seed gives the same gamma, another one nearly the same; what is the
// same is worth 1, and nothing is undefined.
func TestGamma(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	c := random(r, 3, 8)
	o := Options{Weights: Usual, Sampler: Shuffle, Seed: 5, Samples: 300}
	first, second := Compute(&c, o), Compute(&c, o)
	if first.Gamma != second.Gamma || !first.Gamma.Defined() {
		t.Errorf("%+v and %+v of one seed", first.Gamma, second.Gamma)
	}
	o.Seed = 6
	if third := Compute(&c, o); math.Abs(third.Gamma.Number-first.Gamma.Number) > 0.1 {
		t.Errorf("%v and %v of two seeds", third.Gamma, first.Gamma)
	}
	twice := Continuum{Annotators: 2}
	for _, u := range c.Pair(0, 1).Units {
		if u.Annotator == 0 {
			twice.Units = append(twice.Units, u, Unit{1, u.Label, u.Start, u.End})
		}
	}
	for _, sampler := range []Sampler{Shuffle, Statistical} {
		o.Sampler = sampler
		if same := Compute(&twice, o); same.Gamma.Number != 1 || same.Category.Number != 1 {
			t.Errorf("%s: the same units are worth %+v, %+v", sampler, same.Gamma, same.Category)
		}
	}
	if none := Compute(&Continuum{Annotators: 2}, o); none.Gamma.Undefined != agreement.NoSpans {
		t.Errorf("nothing is worth %+v", none.Gamma)
	}
	if alone := Compute(&Continuum{Annotators: 1, Units: c.Units[:1]}, o); alone.Gamma.Undefined != agreement.SecondAnnotator {
		t.Errorf("one person alone: %+v", alone.Gamma)
	}
}

// Where the exact search would take too long, gamma is undefined and says so.
func TestGammaThatIsTooHard(t *testing.T) {
	c := Continuum{Annotators: 6}
	for person := range 6 {
		for i := range 30 {
			c.Units = append(c.Units, Unit{person, "quote", float64(i), float64(i + 40)})
		}
	}
	if r := Compute(&c, Options{Weights: Usual}); r.Gamma.Undefined != ErrTooHard.Error() {
		t.Errorf("got %+v", r.Gamma)
	}
}
