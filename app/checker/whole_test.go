package checker

import (
	"context"
	"errors"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/storage"
)

// TestTheWholeProjectIsChecked: every layer somebody has begun, as the project
// checks it, nothing of which is written.
func TestTheWholeProjectIsChecked(t *testing.T) {
	b := newBench(t, article, "Nobody “said much” there.\n", "Not begun “at all.”\n")
	b.mark("person", "Ada Lund ")
	b.desk.OpenRow(1)
	b.settle()
	b.mark("quote", "“said much”")
	undo := b.desk.UndoName()
	w, err := CheckAll(context.Background(), b.project, nil)
	must(t, err)
	want := map[annotate.ID]int{}
	_, err = b.project.LintAll(context.Background(), storage.LintFilter{Settings: lint.Settings{}}, nil, func(l storage.LintedLayer) error {
		want[l.Article.ID] = len(l.Findings)
		return nil
	})
	must(t, err)
	got := map[annotate.ID]int{}
	for _, p := range w.Places {
		got[p.Article]++
		if p.Person.Name != "Mina Berg" || p.Finding.Fix != nil || p.Title == "" {
			t.Errorf("%+v", p)
		}
		if !p.Finding.Range.Empty() && p.Context.Words == "" {
			t.Errorf("no words of %+v", p.Finding)
		}
	}
	if len(want) != 2 || len(got) != 2 || w.Report.Articles != 2 {
		t.Errorf("found in %v, want %v", got, want)
	}
	for id, n := range want {
		if got[id] != n {
			t.Errorf("%d findings of an article, want %d", got[id], n)
		}
	}
	if w.Found != len(w.Places) || w.Counts[lint.Error] == 0 || w.Complete.Speakers.All != 1 || !strings.Contains(w.Words(), "2 articles") {
		t.Errorf("%q, %+v", w.Words(), w.Complete)
	}
	b.settle()
	if b.desk.UndoName() != undo {
		t.Errorf("the check wrote %q", b.desk.UndoName())
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := CheckAll(stopped, b.project, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestTheListOfAWholeProjectIsBounded(t *testing.T) {
	l := &storage.LintedLayer{Article: &annotate.Article{ID: annotate.NewID()}, Text: article, Findings: make([]lint.Finding, mostPlaces+5)}
	w := &Whole{}
	w.add(l, annotate.Person{})
	if len(w.Places) != mostPlaces || w.Found != mostPlaces+5 || !strings.Contains(w.Words(), "The first 20000 are listed") {
		t.Errorf("%d kept of %d: %q", len(w.Places), w.Found, w.Words())
	}
}
