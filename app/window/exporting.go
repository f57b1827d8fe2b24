package window

import (
	"context"
	"errors"
	"fmt"

	"bluepencil/annotate/format"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"
	"bluepencil/storage/outgoing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// chooseExport asks what to export, and shows what would be lost.
func (w *Window) chooseExport() {
	people, err := w.project.People()
	book, bookErr := w.project.Codebook()
	if err := errors.Join(err, bookErr); err != nil {
		w.fail("The export did not start", err)
		return
	}
	form := panel.NewExport(outgoing.Formats(), people, book.Labels)
	form.OnRehearse = func(o outgoing.Options) { w.rehearseExport(form, o) }
	d := dialog.NewCustomConfirm("Export", "Choose the place…", "Cancel", form, func(ok bool) {
		if ok {
			w.exportChosen(form)
		}
	}, w.win)
	w.present(d, fyne.NewSize(860, 560))
	w.win.Canvas().Focus(form.First())
}

// rehearseExport finds out what an export would lose.
func (w *Window) rehearseExport(form *panel.Export, o outgoing.Options) {
	o.Progress = w.progress()
	w.long("Looking what would be lost…", func(ctx context.Context, p *storage.Project) func() {
		report, err := outgoing.Rehearse(ctx, p, o)
		return func() {
			if err != nil {
				form.Fail(err)
				return
			}
			form.SetReport(report)
		}
	})
}

func (w *Window) exportChosen(form *panel.Export) {
	o, err := form.Options()
	if err != nil {
		w.fail("The export did not start", err)
		return
	}
	f := form.Format()
	name := w.project.Name() + f.Extension
	if f.Folder || len(o.Shares) > 0 {
		name = w.project.Name() + "-" + f.Name // a folder
	}
	w.chooseSave(name, func(path string) { w.export(path, o) })
}

func (w *Window) export(path string, o outgoing.Options) {
	o.Publisher = w.publisher()
	o.Progress = w.progress()
	w.long("Exporting…", func(ctx context.Context, p *storage.Project) func() {
		report, err := outgoing.Write(ctx, p, path, o)
		return func() { w.exported(path, report, err) }
	})
}

func (w *Window) exported(path string, report format.Report, err error) {
	if err != nil {
		if errors.Is(err, context.Canceled) {
			w.desk.Say(desk.Info, "The export was cancelled; nothing was written.")
			return
		}
		w.fail("The export failed", err)
		return
	}
	w.desk.Say(desk.Info, fmt.Sprintf("Exported %d articles with %d annotations to %s, every span verified.", report.Articles, report.Annotations, path))
	if len(report.Problems) > 0 {
		var lines []string
		for _, p := range report.Problems {
			lines = append(lines, p.Article+": "+p.What)
		}
		w.showReport("Export", fmt.Sprintf("%d articles were left out", len(lines)), lines)
	}
}
