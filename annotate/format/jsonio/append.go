package jsonio

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"
)

// ErrInvalid is wrapped by every error of this package.
var ErrInvalid = errors.New("not exact JSON")

const hexDigits = "0123456789abcdef"

// plain tells of each byte whether it stands for itself in a string. The
// first bytes of U+0085, U+2028 and U+2029 do not: those three characters are
// escaped, because some readers of JSON Lines take them for line ends.
var plain = func() (table [256]bool) {
	for b := range table {
		table[b] = b >= 0x20 && b != '"' && b != '\\' && b != 0x7f && b != 0xc2 && b != 0xe2
	}
	return table
}()

// AppendString appends the string as a JSON string, with the characters as
// they are but for those that must be escaped and the line ends of Unicode.
// It fails where the string is not valid UTF-8.
func AppendString(dst []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return dst, fmt.Errorf("%w: %q is not valid UTF-8", ErrInvalid, shorten(s))
	}
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		if plain[s[i]] {
			i++
			continue
		}
		size := escapedSize(s[i:])
		if size == 0 { // the first byte of a character that stands for itself
			i++
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = appendEscape(dst, s[i:i+size])
		i += size
		from = i
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"'), nil
}

// escapedSize is how many bytes the character to be escaped at the start of s
// has, or 0 where it needs no escape.
func escapedSize(s string) int {
	switch s[0] {
	case 0xc2:
		if s[1] == 0x85 {
			return 2
		}
		return 0
	case 0xe2:
		if s[1] == 0x80 && (s[2] == 0xa8 || s[2] == 0xa9) {
			return 3
		}
		return 0
	}
	return 1
}

func appendEscape(dst []byte, character string) []byte {
	switch character {
	case `"`, `\`:
		return append(dst, '\\', character[0])
	case "\n":
		return append(dst, `\n`...)
	case "\r":
		return append(dst, `\r`...)
	case "\t":
		return append(dst, `\t`...)
	}
	r, _ := utf8.DecodeRuneInString(character)
	return append(dst, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// AppendNumber appends a number in its shortest form, whole numbers without
// an exponent as far as they are exact. It fails for what JSON has no number for.
func AppendNumber(dst []byte, n float64) ([]byte, error) {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return dst, fmt.Errorf("%w: %v is no number of JSON", ErrInvalid, n)
	}
	if n == math.Trunc(n) && math.Abs(n) < 1<<53 {
		return strconv.AppendFloat(dst, n, 'f', -1, 64), nil
	}
	return strconv.AppendFloat(dst, n, 'g', -1, 64), nil
}

func shorten(s string) string {
	const longest = 40
	if len(s) > longest {
		return s[:longest] + "…"
	}
	return s
}
