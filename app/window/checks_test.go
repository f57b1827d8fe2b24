package window

import (
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/text"
	"bluepencil/app/checker"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

const faulty = "Mayor Ada Lund said so. “It is late,” she told Reyle of the harbour.\nNora Vik wrote: “We know.” Reyle left."

// checked opens an article and marks words of it with blanks at their ends.
func checked(t *testing.T, words ...string) (*Window, screen) {
	t.Helper()
	w, s := newWindow(t)
	w.openText(t, s, faulty)
	for _, marked := range words {
		w.mark(t, s, "person", marked)
	}
	s.until(t, "the checks", w.right.checks.checker.Settled)
	return w, s
}

// mark marks words as they stand, blanks and all.
func (w *Window) mark(t *testing.T, s screen, label annotate.LabelID, words string) {
	t.Helper()
	at := strings.Index(w.desk.Open().Text, words)
	span, err := annotate.SpanOf(w.desk.Open().Text, at, at+len(words))
	must(t, err)
	before := len(w.desk.Open().Marks)
	w.desk.Fix(annotate.Mark(w.desk.Person().ID, w.desk.Open().Article.ID, annotate.NewID(), label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	s.until(t, "the marking", func() bool { return len(w.desk.Open().Marks) == before+1 && saved(w) })
}

// found is how many findings of a rule there are.
func (w *Window) found(rule lint.RuleID) (n int) {
	for _, f := range w.right.checks.checker.Findings() {
		if f.Rule == rule {
			n++
		}
	}
	return n
}

func TestTheChecksAreReachedByTheKeyboard(t *testing.T) {
	w, _ := checked(t, "Ada Lund ")
	c := w.right.checks.checker
	if said := w.status.Checks(); !strings.Contains(said, "error") || !strings.Contains(said, "warning") {
		t.Errorf("the status line says %q", said)
	}
	w.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF9})
	list := w.right.checks.panel.Focusable()
	if !w.right.checks.shown || w.win.Canvas().Focused() != list {
		t.Fatal("F9 did not lead into the list")
	}
	var gone []string
	for range c.Findings() {
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		f, ok := c.Chosen()
		if !ok {
			t.Fatal("Down chose nothing")
		}
		if !f.Range.Empty() && w.view.Selection() != f.Range {
			t.Errorf("selected is %v, want %v", w.view.Selection(), f.Range)
		}
		if a, _ := w.desk.Current(); a.ID != f.Annotation {
			t.Errorf("current is %v, want %v", a.ID, f.Annotation)
		}
		gone = append(gone, string(f.Rule))
	}
	if len(gone) < 3 || c.At() != c.Len()-1 {
		t.Errorf("gone to %v", gone)
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Focused() != fyne.Focusable(w.view) || !w.right.checks.shown {
		t.Error("Escape did not lead back to the text")
	}
	before, _ := c.Chosen()
	w.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF8})
	if f, _ := c.Chosen(); f.Same(&before) {
		t.Error("F8 did not step")
	}
	w.run("finding-previous")
	if f, _ := c.Chosen(); !f.Same(&before) {
		t.Error("Shift+F8 did not step back")
	}
	w.win.Canvas().Focus(list)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF9})
	if w.right.checks.shown || w.win.Canvas().Focused() != fyne.Focusable(w.view) {
		t.Error("F9 in the list did not close it")
	}
}

func TestAFindingIsFixedByAKey(t *testing.T) {
	w, s := checked(t, "Ada Lund ")
	w.right.checks.checker.SetFilter(checker.Filter{Rule: "edge-blank"})
	w.run("finding-next")
	w.view.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyPeriod, Modifier: fyne.KeyModifierShortcutDefault})
	s.until(t, "the fix", func() bool { return w.found("edge-blank") == 0 && saved(w) })
	if w.desk.UndoName() != "leave the blanks out" {
		t.Errorf("undo is %q", w.desk.UndoName())
	}
	w.run("undo")
	s.until(t, "the finding again", func() bool { return w.found("edge-blank") == 1 })
}

func TestAllOfAKindAreFixedAfterAQuestion(t *testing.T) {
	w, s := checked(t, "Ada Lund ", "Reyle ", "Nora Vik ")
	w.run("checks")
	w.right.checks.checker.SetFilter(checker.Filter{Rule: "edge-blank"})
	w.run("finding-next")
	w.right.checks.panel.OnFixAlike()
	if len(w.dialogs) != 1 {
		t.Fatal("nothing was asked")
	}
	button := w.win.Canvas().Focused()
	if b, ok := button.(interface{ Tapped(*fyne.PointEvent) }); !ok {
		t.Fatalf("the keyboard is on %T", b)
	}
	button.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the fixes", func() bool { return w.found("edge-blank") == 0 && saved(w) })
	w.run("undo")
	s.until(t, "one step back", func() bool { return w.found("edge-blank") == 3 })
}

func TestDoneIsRefusedAndLeadsToTheFirstFinding(t *testing.T) {
	w, s := checked(t, "Ada Lund ")
	article := w.desk.Open().Article.ID
	w.right.checks.checker.Require(lint.CleanErrors)
	s.until(t, "the choice", func() bool { return w.right.checks.checker.Settings().Clean == lint.CleanErrors })
	w.run("done")
	s.until(t, "the refusal", func() bool { return w.right.checks.shown })
	kept := w.desk.Kept()
	s.until(t, "the first finding", func() bool { f, ok := w.right.checks.checker.Chosen(); return ok && f.Same(&kept[0]) })
	if w.desk.Open().Article.ID != article || w.desk.Open().Layer.Status == annotate.StatusSubmitted {
		t.Error("it is done")
	}
	if said := w.status.Message(); !strings.Contains(said, fmt.Sprint(len(kept))) && !strings.Contains(said, "One finding") || !strings.Contains(said, "set aside") {
		t.Errorf("it says %q", said)
	}
	w.desk.SetAside("enough")
	s.until(t, "setting aside", func() bool { return w.desk.Open().Layer.Status == annotate.StatusSetAside })
	w.right.checks.checker.Require(lint.CleanNothing)
	s.until(t, "the choice", func() bool { return w.right.checks.checker.Settings().Clean == lint.CleanNothing })
	w.run("done")
	s.until(t, "it to be done", func() bool { return strings.HasPrefix(w.status.Message(), "Submitted") })
}

func TestTheChecksAreChosenInADialog(t *testing.T) {
	w, s := checked(t, "Ada Lund ")
	w.run("check-settings")
	if len(w.dialogs) != 1 {
		t.Fatal("no dialog")
	}
	var ticks []*widget.Check
	for _, o := range test.LaidOutObjects(w.win.Canvas().Overlays().Top()) {
		if tick, ok := o.(*widget.Check); ok {
			ticks = append(ticks, tick)
		}
	}
	if len(ticks) != len(lint.Rules()) {
		t.Fatalf("%d ticks for %d rules", len(ticks), len(lint.Rules()))
	}
	for i, r := range lint.Rules() {
		if r.ID == "edge-blank" {
			test.Tap(ticks[i])
		}
		if ticks[i].Disabled() != (len(r.Only) > 0) {
			t.Errorf("the tick of %s is wrong for a project without a profile", r.ID)
		}
	}
	s.until(t, "the rule to be off", func() bool { return w.found("edge-blank") == 0 && w.right.checks.checker.Settings().Off["edge-blank"] })
	w.dialogs[0].Hide()
	s.until(t, "the undo to be there", func() bool { return strings.Contains(w.desk.UndoName(), "edge-blank") })
	w.run("undo")
	s.until(t, "the rule again", func() bool { return w.found("edge-blank") == 1 })
}

func TestTheWholeProjectIsCheckedFromTheWindow(t *testing.T) {
	w, s := checked(t, "Ada Lund ")
	w.desk.OpenRow(0)
	s.until(t, "another article", func() bool { return w.desk.Open().Text != faulty+"\n" })
	w.run("check-all")
	s.until(t, "the list", func() bool { return len(w.dialogs) == 1 })
	at := -1
	for i, p := range w.right.checks.whole.Places {
		if p.Finding.Rule == "edge-blank" {
			at = i
		}
	}
	if at < 0 {
		t.Fatalf("found: %s", w.right.checks.whole.Words())
	}
	list := w.win.Canvas().Focused()
	for range at {
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	want := w.right.checks.whole.Places[at]
	s.until(t, "the article", func() bool {
		return w.desk.Open().Article.ID == want.Article && w.view.Selection() == want.Finding.Range
	})
	if a, _ := w.desk.Current(); a.ID != want.Finding.Annotation || len(w.dialogs) != 0 {
		t.Errorf("current is %v; %d dialogs", a.ID, len(w.dialogs))
	}
	w.run("check-list")
	if len(w.dialogs) != 1 || w.right.checks.wholeAt != at {
		t.Errorf("the list does not come back where it was: %d", w.right.checks.wholeAt)
	}
}

func TestThePaneStandsInOnePlace(t *testing.T) {
	w, _ := checked(t)
	before := w.right.split.Offset
	w.run("checks")
	w.run("guideline")
	if w.right.checks.shown || !w.right.reading || w.right.split.Offset != before {
		t.Error("the guideline did not take the place of the checks")
	}
	w.run("checks")
	if !w.right.checks.shown || w.right.reading {
		t.Error("the checks did not take the place of the guideline")
	}
	w.run("codebook")
	w.run("checks")
	if w.right.panel != nil || !w.right.checks.shown {
		t.Error("the checks did not take the place of the codebook")
	}
	if split, ok := w.right.box.Objects[0].(*container.Split); !ok || split.Trailing != fyne.CanvasObject(w.right.checks.panel) {
		t.Errorf("beside the text stands %T", w.right.box.Objects[0])
	}
	w.run("checks")
	if w.right.checks.shown || w.right.split.Offset != before {
		t.Errorf("the text has %v of the width, before it had %v", w.right.split.Offset, before)
	}
}

func TestFindingsAreOnTheOverview(t *testing.T) {
	whole := text.Range{Start: 1, End: 5}
	list := placesOf([]lint.Finding{{Severity: lint.Error, Range: whole}, {Severity: lint.Warning, Range: whole}, {Severity: lint.Note, Range: whole}, {Severity: lint.Error}})
	if len(list) != 2 || list[0].Kind == list[1].Kind {
		t.Errorf("%+v", list)
	}
	w, _ := checked(t, "Ada Lund ")
	if len(w.right.checks.places) == 0 {
		t.Error("nothing is on the overview")
	}
}
