package desk

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// asMarked is annotations without what undo does not give back, when they were
// changed and whether they ever were, and what the screen need not know.
func asMarked(list []annotate.Annotation) []annotate.Annotation {
	out := make([]annotate.Annotation, len(list))
	for i, a := range list {
		a.Modified, a.Created, a.Edited = time.Time{}, time.Time{}, false
		slices.SortFunc(a.Waiting, func(x, y annotate.Link) int { return x.ID.Compare(y.ID) })
		if len(a.Links) == 0 {
			a.Links = nil
		}
		out[i] = a
	}
	return out
}

func equalMarks(a, b []annotate.Annotation) bool { return reflect.DeepEqual(asMarked(a), asMarked(b)) }

// keys are the commands a random session presses, with what they are called.
func (b *bench) keys(r *rand.Rand) []func() {
	labels := []annotate.LabelID{"quote", "claim", "person", "source", "cue"}
	label := func() annotate.LabelID { return labels[r.IntN(len(labels))] }
	return []func(){
		func() { b.Mark(label()) }, func() { b.Mark(label()) }, func() { b.Mark("quote") },
		func() { b.Relabel(label()) }, b.Delete, b.AddPiece, b.Split, b.Split,
		func() { b.Join(1) }, func() { b.Join(-1) },
		func() { b.MoveBoundary(r.IntN(2) == 0, 1-2*r.IntN(2), Unit(r.IntN(3))) },
		b.SnapToWords, b.SnapToSentences, b.ToggleQuotationMarks, b.TogglePunctuation, b.NextHere, b.ToggleQuestion,
		func() {
			if a, _ := b.Current(); a.Label == "quote" { // the inspector offers what the label has
				b.SetAttribute("type", []string{"direct", "mixed"}[r.IntN(2)])
			}
		},
		func() { b.SetNote(fmt.Sprint("note ", r.IntN(3))) },
		func() { b.StartLink([]annotate.RoleID{"speaker", "cue"}[r.IntN(2)]); b.FinishLink(); b.CancelLink() },
		func() {
			if bin, err := b.project.DeletedAnnotations(b.Open().Article.ID, b.Person().ID); err == nil && len(bin) > 0 {
				b.RestoreAnnotation(bin[r.IntN(len(bin))])
			}
		},
		func() { b.Walk(1 - 2*r.IntN(2)) },
	}
}

// somewhere moves caret and selection to a place between characters.
func (b *bench) somewhere(r *rand.Rand) {
	content := b.Open().Text
	at := text.Nearest(content, r.IntN(len(content)+1))
	to := text.Nearest(content, min(at+r.IntN(40), len(content)))
	b.SetCaret(to)
	if r.IntN(3) == 0 {
		b.SetSelection(text.Range{})
	} else {
		b.SetSelection(text.Range{Start: at, End: to})
	}
	if r.IntN(3) == 0 {
		for _, a := range b.Open().Marks {
			if r.IntN(len(b.Open().Marks)) == 0 {
				b.SetCurrent(a.ID)
				break
			}
		}
		b.SetSelection(text.Range{})
	}
}

// Whatever is pressed, every step of it comes back by undo, in reverse, and
// goes again by redo; nothing is refused by the store that the desk let
// through; and the screen shows what the project has.
func TestRandomSessionsComeBackByUndo(t *testing.T) {
	const world = "Ada Lund: “It’s late”, sagte „Reyle“, « dit-il ? » — «поздно», 「太晚了」。 Mr. Vik said (again): cafe\u0301!\n\n“Para one.\n“Para two,” she said. Don't wait…"
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(7, seed))
		b := newBench(t, world)
		states := [][]annotate.Annotation{b.everything()}
		names := []string{b.UndoName()}
		for range 60 {
			b.somewhere(r)
			keys := b.keys(r)
			keys[r.IntN(len(keys))]()
			b.settle()
			if err := b.Failed(); err != nil {
				t.Fatalf("seed %d: refused by the store: %v", seed, err)
			}
			now := b.everything()
			if !equalMarks(now, b.Open().Marks) {
				t.Fatalf("seed %d: shown is %+v, kept is %+v", seed, b.Open().Marks, now)
			}
			if !equalMarks(now, states[len(states)-1]) {
				states, names = append(states, now), append(names, b.UndoName())
			}
		}
		for i := len(states) - 2; i >= 0; i-- {
			b.Undo()
			b.settle()
			if got := b.everything(); !equalMarks(got, states[i]) {
				t.Fatalf("seed %d: undoing %q gave %+v, want %+v", seed, names[i+1], got, states[i])
			}
		}
		for i := 1; i < len(states); i++ {
			b.Redo()
			b.settle()
			if got := b.everything(); !equalMarks(got, states[i]) {
				t.Fatalf("seed %d: %q again gave %+v, want %+v", seed, names[i], got, states[i])
			}
		}
	}
}
