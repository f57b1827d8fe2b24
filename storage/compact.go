package storage

import (
	"errors"
	"fmt"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
)

// Compacting pays when more than a quarter of the file, and more than 16 MB,
// is free.
const (
	compactShare = 4
	compactFloor = 16 << 20
)

// compacter is a store that has free pages to give back.
type compacter interface {
	Space() (size, free int64, err error)
	Compact(prepare func(w kv.Writer, draft string) error) error
}

// ErrNoFile: the project has no file of its own that this could be done to.
var ErrNoFile = errors.New("the project is in memory only")

// Space tells how large the project's file is and how much of it is free, in
// bytes.
func (p *Project) Space() (size, free int64, err error) {
	c, ok := p.store.(compacter)
	if !ok {
		return 0, 0, ErrNoFile
	}
	return c.Space()
}

// CompactPays tells whether the file is much larger than what is in it.
func (p *Project) CompactPays() (bool, error) {
	size, free, err := p.Space()
	if errors.Is(err, ErrNoFile) {
		return false, nil
	}
	return free > compactFloor && free > size/compactShare, err
}

// Compact makes the file as small as what is in it, and tells how many bytes
// it had before and has now. Reading goes on meanwhile, writing waits. The
// project stays the replica it is. Whatever happens, the old file or the new
// one is there, whole.
func (p *Project) Compact() (before, after int64, err error) {
	if before, _, err = p.Space(); err != nil {
		return 0, 0, err
	}
	p.keeping.Lock()
	defer p.keeping.Unlock()
	if err := p.compact(); err != nil {
		return before, before, err
	}
	after, _, err = p.Space()
	return before, after, err
}

// compact is Compact for whoever holds keeping.
func (p *Project) compact() error {
	c, ok := p.store.(compacter)
	if !ok {
		return ErrNoFile
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	// The new file has another inode: it says itself that it is the place of
	// this replica, before it takes the old one's name.
	return c.Compact(func(w kv.Writer, draft string) error {
		return w.Put(bucketMeta, keyPlace, []byte(placeAs(draft, p.path)))
	})
}

// compactOnClose compacts where it pays; a failure is no reason not to close.
func (p *Project) compactOnClose() {
	if pays, err := p.CompactPays(); err != nil || !pays {
		return
	}
	if _, _, err := p.Compact(); err != nil {
		p.notice(fmt.Errorf("the file could not be made smaller, the project itself is fine: %w", err))
	}
}

var _ compacter = (*bolt.Store)(nil)
