package search

import (
	"fmt"
	"runtime/debug"

	"bluepencil/annotate"

	index "github.com/blevesearch/bleve_index_api"
)

// candidate is an article the index proposes.
type candidate struct {
	article annotate.ID
	marked  bool // a word of the query may stand in an annotation or a note of it
}

// walk gives a function that gives one candidate after the other.
func (p *planner) walk() (next func() (candidate, bool, error), err error) {
	defer trusting(&err)()
	candidates, err := p.candidates()
	if err != nil {
		return nil, fmt.Errorf("read the search index: %w", err)
	}
	from := uint64(0)
	return func() (c candidate, ok bool, err error) {
		defer trusting(&err)()
		at, ok, err := candidates.seek(from)
		if err != nil || !ok {
			return c, false, err
		}
		from = at + 1
		if c.article, err = p.article(at); err == nil {
			c.marked, err = p.marked(at)
		}
		return c, err == nil, err
	}, nil
}

// article is the id of a record's article.
func (p *planner) article(record uint64) (id annotate.ID, err error) {
	name, err := p.reader.ExternalID(index.NewIndexInternalID(nil, record))
	if err != nil {
		return id, fmt.Errorf("read the search index: %w", err)
	}
	if len(name) != len(id) {
		return id, fmt.Errorf("%w: a record is called %q", errUnusable, name)
	}
	copy(id[:], name)
	return id, nil
}

// trusting turns a panic over a damaged index into errUnusable. The files are
// mapped into memory: reading one that was cut short meanwhile faults.
func trusting(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if r := recover(); r != nil {
			*err = fmt.Errorf("%w: %v; it is made anew", errUnusable, r)
		}
	}
}
