package window

import (
	"cmp"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/app/adjudicator"
	"bluepencil/app/articleview"
	"bluepencil/app/command"
	"bluepencil/app/desk"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
)

// adjudicating is the mode of comparing and settling, over the open article.
type adjudicating struct {
	presenter *adjudicator.Adjudicator // nil where nothing is compared
	panel     *panel.Adjudicate
	offset    float64    // of the split of text and pane, before it was shown
	shown     text.Range // the unit that was scrolled to
}

// adjudicationShare is how much of the width the text keeps beside the pane.
const adjudicationShare = 0.62

// adjudicationCommands are the commands about comparing and settling.
func (w *Window) adjudicationCommands(add adder) {
	add("Review", "compare", "Compare and settle, or end it", w.hasArticle, w.toggleComparing, "F5")
	add("Review", "merge", "Merge automatically…", w.hasProject, w.askMergeAutomatically)
	add("Review", "differences", "My differences…", w.hasProject, func() { w.showDifferences(w.desk.Person()) })
}

// paneKeys are the keys that work in panes alone, for the keys sheet.
func paneKeys() []command.Group {
	group := func(title string, keys []adjudicator.Key) command.Group {
		g := command.Group{Title: title}
		for _, k := range keys {
			g.Rows = append(g.Rows, command.Row{Keys: k.Keys, Title: k.Title})
		}
		return g
	}
	return []command.Group{group("While comparing, in the pane", adjudicator.Keys), group("While a boundary is edited there", adjudicator.EditKeys)}
}

// compares tells whether people are being compared.
func (w *Window) compares() bool { return w.judging.presenter != nil }

// toggleComparing begins to compare what people have submitted of the open
// article, with the keyboard in the pane, or ends it.
func (w *Window) toggleComparing() {
	if w.compares() {
		w.endComparing()
		return
	}
	w.closeCodebook()
	w.closeRegister()
	w.endSideBySide()
	w.hideChecks()
	w.desk.OwnLayer()
	j := &w.judging
	d := w.desk
	j.presenter = adjudicator.New(adjudicator.Options{Project: w.project, Desk: d, UI: w.o.UI, Work: w.background, Ask: w.askAdjudicator, Now: w.o.Now,
		Show: func() {
			if w.desk == d {
				w.showCompared()
			}
		}})
	j.panel = panel.NewAdjudicate(j.presenter)
	j.panel.OnClose = w.endComparing
	j.panel.OnKey = func(e *fyne.KeyEvent) { w.do(chordOf(e.Name, w.view.ShiftHeld())) }
	j.offset, w.right.split.Offset = w.right.split.Offset, min(w.right.split.Offset, adjudicationShare)
	w.arrange()
	w.right.split.Refresh()
	j.presenter.Load()
	j.presenter.StartSurvey()
	w.showMarks()
	w.focusBack()
}

// endComparing shows the person's own markings again.
func (w *Window) endComparing() {
	j := &w.judging
	if j.presenter == nil {
		return
	}
	w.closeCodebook() // which stands before the pane
	w.closeRegister()
	j.presenter.Close()
	w.right.split.Offset = j.offset
	*j = adjudicating{}
	w.view.SetTracks(nil, nil)
	w.view.DropSelection()
	w.arrange()
	w.right.split.Refresh()
	if w.desk != nil {
		w.showMarks()
		w.revealCurrent()
	}
	w.focusText()
}

// compareAgain has what is compared read again after something changed on the
// desk.
func (w *Window) compareAgain(what desk.What) {
	if !w.compares() {
		return
	}
	switch what {
	case desk.ArticleOpened, desk.CodebookChanged:
		w.judging.presenter.Load()
	case desk.LayerShown:
		if _, foreign := w.desk.Foreign(); foreign {
			w.endComparing() // a layer is shown alone
		}
	}
}

// focusBack gives the keyboard to where a person works: the pane while people
// are compared, and else the text.
func (w *Window) focusBack() {
	if w.compares() && w.right.panel == nil && w.who.panel == nil {
		w.win.Canvas().Focus(w.judging.panel.Focusable())
		return
	}
	w.focusText()
}

const comparingOnly = "While people are compared, the text is to read only. F6 goes to the unit that is to be decided; F5 ends comparing."

// lockedByComparing tells, and says so, that a command would change the
// person's own markings, which are not shown while people are compared.
func (w *Window) lockedByComparing(c *command.Command) bool {
	if !w.compares() || c == nil || c.Menu != "Annotate" || c.ID == "codebook" || c.ID == "register" {
		return false
	}
	if c.ID == "cancel" {
		w.focusBack()
	} else {
		w.desk.Say(desk.Info, comparingOnly)
	}
	return true
}

// undoStep takes back the person's latest step.
func (w *Window) undoStep() {
	if w.compares() {
		w.judging.presenter.Undo()
		return
	}
	w.desk.Undo()
}

// showCompared brings pane and text in line with what is compared.
func (w *Window) showCompared() {
	if w.compares() {
		w.judging.panel.Refresh()
		w.showComparedText()
	}
}

// showComparedText shows the text once: the adjudicated layer in it, what is
// proposed for the current unit, and a track for each person.
func (w *Window) showComparedText() {
	a := w.judging.presenter
	open, s := w.desk.Open(), a.Sheet()
	if open == nil || s == nil || s.Article != open.Article.ID {
		w.view.SetTracks(nil, nil)
		w.view.SetHighlights(nil)
		return
	}
	list, current := w.comparedHighlights()
	w.view.SetHighlights(list)
	w.view.SetCurrent(current)
	w.view.SetTracks(w.tracks())
	w.showUnit()
}

// proposedID begins the ids of highlights of what is not taken yet.
const proposedID = "proposed-"

// comparedHighlights are the adjudicated layer, and what is edited or proposed
// of the current unit; the first one of that is current.
func (w *Window) comparedHighlights() (list []articleview.Highlight, current string) {
	a := w.judging.presenter
	s := a.Sheet()
	marks, at, _, editing := a.Editing()
	var own []*annotate.Annotation // what the layer has of the current unit
	unit, ok := a.Current()
	if ok {
		own = s.Standing(unit).Gold
	}
	for i := range s.Gold {
		mine := slices.ContainsFunc(own, func(g *annotate.Annotation) bool { return g.ID == s.Gold[i].ID })
		if editing && mine {
			continue
		}
		h := w.highlight(&s.Gold[i], false)
		if mine && current == "" {
			current = h.ID
		}
		list = append(list, h)
	}
	if !editing && ok && len(own) == 0 && a.Undecided() {
		marks, at, editing = s.Proposed(unit), 0, true
	}
	if editing {
		for i := range marks {
			h := w.highlight(&marks[i], true)
			h.ID = fmt.Sprintf("%s%d", proposedID, i)
			list = append(list, h)
		}
		current = fmt.Sprintf("%s%d", proposedID, at)
	}
	return list, current
}

// showUnit scrolls to the current unit and selects it; to the boundary, while
// one is edited.
func (w *Window) showUnit() {
	a := w.judging.presenter
	if marks, at, start, editing := a.Editing(); editing {
		w.view.DropSelection()
		w.judging.shown = text.Range{}
		if len(marks) > 0 {
			offset := marks[at].End()
			if start {
				offset = marks[at].Start()
			}
			w.view.Reveal(offset)
		}
		return
	}
	r, ok := a.Range()
	if !ok || r == w.judging.shown || r.End > len(w.view.Article()) {
		return
	}
	w.judging.shown = r
	w.view.SetSelection(r)
	w.view.Reveal(r.Start)
}

// tracks are the people's marks in the units that are listed, and where people
// differ.
func (w *Window) tracks() (tracks []articleview.Track, disputed []text.Range) {
	a := w.judging.presenter
	pair := a.Filter().Pair
	at := map[annotate.ID]int{}
	for _, v := range a.Voters() {
		if pair[0].IsZero() || v.ID == pair[0] || v.ID == pair[1] {
			at[v.ID] = len(tracks)
			tracks = append(tracks, articleview.Track{Name: v.Initials, Person: v.Name, Colour: panel.VoterColour(v)})
		}
	}
	for _, u := range a.Listed() {
		for m := range u.Marks {
			n, ok := at[m.Person]
			if !ok {
				continue
			}
			label, _ := w.desk.Codebook().Label(m.Label)
			for _, span := range m.Spans {
				tracks[n].Marks = append(tracks[n].Marks, articleview.TrackMark{Range: text.Range{Start: span.Start, End: span.End}, Colour: w.marking(m.Label).Colour, Pattern: w.marking(m.Label).Pattern, Label: label.Tag})
			}
		}
		disputed = append(disputed, u.Disputed()...)
	}
	for i := range tracks {
		slices.SortFunc(tracks[i].Marks, func(x, y articleview.TrackMark) int {
			return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
		})
	}
	return tracks, joined(disputed)
}

// joined puts ranges into order and joins those that touch.
func joined(list []text.Range) []text.Range {
	slices.SortFunc(list, func(x, y text.Range) int { return cmp.Compare(x.Start, y.Start) })
	var out []text.Range
	for _, r := range list {
		if n := len(out); n > 0 && r.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
		} else {
			out = append(out, r)
		}
	}
	return out
}
