package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/storage/kv"
	"bluepencil/storage/listing"
)

// manyForAFile is how many articles of addMany make an index that gets a file.
const manyForAFile = 1500

// addMany adds articles with long titles in one import.
func addMany(t *testing.T, p *Project, person annotate.ID, from, n int) {
	t.Helper()
	i, err := p.StartImport(person, "import")
	must(t, err)
	for k := from; k < from+n; k++ {
		doc, err := source.FromText(fmt.Sprintf("%05d.txt", k), fmt.Sprintf("Article %05d\n\n%s", k, sampleText))
		must(t, err)
		doc.Title = fmt.Sprintf("Article %05d %s", k, strings.Repeat("long ", 30))
		_, _, err = i.Add(doc)
		must(t, err)
	}
	_, err = i.Close("")
	must(t, err)
}

// sameAsScan compares a list with a scan of the project.
func sameAsScan(t *testing.T, p *Project, f ArticleFilter) *List {
	t.Helper()
	list, err := p.List(t.Context(), f)
	must(t, err)
	var scanned []ArticleRow
	must(t, p.Articles(f, func(r ArticleRow) bool { scanned = append(scanned, r); return true }))
	counts := map[annotate.Status]int{}
	every := f
	every.Statuses = nil
	must(t, p.Articles(every, func(r ArticleRow) bool { counts[r.Status]++; return true }))
	rows, err := list.Rows(0, list.Len())
	must(t, err)
	for i := range rows {
		rows[i].Marked = 0
	}
	if len(rows) != len(scanned) || len(rows) > 0 && !reflect.DeepEqual(rows, scanned) {
		t.Fatalf("the list of %+v has %d rows, the project %d", f, len(rows), len(scanned))
	}
	if !reflect.DeepEqual(list.Counts(), counts) {
		t.Fatalf("the list of %+v counts %v, the project %v", f, list.Counts(), counts)
	}
	return list
}

// TestListsSayWhatTheProjectSays does things at random and compares.
func TestListsSayWhatTheProjectSays(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		random := rand.New(rand.NewPCG(4, 2))
		people := []annotate.ID{addPerson(t, p, "Mina Orth"), addPerson(t, p, "Nora Vik")}
		var ids []annotate.ID
		for round := range 120 {
			person := people[random.IntN(2)]
			if round%8 == 0 {
				ids = append(ids, addArticle(t, p, person, fmt.Sprintf("Ferry %d\n\n%s", round, sampleText)))
			}
			at := ids[random.IntN(len(ids))]
			drafts := []annotate.Draft{
				annotate.SetStatus(person, at, annotate.StatusInProgress, ""),
				annotate.SetStatus(person, at, annotate.StatusSetAside, "doubtful"),
				annotate.SetMeta(person, at, annotate.MetaTitle, fmt.Sprintf("Bridge %d", round)),
				annotate.SetMeta(person, at, annotate.MetaOutlet, "The Alder Courier"),
				annotate.DeleteArticle(person, at), annotate.RestoreArticle(person, at),
			}
			_, err := p.Commit(drafts[random.IntN(len(drafts))])
			must(t, err)
			if _, err := p.Undo(person); random.IntN(4) == 0 && err != nil && !errors.Is(err, annotate.ErrNothingToUndo) && !errors.Is(err, annotate.ErrChangedSince) {
				t.Fatal(err)
			}
			sameAsScan(t, p, ArticleFilter{Person: people[random.IntN(2)], Query: []string{"", "bridge", "COURIER"}[random.IntN(3)],
				Deleted: random.IntN(3) == 0, Statuses: [][]annotate.Status{nil, {annotate.StatusNew}}[random.IntN(2)]})
		}
	})
}

func TestAPageIsReadAsTheProjectStandsNow(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina Orth")
		id := addArticle(t, p, mina, sampleText)
		list, err := p.List(t.Context(), ArticleFilter{Person: mina})
		must(t, err)
		span, err := annotate.SpanOf(sampleText, 0, len("“It is late,”"))
		must(t, err)
		_, err = p.Commit(annotate.Mark(mina, id, annotate.NewID(), "quote", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
		must(t, err)
		rows, err := list.Rows(0, 10)
		must(t, err)
		if len(rows) != 1 || rows[0].Marked != 1 || list.ID(0) != id || list.Index(id) != 0 || list.Index(mina) != -1 {
			t.Errorf("rows %+v", rows)
		}
		for _, c := range []struct{ offset, limit int }{{1, 5}, {-3, 0}, {7, 7}, {0, -1}} {
			if rows, err := list.Rows(c.offset, c.limit); err != nil || len(rows) != 0 {
				t.Errorf("page at %d of %d: %d rows, %v", c.offset, c.limit, len(rows), err)
			}
		}
	})
}

func TestListsAreSorted(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina Orth")
		for _, title := range []string{"bridge", "Alder", "école", "Bridge of Reyle"} {
			addArticle(t, p, mina, title+"\n\n"+sampleText)
		}
		list, err := p.List(t.Context(), ArticleFilter{Person: mina, Order: listing.ByTitle, Descending: true})
		must(t, err)
		rows, err := list.Rows(0, 9)
		must(t, err)
		var titles []string
		for _, row := range rows {
			titles = append(titles, row.Title)
		}
		if got := strings.Join(titles, ", "); got != "école, Bridge of Reyle, bridge, Alder" {
			t.Errorf("sorted they are %s", got)
		}
	})
}

// listed is a project file whose index has been written.
func listed(t *testing.T) (path, index string, mina annotate.ID) {
	t.Helper()
	p, path := newFile(t)
	mina = addPerson(t, p, "Mina Orth")
	addMany(t, p, mina, 0, manyForAFile)
	sameAsScan(t, p, ArticleFilter{Person: mina})
	must(t, p.Close())
	index = filepath.Join(CacheDir(path), listName)
	if _, err := os.Stat(index); err != nil {
		t.Fatalf("the index was not written: %v", err)
	}
	return path, index, mina
}

// reopen opens a project until the test ends.
func reopen(t *testing.T, path string) *Project {
	t.Helper()
	p, err := Open(path, Options{NoCopyOnOpen: true})
	must(t, err)
	t.Cleanup(func() { must(t, p.Close()) }) // closing again does nothing
	return p
}

func TestTheIndexIsTakenUpAgainAndFollows(t *testing.T) {
	path, _, mina := listed(t)
	p := reopen(t, path)
	_, err := p.Commit(annotate.SetMeta(mina, mustFind(t, p, "00003.txt"), annotate.MetaTitle, "Ferry"))
	must(t, err)
	if list := sameAsScan(t, p, ArticleFilter{Person: mina, Query: "ferry"}); list.Len() != 1 {
		t.Errorf("%d articles are called so", list.Len())
	}
	if p.listed.index.Written() == p.listed.index.Stamp() || p.listed.index.Changed() != 1 {
		t.Errorf("%d entries changed since the file was written", p.listed.index.Changed())
	}
}

func mustFind(t *testing.T, p *Project, name string) annotate.ID {
	t.Helper()
	id, err := p.FindArticle(name)
	must(t, err)
	return id
}

func TestAnIndexThatCannotBeUsedIsMadeAgain(t *testing.T) {
	path, index, mina := listed(t)
	_, other, _ := listed(t)
	for name, spoil := range map[string]func(t *testing.T, index string){
		"deleted": func(t *testing.T, index string) { must(t, os.RemoveAll(filepath.Dir(index))) },
		"empty":   func(t *testing.T, index string) { must(t, os.WriteFile(index, nil, 0o600)) },
		"cut off": func(t *testing.T, index string) { must(t, os.Truncate(index, 200_000)) },
		"damaged": func(t *testing.T, index string) {
			raw, err := os.ReadFile(index)
			must(t, err)
			raw[len(raw)/2] ^= 1
			must(t, os.WriteFile(index, raw, 0o600))
		},
		"of another project": func(t *testing.T, index string) {
			raw, err := os.ReadFile(other)
			must(t, err)
			must(t, os.WriteFile(index, raw, 0o600))
		},
		"a folder": func(t *testing.T, index string) {
			must(t, os.Remove(index))
			must(t, os.MkdirAll(filepath.Join(index, "x"), 0o755))
		},
		"in a place that takes no files": func(t *testing.T, index string) {
			must(t, os.RemoveAll(filepath.Dir(index)))
			must(t, os.WriteFile(filepath.Dir(index), nil, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			must(t, os.RemoveAll(CacheDir(path)))
			p := reopen(t, path)
			sameAsScan(t, p, ArticleFilter{Person: mina})
			must(t, p.Close())
			spoil(t, index)
			p = reopen(t, path)
			for range 2 {
				if list := sameAsScan(t, p, ArticleFilter{Person: mina}); list.Len() != manyForAFile {
					t.Errorf("%d articles", list.Len())
				}
			}
		})
	}
}

// The file's older self is put back where it was, which leaves its place the
// same; then it goes on differently.
func TestTheIndexOfAnotherHistoryIsNotUsed(t *testing.T) {
	path, _, mina := listed(t)
	before, err := os.ReadFile(path)
	must(t, err)
	for _, title := range []string{"one", "other"} {
		must(t, os.WriteFile(path, before, 0o600))
		p, err := Open(path, Options{NoCopyOnOpen: true})
		must(t, err)
		_, err = p.Commit(annotate.SetMeta(mina, mustFind(t, p, "00003.txt"), annotate.MetaTitle, title))
		must(t, err)
		p.listed.forget() // so that a file is written at this very position
		if list := sameAsScan(t, p, ArticleFilter{Query: title}); list.Len() != 1 {
			t.Errorf("%d articles are called %s", list.Len(), title)
		}
		must(t, p.Close())
	}
}

func TestAnIndexThatFollowedFarIsWrittenAgain(t *testing.T) {
	path, _, mina := listed(t)
	p := reopen(t, path)
	addMany(t, p, mina, manyForAFile, changedAtMost+1)
	if list := sameAsScan(t, p, ArticleFilter{Person: mina}); list.Len() != manyForAFile+changedAtMost+1 {
		t.Errorf("%d articles", list.Len())
	}
	if p.listed.index.Changed() != 0 || p.listed.index.Written() != p.listed.index.Stamp() {
		t.Errorf("%d changed entries are kept beside the file", p.listed.index.Changed())
	}
	addMany(t, p, mina, 10_000, followAtMost+1)
	sameAsScan(t, p, ArticleFilter{Person: mina, Query: "0001"})
}

func TestASmallIndexLeavesNothingBesideTheProject(t *testing.T) {
	p, path := newFile(t)
	defer p.Close()
	mina := addPerson(t, p, "Mina Orth")
	addMany(t, p, mina, 0, 20)
	sameAsScan(t, p, ArticleFilter{Person: mina})
	if _, err := os.Stat(CacheDir(path)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is a folder: %v", err)
	}
}

func TestACancelledListEndsAndTheNextOneIsRight(t *testing.T) {
	p, _ := newFile(t)
	defer p.Close()
	mina := addPerson(t, p, "Mina Orth")
	addMany(t, p, mina, 0, 200)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.List(ctx, ArticleFilter{}); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	sameAsScan(t, p, ArticleFilter{Person: mina})
}

// Lists are asked for from several goroutines while somebody works; what was
// committed before a list is in it.
func TestListsAndCommitsAtOnce(t *testing.T) {
	p, _ := newFile(t)
	mina := addPerson(t, p, "Mina Orth")
	addMany(t, p, mina, 0, 100)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for n := range 20 {
				title := fmt.Sprintf("worker %d step %d end", worker, n)
				id := annotate.ID{}
				if list, err := p.List(context.Background(), ArticleFilter{}); err == nil {
					id = list.ID(worker*20 + n)
				}
				if _, err := p.Commit(annotate.SetMeta(mina, id, annotate.MetaTitle, title)); err != nil {
					t.Error(err)
				}
				if list, err := p.List(context.Background(), ArticleFilter{Query: title}); err != nil || list.Len() != 1 {
					t.Errorf("%q is not found: %v", title, err)
				}
			}
		})
	}
	group.Wait()
	must(t, p.Close())
	if _, err := p.List(context.Background(), ArticleFilter{}); !errors.Is(err, kv.ErrClosed) {
		t.Errorf("a closed project said %v", err)
	}
}

func TestFindArticleByTheBeginningOfItsID(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina Orth")
		first, second := addArticle(t, p, mina, sampleText), addArticle(t, p, mina, "Ferry\n\n"+sampleText)
		for _, name := range []string{first.String(), strings.ToLower(first.String()), first.String()[:25]} {
			if got, err := p.FindArticle(name); err != nil || got != first {
				t.Errorf("%s finds %s, %v", name, got, err)
			}
		}
		if _, err := p.FindArticle(first.String()[:4]); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("two articles fit: %v", err)
		}
		if got, err := p.FindArticle("Ferry"); err != nil || got != second {
			t.Errorf("the title finds %s, %v", got, err)
		}
		for _, name := range []string{"", " ", "8ZZZ", "Fer", strings.Repeat("0", 26), first.String() + "0"} {
			if got, err := p.FindArticle(name); !errors.Is(err, annotate.ErrNotFound) {
				t.Errorf("%q finds %s, %v", name, got, err)
			}
		}
		_, err := p.Commit(annotate.DeleteArticle(mina, first))
		must(t, err)
		if _, err := p.FindArticle(first.String()); !errors.Is(err, annotate.ErrNotFound) {
			t.Errorf("an article in the bin is found: %v", err)
		}
	})
}
