package finder

import (
	"context"
	"errors"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage/search"
)

// shelf is an index that answers what the test says.
type shelf struct {
	matches []search.Match
	err     error
	state   search.State
}

func (s *shelf) State() search.State { return s.state }

func (s *shelf) Search(ctx context.Context, _ search.Request, each func(search.Match) bool) error {
	for _, m := range s.matches {
		if !each(m) {
			break
		}
	}
	return errors.Join(s.err, ctx.Err())
}

// screen collects what is posted to the screen's goroutine.
type screen chan func()

func newFinder(s *shelf) (*Finder, screen, *int) {
	posted, shown := make(screen, 16), 0
	return New(Options{Index: s, UI: func(fn func()) { posted <- fn }, Show: func() { shown++ }}), posted, &shown
}

func TestHitsAreRowsToStepThrough(t *testing.T) {
	hit := search.Hit{In: search.InText, Range: text.Range{Start: 10, End: 14}, Snippet: "Mayor Lund said", Marked: text.Range{Start: 6, End: 10}}
	note := search.Hit{In: search.InNotes, Range: text.Range{Start: 0, End: 4}, Snippet: "Lund?", Marked: text.Range{Start: 0, End: 4}, Annotation: annotate.NewID()}
	f, screen, shown := newFinder(&shelf{matches: []search.Match{{Title: "A", Hits: []search.Hit{hit, note}, Total: 2}, {Title: "B", Hits: []search.Hit{hit}, Total: 1}},
		state: search.State{Phase: search.Following}})
	f.Look(search.Request{Query: "lund"})
	(<-screen)()
	if len(f.Rows()) != 3 || *shown != 1 || f.Words() != "3 hits in 2 articles." {
		t.Fatalf("%d rows, %q", len(f.Rows()), f.Words())
	}
	first, ok := f.Step(1)
	if !ok || first.Context.Before != "Mayor " || first.Context.Words != "Lund" || first.Range != hit.Range {
		t.Errorf("the first row is %+v", first)
	}
	second, _ := f.Step(1)
	if second.Where != "note" || !second.Range.Empty() || second.Annotation != note.Annotation {
		t.Errorf("the second row is %+v", second)
	}
	f.Again() // as when the index has grown
	(<-screen)()
	if f.At() != 1 {
		t.Errorf("the second row was shown, and now it is %d", f.At())
	}
	if _, ok := f.Choose(3); ok || f.At() != 1 {
		t.Error("there is no fourth row")
	}
}

func TestOnlyTheLatestSearchIsShown(t *testing.T) {
	s := &shelf{state: search.State{Phase: search.Following}}
	f, screen, shown := newFinder(s)
	f.Look(search.Request{Query: "old"})
	old := <-screen
	f.Look(search.Request{Query: "new"})
	(<-screen)()
	old()
	if *shown != 1 || f.Request().Query != "new" {
		t.Errorf("shown %d times, for %q", *shown, f.Request().Query)
	}
}

func TestWhyThereIsNoAnswer(t *testing.T) {
	for _, test := range []struct {
		query string
		err   error
		state search.State
		want  string
	}{
		{"", nil, search.State{}, "quotation marks"},
		{"x", nil, search.State{Phase: search.Following}, "Nothing was found."},
		{"x", search.ErrNotReady, search.State{}, "made ready"},
		{"x", nil, search.State{Phase: search.Building, Done: 3, Total: 9}, "3 of 9 articles"},
		{"x", errors.New("the disk is gone"), search.State{}, "the disk is gone"},
	} {
		f, screen, _ := newFinder(&shelf{err: test.err, state: test.state})
		f.Look(search.Request{Query: test.query})
		if test.query != "" {
			(<-screen)()
		}
		if !strings.Contains(f.Words(), test.want) {
			t.Errorf("%q: %q", test.query, f.Words())
		}
	}
}
