package window

import (
	"bluepencil/annotate/text"
	"bluepencil/app/articleview"
	"bluepencil/app/look"
)

func (w *Window) mode() look.Mode {
	return look.Mode(w.o.App.Preferences().StringWithFallback(prefTheme, string(look.System)))
}

func (w *Window) applyTheme() { w.o.App.Settings().SetTheme(look.NewTheme(w.mode())) }

func (w *Window) palette() articleview.Palette {
	return look.Page(look.NewTheme(w.mode()).Variant(w.o.App.Settings().ThemeVariant()))
}

func (w *Window) setTheme(mode look.Mode) {
	w.o.App.Preferences().SetString(prefTheme, string(mode))
	w.applyTheme()
	for _, v := range w.views() {
		v.SetPalette(w.palette())
	}
	w.with(func() {
		w.labels.Refresh()
		w.showList()
		w.showCurrent()
	})
}

func (w *Window) nextTheme() {
	next := map[look.Mode]look.Mode{look.System: look.Light, look.Light: look.Dark, look.Dark: look.System}
	w.setTheme(next[w.mode()])
}

func (w *Window) selectSentence() {
	w.view.SetSelection(text.SentenceAt(w.view.Article(), w.view.Caret()))
}

func (w *Window) selectQuoted() {
	for _, q := range text.Quoted(w.view.Article(), w.view.Caret()) {
		if q.Start <= w.view.Caret() && w.view.Caret() <= q.End {
			w.view.SetSelection(q)
			return
		}
	}
	if q, ok := text.NextQuoted(w.view.Article(), w.view.Caret()); ok {
		w.view.SetSelection(q)
	}
}
