package mail

import "strings"

// unflowed joins the lines of a text in format=flowed (RFC 3676): a line that
// ends with a blank goes on in the next one of the same depth of quoting.
// With delsp the blank itself belongs to the wrapping. A blank that only
// protects the start of a line is left out. An empty line parts paragraphs even
// below a line that says that it goes on: many programs write it so.
func unflowed(text string, delsp bool) string {
	var out strings.Builder
	open, before := false, 0 // whether the line so far goes on, and how deep it is quoted
	for i, line := range strings.Split(text, "\n") {
		depth := len(line) - len(strings.TrimLeft(line, ">"))
		content := strings.TrimPrefix(line[depth:], " ")
		joins := open && depth == before && content != "-- " && content != ""
		if !joins {
			if i > 0 {
				out.WriteByte('\n')
			}
			if depth > 0 {
				out.WriteString(line[:depth] + " ")
			}
		}
		open, before = strings.HasSuffix(content, " ") && content != "-- ", depth
		if open && delsp {
			content = content[:len(content)-1]
		}
		out.WriteString(content)
	}
	return out.String()
}
