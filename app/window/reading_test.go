package window

import (
	"slices"
	"testing"

	"bluepencil/app/articleview"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/faces"
	"bluepencil/app/look"

	"fyne.io/fyne/v2"
)

func TestReadingIsChangedByCommandsAndKept(t *testing.T) {
	w, _ := newWindow(t)
	for _, id := range []string{"spacing", "measure", "measure", "serif", "colours", "zoom-in"} {
		w.run(id)
	}
	want := reading{zoom: 1.1, spacing: paint.Wide, measure: articleview.WholeWidth, style: faces.Serif, colours: look.ForAllEyes}
	if got := w.reading(); got != want {
		t.Errorf("the preferences say %+v, want %+v", got, want)
	}
	if w.view.Spacing() != paint.Wide || w.view.Measure() != articleview.WholeWidth || w.view.Zoom() != 1.1 || w.zoomed.Text != "110 %" {
		t.Errorf("the article has spacing %v, measure %v, zoom %v; the header says %s", w.view.Spacing(), w.view.Measure(), w.view.Zoom(), w.zoomed.Text)
	}
	w.run("zoom-reset")
	w.run("colours")
	if r := w.reading(); r.zoom != 1 || r.colours != look.FromCodebook || r.spacing != paint.Wide {
		t.Errorf("going back gives %+v", r)
	}
}

func TestPreferencesThatSayNonsenseAreNormal(t *testing.T) {
	w, _ := newWindow(t)
	p := w.o.App.Preferences()
	p.SetFloat(prefZoom, -4)
	p.SetString(prefSpacing, "huge")
	p.SetString(prefColours, "loud")
	p.SetString(prefStyle, "curly")
	if got, want := w.reading(), (reading{zoom: 1, spacing: paint.Normal, measure: 74, style: faces.Sans, colours: look.FromCodebook}); got != want {
		t.Errorf("they are taken for %+v", got)
	}
}

// TestColoursForAllEyesReachEveryPane changes the colours while an annotation is
// current: the page, the label bar and the inspector follow, the project does
// not.
func TestColoursForAllEyesReachEveryPane(t *testing.T) {
	w, _ := newWindow(t)
	w.desk.Walk(1)
	a, ok := w.desk.Current()
	if !ok {
		t.Fatal("nothing is marked in the sample")
	}
	own, _ := w.desk.Codebook().Label(a.Label)
	before := w.highlight(&a, false)
	w.run("colours")
	after := w.highlight(&a, false)
	shown, _ := w.shownCodebook().Label(a.Label)
	if after.Colour == before.Colour || look.Colour(shown.Colour) != after.Colour {
		t.Errorf("the page had %v and has %v, the panes have %s", before.Colour, after.Colour, shown.Colour)
	}
	if still, _ := w.desk.Codebook().Label(a.Label); still.Colour != own.Colour {
		t.Errorf("the codebook now says %s", still.Colour)
	}
	patterns := map[paint.Pattern]bool{}
	for _, l := range w.desk.Codebook().Labels {
		patterns[w.marking(l.ID).Pattern] = true
	}
	if len(patterns) != paint.Patterns {
		t.Errorf("%d patterns are used", len(patterns))
	}
}

// TestTheReadingDialogIsWorkedWithTheKeyboard goes from the first button to the
// wide spacing, chooses it, and leaves.
func TestTheReadingDialogIsWorkedWithTheKeyboard(t *testing.T) {
	w, _ := newWindow(t)
	w.run("reading")
	press := func(keys ...fyne.KeyName) {
		for _, key := range keys {
			w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
	press(slices.Repeat([]fyne.KeyName{fyne.KeyRight}, 5)...)
	press(fyne.KeyReturn)
	if w.reading().spacing != paint.Wide || w.view.Spacing() != paint.Wide {
		t.Errorf("the spacing is %v", w.reading().spacing)
	}
	press(fyne.KeyEscape)
	if len(w.dialogs) != 0 {
		t.Error("Escape did not close the dialog")
	}
}
