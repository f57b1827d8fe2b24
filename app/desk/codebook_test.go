package desk

import (
	"errors"
	"strings"
	"testing"

	"bluepencil/annotate"
)

func (b *bench) editBook(make func(annotate.Editor) (annotate.Draft, error)) {
	b.t.Helper()
	d, err := make(annotate.Editor{Person: b.Person().ID, Book: b.SavedCodebook()})
	must(b.t, err)
	b.EditCodebook(d)
}

func (b *bench) labelName(id annotate.LabelID) string { return b.Codebook().LabelName(id) }

func rename(name string) func(annotate.Editor) (annotate.Draft, error) {
	return func(e annotate.Editor) (annotate.Draft, error) { return e.RenameLabel("quote", name) }
}

// TestAnEditOfTheCodebookIsShownAtOnceAndTakenBackWhenItFails.
func TestAnEditOfTheCodebookIsShownAtOnceAndTakenBackWhenItFails(t *testing.T) {
	b := newBench(t)
	b.editBook(rename("Words"))
	if b.labelName("quote") != "Words" || b.shown[CodebookChanged] == 0 {
		t.Error("it is not shown before it is saved")
	}
	b.editBook(rename("Said"))
	b.settle()
	if b.labelName("quote") != "Said" {
		t.Errorf("two edits in a row give %s", b.labelName("quote"))
	}
	b.project.broken = errors.New("the disk is full")
	b.editBook(rename("Lost"))
	b.settle()
	if b.labelName("quote") != "Said" || b.Failed() == nil {
		t.Errorf("after a failure it is %s", b.labelName("quote"))
	}
	b.project.broken = nil
	for _, want := range []string{"Words", "Quote"} {
		b.Undo()
		b.settle()
		if b.labelName("quote") != want {
			t.Errorf("undone, it is %s, not %s", b.labelName("quote"), want)
		}
	}
}

// TestWhatIsTriedOutIsShownOnly, and an edit ends it.
func TestWhatIsTriedOutIsShownOnly(t *testing.T) {
	b := newBench(t)
	d, err := annotate.Editor{Book: b.SavedCodebook()}.RenameLabel("quote", "Tried")
	must(t, err)
	b.PreviewCodebook(&d)
	if b.labelName("quote") != "Tried" || b.SavedCodebook().LabelName("quote") != "Quote" {
		t.Errorf("shown %s, saved %s", b.labelName("quote"), b.SavedCodebook().LabelName("quote"))
	}
	b.PreviewCodebook(nil)
	if b.labelName("quote") != "Quote" {
		t.Error("it is still shown")
	}
}

// TestMergedAndRetiredLabelsAreNotGiven, and marks follow a merge on the screen.
func TestMergedAndRetiredLabelsAreNotGiven(t *testing.T) {
	b := newBench(t)
	b.choose("decision")
	b.Mark("claim")
	b.settle()
	b.editBook(func(e annotate.Editor) (annotate.Draft, error) { return e.MergeLabel("claim", "quote") })
	if a, _ := b.Current(); a.Label != "quote" {
		t.Errorf("before the merge is saved it is shown as %s", a.Label)
	}
	b.settle()
	if a, _ := b.Current(); a.Label != "quote" {
		t.Errorf("merged it is shown as %s", a.Label)
	}
	b.editBook(func(e annotate.Editor) (annotate.Draft, error) { return e.RetireLabel("person", true) })
	b.settle()
	for label, want := range map[annotate.LabelID]string{"claim": "merged into Quote", "person": "is retired"} {
		before := len(b.Open().Marks)
		b.choose("council")
		b.Mark(label)
		b.Relabel(label)
		b.settle()
		if a, _ := b.Current(); len(b.Open().Marks) != before || a.Label != "quote" || !strings.Contains(b.Message().Text, want) {
			t.Errorf("%s was given; said: %s", label, b.Message().Text)
		}
	}
	// The questions of both are asked, and the merged claim keeps its links' ways.
	b.SetAttribute("claim-kind", "quantity")
	b.settle()
	if a, _ := b.Current(); a.Attributes["claim-kind"] != "quantity" {
		t.Errorf("what the merged label asks cannot be answered: %s", b.Message().Text)
	}
}
