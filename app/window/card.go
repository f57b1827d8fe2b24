package window

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// showCard shows what is known about the open article and its file.
func (w *Window) showCard() {
	a := w.desk.Open().Article
	form := widget.NewForm()
	row := func(name, value string) {
		if value == "" {
			return
		}
		l := widget.NewLabel(value)
		l.Wrapping = fyne.TextWrapBreak
		form.Append(name, l)
	}
	for _, field := range slices.Sorted(maps.Keys(a.Meta)) {
		row(field, a.Meta[field])
	}
	row("file", a.Content.SourceName)
	row("kind", a.Content.Format)
	row("encoding", a.Content.Encoding)
	row("length", fmt.Sprintf("%d bytes as UTF-8", a.Content.TextBytes))
	row("added", a.Added.Local().Format("2 January 2006 15:04"))
	row("text SHA-256", a.Content.TextSHA256.String())
	row("file SHA-256", a.Content.SourceSHA256.String())
	again := widget.NewSelect(panel.Encodings(), nil)
	again.PlaceHolder = "Read again in another encoding…"
	d := dialog.NewCustom("About the article", "Close", container.NewBorder(nil, again, nil, nil, container.NewVScroll(form)), w.win)
	again.OnChanged = func(encoding string) {
		d.Hide()
		w.readAgain(a, encoding)
	}
	w.present(d, fyne.NewSize(640, 560))
}

// readAgain reads the article's file once more, in another encoding.
func (w *Window) readAgain(a annotate.Article, encoding string) {
	me := w.desk.Person().ID
	w.long("Reading the article again…", func(_ context.Context, p *storage.Project) func() {
		id, err := p.Reencode(me, a.ID, encoding)
		return func() {
			if err != nil {
				w.fail("The article stays as it is", err)
				return
			}
			w.desk.Reload()
			w.desk.OpenArticle(id)
			w.desk.Say(desk.Info, "Read again as "+encoding+". The article as it was lies in the bin; undo brings it back.")
		}
	})
}
