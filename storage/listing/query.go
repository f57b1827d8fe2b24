package listing

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// Order is what a list is sorted by.
type Order string

// The orders of a list. Articles that are alike in it stand in the order they
// were added.
const (
	ByAdded     Order = ""
	ByTitle     Order = "title"
	ByPublished Order = "published"
)

// Query says what to look for.
type Query struct {
	Person     annotate.ID // whose statuses are asked for and counted
	Text       string      // in the words; upper and lower case are the same
	Statuses   []annotate.Status
	Binned     bool
	Order      Order
	Descending bool                         // the same from the end to the beginning
	Shows      func(batch annotate.ID) bool // whether what a bulk action made is seen
	Hidden     map[annotate.ID]bool         // articles that are passed over
}

// Result is what was found.
type Result struct {
	IDs []annotate.ID
	// Counts says of all that fits but for its status how many stand where.
	Counts map[annotate.Status]int
}

// Query goes through the listing once. It fails with ErrDamaged, an error of
// the file system, or the context's.
func (x *Index) Query(ctx context.Context, q Query) (Result, error) {
	s := search{Query: q, text: []byte(lower(strings.TrimSpace(q.Text))), counts: map[annotate.Status]*int{}}
	if err := x.Each(ctx, s.visit); err != nil {
		return Result{}, err
	}
	result := Result{IDs: s.sorted(), Counts: map[annotate.Status]int{}}
	for status, n := range s.counts {
		result.Counts[status] = *n
	}
	return result, nil
}

// search is a query under way.
type search struct {
	Query
	text   []byte
	ids    []annotate.ID
	keys   []sortKey // of the ids, where the order asks for them
	arena  []byte    // what the keys point into
	counts map[annotate.Status]*int
}

// sortKey is what an article is sorted by: its first eight bytes, and where
// all of it is.
type sortKey struct {
	id         annotate.ID
	prefix     uint64
	start, end int
}

func (s *search) visit(e *Entry) error {
	wanted := Live
	if s.Binned {
		wanted = Binned
	}
	if e.State != wanted || s.Hidden[e.ID] || !s.Shows(e.Batch) || len(s.text) > 0 && !bytes.Contains(e.Words, s.text) {
		return nil
	}
	status := e.status(s.Person)
	n := s.counts[status]
	if n == nil {
		n = new(int)
		s.counts[status] = n
	}
	*n++
	if len(s.Statuses) > 0 && !slices.Contains(s.Statuses, status) {
		return nil
	}
	switch s.Order {
	case ByTitle:
		s.key(e.ID, e.title())
	case ByPublished:
		s.key(e.ID, e.Published)
	default:
		s.ids = append(s.ids, e.ID)
	}
	return nil
}

func (s *search) key(id annotate.ID, text []byte) {
	k := sortKey{id: id, start: len(s.arena)}
	s.arena = append(s.arena, text...)
	k.end = len(s.arena)
	for i := range 8 {
		k.prefix <<= 8
		if i < len(text) {
			k.prefix |= uint64(text[i])
		}
	}
	s.keys = append(s.keys, k)
}

func (s *search) sorted() []annotate.ID {
	if len(s.keys) > 0 {
		slices.SortFunc(s.keys, func(a, b sortKey) int {
			return cmp.Or(cmp.Compare(a.prefix, b.prefix), bytes.Compare(s.arena[a.start:a.end], s.arena[b.start:b.end]), a.id.Compare(b.id))
		})
		s.ids = make([]annotate.ID, len(s.keys))
		for i := range s.keys {
			s.ids[i] = s.keys[i].id
		}
	}
	if s.Descending {
		slices.Reverse(s.ids)
	}
	return s.ids
}
