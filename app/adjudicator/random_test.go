package adjudicator

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
)

// everyKey is each key of the pane, by what it sends.
var everyKey = []string{"j", "k", "1", "2", "3", "4", "9", "Return", "b", "0", "m", "e", "l", "g", "r", "c", "x", "u", "Up", "Down",
	"Left", "Right", "Tab", "n", "p", "h", "Escape", "?", "Home"}

// TestRandomSessionsHoldTogether presses random keys at random speed. Whatever
// is pressed, what is shown is what the project says once nothing is under way;
// and undo leads back to the beginning.
func TestRandomSessionsHoldTogether(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			b := newBench(t, article, "Reyle and Ada Lund met. Reyle left.")
			before := b.desk.UndoName()
			r := rand.New(rand.NewPCG(seed, 1))
			for range 120 {
				b.press(everyKey[r.IntN(len(everyKey))])
				b.answer(r)
				for range r.IntN(6) {
					b.step()
				}
				if b.At() >= b.Len() || b.Len() > 0 && b.At() < 0 && b.Sheet() != nil {
					t.Fatalf("unit %d of %d is shown", b.At(), b.Len())
				}
			}
			b.settle()
			b.holds()
			b.undoTo(before)
		})
	}
}

// answer answers what was asked, in one way or another.
func (b *bench) answer(r *rand.Rand) {
	for _, what := range b.asked {
		switch {
		case r.IntN(4) == 0: // Escape
		case what == AskLabel && len(b.Labels()) > 0:
			b.SetLabel(b.Labels()[r.IntN(len(b.Labels()))].ID)
		case what == AskReason:
			b.Explain("because", "")
		case what == AskComment:
			b.Comment("why?")
		case what == AskAlike:
			b.DecideHere()
		}
	}
	b.asked = nil
}

// holds fails where what is shown is not what the project says.
func (b *bench) holds() {
	b.t.Helper()
	if !b.Settled() {
		b.t.Fatal("something is still under way")
	}
	reviewer, err := b.project.Reviewer()
	must(b.t, err)
	var all review.Counts
	ids, err := reviewer.Articles()
	must(b.t, err)
	for _, id := range ids {
		s, err := reviewer.Sheet(id)
		must(b.t, err)
		counts := s.Counts()
		all.Add(counts)
		if shown := b.Sheet(); shown.Article == id && shown.Counts() != counts {
			b.t.Errorf("shown %+v, the project says %+v", shown.Counts(), counts)
		}
		for i := range s.Units {
			if st := s.Standing(&s.Units[i]); st.Contested {
				b.t.Errorf("%q is decided twice", s.Words(&s.Units[i]))
			}
		}
		layer, err := b.project.Layer(id, annotate.GoldLayer)
		must(b.t, err)
		if done := counts.Open == 0; done != (layer.Status == annotate.StatusAdjudicated) {
			b.t.Errorf("%d are open, and the layer is %s", counts.Open, layer.Status)
		}
	}
	if p := b.Overall(); p.Settled != all.Settled() || p.Units != all.Units {
		b.t.Errorf("in all %s, the project says %+v", p.Words, all)
	}
}

// undoTo undoes until the step that came before is the latest one again, and
// fails unless nothing of the review is left.
func (b *bench) undoTo(before string) {
	b.t.Helper()
	for range 400 {
		if b.desk.UndoName() == before {
			break
		}
		b.Undo()
		b.settle()
	}
	reviewer, err := b.project.Reviewer()
	must(b.t, err)
	ids, err := reviewer.Articles()
	must(b.t, err)
	for _, id := range ids {
		gold, err := b.project.Annotations(id, annotate.GoldLayer)
		must(b.t, err)
		decisions, err := b.project.Decisions(id)
		must(b.t, err)
		if len(gold)+len(decisions) > 0 {
			b.t.Errorf("%d markings and %d decisions are left", len(gold), len(decisions))
		}
	}
	if p := b.Overall(); p.Settled != 0 {
		b.t.Errorf("after undo %s", p.Words)
	}
}
