package storage

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/kvtest"
)

// Trouble with disks, made on real ones: the person is told once, in a sentence
// that says what to do, and work goes on.

func TestAFullDiskStopsBackupsAndNotTheWork(t *testing.T) {
	dir := kvtest.SmallDisk(t, 4<<20)
	clock := newClock()
	var told notices
	p, err := Create(filepath.Join(dir, "p.bluepencil"), testCodebook(), Options{Now: clock.now, Notice: told.add})
	must(t, err)
	stopLooking(p)
	defer func() { must(t, p.Close()) }()
	mina := addPerson(t, p, "Mina")
	article := addArticle(t, p, mina, sampleText)
	before := kindsOf(t, p.Path())
	fill(t, filepath.Join(dir, "ballast"))
	clock.add(25 * time.Hour)
	mark(t, p, mina, article, "quote", 0, 17) // there is room left in the project's own file
	for range 2 {
		p.look()
	}
	if n := told.count(syscall.ENOSPC); n != 1 || len(told.list) != 1 || !strings.Contains(told.list[0].Error(), "the project itself is fine") {
		t.Fatalf("it was told %d times: %v", n, told.list)
	}
	if advice := Advice(told.list[0]); !strings.Contains(advice, "make room") {
		t.Errorf("the advice is %q", advice)
	}
	if got := kindsOf(t, p.Path()); got != before {
		t.Errorf("the backups were %q and are %q", before, got)
	}
	if left, _ := filepath.Glob(filepath.Join(CopiesDir(p.Path()), ".*")); len(left) > 0 {
		t.Errorf("drafts are left: %v", left)
	}
	if _, _, err := p.Compact(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("compacting on a full disk: %v", err)
	}
	saved := filepath.Join(t.TempDir(), "saved.bluepencil")
	must(t, p.SaveCopy(saved)) // elsewhere there is room
	wantLabels(t, openRestored(t, saved), article, mina, "quote")
	must(t, os.Remove(filepath.Join(dir, "ballast")))
	p.look()
	if got := kindsOf(t, p.Path()); got == before || len(told.list) != 1 {
		t.Errorf("when there was room again the backups are %q, told was %v", got, told.list)
	}
	checkWhole(t, p)
}

// fill takes all the room there is.
func fill(t *testing.T, path string) {
	t.Helper()
	file, err := os.Create(path)
	must(t, err)
	for size := 1 << 20; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = file.Write(make([]byte, size))
		}
	}
	must(t, file.Close())
}

// readOnly mounts an empty file system that cannot be written to.
func readOnly(t *testing.T, dir string) {
	t.Helper()
	must(t, os.MkdirAll(dir, 0o755))
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_RDONLY, "size=65536"); err != nil {
		t.Skipf("a disk cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
}

func TestABackupFolderThatCannotBeWrittenIsToldOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.bluepencil")
	readOnly(t, CopiesDir(path))
	var told notices
	p, err := Create(path, testCodebook(), Options{Notice: told.add})
	must(t, err)
	mina := addPerson(t, p, "Mina")
	article := addArticle(t, p, mina, sampleText)
	mark(t, p, mina, article, "quote", 0, 17)
	must(t, p.Close())
	if n := told.count(syscall.EROFS); n != 1 || !strings.Contains(Advice(told.list[0]), "You may not write there") {
		t.Errorf("it was told %d times: %v", n, told.list)
	}
	wantLabels(t, openRestored(t, path), article, mina, "quote")
}

func TestAProjectOnAReadOnlyDiskSaysSo(t *testing.T) {
	dir := kvtest.SmallDisk(t, 4<<20)
	path := filepath.Join(dir, "p.bluepencil")
	p, err := Create(path, testCodebook(), Options{NoCopyOnOpen: true})
	must(t, err)
	must(t, p.Close())
	must(t, syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	_, err = Open(path, Options{NoCopyOnOpen: true})
	if !errors.Is(err, syscall.EROFS) || !strings.Contains(Advice(err), "copy") {
		t.Errorf("got %v, advice %q", err, Advice(err))
	}
	if err := Restore(path, filepath.Join(t.TempDir(), "copy.bluepencil"), Options{}); err != nil {
		t.Errorf("it cannot even be copied from: %v", err)
	}
}

// TestEveryErrorComesWithAdvice, one sentence each.
func TestEveryErrorComesWithAdvice(t *testing.T) {
	for _, err := range []error{kv.ErrMoved, kv.ErrLocked, kv.ErrDamaged, kv.ErrWrite, ErrNewer, ErrNoBackup, ErrClock,
		syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EACCES, syscall.EIO, errors.Join(kv.ErrWrite, syscall.ENOSPC)} {
		if advice := Advice(err); !strings.HasSuffix(advice, ".") || strings.Count(advice, ". ") > 0 {
			t.Errorf("%v: %q", err, advice)
		}
	}
	if got := Advice(errors.New("something else")); got != "" {
		t.Errorf("got %q", got)
	}
}
