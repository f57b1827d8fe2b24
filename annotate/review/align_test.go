package review_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
)

// picture describes units by content alone: words, votes, state, differences.
func picture(c *review.Comparison) string {
	var out strings.Builder
	for i := range c.Units {
		u := &c.Units[i]
		fmt.Fprintf(&out, "%s %q %s %v %v\n", u.Group, c.Words(u), u.State, u.Kinds(), u.Disputed())
		for j := range u.Items {
			for k := range u.Items[j].Versions {
				v := &u.Items[j].Versions[k]
				fmt.Fprintf(&out, "  %d %s %v %d:", j, v.Label, v.Spans, v.Votes())
				for _, m := range v.Marks {
					fmt.Fprintf(&out, " %s", m.ID)
				}
				fmt.Fprintln(&out)
			}
		}
		for _, d := range u.Differences {
			fmt.Fprintf(&out, "  %+v\n", d)
		}
	}
	return out.String()
}

func TestHowPeopleDiffer(t *testing.T) {
	var b builder
	three := func(a, c, d []annotate.Annotation) []review.Layer {
		return []review.Layer{layer(mina, a...), layer(jo, c...), layer(nora, d...)}
	}
	list := func(l ...annotate.Annotation) []annotate.Annotation { return l }
	ada := func(p annotate.ID, more ...func(*annotate.Annotation)) annotate.Annotation {
		return b.mark(p, "person", "Ada Lund", more...)
	}
	late := func(p annotate.ID, more ...func(*annotate.Annotation)) annotate.Annotation {
		return b.mark(p, "quote", "“It is late,”", more...)
	}
	pa, pb, pc := ada(mina), ada(jo), b.mark(nora, "person", "Mayor Ada Lund")
	other := b.mark(nora, "person", "Reyle")
	for name, c := range map[string]struct {
		layers []review.Layer
		want   string // of each unit: state, then kinds
	}{
		"all the same":                        {three(list(ada(mina)), list(ada(jo)), list(ada(nora))), "unanimous"},
		"one has nothing":                     {three(list(ada(mina)), list(ada(jo)), nil), "majority missed"},
		"one alone":                           {three(list(ada(mina)), nil, nil), "single missed"},
		"one moved the end":                   {three(list(ada(mina)), list(ada(jo)), list(b.mark(nora, "person", "Mayor Ada Lund"))), "majority boundary"},
		"three extents":                       {three(list(ada(mina)), list(b.mark(jo, "person", "Ada")), list(b.mark(nora, "person", "Mayor Ada Lund"))), "boundary boundary"},
		"two labels and one who has none":     {three(list(ada(mina)), list(b.mark(jo, "place", "Ada Lund")), nil), "label missed label"},
		"labels of two groups":                {three(list(ada(mina)), list(b.mark(jo, "cue", "Ada Lund")), nil), "single missed, single missed"},
		"an attribute":                        {three(list(late(mina, attribute("direct"))), list(late(jo, attribute("direct"))), list(late(nora))), "details attribute"},
		"an entity":                           {three(list(ada(mina, entity(1))), list(ada(jo, entity(2))), list(ada(nora, entity(1)))), "details entity"},
		"a stacked marking more":              {three(list(ada(mina), b.mark(mina, "person", "Ada")), list(ada(jo)), list(ada(nora))), "single missed"},
		"what touches does not overlap":       {three(list(b.mark(mina, "person", "Ada")), list(b.mark(jo, "person", " Lund")), nil), "single missed, single missed"},
		"pieces apart are one marking":        {three(list(b.mark(mina, "quote", "“It is late,”|“It is not too late,”")), list(late(jo)), list(b.mark(nora, "quote", "“It is not too late,”"))), "boundary boundary"},
		"links to the same, otherwise marked": {three(list(pa, late(mina, link("speaker", pa.ID))), list(pb, late(jo, link("speaker", pb.ID))), list(pc, late(nora, link("speaker", pc.ID)))), "unanimous, majority boundary"},
		"links to somebody else":              {three(list(pa, late(mina, link("speaker", pa.ID))), list(pb, late(jo, link("speaker", pb.ID))), list(other, late(nora, link("speaker", other.ID)))), "details link, majority missed, single missed"},
	} {
		comparison := review.Align(scheme(), story, c.layers, false)
		var got []string
		for i := range comparison.Units {
			said := comparison.Units[i].State.String()
			for _, k := range comparison.Units[i].Kinds() {
				said += " " + string(k)
			}
			got = append(got, said)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, want %q\n%s", name, strings.Join(got, ", "), c.want, picture(comparison))
		}
	}
}

func TestEdgePunctuationIsNormalisedOnWish(t *testing.T) {
	var b builder
	layers := []review.Layer{layer(mina, b.mark(mina, "place", "Alder.")), layer(jo, b.mark(jo, "place", "Alder")), layer(nora, b.mark(nora, "place", " Alder"))}
	if c := review.Align(scheme(), story, layers, false); c.Units[0].State != review.Boundary {
		t.Errorf("as it is: %s", picture(c))
	}
	c := review.Align(scheme(), story, layers, true)
	if c.Units[0].State != review.Unanimous || c.Units[0].Items[0].Versions[0].Spans[0].Text != "Alder" {
		t.Errorf("trimmed: %s", picture(c))
	}
}

func TestDisputedCharactersAreThoseThatPeopleMarkOtherwise(t *testing.T) {
	var b builder
	c := review.Align(scheme(), story, []review.Layer{layer(mina, b.mark(mina, "person", "Mayor Ada Lund")), layer(jo, b.mark(jo, "person", "Ada Lund of"))}, false)
	var words []string
	for _, r := range c.Units[0].Disputed() {
		words = append(words, story[r.Start:r.End])
	}
	if !slices.Equal(words, []string{"Mayor ", " of"}) {
		t.Errorf("%q", words)
	}
}

func TestTheOrderOfPeopleAndSpansNeverMatters(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		layers := draw(r, 2+r.IntN(4), 14)
		for _, trim := range []bool{false, true} {
			want := picture(review.Align(scheme(), story, layers, trim))
			for range 3 {
				if got := picture(review.Align(scheme(), story, shuffled(r, layers), trim)); got != want {
					t.Fatalf("seed %d: got\n%s\nwant\n%s", seed, got, want)
				}
			}
		}
	}
}

func TestEveryMarkingLiesInExactlyOneUnit(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 2))
		layers := draw(r, 1+r.IntN(5), 20)
		c := review.Align(scheme(), story, layers, seed%2 == 0)
		times := map[annotate.ID]int{}
		for i := range c.Units {
			for m := range c.Units[i].Marks {
				times[m.ID]++
				if u, ok := c.Unit(m.ID); !ok || u != &c.Units[i] {
					t.Fatalf("seed %d: %s is not found where it is", seed, m.ID)
				}
			}
			for j := range c.Units[i].Items {
				everybodyOnce(t, &c.Units[i].Items[j])
			}
		}
		all := 0
		for _, l := range layers {
			for _, a := range l.Annotations {
				all++
				if times[a.ID] != 1 {
					t.Fatalf("seed %d: %s is there %d times", seed, a.ID, times[a.ID])
				}
			}
		}
		if all != len(times) {
			t.Fatalf("seed %d: %d annotations, %d in units", seed, all, len(times))
		}
		apart(t, c, seed)
	}
}

// everybodyOnce: nobody has two versions of one item.
func everybodyOnce(t *testing.T, it *review.Item) {
	t.Helper()
	votes := 0
	for i := range it.Versions {
		votes += it.Versions[i].Votes()
	}
	if votes != len(it.People()) {
		t.Fatalf("%d votes of %d people", votes, len(it.People()))
	}
}

// apart: markings of one group in different units never overlap.
func apart(t *testing.T, c *review.Comparison, seed uint64) {
	t.Helper()
	type owner struct {
		group annotate.Group
		at    int
	}
	units := map[owner]int{}
	for i := range c.Units {
		for m := range c.Units[i].Marks {
			for _, s := range m.Spans {
				for at := s.Start; at < s.End; at++ {
					if other, ok := units[owner{c.Units[i].Group, at}]; ok && other != i {
						t.Fatalf("seed %d: two units share byte %d", seed, at)
					}
					units[owner{c.Units[i].Group, at}] = i
				}
			}
		}
	}
}

func TestTheFilterKnowsKindLabelAndPair(t *testing.T) {
	var b builder
	s := newBench(t,
		layer(mina, b.mark(mina, "person", "Ada Lund"), b.mark(mina, "place", "Alder")),
		layer(jo, b.mark(jo, "person", "Ada Lund"), b.mark(jo, "place", "Alder.")),
		layer(nora, b.mark(nora, "person", "Ada Lund"))).sheet()
	for name, c := range map[string]struct {
		filter review.Filter
		want   int
	}{
		"all":                     {review.Filter{}, 2},
		"missed":                  {review.Filter{Kinds: []review.Kind{review.Missed}}, 1},
		"link":                    {review.Filter{Kinds: []review.Kind{review.OtherLink}}, 0},
		"unanimous":               {review.Filter{States: []review.State{review.Unanimous}}, 1},
		"label":                   {review.Filter{Labels: []annotate.LabelID{"place"}}, 1},
		"a pair that differs":     {review.Filter{Pair: [2]annotate.ID{mina, jo}}, 1},
		"a pair's kind":           {review.Filter{Pair: [2]annotate.ID{mina, jo}, Kinds: []review.Kind{review.Missed}}, 0},
		"a pair where one missed": {review.Filter{Pair: [2]annotate.ID{mina, nora}, Kinds: []review.Kind{review.Missed}}, 1},
		"open":                    {review.Filter{Standings: []review.Standing{review.Open}}, 2},
		"decided":                 {review.Filter{Standings: []review.Standing{review.Decided}}, 0},
	} {
		if got := len(s.Select(c.filter, false)); got != c.want {
			t.Errorf("%s: %d units, want %d", name, got, c.want)
		}
	}
	if hardest := s.Select(review.Filter{}, true); hardest[0].State != review.Boundary {
		t.Errorf("the hardest comes first: %s", hardest[0].State)
	}
}
