// Package items is the form of the files that changes travel in: a first line
// that names the format, a zstd stream, and the SHA-256 of everything before
// it. The stream is a row of items, each a kind (one byte), a length (unsigned
// varint) and so many bytes. What the items mean is the business of whoever
// writes and reads them: packages segment and packet.
package items

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/klauspost/compress/zstd"
)

// ErrBroken: the file is no whole row of items. The error says what is wrong.
var ErrBroken = errors.New("the file is not whole")

// Largest bounds one item, in bytes: a text of an article at most, or the
// change that brings a layer of one.
const Largest = 64 << 20

func broken(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrBroken, fmt.Errorf(format, args...))
}

// Writer writes a row of items. It belongs to one goroutine.
type Writer struct {
	out io.Writer
	sum hash.Hash
	zip *zstd.Encoder
}

// NewWriter begins a row of items with the line that names its format.
func NewWriter(out io.Writer, magic string) (*Writer, error) {
	w := &Writer{out: out, sum: sha256.New()}
	both := io.MultiWriter(out, w.sum)
	if _, err := io.WriteString(both, magic); err != nil {
		return nil, err
	}
	var err error
	w.zip, err = zstd.NewWriter(both, zstd.WithEncoderConcurrency(1))
	return w, err
}

// Put appends an item made of the parts, which are copied.
func (w *Writer) Put(kind byte, parts ...[]byte) error {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	if size > Largest {
		return fmt.Errorf("an item of %d bytes does not go into the file, %d is the most", size, Largest)
	}
	start := binary.AppendUvarint([]byte{kind}, uint64(size))
	for _, p := range append([][]byte{start}, parts...) {
		if _, err := w.zip.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the row with its checksum. It leaves out open.
func (w *Writer) Close() error {
	if err := w.zip.Close(); err != nil {
		return err
	}
	_, err := w.out.Write(w.sum.Sum(nil))
	return err
}

// Checksum reads the whole file of so many bytes and holds it against its
// checksum, so that nothing is made of half a file. It fails with ErrBroken or
// an error of the file.
func Checksum(file io.ReaderAt, size int64, magic string) error {
	body := size - sha256.Size
	if body <= int64(len(magic)) {
		return broken("it is only %d bytes long", size)
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
		return broken("its checksum does not match, it was cut or changed")
	}
	return nil
}
