package window

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/app/team"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// askReturn asks to whom the open article is given back, and why.
func (w *Window) askReturn() {
	var chosen annotate.ID
	if person, foreign := w.desk.Foreign(); foreign {
		chosen = person.ID
	}
	w.askReturnOf(w.desk.Open().Article.ID, chosen, func() {})
}

func (w *Window) askReturnOf(article, chosen annotate.ID, then func()) {
	d := w.desk
	w.teamed.team.ReadFinished(article, func(list []team.Finished, err error) {
		switch {
		case w.desk != d:
			return
		case err != nil:
			w.fail("Who is done with the article could not be read", err)
		case len(list) == 0:
			d.Say(desk.Info, "Nobody whose work you may see is done with this article: it can be returned once it was submitted.")
		default:
			w.presentReturn(article, chosen, list, then)
		}
	})
}

func (w *Window) presentReturn(article, chosen annotate.ID, list []team.Finished, then func()) {
	r := panel.NewReturn(list, chosen)
	d := dialog.NewCustomWithoutButtons("Return the article", r, w.win)
	r.OnLeave = d.Hide
	r.OnDone = func(person annotate.ID, reason string) {
		d.Hide()
		name := w.teamed.team.Person(person).Name
		w.teamed.team.Return(article, person, reason, func() {
			w.desk.Refresh()
			w.desk.Say(desk.Info, fmt.Sprintf("Returned to %s: %s", name, reason))
		})
	}
	w.presentThen(d, fyne.NewSize(540, 250), then)
	w.win.Canvas().Focus(r.Focusable())
}

// showReturned says in the head of the article why it came back.
func (w *Window) showReturned() {
	words := ""
	if open := w.desk.Open(); open != nil && open.Layer.Status == annotate.StatusReturned {
		whom := "you"
		if person, foreign := w.desk.Foreign(); foreign {
			whom = person.Name
		}
		words = fmt.Sprintf("Returned to %s: %s", whom, open.Layer.Reason)
	}
	w.returned.Set(words)
}

// showOwnDeeds shows who did what about one's work on the open article.
func (w *Window) showOwnDeeds() {
	if open := w.desk.Open(); open != nil {
		w.showDeeds(open.Article.ID, open.Owner.ID, func() {})
	}
}

// showDeeds shows who did what about a person's work on an article: giving it
// out, submitting, returning and so on.
func (w *Window) showDeeds(article, person annotate.ID, then func()) {
	d := w.desk
	w.teamed.team.ReadDeeds(article, person, func(list []storage.Deed, err error) {
		switch {
		case w.desk != d:
			return
		case err != nil:
			w.fail("What was done could not be read", err)
			return
		case len(list) == 0:
			d.Say(desk.Info, "Nothing was done about it yet.")
			return
		}
		rows := panel.NewRows(func() int { return len(list) }, func(row int) string {
			return deedLine(list[row].When, w.teamed.team.Person(list[row].By).Name, list[row].Action)
		})
		shown := dialog.NewCustom("Who did what: "+w.teamed.team.Person(person).Name, "Close", rows, w.win)
		rows.OnLeave = shown.Hide
		w.presentThen(shown, fyne.NewSize(620, 360), then)
		w.win.Canvas().Focus(rows)
	})
}
