package jsonio

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// deepest is how many objects and arrays may lie in each other.
const deepest = 64

// Decoder walks through one JSON text. Its errors say at which byte.
type Decoder struct {
	in    []byte
	at    int
	depth int
	words map[string]string // those of Word
}

// NewDecoder reads from the bytes, which must stay as they are meanwhile.
func NewDecoder(in []byte) *Decoder { return &Decoder{in: in} }

// Offset is how many bytes have been read.
func (d *Decoder) Offset() int { return d.at }

// Error is what is wrong with a JSON text, and where. It is ErrInvalid.
type Error struct {
	Offset int // in bytes
	What   string
}

// Error says at which byte.
func (e *Error) Error() string { return fmt.Sprintf("%v: byte %d: %s", ErrInvalid, e.Offset, e.What) }

// Is makes the error match ErrInvalid.
func (e *Error) Is(target error) bool { return target == ErrInvalid }

// Fail makes an error of what is wrong with what was just read.
func (d *Decoder) Fail(format string, args ...any) error { return d.fail(format, args...) }

func (d *Decoder) fail(format string, args ...any) error {
	return &Error{Offset: d.at, What: fmt.Sprintf(format, args...)}
}

// next skips white space and gives the byte that follows, or 0 at the end.
func (d *Decoder) next() byte {
	for d.at < len(d.in) {
		switch d.in[d.at] {
		case ' ', '\t', '\n', '\r':
			d.at++
		default:
			return d.in[d.at]
		}
	}
	return 0
}

func (d *Decoder) expect(b byte) error {
	if d.next() != b {
		return d.fail("%s where %q should be", d.found(), b)
	}
	d.at++
	return nil
}

func (d *Decoder) found() string {
	if d.at >= len(d.in) {
		return "the end"
	}
	return strconv.QuoteRune(rune(d.in[d.at]))
}

// End fails unless nothing but white space follows.
func (d *Decoder) End() error {
	if d.next(); d.at < len(d.in) {
		return d.fail("something follows the value")
	}
	return nil
}

// Object reads an object and calls field for every key; field must read the
// value. A key that comes twice is an error.
func (d *Decoder) Object(field func(key string) error) error {
	var seen keys
	return d.list('{', '}', func() error {
		key, err := d.Text()
		if err != nil {
			return err
		}
		if !seen.add(key) {
			return d.fail("the key %q comes twice", shorten(key))
		}
		if err := d.expect(':'); err != nil {
			return err
		}
		return field(key)
	})
}

// Array reads an array and calls element for every element, which it must read.
func (d *Decoder) Array(element func() error) error { return d.list('[', ']', element) }

func (d *Decoder) list(opener, closer byte, element func() error) error {
	if err := d.expect(opener); err != nil {
		return err
	}
	if d.depth++; d.depth > deepest {
		return d.fail("nested more than %d deep", deepest)
	}
	defer func() { d.depth-- }()
	if d.next() == closer {
		d.at++
		return nil
	}
	for {
		if err := element(); err != nil {
			return err
		}
		switch d.next() {
		case ',':
			d.at++
		case closer:
			d.at++
			return nil
		default:
			return d.fail("%s where a comma or %q should be", d.found(), closer)
		}
	}
}

// Null tells whether a null follows, and reads it if so.
func (d *Decoder) Null() bool {
	d.next()
	return d.word("null")
}

func (d *Decoder) word(w string) bool {
	if !bytes.HasPrefix(d.in[d.at:], []byte(w)) {
		return false
	}
	d.at += len(w)
	return true
}

// Bool reads true or false.
func (d *Decoder) Bool() (bool, error) {
	d.next()
	switch {
	case d.word("true"):
		return true, nil
	case d.word("false"):
		return false, nil
	}
	return false, d.fail("%s where true or false should be", d.found())
}

// Int reads a whole number that was written as one.
func (d *Decoder) Int() (int, error) {
	digits, err := d.number()
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0, d.fail("%s is not a whole number", digits)
	}
	return n, nil
}

// Number reads a number.
func (d *Decoder) Number() (float64, error) {
	digits, err := d.number()
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0, d.fail("%s is too large a number", digits)
	}
	return n, nil
}

// number scans -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
func (d *Decoder) number() (string, error) {
	d.next()
	start := d.at
	d.skip("-")
	whole := d.at
	ok := d.digits()
	if d.at-whole > 1 && d.in[whole] == '0' {
		ok = false
	}
	if ok && d.skip(".") {
		ok = d.digits()
	}
	if ok && d.skip("eE") {
		d.skip("+-")
		ok = d.digits()
	}
	if !ok {
		return "", d.fail("%s where a number should be", d.found())
	}
	return string(d.in[start:d.at]), nil
}

func (d *Decoder) skip(oneOf string) bool {
	if d.at < len(d.in) && strings.IndexByte(oneOf, d.in[d.at]) >= 0 {
		d.at++
		return true
	}
	return false
}

func (d *Decoder) digits() bool {
	start := d.at
	for d.at < len(d.in) && d.in[d.at] >= '0' && d.in[d.at] <= '9' {
		d.at++
	}
	return d.at > start
}

// Text reads a string.
func (d *Decoder) Text() (string, error) {
	if err := d.expect('"'); err != nil {
		return "", err
	}
	start := d.at
	for d.at < len(d.in) {
		switch b := d.in[d.at]; {
		case b == '"':
			part, err := d.verbatim(start)
			d.at++
			return string(part), err
		case b == '\\':
			return d.escaped(start)
		case b < 0x20:
			return "", d.fail("a control character inside a string")
		}
		d.at++
	}
	return "", d.fail("a string without an end")
}

// verbatim is the part of a string from start up to here.
func (d *Decoder) verbatim(start int) ([]byte, error) {
	part := d.in[start:d.at]
	if !utf8.Valid(part) {
		return nil, d.fail("the string before is not valid UTF-8")
	}
	return part, nil
}

// escaped goes on reading a string that has escapes in it.
func (d *Decoder) escaped(start int) (string, error) {
	out := make([]byte, 0, 2*(d.at-start)+64)
	for {
		part, err := d.verbatim(start)
		if err != nil {
			return "", err
		}
		out = append(out, part...)
		if d.at >= len(d.in) {
			return "", d.fail("a string without an end")
		}
		if d.in[d.at] == '"' {
			d.at++
			return string(out), nil
		}
		if out, err = d.escape(out); err != nil {
			return "", err
		}
		start = d.at
		for d.at < len(d.in) && d.in[d.at] != '"' && d.in[d.at] != '\\' {
			if d.in[d.at] < 0x20 {
				return "", d.fail("a control character inside a string")
			}
			d.at++
		}
	}
}
