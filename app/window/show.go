package window

import (
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/app/articleview"
	"bluepencil/app/desk"
	"bluepencil/app/look"
	"bluepencil/app/panel"
)

// show brings the panes in line with what changed on the desk.
func (w *Window) show(what desk.What) {
	switch what {
	case desk.ListChanged:
		w.showList()
	case desk.Arrived:
		w.arrive()
	case desk.RowsRead:
		w.articles.Recount()
	case desk.ArticleOpened:
		w.showArticle()
	case desk.MarksChanged, desk.CardChanged:
		w.showMarks()
	case desk.CurrentChanged:
		w.showCurrent()
	case desk.StateChanged:
		words, ok := w.desk.Saved()
		w.status.SetSaved(words, ok)
		w.status.SetUndo(w.desk.UndoName())
		w.unsaved()
		w.hideBeside()
		w.showFacts()
		w.refreshCard()
	case desk.Said:
		w.status.Say(w.desk.Message())
	case desk.Marked:
		w.view.DropSelection()
	case desk.FindChanged:
		w.showFind()
	case desk.CodebookChanged:
		w.showCodebook()
	case desk.NotClean:
		w.showKept()
	case desk.RegisterChanged:
		w.showRegister()
	case desk.LinkBegun, desk.CaretMoved:
		w.view.SetCaret(w.desk.Caret())
	case desk.LayerShown:
		w.showLayer()
		w.showFacts()
	}
	w.checkAgain(what)
	w.talkAgain(what)
	w.compareAgain(what)
}

func (w *Window) showList() {
	d := w.desk
	w.articles.Set(panel.View{Len: d.Len(), Row: d.Row, Counts: d.Counts(), Status: d.Status(), Query: d.Query(), Open: d.At(), Mine: w.mine()})
}

func (w *Window) showArticle() {
	w.endSideBySide()
	open := w.desk.Open()
	w.showLayer()
	if open == nil {
		w.view.SetArticle("")
		w.hint.Show()
		w.headline.SetText("")
		w.facts.SetText("")
		w.showReturned()
		w.showMarks()
		w.title()
		return
	}
	w.hint.Hide()
	w.face(open.Text, open.Article.Meta[annotate.MetaLanguage])
	w.view.SetArticle(open.Text)
	w.showFacts()
	w.showMarks()
	w.articles.Select(w.desk.At())
	w.title()
	if w.find.Visible() {
		w.find.Look()
	}
	if len(w.dialogs) == 0 {
		w.focusBack()
	}
}

func (w *Window) title() {
	parts := []string{"Bluepencil"}
	if w.project != nil {
		parts = append([]string{w.project.Name()}, parts...)
	}
	if open := w.desk.Open(); open != nil {
		parts = append([]string{open.Article.Title()}, parts...)
	}
	w.win.SetTitle(strings.Join(parts, " — "))
}

// showFacts shows the title, and outlet, byline, date and status below the headline.
func (w *Window) showFacts() {
	open := w.desk.Open()
	if open == nil {
		return
	}
	w.headline.SetText(open.Article.Title())
	var parts []string
	for _, key := range []string{annotate.MetaOutlet, annotate.MetaByline, annotate.MetaPublished} {
		if v := open.Article.Meta[key]; v != "" {
			parts = append(parts, look.Day(v))
		}
	}
	parts = append(parts, string(open.Layer.Status))
	if open.Layer.Reason != "" && open.Layer.Status != annotate.StatusReturned { // which the head says
		parts = append(parts, open.Layer.Reason)
	}
	w.facts.SetText(strings.Join(parts, "  ·  "))
	w.showReturned()
}

func (w *Window) showMarks() {
	if w.compares() {
		w.showComparedText()
		return
	}
	open := w.desk.Open()
	if open != nil {
		highlights := make([]articleview.Highlight, 0, len(open.Marks))
		links := w.desk.Links()
		for i := range open.Marks {
			h := w.highlight(&open.Marks[i], open.Pending[open.Marks[i].ID])
			h.Links = w.marginCard(&open.Marks[i], links[open.Marks[i].ID])
			highlights = append(highlights, h)
		}
		w.view.SetHighlights(append(highlights, w.ghosts()...))
		w.articles.Recount()
	}
	w.showCurrent()
}

// highlight is an annotation as the page shows it.
func (w *Window) highlight(a *annotate.Annotation, pending bool) articleview.Highlight {
	label, _ := w.desk.Codebook().Label(a.Label)
	m := w.marking(a.Label)
	h := articleview.Highlight{ID: a.ID.String(), Style: m.Style, Pattern: m.Pattern, Colour: m.Colour, Tag: label.Tag, Pending: pending, Flagged: a.Question, Label: string(a.Label)}
	for _, s := range a.Spans {
		h.Spans = append(h.Spans, text.Range{Start: s.Start, End: s.End})
	}
	return h
}

func (w *Window) showCurrent() {
	if w.compares() {
		return // the current unit is shown in its place
	}
	s := panel.Subject{Codebook: w.shownCodebook(), Talk: w.right.talk.counts}
	if open := w.desk.Open(); open != nil {
		s.Marks, s.Article, s.Names = open.Marks, true, w.names(open.Marks)
		_, s.ReadOnly = w.desk.Foreign()
	}
	id := ""
	if a, ok := w.desk.Current(); ok {
		s.Current, id = a.ID, a.ID.String()
		if sheet, is := w.desk.ClaimSheet(w.publisher()); is {
			s.Claim = &sheet
		}
	}
	if l := w.desk.Linking(); l != nil {
		s.Linking = string(l.Role.ID)
	}
	w.inspector.Set(s)
	w.showGuideline()
	w.view.SetCurrent(id)
	w.view.SetSpoken(w.desk.InWords())
}

// revealCurrent scrolls to the current annotation.
func (w *Window) revealCurrent() {
	if a, ok := w.desk.Current(); ok {
		w.view.SetCaret(a.Start())
	}
}

// tapped makes the innermost highlight under a click current; a further click
// on the same place takes the next one around it.
func (w *Window) tapped(ids []string, offset int) {
	if w.desk == nil {
		return
	}
	if w.compares() {
		w.judging.presenter.Choose(offset)
		return
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return strings.HasPrefix(id, ghostID) })
	next := annotate.ID{}
	if len(ids) > 0 {
		at := 0
		if a, ok := w.desk.Current(); ok && w.desk.Linking() == nil {
			for i, id := range ids {
				if id == a.ID.String() {
					at = (i + 1) % len(ids)
				}
			}
		}
		next, _ = annotate.ParseID(ids[at])
	}
	w.desk.SetCurrent(next)
}
