package storage

import (
	"sync"

	"bluepencil/annotate"
)

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
