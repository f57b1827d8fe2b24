package window

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/app/articleview"
	"bluepencil/app/checker"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// checking is the checks of the project that is open.
type checking struct {
	checker *checker.Checker
	panel   *panel.Checks
	shown   bool
	offset  float64             // of the split of text and pane, before it was shown
	places  []articleview.Place // on the overview
	whole   *checker.Whole      // what the check of the whole project found last
	wholeAt int                 // which of it was gone to last
}

// How much of the height the inspector keeps above the checks, and of the
// width the text beside them, at most.
const (
	inspectorShare = 0.36
	textShare      = 0.66
)

func (w *Window) checkCommands(add adder) {
	hasFinding := func() bool { return w.hasArticle() && w.right.checks.checker.Checked() }
	add("Review", "checks", "Checks of the article", w.hasArticle, w.toggleChecks, "F9")
	add("Review", "finding-next", "Next finding of the checks", hasFinding, func() { w.right.checks.checker.Step(1) }, "F8")
	add("Review", "finding-previous", "Finding of the checks before", hasFinding, func() { w.right.checks.checker.Step(-1) }, "Shift+F8")
	add("Review", "finding-fix", "Fix what the checks point at", hasFinding, func() { w.right.checks.checker.Fix() }, "Ctrl+.")
	add("Review", "check-all", "Check the whole project…", w.hasProject, w.checkAll)
	add("Review", "check-list", "Findings of the whole project…", func() bool { return w.hasProject() && w.right.checks.whole != nil }, w.listWhole)
	add("Review", "check-settings", "Checks…", w.hasProject, w.showCheckSettings)
}

// startChecks begins to check what is open of a project.
func (w *Window) startChecks() {
	p, d, finished := w.project, w.desk, w.worker
	c := checker.New(checker.Options{Project: p, Desk: d, UI: w.o.UI, Show: w.showChecks, Work: func(job func()) {
		finished.done.Add(1) // closing the project waits for it
		go func() {
			defer finished.done.Done()
			job()
		}()
	}})
	pane := panel.NewChecks(c)
	pane.OnClose, pane.OnLeave = w.toggleChecks, w.focusText
	pane.OnKey = func(e *fyne.KeyEvent) { w.do(chordOf(e.Name, w.view.ShiftHeld())) }
	pane.OnFixAlike, pane.OnSettings = w.askFixAlike, w.showCheckSettings
	w.right.checks.checker, w.right.checks.panel = c, pane
	w.arrange()
}

// endChecks ends the checks of a project that is about to be closed.
func (w *Window) endChecks() {
	b := &w.right.checks
	b.checker.Close()
	b.checker, b.panel, b.places, b.whole = nil, nil, nil, nil
	w.status.SetChecks("")
	w.view.SetPlaces(nil)
	w.arrange()
}

// checkAgain has the article checked after what changes what the checks say.
func (w *Window) checkAgain(what desk.What) {
	switch what {
	case desk.ArticleOpened, desk.MarksChanged, desk.LayerShown, desk.CodebookChanged:
		if c := w.right.checks.checker; c != nil {
			c.Changed()
		}
	}
}

// showChecks brings everything in line with what the checks say.
func (w *Window) showChecks() {
	b := &w.right.checks
	if b.checker == nil {
		return
	}
	w.status.SetChecks(b.checker.Words())
	if b.shown {
		b.panel.Refresh()
	}
	if places := placesOf(b.checker.Findings()); !slices.Equal(places, b.places) {
		b.places = places
		w.view.SetPlaces(places)
	}
}

// placesOf is where errors and warnings are, for the overview.
func placesOf(findings []lint.Finding) []articleview.Place {
	var list []articleview.Place
	for i := range findings {
		switch f := &findings[i]; {
		case f.Range.Empty() || f.Severity == lint.Note:
		case f.Severity == lint.Error:
			list = append(list, articleview.Place{Range: f.Range, Kind: articleview.Wrong})
		default:
			list = append(list, articleview.Place{Range: f.Range, Kind: articleview.Doubtful})
		}
	}
	return list
}

// toggleChecks shows the pane of the checks, with the keyboard in it, or hides it.
func (w *Window) toggleChecks() {
	if w.right.checks.shown && w.right.panel == nil {
		w.hideChecks()
		w.arrange()
		w.right.split.Refresh()
		w.focusText()
		return
	}
	if w.desk != nil {
		w.openChecks()
		w.win.Canvas().Focus(w.right.checks.panel.Focusable())
	}
}

func (w *Window) openChecks() {
	w.endComparing()
	w.closeCodebook()
	w.hideTalk()
	b := &w.right
	if !b.checks.shown {
		b.checks.shown, b.reading, b.checks.offset = true, false, b.split.Offset
		b.split.Offset = min(b.split.Offset, textShare)
	}
	b.checks.panel.Refresh()
	w.arrange()
	b.split.Refresh()
}

// hideChecks lets the pane go; what stands in its place is for the caller.
func (w *Window) hideChecks() {
	b := &w.right
	if b.checks.shown {
		b.checks.shown = false
		b.split.Offset = b.checks.offset
	}
}

// showKept shows the first finding that keeps the article from being done.
func (w *Window) showKept() {
	said := w.desk.Message()
	w.openChecks()
	if kept := w.desk.Kept(); len(kept) > 0 {
		w.right.checks.checker.Find(kept[0])
	}
	w.desk.Say(said.Tone, said.Text)
}

// askFixAlike asks whether all findings of a kind are to be fixed.
func (w *Window) askFixAlike() {
	c := w.right.checks.checker
	fixes, draft := c.Alike()
	if len(fixes) == 0 || !w.desk.MayWrite() {
		return
	}
	words := widget.NewLabel(fmt.Sprintf("%s: %s.\n\nIt is one step, which undo takes back as a whole: “%s”.", fixes[0].Fix.Name, places(len(fixes)), draft.Action))
	words.Wrapping = fyne.TextWrapWord
	w.ask("Fix all of this kind", fmt.Sprintf("Fix %d", len(fixes)), words, fyne.NewSize(480, 220), c.FixAlike)
}

func places(n int) string {
	if n == 1 {
		return "one place"
	}
	return fmt.Sprintf("%d places", n)
}

// showCheckSettings shows what the project can choose about its checks.
func (w *Window) showCheckSettings() {
	settings, err := w.project.Checks()
	if err != nil {
		w.fail("What was chosen about the checks could not be read", err)
		return
	}
	c := w.right.checks.checker
	choices := panel.NewCheckSettings(settings)
	choices.OnProfile, choices.OnRule, choices.OnClean = c.SetProfile, c.Switch, c.Require
	w.present(dialog.NewCustom("Checks", "Close", choices, w.win), fyne.NewSize(660, 620))
}

// checkAll checks the whole project, with progress, and lists what was found.
func (w *Window) checkAll() {
	progress := w.progress()
	w.long("Checking every article…", func(ctx context.Context, p *storage.Project) func() {
		found, err := checker.CheckAll(ctx, p, progress)
		return func() {
			switch {
			case errors.Is(err, context.Canceled):
				w.desk.Say(desk.Info, "The check was cancelled.")
			case err != nil:
				w.fail("The check could not go on", err)
			default:
				w.right.checks.whole, w.right.checks.wholeAt = found, -1
				w.desk.Say(desk.Info, found.Words())
				w.listWhole()
			}
		}
	})
}

// listWhole lists what the check of the whole project found.
func (w *Window) listWhole() {
	b := &w.right.checks
	list := panel.NewChecksAll(b.whole, b.wholeAt)
	d := dialog.NewCustom("Checks of the whole project", "Close", list, w.win)
	list.OnLeave = d.Hide
	list.OnOpen = func(at int) {
		d.Hide()
		b.wholeAt = at
		w.openFinding(b.whole.Places[at])
	}
	w.present(d, fyne.NewSize(1080, 620))
	w.win.Canvas().Focus(list.Focusable())
}

func (w *Window) openFinding(p checker.Place) {
	mark := p.Finding.Annotation
	if p.Person.ID != w.desk.Person().ID {
		mark = annotate.ID{} // in somebody else's layer
	}
	w.desk.OpenAt(p.Article, mark, p.Finding.Range)
}
