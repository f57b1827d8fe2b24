package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"bluepencil/storage/kv"

	bbolt "go.etcd.io/bbolt"
)

// Examining a file. bbolt trusts its pages: a page number that is wrong sends
// it into a page's own parents and round in circles until memory is used up,
// which nothing can recover from; a wrong entry in the list of free pages
// makes the next commit overwrite what is in use. So the tree is walked here
// first, over the file itself and not over its mapping: every page is looked
// at once, and what is wrong with it is an error.

const (
	deepest   = 64 // levels of a tree; a full page has many children, so no file comes near
	maxFaults = 20 // reported of one file
)

// use is what a page turned out to be for.
type use uint8

const (
	unknown use = iota
	free
	used
)

// walk is one examination.
type walk struct {
	file   io.ReaderAt
	meta   meta
	leaves int // leaf pages that may still be read
	uses   []use
	levels [][]byte // one page buffer for each level under way
	faults []error
}

// examineFile looks at an open file as far as it must before it is trusted.
// The error is kv.ErrDamaged.
func examineFile(db *bbolt.DB, file *os.File) error {
	m, err := latestMeta(file, db.Info().PageSize)
	if err != nil {
		return err
	}
	return examine(file, m, leavesOnOpen, false)
}

// examine walks the tree of one commit. Unless leaks are wanted, pages that
// are neither used nor free pass: they waste space and harm nobody.
func examine(file *os.File, m meta, leaves int, leaks bool) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	if m.pages < smallest || m.pageSize < 1024 || m.pages > uint64(size)/uint64(m.pageSize) {
		return fmt.Errorf("%w: it ends after %d bytes, %d pages of %d are missing some",
			kv.ErrDamaged, size, m.pages, m.pageSize)
	}
	w := &walk{file: file, meta: m, leaves: leaves, uses: make([]use, m.pages)}
	w.uses[0], w.uses[1] = used, used
	w.freelist()
	w.tree(m.root, 0)
	if leaks && len(w.faults) == 0 {
		w.leaks()
	}
	if len(w.faults) > 0 {
		return fmt.Errorf("%w: %w", kv.ErrDamaged, errors.Join(w.faults...))
	}
	return nil
}

func (w *walk) fault(err error) {
	if len(w.faults) < maxFaults {
		w.faults = append(w.faults, err)
	}
}

// claim notes what n pages from id on are for. Each is for one thing.
func (w *walk) claim(id, n uint64, what use) bool {
	if id < 2 || id >= w.meta.pages || n > w.meta.pages-id {
		w.fault(fmt.Errorf("page %d is beyond the end", id))
		return false
	}
	for i := id; i < id+n; i++ {
		if w.uses[i] != unknown {
			w.fault(fmt.Errorf("page %d has two uses", i))
			return false
		}
		w.uses[i] = what
	}
	return true
}

// freelist claims the free pages, and those that list them.
func (w *walk) freelist() {
	if w.meta.freelist == noFreelist {
		return
	}
	if w.meta.freelist >= w.meta.pages {
		w.fault(errors.New("the list of free pages is beyond the end"))
		return
	}
	p, err := readPage(w.file, &w.meta, w.meta.freelist, make([]byte, w.meta.pageSize))
	if err != nil || p.kind != kindFreelist {
		w.fault(errors.Join(errors.New("the list of free pages is damaged"), err))
		return
	}
	if !w.claim(p.id, p.overflow+1, used) {
		return
	}
	b, err := p.bytes(0, p.size)
	if err != nil {
		w.fault(err)
		return
	}
	room, count, list := uint64(len(b)-headSize)/8, uint64(p.count), b[headSize:]
	if p.count == math.MaxUint16 { // too many for the header: the first number is the count
		room, count, list = room-1, order.Uint64(list), list[8:]
	}
	if count > room {
		w.fault(fmt.Errorf("the list of free pages has no room for its %d entries", count))
		return
	}
	for i := range count {
		if !w.claim(order.Uint64(list[8*i:]), 1, free) {
			return
		}
	}
}

// leaks reports pages that nothing leads to.
func (w *walk) leaks() {
	for id, what := range w.uses {
		if what == unknown {
			w.fault(fmt.Errorf("page %d is neither used nor free", id))
		}
	}
}

// tree walks the tree of one bucket, whose buckets are level levels down.
func (w *walk) tree(root uint64, level int) {
	depth, ok := w.depth(root)
	if !ok {
		w.fault(fmt.Errorf("the tree under page %d has no end", root))
		return
	}
	w.node(root, level, depth, bounds{})
}

// depth follows first children down to a leaf. Trees have the same depth
// everywhere, so it tells which children are leaves without reading them.
func (w *walk) depth(id uint64) (int, bool) {
	buffer := make([]byte, w.meta.pageSize)
	for depth := range deepest {
		if id >= w.meta.pages {
			return depth, true // the walk will come there and say so
		}
		p, err := readPage(w.file, &w.meta, id, buffer)
		if err != nil || p.kind != kindBranch || p.count == 0 {
			return depth, true
		}
		e, err := p.entry(0)
		if err != nil {
			return depth, true
		}
		id = e.child
	}
	return 0, false
}

// bounds are those of the keys under a page: from low on, below high, where
// they are not nil.
type bounds struct{ low, high []byte }

// node examines a page and what is under it; depth is how many levels there
// should be.
func (w *walk) node(id uint64, level, depth int, in bounds) {
	if level >= deepest {
		w.fault(fmt.Errorf("page %d is too deep in the tree", id))
		return
	}
	if depth == 0 && w.leaves <= 0 {
		w.claim(id, 1, used)
		return
	}
	if !w.claim(id, 1, used) {
		return
	}
	p, err := readPage(w.file, &w.meta, id, w.buffer(level))
	if err != nil {
		w.fault(err)
		return
	}
	if p.overflow > 0 && !w.claim(id+1, p.overflow, used) {
		return
	}
	switch p.kind {
	case kindBranch:
		w.branch(&p, level, depth, in)
	case kindLeaf:
		w.leaves--
		w.leaf(&p, level, in)
	default:
		w.fault(fmt.Errorf("page %d of the tree is of the kind %#x", id, p.kind))
	}
}

func (w *walk) buffer(level int) []byte {
	for len(w.levels) <= level {
		w.levels = append(w.levels, make([]byte, w.meta.pageSize))
	}
	return w.levels[level]
}

// keys are the entries of a page in memory, checked for their order.
func (w *walk) keys(p *page, in bounds, visit func(n int, e entry, key []byte) error) {
	var before []byte
	for n := range p.count {
		e, err := p.entry(n)
		if err != nil {
			w.fault(err)
			return
		}
		key, err := p.bytes(e.key, e.ksize)
		if err != nil {
			w.fault(err)
			return
		}
		if n > 0 && bytes.Compare(key, before) <= 0 ||
			in.low != nil && bytes.Compare(key, in.low) < 0 || in.high != nil && bytes.Compare(key, in.high) >= 0 {
			w.fault(fmt.Errorf("entry %d of page %d is out of order", n, p.id))
			return
		}
		if err := visit(n, e, key); err != nil {
			w.fault(err)
			return
		}
		before = key
	}
}

func (w *walk) branch(p *page, level, depth int, in bounds) {
	if p.count == 0 {
		w.fault(fmt.Errorf("page %d leads nowhere", p.id))
	}
	w.keys(p, in, func(n int, e entry, key []byte) error {
		under := bounds{low: key, high: in.high}
		if n+1 < p.count {
			next, err := p.entry(n + 1)
			if err != nil {
				return err
			}
			if under.high, err = p.bytes(next.key, next.ksize); err != nil {
				return err
			}
		}
		w.node(e.child, level+1, depth-1, under)
		return nil
	})
}

func (w *walk) leaf(p *page, level int, in bounds) {
	w.keys(p, in, func(n int, e entry, _ []byte) error {
		if e.flags&^bucketEntry != 0 {
			return fmt.Errorf("entry %d of page %d has unknown flags", n, p.id)
		}
		if e.flags == 0 {
			return nil
		}
		value, err := p.bytes(e.key+e.ksize, e.vsize)
		if err != nil {
			return err
		}
		return w.bucket(p.id, level, value)
	})
}

// bucket examines a bucket: 16 bytes of root page and sequence, and where the
// root is 0, a small leaf in place of a tree.
func (w *walk) bucket(id uint64, level int, value []byte) error {
	if len(value) < 16 {
		return fmt.Errorf("a bucket in page %d is cut off", id)
	}
	if root := order.Uint64(value); root != 0 {
		w.tree(root, level+1)
		return nil
	}
	if len(value) < 16+headSize {
		return fmt.Errorf("a bucket in page %d is cut off", id)
	}
	p := parsePage(value[16:])
	if p.kind != kindLeaf || headSize+p.count*entrySize > len(p.body) {
		return fmt.Errorf("a bucket in page %d is damaged", id)
	}
	p.id = id
	w.leaf(&p, level, bounds{})
	return nil
}
