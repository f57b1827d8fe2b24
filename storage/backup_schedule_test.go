package storage

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// kindsOf writes the backups of a project down: "f" a full copy, "s" a segment.
func kindsOf(t *testing.T, path string) (out string) {
	t.Helper()
	list, _, err := ListBackups(path)
	must(t, err)
	for _, b := range list {
		out += map[BackupKind]string{FullCopy: "f", ChangesOnly: "s"}[b.Kind]
		if !b.Verified {
			t.Errorf("%s was not verified", b.Path)
		}
	}
	return out
}

func TestBackupsAreMadeWhenTheyAreDue(t *testing.T) {
	clock := newClock()
	var told notices // of the clock
	p, look := keptProject(t, Options{Now: clock.now, Notice: told.add, Backups: BackupPolicy{KeepChanges: 4, KeepDaily: 2}})
	look() // the first is made at once
	mina := addPerson(t, p, "Mina")
	article := addArticle(t, p, mina, sampleText)
	for n, step := range []struct {
		after  time.Duration
		change bool
		want   string
	}{
		{time.Minute, true, "f"},         // nothing is due yet
		{time.Hour, false, "fs"},         // an hour after the last
		{time.Hour, false, "fs"},         // nothing changed
		{time.Hour, true, "fss"},         //
		{20 * time.Hour, true, "fsss"},   // not yet a day after the copy: a segment
		{2 * time.Hour, true, "fsssf"},   // a day after it
		{-48 * time.Hour, true, "fsssf"}, // a clock turned back: a copy, the last of its day
		{time.Minute, true, "fsssf"},     //
	} {
		clock.add(step.after)
		if step.change {
			mark(t, p, mina, article, "cue", 18, 22)
		}
		look()
		if got := kindsOf(t, p.Path()); got != step.want {
			t.Fatalf("step %d: %q, want %q", n, got, step.want)
		}
	}
	for range 5 {
		clock.add(49 * time.Hour) // past the time the copy is named by
		mark(t, p, mina, article, "cue", 18, 22)
		must(t, p.BackUpNow(BackupPolicy{KeepChanges: 4, KeepDaily: 2}))
	}
	if got := kindsOf(t, p.Path()); !strings.HasSuffix(got, "fssssf") {
		t.Errorf("after four segments there is no copy: %q", got)
	}
	if len(told.list) != told.count(ErrClock) {
		t.Errorf("it tells %v", told.list)
	}
}

func TestATickLooksWhatIsDue(t *testing.T) {
	clock, ticks := newClock(), make(chan time.Time)
	p, err := Create(filepath.Join(t.TempDir(), "desk.bluepencil"), testCodebook(), Options{Now: clock.now, Ticks: ticks, Notice: func(err error) { t.Error(err) }})
	must(t, err)
	ticks <- time.Time{} // taken when the look that comes with opening is over
	addPerson(t, p, "Mina")
	clock.add(2 * time.Hour)
	ticks <- time.Time{}
	ticks <- time.Time{} // taken when the look of the one before is over
	if got := kindsOf(t, p.Path()); got != "fs" {
		t.Errorf("there is %q", got)
	}
	must(t, p.Close())
}

func TestWhatIsLeftIsBackedUpOnClosing(t *testing.T) {
	clock := newClock()
	p, look := keptProject(t, Options{Now: clock.now})
	look()
	mina := addPerson(t, p, "Mina")
	addArticle(t, p, mina, sampleText)
	must(t, p.Close())
	if got := kindsOf(t, p.Path()); got != "fs" {
		t.Errorf("there is %q", got)
	}
	must(t, p.Close()) // again: nothing
	p, err := Open(p.Path(), Options{Now: clock.now})
	must(t, err)
	must(t, p.Close())
	if got := kindsOf(t, p.Path()); got != "fs" {
		t.Errorf("after an opening without a change there is %q", got)
	}
}

// TestAnotherBranchBeginsWithACopy: somebody put an older file in the project's
// place; segments of what was do not lead on from it.
func TestAnotherBranchBeginsWithACopy(t *testing.T) {
	clock := newClock()
	p, look := keptProject(t, Options{Now: clock.now})
	mina := addPerson(t, p, "Mina")
	older := filepath.Join(t.TempDir(), "older.bluepencil")
	must(t, p.SaveCopy(older))
	article := addArticle(t, p, mina, sampleText)
	look()
	must(t, p.Close())
	raw, err := os.ReadFile(older)
	must(t, err)
	must(t, os.WriteFile(p.Path(), raw, 0o644))
	for n := range 2 {
		again, err := Open(p.Path(), Options{Now: clock.now, Notice: func(err error) { t.Error(err) }})
		must(t, err)
		for range 5 * n {
			addPerson(t, again, "Ben")
		}
		must(t, again.Close())
	}
	path := filepath.Join(t.TempDir(), "restored.bluepencil")
	_, err = RestoreAt(p.Path(), time.Time{}, path, Options{})
	must(t, err)
	restored := openRestored(t, path)
	people, err := restored.People()
	must(t, err)
	if _, err := restored.Article(article); !errors.Is(err, annotate.ErrNotFound) || len(people) != 6 {
		t.Errorf("%d people, the article of the other branch: %v", len(people), err)
	}
}

// notices collects what a project tells.
type notices struct {
	mu   sync.Mutex
	list []error
}

func (n *notices) add(err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.list = append(n.list, err)
}

func (n *notices) count(target error) (found int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, err := range n.list {
		if errors.Is(err, target) {
			found++
		}
	}
	return found
}

func TestAClockTurnedBackIsToldOnce(t *testing.T) {
	clock := newClock()
	var told notices
	p, look := keptProject(t, Options{Now: clock.now, Notice: told.add})
	mina := addPerson(t, p, "Mina")
	for _, step := range []struct {
		to   time.Duration
		want int
	}{{-50 * time.Minute, 0}, {-2 * time.Hour, 1}, {-3 * time.Hour, 1}, {time.Hour, 1}, {72 * time.Hour, 1}, {-2 * time.Hour, 2}} {
		clock.set(newClock().at.Add(step.to))
		look()
		if step.to > 0 {
			addArticle(t, p, mina, step.to.String())
		}
		if n := told.count(ErrClock); n != step.want {
			t.Errorf("at %v it was told %d times, want %d", step.to, n, step.want)
		}
	}
	if err := p.CheckClock(); err == nil || Advice(err) == "" {
		t.Errorf("got %v, advice %q", err, Advice(err))
	}
	must(t, p.SaveCopy(filepath.Join(t.TempDir(), "copy.bluepencil")))
}

func TestAFileThatGoesAwayIsToldOnceAndTheWorkIsSaved(t *testing.T) {
	for name, away := range map[string]func(path string) error{
		"deleted": os.Remove,
		"moved":   func(path string) error { return os.Rename(path, path+".elsewhere") },
		"replaced": func(path string) error {
			return errors.Join(os.Remove(path), os.WriteFile(path, []byte("other"), 0o644))
		},
	} {
		t.Run(name, func(t *testing.T) {
			var told notices
			p, look := keptProject(t, Options{Notice: told.add})
			mina := addPerson(t, p, "Mina")
			article := addArticle(t, p, mina, sampleText)
			mark(t, p, mina, article, "quote", 0, 17)
			must(t, away(p.Path()))
			look()
			look()
			if n := told.count(kv.ErrMoved); n != 1 {
				t.Errorf("it was told %d times: %v", n, told.list)
			}
			err := p.StillThere()
			if !errors.Is(err, kv.ErrMoved) || !strings.Contains(Advice(err), "save a copy elsewhere") {
				t.Errorf("got %v, advice %q", err, Advice(err))
			}
			copied := filepath.Join(t.TempDir(), "saved.bluepencil")
			must(t, p.SaveCopy(copied))
			wantLabels(t, openRestored(t, copied), article, mina, "quote")
		})
	}
}

// TestCopiesOfEarlierVersionsCount as full copies that nobody verified: they
// can be restored, and the next backup is a full copy of today's kind.
func TestCopiesOfEarlierVersionsCount(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.bluepencil")
	p, err := Create(path, testCodebook(), Options{NoCopyOnOpen: true})
	must(t, err)
	mina := addPerson(t, p, "Mina")
	must(t, os.MkdirAll(CopiesDir(path), 0o755))
	must(t, p.SaveCopy(filepath.Join(CopiesDir(path), "desk-000000000002-20260102T030405.bluepencil")))
	for _, name := range []string{"desk.bluepencil", "notes.txt", "desk-x-y.bluepencil", "a-b-c-d-e.changes", ".desk-000000000009-20260102T030405.tmp"} {
		must(t, os.WriteFile(filepath.Join(CopiesDir(path), name), []byte("not a backup"), 0o644))
	}
	list, total, err := ListBackups(path)
	must(t, err)
	made := time.Date(2026, 1, 2, 3, 4, 5, 0, time.Local)
	if len(list) != 1 || list[0].Kind != FullCopy || list[0].Verified || list[0].To != 2 || !list[0].Made.Equal(made) || total != list[0].Size {
		t.Fatalf("got %+v, %d bytes", list, total)
	}
	must(t, VerifyBackup(list[0]))
	addArticle(t, p, mina, sampleText)
	must(t, p.Close())
	p, err = Open(path, Options{Notice: func(err error) { t.Error(err) }})
	must(t, err)
	must(t, p.Close())
	list, _, err = ListBackups(path)
	must(t, err)
	if len(list) != 2 || list[1].Kind != FullCopy || !list[1].Verified {
		t.Errorf("got %+v", list)
	}
	restored := filepath.Join(t.TempDir(), "restored.bluepencil")
	_, err = RestoreAt(path, made.Add(time.Hour), restored, Options{})
	must(t, err)
	openRestored(t, restored)
}
