package desk

import (
	"context"
	"fmt"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// many is a desk with so many articles.
func many(t *testing.T, n int) *bench {
	t.Helper()
	texts := make([]string, n)
	for i := range texts {
		texts[i] = fmt.Sprintf("Article %03d\n\n%s", i, article)
	}
	return newBench(t, texts...)
}

func TestRowsAreReadAsTheyAreSeen(t *testing.T) {
	b := many(t, 3*pageRows)
	if row, ok := b.Row(1); !ok || row.Title != "Article 001" {
		t.Fatalf("the first page came without %+v, %v", row, ok)
	}
	at := 2*pageRows + 5
	if row, ok := b.Row(at); ok {
		t.Fatalf("row %d was there unasked: %+v", at, row)
	}
	b.Row(at + 1) // of the same page: asked for once
	if len(b.work) != 1 {
		t.Errorf("%d pages are being read", len(b.work))
	}
	before := b.shown[RowsRead]
	b.settle()
	if row, ok := b.Row(at); !ok || row.Title != fmt.Sprintf("Article %03d", at) || b.shown[RowsRead] != before+1 {
		t.Errorf("row %d is %+v, %v", at, row, ok)
	}
	for _, outside := range []int{-1, b.Len()} {
		if _, ok := b.Row(outside); ok {
			t.Errorf("there is a row %d", outside)
		}
	}
}

func TestPagesThatAreNotSeenAreDropped(t *testing.T) {
	b := many(t, (pagesKept+5)*pageRows)
	for at := 0; at < b.Len(); at += pageRows {
		b.Row(at)
		b.settle()
		b.Row(0) // stays in sight
		b.settle()
	}
	if n := len(b.listed.pages); n != pagesKept || len(b.listed.order) != pagesKept {
		t.Errorf("%d pages are kept", n)
	}
	if _, ok := b.Row(0); !ok {
		t.Error("the page that was in sight was dropped")
	}
}

func TestAPageOfAnotherSearchIsDropped(t *testing.T) {
	b := many(t, 3*pageRows)
	b.Row(2 * pageRows)
	slow := b.work
	b.work = nil
	b.SetQuery("article 00")
	b.settle()
	for _, job := range slow {
		job()
	}
	b.settle()
	if len(b.listed.pages) != 1 || b.Len() != 10 {
		t.Errorf("%d pages of %d rows", len(b.listed.pages), b.Len())
	}
}

func TestTheSeenPageComesWithTheNextList(t *testing.T) {
	b := many(t, 3*pageRows)
	at := 2 * pageRows
	b.Row(at)
	b.settle()
	b.Reload()
	b.settle()
	if _, ok := b.Row(at); !ok {
		t.Error("the list came back without the rows in sight")
	}
}

// searches notes the contexts of the searches.
type searches struct {
	Project
	contexts []context.Context
}

func (s *searches) List(ctx context.Context, f storage.ArticleFilter) (*storage.List, error) {
	s.contexts = append(s.contexts, ctx)
	return s.Project.List(ctx, f)
}

func TestANewSearchGivesTheOlderOneUp(t *testing.T) {
	b := newBench(t)
	s := &searches{Project: b.o.Project}
	b.o.Project = s
	b.SetQuery("may")
	b.work[0]()
	b.work = nil
	b.SetQuery("mayor")
	if s.contexts[0].Err() == nil {
		t.Error("the older search goes on")
	}
	b.settle()
	if b.Query() != "mayor" || b.Len() != 1 {
		t.Errorf("%q found %d", b.Query(), b.Len())
	}
}

func TestADeskThatWasLeftReadsNoMore(t *testing.T) {
	b := many(t, 2*pageRows)
	b.Leave()
	if _, ok := b.Row(pageRows); ok || len(b.work) != 0 {
		t.Errorf("%d jobs were begun on a project that is being closed", len(b.work))
	}
}

func TestMarkingCountsInTheList(t *testing.T) {
	b := newBench(t)
	id := b.mark("quote", "“It is late,”")
	if row, _ := b.Row(0); row.Marked != 1 {
		t.Errorf("%d annotations after the first", row.Marked)
	}
	b.Reload()
	b.settle()
	if row, _ := b.Row(0); row.Marked != 1 || b.Counts()[annotate.StatusInProgress] != 1 || b.At() != 0 {
		t.Errorf("%+v, counts %v, at %d", row, b.Counts(), b.At())
	}
	b.SetCurrent(id)
	b.Delete()
	b.settle()
	if row, _ := b.Row(0); row.Marked != 0 {
		t.Errorf("%d annotations after deleting", row.Marked)
	}
}
