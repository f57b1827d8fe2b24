package segment

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"bluepencil/annotate"
	"bluepencil/storage/items"
)

// Read reads a segment of so many bytes twice: first for its checksum, so that
// nothing is made of half a file, and then item by item. visit may be nil. It
// fails with ErrSegment, an error of the file, or one of visit.
func Read(file io.ReaderAt, size int64, visit func(Header, Item) error) (Header, error) {
	if err := items.Checksum(file, size, magic); err != nil {
		return Header{}, asSegment(err)
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

func read(file io.ReaderAt, size int64, visit func(Header, Item) error, headOnly bool) (Header, error) {
	in, err := items.NewReader(file, size, magic)
	if err != nil {
		return Header{}, asSegment(err)
	}
	defer in.Close()
	r := &reader{in: in}
	h, err := r.header()
	if err != nil || headOnly {
		return h, err
	}
	return h, r.items(h, visit)
}

// asSegment says of a file that is not whole that it is no segment.
func asSegment(err error) error {
	if errors.Is(err, items.ErrBroken) {
		return wrong("%w", err)
	}
	return err
}

type reader struct {
	in     *items.Reader
	counts counts
}

func (r *reader) next() (Kind, []byte, error) {
	kind, data, err := r.in.Next()
	return Kind(kind), data, asSegment(err)
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
	return asSegment(r.in.End())
}
