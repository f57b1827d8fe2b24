package window

import "fyne.io/fyne/v2"

// startFind shows the line in which words of the article are looked for,
// with the selected words in it.
func (w *Window) startFind() {
	const most = 80 // bytes; more is no search
	if r := w.view.Selection(); !r.Empty() && r.Len() <= most {
		w.find.Words.SetText(w.view.Article()[r.Start:r.End])
	}
	w.find.Show()
	w.win.Canvas().Focus(w.find.Words)
	w.find.Words.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is typed replaces what was looked for before
	w.find.Look()
}

func (w *Window) endFind() {
	w.find.Hide()
	w.with(func() { w.desk.EndFind() })
	w.focusText()
}

// showFind shows the hits, and goes to the one that is chosen.
func (w *Window) showFind() {
	f := w.desk.Finding()
	if f == nil {
		w.view.SetFindHits(nil)
		return
	}
	w.view.SetFindHits(f.Hits)
	w.find.SetCount(f.At, len(f.Hits))
	if f.At >= 0 {
		w.view.SetSelection(f.Hits[f.At])
		w.view.Reveal(f.Hits[f.At].Start)
	}
}
