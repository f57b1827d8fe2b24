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

var (
	unanimous = review.Rule{Strategy: review.TakeUnanimous}
	majority  = review.Rule{Strategy: review.TakeMajority}
	union     = review.Rule{Strategy: review.TakeUnion}
	fromJo    = review.Rule{Strategy: review.TakePerson, Person: jo}
)

// desk is three layers that differ in every way.
func desk() []review.Layer {
	var b builder
	cue := [3]annotate.Annotation{b.mark(mina, "cue", "said"), b.mark(jo, "cue", "said"), b.mark(nora, "cue", "said")}
	ada := [3]annotate.Annotation{b.mark(mina, "person", "Ada Lund"), b.mark(jo, "person", "Ada Lund"), b.mark(nora, "person", "Mayor Ada Lund")}
	late := func(n int, p annotate.ID, more ...func(*annotate.Annotation)) annotate.Annotation {
		return b.mark(p, "quote", "“It is late,”", append(more, link("cue", cue[n].ID), link("speaker", ada[n].ID))...)
	}
	return []review.Layer{
		layer(mina, cue[0], ada[0], late(0, mina, attribute("direct")), b.mark(mina, "place", "Alder")),
		layer(jo, cue[1], ada[1], late(1, jo, attribute("direct"))),
		layer(nora, cue[2], ada[2], late(2, nora, attribute("direct")), b.mark(nora, "person", "Reyle")),
	}
}

func TestWhatTheRulesMakeOfThreeLayers(t *testing.T) {
	const late = `0 quote "“It is late,”" direct cue cue said`
	for _, c := range []struct {
		rule   review.Rule
		want   string
		counts review.Counts
		by     string
	}{
		{unanimous, late + " \n18 cue \"said\" <nil>  ", review.Counts{Units: 5, Merged: 2, Open: 3}, "unanimous 3/3"},
		{majority, late + ", speaker person Ada Lund \n18 cue \"said\" <nil>  \n29 person \"Ada Lund\" <nil>  ", review.Counts{Units: 5, Merged: 3, Open: 2}, "majority 2/3"},
		{review.Rule{Strategy: review.TakeMajority, K: 3}, late + " \n18 cue \"said\" <nil>  ", review.Counts{Units: 5, Merged: 2, Open: 3}, "unanimous 3/3"},
		{union, late + ", speaker person Ada Lund \n18 cue \"said\" <nil>  \n23 person \"Mayor Ada Lund\" <nil>  \n29 person \"Ada Lund\" <nil>  \n" +
			`41 place "Alder" <nil>  ` + "\n" + `107 person "Reyle" <nil>  `, review.Counts{Units: 5, Merged: 5}, "union 1/3"},
		{fromJo, late + ", speaker person Ada Lund \n18 cue \"said\" <nil>  \n29 person \"Ada Lund\" <nil>  ", review.Counts{Units: 5, Merged: 5}, "jo 2/3"},
	} {
		b := newBench(t, desk()...)
		plan := b.merge(c.rule)
		want := strings.Split(c.want, "\n")
		slices.Sort(want)
		if got := b.gold(); got != strings.Join(want, "\n") {
			t.Errorf("%s: got\n%s\nwant\n%s", c.rule, got, strings.Join(want, "\n"))
		}
		if got := b.sheet().Counts(); got != c.counts || plan.Open != got.Open || plan.Merged != got.Merged {
			t.Errorf("%s: %+v, the plan said %s", c.rule, got, plan.Summary())
		}
		status := annotate.StatusInProgress
		if c.counts.Open == 0 {
			status = annotate.StatusAdjudicated
		}
		if b.in.Status != status {
			t.Errorf("%s: the layer is %s", c.rule, b.in.Status)
		}
		if !slices.ContainsFunc(b.in.Gold, func(g annotate.Annotation) bool {
			return g.Origin.Source == c.by && g.Origin.By == annotate.ByAdjudication && len(g.Origin.From) > 0
		}) {
			t.Errorf("%s: nothing says that it is there by %q", c.rule, c.by)
		}
	}
}

func TestDetailsAreVotedOnToo(t *testing.T) {
	var b builder
	quotes := func(types ...string) []review.Layer {
		var layers []review.Layer
		for i, value := range types {
			a := b.mark(id(i+1), "quote", "“It is late,”")
			if value != "" {
				attribute(value)(&a)
			}
			layers = append(layers, layer(id(i+1), a))
		}
		return layers
	}
	for _, c := range []struct {
		types []string
		rule  review.Rule
		want  string
		open  int
	}{
		{[]string{"direct", "direct", "indirect"}, majority, "direct", 0},
		{[]string{"direct", "direct", "indirect"}, unanimous, "", 1},
		{[]string{"direct", "indirect", ""}, majority, "", 1},
		{[]string{"direct", "", ""}, majority, "<nil>", 0},
		{[]string{"direct", "indirect"}, union, "direct", 0},
	} {
		b := newBench(t, quotes(c.types...)...)
		plan := b.merge(c.rule)
		got := ""
		if len(b.in.Gold) > 0 {
			got = fmt.Sprint(b.in.Gold[0].Attributes["type"])
		}
		if got != c.want || plan.Open != c.open {
			t.Errorf("%v by %s: %q, %d open", c.types, c.rule, got, plan.Open)
		}
	}
}

func TestIdenticalLayersMergeToThemselves(t *testing.T) {
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 3))
		one := distinct(draw(r, 1, 16)[0])
		layers := []review.Layer{one}
		for p := 2; p <= 2+r.IntN(3); p++ {
			layers = append(layers, copyOf(one, p))
		}
		for _, rule := range []review.Rule{unanimous, majority, union, fromJo} {
			b := newBench(t, shuffled(r, layers)...)
			plan := b.merge(rule)
			if got, want := b.gold(), describe(one.Annotations); got != want || plan.Open != 0 {
				t.Fatalf("seed %d, %s: %d open, got\n%s\nwant\n%s", seed, rule, plan.Open, got, want)
			}
			if b.in.Status != annotate.StatusAdjudicated {
				t.Fatalf("seed %d: the layer is %s", seed, b.in.Status)
			}
		}
	}
}

// distinct leaves one of annotations that say the same, and links to what stays.
func distinct(l review.Layer) review.Layer {
	seen, there := map[string]bool{}, map[annotate.ID]bool{}
	l.Annotations = slices.DeleteFunc(l.Annotations, func(a annotate.Annotation) bool {
		key := fmt.Sprint(a.Label, a.Spans)
		twice := seen[key]
		seen[key] = true
		there[a.ID] = !twice
		return twice
	})
	for i := range l.Annotations {
		l.Annotations[i].Links = slices.DeleteFunc(l.Annotations[i].Links, func(l annotate.Link) bool { return !there[l.To] })
	}
	return l
}

// copyOf is a layer as another person would have made it.
func copyOf(l review.Layer, person int) review.Layer {
	out := review.Layer{Person: id(person), Submission: id(50 + person)}
	other := func(of annotate.ID) annotate.ID { of[0] = byte(person); return of }
	for _, a := range l.Annotations {
		a.ID, a.Layer = other(a.ID), out.Person
		a.Links = slices.Clone(a.Links)
		for i := range a.Links {
			a.Links[i].ID, a.Links[i].To = other(a.Links[i].ID), other(a.Links[i].To)
		}
		out.Annotations = append(out.Annotations, a)
	}
	return out
}

func TestPunctuationThatAllHaveStays(t *testing.T) {
	var b builder
	trim := review.Rule{Strategy: review.TakeMajority, Trim: true}
	for words, want := range map[[3]string]string{{"Alder.", "Alder.", "Alder."}: "Alder.", {"Alder.", "Alder.", "Alder"}: "Alder.", {"Alder.", "Alder", "Alder"}: "Alder"} {
		var layers []review.Layer
		for i, w := range words {
			layers = append(layers, layer(id(i+1), b.mark(id(i+1), "place", w)))
		}
		bench := newBench(t, layers...)
		bench.merge(trim)
		if len(bench.in.Gold) != 1 || bench.in.Gold[0].Text() != want || bench.in.Gold[0].Origin.Source != "unanimous 3/3" {
			t.Errorf("%q: %s", words, bench.gold())
		}
	}
}

func TestMergingAgainChangesNothing(t *testing.T) {
	rules := []review.Rule{unanimous, majority, union, fromJo, {Strategy: review.TakeMajority, K: 2, Trim: true}}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 4))
		layers := draw(r, 3, 14)
		for _, rule := range rules {
			b := newBench(t, layers...)
			b.merge(rules[r.IntN(len(rules))]) // whatever was there before
			first := b.merge(rule)
			before := b.gold()
			if s := b.sheet(); s.Counts().Open != first.Open || s.Counts().Changed != 0 {
				t.Fatalf("seed %d, %s: %+v after a merge that left %d", seed, rule, s.Counts(), first.Open)
			}
			b.in.Layers = shuffled(r, layers)
			again := b.sheet().Merge(rule, lead, annotate.ID{})
			if d := again.Draft(); len(d.Settings) > 0 {
				t.Fatalf("seed %d, %s: merging again would set %+v\n%s\n%s", seed, rule, d.Settings[0], again.Summary(), before)
			}
			fresh := newBench(t, layers...)
			fresh.merge(rule)
			if fresh.gold() != before {
				t.Fatalf("seed %d, %s: after another merge\n%s\nfrom nothing\n%s", seed, rule, before, fresh.gold())
			}
		}
	}
}

func TestRulesAreReadAsTheyWereWritten(t *testing.T) {
	for _, r := range []review.Rule{unanimous, majority, union, fromJo, {Strategy: review.TakeMajority, K: 4}, {Strategy: review.TakeUnion, Trim: true}} {
		back, err := review.ParseRule(r.String())
		if err != nil || back != r {
			t.Errorf("%q: %+v, %v", r, back, err)
		}
	}
	for _, s := range []string{"", "majority x", "majority 02", "unanimous 3", "person", "person x", "vote", "union "} {
		if r, err := review.ParseRule(s); err == nil {
			t.Errorf("%q is read as %+v", s, r)
		}
	}
}
