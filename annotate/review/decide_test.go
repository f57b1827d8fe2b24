package review_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
)

// unitOf finds the unit that begins with the words.
func unitOf(t *testing.T, s *review.Sheet, words string) *review.Unit {
	t.Helper()
	for i := range s.Units {
		if strings.HasPrefix(s.Words(&s.Units[i]), words) {
			return &s.Units[i]
		}
	}
	t.Fatalf("no unit begins with %q", words)
	return nil
}

func TestWhatADecisionTakes(t *testing.T) {
	whose := func(u *review.Unit, p annotate.ID) annotate.ID { return u.Of(p)[0].ID }
	for name, c := range map[string]struct {
		ruling func(u *review.Unit) review.Ruling
		want   string
	}{
		"one person's": {func(*review.Unit) review.Ruling {
			return review.Ruling{Verdict: annotate.VerdictPerson, Person: nora}
		}, "person Mayor Ada Lund"},
		"the proposed": {func(*review.Unit) review.Ruling { return review.Ruling{Verdict: annotate.VerdictProposed} }, "person Ada Lund"},
		"both":         {func(*review.Unit) review.Ruling { return review.Ruling{Verdict: annotate.VerdictBoth} }, "person Mayor Ada Lund, person Ada Lund"},
		"merged":       {func(*review.Unit) review.Ruling { return review.Ruling{Verdict: annotate.VerdictMerged} }, "person Mayor Ada Lund"},
		"none of them": {func(*review.Unit) review.Ruling { return review.Ruling{Verdict: annotate.VerdictRejected} }, ""},
		"another boundary": {func(u *review.Unit) review.Ruling {
			return review.Ruling{Verdict: annotate.VerdictEdited, Edited: []review.Edited{{Like: whose(u, mina), Spans: spans("Lund")}}}
		}, "person Lund"},
		"another label": {func(u *review.Unit) review.Ruling {
			return review.Ruling{Verdict: annotate.VerdictEdited, Edited: []review.Edited{{Like: whose(u, nora), Label: "place"}}}
		}, "place Mayor Ada Lund"},
	} {
		b := newBench(t, desk()...)
		b.merge(majority)
		u := unitOf(t, b.sheet(), "Mayor")
		r := c.ruling(u)
		r.Reason, r.Clause = "titles are left out", "Q1"
		b.decide(u, r)
		s := b.sheet()
		st := s.Standing(unitOf(t, s, "Mayor"))
		var got []string
		for _, g := range st.Gold {
			got = append(got, string(g.Label)+" "+g.Text())
			if g.Origin.By != annotate.ByAdjudication || g.Origin.Source != "lead" || len(g.Origin.From) == 0 {
				t.Errorf("%s: the origin is %+v", name, g.Origin)
			}
		}
		if strings.Join(got, ", ") != c.want || st.Standing != review.Decided || st.Changed {
			t.Errorf("%s: got %q, %+v", name, got, st)
		}
		d := st.Decision
		if d.Person != lead || d.At != now.UnixMilli() || d.Choice != r.Verdict || d.Reason != r.Reason || d.Clause != "Q1" || len(d.Options) != 3 || len(d.People) != 3 {
			t.Errorf("%s: the record is %+v", name, d)
		}
		for _, o := range d.Options {
			if o.Submission.IsZero() || o.Revision == "" || o.Label == "" || len(o.Spans) == 0 {
				t.Errorf("%s: an option is %+v", name, o)
			}
		}
		linked := strings.Contains(b.gold(), "speaker person ")
		if strings.HasPrefix(c.want, "person") != linked { // a place cannot speak
			t.Errorf("%s: the quote's speaker did not follow:\n%s", name, b.gold())
		}
	}
}

func TestARulingMustMakeSense(t *testing.T) {
	s := newBench(t, desk()...).sheet()
	u := unitOf(t, s, "Mayor")
	elsewhere := unitOf(t, s, "said").Of(mina)[0].ID
	for name, r := range map[string]review.Ruling{
		"no verdict":             {},
		"somebody who is nobody": {Verdict: annotate.VerdictPerson, Person: lead},
		"edited without a mark":  {Verdict: annotate.VerdictEdited},
		"made of another unit":   {Verdict: annotate.VerdictEdited, Edited: []review.Edited{{Like: elsewhere}}},
		"a label nobody defined": {Verdict: annotate.VerdictEdited, Edited: []review.Edited{{Like: u.Of(mina)[0].ID, Label: "rumour"}}},
		"a rule that is none":    {Verdict: annotate.VerdictBoth, Clause: "Z9"},
	} {
		if _, err := s.Decide(u, r, lead, now); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	off := []annotate.Span{{Start: 4, End: 9000, Text: "?"}}
	if _, err := s.Decide(u, review.Ruling{Verdict: annotate.VerdictEdited, Edited: []review.Edited{{Like: u.Of(mina)[0].ID, Spans: off}}}, lead, now); !errors.Is(err, annotate.ErrSpan) {
		t.Errorf("outside of the text: %v", err)
	}
}

func TestTheSameDecisionForAllOfTheSameWords(t *testing.T) {
	var m builder
	layers := []review.Layer{
		layer(mina, m.mark(mina, "person", "Mayor Ada Lund"), m.mark(mina, "person", "Mayor Ada Lund#2"), m.mark(mina, "person", "Reyle")),
		layer(jo, m.mark(jo, "person", "Ada Lund"), m.mark(jo, "person", "Ada Lund#2")),
	}
	b := newBench(t, layers...)
	s := b.sheet()
	u := unitOf(t, s, "Mayor")
	same := s.Same(u)
	if len(same) != 2 {
		t.Fatalf("%d units are about the same words", len(same))
	}
	d, err := s.DecideAll(same, review.Ruling{Verdict: annotate.VerdictEdited, Edited: []review.Edited{{Like: u.Of(mina)[0].ID, Spans: spans("Lund")}}}, lead, now)
	if err != nil {
		t.Fatal(err)
	}
	b.commit(d)
	if got := b.gold(); got != "33 person \"Lund\" <nil>  \n129 person \"Lund\" <nil>  " && strings.Count(got, `"Lund"`) != 2 {
		t.Errorf("got\n%s", got)
	}
	if c := b.sheet().Counts(); c.Decided != 2 || c.Open != 1 {
		t.Errorf("%+v", c)
	}
	b.undo()
	if c := b.sheet().Counts(); c.Decided != 0 || b.gold() != "" {
		t.Errorf("one undo did not take all back: %+v\n%s", c, b.gold())
	}
}

func TestWhatChangesAfterwardsIsFlagged(t *testing.T) {
	b := newBench(t, desk()...)
	b.merge(majority)
	b.decide(unitOf(t, b.sheet(), "Mayor"), review.Ruling{Verdict: annotate.VerdictProposed})
	flagged := func() int { return b.sheet().Counts().Changed }
	if flagged() != 0 {
		t.Fatal("flagged before anything changed")
	}
	before := b.gold()
	again := slices.Clone(b.in.Layers)
	again[2].Submission = id(400) // nora submits the same once more
	b.in.Layers = again
	if flagged() != 0 {
		t.Error("the same work in a new submission is flagged")
	}
	moved := slices.Clone(again[2].Annotations)
	moved[1].Spans = spans("Ada Lund of")
	again[2].Annotations = moved
	if c := b.sheet().Counts(); c.Changed != 1 || c.Decided != 1 {
		t.Errorf("a moved boundary: %+v", c)
	}
	b.merge(majority)
	if b.gold() != before {
		t.Errorf("merging again touched the decision:\n%s", b.gold())
	}
	again[2].Annotations = slices.Delete(slices.Clone(moved), 0, 2) // and the cue goes, which was merged
	b.in.Layers = again
	if c := b.sheet().Counts(); c.Changed < 2 {
		t.Errorf("a marking of each is gone: %+v", c)
	}
}

// TestRandomSessions: decisions, merges and undos in any order. Undo restores
// what there was, and no merge touches what was decided.
func TestRandomSessions(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 5))
		b := newBench(t, draw(r, 3, 10)...)
		var pictures []string
		for range 25 {
			s := b.sheet()
			n := len(b.changes)
			before := session(b)
			decided := decidedGold(s)
			switch pick := r.IntN(6); {
			case pick == 0:
				b.merge([]review.Rule{unanimous, majority, union, fromJo}[r.IntN(4)])
				if after := decidedGold(b.sheet()); after != decided {
					t.Fatalf("seed %d: a merge made of what was decided\n%s\nthis\n%s", seed, decided, after)
				}
			case pick == 1 && n > 0:
				b.undo()
				if got := session(b); got != pictures[n-1] {
					t.Fatalf("seed %d: undo gave\n%s\nwant\n%s", seed, got, pictures[n-1])
				}
				pictures = pictures[:n-1]
				continue
			case pick == 2 && s.Counts().Decided > 0:
				u := s.Select(review.Filter{Standings: []review.Standing{review.Decided}}, false)[0]
				d, err := s.Reopen(u, lead)
				if err != nil {
					t.Fatal(err)
				}
				b.commit(d)
			case len(s.Units) > 0:
				u := &s.Units[r.IntN(len(s.Units))]
				b.decide(u, randomRuling(r, s, u))
				if s := b.sheet(); s.Standing(&s.Units[0]) == nil || s.Counts().Decided == 0 {
					t.Fatalf("seed %d: nothing is decided", seed)
				}
			}
			for range len(b.changes) - n {
				pictures = append(pictures, before)
			}
			adjudicatedWhenSettled(t, b)
		}
	}
}

func randomRuling(r *rand.Rand, s *review.Sheet, u *review.Unit) review.Ruling {
	ruling := review.Ruling{Verdict: annotate.Verdicts[r.IntN(len(annotate.Verdicts))], Person: s.People[r.IntN(len(s.People))]}
	if ruling.Verdict == annotate.VerdictEdited {
		for m := range u.Marks {
			ruling.Edited = []review.Edited{{Like: m.ID, Spans: m.Spans[:1]}}
			break
		}
	}
	return ruling
}

// session is all that a session of adjudication can see, without ids.
func session(b *bench) string {
	s := b.sheet()
	out := b.gold() + "\n" + b.in.Rule
	for i := range s.Units {
		st := s.Standing(&s.Units[i])
		out += "\n" + s.Words(&s.Units[i]) + " " + string(st.Standing)
		if st.Decision != nil {
			out += " " + string(st.Decision.Choice)
		}
	}
	return out
}

func decidedGold(s *review.Sheet) string {
	var list []annotate.Annotation
	for i := range s.Units {
		if st := s.Standing(&s.Units[i]); st.Standing == review.Decided {
			for _, g := range st.Gold {
				a := *g
				a.Links = nil // they follow what becomes of their targets
				list = append(list, a)
			}
		}
	}
	return describe(list)
}

func adjudicatedWhenSettled(t *testing.T, b *bench) {
	t.Helper()
	if c := b.sheet().Counts(); len(b.changes) > 0 && (c.Open == 0) != (b.in.Status == annotate.StatusAdjudicated) {
		t.Fatalf("%d of %d decided, and the layer is %s", c.Settled(), c.Units, b.in.Status)
	}
}

func TestDifferencesSayWhatWasDecidedOtherwiseAndWhy(t *testing.T) {
	b := newBench(t, desk()...)
	b.merge(majority)
	if found := b.sheet().Differences(nora); len(found) != 1 { // the name's boundary; nothing of what is open
		t.Errorf("after the merge: %+v", found)
	}
	b.decide(unitOf(t, b.sheet(), "Mayor"), review.Ruling{Verdict: annotate.VerdictPerson, Person: nora, Reason: "the title belongs to it", Clause: "Q1"})
	b.decide(unitOf(t, b.sheet(), "Reyle"), review.Ruling{Verdict: annotate.VerdictRejected, Reason: "a function, no name"})
	b.decide(unitOf(t, b.sheet(), "Alder"), review.Ruling{Verdict: annotate.VerdictProposed})
	said := func(person annotate.ID) string {
		var out []string
		for _, o := range b.sheet().Differences(person) {
			line := string(o.Kind) + " " + story[o.Range.Start:o.Range.End] + " " + o.By + " " + o.Reason + " " + o.Clause
			out = append(out, line)
		}
		return strings.Join(out, "\n")
	}
	for person, want := range map[annotate.ID]string{
		mina: "boundary Mayor Ada Lund lead the title belongs to it Q1",
		jo:   "boundary Mayor Ada Lund lead the title belongs to it Q1\nmissed Alder lead  ",
		nora: "missed Alder lead  \nmissed Reyle lead a function, no name ",
		lead: "",
	} {
		if got := said(person); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", person, got, want)
		}
	}
}

func TestNextGoesRoundTheUndecided(t *testing.T) {
	b := newBench(t, desk()...)
	b.merge(majority)
	s := b.sheet()
	var words []string
	u, ok := s.Next(nil, 1)
	for range 3 {
		if !ok {
			t.Fatal("none is left")
		}
		words = append(words, s.Words(u))
		u, ok = s.Next(u, 1)
	}
	if !slices.Equal(words, []string{"Alder", "Reyle", "Alder"}) {
		t.Errorf("%q", words)
	}
	if last, _ := s.Next(nil, -1); s.Words(last) != "Reyle" {
		t.Errorf("backwards it begins with %q", s.Words(last))
	}
}
