package window

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/app/desk"
	"bluepencil/assets"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	fynestorage "fyne.io/fyne/v2/storage"
)

// Start shows the window's first state: the project and articles named on the
// command line, or the project used last, or, at the first start, the sample.
func (w *Window) Start(project string, articles []string) {
	w.askName(func() {
		switch {
		case project != "":
			w.openOrCreate(project)
		case w.recent() != "":
			w.openPath(w.recent())
		default:
			w.openSample()
			w.welcome()
		}
		if len(articles) > 0 {
			w.importPaths(articles)
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

func (w *Window) openOrCreate(path string) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		w.createPath(path)
		return
	}
	w.openPath(path)
}

func (w *Window) openPath(path string) {
	p, err := storage.Open(path, w.storageOptions())
	if err != nil {
		w.fail("The project could not be opened", err)
		return
	}
	w.use(p)
}

func (w *Window) createPath(path string) {
	if filepath.Ext(path) == "" {
		path += storage.Extension
	}
	codebook, err := assets.Codebook("news")
	if err != nil {
		w.fail("The codebook could not be read", err)
		return
	}
	p, err := storage.Create(path, codebook, w.storageOptions())
	if err != nil {
		w.fail("The project could not be made", err)
		return
	}
	w.use(p)
}

// use puts a project on the desk in place of the one that is open.
func (w *Window) use(p *storage.Project) {
	person, err := w.member(p)
	if err != nil {
		w.fail("You could not be added to the project", errors.Join(err, p.Close()))
		return
	}
	worker := newWorker()
	d, err := desk.New(desk.Options{Project: p, Person: person, UI: w.o.UI, Work: worker.do, Show: w.showIf(p), Now: w.o.Now})
	if err != nil {
		worker.close()
		w.fail("The project could not be read", errors.Join(err, p.Close()))
		return
	}
	w.closeProject()
	w.project, w.desk, w.worker = p, d, worker
	w.o.App.Preferences().SetString(prefRecent, p.Path())
	w.labels.Set(d.Codebook().Labels)
	w.hint.SetText(noArticle)
	w.show(desk.ArticleOpened)
	w.show(desk.StateChanged)
	d.Reload()
	w.openFirst()
}

// showIf passes on what the desk of a project says while that project is open.
func (w *Window) showIf(p *storage.Project) func(desk.What) {
	return func(what desk.What) {
		if w.project == p {
			w.show(what)
		}
	}
}

// openFirst opens the first article once the list is there.
func (w *Window) openFirst() {
	d := w.desk
	w.worker.do(func() {
		w.o.UI(func() {
			if w.desk == d && d.Open() == nil {
				d.OpenRow(0)
			}
		})
	})
}

func (w *Window) member(p *storage.Project) (annotate.Person, error) {
	name := w.o.App.Preferences().String(prefName)
	person, err := p.PersonByHandle(annotate.HandleOf(name))
	if errors.Is(err, annotate.ErrNotFound) {
		return p.AddPerson(annotate.Person{Name: name, Initials: w.o.App.Preferences().String(prefInitials)})
	}
	return person, err
}

func (w *Window) closeProject() {
	if w.project == nil {
		return
	}
	p, worker := w.project, w.worker
	w.desk.Leave()
	w.project, w.desk, w.worker = nil, nil, nil
	worker.close()
	if err := p.Close(); err != nil {
		w.fail("The project could not be closed", err)
	}
}

// openSample opens the sample project, made at the first time.
func (w *Window) openSample() {
	path := filepath.Join(w.o.Home, "Sample"+storage.Extension)
	if w.project != nil && w.project.Path() == path {
		return
	}
	if _, err := os.Stat(path); err == nil {
		w.openPath(path)
		return
	}
	if err := os.MkdirAll(w.o.Home, 0o755); err != nil {
		w.fail("The folder for the sample project could not be made", err)
		return
	}
	w.createPath(path)
	if w.project != nil && w.project.Path() == path {
		if err := w.fillSample(); err != nil {
			w.fail("The sample articles could not be added", err)
		}
		w.desk.Refresh()
		w.openFirst()
	}
}

func (w *Window) fillSample() error {
	samples, err := assets.Samples()
	if err != nil {
		return err
	}
	i, err := w.project.StartImport(w.desk.Person().ID, "add the sample articles")
	if err != nil {
		return err
	}
	for _, s := range samples {
		doc, err := source.FromText(s.File, s.Text)
		if err != nil {
			return err
		}
		doc.Meta = s.Meta
		id, _, err := i.Add(doc)
		if err != nil {
			return err
		}
		list, err := s.Annotations()
		if err != nil {
			return err
		}
		if len(list) == 0 {
			continue
		}
		if err := errors.Join(i.AddAnnotations(id, list), i.SetStatus(id, annotate.StatusInProgress)); err != nil {
			return err
		}
	}
	i.NoUndo()
	_, err = i.Close("add the sample articles")
	return err
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
		w.createPath(path)
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
		w.openPath(path)
	}, w.win)
	d.SetFilter(fynestorage.NewExtensionFileFilter([]string{storage.Extension}))
	w.present(d, fyne.NewSize(820, 560))
}

// fail shows an error in a dialog: what happened, and why.
func (w *Window) fail(what string, err error) {
	w.present(dialog.NewError(fmt.Errorf("%s.\n\n%w", what, err), w.win), fyne.NewSize(520, 220))
}
