package command

import (
	"fmt"
	"html"
	"strings"
)

// printStyle makes two columns that print on A4 and Letter alike, in black, and
// keeps a group together.
const printStyle = `
@page { margin: 14mm; }
body { font: 10pt/1.35 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: #111; background: #fff; margin: 2em auto; max-width: 60em; }
h1 { font-size: 15pt; margin: 0 0 .2em; }
p { margin: 0 0 1em; color: #444; }
main { columns: 2; column-gap: 8mm; }
section { break-inside: avoid; margin: 0 0 1em; }
h2 { font-size: 10.5pt; margin: 0 0 .2em; border-bottom: 1px solid #111; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
td { padding: .1em 0; vertical-align: top; border-bottom: 1px dotted #bbb; }
td:first-child { width: 45%; padding-right: .8em; font-weight: 600; }
tr { break-inside: avoid; }
section.long { break-inside: auto; }
@media print { body { margin: 0; max-width: none; font-size: 8.5pt; } }
`

// longGroup is from how many rows on a group may go on in the next column.
const longGroup = 24

// HTML is the keys sheet as a page that any browser shows and prints. It has
// everything in it and loads nothing.
func HTML(groups []Group) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Bluepencil: keys</title>\n<style>" + printStyle + "</style>\n</head>\n<body>\n")
	b.WriteString("<h1>Bluepencil: keys</h1>\n<p>As they are set on this computer.</p>\n<main>\n")
	for _, g := range groups {
		class := ""
		if len(g.Rows) >= longGroup {
			class = ` class="long"`
		}
		fmt.Fprintf(&b, "<section%s>\n<h2>%s</h2>\n<table>\n", class, html.EscapeString(g.Title))
		for _, r := range g.Rows {
			fmt.Fprintf(&b, "<tr><td>%s</td><td>%s</td></tr>\n", html.EscapeString(r.Keys), html.EscapeString(r.Title))
		}
		b.WriteString("</table>\n</section>\n")
	}
	b.WriteString("</main>\n</body>\n</html>\n")
	return b.String()
}
