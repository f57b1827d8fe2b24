package casjson

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/uima"
)

// envelope is the file without its text.
func (f *file) envelope(whole string) ([]byte, error) {
	at, style := f.textPlace(whole), byte('-')
	if at.end > 0 {
		style = styleOf(f.raw[at.start:at.end], whole)
	}
	return uima.Wrap(f.raw, at.start, at.end, style, nil)
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
	raw, _, err := uima.Unwrap(envelope, func(style byte) ([]byte, error) {
		if style == '-' {
			return nil, nil
		}
		return spell(style, whole)
	})
	if err != nil {
		return nil, err
	}
	return parse(raw)
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
