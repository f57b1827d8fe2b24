package xmi

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"bluepencil/annotate/format/uima"
)

// envelope is the file without its text, with the types that lay beside it.
func (f *file) envelope(whole string) ([]byte, error) {
	at, style := place{}, byte('-')
	for _, s := range f.cas.Structures {
		where, is := f.texts[s]
		if !is || s.Feature("sofaString").Text != whole {
			continue
		}
		if id := s.Feature("sofaID"); at.end == 0 || id != nil && id.Text == uima.InitialView {
			at = where
			style = styleOf(f.raw[at.start:at.end], whole)
		}
	}
	return uima.Wrap(f.raw, at.start, at.end, style, f.types)
}

// unwrap puts the text into an envelope again, and reads the file.
func unwrap(envelope []byte, whole string) (*file, error) {
	raw, types, err := uima.Unwrap(envelope, func(style byte) ([]byte, error) {
		if style == '-' {
			return nil, nil
		}
		if err := writable(whole); err != nil {
			return nil, err
		}
		return escape(whole, style), nil
	})
	if err != nil {
		return nil, err
	}
	f, err := parse(raw, types)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", uima.ErrEnvelope, err)
	}
	return f, nil
}

// styles are the ways programs escape values: each is a letter, and the bits
// from 'a' on say whether > and ' are left as they are, whether references are
// hexadecimal, and whether letters beyond ASCII are references.
const styles = "abcdefghijklmnop"

const (
	barely  = 1 << iota // leaves >
	quotes              // leaves '
	hexa                // &#xA;
	letters             // &#233;
)

func styleOf(raw []byte, s string) byte {
	for i := range len(styles) {
		if string(escape(s, styles[i])) == string(raw) {
			return styles[i]
		}
	}
	return styles[0]
}

// escape gives a value as it stands between quotes, or in an element.
func escape(s string, style byte) []byte {
	how := style - styles[0]
	out := make([]byte, 0, len(s)+len(s)/16)
	for _, r := range s {
		switch {
		case r == '&':
			out = append(out, "&amp;"...)
		case r == '<':
			out = append(out, "&lt;"...)
		case r == '"':
			out = append(out, "&quot;"...)
		case r == '>' && how&barely == 0:
			out = append(out, "&gt;"...)
		case r == '\'' && how&quotes == 0:
			out = append(out, "&apos;"...)
		case r < 0x20 || r > 0x7e && how&letters != 0:
			if how&hexa != 0 {
				out = fmt.Appendf(out, "&#x%X;", r)
				continue
			}
			out = append(append(append(out, "&#"...), strconv.Itoa(int(r))...), ';')
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}
