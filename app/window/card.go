package window

import (
	"context"
	"errors"
	"fmt"
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

// articleCard is the card of the open article while it is in front.
type articleCard struct {
	form   *panel.Card
	dialog dialog.Dialog
}

// showCard shows what is known about the open article and its file.
func (w *Window) showCard() {
	a := w.desk.Open().Article
	form := panel.NewCard()
	again := widget.NewSelect(panel.Encodings(), nil)
	again.PlaceHolder = "Read again in another encoding…"
	body := container.NewVScroll(container.NewPadded(container.NewVBox(form, widget.NewSeparator(), fileFacts(&a))))
	d := dialog.NewCustom("About the article", "Close", container.NewBorder(nil, again, nil, nil, body), w.win)
	form.OnSet = w.setField
	form.OnTake = func(fields []desk.CardField) { w.desk.TakeFields(fields) }
	form.OnLeave = func() { d.Hide() }
	again.OnChanged = func(encoding string) {
		d.Hide()
		w.readAgain(a, encoding)
	}
	w.card = articleCard{form, d}
	w.present(d, fyne.NewSize(640, 640))
	w.desk.ReadCard(func(card desk.Card, err error) {
		w.fillCard(form, card, err)
		if form.TakeAll.Visible() && w.cardShown() {
			w.win.Canvas().Focus(form.TakeAll)
		}
	})
}

// fileFacts are what is known about an article's file.
func fileFacts(a *annotate.Article) fyne.CanvasObject {
	form := widget.NewForm()
	row := func(name, value string) {
		if value != "" {
			l := widget.NewLabel(value)
			l.Wrapping = fyne.TextWrapBreak
			form.Append(name, l)
		}
	}
	row("file", a.Content.SourceName)
	row("kind", a.Content.Format)
	row("encoding", a.Content.Encoding)
	row("length", fmt.Sprintf("%d bytes as UTF-8", a.Content.TextBytes))
	row("added", a.Added.Local().Format("2 January 2006 15:04"))
	row("text SHA-256", a.Content.TextSHA256.String())
	row("file SHA-256", a.Content.SourceSHA256.String())
	return form
}

// setField sets a field of the card, and says why where it cannot be.
func (w *Window) setField(field annotate.DocumentField, value string) error {
	err := w.desk.SetField(field, value)
	if errors.Is(err, annotate.ErrInvalid) {
		w.desk.Say(desk.Warning, err.Error())
	}
	return err
}

func (w *Window) cardShown() bool { return slices.Contains(w.dialogs, w.card.dialog) }

// refreshCard shows what has become of the card in front, once it is saved.
func (w *Window) refreshCard() {
	if form := w.card.form; w.cardShown() && !w.desk.Saving() {
		w.desk.ReadCard(func(card desk.Card, err error) { w.fillCard(form, card, err) })
	}
}

func (w *Window) fillCard(form *panel.Card, card desk.Card, err error) {
	if err != nil {
		w.fail("The card could not be read", err)
		return
	}
	form.Set(card)
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
