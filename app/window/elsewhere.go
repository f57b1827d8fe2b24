package window

import (
	"fmt"

	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// markElsewhere shows where the words of the current annotation stand
// otherwise, and marks those that are chosen.
func (w *Window) markElsewhere() {
	a, _ := w.desk.Current()
	if len(a.Spans) != 1 {
		w.desk.Say(desk.Info, "A marking in several pieces is looked for nowhere else.")
		return
	}
	label, _ := w.desk.Codebook().Label(a.Label)
	choose := panel.NewChoose()
	mark := panel.NewGoButton("Looking…", nil)
	mark.Disable()
	choose.OnChanged = func(chosen, all int) {
		mark.SetText(fmt.Sprintf("Mark %d of %d as %s", chosen, all, label.Name))
		if chosen == 0 {
			mark.Disable()
		} else if mark.Disabled() {
			mark.Enable()
			w.win.Canvas().Focus(mark) // which a button that is disabled cannot take
		}
	}
	options := text.FindOptions{MatchCase: true, WholeWords: true}
	latest := 0
	look := func() {
		latest++
		generation := latest
		w.desk.Elsewhere(options, func(found []desk.Context) {
			if generation == latest { // no other choice was made since
				choose.Set(found)
			}
		})
	}
	whole := widget.NewCheck("whole words", func(on bool) { options.WholeWords = on; look() })
	whole.Checked = true
	exact := widget.NewCheck("upper and lower case differ", func(on bool) { options.MatchCase = on; look() })
	exact.Checked = true
	look()
	var d *dialog.CustomDialog
	mark.OnTapped = func() {
		d.Hide()
		w.desk.MarkElsewhere(choose.Chosen())
	}
	mark.OnLeave = func() { d.Hide() }
	cancel := widget.NewButton("Cancel", mark.OnLeave)
	bottom := container.NewBorder(nil, nil, container.NewHBox(whole, exact), container.NewHBox(cancel, mark))
	d = dialog.NewCustomWithoutButtons("Elsewhere in the article: “"+a.Text()+"”", container.NewBorder(nil, bottom, nil, nil, choose), w.win)
	w.present(d, fyne.NewSize(860, 480))
}
