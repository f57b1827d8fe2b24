package jsonrecord

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"bluepencil/annotate/format"
)

// ErrBroken: the values of a file cannot be told apart any more.
var ErrBroken = errors.New("the file is broken JSON")

// Stream gives the values of a file. It belongs to one goroutine.
type Stream struct {
	in      *bufio.Reader
	longest int
	line    int // from 1
	count   int
	started bool
	array   bool
	ended   bool
	buffer  []byte
}

// NewStream reads from in. A byte-order mark at its beginning is passed over.
func NewStream(in io.Reader) *Stream {
	return &Stream{in: bufio.NewReaderSize(in, 1<<16), longest: longest, line: 1}
}

// Array tells whether the file is one array, once Next has been called.
func (s *Stream) Array() bool { return s.array }

// Next gives the bytes of the next value, which belong to the caller, and its
// place in the file; io.EOF after the last. Only the value's extent is certain:
// whether it is right JSON is for its reader to find. A *format.RecordError is
// about one value only; ErrBroken about the rest of the file.
func (s *Stream) Next() (raw []byte, where string, err error) {
	if err := s.start(); err != nil {
		return nil, "", err
	}
	if s.ended {
		return nil, "", io.EOF
	}
	first, err := s.skip()
	if err == io.EOF && s.array {
		s.ended = true
		return nil, "", fmt.Errorf("%w: the array that begins the file has no end", ErrBroken)
	}
	if err != nil {
		return nil, "", err
	}
	if s.array {
		if first, err = s.between(first); err != nil {
			return nil, "", err
		}
	}
	s.count++
	where = fmt.Sprintf("record %d, line %d", s.count, s.line)
	raw, err = s.value(first)
	if err != nil && !errors.Is(err, ErrBroken) {
		err = &format.RecordError{Where: where, Err: err}
	}
	return bytes.Clone(raw), where, err
}

// start finds out whether the file is an array.
func (s *Stream) start() error {
	if s.started {
		return nil
	}
	s.started = true
	if mark, err := s.in.Peek(3); err == nil && bytes.Equal(mark, bom) {
		if _, err := s.in.Discard(3); err != nil {
			return err
		}
	}
	first, err := s.skip()
	if err == io.EOF {
		s.ended = true
		return nil
	}
	if err != nil {
		return err
	}
	if s.array = first == '['; !s.array {
		return s.in.UnreadByte()
	}
	return nil
}

// between reads what stands before an element: a comma but for the first, or
// the end of the array.
func (s *Stream) between(b byte) (byte, error) {
	if b == ']' {
		s.ended = true
		if _, err := s.skip(); err != io.EOF {
			return 0, fmt.Errorf("%w: line %d: something follows the array", ErrBroken, s.line)
		}
		return 0, io.EOF
	}
	if s.count == 0 {
		return b, nil
	}
	if b != ',' {
		s.ended = true
		return 0, fmt.Errorf("%w: line %d: %q where a comma should be", ErrBroken, s.line, b)
	}
	b, err := s.skip()
	if err != nil || b == ']' || b == ',' {
		s.ended = true
		return 0, fmt.Errorf("%w: line %d: nothing follows a comma", ErrBroken, s.line)
	}
	return b, nil
}

func (s *Stream) byte() (byte, error) {
	b, err := s.in.ReadByte()
	if b == '\n' {
		s.line++
	}
	return b, err
}

// skip gives the next byte that is no white space.
func (s *Stream) skip() (byte, error) {
	for {
		b, err := s.byte()
		if err != nil || b != ' ' && b != '\t' && b != '\n' && b != '\r' {
			return b, err
		}
	}
}
