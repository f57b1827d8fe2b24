// Package bolt is the kv.Store of project files, on go.etcd.io/bbolt. It adds
// to bbolt what a desktop program needs: a file is examined before it is
// trusted, damage that bbolt answers with a panic becomes an error, a write
// that failed is taken back whatever the disk made of it, a second opener
// learns who holds the file, and a new file appears whole or not at all.
package bolt

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"bluepencil/storage/kv"

	bbolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// Options say how a file is opened.
type Options struct {
	// Holder is told to whoever tries to open the file meanwhile.
	Holder Holder
	// Timeout is how long to wait for the file's lock; 0 means one second.
	Timeout time.Duration
	// ReadOnly opens a file that need not be writable, beside other readers.
	// Nobody can write to it meanwhile, and Update fails with kv.ErrWrite.
	ReadOnly bool
	// OpenFile opens the file in place of os.OpenFile: for tests that make
	// writes fail. Opening a file for writing opens it twice.
	OpenFile func(name string, flag int, mode os.FileMode) (*os.File, error)
}

// Store is an open project file.
type Store struct {
	path    string
	options Options
	word    []byte // what this store left beside the file about its holder

	writing sync.Mutex // held for one Update
	broken  error      // why nothing may be written any more; guarded by writing
	leaked  bool       // bbolt's own lock is lost; guarded by writing

	// mu is held for reading by every transaction, and for writing where db
	// and file are exchanged.
	mu   sync.RWMutex
	db   *bbolt.DB
	file *os.File // the one db works on

	commit func(*bbolt.Tx) error // (*bbolt.Tx).Commit; tests make it fail
}

// View runs a read transaction.
func (s *Store) View(fn func(kv.Reader) error) error {
	return s.read(func(t *transaction) error { return fn(t) })
}

// read runs a read transaction for the store's own use too.
func (s *Store) read(fn func(*transaction) error) (err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	t := &transaction{inside: true}
	defer guard(s.path, t, &err)()
	tx, err := s.db.Begin(false)
	if err != nil {
		return opening(err)
	}
	defer func() { _ = tx.Rollback() }()
	t.tx, t.inside = tx, false
	return fn(t)
}

// opening tells why a transaction could not begin.
func opening(err error) error {
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return kv.ErrClosed
	}
	return err
}

// Copy writes a consistent copy while the file is in use, even where the file
// itself was moved or deleted meanwhile. Errors of the writer come back as
// they are.
func (s *Store) Copy(w io.Writer) (n int64, err error) {
	out := &remember{Writer: w}
	err = s.read(func(t *transaction) error {
		t.inside = true
		n, err = t.tx.WriteTo(out)
		switch {
		case out.err != nil:
			return out.err
		case errors.Is(err, io.EOF):
			return fmt.Errorf("%s: %w: it ends too early", s.path, kv.ErrDamaged)
		}
		return err
	})
	return n, err
}

// remember keeps the error of a writer, which bbolt reports without wrapping it.
type remember struct {
	io.Writer
	err error
}

func (r *remember) Write(b []byte) (int, error) {
	n, err := r.Writer.Write(b)
	if err != nil {
		r.err = err
	}
	return n, err
}

// Check looks for faults in the structure of the file, which may be in use.
func (s *Store) Check() (err error) {
	for range 10 {
		err = s.read(func(t *transaction) error {
			m, err := s.metaOf(uint64(t.tx.ID()))
			if err != nil {
				return err
			}
			return examine(s.file, m, int(m.pages), true)
		})
		if !errors.Is(err, errNoMeta) {
			break
		}
	}
	if err != nil && !errors.Is(err, kv.ErrClosed) {
		return fmt.Errorf("check %s: %w", s.path, err)
	}
	return err
}

// metaOf reads the meta page of the commit that a read transaction sees. It
// is errNoMeta when two more commits came in between.
func (s *Store) metaOf(tx uint64) (meta, error) {
	for _, at := range []int64{0, int64(s.db.Info().PageSize)} {
		if m, err := readMeta(s.file, at); err == nil && m.tx == tx {
			return m, nil
		}
	}
	return meta{}, errNoMeta
}

// Close releases the file and its lock. Closing again does nothing.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	withdraw(s.path, s.word)
	s.word = nil
	if s.leaked {
		return errors.Join(s.broken, s.file.Close()) // bbolt would wait for ever
	}
	return s.db.Close()
}
