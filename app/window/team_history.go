package window

import (
	"fmt"
	"time"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// historyShown is how many changes the history shows.
const historyShown = 500

// showHistory shows what was done, of the open article or of all, by anybody.
func (w *Window) showHistory(ofArticle bool) {
	var of desk.HistoryOf
	if open := w.desk.Open(); ofArticle && open != nil {
		of.Article = open.Article.ID
	}
	w.showHistoryOf(of, func() {})
}

// showHistoryOf shows what was done, of one person or of everybody, which can
// be chosen there.
func (w *Window) showHistoryOf(of desk.HistoryOf, then func()) {
	people, err := w.project.People()
	if err != nil {
		w.fail("The people of the project could not be read", err)
		return
	}
	of.Limit = historyShown
	h := panel.NewHistory(people, of.Person)
	names := map[annotate.ID]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	title := "History, newest first"
	if !of.Article.IsZero() {
		title = "History of the article, newest first"
	}
	d := dialog.NewCustom(title, "Close", h, w.win)
	asked := 0
	read := func(person annotate.ID) {
		asked++
		of.Person = person
		generation, from := asked, w.desk
		from.ReadHistory(of, func(list []annotate.Change, err error) {
			if generation != asked || w.desk != from {
				return // somebody else was asked for since
			}
			w.showChanges(h, list, names, err)
		})
	}
	h.OnPerson, h.OnLeave = read, d.Hide
	w.presentThen(d, fyne.NewSize(680, 520), func() { asked++; then() })
	w.win.Canvas().Focus(h.Focusable())
	read(of.Person)
}

func (w *Window) showChanges(h *panel.History, list []annotate.Change, names map[annotate.ID]string, err error) {
	if err != nil {
		w.fail("The history could not be read", err)
		return
	}
	lines := make([]string, len(list))
	for i := range list {
		lines[i] = deedLine(list[i].When(), names[list[i].Person], list[i].Action)
	}
	words := fmt.Sprintf("%d changes", len(list))
	switch len(list) {
	case 0:
		words = "No change, or none that you may see yet."
	case historyShown:
		words = fmt.Sprintf("The latest %d changes", len(list))
	}
	h.Set(lines, words)
}

// deedLine is when somebody did what.
func deedLine(when time.Time, who, what string) string {
	return fmt.Sprintf("%s   %s   %s", when.Local().Format("2 Jan 15:04:05"), who, what)
}
