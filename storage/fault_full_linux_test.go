package storage

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/kvtest"
)

// TestAFullDisk fills a real disk with the work of a project: pages are
// written in part, and the file cannot grow. The action that does not fit says
// so and leaves nothing, and when there is room again, work goes on.
func TestAFullDisk(t *testing.T) {
	dir := kvtest.SmallDisk(t, 3<<20)
	ballast := filepath.Join(dir, "ballast")
	must(t, os.WriteFile(ballast, make([]byte, 1<<20), 0o644))
	p, err := Create(filepath.Join(dir, "p.bluepencil"), testCodebook(), Options{NoCopyOnOpen: true})
	must(t, err)
	l := newLedger()
	must(t, furnish(p, l))
	person, err := p.PersonByHandle(crashPerson)
	must(t, err)
	w := &worker{p: p, me: person.ID, random: rand.New(rand.NewPCG(3, 1))}
	untilFull(t, w, l)
	fullDiskRefusesFiles(t, w)
	must(t, os.Remove(ballast))
	for range 20 {
		must(t, w.quietly(l, (*worker).mark))
	}
	must(t, l.hold(p))
	must(t, p.Close())
	again, err := Open(p.Path(), Options{NoCopyOnOpen: true})
	must(t, err)
	must(t, l.hold(again))
	must(t, again.Close())
}

func untilFull(t *testing.T, w *worker, l *ledger) {
	t.Helper()
	for full, n := 0, 0; full < 5; n++ {
		if n > 2000 {
			t.Fatal("the disk does not fill")
		}
		err := w.quietly(l, (*worker).bringIn)
		if err == nil {
			continue
		}
		full++
		if !errors.Is(err, kv.ErrWrite) || !strings.Contains(err.Error(), syscall.ENOSPC.Error()) {
			t.Errorf("got %v, want kv.ErrWrite for a full disk", err)
		}
		if err := l.hold(w.p); err != nil {
			t.Fatal(err)
		}
	}
}

// fullDiskRefusesFiles wants backup and export to say that the disk is full,
// and to leave nothing on it.
func fullDiskRefusesFiles(t *testing.T, w *worker) {
	t.Helper()
	for _, s := range []*step{w.backUp(), w.export()} {
		if err := s.do(); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: got %v, want ENOSPC", s.Name, err)
		}
	}
	err := filepath.WalkDir(filepath.Dir(w.p.Path()), func(path string, d os.DirEntry, err error) error {
		if name := d.Name(); err == nil && !d.IsDir() && !strings.HasPrefix(name, "p.bluepencil") && name != "ballast" {
			t.Errorf("%s is left behind", path)
		}
		return err
	})
	must(t, err)
}
