package listing

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
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
	Among      map[annotate.ID]bool         // articles that are looked at; nil for all
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
	arena  []byte    // the texts of the keys
	counts map[annotate.Status]*int
}

// sortKey is what an article is sorted by: the first sixteen bytes of a text,
// which mostly decide, and where all of it is.
type sortKey struct {
	first, second uint64
	at            int // among the ids
	start, end    int // in the arena
}

func (s *search) visit(e *Entry) error {
	wanted := Live
	if s.Binned {
		wanted = Binned
	}
	if e.State != wanted || s.Hidden[e.ID] || s.Among != nil && !s.Among[e.ID] || !s.Shows(e.Batch) || len(s.text) > 0 && !bytes.Contains(e.Words, s.text) {
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
	s.ids = append(s.ids, e.ID)
	switch s.Order {
	case ByTitle:
		s.key(e.title())
	case ByPublished:
		s.key(e.Published)
	}
	return nil
}

func (s *search) key(text []byte) {
	var first [16]byte
	copy(first[:], text)
	k := sortKey{first: binary.BigEndian.Uint64(first[:]), second: binary.BigEndian.Uint64(first[8:]), at: len(s.ids) - 1, start: len(s.arena)}
	s.arena = append(s.arena, text...)
	k.end = len(s.arena)
	s.keys = append(s.keys, k)
}

// compare looks at the whole texts only where their beginnings are the same.
// The ids came in their order.
func (s *search) compare(a, b sortKey) int {
	switch {
	case a.first != b.first:
		return cmp.Compare(a.first, b.first)
	case a.second != b.second:
		return cmp.Compare(a.second, b.second)
	}
	if order := bytes.Compare(s.arena[a.start:a.end], s.arena[b.start:b.end]); order != 0 {
		return order
	}
	return cmp.Compare(a.at, b.at)
}

func (s *search) sorted() []annotate.ID {
	if len(s.keys) > 0 {
		slices.SortFunc(s.keys, s.compare)
		sorted := make([]annotate.ID, len(s.keys))
		for i := range s.keys {
			sorted[i] = s.ids[s.keys[i].at]
		}
		s.ids = sorted
	}
	if s.Descending {
		slices.Reverse(s.ids)
	}
	return s.ids
}
