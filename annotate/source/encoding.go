package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// decode finds the encoding and decodes strictly: what the encoding cannot
// say is an error and never a replacement character. A byte-order mark is
// believed before the name, for a folder of files may be named as a whole.
func decode(raw []byte, named string) (Document, error) {
	zeros := bytes.IndexByte(raw, 0) >= 0
	if m := markOf(raw); m != nil && (m.sure || zeros || named == "" || strings.HasPrefix(strings.ToLower(named), "utf")) {
		return m.decode(raw)
	}
	if named != "" {
		return decodeNamed(raw, named)
	}
	if zeros {
		return decodeZeros(raw)
	}
	if isBinary(raw) {
		return Document{}, errControls
	}
	if !utf8.Valid(raw) {
		return decodeDetected(raw)
	}
	if bytes.Contains(raw, []byte("\x1b$")) {
		if d, err := decodeDetected(raw); err == nil {
			return d, nil // ISO-2022-JP, which is all ASCII
		}
	}
	return Document{Text: string(raw), Encoding: "utf-8", EncodingSource: ByValidity}, nil
}

// decodeStated is decode for bytes that state their encoding themselves. What
// they state comes after a mark and after the name the user gave. A statement
// that is unknown or does not fit is none, nor is one of an encoding of one
// byte a character about valid UTF-8: then the statement is older than the
// bytes. But what is said to be UTF-8 and is not is broken; a guess would take
// all of it for something else.
func decodeStated(raw []byte, named, stated string) (Document, error) {
	if named != "" || stated == "" || markOf(raw) != nil {
		return decode(raw, named)
	}
	codec, _, err := codecOf(stated)
	if _, single := codec.(*charmap.Charmap); err != nil || single && utf8.Valid(raw) {
		return decode(raw, "")
	}
	d, err := decodeNamed(raw, stated)
	if err != nil && codec != nil {
		return decode(raw, "")
	}
	if err != nil {
		return Document{}, err
	}
	d.EncodingSource = ByDeclared
	return d, nil
}

// byteOrderMark is a mark a file may begin with.
type byteOrderMark struct {
	bytes    string
	encoding string
	sure     bool // no text in another encoding begins so
}

// The marks, longer ones first: that of UTF-32LE begins like that of UTF-16LE.
var byteOrderMarks = []byteOrderMark{
	{"\xff\xfe\x00\x00", "utf-32le", true}, {"\x00\x00\xfe\xff", "utf-32be", true},
	{"\xef\xbb\xbf", "utf-8", true}, {"\xff\xfe", "utf-16le", false}, {"\xfe\xff", "utf-16be", false},
}

func markOf(raw []byte) *byteOrderMark {
	for i := range byteOrderMarks {
		if bytes.HasPrefix(raw, []byte(byteOrderMarks[i].bytes)) {
			return &byteOrderMarks[i]
		}
	}
	return nil
}

func (m *byteOrderMark) decode(raw []byte) (Document, error) {
	d, err := decodeUnicode(raw, len(m.bytes), m.encoding)
	d.EncodingSource, d.BOM = ByMark, true
	return d, err
}

// decodeUnicode decodes what follows the first skip bytes.
func decodeUnicode(raw []byte, skip int, name string) (d Document, err error) {
	d = Document{Encoding: name}
	switch name {
	case "utf-8":
		if at := invalidUTF8(raw[skip:]); at >= 0 {
			return Document{}, undecodable(name, skip+at)
		}
		d.Text = string(raw[skip:])
	case "utf-16le", "utf-16be":
		d.Text, err = decodeUTF16(raw, skip, name)
	default:
		d.Text, err = decodeUTF32(raw, skip, name)
	}
	if err == nil && isBinary(d.Text) {
		err = errControls
	}
	if err != nil {
		return Document{}, err
	}
	return d, nil
}

// invalidUTF8 is the index of the first byte that is no UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for at := 0; at < len(b); {
		r, size := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

func decodeNamed(raw []byte, name string) (d Document, err error) {
	codec, canonical, err := codecOf(name)
	switch {
	case err != nil:
		return Document{}, err
	case codec == nil:
		if order := zeroPattern(raw); canonical == "utf-16le" && order != "" && strings.EqualFold(strings.TrimSpace(name), "utf-16") {
			canonical = order // "utf-16" leaves the order of bytes open
		}
		d, err = decodeUnicode(raw, 0, canonical)
	default:
		d, _, err = decodeStrictly(raw, codec, canonical)
	}
	if err == nil && isBinary(d.Text) {
		err = errControls
	}
	if err != nil {
		return Document{}, err
	}
	d.EncodingSource = ByName
	return d, nil
}

// codecOf finds an encoding by any of the names it goes by on the web or in
// IANA's register. The codec is nil for the forms of Unicode, which are
// decoded here.
func codecOf(name string) (codec encoding.Encoding, canonical string, err error) {
	switch name = strings.ToLower(strings.TrimSpace(name)); name {
	case "utf-32", "utf-32le":
		return nil, "utf-32le", nil
	case "utf-32be":
		return nil, name, nil
	}
	if codec, err = htmlindex.Get(name); err == nil && codec != encoding.Replacement {
		canonical, err = htmlindex.Name(codec)
	} else if codec, err = ianaindex.IANA.Encoding(name); err == nil && codec != nil {
		canonical, err = ianaindex.IANA.Name(codec)
	}
	canonical = strings.ToLower(canonical)
	switch {
	case err != nil || canonical == "":
		return nil, "", fmt.Errorf("%w %q; names are utf-8, utf-16le, windows-1252, iso-8859-2, koi8-r, gb18030, big5, shift_jis, euc-jp, euc-kr, …", ErrEncoding, name)
	case strings.HasPrefix(canonical, "utf-"):
		return nil, canonical, nil
	}
	return codec, canonical, nil
}
