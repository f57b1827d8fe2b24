package search

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
)

// cursor walks over the records of the index that match, in order. A record
// is named by its number in the index as it stood when the search began.
type cursor interface {
	// seek gives the first match that is not below the number; ok is false
	// where there is none. Numbers must not fall.
	seek(from uint64) (at uint64, ok bool, err error)
	// places are the positions of the match in its field, ascending, or nil
	// where they are not known: then it may be any. Valid until the next seek.
	places() []uint64
	// count is about how many matches there are.
	count() uint64
	close() error
}

// termCursor walks over the records with a term.
type termCursor struct {
	reader    index.TermFieldReader
	positions bool
	doc       index.TermFieldDoc
	at        uint64
	begun     bool
	done      bool
	found     []uint64
}

func newTermCursor(ctx context.Context, r index.IndexReader, field string, term []byte, positions bool) (*termCursor, error) {
	reader, err := r.TermFieldReader(ctx, term, field, positions, false, positions)
	if err != nil {
		return nil, err
	}
	return &termCursor{reader: reader, positions: positions}, nil
}

func (c *termCursor) seek(from uint64) (uint64, bool, error) {
	if c.done || c.begun && c.at >= from {
		return c.at, !c.done, nil
	}
	var doc *index.TermFieldDoc
	var err error
	if from == 0 || c.begun && from == c.at+1 {
		doc, err = c.reader.Next(c.doc.Reset())
	} else {
		doc, err = c.reader.Advance(index.NewIndexInternalID(nil, from), c.doc.Reset())
	}
	if err != nil {
		return 0, false, err
	}
	c.begun, c.done, c.found = true, doc == nil, c.found[:0]
	if c.done {
		return 0, false, nil
	}
	c.at = doc.ID.Value()
	if c.positions {
		for _, v := range doc.Vectors {
			c.found = append(c.found, v.Pos)
		}
		if !slices.IsSorted(c.found) {
			slices.Sort(c.found)
		}
	}
	return c.at, true, nil
}

func (c *termCursor) places() []uint64 {
	if !c.positions {
		return nil
	}
	return c.found
}

func (c *termCursor) count() uint64 { return c.reader.Count() }
func (c *termCursor) close() error  { return c.reader.Close() }

// bitmapCursor walks over a set of records.
type bitmapCursor struct {
	iterator roaring.IntPeekable
	total    uint64
}

func newBitmapCursor(set *roaring.Bitmap) *bitmapCursor {
	return &bitmapCursor{set.Iterator(), set.GetCardinality()}
}

func (c *bitmapCursor) seek(from uint64) (uint64, bool, error) {
	c.iterator.AdvanceIfNeeded(uint32(from))
	if !c.iterator.HasNext() {
		return 0, false, nil
	}
	return uint64(c.iterator.PeekNext()), true, nil
}

func (c *bitmapCursor) places() []uint64 { return nil }
func (c *bitmapCursor) count() uint64    { return c.total }
func (c *bitmapCursor) close() error     { return nil }

// order is how the places of several cursors must lie.
type order uint8

const (
	anywhere order = iota // it does not matter
	together              // all at one place
)

// allCursor walks over the records that all its parts have.
type allCursor struct {
	parts []cursor
	order order
	at    uint64
	begun bool
	done  bool
	found []uint64
	known bool
}

// newAll takes the parts over. The one with the fewest matches leads.
func newAll(order order, parts ...cursor) cursor {
	if len(parts) == 1 {
		return parts[0]
	}
	places := make([]int, len(parts))
	counts := make([]uint64, len(parts))
	for i, part := range parts {
		places[i], counts[i] = i, part.count()
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(counts[a], counts[b]) })
	c := &allCursor{order: order}
	for _, i := range places {
		c.parts = append(c.parts, parts[i])
	}
	return c
}

func (c *allCursor) seek(from uint64) (uint64, bool, error) {
	if c.done || c.begun && c.at >= from {
		return c.at, !c.done, nil
	}
	c.begun = true
	for {
		at, ok, err := c.agree(from)
		if err != nil || !ok {
			c.done = true
			return 0, false, err
		}
		if c.meet() {
			c.at = at
			return at, true, nil
		}
		from = at + 1
	}
}

// agree finds the first record that every part has.
func (c *allCursor) agree(from uint64) (uint64, bool, error) {
	for i := 0; i < len(c.parts); i++ {
		at, ok, err := c.parts[i].seek(from)
		if err != nil || !ok {
			return 0, false, err
		}
		if at > from && i > 0 {
			i = -1 // the parts before must follow
		}
		from = at
	}
	return from, true, nil
}

// meet tells whether the places of the parts fit each other.
func (c *allCursor) meet() bool {
	c.found, c.known = c.found[:0], false
	if c.order == anywhere {
		return true
	}
	for _, part := range c.parts {
		places := part.places()
		if places == nil {
			continue
		}
		if !c.known {
			c.known = true
			c.found = append(c.found, places...)
		} else {
			c.found = intersect(c.found, places)
		}
		if len(c.found) == 0 {
			return false
		}
	}
	return true
}

// intersect keeps of a what is in b.
func intersect(a, b []uint64) []uint64 {
	kept := a[:0]
	j := 0
	for _, p := range a {
		for j < len(b) && b[j] < p {
			j++
		}
		if j < len(b) && b[j] == p {
			kept = append(kept, p)
		}
	}
	return kept
}

func (c *allCursor) places() []uint64 {
	if !c.known {
		return nil
	}
	return c.found
}

func (c *allCursor) count() uint64 { return c.parts[0].count() }
func (c *allCursor) close() error  { return closeAll(c.parts) }

// anyCursor walks over the records that one of its parts has.
type anyCursor struct {
	parts []cursor
	ats   []uint64
	oks   []bool
	found []uint64
	at    uint64
	begun bool
}

func (c *anyCursor) seek(from uint64) (uint64, bool, error) {
	if c.begun && c.at >= from && len(c.parts) > 0 {
		return c.at, slices.Contains(c.oks, true), nil
	}
	if !c.begun {
		c.begun, c.ats, c.oks = true, make([]uint64, len(c.parts)), make([]bool, len(c.parts))
		for i := range c.oks {
			c.oks[i] = true
		}
	}
	least, any := uint64(0), false
	for i, part := range c.parts {
		if !c.oks[i] {
			continue
		}
		var err error
		if c.ats[i], c.oks[i], err = part.seek(from); err != nil {
			return 0, false, err
		}
		if c.oks[i] && (!any || c.ats[i] < least) {
			least, any = c.ats[i], true
		}
	}
	c.at = least
	return least, any, nil
}

func (c *anyCursor) places() []uint64 {
	c.found = c.found[:0]
	several := false
	for i, part := range c.parts {
		if !c.oks[i] || c.ats[i] != c.at {
			continue
		}
		places := part.places()
		if places == nil {
			return nil
		}
		several = several || len(c.found) > 0
		c.found = append(c.found, places...)
	}
	if several {
		slices.Sort(c.found)
		c.found = slices.Compact(c.found)
	}
	return c.found
}

func (c *anyCursor) count() (n uint64) {
	for _, part := range c.parts {
		n += part.count()
	}
	return n
}

func (c *anyCursor) close() error { return closeAll(c.parts) }

// withoutCursor walks over the records of one that another does not have.
type withoutCursor struct {
	keep, drop cursor
}

func (c *withoutCursor) seek(from uint64) (uint64, bool, error) {
	for {
		at, ok, err := c.keep.seek(from)
		if err != nil || !ok {
			return 0, false, err
		}
		dropped, has, err := c.drop.seek(at)
		if err != nil || !has || dropped != at {
			return at, err == nil, err
		}
		from = at + 1
	}
}

func (c *withoutCursor) places() []uint64 { return c.keep.places() }
func (c *withoutCursor) count() uint64    { return c.keep.count() }
func (c *withoutCursor) close() error     { return errors.Join(c.keep.close(), c.drop.close()) }

func closeAll(parts []cursor) error {
	var err error
	for _, part := range parts {
		err = errors.Join(err, part.close())
	}
	return err
}
