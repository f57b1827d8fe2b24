// Package finder is the presenter of the search through the whole project:
// what is looked for, what was found, and which of it is shown. It knows no
// widgets.
package finder

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/storage/search"
)

// Index is what the finder needs of a search index; *search.Index has it.
type Index interface {
	Search(context.Context, search.Request, func(search.Match) bool) error
	State() search.State
}

// rowsAtMost bounds how many hits are shown; the query can be narrowed.
const rowsAtMost = 1000

// Row is one hit.
type Row struct {
	Article    annotate.ID
	Title      string
	Where      string // the document field or label, or "" for the text
	Context    desk.Context
	Range      text.Range  // in bytes of the article's text; empty where it is not in the text
	Annotation annotate.ID // zero where the hit is no annotation
	Person     annotate.ID
}

// same tells whether two rows are the same hit.
func (r Row) same(o Row) bool {
	return r.Article == o.Article && r.Annotation == o.Annotation && r.Where == o.Where && r.Range == o.Range
}

// Options are what a finder is made with.
type Options struct {
	Index Index
	// Reader is who looks: what others do and they may not see yet is not found.
	Reader annotate.ID
	UI     func(func()) // runs a function on the screen's goroutine
	Show   func()       // tells that rows or words changed, on the screen's goroutine
}

// Finder is the presenter. Its methods are called on the screen's goroutine.
type Finder struct {
	o          Options
	request    search.Request
	rows       []Row
	articles   int
	more       bool
	at         int
	words      string
	generation int
	cancel     context.CancelFunc
}

// New returns a finder that has looked for nothing.
func New(o Options) *Finder { return &Finder{o: o, at: -1} }

// Request is what was looked for last.
func (f *Finder) Request() search.Request { return f.request }

// Rows are the hits, in the order of articles and of places in them.
func (f *Finder) Rows() []Row { return f.rows }

// Words say what came of the search, or why there is no answer.
func (f *Finder) Words() string { return f.words }

// At is the row that is shown, or -1.
func (f *Finder) At() int { return f.at }

// Look looks for something else. An older search under way is dropped.
func (f *Finder) Look(r search.Request) {
	f.stop()
	if !reflect.DeepEqual(r, f.request) {
		f.at = -1
	}
	f.request = r
	if nothing(r) {
		f.settle(nil, 0, false, nil)
		return
	}
	generation := f.generation
	r.Reader = f.o.Reader
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel = cancel
	go func() {
		rows, articles, more, err := collect(ctx, f.o.Index, r)
		f.o.UI(func() {
			if generation == f.generation {
				f.settle(rows, articles, more, err)
			}
		})
	}()
}

// nothing tells whether there is nothing to look for.
func nothing(r search.Request) bool {
	return r.Query == "" && len(r.Entities)+len(r.Speakers) == 0
}

// Again repeats the search, as when the index has grown.
func (f *Finder) Again() { f.Look(f.request) }

// stop ends the search under way.
func (f *Finder) stop() {
	f.generation++
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
}

// Close ends the search under way.
func (f *Finder) Close() { f.stop() }

func collect(ctx context.Context, index Index, r search.Request) (rows []Row, articles int, more bool, err error) {
	err = index.Search(ctx, r, func(m search.Match) bool {
		articles++
		for _, h := range m.Hits {
			rows = append(rows, rowOf(&m, h))
		}
		more = len(rows) >= rowsAtMost
		return !more
	})
	return rows, articles, more, err
}

func rowOf(m *search.Match, h search.Hit) Row {
	row := Row{Article: m.Article, Title: m.Title, Where: h.Name, Annotation: h.Annotation, Person: h.Person,
		Context: desk.Context{Excerpt: text.Excerpt{Before: h.Snippet[:h.Marked.Start], Words: h.Snippet[h.Marked.Start:h.Marked.End], After: h.Snippet[h.Marked.End:]}}}
	switch h.In {
	case search.InText, search.InAnnotations:
		row.Range = h.Range
	case search.InNotes:
		row.Where = "note"
	}
	return row
}

func (f *Finder) settle(rows []Row, articles int, more bool, err error) {
	at := -1
	if f.at >= 0 { // the same search again, which knows more now: the hit that is shown stays
		at = slices.IndexFunc(rows, f.rows[f.at].same)
	}
	f.rows, f.articles, f.more, f.at = rows, articles, more, at
	f.words = f.summary(err)
	f.o.Show()
}

// summary says in a sentence what came of it.
func (f *Finder) summary(err error) string {
	var syntax *search.SyntaxError
	state := f.o.Index.State()
	switch {
	case nothing(f.request):
		return "Words, “phrases in quotation marks”, begin*, -not, OR; label:quote status:submitted outlet:\"Alder Courier\" date>=2026-01"
	case errors.As(err, &syntax):
		return syntax.Error()
	case errors.Is(err, search.ErrNotReady), err == nil && state.Phase == search.Opening:
		return "The search is being made ready…"
	case err != nil:
		return "The search failed: " + err.Error()
	}
	said := "Nothing was found."
	if len(f.rows) > 0 {
		said = fmt.Sprintf("%s in %s", text.Count(len(f.rows), "hit"), text.Count(f.articles, "article"))
		if f.more {
			said = "The first " + said + "; narrow the search to see the others"
		}
		said += "."
	}
	if state.Phase == search.Building {
		said += fmt.Sprintf(" The index is being built: %d of %d articles.", state.Done, state.Total)
	}
	if state.Memory {
		said += " The folder beside the project cannot be written; the index is gone with the program."
	}
	return said
}

// Choose makes a row the one that is shown.
func (f *Finder) Choose(at int) (Row, bool) {
	if at < 0 || at >= len(f.rows) {
		return Row{}, false
	}
	f.at = at
	return f.rows[at], true
}

// Step goes on to another row: 1 to the next, -1 to the one before; ok is
// false where there is none.
func (f *Finder) Step(by int) (Row, bool) { return f.Choose(f.at + by) }
