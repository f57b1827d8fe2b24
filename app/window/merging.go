package window

import (
	"context"
	"errors"

	"bluepencil/app/adjudicator"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// askMergeAutomatically asks by which rule to merge, and shows what that would
// do before anything is written.
func (w *Window) askMergeAutomatically() {
	people, err := w.project.People()
	if err != nil {
		w.fail("The people of the project could not be read", err)
		return
	}
	form := panel.NewMerge(people, w.hasArticle())
	var d *dialog.CustomDialog
	var stop context.CancelFunc
	form.OnChanged = func() {
		if stop != nil {
			stop() // what is being counted is of no use any more
		}
	}
	form.OnPreview = func(all bool, m adjudicator.Merging) {
		form.OnChanged()
		var ctx context.Context
		ctx, stop = context.WithCancel(context.Background())
		w.previewMerge(ctx, form, w.mergingOf(all, m))
	}
	form.OnMerge = func(all bool, m adjudicator.Merging) { d.Hide(); w.mergeAutomatically(w.mergingOf(all, m)) }
	form.OnLeave = func() { d.Hide() }
	d = dialog.NewCustomWithoutButtons("Merge automatically", form, w.win)
	w.presentThen(d, fyne.NewSize(700, 620), form.OnChanged)
	w.win.Canvas().Focus(form.Focusable())
}

func (w *Window) mergingOf(all bool, m adjudicator.Merging) adjudicator.Merging {
	if open := w.desk.Open(); !all && open != nil {
		m.Article = open.Article.ID
	}
	return m
}

// previewMerge counts what a merge would do, until the context ends.
func (w *Window) previewMerge(ctx context.Context, form *panel.Merge, m adjudicator.Merging) {
	p := w.project
	form.Counting(0, 0)
	w.background(func() {
		found, err := m.Preview(ctx, p, func(done, total int) {
			w.o.UI(func() {
				if ctx.Err() == nil {
					form.Counting(done, total)
				}
			})
		})
		w.o.UI(func() {
			switch {
			case ctx.Err() != nil: // something else was asked for, or nothing any more
			case err != nil:
				form.Failed(err)
			default:
				form.Counted(&found)
				if w.win.Canvas().Focused() == nil || form.Holds(w.win.Canvas().Focused()) {
					w.win.Canvas().Focus(form.Go)
				}
			}
		})
	})
}

// mergeAutomatically merges, with progress: one step of undo.
func (w *Window) mergeAutomatically(m adjudicator.Merging) {
	me, progress := w.desk.Person().ID, w.progress()
	w.long("Merging…", func(ctx context.Context, p *storage.Project) func() {
		done, err := m.Do(ctx, p, me, progress)
		return func() {
			w.desk.Refresh()
			switch {
			case errors.Is(err, context.Canceled):
				w.desk.Say(desk.Info, "The merge was cancelled, and nothing was changed.")
			case err != nil:
				w.fail("The merge was not done", err)
			default:
				w.desk.Say(desk.Info, adjudicator.MergedInWords(&done))
			}
		}
	})
}
