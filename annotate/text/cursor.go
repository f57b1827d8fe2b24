package text

import (
	"fmt"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// position is one place in a text, in bytes and in a unit.
type position struct{ at, units int }

// Cursor converts offsets of one text in one forward pass, without keeping
// any table: for exporters, which have their spans sorted. The offsets asked
// for must not decrease. It belongs to one goroutine.
type Cursor struct {
	text string
	unit Unit
	position
}

// NewCursor stands at the text's start.
func NewCursor(text string, unit Unit) *Cursor { return &Cursor{text: text, unit: unit} }

// FromByte moves on to a byte offset and is that offset in the unit. It fails
// with ErrOutOfRange, ErrBackward, ErrInsideCodePoint or ErrInsideGrapheme; the
// cursor then stands before the offset and goes on from there.
func (c *Cursor) FromByte(offset int) (int, error) {
	if offset < 0 || offset > len(c.text) {
		return 0, fmt.Errorf("%w: byte %d of %d", ErrOutOfRange, offset, len(c.text))
	}
	if offset < c.at {
		return 0, fmt.Errorf("%w: byte %d after byte %d", ErrBackward, offset, c.at)
	}
	if c.unit == Byte {
		return c.skipTo(offset)
	}
	for c.at < offset {
		next := c.next()
		if next.at > offset {
			return 0, insideError(c.text, c.unit, offset)
		}
		c.position = next
	}
	return c.units, nil
}

// skipTo moves to a byte offset in the unit of bytes.
func (c *Cursor) skipTo(offset int) (int, error) {
	if insideCodePoint(c.text, offset) {
		return 0, insideError(c.text, c.unit, offset)
	}
	c.position = position{offset, offset}
	return offset, nil
}

// ToByte moves on to an offset in the unit and is that offset in bytes. It
// fails as FromByte does.
func (c *Cursor) ToByte(offset int) (int, error) {
	if offset < 0 {
		return 0, fmt.Errorf("%w: %s %d", ErrOutOfRange, c.unit, offset)
	}
	if offset < c.units {
		return 0, fmt.Errorf("%w: %s %d after %d", ErrBackward, c.unit, offset, c.units)
	}
	if c.unit == Byte {
		if offset > len(c.text) {
			return 0, fmt.Errorf("%w: byte %d of %d", ErrOutOfRange, offset, len(c.text))
		}
		return c.skipTo(offset)
	}
	for c.units < offset {
		if c.at >= len(c.text) {
			return 0, fmt.Errorf("%w: %s %d of %d", ErrOutOfRange, c.unit, offset, c.units)
		}
		next := c.next()
		if next.units > offset {
			return 0, fmt.Errorf("%w: %s %d", ErrInsideCodePoint, c.unit, offset)
		}
		c.position = next
	}
	return c.at, nil
}

// next is the position after the element of the unit that begins here; there
// must be one.
func (c *Cursor) next() position {
	if c.unit == Grapheme {
		iterator := graphemes.FromString(c.text[c.at:])
		iterator.Next()
		return position{c.at + iterator.End(), c.units + 1}
	}
	if c.text[c.at] < utf8.RuneSelf {
		return position{c.at + 1, c.units + 1}
	}
	r, size := utf8.DecodeRuneInString(c.text[c.at:])
	if c.unit == UTF16 && r > 0xFFFF {
		return position{c.at + size, c.units + 2}
	}
	return position{c.at + size, c.units + 1}
}
