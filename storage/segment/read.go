package segment

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"bluepencil/annotate"

	"github.com/klauspost/compress/zstd"
)

// Read reads a segment of so many bytes twice: first for its checksum, so that
// nothing is made of half a file, and then item by item. visit may be nil. It
// fails with ErrSegment, an error of the file, or one of visit.
func Read(file io.ReaderAt, size int64, visit func(Header, Item) error) (Header, error) {
	if err := checksum(file, size); err != nil {
		return Header{}, err
	}
	return read(file, size, visit, false)
}

// ReadHeader reads the header alone and believes it.
func ReadHeader(file io.ReaderAt, size int64) (Header, error) {
	return read(file, size, nil, true)
}

func wrong(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrSegment, fmt.Errorf(format, args...))
}

func checksum(file io.ReaderAt, size int64) error {
	body := size - sha256.Size
	if body <= int64(len(magic)) {
		return wrong("it is only %d bytes long", size)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(file, 0, body)); err != nil {
		return err
	}
	var want [sha256.Size]byte
	if _, err := file.ReadAt(want[:], body); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !bytes.Equal(sum.Sum(nil), want[:]) {
		return wrong("its checksum does not match, it was cut or changed")
	}
	return nil
}

func read(file io.ReaderAt, size int64, visit func(Header, Item) error, headOnly bool) (Header, error) {
	first := make([]byte, len(magic))
	if _, err := file.ReadAt(first, 0); err != nil || string(first) != magic {
		return Header{}, wrong("it does not begin like one")
	}
	body := io.NewSectionReader(file, int64(len(magic)), max(0, size-int64(len(magic)+sha256.Size)))
	zip, err := zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(16<<20))
	if err != nil {
		return Header{}, wrong("%w", err)
	}
	defer zip.Close()
	r := &reader{in: bufio.NewReader(zip)}
	h, err := r.header()
	if err != nil || headOnly {
		return h, err
	}
	return h, r.items(h, visit)
}

type reader struct {
	in     *bufio.Reader
	buffer bytes.Buffer
	counts counts
}

// next reads one item's kind and bytes. Memory grows with what is there, not
// with what the item says of its length.
func (r *reader) next() (Kind, []byte, error) {
	kind, err := r.in.ReadByte()
	if err != nil {
		return 0, nil, wrong("it ends too early: %w", err)
	}
	size, err := binary.ReadUvarint(r.in)
	if err != nil || size > largestItem {
		return 0, nil, wrong("an item says it has %d bytes", size)
	}
	r.buffer.Reset()
	if n, err := io.CopyN(&r.buffer, r.in, int64(size)); err != nil {
		return 0, nil, wrong("an item of %d bytes ends after %d: %w", size, n, err)
	}
	return Kind(kind), r.buffer.Bytes(), nil
}

func (r *reader) header() (h Header, err error) {
	kind, data, err := r.next()
	if err != nil {
		return h, err
	}
	if kind != head {
		return h, wrong("it has no header")
	}
	if err := annotate.Value(data).Decode(&h); err != nil {
		return h, wrong("its header cannot be read: %w", err)
	}
	if h.Version != FormatVersion {
		return h, wrong("it was written in version %d of the format, this program reads version %d", h.Version, FormatVersion)
	}
	if h.To.Arrival <= h.From.Arrival {
		return h, wrong("it is empty")
	}
	return h, nil
}

func (r *reader) items(h Header, visit func(Header, Item) error) error {
	arrival := h.From.Arrival
	for {
		kind, data, err := r.next()
		if err != nil {
			return err
		}
		if kind == end {
			return r.end(data, h, arrival)
		}
		item, err := itemOf(kind, data)
		if err != nil {
			return err
		}
		if kind == Change {
			arrival++
			if n := binary.BigEndian.Uint64(item.Key); n != arrival {
				return wrong("change %d comes where %d should be", n, arrival)
			}
		}
		r.counts.add(kind)
		if visit == nil {
			continue
		}
		if err := visit(h, item); err != nil {
			return err
		}
	}
}

func itemOf(kind Kind, data []byte) (Item, error) {
	key := 0
	switch kind {
	case Text:
		key = sha256.Size
	case Change:
		key = 8
	case Undo:
		if len(data) == 0 {
			return Item{}, wrong("an undo entry is empty")
		}
		key, data = int(data[0]), data[1:]
	case Clock:
	default:
		return Item{}, wrong("it has an item of the unknown kind %q", byte(kind))
	}
	if len(data) < key {
		return Item{}, wrong("an item is cut off")
	}
	return Item{Kind: kind, Key: data[:key], Data: data[key:]}, nil
}

// end holds the counts against what came.
func (r *reader) end(data []byte, h Header, arrival uint64) error {
	var want counts
	if err := annotate.Value(data).Decode(&want); err != nil {
		return wrong("its end cannot be read: %w", err)
	}
	if want != r.counts || arrival != h.To.Arrival {
		return wrong("it says it has %d changes up to %d, and has %d up to %d",
			want.Changes, h.To.Arrival, r.counts.Changes, arrival)
	}
	if _, err := r.in.ReadByte(); err != io.EOF {
		return wrong("something follows its end")
	}
	return nil
}
