package search

import (
	"errors"
	"fmt"
	"sync"

	"bluepencil/annotate"
	"bluepencil/storage"
	"bluepencil/storage/kv"

	index "github.com/blevesearch/bleve_index_api"
)

// The bounds of a batch: a record takes some twenty times the memory of its text.
const (
	batchArticles = 500
	batchBytes    = 3 << 20 // of text
)

// largestInMemory is how much text an index in memory may stand for.
const largestInMemory = 32 << 20

// ErrTooLarge: the index has to live in memory, and the project is too large for that.
var ErrTooLarge = errors.New("the project is too large to be searched without a folder for the index")

// build takes in every article, in the order of their ids, from where an
// earlier attempt ended.
func (s *session) build() (err error) {
	if s.total, err = s.project.ArticleObjects(); err != nil {
		return err
	}
	at := s.at
	if at.Through.IsZero() {
		if at.Arrival, at.Change, err = s.latest(); err != nil {
			return err
		}
	}
	if s.done, err = s.count(); err != nil {
		return err
	}
	if err := s.takeInAll(&at); err != nil {
		return err
	}
	at.Built, at.Through = true, annotate.ID{}
	s.done = s.total
	return s.write(index.NewBatch(), at)
}

// takeInAll takes in what lies behind the position.
func (s *session) takeInAll(at *position) error {
	taken := 0
	for {
		s.tell(Building, nil)
		ids, err := s.project.ArticleIDs(at.Through, batchArticles)
		if err != nil || len(ids) == 0 {
			return err
		}
		size, err := s.takeIn(ids, func(last annotate.ID) position {
			at.Through = last
			return *at
		})
		if err != nil {
			return err
		}
		if taken += size; s.store.dir == "" && taken > largestInMemory {
			return ErrTooLarge
		}
	}
}

// count is how many articles are in the index.
func (s *session) count() (int, error) {
	reader, err := s.store.index.Reader()
	if err != nil {
		return 0, fmt.Errorf("read the search index: %w", err)
	}
	n, err := reader.DocCount()
	return int(n), errors.Join(err, reader.Close())
}

// latest is the last change of the history.
func (s *session) latest() (arrival uint64, change annotate.ID, err error) {
	last, err := s.project.LastArrival()
	if err != nil || last == 0 {
		return 0, change, err
	}
	err = s.project.ChangesAfter(last-1, func(at uint64, c annotate.Change) bool {
		arrival, change = at, c.ID
		return false
	})
	return arrival, change, err
}

// takeIn writes the records of articles, in as many batches as their size
// asks for; after gives the position once an article is in. It returns how
// many bytes of text there were.
func (s *session) takeIn(ids []annotate.ID, after func(annotate.ID) position) (size int, err error) {
	for start := 0; start < len(ids); {
		if s.isEnding() {
			return size, errEnding
		}
		batch, taken, bytes, err := s.batch(ids[start:])
		if err != nil {
			return size, err
		}
		size += bytes
		start += taken
		if err := s.write(batch, after(ids[start-1])); err != nil {
			return size, err
		}
		s.done += taken
		s.tell(Building, nil)
	}
	return size, nil
}

// batch makes records of as many articles as fit into one batch.
func (s *session) batch(ids []annotate.ID) (b *index.Batch, taken, size int, err error) {
	b = index.NewBatch()
	for taken < len(ids) && size < batchBytes {
		part := ids[taken:min(taken+makers, len(ids))]
		made, err := s.records(part)
		if err != nil {
			return nil, 0, 0, err
		}
		for i, r := range made {
			if r == nil {
				b.Delete(string(part[i][:]))
				continue
			}
			b.Update(r)
			size += r.size
		}
		taken += len(part)
	}
	return b, taken, size, nil
}

// makers is how many records are made at once.
const makers = 8

// records reads articles and makes their records; nil stands for an article
// that has no content.
func (s *session) records(ids []annotate.ID) ([]*record, error) {
	made, failed := make([]*record, len(ids)), make([]error, len(ids))
	var group sync.WaitGroup
	for i, id := range ids {
		group.Go(func() { made[i], failed[i] = s.record(id) })
	}
	group.Wait()
	return made, errors.Join(failed...)
}

func (s *session) record(id annotate.ID) (*record, error) {
	w, err := s.project.Whole(id, storage.Parts{Text: true, Layers: true, Annotations: true, Hidden: true, Stored: true})
	switch {
	case errors.Is(err, kv.ErrDamaged) && w.Exists: // one damaged article never stops the search of the rest
	case errors.Is(err, kv.ErrDamaged):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read article %s for the search index: %w", id, err)
	}
	if !w.Exists {
		return nil, nil
	}
	return recordOf(&w), nil
}
