package token

import (
	"fmt"
	"strings"
)

// Formats of tokens write the white space between them as UDPipe does:
// \s for a space, \t, \n, \r, \p for "|", \\ for a backslash; any other
// character stands for itself, but those that would break a line or column
// are written by their number, such as \u0085.

// EscapeSpaces writes white space so that it has none in it.
func EscapeSpaces(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch r {
		case ' ':
			b.WriteString(`\s`)
		case '\t':
			b.WriteString(`\t`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '|':
			b.WriteString(`\p`)
		case '\\':
			b.WriteString(`\\`)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// UnescapeSpaces reads it; ok is false where a backslash is followed by
// something else than is written.
func UnescapeSpaces(s string) (spaces string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		if i++; i == len(s) {
			return "", false
		}
		switch s[i] {
		case 's':
			b.WriteByte(' ')
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 'p':
			b.WriteByte('|')
		case '\\':
			b.WriteByte('\\')
		case 'u':
			var r rune
			if len(s) < i+5 {
				return "", false
			}
			if n, err := fmt.Sscanf(s[i+1:i+5], "%04x", &r); n != 1 || err != nil {
				return "", false
			}
			b.WriteRune(r)
			i += 4
		default:
			return "", false
		}
	}
	return b.String(), true
}
