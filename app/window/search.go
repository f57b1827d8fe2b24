package window

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/finder"
	"bluepencil/app/panel"
	"bluepencil/storage/search"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// searching is the search through the whole project. Its index is opened when
// somebody searches first: a project that is not searched is not read through.
type searching struct {
	index  *search.Index
	finder *finder.Finder
	panel  *panel.Everywhere
	labels []annotate.Label // that the panel offers
}

// close ends the search of a project that is about to be closed.
func (s *searching) close() {
	if s.finder != nil {
		s.finder.Close()
		_ = s.index.Close() // what is not written is caught up with the next time
	}
	*s = searching{}
}

func (w *Window) startSearch() {
	if w.search.finder != nil {
		return
	}
	p, before := w.project, search.Opening
	changed := func(s search.State) {
		w.o.UI(func() {
			// While it follows what a person does, what was found stays as it is.
			knowsMore := before != search.Following || s.Phase != search.Following
			before = s.Phase
			if w.project == p && w.search.finder != nil && knowsMore {
				w.search.finder.Again()
			}
			if w.project == p {
				w.who.again()
			}
		})
	}
	w.search.index = search.Open(p, search.Options{Changed: changed})
	w.search.finder = finder.New(finder.Options{Index: w.search.index, Reader: w.desk.Person().ID, UI: w.o.UI, Show: func() {
		if w.project == p {
			w.showHits()
		}
	}})
}

func (w *Window) showHits() {
	if f := w.search.finder; w.search.panel != nil {
		w.search.panel.Set(f.Rows(), f.Words(), f.At())
	}
}

// searchEverywhere shows the search through the whole project, with what was
// looked for last.
func (w *Window) searchEverywhere() {
	w.startSearch()
	labels := w.desk.Codebook().Offered()
	if w.search.panel == nil || !slices.EqualFunc(labels, w.search.labels, sameName) {
		people, err := w.project.People()
		if err != nil {
			w.fail("The people of the project could not be read", err)
			return
		}
		w.search.labels = labels
		w.search.panel = panel.NewEverywhere(panel.FilterChoices{Labels: labels, People: people})
		w.search.panel.OnLook = w.search.finder.Look
	}
	d := dialog.NewCustom("Search the whole project", "Close", w.search.panel, w.win)
	w.search.panel.OnLeave = d.Hide
	w.search.panel.OnOpen = func(row int) {
		d.Hide()
		if r, ok := w.search.finder.Choose(row); ok {
			w.openHit(r)
		}
	}
	w.showHits()
	w.present(d, fyne.NewSize(1080, 620))
	w.win.Canvas().Focus(w.search.panel.Query)
	w.search.finder.Again()
}

func sameName(a, b annotate.Label) bool { return a.ID == b.ID && a.Name == b.Name }

// stepHit goes to another hit of the search without showing the list.
func (w *Window) stepHit(by int) {
	if w.search.finder == nil {
		w.searchEverywhere()
		return
	}
	r, ok := w.search.finder.Step(by)
	if !ok {
		w.desk.Say(desk.Info, "There is no further hit. Ctrl+Shift+F shows them all.")
		return
	}
	w.openHit(r)
}

func (w *Window) openHit(r finder.Row) {
	mark := r.Annotation
	if r.Person != w.desk.Person().ID {
		mark = [16]byte{} // in somebody else's layer
	}
	w.desk.OpenAt(r.Article, mark, r.Range)
}

// arrive shows the place that was gone to.
func (w *Window) arrive() {
	if r := w.desk.Target(); !r.Empty() && r.End <= len(w.view.Article()) {
		w.view.SetSelection(r)
		w.view.Reveal(r.Start)
		return
	}
	w.view.SetCaret(w.desk.Caret())
}
