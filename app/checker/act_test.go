package checker

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/text"
)

func TestAFixIsOneStepOfUndo(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund ")
	before, undo := b.desk.Open().Marks, b.desk.UndoName()
	f := b.choose("edge-blank", 0)
	b.Go()
	if a, ok := b.desk.Current(); !ok || a.ID != f.Annotation || b.desk.Target() != f.Range {
		t.Errorf("current is %v, selected %v", a.ID, b.desk.Target())
	}
	b.Fix()
	b.settle()
	if len(b.of("edge-blank")) != 0 || b.desk.UndoName() != "leave the blanks out" || b.desk.Open().Marks[0].Text() != "Ada Lund" {
		t.Fatalf("after the fix: %+v, undo %q", b.Findings(), b.desk.UndoName())
	}
	b.desk.Undo()
	b.settle()
	if len(b.of("edge-blank")) != 1 || b.desk.UndoName() != undo || b.desk.Open().Marks[0].Text() != before[0].Text() {
		t.Errorf("undone: %+v", b.Findings())
	}
}

func TestAllOfAKindAreFixedInOneStep(t *testing.T) {
	b := newBench(t)
	for _, words := range []string{"Ada Lund ", "Reyle ", "Nora Vik "} {
		b.mark("person", words)
	}
	b.choose("edge-blank", 1)
	fixes, draft := b.Alike()
	if len(fixes) != 3 || draft.Action != "leave the blanks out, in 3 places" {
		t.Fatalf("%d alike, called %q", len(fixes), draft.Action)
	}
	b.FixAlike()
	b.settle()
	if len(b.of("edge-blank")) != 0 || b.desk.UndoName() != draft.Action {
		t.Errorf("after fixing: %+v, undo %q", b.of("edge-blank"), b.desk.UndoName())
	}
	b.desk.Undo()
	b.settle()
	if len(b.of("edge-blank")) != 3 {
		t.Errorf("undone: %+v", b.of("edge-blank"))
	}
	b.choose("unmarked-quotation", 0)
	quotations := len(b.of("unmarked-quotation"))
	b.FixAlike()
	b.settle()
	if quotes := len(b.of("quote-without-speaker")); len(b.of("unmarked-quotation")) != 0 || quotes != quotations {
		t.Errorf("%d quotes of %d quotations", quotes, quotations)
	}
}

func TestNothingIsFixedThatChangedMeanwhile(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund ")
	b.choose("edge-blank", 0)
	b.Changed()
	undo := b.desk.UndoName()
	b.Fix()
	b.FixAlike()
	b.saveOnly()
	if b.desk.UndoName() != undo || !strings.Contains(b.desk.Message().Text, "try again") {
		t.Errorf("it says %q, undo %q", b.desk.Message().Text, b.desk.UndoName())
	}
	b.settle()
	b.Fix()
	b.settle()
	if len(b.of("edge-blank")) != 0 {
		t.Error("it was not fixed afterwards")
	}
}

func TestWhatIsNotSafeIsNotFixed(t *testing.T) {
	b := newBench(t)
	b.mark("quote", "“We know,”")
	b.choose("quote-without-speaker", 0)
	b.Fix()
	if fixes, _ := b.Alike(); len(fixes) != 0 || !strings.Contains(b.desk.Message().Text, "without you") {
		t.Errorf("%d fixes; it says %q", len(fixes), b.desk.Message().Text)
	}
	b.choose("unmarked-quotation", 0)
	nora, err := b.project.AddPerson(annotate.Person{Name: "Nora Vik"})
	must(t, err)
	b.desk.ShowLayer(nora)
	b.settle()
	b.choose("unmarked-quotation", 0)
	b.Fix()
	b.FixAlike()
	b.settle()
	if list, err := b.project.Annotations(b.desk.Open().Article.ID, nora.ID); err != nil || len(list) != 0 {
		t.Errorf("somebody else's layer has %+v, %v", list, err)
	}
}

// TestStepsGoRoundThroughEveryFinding: forwards and back, from the caret on.
func TestStepsGoRoundThroughEveryFinding(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund ")
	b.mark("quote", "“We know,”")
	all := b.Findings()
	if len(all) < 4 {
		t.Fatalf("only %d findings", len(all))
	}
	walk := func(by, from int) {
		t.Helper()
		for n := range 2 * len(all) {
			b.Step(by)
			want := all[((from+by*n)%len(all)+len(all))%len(all)]
			if f, ok := b.Chosen(); !ok || !f.Same(&want) {
				t.Fatalf("step %d of %+d chose %+v, want %+v", n, by, f, want)
			}
		}
	}
	walk(1, 0)
	b.list(nil)
	b.desk.SetCaret(len(b.desk.Open().Text))
	walk(-1, len(all)-1)
	b.list(nil)
	b.desk.SetCaret(0)
	walk(-1, len(all)-1)
	b.list(nil)
	at := slices.IndexFunc(all, func(f lint.Finding) bool { return f.Range.Start > 0 })
	b.desk.SetCaret(all[at].Range.Start)
	walk(1, at)
	b.list(nil)
	b.desk.SetCaret(all[at].Range.Start)
	walk(-1, at-1)
}

func TestTheListIsGroupedAndNarrowed(t *testing.T) {
	b := newBench(t)
	b.mark("quote", "“We know,”")
	heads := 0
	for i := range b.Len() {
		row := b.Row(i)
		if row.Head != "" {
			heads++
		} else if row.Words != "" && !strings.Contains(b.desk.Open().Text, strings.TrimSuffix(row.Words, "…")) {
			t.Errorf("the words %q are not in the text", row.Words)
		}
	}
	if heads < 2 || b.Len() != heads+len(b.Findings()) || b.Row(0).Head == "" {
		t.Errorf("%d rows, %d heads", b.Len(), heads)
	}
	chosen := b.choose("quote-without-speaker", 0)
	b.SetFilter(Filter{Least: lint.Error})
	if f, ok := b.Chosen(); !ok || !f.Same(&chosen) {
		t.Errorf("narrowing chose %+v", f)
	}
	for i := range b.Len() {
		if r := b.Row(i); r.Head == "" && r.Finding.Severity != lint.Error {
			t.Errorf("%+v is listed", r)
		}
	}
	b.SetFilter(Filter{Rule: "unmarked-quotation"})
	if _, ok := b.Chosen(); ok {
		t.Error("what is not listed is chosen")
	}
	for i := range b.Len() {
		if r := b.Row(i); r.Head == "" && r.Finding.Rule != "unmarked-quotation" {
			t.Errorf("%+v is listed", r)
		}
	}
	b.Move(1)
	if b.At() != 1 {
		t.Errorf("the first row that is chosen is %d", b.At())
	}
	b.Move(-1)
	if b.At() != 1 {
		t.Errorf("above the first finding is %d", b.At())
	}
	b.Find(chosen)
	if f, _ := b.Chosen(); !f.Same(&chosen) || b.desk.Target() != chosen.Range {
		t.Errorf("shown is %+v", f)
	}
	b.Move(-1)
	b.Changed()
	b.Find(chosen)
	b.settle()
	if f, _ := b.Chosen(); !f.Same(&chosen) || b.Row(0).Count == 0 {
		t.Errorf("after the check shown is %+v", f)
	}
}

// TestRandomSessionsFindWhatAFreshCheckFinds: whatever is marked, fixed,
// undone, switched, the findings are those of the project as it is.
func TestRandomSessionsFindWhatAFreshCheckFinds(t *testing.T) {
	const world = "Ada Lund: “It’s late”, said Reyle. \"Too late,\" she wrote, “he said ‘no’ twice.”\n\n“Para one.\n“Para two,” she said. Mr. Vik left…\n"
	labels := []annotate.LabelID{"quote", "quote", "person", "source", "cue", "place"}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(11, seed))
		b := newBench(t, world)
		for range 50 {
			at := text.Nearest(world, r.IntN(len(world)))
			to := text.Nearest(world, min(at+1+r.IntN(30), len(world)))
			b.desk.SetSelection(text.Range{Start: at, End: to})
			b.desk.SetCaret(to)
			rules := lint.Rules()
			keys := []func(){
				func() { b.desk.Mark(labels[r.IntN(len(labels))]) }, func() { b.desk.Mark("quote") },
				func() { b.Step(1 - 2*r.IntN(2)) }, b.Fix, b.Fix, b.FixAlike, b.desk.Undo, b.desk.Redo, b.desk.Delete,
				func() { b.Switch(rules[r.IntN(len(rules))].ID, r.IntN(2) == 0) },
				func() { b.SetProfile(lint.Profiles()[r.IntN(len(lint.Profiles()))]) },
				func() { b.desk.StartLink("speaker"); b.desk.FinishLink(); b.desk.CancelLink() },
				func() { b.desk.Walk(1) },
			}
			b.Step(1)
			for range 1 + r.IntN(3) {
				keys[r.IntN(len(keys))]()
				if r.IntN(3) == 0 {
					next(&b.screen)
					next(&b.checks)
				}
			}
			b.settle()
			if err := b.desk.Failed(); err != nil {
				t.Fatalf("seed %d: refused by the store: %v", seed, err)
			}
			if want := b.fresh(); !same(b.Findings(), want) || !b.Settled() {
				t.Fatalf("seed %d: found %+v, want %+v", seed, b.Findings(), want)
			}
			in, err := b.project.LintInput(b.desk.Open().Article.ID, b.person.ID)
			must(t, err)
			if got, want := b.Complete(), lint.Measure(in); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d: complete %+v, want %+v", seed, got, want)
			}
		}
	}
}
