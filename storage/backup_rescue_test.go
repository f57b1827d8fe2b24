package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// wounded is a project with backups up to a moment, some work after it, and a
// wound.
type wounded struct {
	path     string
	mina     annotate.ID
	article  annotate.ID
	backedUp map[string]string
	whole    map[string]string
}

func wound(t *testing.T, hurt func(t *testing.T, path string)) wounded {
	t.Helper()
	clock := newClock()
	p, look := keptProject(t, Options{Now: clock.now})
	var w wounded
	w.path = p.Path()
	w.mina = addPerson(t, p, "Mina")
	w.article = addArticle(t, p, w.mina, sampleText)
	look()
	mark(t, p, w.mina, w.article, "quote", 0, 17)
	clock.add(time.Hour)
	look()
	w.backedUp = contents(t, p)
	addArticle(t, p, w.mina, "A second text, after the last backup.\n")
	for range 30 {
		mark(t, p, w.mina, w.article, "cue", 18, 22)
	}
	w.whole = contents(t, p)
	crash(t, p)
	hurt(t, w.path)
	return w
}

// crash ends a project as a crash would: without the backup on closing.
func crash(t *testing.T, p *Project) {
	t.Helper()
	close(p.keeper.stop)
	p.keeper.done.Wait()
	p.keeper = nil
	must(t, p.store.Close())
}

// pagesWith finds the pages of a bbolt file of a kind, 1 for branches, 2 for
// leaves, that have the words in them.
func pagesWith(raw []byte, words string) (pages []int) {
	for at := 0; at+4096 <= len(raw); at += 4096 {
		if binary.NativeEndian.Uint16(raw[at+8:])&3 != 0 && strings.Contains(string(raw[at:at+4096]), words) {
			pages = append(pages, at)
		}
	}
	return pages
}

func patch(t *testing.T, path string, change func(raw []byte) []byte) {
	t.Helper()
	raw, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, change(raw), 0o644))
}

func TestRescueBringsBackTheNewestGoodState(t *testing.T) {
	for name, c := range map[string]struct {
		hurt func(t *testing.T, path string)
		all  bool // nothing is lost
		lost func(Rescued) bool
	}{
		"nothing of the file is left": {func(t *testing.T, path string) {
			patch(t, path, func(raw []byte) []byte { return make([]byte, len(raw)) })
		}, false, func(r Rescued) bool { return !r.LostKnown && r.Salvaged == 0 }},
		"the file is gone": {func(t *testing.T, path string) { must(t, os.Remove(path)) },
			false, func(r Rescued) bool { return !r.LostKnown && r.Damaged == "" }},
		"a page of objects is gone": {func(t *testing.T, path string) {
			patch(t, path, func(raw []byte) []byte {
				for _, at := range pagesWith(raw, "Mina") {
					clear(raw[at : at+4096])
				}
				return raw
			})
		}, false, func(r Rescued) bool { return r.LostKnown || r.Salvaged == 0 }},
		"the list of free pages is gone": {func(t *testing.T, path string) {
			patch(t, path, func(raw []byte) []byte {
				for at := 0; at+4096 <= len(raw); at += 4096 {
					if binary.NativeEndian.Uint16(raw[at+8:]) == 0x10 {
						clear(raw[at : at+4096])
					}
				}
				return raw
			})
		}, true, func(r Rescued) bool { return r.LostKnown && r.Lost == 0 && r.Salvaged >= 30 }},
	} {
		t.Run(name, func(t *testing.T) {
			w := wound(t, c.hurt)
			if _, err := Open(w.path, Options{NoCopyOnOpen: true}); err == nil {
				t.Fatal("the damaged file opens")
			}
			r, err := Rescue(w.path, Options{Now: newClock().now})
			must(t, err)
			if !c.lost(r) {
				t.Errorf("it says %+v: %s", r, r.String())
			}
			p := openRestored(t, w.path)
			want := w.backedUp
			if c.all {
				want = w.whole
			}
			if r.Salvaged == 0 || c.all {
				sameContents(t, name, contents(t, p), want)
			}
			if r.Damaged != "" {
				if _, err := os.Stat(r.Damaged); err != nil || !strings.Contains(r.Damaged, ".damaged-2096-11-24") {
					t.Errorf("the damaged file is at %q: %v", r.Damaged, err)
				}
			}
			mark(t, p, w.mina, w.article, "cue", 18, 22)
			checkWhole(t, p)
		})
	}
}

// TestSalvageStopsAtTheFirstThatDoesNotFit cuts the history in the middle of
// what was not backed up.
func TestSalvageStopsAtTheFirstThatDoesNotFit(t *testing.T) {
	var stop uint64
	w := wound(t, func(t *testing.T, path string) {
		p, err := Open(path, Options{NoCopyOnOpen: true})
		must(t, err)
		must(t, p.store.Update(func(kw kv.Writer) error {
			stop = lastArrival(kw) - 10
			record := append([]byte{}, kw.Get(bucketHistory, number(stop))...)
			record[bytes.LastIndex(record, []byte("cue"))] ^= 1 // its payload is another one now
			return kw.Put(bucketHistory, number(stop), record)
		}))
		must(t, p.store.Close())
	})
	r, err := Rescue(w.path, Options{})
	must(t, err)
	if r.Actions != stop-1 || !r.LostKnown || r.Lost != 11 {
		t.Errorf("%d actions are there and %d lost, want %d and 11: %s", r.Actions, r.Lost, stop-1, r.String())
	}
	p := openRestored(t, w.path)
	if list, err := p.Annotations(w.article, w.mina); err != nil || len(list) != 20 {
		t.Errorf("%d markings are there: %v", len(list), err)
	}
}

func TestRescueLeavesWhatIsNotDamaged(t *testing.T) {
	p, path := newFile(t)
	if _, err := Rescue(path, Options{}); !errors.Is(err, kv.ErrLocked) {
		t.Errorf("an open project: %v", err)
	}
	must(t, p.Close())
	if _, err := Rescue(path, Options{}); !errors.Is(err, ErrNotDamaged) {
		t.Errorf("a good one: %v", err)
	}
	must(t, os.RemoveAll(CopiesDir(path)))
	must(t, os.WriteFile(path, []byte("nothing"), 0o644))
	if _, err := Rescue(path, Options{}); !errors.Is(err, ErrNoBackup) {
		t.Errorf("without backups: %v", err)
	}
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "nothing" {
		t.Errorf("the file is %q, %v", raw, err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
		t.Errorf("drafts are left: %v", left)
	}
}
