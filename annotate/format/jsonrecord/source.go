package jsonrecord

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/jsonio"
)

// longest bounds a record in bytes: an article of 16 MB, escaped, with its marks.
const longest = 256 << 20

var (
	errLong = fmt.Errorf("longer than %d MB", longest>>20)
	bom     = []byte("\xef\xbb\xbf")
)

// source gives the raw records of a file: its lines, or the values of a Stream
// where it is an array, or values that go over several lines.
type source struct {
	file   fs.File
	in     *bufio.Reader
	values *Stream // nil where the records are lines
	number int     // of the record last read, from 1
}

func open(folder fs.FS, name string) (*source, error) {
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	s := &source{file: file, in: bufio.NewReaderSize(file, 1<<16)}
	head, err := s.in.Peek(1 << 16)
	if err != nil && err != io.EOF {
		return nil, errors.Join(fmt.Errorf("read %s: %w", name, err), file.Close())
	}
	if bytes.HasPrefix(head, bom) {
		head = head[len(bom):]
		if _, err := s.in.Discard(len(bom)); err != nil {
			return nil, errors.Join(err, file.Close())
		}
	}
	if solid := bytes.TrimLeft(head, " \t\r\n"); bytes.HasPrefix(solid, []byte("[")) || spread(solid) {
		s.values = NewStream(s.in)
	}
	return s, nil
}

// spread tells whether the first value goes over several lines and so does not
// end with its line. A line that is merely broken is followed by another record.
func spread(head []byte) bool {
	line, rest, more := bytes.Cut(head, []byte("\n"))
	var e extent
	for _, c := range line {
		e.ends(c)
	}
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return more && e.depth > 0 && !e.inString && len(rest) > 0 && rest[0] != '{'
}

// next gives the next record, which belongs to the caller, and its place.
// Blank lines are passed over. A *format.RecordError is about one record only.
func (s *source) next() (raw []byte, where string, err error) {
	s.number++
	if s.values != nil {
		raw, where, err = s.values.Next()
		if errors.Is(err, ErrBroken) {
			err = &format.RecordError{Where: fmt.Sprintf("record %d", s.number), Err: err}
		}
		return raw, where, err
	}
	for ; ; s.number++ {
		raw, err = s.line()
		where = fmt.Sprintf("line %d", s.number)
		if errors.Is(err, errLong) {
			err = &format.RecordError{Where: where, Err: err}
		}
		if err != nil || len(bytes.TrimSpace(raw)) > 0 {
			return raw, where, err
		}
	}
}

// line reads a line. Of one that is too long the rest is read and forgotten.
func (s *source) line() ([]byte, error) {
	var out []byte
	tooLong := false
	for {
		part, err := s.in.ReadSlice('\n')
		if tooLong = tooLong || len(out)+len(part) > longest; !tooLong {
			out = append(out, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && (len(out) > 0 || tooLong), err == nil:
			if tooLong {
				return nil, errLong
			}
			return out, nil
		default:
			return nil, err
		}
	}
}

// First gives the beginning of a file's first record: the keys that lie in the
// head of it whole. It gives none where the record is no object.
func First(head []byte) Object {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n")
	if bytes.HasPrefix(head, []byte("[")) {
		head = bytes.TrimLeft(head[1:], " \t\r\n")
	}
	var o Object
	d := jsonio.NewDecoder(head)
	// The head may be cut off; what came before tells.
	_ = d.Object(func(key string) error {
		at := d.Offset()
		raw, err := d.Raw()
		if err != nil { // cut off: what is there of the value still tells
			raw = bytes.TrimLeft(head[at:], " \t\r\n")
		}
		o = append(o, Field{Key: key, Raw: raw})
		return err
	})
	return o
}

// FirstOf gives the first element of a list, or nil. Both may be cut off.
func FirstOf(raw []byte) []byte {
	if len(raw) == 0 || raw[0] != '[' {
		return nil
	}
	d := jsonio.NewDecoder(raw)
	var first []byte
	done := errors.New("done")
	_ = d.Array(func() error {
		at := d.Offset()
		element, err := d.Raw()
		if first = element; err != nil {
			first = bytes.TrimLeft(raw[at:], " \t\r\n")
		}
		return done
	})
	return first
}
