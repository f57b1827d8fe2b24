package storage

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/storage/kv"
	"bluepencil/storage/kv/memory"
)

var update = flag.Bool("update", false, "write the files in testdata anew")

func TestASecondInstanceIsToldWhoHoldsTheProject(t *testing.T) {
	p, path := newFile(t)
	defer p.Close()
	if _, err := Open(path, Options{}); !errors.Is(err, kv.ErrLocked) {
		t.Errorf("got %v, want kv.ErrLocked", err)
	}
}

func TestANewerFileIsRefusedUnharmed(t *testing.T) {
	p, path := newFile(t)
	must(t, p.store.Update(func(w kv.Writer) error {
		return w.Put(bucketMeta, keyFormat, number(FormatVersion+1))
	}))
	must(t, p.Close())
	before, err := os.ReadFile(path)
	must(t, err)
	if _, err := Open(path, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the newer file was changed")
	}
}

func TestUpgradesRunInOrderAndOnce(t *testing.T) {
	store := memory.New()
	must(t, store.Update(func(w kv.Writer) error { return w.Put(bucketMeta, keyFormat, number(1)) }))
	var ran []string
	step := func(name string) upgrade {
		return func(w kv.Writer) error {
			ran = append(ran, name)
			return w.Put(bucketMeta, []byte(name), []byte("done"))
		}
	}
	table := []upgrade{step("one"), step("two")}
	copies := 0
	for range 2 {
		must(t, migrate(store, table, func(from uint64) error { copies++; return nil }))
	}
	if fmt.Sprint(ran, copies) != "[one two] 1" {
		t.Errorf("ran %v with %d copies before", ran, copies)
	}
	failing := append(table, func(w kv.Writer) error {
		_ = w.Put(bucketMeta, []byte("three"), nil)
		return errors.New("no")
	})
	if err := migrate(store, failing, func(uint64) error { return nil }); err == nil {
		t.Error("a failing upgrade was taken for done")
	}
	version, err := formatOf(store)
	must(t, err)
	if version != 3 {
		t.Errorf("after the failure the version is %d, want 3", version)
	}
}

// TestArchivedProjectsOpen opens a project of every version there has been.
func TestArchivedProjectsOpen(t *testing.T) {
	archive := filepath.Join("testdata", fmt.Sprintf("format-%d.bluepencil.gz", FormatVersion))
	if *update {
		writeArchive(t, archive)
	}
	for version := uint64(1); version <= FormatVersion; version++ {
		path := filepath.Join(t.TempDir(), "old.bluepencil")
		must(t, os.WriteFile(path, archivedProject(t, version), 0o644))
		p, err := Open(path, Options{NoCopyOnOpen: true})
		must(t, err)
		checkWhole(t, p)
		mina, err := p.PersonByHandle("mina-berg")
		must(t, err)
		article, err := p.FindArticle("article.txt")
		must(t, err)
		wantArchived(t, p, mina, article)
		must(t, p.Close())
	}
}

// wantArchived wants what writeArchive wrote, to the letter.
func wantArchived(t *testing.T, p *Project, mina annotate.Person, article annotate.ID) {
	t.Helper()
	text, err := p.Text(article)
	must(t, err)
	book, err := p.Codebook()
	must(t, err)
	if text != sampleText || mina.Name != "Mina Berg" || book.Name != "Test" || len(book.Labels) != 3 {
		t.Errorf("the text is %q, the person %+v, the codebook %s with %d labels", text, mina, book.Name, len(book.Labels))
	}
	list, err := p.Annotations(article, mina.ID)
	must(t, err)
	var got []string
	for _, a := range list {
		got = append(got, fmt.Sprintf("%s %d-%d %q %d links %q", a.Label, a.Spans[0].Start, a.Spans[0].End, a.Text(), len(a.Links), a.Note))
	}
	want := []string{`quote 0-17 "“It is late,”" 1 links ""`, `cue 19-23 "aid " 0 links ""`, `person 30-38 "da Lund." 0 links ""`}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if len(list) == 3 && (list[0].Links[0].Role != "speaker" || list[0].Links[0].To != list[2].ID) {
		t.Errorf("the quote's speaker is %+v", list[0].Links)
	}
	done, err := p.Redo(mina.ID)
	must(t, err)
	list, err = p.Annotations(article, mina.ID)
	must(t, err)
	if done.Action != "set note" || list[0].Note != "check the tape" {
		t.Errorf("redoing %q gave the note %q", done.Action, list[0].Note)
	}
	checkWhole(t, p)
}

func writeArchive(t *testing.T, archive string) {
	t.Helper()
	p, path := newFile(t)
	mina := addPerson(t, p, "Mina Berg")
	article := addArticle(t, p, mina, sampleText)
	quote := mark(t, p, mina, article, "quote", 0, 17)
	mark(t, p, mina, article, "cue", 19, 23)
	speaker := mark(t, p, mina, article, "person", 30, 38)
	_, err := p.Commit(annotate.AddLink(quote, annotate.Link{ID: annotate.NewID(), Role: "speaker", To: speaker.ID}))
	must(t, err)
	_, err = p.Commit(annotate.SetNote(quote, "check the tape"))
	must(t, err)
	undo(t, p, mina, "set note")
	must(t, p.Close())
	raw, err := os.ReadFile(path)
	must(t, err)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err = z.Write(raw)
	must(t, errors.Join(err, z.Close()))
	must(t, os.MkdirAll("testdata", 0o755))
	must(t, os.WriteFile(archive, packed.Bytes(), 0o644))
}

// archivedProject is the file of a project of a version.
func archivedProject(t testing.TB, version uint64) []byte {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", fmt.Sprintf("format-%d.bluepencil.gz", version)))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestBackupNeverOverwrites(t *testing.T) {
	p, _ := newFile(t)
	defer p.Close()
	path := filepath.Join(t.TempDir(), "letter")
	must(t, os.WriteFile(path, []byte("dear"), 0o644))
	if err := p.Backup(path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	if err := p.Backup(filepath.Join(t.TempDir(), "no", "such", "folder")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestACopiedFileIsAnotherReplica(t *testing.T) {
	p, path := newFile(t)
	replica := p.Replica()
	must(t, p.Close())
	raw, err := os.ReadFile(path)
	must(t, err)
	copied := filepath.Join(t.TempDir(), "copied.bluepencil")
	must(t, os.WriteFile(copied, raw, 0o644))
	for path, same := range map[string]bool{path: true, copied: false} {
		p, err := Open(path, Options{NoCopyOnOpen: true})
		must(t, err)
		if (p.Replica() == replica) != same {
			t.Errorf("%s: the same replica is %v, want %v", path, !same, same)
		}
		must(t, p.Close())
	}
}

func TestImportIsInvisibleUntilItIsClosed(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		i, err := p.StartImport(mina, "import many")
		must(t, err)
		add := func(n int) (annotate.ID, bool) {
			doc, err := source.FromText(fmt.Sprint(n, ".txt"), fmt.Sprint("Article number ", n, "\n"))
			must(t, err)
			id, duplicate, err := i.Add(doc)
			must(t, err)
			return id, duplicate
		}
		first, _ := add(0)
		for n := 1; n < 3000; n++ { // more than one transaction
			add(n)
		}
		if again, duplicate := add(0); !duplicate || again != first {
			t.Error("the same text within one import is not recognised")
		}
		if counts, _ := p.StatusCounts(mina); len(counts) != 0 {
			t.Errorf("an open import shows %v", counts)
		}
		n, err := i.Close("import 3000 articles")
		must(t, err)
		if counts, _ := p.StatusCounts(mina); n != 3000 || counts[annotate.StatusNew] != 3000 {
			t.Errorf("%d added, %v seen", n, counts)
		}
		undo(t, p, mina, "import 3000 articles")
		if counts, _ := p.StatusCounts(mina); len(counts) != 0 {
			t.Errorf("the undone import shows %v", counts)
		}
	})
}

func TestAnAbandonedImportLeavesNothingInTheWay(t *testing.T) {
	p, path := newFile(t)
	mina := addPerson(t, p, "Mina")
	doc, err := source.FromText("a.txt", "Some text.\n")
	must(t, err)
	i, err := p.StartImport(mina, "import")
	must(t, err)
	_, _, err = i.Add(doc)
	must(t, err)
	must(t, i.flush())
	must(t, p.Close()) // as a crash would leave it
	p, err = Open(path, Options{NoCopyOnOpen: true})
	must(t, err)
	defer p.Close()
	checkWhole(t, p)
	if counts, _ := p.StatusCounts(mina); len(counts) != 0 {
		t.Errorf("the abandoned import shows %v", counts)
	}
	addArticle(t, p, mina, "Some text.\n")
	if counts, _ := p.StatusCounts(mina); counts[annotate.StatusNew] != 1 {
		t.Errorf("the text cannot be imported again: %v", counts)
	}
}

func TestTheClockNeverRunsBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.bluepencil")
	day := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	p, err := Create(path, testCodebook(), Options{Now: func() time.Time { return day }})
	must(t, err)
	mina := addPerson(t, p, "Mina")
	article := addArticle(t, p, mina, sampleText)
	_, err = p.Commit(annotate.SetMeta(mina, article, "outlet", "before"))
	must(t, err)
	must(t, p.Close())
	p, err = Open(path, Options{NoCopyOnOpen: true, Now: func() time.Time { return day.AddDate(-1, 0, 0) }})
	must(t, err)
	defer p.Close()
	_, err = p.Commit(annotate.SetMeta(mina, article, "outlet", "after"))
	must(t, err)
	a, err := p.Article(article)
	must(t, err)
	if a.Meta["outlet"] != "after" {
		t.Errorf("after the clock was turned back a new value lost: %q", a.Meta["outlet"])
	}
}
