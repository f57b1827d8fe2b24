package window

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/assets"
	"bluepencil/storage"
	"bluepencil/storage/kv"
)

// nothingMore follows the opening of a project by itself.
func nothingMore() {}

func (w *Window) openOrCreate(path string, then func()) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		w.createPath(path, then)
		return
	}
	w.openPath(path, then)
}

// openPath opens a project in the background and then goes on.
func (w *Window) openPath(path string, then func()) {
	w.load(path, "The project could not be opened", func(o storage.Options) (*storage.Project, error) {
		return storage.Open(path, o)
	}, then)
}

// createPath makes a project with the codebook that ships.
func (w *Window) createPath(path string, then func()) {
	w.load(path, "The project could not be made", func(o storage.Options) (*storage.Project, error) {
		codebook, err := assets.Codebook("news")
		if err != nil {
			return nil, err
		}
		return storage.Create(path, codebook, o)
	}, then)
}

// load gets a project in the background: a large one on a slow disk takes a
// moment, in which the window still answers. Only one is loaded at a time.
func (w *Window) load(path, failure string, get func(storage.Options) (*storage.Project, error), then func()) {
	if w.loading {
		return
	}
	w.loading = true
	if w.desk == nil {
		w.hint.SetText("Opening " + filepath.Base(path) + "…")
	}
	o, name, initials := w.storageOptions(), w.o.App.Preferences().String(prefName), w.o.App.Preferences().String(prefInitials)
	go func() {
		w.closing.Wait() // it may be the very project that is closed just now
		p, err := get(o)
		var person annotate.Person
		if err == nil {
			if person, err = w.memberOf(p, name, initials); err != nil {
				err = errors.Join(err, p.Close())
			}
		}
		w.o.UI(func() {
			w.loading = false
			if err == nil {
				err = w.use(p, person)
			}
			switch {
			case err != nil:
				w.notOpened(path, failure, err, then)
			case w.project == p:
				then()
			}
		})
	}()
}

func (w *Window) notOpened(path, failure string, err error, then func()) {
	if w.desk == nil {
		w.hint.SetText(noProject)
	}
	if errors.Is(err, kv.ErrDamaged) {
		w.offerRescue(path, err, then)
		return
	}
	w.fail(failure, err)
}

// meIn is who worked in a project here the last time; zero where that is not
// known. Preferences may be read from any goroutine.
func (w *Window) meIn(p *storage.Project) annotate.ID {
	me, err := annotate.ParseID(w.o.App.Preferences().String(prefMe + p.ID().String()))
	if err != nil {
		return annotate.ID{}
	}
	return me
}

// memberOf is who works here in a project: whom its packet was for, where it was
// made of one, or else whoever has the name.
func (w *Window) memberOf(p *storage.Project, name, initials string) (annotate.Person, error) {
	if id, err := annotate.ParseID(w.o.App.Preferences().String(prefMember + p.Path())); err == nil {
		if person, err := p.Person(id); err == nil {
			return person, nil
		}
	}
	return member(p, w.meIn(p), name, initials)
}

// member finds the person who works here among a project's, or adds them.
func member(p *storage.Project, me annotate.ID, name, initials string) (annotate.Person, error) {
	if person, err := p.Person(me); err == nil && me != annotate.GoldLayer {
		return person, nil
	}
	person, err := p.PersonByHandle(annotate.HandleOf(name))
	if errors.Is(err, annotate.ErrNotFound) {
		return p.AddPerson(annotate.Person{Name: name, Initials: initials})
	}
	return person, err
}

// use puts a project on the desk in place of the one that is open. Where it
// fails, the project is closed.
func (w *Window) use(p *storage.Project, person annotate.Person) error {
	if w.closed {
		return p.Close() // the window went while the project was being read
	}
	worker := newWorker()
	d, err := w.newDesk(p, person, worker)
	if err != nil {
		worker.close()
		return errors.Join(err, p.Close())
	}
	w.letProjectGo()
	w.project, w.worker = p, worker
	w.sitDown(d)
	w.openFirst()
	w.checkQuietly(p)
	w.resumeWatching()
	return nil
}

// newDesk makes a desk for a person.
func (w *Window) newDesk(p *storage.Project, person annotate.Person, worker *worker) (*desk.Desk, error) {
	var d *desk.Desk
	show := func(what desk.What) {
		if w.desk == d { // a desk that was left has nothing to say any more
			w.show(what)
		}
	}
	var err error
	d, err = desk.New(desk.Options{Project: p, Person: person, UI: w.o.UI, Work: worker.do, Show: show, Now: w.o.Now})
	return d, err
}

// sitDown puts a desk of the open project in front.
func (w *Window) sitDown(d *desk.Desk) {
	p := w.project
	w.desk = d
	w.o.App.Preferences().SetString(prefMe+p.ID().String(), d.Person().ID.String())
	w.o.App.Preferences().SetString(prefMember+p.Path(), d.Person().ID.String())
	d.SetProposals(w.o.App.Preferences().BoolWithFallback(prefProposals, true))
	w.o.App.Preferences().SetString(prefRecent, p.Path())
	w.startChecks()
	w.startTalk()
	w.startTeam()
	w.labels.Set(d.Codebook().Offered(), w.marked().looks)
	w.hint.SetText(noArticle)
	w.show(desk.ArticleOpened)
	w.show(desk.StateChanged)
	d.Reload()
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
