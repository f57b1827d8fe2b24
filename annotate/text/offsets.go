package text

import (
	"fmt"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// stride is how many bytes lie between two checkpoints: the most a conversion
// walks, and with 16 bytes a checkpoint 3 % of the text in memory.
const stride = 512

// Offsets converts between byte offsets of one text and offsets in a unit, in
// O(log n). It keeps a checkpoint about every half kilobyte. Safe for
// concurrent use once made.
type Offsets struct {
	text        string
	unit        Unit
	identity    bool // an offset in the unit is the byte offset
	checkpoints []position
	total       int // the text's length in the unit
}

// NewOffsets reads the text once. The text should be valid UTF-8; a byte that
// is not counts as one code point.
func NewOffsets(text string, unit Unit) *Offsets {
	o := &Offsets{text: text, unit: unit}
	if unit != Byte && isASCII(text) && (unit != Grapheme || !strings.Contains(text, "\r\n")) {
		o.identity = true
	}
	if o.identity || unit == Byte {
		o.total = len(text)
		return o
	}
	o.checkpoints = make([]position, 0, len(text)/stride+1)
	if unit == Grapheme {
		o.total = o.countGraphemes()
	} else {
		o.total = o.countCodePoints()
	}
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

func (o *Offsets) countCodePoints() int {
	units, next := 0, 0
	for at, r := range o.text {
		if at >= next {
			o.checkpoints = append(o.checkpoints, position{at, units})
			next = at + stride
		}
		units++
		if r > 0xFFFF && o.unit == UTF16 {
			units++
		}
	}
	return units
}

func (o *Offsets) countGraphemes() int {
	units, next := 0, 0
	iterator := graphemes.FromString(o.text)
	for iterator.Next() {
		if at := iterator.Start(); at >= next {
			o.checkpoints = append(o.checkpoints, position{at, units})
			next = at + stride
		}
		units++
	}
	return units
}

// Len is the text's length in the unit.
func (o *Offsets) Len() int { return o.total }

// Unit is what the offsets count.
func (o *Offsets) Unit() Unit { return o.unit }

// FromByte converts a byte offset into the unit. It fails with ErrOutOfRange,
// ErrInsideCodePoint or ErrInsideGrapheme.
func (o *Offsets) FromByte(offset int) (int, error) {
	if o.identity && offset >= 0 && offset <= o.total {
		return offset, nil
	}
	return o.cursor(func(p position) bool { return p.at > offset }).FromByte(offset)
}

// ToByte converts an offset in the unit into a byte offset. It fails with
// ErrOutOfRange, and with ErrInsideCodePoint between the two halves of a
// UTF-16 pair and between the bytes of a code point.
func (o *Offsets) ToByte(offset int) (int, error) {
	if offset < 0 || offset > o.total {
		return 0, fmt.Errorf("%w: %s %d of %d", ErrOutOfRange, o.unit, offset, o.total)
	}
	if o.identity {
		return offset, nil
	}
	return o.cursor(func(p position) bool { return p.units > offset }).ToByte(offset)
}

// cursor stands at the last checkpoint that is not beyond.
func (o *Offsets) cursor(beyond func(position) bool) *Cursor {
	c := NewCursor(o.text, o.unit)
	if i := sort.Search(len(o.checkpoints), func(i int) bool { return beyond(o.checkpoints[i]) }); i > 0 {
		c.position = o.checkpoints[i-1]
	}
	return c
}

// Converter converts offsets of one text to and from every unit. What a unit
// needs is made when that unit is first asked for. Safe for concurrent use.
type Converter struct {
	text string
	once [len(unitNames)]sync.Once
	made [len(unitNames)]*Offsets
}

// NewConverter does not read the text yet.
func NewConverter(text string) *Converter { return &Converter{text: text} }

// In is the text's Offsets in a unit, which must be one of Units.
func (c *Converter) In(unit Unit) *Offsets {
	c.once[unit].Do(func() { c.made[unit] = NewOffsets(c.text, unit) })
	return c.made[unit]
}

// ToUnit converts a byte offset into the unit. It fails as Offsets.FromByte does.
func (c *Converter) ToUnit(unit Unit, byteOffset int) (int, error) {
	return c.In(unit).FromByte(byteOffset)
}

// FromUnit converts an offset in the unit into a byte offset. It fails as
// Offsets.ToByte does.
func (c *Converter) FromUnit(unit Unit, offset int) (int, error) {
	return c.In(unit).ToByte(offset)
}
