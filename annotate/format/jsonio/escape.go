package jsonio

import (
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

var unescaped = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escape reads one escape and appends what it stands for. Half of a surrogate
// pair stands for nothing and is an error.
func (d *Decoder) escape(out []byte) ([]byte, error) {
	if d.at+1 >= len(d.in) {
		return out, d.fail("a string without an end")
	}
	letter := d.in[d.at+1]
	if letter != 'u' {
		b, ok := unescaped[letter]
		if !ok {
			return out, d.fail("the escape \\%c does not exist", letter)
		}
		d.at += 2
		return append(out, b), nil
	}
	r, ok := d.unicode()
	if !ok {
		return out, d.fail("\\u without four hexadecimal digits")
	}
	if utf16.IsSurrogate(r) {
		second, ok := d.unicode()
		if r = utf16.DecodeRune(r, second); !ok || r == unicode.ReplacementChar {
			return out, d.fail("half of a surrogate pair")
		}
	}
	return utf8.AppendRune(out, r), nil
}

// unicode reads \u and four digits, if that is what follows.
func (d *Decoder) unicode() (rune, bool) {
	if d.at+6 > len(d.in) || d.in[d.at] != '\\' || d.in[d.at+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(d.in[d.at+2:d.at+6]), 16, 16)
	if err != nil {
		return 0, false
	}
	d.at += 6
	return rune(n), true
}
