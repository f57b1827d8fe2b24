package annotate_test

import (
	"math/rand/v2"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/codebooktest"
)

// TestEditsAndTheirInversesGiveTheSameCodebook: random edits, each of them
// taken back in turn, as the undo of the store does it.
func TestEditsAndTheirInversesGiveTheSameCodebook(t *testing.T) {
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 7))
		o := annotate.Object{Ref: annotate.CodebookRef()}
		number, me := uint64(0), annotate.NewID()
		commit := func(d annotate.Draft) annotate.Change {
			number++
			place := annotate.Place{Replica: me, Seq: number, Time: annotate.Stamp{Wall: int64(number), Replica: me}}
			c, err := annotate.Seal(d, annotate.StreamBase, place, func(annotate.Ref) (*annotate.Object, error) { return &o, nil })
			if err != nil {
				t.Fatal(err)
			}
			o.Apply(&c)
			return c
		}
		commit(annotate.InstallCodebook(me, codebooktest.Book()))
		var done []annotate.Change
		var states []*annotate.Codebook
		for range 30 {
			d, err := codebooktest.Edit(random, annotate.CodebookFrom(&o), me)
			if err != nil {
				continue // a refusal changes nothing
			}
			states = append(states, annotate.CodebookFrom(&o))
			preview := annotate.CodebookFrom(&o).With(&d)
			done = append(done, commit(d))
			if got := annotate.CodebookFrom(&o); !sameBook(got, preview) {
				t.Fatalf("seed %d: %q is not what its preview showed\n%+v\n%+v", seed, d.Action, got, preview)
			}
			if faults := annotate.CodebookFrom(&o).Faults(); len(faults) > 0 {
				t.Fatalf("seed %d: after %q: %v", seed, d.Action, faults)
			}
		}
		for i := len(done) - 1; i >= 0; i-- {
			settings, _, err := annotate.Revert(&done[i], func(annotate.Ref) (*annotate.Object, error) { return &o, nil }, func(annotate.ID) string { return "" })
			if err != nil && len(done[i].Edits) > 0 {
				t.Fatal(err)
			}
			if err == nil {
				commit(annotate.Draft{Person: me, Action: "undo", Reverts: done[i].ID, Settings: settings})
			}
			if got := annotate.CodebookFrom(&o); !sameBook(got, states[i]) {
				t.Fatalf("seed %d: undoing %q gives\n%+v\nand not\n%+v", seed, done[i].Action, got, states[i])
			}
		}
	}
}

// sameBook leaves aside how often the codebook was changed and which ids are used up.
func sameBook(a, b *annotate.Codebook) bool {
	x, y := *a, *b
	x.Version, y.Version = 0, 0
	return string(annotate.MustEncode(x)) == string(annotate.MustEncode(y))
}
