package storage

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/storage/kv"
)

// secretText is a text nobody else has; it is so short that packing leaves its
// words readable.
const secretText = "The harbour spokesman Reyle met the source at pier nine, quay of the grey heron.\n"

// filesWith lists the files under a folder that have any of the traces in them.
func filesWith(t *testing.T, dir string, traces ...[]byte) (found []string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, trace := range traces {
			if bytes.Contains(raw, trace) {
				found = append(found, path)
				break
			}
		}
		return err
	}))
	return found
}

func addSecret(t *testing.T, p *Project, mina annotate.ID) annotate.ID {
	t.Helper()
	article := addArticle(t, p, mina, secretText)
	at := strings.Index(secretText, "grey heron")
	span, err := annotate.SpanOf(secretText, at, at+10)
	must(t, err)
	d := annotate.Mark(mina, article, annotate.NewID(), "cue", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
	_, err = p.Commit(d)
	must(t, err)
	list, err := p.Annotations(article, mina)
	must(t, err)
	_, err = p.Commit(annotate.SetNote(list[0].Ref(), "it was Reyle himself at the pier"))
	must(t, err)
	_, err = p.SubmitLayer(article, mina)
	must(t, err)
	return article
}

func secretTraces() [][]byte {
	return [][]byte{[]byte("grey heron"), []byte("Reyle"), packText(secretText)[1:]}
}

// TestAPurgeLeavesNoByte: not in the project, not in its free pages, not in any
// file beside it.
func TestAPurgeLeavesNoByte(t *testing.T) {
	clock := newClock()
	p, look := keptProject(t, Options{Now: clock.now})
	dir := filepath.Dir(p.Path())
	mina := addPerson(t, p, "Mina")
	kept := addArticle(t, p, mina, sampleText)
	mark(t, p, mina, kept, "quote", 0, 17)
	look()
	secret := addSecret(t, p, mina)
	clock.add(time.Hour)
	look()
	clock.add(25 * time.Hour)
	must(t, p.BackUpNow(BackupPolicy{}))
	cache := filepath.Join(dir, p.Name()+".cache")
	must(t, os.Mkdir(cache, 0o755))
	for _, name := range []string{filepath.Join(cache, "index"), filepath.Join(dir, "."+filepath.Base(p.Path())+".0123456789ab"),
		filepath.Join(dir, p.Name()+".damaged-2096-11-01"+Extension), p.Path() + ".format-0"} {
		must(t, os.WriteFile(name, []byte(secretText), 0o644))
	}
	digest := annotate.TextDigest(secretText)
	if found := filesWith(t, dir, secretTraces()...); len(found) < 6 {
		t.Fatalf("the test sees the text in %v only", found)
	}
	done, err := p.Purge(mina, secret, "a source must be protected")
	must(t, err)
	if found := filesWith(t, dir, secretTraces()...); len(found) > 0 {
		t.Errorf("traces are left in %v", found)
	}
	if len(done.Removed) < 6 || done.Backup == "" {
		t.Errorf("the purge says %+v", done)
	}
	// Its hash alone is remembered.
	if found := filesWith(t, dir, digest[:]); len(found) == 0 {
		t.Error("the hash is forgotten")
	}
	checkWhole(t, p)
	wantLabels(t, p, kept, mina, "quote")
	if _, err := p.Article(secret); !errors.Is(err, annotate.ErrNotFound) {
		t.Errorf("the article: %v", err)
	}
	purgeIsInTheHistory(t, p, mina, secret)
	// What is restored from the backup that was made is the purged project.
	path := filepath.Join(t.TempDir(), "restored.bluepencil")
	_, err = RestoreAt(p.Path(), time.Time{}, path, Options{})
	must(t, err)
	sameContents(t, "restored", contents(t, openRestored(t, path)), contents(t, p))
}

func purgeIsInTheHistory(t *testing.T, p *Project, mina, secret annotate.ID) {
	t.Helper()
	purged, last := 0, annotate.Change{}
	must(t, p.History(HistoryFilter{Article: secret}, func(c annotate.Change) bool {
		if c.Purged {
			purged++
		}
		last = c
		return true
	}))
	if purged < 4 || last.Person != mina || !strings.Contains(last.Action, "a source must be protected") {
		t.Errorf("the history has %d purged changes and ends with %q", purged, last.Action)
	}
}

func TestUndoSaysThatAPurgeIsForGood(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		secret := addSecret(t, p, mina)
		_, err := p.Purge(mina, secret, "asked by the desk")
		must(t, err)
		for range 3 { // submit, note, mark
			if _, err := p.Undo(mina); !errors.Is(err, annotate.ErrPurged) || !strings.Contains(err.Error(), "nothing brings it back") {
				t.Errorf("got %v", err)
			}
		}
		if _, err := p.Redo(mina); !errors.Is(err, annotate.ErrNothingToUndo) {
			t.Errorf("got %v", err)
		}
		mark(t, p, mina, article, "cue", 18, 22)
		undo(t, p, mina, "mark cue")
	})
}

func TestAPurgedTextComesBackOnlyWhenAllowed(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		secret := addSecret(t, p, mina)
		if _, err := p.Purge(mina, secret, " "); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("a purge without a reason: %v", err)
		}
		for range 2 { // allowed again, it can be purged again
			_, err := p.Purge(mina, secret, "asked by the desk")
			must(t, err)
			i, err := p.StartImport(mina, "import")
			must(t, err)
			doc, err := source.FromText("again.txt", secretText)
			must(t, err)
			if _, _, err := i.Add(doc); !errors.Is(err, annotate.ErrPurged) || !strings.Contains(err.Error(), "asked by the desk") {
				t.Errorf("the purged text was taken in again: %v", err)
			}
			_, err = p.AllowPurged(mina, secret, "it was published")
			must(t, err)
			secret = addArticle(t, p, mina, secretText)
			text, err := p.Text(secret)
			must(t, err)
			if text != secretText {
				t.Errorf("it came back as %q", text)
			}
		}
	})
}

// TestAPurgeTravels: whoever merges it erases too, what they do in the article
// meanwhile is withheld, and both copies end the same.
func TestAPurgeTravels(t *testing.T) {
	a, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	mina := addPerson(t, a, "Mina")
	secret := addSecret(t, a, mina)
	b, err := NewMemory(nil, Options{})
	must(t, err)
	exchange(t, a, b)
	_, err = a.Purge(mina, secret, "asked by the desk")
	must(t, err)
	ben := addPerson(t, b, "Ben")
	span, err := annotate.SpanOf(secretText, 0, 11)
	must(t, err)
	for range 2 {
		_, err = b.Commit(annotate.Mark(ben, secret, annotate.NewID(), "cue", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
		must(t, err)
	}
	report := exchange(t, b, a)
	if report.Withheld != 2 {
		t.Errorf("%d changes were withheld, want 2", report.Withheld)
	}
	exchange(t, a, b)
	exchange(t, b, a)
	for _, p := range []*Project{a, b} {
		checkWhole(t, p)
		if list, err := p.Annotations(secret, annotate.ID{}); err != nil || len(list) > 0 {
			t.Errorf("%d markings are left, %v", len(list), err)
		}
		digest := annotate.TextDigest(secretText)
		must(t, p.store.View(func(r kv.Reader) error {
			if r.Get(bucketTexts, digest[:]) != nil {
				t.Error("the text is left")
			}
			return nil
		}))
	}
}

// exchange gives what the first copy has beyond the second.
func exchange(t *testing.T, from, to *Project) MergeReport {
	t.Helper()
	known, err := to.Vector()
	must(t, err)
	news, err := from.ChangesSince(known, nil)
	must(t, err)
	report, err := to.Merge(news)
	must(t, err)
	return report
}

func TestAPurgedTextIsNotMergedAsAnotherArticle(t *testing.T) {
	a, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	mina := addPerson(t, a, "Mina")
	b, err := NewMemory(nil, Options{})
	must(t, err)
	exchange(t, a, b)
	_, err = a.Purge(mina, addSecret(t, a, mina), "asked by the desk")
	must(t, err)
	ben := addPerson(t, b, "Ben")
	addArticle(t, b, ben, secretText)
	known, err := a.Vector()
	must(t, err)
	news, err := b.ChangesSince(known, nil)
	must(t, err)
	if _, err := a.Merge(news); !errors.Is(err, annotate.ErrPurged) {
		t.Errorf("got %v", err)
	}
	checkWhole(t, a)
}

// TestAPurgeOfAnOldVersionLeavesTheNewOne, which then replaces nothing that
// could be shown.
func TestAPurgeOfAnOldVersionLeavesTheNewOne(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		secret := addSecret(t, p, mina)
		doc, err := source.FromText("corrected.txt", "The harbour spokesman met a source at pier nine.\n")
		must(t, err)
		corrected, _, err := p.AddVersion(mina, secret, doc)
		must(t, err)
		_, err = p.Purge(mina, secret, "a source asked")
		must(t, err)
		versions, err := p.Versions(corrected)
		must(t, err)
		if len(versions) != 1 || versions[0].ID != corrected {
			t.Errorf("the versions are %v", versions)
		}
		if newest, err := p.Newest(corrected); err != nil || newest != corrected {
			t.Errorf("the newest is %v, %v", newest, err)
		}
		rows := 0
		must(t, p.Articles(ArticleFilter{Person: mina}, func(ArticleRow) bool { rows++; return true }))
		if rows != 1 {
			t.Errorf("%d articles are listed", rows)
		}
		if old, ok, err := p.CarrySource(mina, corrected); err != nil || ok {
			t.Errorf("annotations are to be taken over from %v, %v", old, err)
		}
	})
}

// TestAPurgeLeavesNoByteInFoldersOfAnyName: what a pattern takes for special
// stands in names of folders.
func TestAPurgeLeavesNoByteInFoldersOfAnyName(t *testing.T) {
	for _, name := range []string{"news [desk]", "100 % *?", `back\slash`, "br\xfccke", "-rf"} {
		dir := filepath.Join(t.TempDir(), name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			continue // no name for a folder here
		}
		p, err := Create(filepath.Join(dir, "desk.bluepencil"), testCodebook(), Options{})
		must(t, err)
		mina := addPerson(t, p, "Mina")
		secret := addSecret(t, p, mina)
		must(t, p.BackUpNow(BackupPolicy{}))
		must(t, os.MkdirAll(filepath.Join(dir, "desk.cache"), 0o755))
		for _, file := range []string{filepath.Join(dir, "desk.cache", "index"), filepath.Join(dir, ".desk.bluepencil.0123456789ab")} {
			must(t, os.WriteFile(file, []byte(secretText), 0o644))
		}
		_, err = p.Purge(mina, secret, "a source must be protected")
		must(t, err)
		if found := filesWith(t, dir, secretTraces()...); len(found) > 0 {
			t.Errorf("traces are left in %q", found)
		}
		must(t, p.Close())
	}
}
