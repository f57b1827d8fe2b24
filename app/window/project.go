package window

import (
	"fmt"
	"os"
	"strings"

	"bluepencil/app/desk"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	fynestorage "fyne.io/fyne/v2/storage"
)

// Start shows the window's first state: the project and articles named on the
// command line, or the project used last, or, at the first start, the sample.
func (w *Window) Start(project string, articles []string) {
	takeIn := func() {
		if len(articles) > 0 {
			w.importPaths(articles)
		}
	}
	w.askName(func() {
		switch {
		case project != "":
			w.openOrCreate(project, takeIn)
		case w.recent() != "":
			w.openPath(w.recent(), takeIn)
		default:
			w.openSample(func() { w.welcome(); takeIn() })
		}
	})
}

func (w *Window) recent() string {
	path := w.o.App.Preferences().String(prefRecent)
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

func (w *Window) storageOptions() storage.Options {
	return storage.Options{Program: "Bluepencil", User: w.o.App.Preferences().String(prefName), Now: w.o.Now,
		Notice: func(err error) { w.o.UI(func() { w.with(func() { w.desk.Say(desk.Warning, err.Error()) }) }) }}
}

func (w *Window) closeProject() {
	if w.project == nil {
		return
	}
	p, worker := w.project, w.worker
	w.project, w.desk, w.worker = nil, nil, nil
	worker.close()
	if err := p.Close(); err != nil {
		w.fail("The project could not be closed", err)
	}
}

func (w *Window) newProject() {
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			return
		}
		path := file.URI().Path()
		// The dialog has made an empty file in its place.
		_ = file.Close()
		_ = os.Remove(path)
		if !strings.HasSuffix(path, storage.Extension) {
			path += storage.Extension
		}
		w.createPath(path, nothingMore)
	}, w.win)
	d.SetFileName("My project" + storage.Extension)
	w.present(d, fyne.NewSize(820, 560))
}

func (w *Window) chooseProject() {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		path := file.URI().Path()
		_ = file.Close()
		w.openPath(path, nothingMore)
	}, w.win)
	d.SetFilter(fynestorage.NewExtensionFileFilter([]string{storage.Extension}))
	w.present(d, fyne.NewSize(820, 560))
}

// fail shows an error in a dialog: what happened, and why.
func (w *Window) fail(what string, err error) {
	w.present(dialog.NewError(fmt.Errorf("%s.\n\n%w", what, err), w.win), fyne.NewSize(520, 220))
}
