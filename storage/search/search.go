package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// Request is what is searched for: a query, and filters that hold beside it.
type Request struct {
	Query      string
	Labels     []annotate.LabelID // any of these
	Attributes map[annotate.AttributeID]string
	People     []annotate.ID // any of these
	Statuses   []annotate.Status
	Outlet     string
	// Reader is who is to see what is found: what of others is hidden from them
	// is not looked into. Zero is somebody who sees everything.
	Reader annotate.ID
	// Entities are those that an annotation names, any of these; Speakers are
	// those that its speaker is, or names. Entities that are merged with them
	// are to be given too.
	Entities, Speakers []annotate.ID
	From, To           string // days of publication, both included: YYYY, YYYY-MM or YYYY-MM-DD
	In                 Field  // where the words are looked for; 0 = where the query says, or everywhere
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
		return cmp.Or(state.Err, ErrClosed)
	}
	s.guard.RLock()
	defer s.guard.RUnlock()
	if s.store == nil {
		return ErrNotReady
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.ctx, cancel)() // closing does not wait for long searches
	err = x.search(ctx, s.store, q, names, r, each)
	if errors.Is(err, errUnusable) {
		signal(s.broken)
	}
	return err
}

// search walks over the candidates.
func (x *Index) search(ctx context.Context, s *store, q *query, names *names, r Request, each func(Match) bool) (err error) {
	entities, err := x.register.list(x.project)
	if err != nil {
		return err
	}
	reader, err := s.index.Reader()
	if err != nil {
		return fmt.Errorf("read the search index: %w", err)
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	find := lookup(entities)
	p := &planner{ctx: ctx, reader: reader, query: q, names: names, entities: find, marks: q.perAnnotation(), fields: q.fields()}
	defer func() { err = errors.Join(err, p.close()) }()
	m := newMatcher(q, names, find, cmp.Or(r.Hits, usualHits))
	next, err := p.walk()
	for err == nil {
		var c candidate
		var ok bool
		if c, ok, err = next(); err != nil || !ok {
			break
		}
		whole, failed := x.read(r.Reader, c.article, m.parts(c.marked))
		if failed != nil {
			continue // its text is damaged; bp check names it
		}
		if found, ok := m.article(&whole); ok && !each(found) {
			break
		}
		err = ctx.Err()
	}
	return err
}

// read reads an article as the reader may see it.
func (x *Index) read(reader, article annotate.ID, parts storage.Parts) (storage.Whole, error) {
	if reader.IsZero() {
		return x.project.Whole(article, parts)
	}
	return x.project.SeenWhole(reader, article, parts)
}
