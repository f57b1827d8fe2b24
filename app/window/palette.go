package window

import (
	"bluepencil/app/command"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// showPalette finds commands by a few of their letters.
func (w *Window) showPalette() {
	input := panel.NewPaletteEntry("What do you want to do?")
	var found []*command.Command
	list := widget.NewList(func() int { return len(found) }, func() fyne.CanvasObject {
		key := widget.NewLabel("")
		key.Importance = widget.LowImportance
		return container.NewBorder(nil, nil, nil, key, widget.NewLabel(""))
	}, func(i widget.ListItemID, o fyne.CanvasObject) {
		row := o.(*fyne.Container).Objects
		row[0].(*widget.Label).SetText(found[i].Title)
		keys := ""
		if len(found[i].Keys) > 0 {
			keys = found[i].Keys[0].Label()
		}
		row[1].(*widget.Label).SetText(keys)
	})
	at := 0
	search := func(q string) {
		found, at = w.table.Search(q), 0
		list.Refresh()
		list.Select(0)
	}
	body := container.NewBorder(input, nil, nil, nil, list)
	pop := widget.NewModalPopUp(container.New(fixedSize{fyne.NewSize(520, 360)}, container.NewPadded(body)), w.win.Canvas())
	choose := func(i int) {
		pop.Hide()
		w.focusText()
		if i >= 0 && i < len(found) {
			found[i].Run()
		}
	}
	input.OnChanged = search
	input.OnSubmitted = func(string) { choose(at) }
	input.OnMove = func(step int) {
		at = min(max(at+step, 0), len(found)-1)
		list.Select(at)
	}
	input.OnLeave = func() { choose(-1) }
	list.OnSelected = func(i widget.ListItemID) {
		if i != at {
			choose(i)
		}
	}
	search("")
	pop.Show()
	w.win.Canvas().Focus(input)
}

// fixedSize gives what is in it a size.
type fixedSize struct{ size fyne.Size }

func (f fixedSize) MinSize([]fyne.CanvasObject) fyne.Size { return f.size }
func (f fixedSize) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for _, one := range o {
		one.Resize(size)
		one.Move(fyne.NewPos(0, 0))
	}
}
