package search

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"bluepencil/annotate"
	"bluepencil/storage"

	index "github.com/blevesearch/bleve_index_api"
)

// Request is what is searched for: a query, and filters that hold beside it.
type Request struct {
	Query      string
	Labels     []annotate.LabelID // any of these
	Attributes map[annotate.AttributeID]string
	People     []annotate.ID // any of these
	Statuses   []annotate.Status
	Outlet     string
	From, To   string // days of publication, both included: YYYY, YYYY-MM or YYYY-MM-DD
	In         Field  // where the words are looked for; 0 = where the query says, or everywhere
	// Hits is how many hits of one article are given; 0 = 20. Match.Total
	// counts them all.
	Hits int
}

// usualHits is how many hits of an article are given where nobody says.
const usualHits = 20

// Search gives the articles that match, in the order they lie in the index,
// which is that of their adding for those not touched since, until each
// returns false. Every match was held against the project as it stands. It
// fails with *SyntaxError, ErrNotReady, ErrClosed, the reason the search is
// off, and the context's error. While the index is being built the answer is
// of what is in it so far.
func (x *Index) Search(ctx context.Context, r Request, each func(Match) bool) error {
	names, err := namesOf(x.project)
	if err != nil {
		return err
	}
	q, err := r.query(names)
	if err != nil {
		return err
	}
	x.mu.Lock()
	s, state := x.session, x.state
	x.mu.Unlock()
	if s == nil || state.Phase == Off {
		return cmpErr(state.Err, ErrClosed)
	}
	s.guard.RLock()
	defer s.guard.RUnlock()
	if s.store == nil {
		return ErrNotReady
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.ctx, cancel)() // closing does not wait for long searches
	return x.search(ctx, s.store, q, names, r.Hits, each)
}

func cmpErr(err, otherwise error) error {
	if err == nil {
		return otherwise
	}
	return err
}

// search walks over the candidates. The files of the index are mapped into
// memory: where one was cut short meanwhile, reading it ends in an error.
func (x *Index) search(ctx context.Context, s *store, q *query, names *names, hits int, each func(Match) bool) (err error) {
	before := debug.SetPanicOnFault(true)
	inIndex := true
	defer func() {
		debug.SetPanicOnFault(before)
		if !inIndex {
			return
		}
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v; it can be made anew", errUnusable, r)
		}
	}()
	entities, err := x.register.list(x.project)
	if err != nil {
		return err
	}
	reader, err := s.index.Reader()
	if err != nil {
		return fmt.Errorf("read the search index: %w", err)
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	if hits == 0 {
		hits = usualHits
	}
	find := lookup(entities)
	p := &planner{ctx: ctx, reader: reader, query: q, names: names, entities: find, marks: q.perAnnotation(), fields: q.fields()}
	defer func() { err = errors.Join(err, p.close()) }()
	candidates, err := p.candidates()
	if err != nil {
		return fmt.Errorf("read the search index: %w", err)
	}
	m := newMatcher(q, names, find, hits)
	for from := uint64(0); ; from++ {
		at, ok, err := candidates.seek(from)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || !ok {
			return err
		}
		from = at
		w, err := x.candidate(reader, p, m, at)
		if err != nil {
			return err
		}
		inIndex = false
		found, ok := m.article(&w)
		more := !ok || each(found)
		inIndex = true
		if !more {
			return nil
		}
	}
}

// candidate reads the article of a record as far as the query asks for it.
func (x *Index) candidate(reader index.IndexReader, p *planner, m *matcher, record uint64) (w storage.Whole, err error) {
	name, err := reader.ExternalID(index.NewIndexInternalID(nil, record))
	if err != nil {
		return w, fmt.Errorf("read the search index: %w", err)
	}
	var id annotate.ID
	if len(name) != len(id) {
		return w, fmt.Errorf("%w: a record is called %q", errUnusable, name)
	}
	copy(id[:], name)
	marked, err := p.marked(record)
	if err != nil {
		return w, fmt.Errorf("read the search index: %w", err)
	}
	w, err = x.project.Whole(id, m.parts(marked))
	if err != nil {
		w.Visible = false // its text is damaged; bp check names it
	}
	return w, nil
}
