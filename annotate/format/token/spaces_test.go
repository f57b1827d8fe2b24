package token

import (
	"strings"
	"testing"
	"unicode"
)

func TestSpacesComeBack(t *testing.T) {
	for _, s := range []string{"", " ", "\n\n", "\r\n\t", "\u00a0\u2028\u0085\v\f", "|\\", "a b"} {
		escaped := EscapeSpaces(s)
		if back, ok := UnescapeSpaces(escaped); !ok || back != s || strings.ContainsFunc(escaped, unicode.IsSpace) || strings.Contains(escaped, "|") {
			t.Errorf("%q is written %q and read %q", s, escaped, back)
		}
	}
	for _, s := range []string{`\`, `\x`, `\u12`, `\uzzzz`} {
		if back, ok := UnescapeSpaces(s); ok {
			t.Errorf("%q is read %q", s, back)
		}
	}
}
