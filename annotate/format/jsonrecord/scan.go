package jsonrecord

import (
	"errors"
	"fmt"
	"io"
)

// brackets follows how deep a place of a JSON text lies.
type brackets struct {
	depth           int
	quoted, escaped bool
}

func (b *brackets) add(c byte) {
	switch {
	case b.escaped:
		b.escaped = false
	case b.quoted && c == '\\':
		b.escaped = true
	case c == '"':
		b.quoted = !b.quoted
	case b.quoted:
	case c == '{' || c == '[':
		b.depth++
	case c == '}' || c == ']':
		b.depth--
	}
}

// broken is what is wrong with a file as a whole: nothing after it can be read.
type broken struct{ error }

func (s *source) broken(format string, args ...any) error {
	s.read = func() ([]byte, error) { return nil, io.EOF }
	return &broken{fmt.Errorf(format, args...)}
}

// solid gives the next byte that is not white space.
func (s *source) solid() (byte, error) {
	for {
		c, err := s.in.ReadByte()
		if err != nil || c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c, err
		}
	}
}

// element reads the next element of the array that the file is.
func (s *source) element() ([]byte, error) {
	c, err := s.solid()
	first := !s.begun
	if first && err == nil { // it is the bracket
		s.begun = true
		c, err = s.solid()
	}
	switch {
	case err == io.EOF:
		return nil, s.broken("the array has no end")
	case err != nil:
		return nil, s.broken("%w", err)
	case c == ']':
		s.read = s.after
		return s.after()
	case first:
		return s.from(c)
	case c != ',':
		return nil, s.broken("%q where a comma or the end of the array should be", c)
	}
	if c, err = s.solid(); err != nil {
		return nil, s.broken("the array has no end")
	}
	return s.from(c)
}

// after is what stands behind the array: nothing.
func (s *source) after() ([]byte, error) {
	if _, err := s.solid(); err == nil {
		return nil, s.broken("something follows the array")
	}
	return nil, io.EOF
}

// value reads one of several values that only white space keeps apart.
func (s *source) value() ([]byte, error) {
	c, err := s.solid()
	if err != nil {
		return nil, err
	}
	return s.from(c)
}

// from reads the value that begins with the byte, as far as brackets and quotes
// tell. Whether it is JSON is for others to say.
func (s *source) from(c byte) ([]byte, error) {
	var b brackets
	b.add(c)
	if b.depth <= 0 && !b.quoted {
		return nil, s.broken("%q where an object should be", c)
	}
	out := []byte{c}
	tooLong := false
	for b.depth > 0 || b.quoted {
		c, err := s.in.ReadByte()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, s.broken("the record has no end: %w", err)
		}
		b.add(c)
		if tooLong = tooLong || len(out) >= longest; !tooLong {
			out = append(out, c)
		}
	}
	if tooLong {
		return nil, errLong
	}
	return out, nil
}
