package unitizing

import (
	"math"
	"math/rand/v2"
	"testing"

	"bluepencil/annotate/agreement"
)

// random is people who each mark stretches that do not overlap.
func random(r *rand.Rand, people, length int) Continuum {
	c := Continuum{Length: length, Coders: make([][]Segment, people)}
	for i := range c.Coders {
		at := 0
		for {
			start := at + r.IntN(8)
			end := start + 1 + r.IntN(8)
			if end > length {
				break
			}
			c.Coders[i] = append(c.Coders[i], Segment{agreement.Range{Start: start, End: end}, r.IntN(2)})
			at = end
		}
	}
	return c
}

func family(c Continuum, names ...string) Family {
	t := NewTally(names)
	t.Add(&c)
	return t.Family()
}

func near(a, b Value) bool {
	return a.Defined() == b.Defined() && math.Abs(a.Number-b.Number) < 1e-9
}

type Value = agreement.Value

// The order of segments and of people does not matter, nor which name a
// category has; and binary u-alpha looks at no category.
func TestWhatDoesNotMatter(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		c := random(r, 2+r.IntN(3), 60)
		want := family(c, "quote", "claim")
		other := Continuum{Length: c.Length}
		binary := Continuum{Length: c.Length}
		for i := len(c.Coders) - 1; i >= 0; i-- {
			var moved, plain []Segment
			for _, s := range c.Coders[i] {
				moved = append([]Segment{{s.Range, 1 - s.Category}}, moved...)
				plain = append(plain, Segment{s.Range, 0})
			}
			other.Coders, binary.Coders = append(other.Coders, moved), append(binary.Coders, plain)
		}
		got := family(other, "claim", "quote")
		if !near(got.U, want.U) || !near(got.Binary, want.Binary) || !near(got.Coding, want.Coding) || !near(got.Values["quote"], want.Values["quote"]) {
			t.Fatalf("seed %d: %+v, otherwise %+v", seed, want, got)
		}
		if one := family(binary, "any"); !near(one.U, want.Binary) || !near(one.Binary, want.Binary) {
			t.Fatalf("seed %d: |u is %+v and %+v, of one category %+v", seed, want.Binary, one.Binary, one.U)
		}
	}
}

// People who mark the same agree wholly, and two documents are more than the
// mean of each.
func TestTheSameMarkings(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 2))
		c := random(r, 1, 60)
		c.Coders = append(c.Coders, c.Coders[0], c.Coders[0])
		f := family(c, "quote", "claim")
		for name, v := range map[string]Value{"u": f.U, "|u": f.Binary, "alpha_U": AlphaU(&c, 2).Alpha} {
			if v.Defined() && math.Abs(v.Number-1) > 1e-9 || v.Undefined == agreement.SecondAnnotator {
				t.Errorf("seed %d: %s is %+v", seed, name, v)
			}
		}
	}
}

// A document that one person alone has finished adds nothing.
func TestOnePersonAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	both, one := random(r, 2, 60), random(r, 1, 60)
	tally := NewTally([]string{"quote", "claim"})
	tally.Add(&both)
	want := tally.Family()
	tally.Add(&one)
	if got := tally.Family(); !near(got.U, want.U) || !near(got.Binary, want.Binary) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if f := family(one, "quote", "claim"); f.U.Undefined != agreement.SecondAnnotator || f.Binary.Undefined != agreement.SecondAnnotator {
		t.Errorf("got %+v", f)
	}
}

// What is counted of every two people is what is counted of them alone, and
// all of it together is what is counted of everybody.
func TestPairsAreCountedAsIfAlone(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 5))
		c := random(r, 2+r.IntN(4), 60)
		coders := make([][]agreement.Range, len(c.Coders))
		for i, segments := range c.Coders {
			for _, s := range segments {
				coders[i] = append(coders[i], s.Range)
			}
			r.Shuffle(len(coders[i]), func(x, y int) { coders[i][x], coders[i][y] = coders[i][y], coders[i][x] })
		}
		pairs, both := 0, 0.0
		all := CountPairs(c.Length, coders, func(a, b int, of Binary) {
			if alone := CountBinary(c.Length, [][]agreement.Range{coders[b], coders[a]}); alone != of {
				t.Errorf("seed %d, %d and %d: %+v, alone %+v", seed, a, b, of, alone)
			}
			pairs++
			both += of.Both
		})
		m := len(coders)
		if pairs != m*(m-1)/2 || math.Abs(all.Both*float64(m-1)-both) > 1e-9 {
			t.Errorf("seed %d: %d pairs of %d people, %v and %v", seed, pairs, m, all.Both, both)
		}
	}
}
