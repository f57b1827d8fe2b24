package window

import (
	"fmt"

	"bluepencil/app/desk"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// chooseLayer asks whose markings of the open article to show. While somebody
// else's are shown, it goes back to one's own.
func (w *Window) chooseLayer() {
	if w.desk.OwnLayer() {
		return
	}
	w.desk.OthersHere(func(list []desk.LayerChoice, err error) {
		switch {
		case err != nil:
			w.fail("The layers of the article could not be read", err)
			return
		case len(list) == 0:
			w.desk.Say(desk.Info, "Nobody else has marked anything in this article that you may see. In a blind round that is so until you submit.")
			return
		}
		var d *dialog.CustomDialog
		rows := container.NewVBox()
		var first *panel.GoButton
		for _, one := range list {
			words := one.Person.Name + ": " + desk.Markings(one.Marked)
			b := panel.NewGoButton(words, func() { d.Hide(); w.desk.ShowLayer(one.Person) })
			b.Importance, b.Alignment = widget.MediumImportance, widget.ButtonAlignLeading
			b.OnLeave = func() { d.Hide() }
			if first == nil {
				first = b
			}
			rows.Add(b)
		}
		d = dialog.NewCustom("Whose markings?", "Cancel", container.NewVScroll(rows), w.win)
		w.present(d, fyne.NewSize(420, 320))
		w.win.Canvas().Focus(first)
	})
}

// showLayer says whose layer is shown, where it is not one's own.
func (w *Window) showLayer() {
	words := ""
	if w.desk != nil {
		if person, foreign := w.desk.Foreign(); foreign {
			words = fmt.Sprintf("Layer of %s – read-only", person.Name)
		}
	}
	w.banner.Set(words)
	w.nameSides()
}
