package bolt

import (
	"errors"
	"fmt"
	"os"

	"bluepencil/storage/kv"

	bbolt "go.etcd.io/bbolt"
)

// Update runs a write transaction. Where the disk refuses, it fails with
// kv.ErrWrite, nothing has changed, and the store stays usable. Where a
// refused write cannot be taken back either, the error says so; then, or where
// the file turned out to be damaged, further ones fail with kv.ErrWrite until
// it is opened again. A file that was deleted while open can be read and
// copied, but not written.
func (s *Store) Update(fn func(kv.Writer) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.broken != nil {
		return fmt.Errorf("%s: %w: %w; close the project and open it again", s.path, kv.ErrWrite, s.broken)
	}
	back, err := s.attempt(fn)
	if back == nil {
		return err
	}
	if lasting := s.takeBack(back); lasting != nil {
		return fmt.Errorf("%w; it could not be taken back either, and may be there when the project is opened again: %w", err, lasting)
	}
	return err
}

// attempt runs the transaction. Where it failed on disk and what the disk made
// of it has to be taken back, it says how.
func (s *Store) attempt(fn func(kv.Writer) error) (back *overwritten, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	t := &transaction{inside: true}
	defer func() {
		if t.damaged {
			s.broken = err // nothing good comes of writing to such a file
		}
	}()
	defer guard(s.path, t, &err)()
	tx, err := s.db.Begin(true)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", s.path, kv.ErrWrite, opening(err))
	}
	defer s.rollback(tx) // nothing after a commit
	if err := s.makeReady(); err != nil {
		return nil, err
	}
	t.tx, t.inside = tx, false
	if err := fn(t); err != nil {
		return nil, err
	}
	t.inside = true
	return s.finish(tx)
}

// rollback ends a transaction that did not commit. It does not fail, except
// over a damaged file: then bbolt keeps its lock.
func (s *Store) rollback(tx *bbolt.Tx) {
	defer func() {
		if r := recover(); r != nil {
			s.leaked = true
			s.broken = fmt.Errorf("%w: %v", kv.ErrDamaged, r)
		}
	}()
	_ = tx.Rollback()
}

// growth is how much a file grows at once, in bytes: an eighth of itself.
// Each growth costs a further sync; but bbolt's own 16 MB make a project of
// one article look like one of thousands.
func growth(size int64) int { return int(min(max(size/8, 256<<10), 16<<20)) }

// makeReady refuses to write into a file that was deleted, where it would be
// lost, and sets by how much a file may grow.
func (s *Store) makeReady() error {
	info, err := s.file.Stat()
	if err != nil {
		return fmt.Errorf("%s: %w: %w", s.path, kv.ErrWrite, err)
	}
	if deleted(info) {
		return fmt.Errorf("%s: %w: %w; save a copy elsewhere", s.path, kv.ErrWrite, kv.ErrMoved)
	}
	s.db.AllocSize = growth(info.Size())
	return nil
}

// overwritten is the meta page that a commit writes over, as it was before.
type overwritten struct {
	at   int64 // its offset in bytes
	page []byte
}

// finish commits.
func (s *Store) finish(tx *bbolt.Tx) (*overwritten, error) {
	id, size := uint64(tx.ID()), s.db.Info().PageSize
	back := &overwritten{at: int64(id%2) * int64(size), page: make([]byte, size)}
	if _, err := s.file.ReadAt(back.page, back.at); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", s.path, kv.ErrWrite, err)
	}
	commit := s.commit
	if commit == nil {
		commit = (*bbolt.Tx).Commit
	}
	err := commit(tx)
	if err == nil {
		return nil, nil
	}
	err = fmt.Errorf("%s: %w: %w", s.path, kv.ErrWrite, err)
	if s.stands(id) {
		return back, err
	}
	return nil, err
}

// stands tells whether what a commit wrote is what everybody sees although
// the commit failed: where its very last sync does, the meta page is written
// already. It also says so where the file's map was lost, which opening the
// file afresh mends.
func (s *Store) stands(id uint64) bool {
	tx, err := s.db.Begin(false)
	if err != nil {
		return true
	}
	defer func() { _ = tx.Rollback() }()
	return uint64(tx.ID()) >= id
}

// tries is how often a failed commit is taken back before that is given up.
const tries = 3

// takeBack makes a failed commit undone: the meta page is written back, and
// the file opened afresh, for bbolt's list of free pages is of the new state.
func (s *Store) takeBack(back *overwritten) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := restore(s.file, back)
	for n := 1; err != nil && n < tries; n++ { // a disk that hiccups may do it the next time
		err = restore(s.file, back)
	}
	if err == nil {
		err = s.reopen()
	}
	if err != nil {
		s.broken = fmt.Errorf("an earlier write failed and could not be taken back: %w", err)
	}
	return err
}

// restoreTries is how often a page is written back before it is given up:
// what a disk refuses once it may take the next time.
const restoreTries = 3

func restore(file *os.File, back *overwritten) (err error) {
	for range restoreTries {
		if _, err = file.WriteAt(back.page, back.at); err == nil {
			err = file.Sync()
		}
		if err == nil {
			return nil
		}
	}
	return err
}

func (s *Store) reopen() error {
	if err := s.db.Close(); err != nil {
		return err
	}
	db, file, err := open(s.path, s.options)
	if err != nil {
		return refusal(s.path, err)
	}
	s.db, s.file = db, file
	return nil
}

// StillThere tells whether the file is still where it was opened. Otherwise
// the error is kv.ErrMoved, and wraps fs.ErrNotExist where nothing is there.
// It costs two calls of the file system, which on a network may wait.
func (s *Store) StillThere() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	mine, err := s.file.Stat()
	if errors.Is(err, os.ErrClosed) {
		return kv.ErrClosed
	}
	if err != nil {
		return fmt.Errorf("%s: %w", s.path, err)
	}
	there, err := os.Stat(s.path)
	if err != nil {
		return fmt.Errorf("%w: %w", kv.ErrMoved, err)
	}
	if !os.SameFile(mine, there) {
		return fmt.Errorf("%w: there is another file now at %s", kv.ErrMoved, s.path)
	}
	return nil
}
