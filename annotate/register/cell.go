package register

import (
	"strings"

	"bluepencil/annotate"
)

var escaper = strings.NewReplacer(`\`, `\\`, `;`, `\;`, `[`, `\[`, `]`, `\]`)

// escape writes a name so that it can stand in a list.
func escape(name string) string { return escaper.Replace(name) }

// unescape is a part of a cell as it is meant.
func unescape(part string) string {
	var b strings.Builder
	for i := 0; i < len(part); i++ {
		if part[i] == '\\' && i+1 < len(part) {
			i++
		}
		b.WriteByte(part[i])
	}
	return b.String()
}

// parts cuts a cell at its semicolons. What they hold is still escaped.
func parts(cell string) []string {
	var list []string
	start := 0
	add := func(part string) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	for i := 0; i < len(cell); i++ {
		switch cell[i] {
		case '\\':
			i++
		case ';':
			add(cell[start:i])
			start = i + 1
		}
	}
	add(cell[start:])
	return list
}

// writeRole writes "Mayor [2021 to 2024-05]".
func writeRole(r annotate.EntityRole) string {
	if r.From == "" && r.To == "" {
		return escape(r.Title)
	}
	return strings.TrimSpace(escape(r.Title) + " [" + strings.TrimSpace(r.From+" to "+r.To) + "]")
}

// readRole reads what writeRole writes, and "Mayor [2021]" for somebody who
// still is.
func readRole(part string) annotate.EntityRole {
	open := -1
	for i := 0; i < len(part); i++ {
		switch part[i] {
		case '\\':
			i++
		case '[':
			open = i
		}
	}
	if open < 0 || !strings.HasSuffix(part, "]") || strings.HasSuffix(part, `\]`) {
		return annotate.EntityRole{Title: unescape(part)}
	}
	role := annotate.EntityRole{Title: strings.TrimSpace(unescape(part[:open]))}
	from, to, _ := strings.Cut(" "+part[open+1:len(part)-1]+" ", " to ")
	role.From, role.To = strings.TrimSpace(from), strings.TrimSpace(to)
	return role
}
