package storage

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"bluepencil/annotate"
)

// What keeps a project alive must not endanger it: workers that back up,
// compact and purge between their other work are killed at random moments.

// What the actions of upkeep are called. They have no line in the picture.
const (
	keepName    = "keep backups"
	compactName = "compact"
)

// upkeep finds something of it to do.
func (w *worker) upkeep() *step {
	if w.random.IntN(2) == 0 {
		return &step{action{Name: compactName}, func() error { _, _, err := w.p.Compact(); return err }}
	}
	return &step{action{Name: keepName}, func() error { return w.p.BackUpNow(BackupPolicy{KeepChanges: 3, KeepDaily: 1, KeepWeekly: 1}) }}
}

func TestKilledDuringUpkeepAllFilesAreGood(t *testing.T) {
	kills := campaign(crashKills, 200) / 4
	if testing.Short() {
		kills = 12
	}
	for n := range 2 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			seed := uint64(time.Now().UnixNano())
			killDuringUpkeep(t, seed, kills/2)
			if t.Failed() {
				t.Logf("seed %d", seed)
			}
		})
	}
}

func killDuringUpkeep(t *testing.T, seed uint64, kills int) {
	path := filepath.Join(t.TempDir(), "crash.bluepencil")
	random := rand.New(rand.NewPCG(seed, 2))
	p, err := Create(path, testCodebook(), Options{NoCopyOnOpen: true})
	must(t, err)
	l := newLedger()
	must(t, furnish(p, l))
	replica := p.Replica()
	must(t, p.Close())
	for n := range kills {
		order := workOrder{Project: path, Seed: random.Uint64(), Upkeep: true}
		for _, line := range runAndKill(t, order, 0, time.Duration(random.IntN(80_000))*time.Microsecond) {
			l.hear(line)
		}
		p, err := Open(path, Options{NoCopyOnOpen: true, Notice: func(err error) { t.Error(err) }})
		if err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		if err := l.hold(p); err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		if p.Replica() != replica {
			t.Fatalf("after kill %d the project is another replica", n)
		}
		backupsAreGood(t, p, l.times[keepName] > 0)
		must(t, p.Close())
	}
	if l.times[keepName] == 0 || l.times[compactName] == 0 {
		t.Errorf("%d backups and %d compactions were acknowledged", l.times[keepName], l.times[compactName])
	}
}

// backupsAreGood wants every file under a backup's name to be whole, the newest
// to give a sound project, and no draft beside the project.
func backupsAreGood(t *testing.T, p *Project, some bool) {
	t.Helper()
	list, _, err := ListBackups(p.Path())
	must(t, err)
	for _, b := range list {
		if err := VerifyBackup(b); err != nil {
			t.Fatal(err)
		}
	}
	if some {
		restored, err := RestoreNewest(p.Path(), Options{})
		if err != nil || len(restored.Skipped) > 0 {
			t.Fatalf("%+v: %v", restored, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(p.Path()), ".*.bluepencil.*")); len(left) > 0 {
		t.Fatalf("drafts are left: %v", left)
	}
}

// purgeWorker purges one article and is killed meanwhile.
func purgeWorker(path string) error {
	p, err := Open(path, Options{NoCopyOnOpen: true})
	if err != nil {
		return err
	}
	article, err := p.FindArticle("article.txt")
	if err != nil {
		return err
	}
	fmt.Println(wordAbout + `{"Name":"purge"}`)
	if _, err := p.Purge(annotate.ID{}, article, "a source asked"); err != nil {
		return err
	}
	fmt.Println(wordDone)
	return p.Close()
}

// TestAPurgeThatWasKilledIsFinishedLater: either it never began, or after the
// next opening no byte is left.
func TestAPurgeThatWasKilledIsFinishedLater(t *testing.T) {
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 3))
	begun := 0
	for range 12 {
		p, path := newFile(t)
		mina := addPerson(t, p, "Mina")
		addSecret(t, p, mina)
		must(t, p.BackUpNow(BackupPolicy{}))
		must(t, p.Close())
		runAndKill(t, workOrder{Project: path, Create: true, Purge: true}, 0, time.Duration(random.IntN(25_000))*time.Microsecond)
		p = openRestored(t, path)
		dir := filepath.Dir(path)
		if _, err := p.FindArticle("article.txt"); err == nil {
			continue // killed before the purge was written
		}
		begun++
		if found := filesWith(t, dir, secretTraces()...); len(found) > 0 {
			t.Errorf("traces are left in %v", found)
		}
		if list, _, err := ListBackups(path); err != nil || len(list) != 1 {
			t.Errorf("%d backups, %v", len(list), err)
		}
	}
	if begun == 0 {
		t.Error("no purge got anywhere")
	}
}
