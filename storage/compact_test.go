package storage

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// wasted is a project file that is mostly free pages.
func wasted(t *testing.T) (p *Project, path string, mina, article annotate.ID) {
	t.Helper()
	p, path = newFile(t)
	mina = addPerson(t, p, "Mina")
	article = addArticle(t, p, mina, sampleText)
	mark(t, p, mina, article, "quote", 0, 17)
	must(t, p.store.Update(func(w kv.Writer) error {
		for n := range 400 {
			if err := w.Put([]byte("ballast"), number(uint64(n)), make([]byte, 100_000)); err != nil {
				return err
			}
		}
		return nil
	}))
	must(t, p.store.Update(func(w kv.Writer) error {
		for n := range 400 {
			if err := w.Delete([]byte("ballast"), number(uint64(n))); err != nil {
				return err
			}
		}
		return nil
	}))
	return p, path, mina, article
}

func TestCompactingKeepsAllAndStaysTheSameReplica(t *testing.T) {
	p, path, mina, article := wasted(t)
	replica, before := p.Replica(), contents(t, p)
	must(t, os.Chmod(path, 0o640))
	if pays, err := p.CompactPays(); err != nil || !pays {
		t.Fatalf("compacting pays: %v, %v", pays, err)
	}
	var reading sync.WaitGroup
	stop := make(chan struct{})
	reading.Go(func() { // reading goes on meanwhile
		for {
			select {
			case <-stop:
				return
			default:
				if _, err := p.Annotations(article, mina); err != nil {
					t.Error(err)
					return
				}
			}
		}
	})
	was, is, err := p.Compact()
	close(stop)
	reading.Wait()
	must(t, err)
	if is > was/10 {
		t.Errorf("%d bytes became %d", was, is)
	}
	if pays, err := p.CompactPays(); err != nil || pays {
		t.Errorf("it pays again: %v, %v", pays, err)
	}
	sameContents(t, "compacted", contents(t, p), before)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
	if _, err := Open(path, Options{}); err == nil {
		t.Error("the compacted file is not locked")
	}
	mark(t, p, mina, article, "cue", 18, 22) // it can be written
	checkWhole(t, p)
	must(t, p.Close())
	p, err = Open(path, Options{NoCopyOnOpen: true})
	must(t, err)
	if p.Replica() != replica {
		t.Error("compacting made another replica of the project")
	}
	copied := filepath.Join(t.TempDir(), "copied.bluepencil")
	must(t, p.SaveCopy(copied))
	other := openRestored(t, copied)
	if other.Replica() == replica {
		t.Error("a copy of a compacted file is the same replica")
	}
	wantLabels(t, p, article, mina, "quote", "cue")
	must(t, p.Close())
}

func TestCompactingOnClose(t *testing.T) {
	p, path, _, _ := wasted(t)
	must(t, p.Close())
	large, err := os.Stat(path)
	must(t, err)
	for _, c := range []struct {
		compact bool
		smaller bool
	}{{false, false}, {true, true}} {
		p, err := Open(path, Options{NoCopyOnOpen: true, CompactOnClose: c.compact, Notice: func(err error) { t.Error(err) }})
		must(t, err)
		must(t, p.Close())
		now, err := os.Stat(path)
		must(t, err)
		if (now.Size() < large.Size()) != c.smaller {
			t.Errorf("%+v: %d bytes became %d", c, large.Size(), now.Size())
		}
	}
}

// TestACrashedCompactionLeavesTheOldFile: the draft that is left is removed
// with the next opening.
func TestACrashedCompactionLeavesTheOldFile(t *testing.T) {
	p, path := newFile(t)
	must(t, p.Close())
	draft := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".0123456789ab")
	raw, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(draft, raw[:len(raw)/2], 0o644))
	other := filepath.Join(filepath.Dir(path), ".another.bluepencil.0123456789ab")
	must(t, os.WriteFile(other, nil, 0o644))
	p = openRestored(t, path)
	if _, err := os.Stat(draft); err == nil {
		t.Error("the draft is left")
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("somebody else's file was removed")
	}
	checkWhole(t, p)
}

func TestAProjectInMemoryHasNothingToCompact(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	if _, _, err := p.Compact(); err != ErrNoFile {
		t.Errorf("got %v", err)
	}
	if n, err := p.store.Copy(io.Discard); n == 0 || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	if pays, err := p.CompactPays(); pays || err != nil {
		t.Errorf("%v, %v", pays, err)
	}
}

func TestCompactingSaysWhyItCannot(t *testing.T) {
	p, path := newFile(t)
	must(t, os.Rename(path, path+".elsewhere"))
	_, _, err := p.Compact()
	if err == nil || !strings.Contains(fmt.Sprint(err), kv.ErrMoved.Error()) {
		t.Errorf("got %v", err)
	}
	must(t, os.Rename(path+".elsewhere", path))
	must(t, p.Close())
}
