package window

import (
	"strings"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
)

// TestEnterMarksTheSameWordsElsewhere presses Enter as soon as the places are
// found: they are looked for in the background, and the keyboard must then be
// on the button.
func TestEnterMarksTheSameWordsElsewhere(t *testing.T) {
	w, s := newWindow(t)
	content := w.desk.Open().Text
	at := strings.Index(content, "bridge")
	w.view.SetSelection(text.Range{Start: at, End: at + len("bridge")})
	w.view.TypedRune('4')
	s.until(t, "the marking", func() bool { a, ok := w.desk.Current(); return ok && a.Text() == "bridge" })
	before := len(w.desk.Open().Marks)
	w.run("elsewhere")
	s.until(t, "the keyboard to be on the button", func() bool {
		_, on := w.win.Canvas().Focused().(*panel.GoButton)
		return on
	})
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the others", func() bool { return len(w.desk.Open().Marks) > before })
	if len(w.dialogs) != 0 {
		t.Error("the dialog stayed")
	}
}
