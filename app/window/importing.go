package window

import (
	"context"
	"strings"
	"time"

	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/storage"
	"bluepencil/storage/intake"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// progressEvery is how often the progress of work is shown.
const progressEvery = 60 * time.Millisecond

// progress gives a function that shows progress, not more often than the
// screen can follow.
func (w *Window) progress() func(done, total int) {
	var last time.Time
	return func(done, total int) {
		if now := time.Now(); now.Sub(last) >= progressEvery {
			last = now
			w.o.UI(func() { w.status.SetProgress(done, total) })
		}
	}
}

// long runs long work beside the desk's own, with progress and cancel. Only
// one runs at a time.
func (w *Window) long(what string, work func(ctx context.Context, p *storage.Project) func()) {
	if w.project == nil {
		return
	}
	if w.cancel != nil {
		w.desk.Say(desk.Warning, "Something is under way already; wait for it or cancel it.")
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.cancel = cancel
	w.desk.Say(desk.Info, what)
	p := w.project
	w.worker.done.Add(1) // closing the project waits for it
	finished := w.worker
	go func() {
		defer finished.done.Done()
		then := work(ctx, p)
		cancel()
		w.o.UI(func() {
			w.cancel = nil
			w.status.SetProgress(0, 0)
			if w.project == p {
				then()
				if w.desk != nil && w.desk.Message().Text == what {
					w.desk.Say(desk.Info, "") // it is over, and there is nothing to say about it
				}
				w.takeWaiting()
			}
			if next := w.afterLong; next != nil && w.cancel == nil {
				w.afterLong = nil
				if w.project == p {
					next()
				}
			}
		})
	}()
}

// takeIn takes in files and folders.
func (w *Window) takeIn(paths []string, o intake.Options) {
	me := w.desk.Person().ID
	o.Progress = w.progress()
	w.long("Reading the files…", func(ctx context.Context, p *storage.Project) func() {
		report, err := intake.Files(ctx, p, me, paths, o)
		return func() { w.imported(report, err) }
	})
}

// imported shows what came of an import: the first new article, and a report
// of what was not taken in.
func (w *Window) imported(report intake.Report, err error) {
	w.desk.Refresh()
	if err != nil {
		w.fail("The import stopped", err)
		return
	}
	w.desk.Say(desk.Info, report.Summary()+".")
	switch {
	case len(report.Added) > 0:
		w.desk.OpenArticle(report.Added[0])
	case len(report.Duplicates) > 0:
		w.desk.OpenArticle(report.Duplicates[0].Article)
	}
	if lines := report.Lines(); len(lines) > len(report.Notes) { // the preview told of those alone
		w.showReport("Import", report.Summary(), lines)
	}
}

func (w *Window) showReport(title, summary string, lines []string) {
	list := widget.NewList(func() int { return len(lines) }, func() fyne.CanvasObject {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		return l
	}, func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(lines[i]) })
	copyAll := widget.NewButton("Copy the report", func() { w.o.App.Clipboard().SetContent(strings.Join(lines, "\n")) })
	body := container.NewBorder(widget.NewLabel(summary+"."), container.NewHBox(copyAll), nil, nil, list)
	d := dialog.NewCustom(title, "Close", body, w.win)
	w.present(d, fyne.NewSize(760, 420))
}

func (w *Window) pasteArticle() {
	title := widget.NewEntry()
	title.SetPlaceHolder("Title")
	body := widget.NewMultiLineEntry()
	body.Wrapping = fyne.TextWrapWord
	body.SetMinRowsVisible(14)
	content := w.o.App.Clipboard().Content()
	const shown = 4000 // the entry is slow with more; the whole text is taken
	body.SetText(content[:text.SnapOutward(content, text.Range{End: min(len(content), shown)}).End])
	whole := content
	body.OnChanged = func(s string) { whole = s }
	form := dialog.NewCustomConfirm("Paste text as article", "Add", "Cancel", container.NewBorder(title, nil, nil, nil, body), func(ok bool) {
		if ok {
			w.addPasted(title.Text, whole)
		}
	}, w.win)
	w.present(form, fyne.NewSize(700, 480))
	w.win.Canvas().Focus(title)
}

func (w *Window) addPasted(title, content string) {
	doc, err := source.FromText("pasted.txt", content)
	if err != nil {
		w.fail("The text could not be added", err)
		return
	}
	if strings.TrimSpace(title) != "" {
		doc.Title = strings.TrimSpace(title)
	}
	me := w.desk.Person().ID
	w.long("Adding the text…", func(_ context.Context, p *storage.Project) func() {
		report, err := intake.Document(p, me, doc)
		return func() { w.imported(report, err) }
	})
}
