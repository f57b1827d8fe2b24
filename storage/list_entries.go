package storage

import (
	"context"
	"errors"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/listing"
)

// errTooFar: so much has happened that a new index is made sooner than the old
// one is brought up to date; or the index is of another history.
var errTooFar = errors.New("the index of articles is too old")

// followAtMost is how many changes an index is followed by.
const followAtMost = 4000

// stampNow is the stamp of an index that is made within the transaction.
func (p *Project) stampNow(r kv.Reader) (listing.Stamp, error) {
	s := listing.Stamp{Project: p.id, Replica: p.replica, Arrival: lastArrival(r)}
	if s.Arrival == 0 {
		return s, nil
	}
	c, err := headerAt(r, s.Arrival)
	s.Change = c.ID
	return s, err
}

// follow brings an index up to date by the changes since. It fails with
// errTooFar where that is not the way.
func (p *Project) follow(ctx context.Context, x *listing.Index) (*listing.Index, error) {
	next := x
	err := p.store.View(func(r kv.Reader) error {
		now, err := p.stampNow(r)
		old := x.Stamp()
		if err != nil || now == old {
			return err
		}
		if now.Project != old.Project || now.Replica != old.Replica || now.Arrival < old.Arrival || now.Arrival-old.Arrival > followAtMost {
			return errTooFar
		}
		if was, err := headerAt(r, old.Arrival); err != nil || was.ID != old.Change {
			return errTooFar
		}
		articles, err := articlesSince(ctx, r, old.Arrival)
		if err != nil {
			return err
		}
		entries := make([]listing.Entry, 0, len(articles))
		for id := range articles {
			o, err := readObject(r, annotate.ArticleRef(id))
			if err != nil {
				return err
			}
			entry, err := entryOf(r, o)
			if err != nil {
				return err
			}
			entries = append(entries, entry)
		}
		next = x.With(now, entries)
		return nil
	})
	return next, err
}

// articlesSince are the articles whose entries the changes after a position
// of the history may have changed.
func articlesSince(ctx context.Context, r kv.Reader, arrival uint64) (map[annotate.ID]bool, error) {
	articles := map[annotate.ID]bool{}
	err := r.Scan(bucketHistory, nil, number(arrival+1), func(_, value []byte) (bool, error) {
		c, err := decodeHistory(value)
		if err != nil {
			return false, err
		}
		for i := range c.Edits {
			switch ref := &c.Edits[i].Ref; ref.Kind {
			case annotate.KindArticle:
				articles[ref.ID] = true
			case annotate.KindLayer, annotate.KindRuling:
				articles[ref.Article] = true
			}
		}
		return true, ctx.Err()
	})
	return articles, err
}

// writeEntries writes the entries of the whole project.
func (p *Project) writeEntries(ctx context.Context, begin func(listing.Stamp) *listing.Writer) error {
	return p.store.View(func(r kv.Reader) error {
		stamp, err := p.stampNow(r)
		if err != nil {
			return err
		}
		w := begin(stamp)
		var failed error
		err = scanObjects(r, kindPrefix(annotate.KindArticle), func(o *annotate.Object) bool {
			if failed = ctx.Err(); failed == nil {
				var entry listing.Entry
				if entry, failed = entryOf(r, o); failed == nil {
					failed = w.Add(&entry)
				}
			}
			return failed == nil
		})
		if err = errors.Join(err, failed); err != nil {
			return err
		}
		return w.Close()
	})
}

// entryOf is the entry of an article in the index.
func entryOf(r kv.Reader, o *annotate.Object) (listing.Entry, error) {
	a := annotate.ArticleFrom(o)
	e := listing.Entry{ID: a.ID, Batch: a.Batch, Published: []byte(a.Meta[annotate.MetaPublished]),
		Words: listing.WordsOf(a.Title(), a.Meta[annotate.MetaOutlet], a.Meta[annotate.MetaByline], a.Content.SourceName)}
	switch {
	case o.Exists():
		e.State = listing.Live
	case o.Deleted():
		e.State = listing.Binned
	}
	err := scanStandings(r, kindPrefix(annotate.KindLayer, a.ID), func(layer *annotate.Layer) bool {
		if layer.Status != annotate.StatusNew {
			e.Standing = append(e.Standing, listing.Standing{Person: layer.Person, Status: layer.Status})
		}
		return true
	})
	return e, err
}
