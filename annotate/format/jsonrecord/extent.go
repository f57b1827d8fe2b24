package jsonrecord

import (
	"errors"
	"fmt"
	"io"
)

// extent follows a value to its end.
type extent struct {
	depth    int
	inString bool
	escaped  bool
}

// ends takes note of a byte and tells whether it is the value's last.
func (e *extent) ends(b byte) bool {
	switch {
	case e.escaped:
		e.escaped = false
	case e.inString && b == '\\':
		e.escaped = true
	case b == '"':
		e.inString = !e.inString
		return !e.inString && e.depth == 0
	case e.inString:
	case b == '{' || b == '[':
		e.depth++
	case b == '}' || b == ']':
		e.depth--
		return e.depth == 0
	}
	return false
}

// value reads the value that begins with the byte.
func (s *Stream) value(first byte) ([]byte, error) {
	s.buffer = append(s.buffer[:0], first)
	var e extent
	if first != '{' && first != '[' && first != '"' {
		return s.scalar()
	}
	e.ends(first)
	long := false
	for {
		b, err := s.byte()
		if err != nil {
			return nil, s.cut(err)
		}
		if long = long || len(s.buffer) >= s.longest; !long {
			s.buffer = append(s.buffer, b)
		}
		switch {
		case e.inString && b == '\n':
			return nil, s.brokenString()
		case !e.ends(b):
		case long:
			return nil, fmt.Errorf("longer than %d MB", s.longest>>20)
		default:
			return s.buffer, nil
		}
	}
}

// brokenString says that a string runs over a line's end, which no JSON does.
// Values that are lines are read on at the next one.
func (s *Stream) brokenString() error {
	err := fmt.Errorf("line %d: a string without an end", s.line-1)
	if s.array {
		s.ended = true
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return err
}

// scalar reads a number or a word, to be refused or taken by whoever asked.
func (s *Stream) scalar() ([]byte, error) {
	for {
		b, err := s.in.ReadByte()
		if err == io.EOF {
			return s.buffer, nil
		}
		if err != nil {
			return nil, s.cut(err)
		}
		switch b {
		case ' ', '\t', '\n', '\r', ',', ']', '{', '[', '"':
			return s.buffer, s.in.UnreadByte()
		}
		if len(s.buffer) < s.longest {
			s.buffer = append(s.buffer, b)
		}
	}
}

// cut says why a value has no end.
func (s *Stream) cut(err error) error {
	s.ended = true
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: record %d has no end", ErrBroken, s.count)
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}
