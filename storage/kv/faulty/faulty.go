// Package faulty makes a store fail on purpose, so that a test can see what
// happens to the work when a disk is full, breaks, or is write-protected.
//
// Store wraps any kv.Store and fails a chosen operation with a chosen error,
// the way the contract of kv says a failing disk looks: nothing of the
// transaction has happened. Disk goes one level down: it stands between
// kv/bolt and its file, and lets the operating system refuse the real writes.
//
// A test usually fails the first operation, then the second, and so on until
// none is left to fail:
//
//	for n := 0; ; n++ {
//		store.Fail(faulty.Fault{At: faulty.Put, After: n, Err: syscall.ENOSPC})
//		err := work(store)
//		if !store.Mend() {
//			break // the work has no more than n puts
//		}
//		// err wraps kv.ErrWrite and ENOSPC, and the store is as it was.
//	}
package faulty

import (
	"fmt"
	"io"
	"sync"

	"bluepencil/storage/kv"
)

// Point is where a store can fail.
type Point int

// The points.
const (
	Begin  Point = iota // of a write transaction, before its function runs
	Put                 // a Put or Delete in a transaction
	Commit              // the end of a write transaction, after its function
	View                // the beginning of a read transaction
	Copy                // a piece that a copy writes
)

// Fault says what fails and when.
type Fault struct {
	At Point
	// After is how many operations of this kind go well before one fails.
	After int
	// Err is the cause, such as syscall.ENOSPC.
	Err error
	// Lasting means that all further operations of this kind fail too.
	Lasting bool
}

// Store is a kv.Store that fails as it is told.
type Store struct {
	inner kv.Store

	mu    sync.Mutex
	fault *Fault // nil where nothing is to fail
	fired bool
}

// Wrap makes a store that does what the inner one does until told otherwise.
// Closing it closes the inner one.
func Wrap(inner kv.Store) *Store { return &Store{inner: inner} }

// Fail arranges a fault, in place of any arranged before.
func (s *Store) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault, s.fired = &f, false
}

// Mend ends the arranged fault and tells whether it came to pass.
func (s *Store) Mend() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = nil
	return s.fired
}

// pass counts an operation, and gives the cause where it is to fail.
func (s *Store) pass(at Point) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.fault
	if f == nil || f.At != at {
		return nil
	}
	if f.After > 0 {
		f.After--
		return nil
	}
	if s.fired && !f.Lasting {
		return nil
	}
	s.fired = true
	return f.Err
}

// View runs a read transaction, or fails with the cause, as where the disk
// does not answer.
func (s *Store) View(fn func(kv.Reader) error) error {
	if err := s.pass(View); err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	return s.inner.View(fn)
}

// Update runs a write transaction. One in which a write failed fails as a
// whole, also where its function went on regardless.
func (s *Store) Update(fn func(kv.Writer) error) error {
	if err := s.pass(Begin); err != nil {
		return failed("begin", err)
	}
	return s.inner.Update(func(inner kv.Writer) error {
		w := &writer{Writer: inner, store: s}
		if err := fn(w); err != nil {
			return err
		}
		if w.failed != nil {
			return w.failed
		}
		if err := s.pass(Commit); err != nil {
			return failed("commit", err)
		}
		return nil
	})
}

func failed(what string, err error) error { return fmt.Errorf("%w: %s: %w", kv.ErrWrite, what, err) }

// Copy writes a copy, and fails as its writer would on a full disk.
func (s *Store) Copy(w io.Writer) (int64, error) {
	return s.inner.Copy(&piecewise{Writer: w, store: s})
}

// Check looks for faults in the structure of the inner store.
func (s *Store) Check() error { return s.inner.Check() }

// Close closes the inner store.
func (s *Store) Close() error { return s.inner.Close() }

type writer struct {
	kv.Writer
	store  *Store
	failed error // of the first write that failed
}

func (w *writer) Put(bucket, key, value []byte) error {
	if err := w.pass(); err != nil {
		return err
	}
	return w.Writer.Put(bucket, key, value)
}

func (w *writer) Delete(bucket, key []byte) error {
	if err := w.pass(); err != nil {
		return err
	}
	return w.Writer.Delete(bucket, key)
}

func (w *writer) pass() error {
	err := w.store.pass(Put)
	if err == nil {
		return nil
	}
	err = failed("put", err)
	if w.failed == nil {
		w.failed = err
	}
	return err
}

type piecewise struct {
	io.Writer
	store *Store
}

func (p *piecewise) Write(b []byte) (int, error) {
	if err := p.store.pass(Copy); err != nil {
		return 0, err
	}
	return p.Writer.Write(b)
}
