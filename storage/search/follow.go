package search

import (
	"errors"
	"time"

	"bluepencil/annotate"

	index "github.com/blevesearch/bleve_index_api"
)

// The bounds of one step of catching up.
const (
	stepArticles = 200
	stepChanges  = 5000
)

// mostMemoryWrites is how many batches an index in memory takes before it is
// made anew: nothing merges its pieces.
const mostMemoryWrites = 200

// follow catches up with the history, and again whenever something is committed.
func (s *session) follow() error {
	for {
		began := time.Now()
		if err := s.catchUp(); err != nil {
			return err
		}
		s.pause = max(shortestPause, pauseFactor*time.Since(began))
		s.tell(Following, nil)
		if s.store.dir == "" && s.writes > mostMemoryWrites {
			s.writes = 0
			return errAgain
		}
		if s.isEnding() {
			return nil
		}
		if !s.rest() {
			return errAgain
		}
	}
}

// rest waits for a change, and then a little for more of them, unless
// somebody waits for the index. It returns false where a search found the
// index damaged.
func (s *session) rest() bool {
	select {
	case <-s.wake:
	case <-s.hurry:
		return true
	case <-s.ending:
		return true
	case <-s.broken:
		return false
	}
	timer := time.NewTimer(s.pause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-s.hurry:
	case <-s.ending:
	}
	return true
}

// catchUp brings the index to the end of the history.
func (s *session) catchUp() error {
	for {
		at := s.at
		touched, purged, err := s.touchedSince(&at)
		if err != nil {
			return err
		}
		if at.Arrival == s.at.Arrival {
			return nil
		}
		if purged {
			return errAgain // no word of what was purged may stay on the disk
		}
		if err := s.step(touched, at); err != nil {
			return err
		}
	}
}

// step writes the touched articles anew. The position moves with the last of them.
func (s *session) step(touched []annotate.ID, at position) error {
	if len(touched) == 0 {
		return s.write(index.NewBatch(), at)
	}
	before := s.at
	for len(touched) > 0 {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		batch, taken, _, err := s.batch(touched)
		if err != nil {
			return err
		}
		if gone, err := s.holdsAny(batch); err != nil || gone {
			return errors.Join(err, errAgain)
		}
		touched = touched[taken:]
		next := before
		if len(touched) == 0 {
			next = at
		}
		if err := s.write(batch, next); err != nil {
			return err
		}
	}
	return nil
}

// holdsAny tells whether the index has a record that the batch deletes: the
// content of an article goes away in a purge only.
func (s *session) holdsAny(batch *index.Batch) (bool, error) {
	var gone []string
	for id, r := range batch.IndexOps {
		if r == nil {
			gone = append(gone, id)
		}
	}
	if len(gone) == 0 {
		return false, nil
	}
	reader, err := s.store.index.Reader()
	if err != nil {
		return false, err
	}
	defer reader.Close()
	found, err := reader.DocIDReaderOnly(gone)
	if err != nil {
		return false, err
	}
	defer found.Close()
	id, err := found.Next()
	return id != nil, err
}

// touchedSince lists the articles that changes after the position touch, and
// moves the position to the last change looked at.
func (s *session) touchedSince(at *position) (touched []annotate.ID, purged bool, err error) {
	known := map[annotate.ID]bool{}
	changes := 0
	err = s.project.ChangesAfter(at.Arrival, func(arrival uint64, c annotate.Change) bool {
		at.Arrival, at.Change = arrival, c.ID
		purged = purged || c.Purged
		touch := func(id annotate.ID) {
			if !id.IsZero() && !known[id] {
				known[id] = true
				touched = append(touched, id)
			}
		}
		for i := range c.Edits {
			touch(articleOf(c.Edits[i].Ref))
		}
		if len(c.Edits) == 0 {
			touch(c.Article) // its edits were erased
		}
		changes++
		return len(touched) < stepArticles && changes < stepChanges
	})
	return touched, purged, err
}

// articleOf is the article an object is or lies in, where the index has
// anything of it.
func articleOf(ref annotate.Ref) annotate.ID {
	switch ref.Kind {
	case annotate.KindArticle:
		return ref.ID
	case annotate.KindAnnotation, annotate.KindLayer, annotate.KindRuling:
		return ref.Article
	}
	return annotate.ID{}
}
