package segment

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"

	"bluepencil/annotate"

	"github.com/klauspost/compress/zstd"
)

// Writer writes a segment. It belongs to one goroutine.
type Writer struct {
	out    io.Writer
	sum    hash.Hash
	zip    *zstd.Encoder
	counts counts
}

// NewWriter begins a segment.
func NewWriter(out io.Writer, h Header) (*Writer, error) {
	h.Version = FormatVersion
	w := &Writer{out: out, sum: sha256.New()}
	both := io.MultiWriter(out, w.sum)
	if _, err := io.WriteString(both, magic); err != nil {
		return nil, err
	}
	var err error
	if w.zip, err = zstd.NewWriter(both, zstd.WithEncoderConcurrency(1)); err != nil {
		return nil, err
	}
	record, err := annotate.Encode(&h)
	if err != nil {
		return nil, err
	}
	return w, w.put(head, record)
}

// Add appends an item. Its bytes are copied.
func (w *Writer) Add(i Item) error {
	w.counts.add(i.Kind)
	if i.Kind == Undo {
		return w.put(Undo, []byte{byte(len(i.Key))}, i.Key, i.Data)
	}
	return w.put(i.Kind, i.Key, i.Data)
}

func (w *Writer) put(kind Kind, parts ...[]byte) error {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	if size > largestItem {
		return fmt.Errorf("an item of %d bytes does not go into a segment", size)
	}
	start := binary.AppendUvarint([]byte{byte(kind)}, uint64(size))
	for _, p := range append([][]byte{start}, parts...) {
		if _, err := w.zip.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the segment with its counts and its checksum. It leaves out open.
func (w *Writer) Close() error {
	record, err := annotate.Encode(&w.counts)
	if err != nil {
		return err
	}
	if err := w.put(end, record); err != nil {
		return err
	}
	if err := w.zip.Close(); err != nil {
		return err
	}
	_, err = w.out.Write(w.sum.Sum(nil))
	return err
}
