package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"

	"bluepencil/storage/kv"
)

// The layout of a bbolt file, as far as examining one needs it. Numbers are in
// the machine's byte order. A page begins with a header of 16 bytes: its own
// number (8), its kind (2), how many entries it has (2), and how many further
// pages it runs over (4). The entries' table follows, 16 bytes each, and then
// their keys and values.
const (
	headSize  = 16
	entrySize = 16
	metaEnd   = headSize + 64
	smallest  = 4 // pages of an empty database: two metas, free pages, root

	kindBranch   = 0x01
	kindLeaf     = 0x02
	kindFreelist = 0x10

	magic         = 0xED0CDAED
	formatVersion = 2
	noFreelist    = ^uint64(0)
	bucketEntry   = 0x01 // the flag of a leaf's entry that is a bucket
)

var order = binary.NativeEndian

// meta is one of the two pages that say where everything else is. Each commit
// writes the one that the commit before it left alone.
type meta struct {
	pageSize uint32
	root     uint64 // the page of the bucket of buckets
	freelist uint64 // the page that lists the free pages
	pages    uint64 // pages in use or free; the file has at least as many
	tx       uint64 // the number of the commit
}

// errNoMeta says that a page is nothing of a database.
var errNoMeta = errors.New("not a page of a database")

// readMeta reads the meta page at an offset in bytes. A page that is none is
// errNoMeta; one that does not match its checksum is kv.ErrDamaged.
func readMeta(file io.ReaderAt, at int64) (meta, error) {
	var b [metaEnd]byte
	if _, err := file.ReadAt(b[:], at); errors.Is(err, io.EOF) {
		return meta{}, errNoMeta
	} else if err != nil {
		return meta{}, err
	}
	body := b[headSize:]
	if order.Uint32(body) != magic {
		return meta{}, errNoMeta
	}
	sum := fnv.New64a()
	_, _ = sum.Write(body[:56])
	if order.Uint64(body[56:]) != sum.Sum64() || order.Uint32(body[4:]) != formatVersion {
		return meta{}, fmt.Errorf("%w: the page at byte %d does not match its checksum", kv.ErrDamaged, at)
	}
	return meta{
		pageSize: order.Uint32(body[8:]), root: order.Uint64(body[16:]),
		freelist: order.Uint64(body[32:]), pages: order.Uint64(body[40:]), tx: order.Uint64(body[48:]),
	}, nil
}

// latestMeta is the meta page that counts: the one of the later commit, or
// the other where that one was not written to its end.
func latestMeta(file io.ReaderAt, pageSize int) (meta, error) {
	first, err := readMeta(file, 0)
	second, err2 := readMeta(file, int64(pageSize))
	switch {
	case err != nil && err2 != nil:
		return meta{}, err
	case err != nil || err2 == nil && second.tx > first.tx:
		return second, nil
	}
	return first, nil
}

// page is a page with its table of entries in memory.
type page struct {
	id       uint64
	kind     uint16
	count    int
	overflow uint64
	body     []byte // from the page's beginning; at least the table of entries
	size     int64  // of the page and those it runs over, in bytes
	file     io.ReaderAt
	at       int64 // where the page begins in the file, in bytes
}

// readPage reads a page into the buffer, or into a larger one where its table
// runs over, and checks what can be checked without its neighbours.
func readPage(file io.ReaderAt, m *meta, id uint64, buffer []byte) (page, error) {
	at := int64(id) * int64(m.pageSize)
	buffer = buffer[:m.pageSize]
	if _, err := file.ReadAt(buffer, at); err != nil {
		return page{}, fmt.Errorf("page %d cannot be read: %w", id, err)
	}
	p := parsePage(buffer)
	p.file, p.at = file, at
	p.size = int64(p.overflow+1) * int64(m.pageSize)
	if p.id != id {
		return page{}, fmt.Errorf("page %d calls itself %d", id, p.id)
	}
	if p.overflow >= m.pages || id+p.overflow >= m.pages {
		return page{}, fmt.Errorf("page %d runs over the end of the file", id)
	}
	if p.kind == kindFreelist {
		return p, nil
	}
	if p.kind != kindBranch && p.kind != kindLeaf {
		return page{}, fmt.Errorf("page %d is of the unknown kind %#x", id, p.kind)
	}
	table := int64(headSize + p.count*entrySize)
	if table > p.size {
		return page{}, fmt.Errorf("page %d has no room for its %d entries", id, p.count)
	}
	if table > int64(len(p.body)) {
		p.body = make([]byte, table)
		if _, err := file.ReadAt(p.body, at); err != nil {
			return page{}, fmt.Errorf("page %d cannot be read: %w", id, err)
		}
	}
	return p, nil
}

func parsePage(b []byte) page {
	return page{
		id: order.Uint64(b), kind: order.Uint16(b[8:]), count: int(order.Uint16(b[10:])),
		overflow: uint64(order.Uint32(b[12:])), body: b, size: int64(len(b)),
	}
}

// entry is one line of a page's table: of a branch with the child's page, of
// a leaf with flags and the value's size.
type entry struct {
	key   int64 // where the key begins, in bytes from the page's beginning
	ksize int64
	vsize int64
	flags uint32
	child uint64
}

func (p *page) entry(n int) (entry, error) {
	start := headSize + n*entrySize
	line := p.body[start : start+entrySize]
	var e entry
	if p.kind == kindBranch {
		e = entry{key: int64(order.Uint32(line)), ksize: int64(order.Uint32(line[4:])), child: order.Uint64(line[8:])}
	} else {
		e = entry{flags: order.Uint32(line), key: int64(order.Uint32(line[4:])),
			ksize: int64(order.Uint32(line[8:])), vsize: int64(order.Uint32(line[12:]))}
	}
	e.key += int64(start)
	if e.key < int64(headSize+p.count*entrySize) || e.key+e.ksize+e.vsize > p.size {
		return entry{}, fmt.Errorf("entry %d of page %d lies outside of it", n, p.id)
	}
	return e, nil
}

// bytes gives a part of the page, offset and size in bytes.
func (p *page) bytes(at, size int64) ([]byte, error) {
	if at+size <= int64(len(p.body)) {
		return p.body[at : at+size], nil
	}
	b := make([]byte, size)
	if _, err := p.file.ReadAt(b, p.at+at); err != nil {
		return nil, fmt.Errorf("page %d cannot be read: %w", p.id, err)
	}
	return b, nil
}
