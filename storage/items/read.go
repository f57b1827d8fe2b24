package items

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/zstd"
)

// Reader reads a row of items. It belongs to one goroutine.
type Reader struct {
	zip    *zstd.Decoder
	in     *bufio.Reader
	buffer bytes.Buffer
}

// NewReader begins to read the file of so many bytes and believes it: see
// Checksum. It must be closed.
func NewReader(file io.ReaderAt, size int64, magic string) (*Reader, error) {
	first := make([]byte, len(magic))
	if _, err := file.ReadAt(first, 0); err != nil || string(first) != magic {
		return nil, broken("it does not begin like one")
	}
	body := io.NewSectionReader(file, int64(len(magic)), max(0, size-int64(len(magic)+sha256.Size)))
	zip, err := zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(16<<20))
	if err != nil {
		return nil, broken("%w", err)
	}
	return &Reader{zip: zip, in: bufio.NewReader(zip)}, nil
}

// Next reads one item's kind and bytes, which are valid until the next. Memory
// grows with what is there, not with what the item says of its length.
func (r *Reader) Next() (kind byte, data []byte, err error) {
	kind, err = r.in.ReadByte()
	if err != nil {
		return 0, nil, broken("it ends too early: %w", err)
	}
	size, err := binary.ReadUvarint(r.in)
	if err != nil || size > Largest {
		return 0, nil, broken("an item says it has %d bytes", size)
	}
	r.buffer.Reset()
	if n, err := io.CopyN(&r.buffer, r.in, int64(size)); err != nil {
		return 0, nil, broken("an item of %d bytes ends after %d: %w", size, n, err)
	}
	return kind, r.buffer.Bytes(), nil
}

// End fails with ErrBroken unless nothing is left.
func (r *Reader) End() error {
	if _, err := r.in.ReadByte(); err != io.EOF {
		return broken("something follows its end")
	}
	return nil
}

// Close releases what reading took.
func (r *Reader) Close() { r.zip.Close() }
