// Package archive opens zip files that may come from anywhere: documents of
// word processors, books, and archives of articles. What it unpacks is bounded
// by what the file is given room for, whatever the file claims.
package archive

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The reasons why something in an archive is not read.
var (
	ErrDamaged   = errors.New("the file is damaged")
	ErrProtected = errors.New("it is protected by a password")
	ErrTooLarge  = errors.New("unpacked, it is too large")
	ErrPacked    = errors.New("it is packed in a way that is not read")
)

// Open reads the directory of a zip file of so many bytes. A directory that
// claims more packed bytes than the file has, as bombs of overlapping entries
// do, is ErrDamaged.
func Open(r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written to a path of it
		return nil, damaged(err)
	}
	var packed uint64
	for _, f := range z.File {
		packed += f.CompressedSize64
		if f.CompressedSize64 > uint64(size) || packed > uint64(size) {
			return nil, fmt.Errorf("%w: its entries lie over each other", ErrDamaged)
		}
	}
	return z, nil
}

func damaged(err error) error {
	return fmt.Errorf("%w: %w", ErrDamaged, errors.New(strings.TrimPrefix(err.Error(), "zip: ")))
}

// File is the entry of that name, in any case of letters, or nil.
func File(z *zip.Reader, name string) *zip.File {
	for _, f := range z.File {
		if f.Name == name {
			return f
		}
	}
	for _, f := range z.File {
		if strings.EqualFold(Name(f), name) {
			return f
		}
	}
	return nil
}

// Index has the entries by their names, for looking up many; of two of a name
// the first holds.
func Index(z *zip.Reader) map[string]*zip.File {
	files := make(map[string]*zip.File, len(z.File))
	for _, f := range z.File {
		if name := Name(f); files[name] == nil {
			files[name] = f
		}
	}
	return files
}

// Name is the path of an entry as its writer meant it: UTF-8 where it is
// valid, else the code page of old programs, with slashes between folders.
func Name(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		name, _ = charmap.CodePage437.NewDecoder().String(name) // it has a character for every byte
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// Hidden tells of entries that nobody put into the archive on purpose.
func Hidden(name string) bool {
	for folder := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(folder, ".") && folder != "." && folder != ".." || folder == "__MACOSX" {
			return true
		}
	}
	return false
}

// Text of any language is packed to no less than a fiftieth of its size; only
// what is made to burst comes near the thousandth that is possible. Small files
// may be anything.
const (
	largestRatio = 250
	smallSize    = 1 << 20
)

// Unpack opens an entry. Reading gives at most limit bytes, and then
// ErrTooLarge; the errors are those of this package.
func Unpack(f *zip.File, limit int64) (io.ReadCloser, error) {
	if f.Flags&1 != 0 || f.Method == 99 {
		return nil, ErrProtected
	}
	if most := int64(max(smallSize, f.CompressedSize64*largestRatio)); most < limit {
		limit = most
	}
	if f.UncompressedSize64 > uint64(limit) {
		return nil, ErrTooLarge
	}
	r, err := f.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return nil, ErrPacked
	case err != nil:
		return nil, damaged(err)
	}
	return &bounded{r, limit}, nil
}

// ReadAll unpacks an entry of at most limit bytes.
func ReadAll(f *zip.File, limit int64) ([]byte, error) {
	r, err := Unpack(f, limit)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// bounded is a file being unpacked that fails where it grows too large.
type bounded struct {
	io.ReadCloser
	left int64 // bytes that may still come
}

// Read is that of io.Reader, and fails where the bound is passed.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, ErrTooLarge
	}
	if err != nil && err != io.EOF {
		err = damaged(err)
	}
	return n, err
}
