package window

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/look"
	"bluepencil/assets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// saved tells whether everything is saved.
func saved(w *Window) bool {
	words, ok := w.desk.Saved()
	return ok && strings.HasPrefix(words, "saved")
}

// TestTheCodebookIsEditedBesideTheText: the text shows a colour while it is
// typed; it is saved as one step, and undone with everything that shows it.
func TestTheCodebookIsEditedBesideTheText(t *testing.T) {
	w, s := newWindow(t)
	w.run("codebook")
	e := w.right.editor
	s.until(t, "the count", func() bool { return e.Usage() != nil })
	if used := e.Used("quote"); !strings.Contains(used, "by 1 person") {
		t.Errorf("a quote is used by: %s", used)
	}
	colour := func() string { l, _ := w.desk.Codebook().Label("quote"); return l.Colour }
	before := colour()
	e.Select("quote")
	e.Try(func(b annotate.Editor) (annotate.Draft, error) { return b.SetColour("quote", "#123456") })
	at := -1
	for i := range w.desk.Open().Marks {
		if w.desk.Open().Marks[i].Label == "quote" {
			at = i
		}
	}
	if shown := w.highlight(&w.desk.Open().Marks[at], false); colour() != "#123456" || shown.Colour != look.Colour("#123456") {
		t.Errorf("while it is typed the text shows %v", shown.Colour)
	}
	if w.desk.UndoName() == "recolour the label Quote" {
		t.Error("what is only typed is saved")
	}
	e.Edit(func(b annotate.Editor) (annotate.Draft, error) { return b.SetColour("quote", "#123456") })
	s.until(t, "the colour to be saved", func() bool { return saved(w) && w.desk.UndoName() == "recolour the label Quote" })
	w.focusText()
	w.run("undo")
	s.until(t, "the old colour", func() bool { return colour() == before })
	w.run("codebook")
	if w.right.editor != nil || w.right.box.Objects[0] != fyne.CanvasObject(w.inspector) {
		t.Error("the editor is still there")
	}
}

// TestAMergeIsShownBeforeItIsMade, in the dialog that asks; giving up shows
// the text as it was.
func TestAMergeIsShownBeforeItIsMade(t *testing.T) {
	w, s := newWindow(t)
	count := func(label annotate.LabelID) (n int) {
		for _, a := range w.desk.Open().Marks {
			if a.Label == label {
				n++
			}
		}
		return n
	}
	quotes := count("quote")
	w.run("codebook")
	w.right.editor.Select("quote")
	w.askMerge()
	if count("quote") != 0 || w.desk.UndoName() == "merge the label Quote into Claim" {
		t.Errorf("%d quotes are shown while it is asked", count("quote"))
	}
	w.typedAnywhere(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if count("quote") != quotes {
		t.Errorf("given up, %d quotes of %d are shown", count("quote"), quotes)
	}
	w.right.editor.Edit(func(b annotate.Editor) (annotate.Draft, error) { return b.MergeLabel("quote", "claim") })
	s.until(t, "the merge", func() bool { return saved(w) && count("quote") == 0 && strings.HasPrefix(w.desk.UndoName(), "merge") })
	w.desk.SetCurrent(w.desk.Open().Marks[0].ID)
	w.view.TypedRune('1')
	if _, held := w.desk.Codebook().KeyHolder("1", ""); held {
		t.Error("the key of a merged label marks")
	}
	w.run("undo")
	s.until(t, "the quotes", func() bool { return count("quote") == quotes })
}

// TestAKeyOfACommandIsNoKeyOfALabel, told with the command's name.
func TestAKeyOfACommandIsNoKeyOfALabel(t *testing.T) {
	w, _ := newWindow(t)
	w.run("codebook")
	w.right.editor.Select("place")
	if w.right.editor.SetKey("n") || !strings.Contains(w.right.editor.Fault(), "Write a note") {
		t.Errorf("said: %q", w.right.editor.Fault())
	}
}

// TestALabelIsAddedAndSplitThroughTheDialogs.
func TestALabelIsAddedAndSplitThroughTheDialogs(t *testing.T) {
	w, s := newWindow(t)
	w.run("codebook")
	w.askLabel()
	test.Type(w.win.Canvas().Focused(), "Rumour")
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the label", func() bool { return saved(w) && w.desk.UndoName() == "add the label Rumour" })
	if l, _ := w.right.editor.Selected(); l.Name != "Rumour" {
		t.Errorf("chosen is %s", l.Name)
	}
	w.right.editor.Select("person")
	w.askSplit()
	test.Type(w.win.Canvas().Focused(), "Official")
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the split", func() bool {
		person := func(a annotate.Annotation) bool { return a.Label == "person" }
		return saved(w) && strings.HasPrefix(w.desk.UndoName(), "split:") && !slices.ContainsFunc(w.desk.Open().Marks, person)
	})
	if !slices.ContainsFunc(w.desk.Open().Marks, func(a annotate.Annotation) bool { return a.Label == "official" }) {
		t.Error("nobody is an official")
	}
}

// TestACodebookIsTakenInAfterItsReport, and the labels below the text follow.
func TestACodebookIsTakenInAfterItsReport(t *testing.T) {
	w, s := newWindow(t)
	w.run("codebook")
	raw, err := assets.CodebookJSON("claims")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "claims.json")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	w.readCodebook(path, func() ([]byte, error) { return readSmall(path) })
	s.until(t, "the report", func() bool { return len(w.dialogs) > 0 })
	if before := w.desk.SavedCodebook(); before.Name != "News desk" {
		t.Errorf("it was taken in unasked: %s", before.Name)
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the codebook", func() bool { return saved(w) && w.desk.SavedCodebook().Name == "Claims" })
	if w.desk.Codebook().Offers("quote") || !w.desk.Codebook().Offers("claimant") {
		t.Error("the labels are not those of the file")
	}
	marks := len(w.desk.Open().Marks)
	w.focusText()
	w.run("undo")
	s.until(t, "the old codebook", func() bool { return w.desk.SavedCodebook().Name == "News desk" })
	if len(w.desk.Open().Marks) != marks {
		t.Error("markings were lost on the way")
	}
}

// TestTheGuidelineFollowsTheCurrentLabel.
func TestTheGuidelineFollowsTheCurrentLabel(t *testing.T) {
	w, _ := newWindow(t)
	w.run("guideline")
	split, ok := w.right.box.Objects[0].(*container.Split)
	if !ok || split.Trailing != fyne.CanvasObject(w.right.guideline) {
		t.Fatal("it is not shown")
	}
	for _, a := range w.desk.Open().Marks[:3] {
		w.desk.SetCurrent(a.ID)
		if l, _ := w.desk.Codebook().Label(a.Label); !strings.Contains(texts(w.right.guideline), l.Guideline) {
			t.Errorf("of %s it is not shown what is written", l.Name)
		}
	}
	w.run("guideline")
	if w.right.box.Objects[0] != fyne.CanvasObject(w.inspector) {
		t.Error("it is still shown")
	}
}

// texts is everything written in a widget.
func texts(o fyne.CanvasObject) string {
	var b strings.Builder
	for _, part := range test.LaidOutObjects(o) {
		if rich, ok := part.(*widget.RichText); ok {
			b.WriteString(rich.String())
		}
	}
	return b.String()
}

// TestClosingWhileItIsCounted ends the count and the editor with the project.
func TestClosingWhileItIsCounted(t *testing.T) {
	w, s := newWindow(t)
	w.run("codebook")
	w.letProjectGo()
	if w.right.editor != nil || w.right.stopping != nil {
		t.Error("the editor outlives its project")
	}
	closed := make(chan struct{})
	go func() { w.closing.Wait(); s.post(func() { close(closed) }) }()
	s.until(t, "the project to close", func() bool {
		select {
		case <-closed:
			return true
		default:
			return false
		}
	})
}
