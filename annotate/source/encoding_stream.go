package source

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// stream is the text of a file of any size, decoded as it is read. What does
// not decode comes as bytes that are no UTF-8, or as U+FFFD from the codecs of
// other encodings; refuse finds both in a record.
type stream struct {
	io.Reader
	encoding string
	source   string // how the encoding was found
	bom      bool
	codec    bool // decoded by a codec, which replaces what it cannot say
}

// streamHead is how much of a file its encoding is found out by, in bytes.
const streamHead = 1 << 20

// openStream finds the encoding in the order decode has.
func openStream(in Input, named string) (stream, error) {
	head := make([]byte, min(in.Size, streamHead))
	n, err := in.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return stream{}, err
	}
	head = head[:n]
	zeros := bytes.IndexByte(head, 0) >= 0
	if m := markOf(head); m != nil && (m.sure || zeros || named == "" || strings.HasPrefix(strings.ToLower(named), "utf")) {
		return streamOf(in, int64(len(m.bytes)), m.encoding, nil, ByMark), nil
	}
	if named != "" {
		codec, canonical, err := codecOf(named)
		if order := zeroPattern(head); err == nil && canonical == "utf-16le" && order != "" && strings.EqualFold(strings.TrimSpace(named), "utf-16") {
			canonical = order
		}
		return streamOf(in, 0, canonical, codec, ByName), err
	}
	if name := zeroPattern(head); zeros && name != "" {
		// The head may be cut off inside of a character: what is before it tells.
		if text, _ := decodeUTF16(head, 0, name); plausible(text) && !isBinary(text) {
			return streamOf(in, 0, name, nil, ByGuess), nil
		}
	}
	return detectStream(in, head)
}

func streamOf(in Input, skip int64, name string, codec encoding.Encoding, source string) stream {
	s := stream{Reader: io.NewSectionReader(in.ReaderAt, skip, in.Size-skip), encoding: name, source: source, bom: source == ByMark}
	switch {
	case codec != nil:
		s.Reader, s.codec = transform.NewReader(s.Reader, codec.NewDecoder()), true
	case name != "utf-8":
		s.Reader = &wideReader{in: s.Reader, name: name}
	}
	return s
}

// detectStream tells UTF-8 from other encodings by the file's beginning. Where
// most characters beyond ASCII are UTF-8 the others are faults in records.
func detectStream(in Input, head []byte) (stream, error) {
	if isBinary(bytes.ReplaceAll(head, []byte{0}, nil)) {
		return stream{}, errControls
	}
	sample := head
	if int64(len(head)) < in.Size {
		sample = head[:bytes.LastIndexByte(head, '\n')+1]
	}
	d, err := Document{}, errNoEncoding
	good, bad := countUTF8(head)
	eight := bad > 0 && good < 2*bad
	if eight || bytes.Contains(head, []byte("\x1b$")) { // ISO-2022-JP is all ASCII
		d, err = decodeDetected(sample)
	}
	switch {
	case err != nil && !eight:
		return streamOf(in, 0, "utf-8", nil, ByValidity), nil
	case err != nil:
		return stream{}, err
	}
	codec, name, err := codecOf(d.Encoding)
	return streamOf(in, 0, name, codec, ByGuess), err
}

// countUTF8 counts the characters beyond ASCII and the bytes that are none. A
// character cut off at the end counts for neither.
func countUTF8(raw []byte) (good, bad int) {
	for at := 0; at < len(raw); {
		if raw[at] < utf8.RuneSelf {
			at++
			continue
		}
		r, size := utf8.DecodeRune(raw[at:])
		switch {
		case r != utf8.RuneError || size > 1:
			good++
		case utf8.FullRune(raw[at:]):
			bad++
		}
		at += size
	}
	return good, bad
}

// refuse says what is wrong with the decoding of a record.
func (s *stream) refuse(record []byte) error {
	if at := invalidUTF8(record); at >= 0 {
		return undecodable(s.encoding, at)
	}
	if at := bytes.IndexRune(record, utf8.RuneError); s.codec && at >= 0 {
		return undecodable(s.encoding, at)
	}
	return nil
}

// wideReader decodes UTF-16 and UTF-32 to UTF-8. Half of a surrogate pair and
// what else is no character become a byte that is no UTF-8.
type wideReader struct {
	in      io.Reader
	name    string
	raw     []byte // read and not decoded
	out     []byte // decoded and not given
	buffer  []byte
	readErr error
}

func (w *wideReader) Read(p []byte) (int, error) {
	for len(w.out) == 0 {
		if w.readErr != nil {
			return 0, w.readErr
		}
		if w.buffer == nil {
			w.buffer = make([]byte, 1<<15)
		}
		kept := copy(w.buffer, w.raw)
		n, err := w.in.Read(w.buffer[kept:])
		w.raw, w.readErr = w.buffer[:kept+n], err
		w.decode()
	}
	n := copy(p, w.out)
	w.out = w.out[n:]
	return n, nil
}

// decode decodes what there is, up to a character that may be cut off.
func (w *wideReader) decode() {
	w.out = w.out[:0]
	order := orderOf(w.name)
	unit := 2
	if strings.HasPrefix(w.name, "utf-32") {
		unit = 4
	}
	for len(w.raw) >= 4 || w.readErr != nil && len(w.raw) >= unit {
		var r rune
		size := unit
		if unit == 4 {
			r = rune(min(order.Uint32(w.raw), unicode.MaxRune+1))
		} else if r = rune(order.Uint16(w.raw)); utf16.IsSurrogate(r) && len(w.raw) >= 4 {
			if pair := utf16.DecodeRune(r, rune(order.Uint16(w.raw[2:]))); pair != unicode.ReplacementChar {
				r, size = pair, 4
			}
		}
		w.raw = w.raw[size:]
		if utf8.ValidRune(r) {
			w.out = utf8.AppendRune(w.out, r)
		} else {
			w.out = append(w.out, 0xff)
		}
	}
	if w.readErr != nil && len(w.raw) > 0 {
		w.out, w.raw = append(w.out, 0xff), nil
	}
}
