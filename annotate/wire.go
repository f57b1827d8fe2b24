package annotate

import (
	"encoding/binary"
	"unicode/utf8"
)

// The records of a large project are read a million times over, and a decoder
// that works by reflection takes most of that time. A wire reads the few
// shapes of CBOR that records are written in, straight from their bytes. At
// anything else it gives up, and the caller asks the general decoder, which
// accepts what is right and says what is wrong.

// The major types of CBOR.
const (
	majorUint  = 0
	majorInt   = 1
	majorBytes = 2
	majorText  = 3
	majorArray = 4
	majorMap   = 5
)

// The simple values of CBOR.
const (
	wireFalse = 0xf4
	wireTrue  = 0xf5
	wireNull  = 0xf6
)

// wire reads a record from its beginning on. Once it is lost it stays so and
// gives zero values.
type wire struct {
	rest []byte
	lost bool
}

// done tells whether everything was read and understood.
func (w *wire) done() bool { return !w.lost && len(w.rest) == 0 }

func (w *wire) lose() { w.lost, w.rest = true, nil }

// peek is the next byte, or 0 at the end; no record has a 0 where it matters.
func (w *wire) peek() byte {
	if len(w.rest) == 0 {
		return 0
	}
	return w.rest[0]
}

// head reads the beginning of an item of the given major type: its number.
func (w *wire) head(major byte) uint64 {
	if len(w.rest) == 0 || w.rest[0]>>5 != major {
		w.lose()
		return 0
	}
	info, n, rest := w.rest[0]&31, uint64(0), w.rest[1:]
	switch {
	case info < 24:
		n = uint64(info)
	case info == 24 && len(rest) >= 1:
		n, rest = uint64(rest[0]), rest[1:]
	case info == 25 && len(rest) >= 2:
		n, rest = uint64(binary.BigEndian.Uint16(rest)), rest[2:]
	case info == 26 && len(rest) >= 4:
		n, rest = uint64(binary.BigEndian.Uint32(rest)), rest[4:]
	case info == 27 && len(rest) >= 8:
		n, rest = binary.BigEndian.Uint64(rest), rest[8:]
	default:
		w.lose()
		return 0
	}
	w.rest = rest
	return n
}

// null reads a null, if it is one.
func (w *wire) null() bool {
	if w.peek() != wireNull {
		return false
	}
	w.rest = w.rest[1:]
	return true
}

func (w *wire) bool() bool {
	b := w.peek()
	if b != wireFalse && b != wireTrue {
		w.lose()
		return false
	}
	w.rest = w.rest[1:]
	return b == wireTrue
}

// chunk reads a byte or text string: bytes of the record itself.
func (w *wire) chunk(major byte) []byte {
	n := w.head(major)
	if n > uint64(len(w.rest)) {
		w.lose()
		return nil
	}
	b := w.rest[:n:n]
	w.rest = w.rest[n:]
	return b
}

// text reads a text string: bytes of the record itself, valid UTF-8.
func (w *wire) text() []byte {
	b := w.chunk(majorText)
	if !utf8.Valid(b) {
		w.lose()
		return nil
	}
	return b
}

func (w *wire) string() string { return string(w.text()) }

// whole reads an integer of either sign.
func (w *wire) whole() int64 {
	major, minus := byte(majorUint), w.peek()>>5 == majorInt
	if minus {
		major = majorInt
	}
	n := w.head(major)
	if n > 1<<62 {
		w.lose()
		return 0
	}
	if minus {
		return -1 - int64(n)
	}
	return int64(n)
}

func (w *wire) id() (id ID) {
	switch b := w.chunk(majorBytes); len(b) {
	case 0:
	case len(id):
		copy(id[:], b)
	default:
		w.lose()
	}
	return id
}

// array reads the beginning of an array: how many elements follow. A record
// cannot claim more of them than it has bytes.
func (w *wire) array() int {
	n := w.head(majorArray)
	if n > uint64(len(w.rest)) {
		w.lose()
		return 0
	}
	return int(n)
}

// tuple reads the beginning of an array of exactly so many elements.
func (w *wire) tuple(n int) {
	if w.array() != n {
		w.lose()
	}
}

// value reads a Value, which may be null.
func (w *wire) value() Value {
	if w.null() {
		return nil
	}
	return w.chunk(majorBytes)
}

func (w *wire) stamp() (s Stamp) {
	w.tuple(3)
	s.Wall = w.whole()
	counter := w.head(majorUint)
	if counter > 1<<32-1 {
		w.lose()
	}
	s.Counter, s.Replica = uint32(counter), w.id()
	return s
}

// stamps reads a list of stamps, which may be null.
func (w *wire) stamps() []Stamp {
	if w.null() {
		return nil
	}
	n := w.array()
	list := make([]Stamp, 0, min(n, 16))
	for ; n > 0 && !w.lost; n-- {
		list = append(list, w.stamp())
	}
	return list
}

// skip passes over so many items. They must not lie deeper in each other than
// those of a record do.
func (w *wire) skip(items int) {
	const deepest = 8
	w.skipWithin(items, deepest)
}

func (w *wire) skipWithin(items, depth int) {
	for ; items > 0 && !w.lost; items-- {
		switch w.peek() >> 5 {
		case majorUint:
			w.head(majorUint)
		case majorInt:
			w.head(majorInt)
		case majorBytes:
			w.chunk(majorBytes)
		case majorText:
			w.chunk(majorText)
		case majorArray:
			if n := w.array(); depth > 0 {
				w.skipWithin(n, depth-1)
				continue
			}
			w.lose()
		default:
			if !w.null() {
				w.lose()
			}
		}
	}
}
