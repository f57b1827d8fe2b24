package webanno

import (
	"fmt"
	"strconv"
	"strings"
)

// escapeText escapes a text or a token.
func escapeText(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r < 0x20 || r == '\\' }) < 0 {
		return s
	}
	var b strings.Builder
	for _, c := range []byte(s) {
		if letter := letters[c]; letter != 0 {
			b.WriteByte('\\')
			b.WriteByte(letter)
			continue
		}
		if c < 0x20 && c != 0x0b {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

var letters = map[byte]byte{'\t': 't', '\n': 'n', '\f': 'f', '\r': 'r', '\b': 'b', '\\': '\\'}

var controls = map[byte]byte{'t': '\t', 'n': '\n', 'f': '\f', 'r': '\r', 'b': '\b', '\\': '\\'}

// unescapeText is the reverse of it. A backslash before anything else stands
// for itself.
func unescapeText(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if c, is := controls[s[i+1]]; is {
				out = append(out, c)
				i++
				continue
			}
			if s[i+1] < 0x20 {
				continue // the control character itself follows
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}

var valueEscapes = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "|", `\|`, "_", `\_`, "->", `\->`, ";", `\;`, "\t", `\t`, "\n", `\n`, "\r", `\r`, "*", `\*`)

// escapeValue escapes the value of a feature.
func escapeValue(s string) string { return valueEscapes.Replace(s) }

// unescapeValue is the reverse of it.
func unescapeValue(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			out = append(out, s[i])
			continue
		}
		i++
		switch c := s[i]; c {
		case 't':
			out = append(out, '\t')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case '[', ']', '|', '_', ';', '*', '\\', '-':
			out = append(out, c)
		default:
			out = append(out, '\\', c)
		}
	}
	return string(out)
}

// split cuts at a separator that is not escaped.
func split(s string, separator byte) (parts []string) {
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case separator:
			parts = append(parts, s[from:i])
			from = i + 1
		}
	}
	return append(parts, s[from:])
}

// numbered takes the number in brackets off the end of a value.
func numbered(s string) (value, inside string) {
	if !strings.HasSuffix(s, "]") {
		return s, ""
	}
	at := strings.LastIndexByte(s, '[')
	if at < 0 {
		return s, ""
	}
	escapes := at - len(strings.TrimRight(s[:at], `\`))
	if escapes%2 == 1 {
		return s, ""
	}
	inside = s[at+1 : len(s)-1]
	for _, c := range inside {
		if (c < '0' || c > '9') && c != '_' {
			return s, ""
		}
	}
	return s[:at], inside
}

// small reads a number that a file counts with.
func small(s string) (int, bool) {
	n, err := strconv.ParseUint(s, 10, 31)
	return int(n), err == nil
}

// columnName spells the name of an attribute as one of a column: what could be
// taken for something else is written as in an address of the web.
func columnName(name string) string {
	odd := strings.HasPrefix(name, "ROLE_") || strings.HasPrefix(name, "BT_") || name == "referenceRelation" || name == "value" || name == noteColumn
	var b strings.Builder
	for i, c := range []byte(name) {
		ok := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c >= 0x80
		if !ok || odd && i == 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// attributeName is the reverse of it.
func attributeName(column string) string {
	if strings.IndexByte(column, '%') < 0 {
		return column
	}
	out := make([]byte, 0, len(column))
	for i := 0; i < len(column); i++ {
		if column[i] == '%' && i+2 < len(column) {
			if n, err := strconv.ParseUint(column[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, column[i])
	}
	return string(out)
}
