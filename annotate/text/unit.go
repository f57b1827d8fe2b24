package text

import (
	"errors"
	"fmt"
	"unicode/utf8"
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
func (u Unit) String() string {
	if u < 0 || int(u) >= len(unitNames) {
		return fmt.Sprintf("unit(%d)", int(u))
	}
	return unitNames[u]
}

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
	// ErrInside: the offset is not on a boundary of the unit. It is always
	// one of the two that follow.
	ErrInside = errors.New("offset inside of a character")
	// ErrInsideCodePoint: a byte offset within the UTF-8 of a code point, or
	// a UTF-16 offset between the halves of a surrogate pair.
	ErrInsideCodePoint = fmt.Errorf("%w: within a code point", ErrInside)
	// ErrInsideGrapheme: between two code points of one grapheme cluster.
	ErrInsideGrapheme = fmt.Errorf("%w: within a grapheme cluster", ErrInside)
	// ErrBackward: a Cursor was asked for an offset it has passed.
	ErrBackward = errors.New("offsets out of order")
)

// insideCodePoint tells whether a byte offset within the text falls between
// the bytes of a code point. A byte that is no UTF-8 counts as a code point of
// its own.
func insideCodePoint(text string, offset int) bool {
	if offset <= 0 || offset >= len(text) || utf8.RuneStart(text[offset]) {
		return false
	}
	for start := offset - 1; start >= max(0, offset-utf8.UTFMax+1); start-- {
		if utf8.RuneStart(text[start]) {
			_, size := utf8.DecodeRuneInString(text[start:])
			return start+size > offset
		}
	}
	return false
}

// insideError says that a byte offset is no boundary of the unit.
func insideError(text string, unit Unit, offset int) error {
	if insideCodePoint(text, offset) {
		return fmt.Errorf("%w: byte %d", ErrInsideCodePoint, offset)
	}
	return fmt.Errorf("%w: byte %d is no boundary of a %s", ErrInsideGrapheme, offset, unit)
}
