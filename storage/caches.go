package storage

import (
	"sync"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// batches knows which bulk actions are not (or no longer) closed: what they
// made is invisible. There are few of them, so all are kept in memory.
type batches struct {
	mu     sync.RWMutex
	hidden map[annotate.ID]bool
}

func (b *batches) load(r kv.Reader) error {
	hidden := map[annotate.ID]bool{}
	err := scanObjects(r, kindPrefix(annotate.KindBatch), func(o *annotate.Object) bool {
		if !annotate.BatchVisible(o) {
			hidden[o.Ref.ID] = true
		}
		return true
	})
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hidden = hidden
	return err
}

func (b *batches) set(id annotate.ID, visible bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if visible {
		delete(b.hidden, id)
	} else {
		b.hidden[id] = true
	}
}

// shows tells whether an object of the given batch may be seen.
func (b *batches) shows(batch annotate.ID) bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return !b.hidden[batch]
}

// codebookCache keeps the codebook as read last.
type codebookCache struct {
	mu   sync.RWMutex
	book *annotate.Codebook
}

func (c *codebookCache) get() *annotate.Codebook {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.book
}

func (c *codebookCache) set(book *annotate.Codebook) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.book = book
}

// Codebook is the project's codebook as it stands. Callers share it and must
// not write to it.
func (p *Project) Codebook() (*annotate.Codebook, error) {
	if book := p.book.get(); book != nil {
		return book, nil
	}
	o, err := p.Object(annotate.CodebookRef())
	if err != nil {
		return nil, err
	}
	book := annotate.CodebookFrom(o)
	p.book.set(book)
	return book, nil
}
