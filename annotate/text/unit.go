package text

import (
	"errors"
	"fmt"
	"sort"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Unit is what an offset counts.
type Unit int

// The units of offsets that formats use.
const (
	Byte      Unit = iota // UTF-8 bytes
	UTF16                 // UTF-16 code units
	CodePoint             // Unicode code points
	Grapheme              // extended grapheme clusters (UAX #29)
)

var unitNames = [...]string{"byte", "utf16", "codepoint", "grapheme"}

// Units lists them all.
var Units = []Unit{Byte, UTF16, CodePoint, Grapheme}

// String is the unit's name as options and files write it.
func (u Unit) String() string { return unitNames[u] }

// ParseUnit reads a unit's name.
func ParseUnit(name string) (Unit, error) {
	for i, n := range unitNames {
		if n == name {
			return Unit(i), nil
		}
	}
	return 0, fmt.Errorf("unknown unit %q: it is one of byte, utf16, codepoint, grapheme", name)
}

// The errors of converting an offset.
var (
	// ErrOutOfRange: the offset is before the text's start or after its end.
	ErrOutOfRange = errors.New("offset outside of the text")
	// ErrInside: the offset is not on a boundary of the unit.
	ErrInside = errors.New("offset inside of a character")
)

// stride is how many bytes lie between two checkpoints.
const stride = 1024

// Offsets converts between byte offsets of one text and offsets in a unit. It
// keeps a checkpoint about every kilobyte. Safe for concurrent use once made.
type Offsets struct {
	text  string
	unit  Unit
	ascii bool
	bytes []int // checkpoints: byte offsets …
	units []int // … and the same in the unit
	total int   // the text's length in the unit
}

// NewOffsets reads the text once. The text must be valid UTF-8.
func NewOffsets(text string, unit Unit) *Offsets {
	o := &Offsets{text: text, unit: unit}
	if unit == Byte {
		o.total = len(text)
		return o
	}
	if unit != Grapheme && isASCII(text) {
		o.ascii, o.total = true, len(text)
		return o
	}
	next := 0
	o.total = o.walk(0, 0, func(at, units int) bool {
		if at >= next {
			o.bytes, o.units = append(o.bytes, at), append(o.units, units)
			next = at + stride
		}
		return true
	})
	return o
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// walk visits the boundaries of the unit from a known one on, the text's end
// included, until visit returns false. It returns the last count.
func (o *Offsets) walk(at, units int, visit func(at, units int) bool) int {
	if o.unit == Grapheme {
		return o.walkGraphemes(at, units, visit)
	}
	for at < len(o.text) {
		if !visit(at, units) {
			return units
		}
		r, size := utf8.DecodeRuneInString(o.text[at:])
		at += size
		units++
		if o.unit == UTF16 && r > 0xFFFF {
			units++
		}
	}
	visit(at, units)
	return units
}

func (o *Offsets) walkGraphemes(at, units int, visit func(at, units int) bool) int {
	iterator := graphemes.FromString(o.text[at:])
	for iterator.Next() {
		if !visit(at+iterator.Start(), units) {
			return units
		}
		units++
	}
	visit(len(o.text), units)
	return units
}

// Len is the text's length in the unit.
func (o *Offsets) Len() int { return o.total }

// Unit is what the offsets count.
func (o *Offsets) Unit() Unit { return o.unit }

// FromByte converts a byte offset into the unit. It fails with ErrOutOfRange
// or ErrInside.
func (o *Offsets) FromByte(offset int) (int, error) {
	if offset < 0 || offset > len(o.text) {
		return 0, fmt.Errorf("%w: byte %d of %d", ErrOutOfRange, offset, len(o.text))
	}
	if o.unit == Byte || o.ascii {
		return offset, nil
	}
	found, result := false, 0
	i := sort.SearchInts(o.bytes, offset+1) - 1
	if i < 0 {
		return 0, nil // an empty text has no checkpoints
	}
	o.walk(o.bytes[i], o.units[i], func(at, units int) bool {
		found, result = at == offset, units
		return at < offset
	})
	if !found {
		return 0, fmt.Errorf("%w: byte %d is not the start of a %s", ErrInside, offset, o.unit)
	}
	return result, nil
}

// ToByte converts an offset in the unit into a byte offset. It fails with
// ErrOutOfRange, and with ErrInside between the two halves of a UTF-16 pair.
func (o *Offsets) ToByte(offset int) (int, error) {
	if offset < 0 || offset > o.total {
		return 0, fmt.Errorf("%w: %s %d of %d", ErrOutOfRange, o.unit, offset, o.total)
	}
	if o.unit == Byte || o.ascii {
		return offset, nil
	}
	found, result := false, 0
	i := sort.SearchInts(o.units, offset+1) - 1
	if i < 0 {
		return 0, nil
	}
	o.walk(o.bytes[i], o.units[i], func(at, units int) bool {
		found, result = units == offset, at
		return units < offset
	})
	if !found {
		return 0, fmt.Errorf("%w: %s %d", ErrInside, o.unit, offset)
	}
	return result, nil
}
