package jsonrecord

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"

	"bluepencil/annotate/format/jsonio"
)

// ErrRecord: a record is JSON, and yet not one of the format.
var ErrRecord = errors.New("not a record of this format")

// Style is how a program writes JSON. The zero Style is how we do: no spaces,
// characters as they are.
type Style struct {
	Spaced bool // a space behind commas and colons
	ASCII  bool // everything else is escaped
	Slash  bool // slashes are escaped
}

// StyleOf finds out how a record was written.
func StyleOf(raw []byte) Style {
	high := bytes.IndexFunc(raw, func(r rune) bool { return r >= 0x80 }) >= 0
	s := Style{Slash: bytes.Contains(raw, []byte(`\/`)), ASCII: !high && bytes.Contains(raw, []byte(`\u`))}
	var e extent
	for i, c := range raw {
		if e.ends(c); c == ':' && !e.inString {
			s.Spaced = i+1 < len(raw) && raw[i+1] == ' '
			break
		}
	}
	return s
}

// String writes the style in letters, and ParseStyle reads them.
func (s Style) String() string {
	out := ""
	if s.Spaced {
		out += "s"
	}
	if s.ASCII {
		out += "a"
	}
	if s.Slash {
		out += "/"
	}
	return out
}

// ParseStyle reads what String wrote.
func ParseStyle(letters string) Style {
	has := func(c byte) bool { return bytes.IndexByte([]byte(letters), c) >= 0 }
	return Style{Spaced: has('s'), ASCII: has('a'), Slash: has('/')}
}

// Text gives a string as a JSON value. It fails where it is not valid UTF-8.
func (s Style) Text(value string) ([]byte, error) {
	raw, err := jsonio.AppendString(nil, value)
	if err != nil || !s.ASCII && !s.Slash {
		return raw, err
	}
	out := make([]byte, 0, len(raw)+len(raw)/4)
	for _, r := range string(raw) {
		switch {
		case r == '/' && s.Slash:
			out = append(out, `\/`...)
		case r < 0x80 || !s.ASCII:
			out = append(out, string(r)...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out, nil
}

// Object gives an object as a JSON value. It fails where a key is not valid UTF-8.
func (s Style) Object(o Object) ([]byte, error) {
	size := 2
	for _, f := range o {
		size += len(f.Key) + len(f.Raw) + 6
	}
	out := append(make([]byte, 0, size), '{')
	for i, f := range o {
		key, err := s.Text(f.Key)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out = append(out, s.comma()...)
		}
		out = append(append(out, key...), ':')
		if s.Spaced {
			out = append(out, ' ')
		}
		out = append(out, OneLine(f.Raw)...)
	}
	return append(out, '}'), nil
}

// List gives a list as a JSON value.
func (s Style) List(list [][]byte) []byte {
	out := []byte{'['}
	for i, raw := range list {
		if i > 0 {
			out = append(out, s.comma()...)
		}
		out = append(out, OneLine(raw)...)
	}
	return append(out, ']')
}

// Objects gives a list of objects as a JSON value.
func (s Style) Objects(list []Object) ([]byte, error) {
	raws := make([][]byte, len(list))
	for i, o := range list {
		raw, err := s.Object(o)
		if err != nil {
			return nil, err
		}
		raws[i] = raw
	}
	return s.List(raws), nil
}

func (s Style) comma() string {
	if s.Spaced {
		return ", "
	}
	return ","
}
