package listing

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"bluepencil/annotate"
)

// ReadStamp reads what a listing was made of. It fails with ErrDamaged, or
// with an error of the file system.
func ReadStamp(in io.ReaderAt) (Stamp, error) {
	b := make([]byte, headerSize)
	if n, err := in.ReadAt(b, 0); n < len(b) {
		if errors.Is(err, io.EOF) {
			err = ErrDamaged
		}
		return Stamp{}, err
	}
	ids := b[len(magic):]
	s := Stamp{Project: annotate.ID(ids), Replica: annotate.ID(ids[16:]), Arrival: binary.BigEndian.Uint64(ids[32:]), Change: annotate.ID(ids[40:])}
	if !bytes.Equal(b, appendHeader(nil, s)) {
		return Stamp{}, ErrDamaged
	}
	return s, nil
}

// reader goes through the blocks of a listing.
type reader struct {
	in    io.ReaderAt
	at    int64
	block []byte
	left  uint32 // entries of the block that were not read
	rest  []byte // of the block
	ids   []annotate.ID
	entry Entry
	seen  map[string]annotate.Status // so that a status is one string
}

func newReader(in io.ReaderAt) *reader {
	return &reader{in: in, at: int64(headerSize), seen: map[string]annotate.Status{}}
}

// next gives the next entry, which holds until the one after it, or nil at
// the end.
func (r *reader) next(ctx context.Context) (*Entry, error) {
	if r.left == 0 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := r.load(); err != nil || r.left == 0 {
			return nil, err
		}
	}
	r.left--
	last := r.entry.ID
	if !r.read(&r.entry) || r.entry.ID.Compare(last) <= 0 || r.left == 0 && len(r.rest) > 0 {
		return nil, fmt.Errorf("%w: an entry cannot be read", ErrDamaged)
	}
	return &r.entry, nil
}

// load reads a block and checks it. At the end there is one without entries.
func (r *reader) load() error {
	var head [blockHead]byte
	if err := r.fill(head[:]); err != nil {
		return err
	}
	size := binary.BigEndian.Uint32(head[:])
	if size > mostBlock {
		return fmt.Errorf("%w: a block claims %d bytes", ErrDamaged, size)
	}
	if uint32(cap(r.block)) < size {
		r.block = make([]byte, size+size/8)
	}
	r.block = r.block[:size]
	if err := r.fill(r.block); err != nil {
		return err
	}
	if crc32.Checksum(r.block, castagnoli) != binary.BigEndian.Uint32(head[8:]) {
		return fmt.Errorf("%w: a checksum is wrong", ErrDamaged)
	}
	r.rest, r.left = r.block, binary.BigEndian.Uint32(head[4:])
	return nil
}

func (r *reader) fill(b []byte) error {
	n, err := r.in.ReadAt(b, r.at)
	r.at += int64(n)
	if n == len(b) {
		return nil
	}
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: it ends too early", ErrDamaged)
	}
	return err
}

func (r *reader) read(e *Entry) bool {
	id, ok := r.bytes(17)
	if !ok {
		return false
	}
	e.ID, e.State = annotate.ID(id), State(id[16])
	if e.Batch, ok = r.id(); !ok {
		return false
	}
	standings, ok := r.number()
	e.Standing = e.Standing[:0]
	for ; ok && standings > 0; standings-- {
		var s Standing
		if s.Person, ok = r.id(); ok {
			s.Status, ok = r.status()
			e.Standing = append(e.Standing, s)
		}
	}
	if ok {
		e.Words, ok = r.text()
	}
	if ok {
		e.Published, ok = r.text()
	}
	return ok
}

func (r *reader) bytes(n uint64) ([]byte, bool) {
	if n > uint64(len(r.rest)) {
		return nil, false
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b, true
}

func (r *reader) number() (uint64, bool) {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		return 0, false
	}
	r.rest = r.rest[size:]
	return n, true
}

func (r *reader) text() ([]byte, bool) {
	n, ok := r.number()
	if !ok {
		return nil, false
	}
	return r.bytes(n)
}

func (r *reader) status() (annotate.Status, bool) {
	b, ok := r.text()
	status, known := r.seen[string(b)]
	if !known {
		status = annotate.Status(b)
		r.seen[string(b)] = status
	}
	return status, ok
}

func (r *reader) id() (annotate.ID, bool) {
	n, ok := r.number()
	switch {
	case !ok || n > uint64(len(r.ids)):
		return annotate.ID{}, false
	case n > 0:
		return r.ids[n-1], true
	}
	b, ok := r.bytes(16)
	if !ok {
		return annotate.ID{}, false
	}
	id := annotate.ID(b)
	r.ids = append(r.ids, id)
	return id, true
}
