package casjson

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/uima"
)

// An envelope is a letter for the way the text is escaped, the place of the
// text in hexadecimal, a colon, and the file without its text.

// envelope is the file without its text, or nothing where nothing needs to be kept.
func (f *file) envelope(whole string) []byte {
	at, style := f.textPlace(whole), byte('-')
	if at.end > 0 {
		style = styleOf(f.raw[at.start:at.end], whole)
	}
	out := make([]byte, 0, len(f.raw)-(at.end-at.start)+20)
	out = append(out, style)
	out = strconv.AppendInt(out, int64(at.start), 16)
	out = append(out, ':')
	out = append(out, f.raw[:at.start]...)
	return append(out, f.raw[at.end:]...)
}

// textPlace is where the text stands that the document has.
func (f *file) textPlace(whole string) place {
	best := place{}
	for _, s := range f.cas.Structures {
		at, is := f.texts[s]
		if !is || s.Feature("sofaString").Text != whole {
			continue
		}
		if best.end == 0 || s.Feature("sofaID") != nil && s.Feature("sofaID").Text == uima.InitialView {
			best = at
		}
	}
	return best
}

// unwrap puts the text into an envelope again, and reads the file.
func unwrap(envelope []byte, whole string) (*file, error) {
	head, rest, found := bytes.Cut(envelope, []byte(":"))
	if !found || len(head) < 2 {
		return nil, fmt.Errorf("%w: no envelope", jsonio.ErrInvalid)
	}
	at, err := strconv.ParseInt(string(head[1:]), 16, 64)
	if err != nil || at < 0 || at > int64(len(rest)) {
		return nil, fmt.Errorf("%w: no envelope", jsonio.ErrInvalid)
	}
	if head[0] == '-' {
		return parse(rest)
	}
	spelt, err := spell(head[0], whole)
	if err != nil {
		return nil, err
	}
	raw := make([]byte, 0, len(rest)+len(spelt))
	raw = append(raw, rest[:at]...)
	raw = append(raw, spelt...)
	return parse(append(raw, rest[at:]...))
}

// styles are the ways programs escape strings: ours, Java's Jackson, and
// Python with and without letters beyond ASCII.
const styles = "bjpqr"

// styleOf finds out how a string was spelt; where nothing fits, it will be
// spelt our way.
func styleOf(raw []byte, s string) byte {
	for i := range len(styles) {
		if spelt, err := spell(styles[i], s); err == nil && bytes.Equal(spelt, raw) {
			return styles[i]
		}
	}
	return 'b'
}

func spell(style byte, s string) ([]byte, error) {
	if style == 'b' {
		return jsonio.AppendString(nil, s)
	}
	if strings.IndexByte(styles, style) < 0 || !utf8.ValidString(s) {
		return nil, fmt.Errorf("%w: no way of escaping", jsonio.ErrInvalid)
	}
	hex := map[byte]string{'j': `\u%04X`, 'p': `\u%04x`, 'q': `\u%04X`, 'r': `\u%04x`}[style]
	out := []byte{'"'}
	for _, r := range s {
		switch {
		case short[r] != 0:
			out = append(out, '\\', short[r])
		case r > 0xffff && style != 'r':
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, hex+hex, high, low)
		case r < 0x20 || r > 0x7e && (style == 'p' || style == 'q'):
			out = fmt.Appendf(out, hex, r)
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return append(out, '"'), nil
}

var short = map[rune]byte{'"': '"', '\\': '\\', '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f'}
