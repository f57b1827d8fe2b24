package storage

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/kv/faulty"
	"bluepencil/storage/kv/memory"
)

// What happens to a person's work when writing fails, through the whole of a
// project: the action says why, the project shows what it showed before, and
// the next action works.

// faultyProject opens a furnished project on a store that fails as told.
func faultyProject(t *testing.T, inner kv.Store) (*Project, *faulty.Store, *ledger) {
	t.Helper()
	store := faulty.Wrap(inner)
	p, err := initialise(store, "", testCodebook(), Options{})
	must(t, err)
	l := newLedger()
	must(t, furnish(p, l))
	return p, store, l
}

// TestAFailedActionLeavesNothing fails each operation of each kind of action
// in turn.
func TestAFailedActionLeavesNothing(t *testing.T) {
	undo := func(w *worker) (*step, error) { return w.move("undo", w.p.UndoName) }
	redo := func(w *worker) (*step, error) { return w.move("redo", w.p.RedoName) }
	actions := []struct {
		name   string
		choose func(*worker) (*step, error)
	}{
		{"undo", undo}, {"redo", redo}, {"mark", (*worker).mark}, {"change", (*worker).changeMark}, {"import", (*worker).bringIn},
		{"submit", (*worker).submit}, {"merge", (*worker).merge}, {"bin", (*worker).binArticle},
	}
	points := map[string]faulty.Point{"begin": faulty.Begin, "put": faulty.Put, "commit": faulty.Commit}
	for name, open := range map[string]func(*testing.T) kv.Store{
		"memory": func(*testing.T) kv.Store { return memory.New() },
		"bolt": func(t *testing.T) kv.Store {
			s, err := bolt.Create(filepath.Join(t.TempDir(), "p.bluepencil"), bolt.Options{})
			must(t, err)
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inner := open(t)
			p, store, l := faultyProject(t, inner)
			w := &worker{p: p, random: rand.New(rand.NewPCG(31, 0))}
			person, err := p.PersonByHandle(crashPerson)
			must(t, err)
			w.me = person.ID
			for range 12 { // something to change, to undo and to redo
				must(t, w.quietly(l, (*worker).mark))
				must(t, w.quietly(l, (*worker).bringIn))
			}
			for range 6 {
				must(t, w.quietly(l, undo))
			}
			for _, a := range actions {
				for point, at := range points {
					failEach(t, w, store, l, a.name+", "+point, at, a.choose)
				}
			}
			again, err := openStore(inner, "", Options{}) // as another start of the program reads it
			must(t, err)
			must(t, l.hold(again))
			must(t, p.Close())
		})
	}
}

// quietly does an action that the ledger knows of at once.
func (w *worker) quietly(l *ledger, choose func(*worker) (*step, error)) error {
	s, err := choose(w)
	if err == nil && s != nil {
		if err = s.do(); err == nil {
			l.apply(s.action)
		}
	}
	return err
}

// failEach fails the first operation of an action, then the second, until
// there is none left to fail.
func failEach(t *testing.T, w *worker, store *faulty.Store, l *ledger, name string, at faulty.Point, choose func(*worker) (*step, error)) {
	t.Helper()
	for n := 0; ; n++ {
		s, err := choose(w)
		for tries := 0; s == nil && err == nil && tries < 100; tries++ {
			s, err = choose(w) // it looked in the bin, and there was nothing
		}
		must(t, err)
		if s == nil {
			t.Fatalf("%s: there is nothing to do", name)
		}
		cause := []error{syscall.ENOSPC, syscall.EIO, syscall.EDQUOT}[n%3]
		store.Fail(faulty.Fault{At: at, After: n, Err: cause})
		err = s.do()
		if !store.Mend() {
			if err != nil || n == 0 {
				t.Errorf("%s: after %d faults: %v", name, n, err)
			}
			l.apply(s.action)
			break
		}
		if !errors.Is(err, kv.ErrWrite) || !errors.Is(err, cause) {
			t.Errorf("%s %d: got %v, want kv.ErrWrite for %v", name, n, err, cause)
		}
		if err := l.hold(w.p); err != nil {
			t.Fatalf("%s %d: after the failure: %v", name, n, err)
		}
	}
	if err := l.hold(w.p); err != nil {
		t.Fatalf("%s: after the faults: %v", name, err)
	}
}

func TestAnImportGoesOnAfterAFullDiskHasRoomAgain(t *testing.T) {
	p, store, l := faultyProject(t, memory.New())
	person, err := p.PersonByHandle(crashPerson)
	must(t, err)
	w := &worker{p: p, me: person.ID, random: rand.New(rand.NewPCG(5, 5))}
	i, err := p.StartImport(person.ID, "import")
	must(t, err)
	for range 5 {
		doc, err := w.document()
		must(t, err)
		_, _, err = i.Add(doc)
		must(t, err)
		l.set("article/"+doc.Name, "listed")
	}
	store.Fail(faulty.Fault{At: faulty.Put, After: 2, Err: syscall.ENOSPC, Lasting: true})
	for range 2 {
		if _, err := i.Close("import 5 articles"); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("got %v, want ENOSPC", err)
		}
	}
	store.Mend()
	n, err := i.Close("import 5 articles")
	must(t, err)
	l.stack, l.top = []action{{Name: "import 5 articles"}}, 1
	if err := l.hold(p); err != nil || n != 5 {
		t.Errorf("%d articles: %v", n, err)
	}
}

func TestAFailedBackupLeavesNoFile(t *testing.T) {
	p, store, l := faultyProject(t, memory.New())
	for n := 0; ; n++ {
		dir := t.TempDir()
		path := filepath.Join(dir, "backup"+Extension)
		store.Fail(faulty.Fault{At: faulty.Copy, After: n, Err: syscall.ENOSPC})
		err := p.Backup(path)
		if !store.Mend() {
			if err != nil || n == 0 {
				t.Errorf("after %d faults: %v", n, err)
			}
			break
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("piece %d: got %v, want ENOSPC", n, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("piece %d: %v is left behind, %v", n, left, err)
		}
	}
	must(t, l.hold(p))
}
