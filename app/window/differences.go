package window

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/app/adjudicator"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// showDifferences lists what was settled otherwise than a person had it.
func (w *Window) showDifferences(of annotate.Person) {
	people, err := w.project.People()
	if err != nil {
		w.fail("The people of the project could not be read", err)
		return
	}
	progress := w.progress()
	w.long("Comparing with what was settled…", func(ctx context.Context, p *storage.Project) func() {
		list, failed, err := adjudicator.Differences(ctx, p, of.ID, progress)
		return func() {
			switch {
			case errors.Is(err, context.Canceled):
				w.desk.Say(desk.Info, "The comparing was cancelled.")
			case err != nil:
				w.fail("The differences could not be read", err)
			default:
				w.presentDifferences(of, w.mayChoose(people), list, len(failed))
			}
		}
	})
}

// mayChoose lists the people whose differences somebody may look at: everybody
// for a lead, and where the project has none; else oneself.
func (w *Window) mayChoose(people []annotate.Person) []annotate.Person {
	me := w.desk.Person()
	led := slices.ContainsFunc(people, func(p annotate.Person) bool { return p.Lead })
	lead := slices.ContainsFunc(people, func(p annotate.Person) bool { return p.ID == me.ID && p.Lead })
	if lead || !led {
		return people
	}
	return []annotate.Person{me}
}

func (w *Window) presentDifferences(of annotate.Person, people []annotate.Person, list []adjudicator.Otherwise, failed int) {
	title := "My differences"
	if of.ID != w.desk.Person().ID {
		title = "Differences of " + of.Name
	}
	pane := panel.NewSettledOtherwise(list, people, of)
	if failed > 0 {
		pane.Note(fmt.Sprintf("%d articles could not be read.", failed))
	}
	d := dialog.NewCustom(title, "Close", pane, w.win)
	pane.OnLeave = d.Hide
	pane.OnOpen = func(row adjudicator.Otherwise) {
		d.Hide()
		mark := row.Mark
		if of.ID != w.desk.Person().ID {
			mark = annotate.ID{} // in somebody else's layer
		}
		w.desk.OpenAt(row.Article, mark, row.Range)
	}
	pane.OnPerson = func(p annotate.Person) { d.Hide(); w.showDifferences(p) }
	w.present(d, fyne.NewSize(940, 600))
	w.win.Canvas().Focus(pane.Focusable())
}
