package conllu

import (
	"fmt"
	"net/url"
	"strings"

	"bluepencil/annotate/format/foreign"
)

// escape writes a part of a bracket so that nothing in it ends the part, the
// bracket, the column or the line.
func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c > ' ' && c < 0x7f && !strings.ContainsRune("%-()[]|=,:", rune(c)) || c >= 0x80 && !special(s[i:]) && !inside(s, i) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// special tells the white space beyond ASCII.
func special(s string) bool {
	for _, r := range s {
		return strings.TrimSpace(string(r)) == ""
	}
	return false
}

// inside tells of a byte that it belongs to such a character that began before.
func inside(s string, i int) bool {
	for back := 1; back < 4 && i-back >= 0; back++ {
		if s[i-back] >= 0xc0 {
			return special(s[i-back:])
		}
	}
	return false
}

// unescape reads it. A % that stands for itself stays.
func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// answers writes attributes as name:value,name:value.
func answers(list []foreign.Attribute) string {
	parts := make([]string, len(list))
	for i, a := range list {
		parts[i] = escape(a.Name) + ":" + escape(fmt.Sprint(a.Value))
	}
	return strings.Join(parts, ",")
}

func readAnswers(s string) (list []foreign.Attribute) {
	if s == "" || s == "_" {
		return nil
	}
	for part := range strings.SplitSeq(s, ",") {
		if name, value, ok := strings.Cut(part, ":"); ok {
			list = append(list, foreign.Attribute{Name: unescape(name), Value: unescape(value)})
		}
	}
	return list
}
