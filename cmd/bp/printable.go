package main

import (
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// isTerminal tells whether what is written is shown to a person at once.
func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// printable takes out what would steer a terminal or break a line: titles and
// names come from files that anybody may have sent.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// printableLines is printable of a text that has lines.
func printableLines(s string) string {
	lines := strings.SplitAfter(s, "\n")
	for i, line := range lines {
		body := strings.TrimRight(line, "\r\n")
		lines[i] = printable(strings.ReplaceAll(body, "\t", "    ")) + line[len(body):]
	}
	return strings.Join(lines, "")
}
