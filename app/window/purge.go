package window

import (
	"context"
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// purgeWord is what has to be typed to erase an article for good.
const purgeWord = "purge"

// askPurge asks whether the open article is to be erased for good.
func (w *Window) askPurge() {
	a := w.desk.Open().Article
	words := widget.NewLabel(fmt.Sprintf("“%s” is erased for good: its text, everything that anybody marked, noted and submitted in it, and every backup that could hold it. "+
		"Nothing brings it back, undo neither. The history keeps who did it, when and why. Exports and copies at other places are not reached.", a.Title()))
	words.Wrapping = fyne.TextWrapWord
	reason, sure := widget.NewEntry(), widget.NewEntry()
	reason.SetPlaceHolder("a source must be protected, …")
	sure.SetPlaceHolder(purgeWord)
	form := widget.NewForm(widget.NewFormItem("Why?", reason), widget.NewFormItem("Type “"+purgeWord+"”", sure))
	erase := widget.NewButton("Erase for good", nil)
	erase.Importance = widget.DangerImportance
	erase.Disable()
	ready := func(string) {
		if strings.TrimSpace(reason.Text) != "" && sure.Text == purgeWord {
			erase.Enable()
		} else {
			erase.Disable()
		}
	}
	reason.OnChanged, sure.OnChanged = ready, ready
	d := dialog.NewCustom("Erase an article for good", "Cancel", container.NewVBox(words, form, container.NewCenter(erase)), w.win)
	erase.OnTapped = func() {
		d.Hide()
		w.purge(a.ID, strings.TrimSpace(reason.Text))
	}
	w.present(d, fyne.NewSize(620, 380))
	w.win.Canvas().Focus(reason)
}

// purge erases an article for good.
func (w *Window) purge(article annotate.ID, reason string) {
	me := w.desk.Person().ID
	w.desk.LetGo()
	w.long("Erasing…", func(_ context.Context, p *storage.Project) func() {
		done, err := p.Purge(me, article, reason)
		return func() {
			w.desk.Reload()
			if err != nil {
				w.fail("The article was not erased wholly", err)
				return
			}
			w.desk.Say(desk.Info, fmt.Sprintf("The article is erased for good; %d files that could hold it were removed.", len(done.Removed)))
		}
	})
}
