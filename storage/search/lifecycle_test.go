package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
)

func TestTheIndexFollowsTheProject(t *testing.T) {
	d := newDesk(t)
	d.open()
	id := d.add("The bridge is late.")
	d.wants("bridge", id)
	ref := d.mark(d.mina, id, "quote", "late")
	d.wants("label:quote", id)
	d.commit(annotate.DeleteAnnotation(ref))
	d.wants("label:quote")
	_, err := d.project.Undo(d.mina)
	must(t, err)
	d.wants("label:quote", id)
	d.commit(annotate.DeleteArticle(d.mina, id))
	d.wants("bridge")
	d.commit(annotate.RestoreArticle(d.mina, id))
	d.wants("bridge", id)
}

func TestAnUndoneImportIsNotFoundAndARedoneOneIs(t *testing.T) {
	d := newDesk(t)
	id := d.add("The bridge is late.")
	d.wants("bridge", id)
	_, err := d.project.Undo(d.mina)
	must(t, err)
	d.wants("bridge")
	d.closeIndex()
	must(t, os.RemoveAll(Dir(d.path)))
	d.wants("bridge") // built anew while the import is undone
	_, err = d.project.Redo(d.mina)
	must(t, err)
	d.wants("bridge", id)
}

func TestTheIndexCatchesUpWithWhatHappenedMeanwhile(t *testing.T) {
	d := newDesk(t)
	first := d.add("The bridge is late.")
	d.wants("bridge", first)
	d.close()
	d.reopen()
	second := d.add("The bridge is early.")
	d.commit(annotate.DeleteArticle(d.mina, first))
	d.wants("bridge", second)
}

func TestARenamedEntityIsFoundByItsNewName(t *testing.T) {
	d := newDesk(t)
	id := d.add("He said it was late.")
	ref := d.mark(d.mina, id, "person", "He")
	e := annotate.Entity{ID: annotate.NewID(), Name: "Reyle"}
	draft, err := annotate.AddEntity(d.mina, e)
	must(t, err)
	d.commit(draft)
	d.commit(annotate.SetEntity(ref, e.ID))
	d.wants("reyle", id)
	rename := annotate.Draft{Person: d.mina, Action: "rename"}
	rename.Set(annotate.EntityRef(e.ID), annotate.FieldName, "Nora Vik")
	d.commit(rename)
	d.wants("reyle")
	d.wants("vik", id)
}

// indexFiles lists the files of the index.
func indexFiles(t *testing.T, d *desk) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(Dir(d.path), "*"))
	must(t, err)
	if len(files) < 3 {
		t.Fatalf("only %v", files)
	}
	return files
}

func TestADamagedIndexIsMadeAnew(t *testing.T) {
	for name, harm := range map[string]func(path string, content []byte) error{
		"bytes flipped": func(path string, content []byte) error {
			for i := 7; i < len(content); i += 97 {
				content[i] ^= 0x55
			}
			return os.WriteFile(path, content, 0o600)
		},
		"one byte flipped": func(path string, content []byte) error {
			content[len(content)/2] ^= 1
			return os.WriteFile(path, content, 0o600)
		},
		"cut short": func(path string, content []byte) error { return os.WriteFile(path, content[:len(content)/2], 0o600) },
		"emptied":   func(path string, _ []byte) error { return os.WriteFile(path, nil, 0o600) },
		"deleted":   func(path string, _ []byte) error { return os.Remove(path) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			var ids []annotate.ID
			for n := range 20 {
				ids = append(ids, d.add(fmt.Sprintf("The bridge is late by %d days.", n)))
			}
			d.wants("bridge", ids...)
			d.closeIndex()
			for n := range indexFiles(t, d) {
				path := indexFiles(t, d)[n]
				content, err := os.ReadFile(path)
				must(t, err)
				must(t, harm(path, content))
				d.wants("bridge", ids...)
				d.closeIndex()
			}
		})
	}
}

func TestAForeignIndexIsThrownAway(t *testing.T) {
	d, other := newDesk(t), newDesk(t)
	id := d.add("The bridge is late.")
	d.wants("bridge", id)
	other.wants("bridge")
	foreign := other.add("The bridge is not ours.")
	other.wants("bridge", foreign)
	d.closeIndex()
	other.closeIndex()
	must(t, os.RemoveAll(Dir(d.path)))
	must(t, os.CopyFS(Dir(d.path), os.DirFS(Dir(other.path))))
	d.wants("bridge", id)
}

// TestAnOlderFileInPlaceOfTheProject: a copy from before is put in its place,
// and goes on differently.
func TestAnOlderFileInPlaceOfTheProject(t *testing.T) {
	d := newDesk(t)
	first := d.add("The bridge is late.")
	d.close()
	before, err := os.ReadFile(d.path)
	must(t, err)
	d.reopen()
	second := d.add("The bridge is early.")
	d.wants("bridge", first, second)
	d.close()
	must(t, os.WriteFile(d.path, before, 0o666))
	d.reopen()
	third := d.add("The bridge is gone.")
	d.wants("bridge", first, third)
}

func TestACrashMeansCatchingUpOnly(t *testing.T) {
	d := newDesk(t)
	first := d.add("The bridge is late.")
	d.wants("bridge", first)
	crashed := filepath.Join(t.TempDir(), "crashed")
	must(t, os.CopyFS(crashed, os.DirFS(Dir(d.path)))) // as it lies there while the program runs
	second := d.add("The bridge is early.")
	d.closeIndex()
	var phases []Phase
	x := Open(d.project, Options{Dir: crashed, Changed: func(s State) { phases = append(phases, s.Phase) }})
	must(t, x.Wait(context.Background()))
	d.index = x
	d.wants("bridge", first, second)
	d.closeIndex()
	if slices.Contains(phases, Building) {
		t.Errorf("it was built anew: %v", phases)
	}
}

func TestAPurgedArticleLeavesNoWordBehind(t *testing.T) {
	d := newDesk(t)
	kept := d.add("The bridge is late.")
	gone := d.add("The harbourmaster whispered.")
	d.wants("harbourmaster", gone)
	_, err := d.project.Purge(d.mina, gone, "a source asked") // while the index is open
	must(t, err)
	d.wants("harbourmaster")
	d.wants("bridge", kept)
	d.closeIndex()
	for _, path := range indexFiles(t, d) {
		content, err := os.ReadFile(path)
		must(t, err)
		if strings.Contains(string(content), "harbourmaster") {
			t.Errorf("%s has the word", path)
		}
	}
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	d := newDesk(t)
	id := d.add("The bridge is late.")
	must(t, os.WriteFile(storage.CacheDir(d.path), []byte("a file stands where the folder should"), 0o666))
	d.wants("bridge", id)
	if s := d.index.State(); !s.Memory || s.Err == nil || s.Phase != Following {
		t.Errorf("state %+v", s)
	}
	second := d.add("The bridge is early.")
	d.wants("bridge", id, second)
	d.commit(annotate.DeleteArticle(d.mina, id))
	d.wants("bridge", second)
}

func TestAFolderWithoutPermission(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("permissions do not bind here")
	}
	d := newDesk(t)
	id := d.add("The bridge is late.")
	must(t, os.MkdirAll(Dir(d.path), 0o555))
	d.wants("bridge", id)
	if !d.index.State().Memory {
		t.Errorf("state %+v", d.index.State())
	}
}

func TestStoppedAndStartedAgain(t *testing.T) {
	d := newDesk(t)
	id := d.add("The bridge is late.")
	x := d.open()
	must(t, x.Stop())
	err := x.Search(context.Background(), Request{Query: "bridge"}, func(Match) bool { return true })
	if !errors.Is(err, ErrStopped) || !errors.Is(x.Wait(context.Background()), ErrStopped) {
		t.Errorf("a stopped search says %v", err)
	}
	second := d.add("The bridge is early.")
	must(t, x.Start(false))
	d.wants("bridge", id, second)
	must(t, x.Start(true))
	d.wants("bridge", id, second)
	must(t, x.Close())
	if err := x.Start(false); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed search says %v", err)
	}
	if err := x.Search(context.Background(), Request{Query: "bridge"}, func(Match) bool { return true }); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed search says %v", err)
	}
}

// TestABuildThatIsInterruptedGoesOn: the second run takes in only what the
// first one left.
func TestABuildThatIsInterruptedGoesOn(t *testing.T) {
	d := newDesk(t)
	i, err := d.project.StartImport(d.mina, "import")
	must(t, err)
	var ids []annotate.ID
	for n := range 2*batchArticles + 10 {
		id, _, err := i.Add(fileOf(t, fmt.Sprintf("Bridge %d", n)))
		must(t, err)
		ids = append(ids, id)
	}
	_, err = i.Close("")
	must(t, err)
	some := make(chan struct{})
	var first, second []State
	stopped := false
	x := Open(d.project, Options{Changed: func(s State) {
		first = append(first, s)
		if s.Phase == Building && s.Done > 0 && !stopped {
			stopped = true
			close(some)
		}
	}})
	<-some
	must(t, x.Stop())
	must(t, x.Close())
	x = Open(d.project, Options{Changed: func(s State) { second = append(second, s) }})
	d.index = x
	d.wants("bridge", ids...)
	must(t, x.Close())
	at := slices.IndexFunc(second, func(s State) bool { return s.Phase == Building })
	if at >= 0 && second[at].Done == 0 {
		t.Errorf("the second run began at the beginning: %+v", second[at])
	}
	if total := first[1].Total; total != len(ids) {
		t.Errorf("progress of %d, there are %d", total, len(ids))
	}
}

func TestALongSearchEndsWhenItIsCancelled(t *testing.T) {
	d := newDesk(t)
	for n := range 5 {
		d.add(fmt.Sprintf("The bridge %d.", n))
	}
	ctx, cancel := context.WithCancel(context.Background())
	seen := 0
	err := d.open().Search(ctx, Request{Query: "bridge"}, func(Match) bool {
		seen++
		cancel()
		return true
	})
	if !errors.Is(err, context.Canceled) || seen != 1 {
		t.Errorf("%d articles, %v", seen, err)
	}
}

func TestAProjectInMemoryHasItsIndexInMemory(t *testing.T) {
	p, err := storage.NewMemory(testCodebook(), storage.Options{})
	must(t, err)
	mina, err := p.AddPerson(annotate.Person{Name: "Mina"})
	must(t, err)
	d := &desk{t: t, project: p, mina: mina.ID}
	t.Cleanup(d.close)
	id := d.add("The bridge is late.")
	d.wants("bridge", id)
}

// TestAMergeIsFoundAtOnce, without the index being made anew, by the names and
// values things are read as; and taken back, it is as before.
func TestAMergeIsFoundAtOnce(t *testing.T) {
	d := newDesk(t)
	one := d.add("The mayor spoke of the harbour.\n")
	two := d.add("The council heard of it.\n")
	d.mark(d.mina, one, "claim", "mayor")
	ref := d.mark(d.kim, two, "quote", "council")
	d.commit(annotate.SetAttribute(ref, "type", "indirect"))
	d.open()
	edit := func(make func(annotate.Editor) (annotate.Draft, error)) {
		t.Helper()
		book, err := d.project.Codebook()
		must(t, err)
		draft, err := make(annotate.Editor{Person: d.mina, Book: book})
		must(t, err)
		d.commit(draft)
	}
	if got := d.find("label:quote"); len(got) != 1 {
		t.Errorf("before the merge %d articles have a quote", len(got))
	}
	edit(func(e annotate.Editor) (annotate.Draft, error) { return e.MergeLabel("claim", "quote") })
	edit(func(e annotate.Editor) (annotate.Draft, error) { return e.MergeChoice("type", "indirect", "direct") })
	for query, want := range map[string]int{"label:quote": 2, "label:claim": 2, "type=direct": 1, "type=indirect": 1, "-label:quote": 0, "in:annotations direct": 1} {
		if got := d.find(query); len(got) != want {
			t.Errorf("merged, %q finds %d articles, want %d", query, len(got), want)
		}
	}
	if got := d.ask(Request{Labels: []annotate.LabelID{"quote"}}); len(got) != 2 {
		t.Errorf("merged, the filter of labels finds %d articles", len(got))
	}
	edit(func(e annotate.Editor) (annotate.Draft, error) { return e.UnmergeLabel("claim") })
	edit(func(e annotate.Editor) (annotate.Draft, error) { return e.MergeChoice("type", "indirect", "") })
	for query, want := range map[string]int{"label:quote": 1, "label:claim": 1, "type=direct": 0, "type=indirect": 1} {
		if got := d.find(query); len(got) != want {
			t.Errorf("taken back, %q finds %d articles, want %d", query, len(got), want)
		}
	}
}
