package window

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// saveCopy saves the project as it is now at another place, also where its own
// file can no longer be written.
func (w *Window) saveCopy() {
	name := w.project.Name() + " " + w.o.Now().Format("2006-01-02 1504") + storage.Extension
	w.chooseSave(name, func(path string) { w.saveCopyTo(withExtension(path)) })
}

func (w *Window) saveCopyTo(path string) {
	w.long("Saving a copy…", func(_ context.Context, p *storage.Project) func() {
		err := p.SaveCopy(path)
		return func() {
			if err != nil {
				w.fail("The copy was not saved", err)
				return
			}
			w.desk.Say(desk.Info, "A copy was saved: "+path)
		}
	})
}

// showBackups lists the backups of the project and what can be done with them.
func (w *Window) showBackups() {
	w.long("Reading the backups…", func(_ context.Context, p *storage.Project) func() {
		list, total, err := storage.ListBackups(p.Path())
		size, free, spaceErr := p.Space()
		err = errors.Join(err, spaceErr)
		return func() {
			if err != nil {
				w.fail("The backups could not be listed", err)
				return
			}
			w.presentBackups(list, total, size, free)
		}
	})
}

func (w *Window) presentBackups(list []storage.Backup, total, size, free int64) {
	words := widget.NewLabel(fmt.Sprintf("The project takes %s, of which %s are free. Backups: %d files with %s, in the folder %s beside the project.\nA full copy is made every day and the changes of every hour, when something changed; old ones are thinned.",
		bytesWords(size), bytesWords(free), len(list), bytesWords(total), filepath.Base(storage.CopiesDir(w.project.Path()))))
	words.Wrapping = fyne.TextWrapWord
	var d *dialog.CustomDialog
	rows := panel.NewBackups(list)
	rows.OnRestore = func(b storage.Backup) { d.Hide(); w.restoreAs(b) }
	copyNow := widget.NewButton("Save a copy…", func() { d.Hide(); w.saveCopy() })
	check := widget.NewButton("Check the project", func() { d.Hide(); w.checkProject() })
	smaller := widget.NewButton("Make the file smaller", func() { d.Hide(); w.compact() })
	body := container.NewBorder(words, container.NewHBox(copyNow, check, smaller), nil, nil, rows)
	d = dialog.NewCustom("Backups", "Close", body, w.win)
	w.present(d, fyne.NewSize(760, 520))
}

// bytesWords is a number of bytes as people say it.
func bytesWords(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	case n < 1000*1000*1000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// restoreAs makes another project of the backups, as it was at the time of one
// of them. The open one stays as it is.
func (w *Window) restoreAs(b storage.Backup) {
	name := w.project.Name() + " as of " + b.Made.Local().Format("2006-01-02 1504") + storage.Extension
	w.chooseSave(name, func(path string) { w.restoreTo(b.Made, withExtension(path)) })
}

func (w *Window) restoreTo(at time.Time, path string) {
	o := w.storageOptions()
	w.long("Restoring…", func(_ context.Context, p *storage.Project) func() {
		restored, err := storage.RestoreAt(p.Path(), at, path, o)
		return func() {
			if err != nil {
				w.fail("Nothing was restored", err)
				return
			}
			said := fmt.Sprintf("The project as of %s, with %d actions, is at\n%s\n\nOpen it now?", restored.LastAction.Local().Format("2 January 2006 15:04"), restored.Actions, path)
			ask := dialog.NewConfirm("Restored", said, func(open bool) {
				if open {
					w.openPath(path, nothingMore)
				}
			}, w.win)
			w.present(ask, fyne.NewSize(560, 220))
		}
	})
}

// checkProject goes through the whole project and says what it found.
func (w *Window) checkProject() {
	progress := w.progress()
	w.long("Checking the project…", func(ctx context.Context, p *storage.Project) func() {
		report, err := p.Check(ctx, progress)
		return func() {
			switch {
			case errors.Is(err, context.Canceled):
				w.desk.Say(desk.Info, "The check was cancelled.")
			case err != nil:
				w.fail("The check could not go on", err)
			default:
				w.checked(report)
			}
		}
	})
}

func (w *Window) checked(report storage.CheckReport) {
	summary := fmt.Sprintf("%d articles, %d annotations and %d actions were checked", report.Articles, report.Annotations, report.Changes)
	if len(report.Problems) == 0 {
		w.desk.Say(desk.Info, summary+"; all is well.")
		return
	}
	var lines []string
	for _, p := range report.Problems {
		lines = append(lines, p.Where+": "+p.What)
	}
	w.showReport("Check", fmt.Sprintf("%s; %d things are wrong. Save a copy, and restore the newest backup under another name to compare", summary, len(lines)), lines)
}

func (w *Window) compact() {
	w.long("Making the file smaller…", func(_ context.Context, p *storage.Project) func() {
		before, after, err := p.Compact()
		return func() {
			if err != nil {
				w.fail("The file stays as it is", err)
				return
			}
			w.desk.Say(desk.Info, fmt.Sprintf("The file had %s and has %s now.", bytesWords(before), bytesWords(after)))
		}
	})
}
