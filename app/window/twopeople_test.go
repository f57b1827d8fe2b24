package window

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// twoOthers has Nora Vik and Tor Berg mark different words of the open article.
func twoOthers(t *testing.T, w *Window) {
	t.Helper()
	article, content := w.desk.Open().Article.ID, w.desk.Open().Text
	for i, name := range []string{"Nora Vik", "Tor Berg"} {
		other, err := w.project.AddPerson(annotate.Person{Name: name})
		must(t, err)
		span, err := annotate.SpanOf(content, 0, len(strings.Join(strings.Fields(content)[:i+1], " ")))
		must(t, err)
		_, err = w.project.Commit(annotate.Mark(other.ID, article, annotate.NewID(), "person", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
		must(t, err)
		_, err = w.project.Commit(annotate.SetStatus(other.ID, article, annotate.StatusInProgress, ""))
		must(t, err)
	}
}

// TestAnyTwoPeopleStandSideBySide chooses two others by their names, looks at
// both sides, tries to change one, and goes back to one's own markings.
func TestAnyTwoPeopleStandSideBySide(t *testing.T) {
	w, s := newWindow(t)
	twoOthers(t, w)
	own := len(w.desk.Open().Marks)
	w.run("two-people")
	s.until(t, "the question", func() bool { _, is := w.win.Canvas().Focused().(*panel.GoButton); return is })
	var chosen []string
	for _, o := range test.LaidOutObjects(w.win.Canvas().Overlays().Top()) {
		if choice, is := o.(*widget.Select); is {
			chosen = append(chosen, choice.Selected)
		}
	}
	if len(chosen) != 2 || !strings.HasPrefix(chosen[0], "Nora Vik, ") || !strings.HasPrefix(chosen[1], "Tor Berg, ") {
		t.Fatalf("proposed are %q", chosen)
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "both sides", func() bool { _, foreign := w.desk.Foreign(); return foreign && w.beside.view != nil })
	if left := w.beside.head.Text; !strings.HasPrefix(left, "Nora Vik — ") || !strings.HasPrefix(w.beside.what.Name, "Tor Berg, ") {
		t.Errorf("left stands %q, right %q", left, w.beside.what.Name)
	}
	if len(w.desk.Open().Marks) != 1 || len(w.beside.what.Marks) != 1 || w.desk.Open().Marks[0].Text() == w.beside.what.Marks[0].Text() {
		t.Errorf("left is marked %+v, right %+v", w.desk.Open().Marks, w.beside.what.Marks)
	}
	w.view.ScrollBy(40)
	w.view.SetSelection(textRange(w.view.Article(), "the"))
	w.view.TypedRune('1')
	if len(w.desk.Open().Marks) != 1 || !strings.Contains(w.status.Message(), "layer of Nora Vik") {
		t.Errorf("the left side was changed; the status says %q", w.status.Message())
	}
	w.run("side-by-side")
	s.until(t, "one's own markings", func() bool { _, foreign := w.desk.Foreign(); return !foreign })
	if w.beside.view != nil || len(w.desk.Open().Marks) != own {
		t.Errorf("%d own markings are left of %d", len(w.desk.Open().Marks), own)
	}
}

// TestTheLeftSideSaysWhoseItIs changes the layer while somebody stands beside it.
func TestTheLeftSideSaysWhoseItIs(t *testing.T) {
	w, s := newWindow(t)
	twoOthers(t, w)
	list, err := w.project.People()
	must(t, err)
	w.desk.ReadSides(func(sides []desk.Side, err error) {
		must(t, err)
		w.showTwoPeople(sides[0], sides[2])
	})
	s.until(t, "the other side", func() bool { return w.beside.view != nil })
	if got := w.beside.head.Text; got != "Yours: "+w.desk.Person().Name {
		t.Errorf("the left side is %q", got)
	}
	for _, p := range list {
		if p.Name == "Nora Vik" {
			w.desk.ShowLayer(p)
		}
	}
	s.until(t, "her layer", func() bool { return strings.HasPrefix(w.beside.head.Text, "Nora Vik") })
	w.endSideBySide()
	w.desk.ReadSides(func(sides []desk.Side, err error) {
		must(t, err)
		w.showTwoPeople(sides[1], sides[1])
	})
	s.until(t, "what is wrong", func() bool { return strings.Contains(w.status.Message(), "Choose two people") })
}

// TestAloneThereAreNoTwoPeople says so.
func TestAloneThereAreNoTwoPeople(t *testing.T) {
	w, s := newWindow(t)
	w.run("two-people")
	s.until(t, "the answer", func() bool { return strings.Contains(w.status.Message(), "Nobody else has marked") })
}
