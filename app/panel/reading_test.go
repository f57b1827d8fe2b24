package panel

import (
	"image"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// TestTheLabelBarLooksAsTheTextDoes says that each label has its colour and its
// pattern in the bar: what is painted is what paint makes of the marking.
func TestTheLabelBarLooksAsTheTextDoes(t *testing.T) {
	b := NewLabels()
	window(t, b)
	cb := codebook(t)
	markings := look.Markings(cb.Labels, look.ForAllEyes)
	b.Set(cb.Labels, markings)
	seen := map[string]annotate.LabelID{}
	for i, button := range all[*labelButton](b) {
		if button.marking != markings[cb.Labels[i].ID] {
			t.Errorf("%s looks like %+v", cb.Labels[i].ID, button.marking)
		}
		button.from, button.name.Text = 10, "Sample" // the same words for all
		button.sample.Resize(fyne.NewSize(120, 33))
		picture := string(button.paintSample(120, 33).(*image.RGBA).Pix)
		if other, twice := seen[picture]; twice {
			t.Errorf("%s and %s look the same", cb.Labels[i].ID, other)
		}
		seen[picture] = cb.Labels[i].ID
	}
}

func TestSettingsAreChosenWithTheKeyboard(t *testing.T) {
	chosen, left := 1, false
	s := NewSettings([]Setting{{Name: "Spacing", Choices: []string{"tight", "normal", "wide"}, Chosen: func() int { return chosen }, Choose: func(n int) { chosen = n }}})
	s.OnLeave = func() { left = true }
	window(t, s)
	w := fyne.CurrentApp().Driver().CanvasForObject(s)
	w.Focus(s.First())
	w.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	w.FocusNext()
	w.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chosen != 2 || s.buttons[0][2].Importance != widget.HighImportance || s.buttons[0][1].Importance == widget.HighImportance {
		t.Errorf("choice %d is in force", chosen)
	}
	w.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !left {
		t.Error("Escape did not leave")
	}
}
