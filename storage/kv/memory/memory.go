// Package memory is a kv.Store that lives in memory: for tests, previews and
// dry runs. A write transaction works on copies of the buckets it touches,
// which are swapped in when it ends well.
package memory

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"bluepencil/storage/kv"
)

// Store is a kv.Store in memory.
type Store struct {
	writing sync.Mutex
	mu      sync.RWMutex      // guards what follows
	buckets map[string]bucket // never changed in place
	closed  bool
}

// largestKey is bbolt's, in bytes, so that a dry run refuses what the file would.
const largestKey = 32768

// bucket is an ordered list of pairs; transactions copy it before writing.
type bucket []pair

type pair struct{ key, value []byte }

// New returns an empty store.
func New() *Store { return &Store{buckets: map[string]bucket{}} }

func (s *Store) current() (map[string]bucket, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return nil, kv.ErrClosed
	}
	return s.buckets, nil
}

// View runs a read transaction.
func (s *Store) View(fn func(kv.Reader) error) error {
	buckets, err := s.current()
	if err != nil {
		return err
	}
	return fn(reader(buckets))
}

// Update runs a write transaction.
func (s *Store) Update(fn func(kv.Writer) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	buckets, err := s.current()
	if err != nil {
		return fmt.Errorf("%w: %w", kv.ErrWrite, err)
	}
	w := &writer{reader: maps.Clone(buckets), owned: map[string]bool{}}
	if err := fn(w); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buckets = w.reader
	return nil
}

// Copy writes the buckets' pairs one after the other, each length-prefixed.
func (s *Store) Copy(w io.Writer) (int64, error) {
	buckets, err := s.current()
	if err != nil {
		return 0, err
	}
	var out []byte
	for _, name := range slices.Sorted(maps.Keys(buckets)) {
		for _, p := range buckets[name] {
			for _, part := range [][]byte{[]byte(name), p.key, p.value} {
				out = binary.AppendUvarint(out, uint64(len(part)))
				out = append(out, part...)
			}
		}
	}
	n, err := w.Write(out)
	return int64(n), err
}

// Check looks whether the keys of every bucket ascend.
func (s *Store) Check() error {
	buckets, err := s.current()
	if err != nil {
		return err
	}
	for name, b := range buckets {
		for i := 1; i < len(b); i++ {
			if bytes.Compare(b[i-1].key, b[i].key) >= 0 {
				return fmt.Errorf("%w: bucket %s is out of order at %d", kv.ErrDamaged, name, i)
			}
		}
	}
	return nil
}

// Close ends the store: what was in memory goes with it.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed, s.buckets = true, nil
	return nil
}

type reader map[string]bucket

// find is the position of the first key that is not below the given one.
func (b bucket) find(key []byte) (at int, exact bool) {
	return slices.BinarySearchFunc(b, key, func(p pair, key []byte) int { return bytes.Compare(p.key, key) })
}

func (r reader) Get(bucket, key []byte) []byte {
	b := r[string(bucket)]
	if at, ok := b.find(key); ok {
		return b[at].value
	}
	return nil
}

func (r reader) Scan(bucket, prefix, from []byte, visit kv.Visit) error {
	b := r[string(bucket)]
	start := prefix
	if bytes.Compare(from, start) > 0 {
		start = from
	}
	at, _ := b.find(start)
	for ; at < len(b) && bytes.HasPrefix(b[at].key, prefix); at++ {
		if more, err := visit(b[at].key, b[at].value); err != nil || !more {
			return err
		}
	}
	return nil
}

func (r reader) ScanBack(bucket, prefix, before []byte, visit kv.Visit) error {
	b := r[string(bucket)]
	end := len(b)
	if next := kv.After(prefix); next != nil {
		end, _ = b.find(next)
	}
	if before != nil {
		at, _ := b.find(before)
		end = min(end, at)
	}
	for at := end - 1; at >= 0 && bytes.HasPrefix(b[at].key, prefix); at-- {
		if more, err := visit(b[at].key, b[at].value); err != nil || !more {
			return err
		}
	}
	return nil
}

func (r reader) Count(bucket []byte) int { return len(r[string(bucket)]) }

type writer struct {
	reader
	owned map[string]bool // buckets this transaction has copied already
}

func (w *writer) own(name string) bucket {
	if !w.owned[name] {
		w.owned[name] = true
		w.reader[name] = slices.Clone(w.reader[name])
	}
	return w.reader[name]
}

func (w *writer) Put(name, key, value []byte) error {
	if len(name) == 0 || len(key) == 0 || len(key) > largestKey {
		return fmt.Errorf("%w: bucket %q: a key of %d bytes", kv.ErrWrite, name, len(key))
	}
	b := w.own(string(name))
	p := pair{bytes.Clone(key), append([]byte{}, value...)}
	at, ok := b.find(key)
	if ok {
		b[at] = p
	} else {
		b = slices.Insert(b, at, p)
	}
	w.reader[string(name)] = b
	return nil
}

func (w *writer) Delete(name, key []byte) error {
	b := w.own(string(name))
	if at, ok := b.find(key); ok {
		w.reader[string(name)] = slices.Delete(b, at, at+1)
	}
	return nil
}
