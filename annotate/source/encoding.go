package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// leastConfidence is how sure, of 100, the detector must be to be believed.
const leastConfidence = 25

// decode finds the encoding and decodes strictly: what the encoding cannot
// say is an error and never a replacement character.
func decode(raw []byte, named string) (Document, error) {
	if named != "" {
		return decodeNamed(raw, named)
	}
	if body, ok := bytes.CutPrefix(raw, []byte("\xef\xbb\xbf")); ok {
		return decodeUTF8(body, ByMark)
	}
	if bytes.HasPrefix(raw, []byte{0xff, 0xfe, 0, 0}) || bytes.HasPrefix(raw, []byte{0, 0, 0xfe, 0xff}) {
		return Document{}, fmt.Errorf("%w: UTF-32 is not supported; save the file as UTF-8", ErrUndecodable)
	}
	if order := markedOrder(raw); order != nil {
		return decodeUTF16(raw[2:], order, ByMark)
	}
	if order := unmarkedOrder(raw); order != nil {
		return decodeUTF16(raw, order, ByGuess)
	}
	if looksBinary(raw) {
		return Document{}, ErrBinary
	}
	if utf8.Valid(raw) {
		return Document{Text: string(raw), Encoding: "utf-8", EncodingSource: ByValidity}, nil
	}
	return decodeDetected(raw)
}

func markedOrder(raw []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		return binary.BigEndian
	}
	return nil
}

// unmarkedOrder recognises UTF-16 without a mark by where its zero bytes are:
// nearly all on one side.
func unmarkedOrder(raw []byte) binary.ByteOrder {
	sample := raw[:min(len(raw), 4096)&^1]
	if len(sample) < 4 || len(raw)%2 != 0 {
		return nil
	}
	var even, odd int
	for i := 0; i < len(sample); i += 2 {
		if sample[i] == 0 {
			even++
		}
		if sample[i+1] == 0 {
			odd++
		}
	}
	pairs := len(sample) / 2
	switch {
	case odd*10 >= pairs*3 && even*50 <= pairs:
		return binary.LittleEndian
	case even*10 >= pairs*3 && odd*50 <= pairs:
		return binary.BigEndian
	}
	return nil
}

// looksBinary tells whether the bytes hold zeros or many control characters.
func looksBinary(raw []byte) bool {
	control := 0
	for _, b := range raw {
		if b == 0 {
			return true
		}
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b {
			control++
		}
	}
	return control*50 > len(raw)
}

func decodeUTF8(body []byte, source string) (Document, error) {
	if at := invalidUTF8(body); at >= 0 {
		return Document{}, undecodable("utf-8", at)
	}
	return Document{Text: string(body), Encoding: "utf-8", EncodingSource: source}, nil
}

func invalidUTF8(b []byte) int {
	for at := 0; at < len(b); {
		r, size := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

func undecodable(name string, at int) error {
	return fmt.Errorf("%w as %s: byte %d does not fit; name the right encoding", ErrUndecodable, name, at)
}

func decodeUTF16(body []byte, order binary.ByteOrder, source string) (Document, error) {
	name := "utf-16le"
	if order == binary.BigEndian {
		name = "utf-16be"
	}
	if len(body)%2 != 0 {
		return Document{}, undecodable(name, len(body)-1)
	}
	var out strings.Builder
	out.Grow(len(body))
	for at := 0; at < len(body); at += 2 {
		r := rune(order.Uint16(body[at:]))
		if utf16.IsSurrogate(r) {
			if at+4 > len(body) {
				return Document{}, undecodable(name, at)
			}
			if r = utf16.DecodeRune(r, rune(order.Uint16(body[at+2:]))); r == unicode.ReplacementChar {
				return Document{}, undecodable(name, at)
			}
			at += 2
		}
		out.WriteRune(r)
	}
	if strings.ContainsRune(out.String(), 0) {
		return Document{}, ErrBinary
	}
	return Document{Text: out.String(), Encoding: name, EncodingSource: source}, nil
}

func decodeNamed(raw []byte, name string) (Document, error) {
	switch strings.ToLower(strings.ReplaceAll(name, "_", "-")) {
	case "utf-8", "utf8":
		return decodeUTF8(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), ByName)
	case "utf-16", "utf-16le", "utf-16be":
		return decodeUTF16Named(raw, name)
	}
	codec, canonical, err := codecOf(name)
	if err != nil {
		return Document{}, err
	}
	return decodeStrictly(raw, codec, canonical, ByName)
}

func decodeUTF16Named(raw []byte, name string) (Document, error) {
	if order := markedOrder(raw); order != nil {
		return decodeUTF16(raw[2:], order, ByName)
	}
	var order binary.ByteOrder = binary.LittleEndian
	if strings.HasSuffix(strings.ToLower(name), "be") {
		order = binary.BigEndian
	}
	return decodeUTF16(raw, order, ByName)
}

// codecOf finds an encoding by any of the names it goes by on the web or in
// IANA's register.
func codecOf(name string) (codec encoding.Encoding, canonical string, err error) {
	if codec, err = htmlindex.Get(name); err == nil {
		if canonical, err = htmlindex.Name(codec); err == nil {
			return codec, canonical, nil
		}
	}
	if codec, err = ianaindex.IANA.Encoding(name); err == nil && codec != nil {
		return codec, strings.ToLower(name), nil
	}
	return nil, "", fmt.Errorf("%w %q; names are utf-8, utf-16le, windows-1252, iso-8859-2, koi8-r, gb18030, big5, shift_jis, euc-jp, euc-kr, …", ErrEncoding, name)
}

// decodeStrictly decodes and encodes back: only bytes that come back the same
// were text in that encoding.
func decodeStrictly(raw []byte, codec encoding.Encoding, name, source string) (Document, error) {
	text, err := codec.NewDecoder().Bytes(raw)
	if err != nil {
		return Document{}, undecodable(name, 0)
	}
	back, err := codec.NewEncoder().Bytes(text)
	if err != nil || !bytes.Equal(back, raw) {
		return Document{}, undecodable(name, firstDifference(raw, back))
	}
	return Document{Text: string(text), Encoding: name, EncodingSource: source}, nil
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// decodeDetected asks the detector and takes its best guess that fits the
// bytes exactly.
func decodeDetected(raw []byte) (Document, error) {
	guesses, err := chardet.NewTextDetector().DetectAll(raw[:min(len(raw), 1<<16)])
	if err != nil {
		return Document{}, fmt.Errorf("%w: no known encoding fits; name it", ErrUndecodable)
	}
	for _, guess := range guesses {
		if guess.Confidence < leastConfidence {
			continue
		}
		codec, name, err := codecOf(guess.Charset)
		if err != nil || name == "utf-8" || strings.HasPrefix(name, "utf-16") {
			continue
		}
		if d, err := decodeStrictly(raw, codec, name, ByGuess); err == nil && !hasControls(d.Text) {
			return d, nil
		}
	}
	return Document{}, fmt.Errorf("%w: no known encoding fits; name it", ErrUndecodable)
}

// hasControls tells whether a text decoded to C1 control characters, which no
// newsroom writes: a sign of a wrong guess.
func hasControls(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 && r < 0xa0 && r != 0x85 })
}
