package window

import (
	"strings"

	"bluepencil/app/desk"
	"bluepencil/assets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

func (w *Window) setAside() {
	if !w.desk.MayWrite() {
		return
	}
	reason := widget.NewEntry()
	reason.SetPlaceHolder("no quotes in it, wrong language, duplicate, …")
	d := dialog.NewForm("Set the article aside", "Set aside", "Cancel", []*widget.FormItem{widget.NewFormItem("Why?", reason)}, func(ok bool) {
		if ok {
			w.desk.SetAside(strings.TrimSpace(reason.Text))
		}
	}, w.win)
	reason.OnSubmitted = func(string) { d.Submit() }
	w.present(d, fyne.NewSize(460, 180))
	w.win.Canvas().Focus(reason)
}

func (w *Window) showBin() {
	w.desk.ReadBin(func(bin desk.Bin, err error) {
		if err != nil {
			w.fail("The bin could not be read", err)
			return
		}
		var d *dialog.CustomDialog
		rows := container.NewVBox()
		add := func(words string, restore func()) {
			b := widget.NewButton("Restore", func() { d.Hide(); restore() })
			label := widget.NewLabel(words)
			label.Truncation = fyne.TextTruncateEllipsis
			rows.Add(container.NewBorder(nil, nil, nil, b, label))
		}
		for _, a := range bin.Articles {
			add("Article: "+a.Title, func() { w.desk.RestoreArticle(a.ID) })
		}
		for _, e := range bin.Entities {
			add("Entry of the register: "+e.Name, func() { w.desk.RestoreEntity(e) })
		}
		for _, a := range bin.Annotations {
			label, _ := w.desk.Codebook().Label(a.Label)
			add(label.Name+": "+a.Text(), func() { w.desk.RestoreAnnotation(a) })
		}
		if len(rows.Objects) == 0 {
			rows.Add(widget.NewLabel("The bin is empty. Deleted articles, entries of the register, and deleted markings of the open article, wait here."))
		}
		d = dialog.NewCustom("Bin", "Close", container.NewVScroll(rows), w.win)
		w.present(d, fyne.NewSize(640, 420))
	})
}

func (w *Window) showAbout() {
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("bluepencil.svg", assets.Icon()))
	icon.SetMinSize(fyne.NewSize(96, 96))
	icon.FillMode = canvas.ImageFillContain
	words := widget.NewLabel("Bluepencil " + w.o.App.Metadata().Version + "\n\nMark claims, quotes and entities in news articles.\nEverything stays in your project file.")
	words.Alignment = fyne.TextAlignCenter
	w.present(dialog.NewCustom("About", "Close", container.NewVBox(icon, words), w.win), fyne.NewSize(420, 300))
}
