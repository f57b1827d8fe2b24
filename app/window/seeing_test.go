package window

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/articleview"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// makeCurrent makes the first annotation with a label current.
func (w *Window) makeCurrent(t *testing.T, label annotate.LabelID) annotate.Annotation {
	t.Helper()
	for _, a := range w.desk.Open().Marks {
		if a.Label == label && (label != "quote" || len(a.Links) > 0) {
			w.desk.SetCurrent(a.ID)
			return a
		}
	}
	t.Fatalf("the sample has no %s", label)
	return annotate.Annotation{}
}

func TestAPartIsShownAloneAndEscapeEndsIt(t *testing.T) {
	w, _ := newWindow(t)
	w.run("only-label") // nothing is current
	if !w.view.Spotlight().Off() {
		t.Error("without a current annotation something was dimmed")
	}
	quote := w.makeCurrent(t, "quote")
	w.view.TypedRune('l')
	if only := w.view.Spotlight(); only.Label != "quote" || !strings.Contains(only.Words, "Only Quote") || !strings.Contains(only.Words, "Esc") {
		t.Errorf("only %+v is shown", only)
	}
	w.view.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierAlt})
	if only := w.view.Spotlight(); only.ID != quote.ID.String() || only.Label != "" {
		t.Errorf("only %+v is shown", only)
	}
	w.view.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierAlt})
	if !w.view.Spotlight().Off() {
		t.Error("the same key does not show everything")
	}
	w.view.TypedRune('l')
	w.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if _, current := w.desk.Current(); !w.view.Spotlight().Off() || !current {
		t.Error("the first Escape is to show everything and to keep the annotation")
	}
	w.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if _, current := w.desk.Current(); current {
		t.Error("the second Escape is to let the annotation go")
	}
}

func TestHowMarkingsAreShownIsKept(t *testing.T) {
	w, _ := newWindow(t)
	w.run("tags")
	for _, id := range []string{"hover-cards", "link-cards", "overview"} {
		w.run(id)
		if !strings.HasSuffix(w.status.Message(), ": off.") {
			t.Errorf("%s says %q", id, w.status.Message())
		}
	}
	again, err := New(w.o)
	must(t, err)
	prefs := w.o.App.Preferences()
	if again.view.Tags() != articleview.TagsOnDemand || prefs.Bool(prefHoverCards) || prefs.Bool(prefLinkCards) || prefs.Bool(prefOverview) {
		t.Error("how markings are shown is forgotten at the next start")
	}
	for range 2 {
		w.run("tags")
	}
	if w.view.Tags() != articleview.TagsAlways {
		t.Error("the modes of tags do not go round")
	}
}

func TestTheCardOfAQuoteSaysItsSpeaker(t *testing.T) {
	w, _ := newWindow(t)
	quote := w.makeCurrent(t, "quote")
	card, ok := w.describe(quote.ID.String())
	if !ok || card.Tag != "QUOTE" || len(card.Facts) < 2 || card.Facts[0].Name != "speaker" || card.Facts[0].Value == "" {
		t.Errorf("the card is %+v", card)
	}
	if _, ok := w.describe("nonsense"); ok {
		t.Error("there is a card of nothing")
	}
	w.view.TypedRune('i')
	if len(w.dialogs) != 0 || w.win.Canvas().Overlays().Top() != nil {
		t.Error("the card took the keyboard")
	}
}

func TestWhatALineHidesIsListedAndChosen(t *testing.T) {
	w, _ := newWindow(t)
	w.view.TypedRune('m')
	if !strings.Contains(w.status.Message(), "everything") {
		t.Errorf("a line that hides nothing says %q", w.status.Message())
	}
	a, b := w.makeCurrent(t, "person"), w.makeCurrent(t, "claim")
	ids := []string{a.ID.String(), b.ID.String(), "nonsense"}
	menu := w.menuOf(ids)
	if len(menu.Items) != 2 || !strings.HasPrefix(menu.Items[0].Label, "Person:") || !strings.Contains(menu.Items[0].Label, a.Text()) {
		t.Fatalf("the menu is %+v", menu.Items)
	}
	w.listHidden(ids, fyne.NewPos(40, 40))
	if w.win.Canvas().Overlays().Top() == nil {
		t.Error("no menu is shown")
	}
	menu.Items[0].Action()
	if got, _ := w.desk.Current(); got.ID != a.ID {
		t.Errorf("after choosing, %s is current", got.Label)
	}
}
