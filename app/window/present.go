package window

import (
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// present shows a dialog that Escape closes; the keyboard then goes back to
// the text.
func (w *Window) present(d dialog.Dialog, size fyne.Size) {
	w.presentThen(d, size, nil)
}

// presentThen is present, with something to be done when the dialog is closed.
func (w *Window) presentThen(d dialog.Dialog, size fyne.Size, closed func()) {
	w.dialogs = append(w.dialogs, d)
	d.SetOnClosed(func() {
		w.catcher = nil
		for i, other := range w.dialogs {
			if other == d {
				w.dialogs = append(w.dialogs[:i:i], w.dialogs[i+1:]...)
				break
			}
		}
		if len(w.dialogs) == 0 {
			w.focusBack()
			if w.right.editor != nil {
				w.right.editor.StopTrying() // what was only shown while it was asked for
			}
		}
		if closed != nil {
			closed()
		}
	})
	d.Resize(size)
	d.Show()
}

// ask shows something to be decided on, with the keyboard on the button that
// does it: Enter goes on, Escape leaves.
func (w *Window) ask(title, verb string, body fyne.CanvasObject, size fyne.Size, do func()) {
	var d *dialog.CustomDialog
	leave := func() { d.Hide() }
	start := panel.NewGoButton(verb, func() { d.Hide(); do() })
	start.OnLeave = leave
	buttons := container.NewHBox(layout.NewSpacer(), widget.NewButton("Cancel", leave), start, layout.NewSpacer())
	d = dialog.NewCustomWithoutButtons(title, container.NewBorder(nil, buttons, nil, nil, body), w.win)
	w.present(d, size)
	w.win.Canvas().Focus(start)
}

// typedAnywhere gets the keys that no widget has taken: Escape and Enter
// close the dialog in front, everything else is the text's.
func (w *Window) typedAnywhere(e *fyne.KeyEvent) {
	if n := len(w.dialogs); n > 0 {
		if e.Name == fyne.KeyEscape || e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
			w.dialogs[n-1].Hide()
		}
		return
	}
	if w.win.Canvas().Overlays().Top() == nil {
		w.typedKey(e.Name)
	}
}
