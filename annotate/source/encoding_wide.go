package source

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// UTF-16 and UTF-32 are decoded here and not by a codec: codecs replace lone
// surrogates in silence.

func orderOf(name string) binary.ByteOrder {
	if strings.HasSuffix(name, "be") {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// decodeUTF16 decodes what follows the first skip bytes. With an error it
// returns the text up to there.
func decodeUTF16(raw []byte, skip int, name string) (string, error) {
	order := orderOf(name)
	var out strings.Builder
	out.Grow(len(raw))
	for at := skip; at < len(raw); at += 2 {
		if at+2 > len(raw) {
			return out.String(), undecodable(name, at)
		}
		r := rune(order.Uint16(raw[at:]))
		if utf16.IsSurrogate(r) {
			if at+4 > len(raw) {
				return out.String(), undecodable(name, at)
			}
			if r = utf16.DecodeRune(r, rune(order.Uint16(raw[at+2:]))); r == unicode.ReplacementChar {
				return out.String(), undecodable(name, at)
			}
			at += 2
		}
		out.WriteRune(r)
	}
	return out.String(), nil
}

// decodeUTF32 decodes as decodeUTF16 does.
func decodeUTF32(raw []byte, skip int, name string) (string, error) {
	order := orderOf(name)
	var out strings.Builder
	out.Grow(len(raw))
	for at := skip; at < len(raw); at += 4 {
		if at+4 > len(raw) {
			return out.String(), undecodable(name, at)
		}
		value := order.Uint32(raw[at:])
		if value > unicode.MaxRune || !utf8.ValidRune(rune(value)) {
			return out.String(), undecodable(name, at)
		}
		out.WriteRune(rune(value))
	}
	return out.String(), nil
}

// decodeZeros decodes bytes with zeros among them and no mark: UTF-16 if the
// zeros are the high halves of characters, else no text.
func decodeZeros(raw []byte) (Document, error) {
	name := zeroPattern(raw)
	if name == "" {
		return Document{}, errZeros
	}
	text, err := decodeUTF16(raw, 0, name)
	if !plausible(text) || isBinary(text) {
		return Document{}, errZeros
	}
	if err != nil {
		return Document{}, err
	}
	return Document{Text: text, Encoding: name, EncodingSource: ByGuess}, nil
}

// zeroPattern recognises UTF-16 without a mark by where its zero bytes are:
// blanks and digits of any script give some, nearly all on the same side. It returns
// the encoding's name, or nothing. Text of one byte a character with a zero
// somewhere is mostly pairs of ASCII.
func zeroPattern(raw []byte) string {
	sample := raw[:min(len(raw), 1<<16)&^1]
	var zeros [2]int
	ascii := 0
	for i := 0; i < len(sample); i += 2 {
		first, second := sample[i], sample[i+1]
		switch {
		case first == 0:
			zeros[0]++
		case second == 0:
			zeros[1]++
		case printableASCII(first) && printableASCII(second):
			ascii++
		}
	}
	pairs := len(sample) / 2
	switch few := pairs / 50; {
	case ascii*5 > pairs*2:
		return ""
	case zeros[1] > few && zeros[0]*4 < zeros[1]:
		return "utf-16le"
	case zeros[0] > few && zeros[1]*4 < zeros[0]:
		return "utf-16be"
	}
	return ""
}

func printableASCII(b byte) bool { return b >= 0x20 && b < 0x7f }

// plausible tells whether a text looks like one: no character in its first
// part is unassigned, private or a control.
func plausible(text string) bool {
	end := min(len(text), 1<<16)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	for _, r := range text[:end] {
		if r < utf8.RuneSelf || unicode.IsLetter(r) || unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029 {
			continue
		}
		return false
	}
	return true
}

var (
	errZeros    = &kindError{"this is no text: there are zero bytes in it", []error{ErrBinary}}
	errControls = &kindError{"this is no text: there are control characters in it", []error{ErrBinary}}
)

// isBinary tells whether a text, or bytes in an encoding like ASCII, holds
// zeros or many control characters.
func isBinary[T string | []byte](s T) bool {
	control := 0
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < 0x20 && controls[b] {
			if b == 0 {
				return true
			}
			control++
		}
	}
	return control*50 > len(s)
}

// controls marks what does not belong into a text: all but tab, line and page
// breaks, and escape.
var controls = func() (table [0x20]bool) {
	for b := range table {
		table[b] = !bytes.ContainsRune([]byte("\t\n\v\f\r\x1b"), rune(b))
	}
	return table
}()
