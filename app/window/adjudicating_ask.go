package window

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/app/adjudicator"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// askAdjudicator asks a person what the pane needs to know.
func (w *Window) askAdjudicator(what adjudicator.Ask) {
	switch what {
	case adjudicator.AskLabel:
		w.askUnitLabel()
	case adjudicator.AskComment:
		w.askUnitComment()
	case adjudicator.AskReason:
		w.askUnitReason()
	case adjudicator.AskAlike:
		w.askAlike()
	case adjudicator.AskLeave:
		w.focusText()
	}
}

// askUnitLabel asks which label the current unit gets: by typing some of it, or
// by its key in an empty line.
func (w *Window) askUnitLabel() {
	a := w.judging.presenter
	labels := a.Labels()
	if len(labels) < 2 {
		w.desk.Say(desk.Info, "The codebook has no other label of this group.")
		return
	}
	var d *dialog.CustomDialog
	list := panel.NewLabelChoice(labels)
	list.OnChoose = func(id annotate.LabelID) { d.Hide(); a.SetLabel(id) }
	list.OnLeave = func() { d.Hide() }
	d = dialog.NewCustom("Which label?", "Cancel", list, w.win)
	w.present(d, fyne.NewSize(420, 380))
	w.win.Canvas().Focus(list)
}

// askUnitComment asks what there is to say about the current unit.
func (w *Window) askUnitComment() {
	a := w.judging.presenter
	words := widget.NewEntry()
	words.SetPlaceHolder("What do you think? @name calls somebody.")
	d := dialog.NewForm("Comment", "Say it", "Cancel", []*widget.FormItem{widget.NewFormItem("Comment", words)}, func(ok bool) {
		if said := strings.TrimSpace(words.Text); ok && said != "" {
			a.Comment(said)
		}
	}, w.win)
	words.OnSubmitted = func(string) { d.Submit() }
	w.present(d, fyne.NewSize(560, 180))
	w.win.Canvas().Focus(words)
}

// noClause is the choice of no rule.
const noClause = "no rule"

// askUnitReason asks why the current unit is decided so, and by which rule of
// the guideline.
func (w *Window) askUnitReason() {
	a := w.judging.presenter
	was, clause := a.Explained()
	reason := widget.NewEntry()
	reason.SetText(was)
	reason.CursorColumn = utf8.RuneCountInString(was)
	reason.SetPlaceHolder("Why is it so? Everybody reads this in their differences.")
	ids, names := []string{""}, []string{noClause}
	for _, c := range w.clauses() {
		ids, names = append(ids, c.ID), append(names, c.ID+": "+c.Text)
	}
	rule := widget.NewSelect(names, nil)
	rule.SetSelectedIndex(0)
	for i, id := range ids {
		if id == clause {
			rule.SetSelectedIndex(i)
		}
	}
	items := []*widget.FormItem{widget.NewFormItem("Reason", reason), widget.NewFormItem("Rule", rule)}
	d := dialog.NewForm("Why?", "Keep it", "Cancel", items, func(ok bool) {
		if ok {
			a.Explain(strings.TrimSpace(reason.Text), ids[max(rule.SelectedIndex(), 0)])
		}
	}, w.win)
	reason.OnSubmitted = func(string) { d.Submit() }
	w.present(d, fyne.NewSize(620, 240))
	w.win.Canvas().Focus(reason)
}

// clauses are all rules of the guideline.
func (w *Window) clauses() []annotate.Clause {
	book := w.desk.Codebook()
	list := append([]annotate.Clause(nil), book.Clauses...)
	for i := range book.Labels {
		list = append(list, book.Labels[i].Clauses...)
	}
	return list
}

// askAlike asks whether a decision is for all of the same words: in this
// article, or in all.
func (w *Window) askAlike() {
	a := w.judging.presenter
	k := a.Alike()
	words := widget.NewLabel(fmt.Sprintf("In this article the decision would be for %s with the words “%s”, this one too.", places(k.Here), k.Words))
	words.Wrapping = fyne.TextWrapWord
	var d *dialog.CustomDialog
	leave := func() { d.Hide() }
	here := panel.NewGoButton(fmt.Sprintf("Decide %d here", k.Here), func() { d.Hide(); a.DecideHere() })
	all := panel.NewGoButton("Count in all articles…", func() { d.Hide(); w.countEverywhere(k) })
	all.Importance = widget.MediumImportance
	here.OnLeave, all.OnLeave = leave, leave
	row := container.NewHBox(layout.NewSpacer(), widget.NewButton("Cancel", leave), all, here, layout.NewSpacer())
	if !k.Everywhere {
		all.Disable()
		words.SetText(words.Text + "\n\nWhat was edited by hand goes by the places of one article.")
	}
	d = dialog.NewCustomWithoutButtons("The same for all", container.NewBorder(nil, row, nil, nil, words), w.win)
	w.present(d, fyne.NewSize(520, 210))
	w.win.Canvas().Focus(here)
}

// countEverywhere counts the same words in all articles, and asks again.
func (w *Window) countEverywhere(k *adjudicator.Alike) {
	a, progress := w.judging.presenter, w.progress()
	w.long("Counting “"+k.Words+"” in all articles…", func(ctx context.Context, _ *storage.Project) func() {
		found, err := a.CountEverywhere(ctx, k, progress)
		return func() {
			switch {
			case errors.Is(err, context.Canceled):
				w.desk.Say(desk.Info, "Nothing was decided.")
			case err != nil:
				w.fail("The articles could not be counted", err)
			case w.judging.presenter == a:
				words := widget.NewLabel(fmt.Sprintf("In all articles the decision would be for %s with the words “%s”; articles with such places: %d. It is one step of undo.", places(found.Units), k.Words, found.Articles))
				words.Wrapping = fyne.TextWrapWord
				w.ask("In all articles", fmt.Sprintf("Decide %d", found.Units), words, fyne.NewSize(520, 200), func() { w.decideEverywhere(k) })
			}
		}
	})
}

func (w *Window) decideEverywhere(k *adjudicator.Alike) {
	a, me, progress := w.judging.presenter, w.desk.Person().ID, w.progress()
	w.long("Deciding “"+k.Words+"” in all articles…", func(ctx context.Context, _ *storage.Project) func() {
		n, err := a.DecideEverywhere(ctx, k, me, progress)
		return func() {
			w.desk.Refresh()
			switch {
			case errors.Is(err, context.Canceled):
				w.desk.Say(desk.Info, "Nothing was decided.")
			case err != nil:
				w.fail("Nothing was decided", err)
			case w.judging.presenter == a:
				a.DecidedEverywhere(k, n)
			}
		}
	})
}
