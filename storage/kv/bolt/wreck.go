package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"bluepencil/storage/kv"
)

// Wreck reads what can still be read of a damaged file. It follows the pages
// by itself and never into a circle; where one is damaged, the scan that came
// to it ends with kv.ErrDamaged. It never writes.
type Wreck struct {
	file *os.File
	meta meta
	root uint64
}

// OpenWreck opens a damaged file for salvage. It fails with kv.ErrDamaged where
// not even the beginning is left, and takes no lock.
func OpenWreck(path string) (*Wreck, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	m, err := wreckMeta(file)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w: nothing leads to its contents any more", path, kv.ErrDamaged), file.Close())
	}
	return &Wreck{file: file, meta: m, root: m.root}, nil
}

// wreckMeta is the latest meta page that is left, with bounds that hold for a
// file that was cut short.
func wreckMeta(file *os.File) (meta, error) {
	m, err := readMeta(file, 0)
	if err == nil {
		m, err = latestMeta(file, int(m.pageSize))
	} else {
		m, err = secondMeta(file)
	}
	if err != nil {
		return m, err
	}
	info, err := file.Stat()
	if err != nil {
		return m, err
	}
	if m.pageSize < 1024 || m.pageSize > 1<<24 {
		return m, errNoMeta
	}
	m.pages = min(m.pages, uint64(info.Size())/uint64(m.pageSize))
	return m, nil
}

// Close releases the file.
func (w *Wreck) Close() error { return w.file.Close() }

// Get gives a value, or nil where the key is absent or cannot be reached.
func (w *Wreck) Get(bucket, key []byte) (value []byte) {
	_ = w.Scan(bucket, key, nil, func(k, v []byte) (bool, error) {
		if bytes.Equal(k, key) {
			value = v
		}
		return false, nil
	})
	return value
}

// Scan visits the keys with the prefix from the first that is not below from,
// up to the first page that cannot be read.
func (w *Wreck) Scan(bucket, prefix, from []byte, visit kv.Visit) error {
	start := prefix
	if bytes.Compare(from, start) > 0 {
		start = from
	}
	s := &salvage{wreck: w, start: start, seen: map[uint64]bool{}}
	s.visit = func(_ entry, key, value []byte) (bool, error) {
		if !bytes.HasPrefix(key, prefix) {
			return false, nil
		}
		return visit(key, value)
	}
	_, err := w.inBucket(bucket, s)
	return err
}

// Count counts the keys that a scan reaches.
func (w *Wreck) Count(bucket []byte) (n int) {
	_ = w.Scan(bucket, nil, nil, func(_, _ []byte) (bool, error) { n++; return true, nil })
	return n
}

// ScanBack is not needed for salvage, which goes forward; it visits what Scan
// reaches, backwards, and takes memory for the keys and values.
func (w *Wreck) ScanBack(bucket, prefix, before []byte, visit kv.Visit) error {
	var keys, values [][]byte
	failed := w.Scan(bucket, prefix, nil, func(k, v []byte) (bool, error) {
		if before != nil && bytes.Compare(k, before) >= 0 {
			return false, nil
		}
		keys, values = append(keys, bytes.Clone(k)), append(values, bytes.Clone(v))
		return true, nil
	})
	for i := len(keys) - 1; i >= 0; i-- {
		if more, err := visit(keys[i], values[i]); err != nil || !more {
			return err
		}
	}
	return failed
}

// inBucket finds a bucket in the bucket of buckets and runs the scan in it.
func (w *Wreck) inBucket(name []byte, s *salvage) (more bool, err error) {
	var found []byte
	top := &salvage{wreck: w, start: name, seen: map[uint64]bool{}}
	top.visit = func(e entry, key, value []byte) (bool, error) {
		if e.flags&bucketEntry != 0 && bytes.Equal(key, name) {
			found = bytes.Clone(value)
		}
		return false, nil
	}
	if _, err := top.page(w.root, 0); err != nil || found == nil {
		return true, err
	}
	if len(found) < 16 {
		return false, fmt.Errorf("%w: a bucket is cut off", kv.ErrDamaged)
	}
	if root := order.Uint64(found); root != 0 {
		return s.page(root, 0)
	}
	if len(found) < 16+headSize {
		return false, fmt.Errorf("%w: a bucket is cut off", kv.ErrDamaged)
	}
	p := parsePage(found[16:])
	if p.kind != kindLeaf || headSize+p.count*entrySize > len(p.body) {
		return false, fmt.Errorf("%w: a bucket is damaged", kv.ErrDamaged)
	}
	p.file = bytes.NewReader(found[16:])
	return s.leaf(&p)
}

// salvage is one scan over the pages of a tree.
type salvage struct {
	wreck *Wreck
	start []byte
	seen  map[uint64]bool
	visit func(e entry, key, value []byte) (bool, error)
}

func (s *salvage) page(id uint64, level int) (more bool, err error) {
	m := &s.wreck.meta
	if level >= deepest || id < 2 || id >= m.pages || s.seen[id] {
		return false, fmt.Errorf("%w: page %d is not where it should be", kv.ErrDamaged, id)
	}
	s.seen[id] = true
	p, err := readPage(s.wreck.file, m, id, make([]byte, m.pageSize))
	if err != nil {
		return false, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	switch p.kind {
	case kindLeaf:
		return s.leaf(&p)
	case kindBranch:
		return s.branch(&p, level)
	}
	return false, fmt.Errorf("%w: page %d is no part of a tree", kv.ErrDamaged, id)
}

// key reads the key of an entry.
func (s *salvage) key(p *page, n int) (entry, []byte, error) {
	e, err := p.entry(n)
	if err != nil {
		return e, nil, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	key, err := p.bytes(e.key, e.ksize)
	if err != nil {
		return e, nil, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	return e, key, nil
}

func (s *salvage) branch(p *page, level int) (more bool, err error) {
	for n := range p.count {
		e, _, err := s.key(p, n)
		if err != nil {
			return false, err
		}
		if n+1 < p.count { // all keys under this child are below the next one's
			_, next, err := s.key(p, n+1)
			if err != nil {
				return false, err
			}
			if bytes.Compare(next, s.start) <= 0 {
				continue
			}
		}
		if more, err := s.page(e.child, level+1); err != nil || !more {
			return more, err
		}
	}
	return true, nil
}

func (s *salvage) leaf(p *page) (more bool, err error) {
	for n := range p.count {
		e, key, err := s.key(p, n)
		if err != nil {
			return false, err
		}
		if bytes.Compare(key, s.start) < 0 {
			continue
		}
		value, err := p.bytes(e.key+e.ksize, e.vsize)
		if err != nil {
			return false, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
		}
		if more, err := s.visit(e, key, value); err != nil || !more {
			return more, err
		}
	}
	return true, nil
}
