package window

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"bluepencil/app/desk"
	"bluepencil/storage"
	"bluepencil/storage/intake"
	"bluepencil/storage/intake/watch"
)

// watching is the folder whose new files come into the project.
type watching struct {
	folder string
	cancel context.CancelFunc
	// waiting are files that came while something else was under way.
	waiting []string
}

// watchFolder begins to take in what comes into a folder from now on. The
// project remembers it for the next time.
func (w *Window) watchFolder(folder string) {
	w.stopWatching()
	ctx, cancel := context.WithCancel(context.Background())
	w.watch = watching{folder: folder, cancel: cancel}
	w.o.App.Preferences().SetString(prefWatch+w.project.ID().String(), folder)
	p := w.project
	here := func(do func()) {
		w.o.UI(func() {
			if w.project == p && ctx.Err() == nil {
				do()
			}
		})
	}
	problem := func(err error) { here(func() { w.desk.Say(desk.Warning, folder+": "+err.Error()) }) }
	go func() {
		err := watch.Folder(ctx, folder, watch.Options{Problem: problem}, func(paths []string) {
			here(func() { w.takeArrived(paths) })
		})
		if err != nil && !errors.Is(err, context.Canceled) {
			here(func() { w.fail("The folder is not watched", err) })
		}
	}()
	w.desk.Say(desk.Info, "New files in "+folder+" are taken in from now on.")
}

// takeArrived takes in files that came into the watched folder. No dialog is
// put in front of somebody who is reading; what is not read is told in a line.
func (w *Window) takeArrived(paths []string) {
	if w.cancel != nil {
		w.watch.waiting = append(w.watch.waiting, paths...)
		return
	}
	me := w.desk.Person().ID
	w.long("Taking in what came…", func(ctx context.Context, p *storage.Project) func() {
		report, err := intake.Files(ctx, p, me, paths, intake.Options{Encoding: w.o.Encoding})
		return func() { w.arrived(report, err) }
	})
}

func (w *Window) arrived(report intake.Report, err error) {
	w.desk.Refresh()
	lines := report.Lines()
	switch {
	case err != nil:
		w.desk.Say(desk.Failure, "What came into the watched folder was not taken in: "+err.Error())
	case len(report.Failures) > 0:
		w.desk.Say(desk.Warning, fmt.Sprintf("From the watched folder: %s. %s", report.Summary(), lines[len(lines)-1]))
	default:
		w.desk.Say(desk.Info, "From the watched folder: "+report.Summary()+".")
	}
}

// takeWaiting takes in what came while something else was under way.
func (w *Window) takeWaiting() {
	if waiting := w.watch.waiting; len(waiting) > 0 && w.cancel == nil {
		w.watch.waiting = nil
		slices.Sort(waiting)
		w.takeArrived(slices.Compact(waiting))
	}
}

// stopWatching ends the watching, until the project is opened the next time.
func (w *Window) stopWatching() {
	if w.watch.cancel != nil {
		w.watch.cancel()
	}
	w.watch = watching{}
}

// forgetWatching ends the watching for good.
func (w *Window) forgetWatching() {
	folder := w.watch.folder
	w.stopWatching()
	w.o.App.Preferences().RemoveValue(prefWatch + w.project.ID().String())
	w.desk.Say(desk.Info, folder+" is not watched any more.")
}

// resumeWatching watches the folder that the project had watched before.
func (w *Window) resumeWatching() {
	folder := w.o.App.Preferences().String(prefWatch + w.project.ID().String())
	if folder == "" {
		return
	}
	if _, err := os.Stat(folder); err != nil {
		w.desk.Say(desk.Warning, "The watched folder "+folder+" is not there. “Watch a folder” in the File menu watches another one.")
		return
	}
	w.watchFolder(folder)
}
