package fragment

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"bluepencil/annotate"
)

func set(tags ...atom.Atom) map[atom.Atom]bool {
	s := make(map[atom.Atom]bool, len(tags))
	for _, tag := range tags {
		s[tag] = true
	}
	return s
}

// skipped are the elements without text for readers.
var skipped = set(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Title, atom.Svg, atom.Math, atom.Iframe,
	atom.Object, atom.Embed, atom.Video, atom.Audio, atom.Canvas, atom.Button, atom.Select, atom.Textarea, atom.Input, atom.Datalist, atom.Map)

// blocks are the elements that stand on lines of their own.
var blocks = set(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details,
	atom.Dialog, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3,
	atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Li, atom.Main, atom.Nav, atom.Ol, atom.P, atom.Pre,
	atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul)

// partOf is the part of a story that an element's name states, or "".
func partOf(n *html.Node) string {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return annotate.PartSubhead
	case atom.Figcaption, atom.Caption:
		return annotate.PartCaption
	}
	return ""
}

// hidden tells of elements that a browser does not show.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return a.Val != "until-found"
		case "style":
			style := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
		}
	}
	return false
}

// plainRow tells of a row of a table with data: no block stands in its cells.
// Tables that only lay out have blocks or other tables in them.
func plainRow(row *html.Node) bool {
	cells := 0
	for cell := row.FirstChild; cell != nil; cell = cell.NextSibling {
		if cell.DataAtom != atom.Td && cell.DataAtom != atom.Th {
			continue
		}
		cells++
		for n := range cell.Descendants() {
			if blocks[n.DataAtom] || n.DataAtom == atom.Br {
				return false
			}
		}
	}
	return cells > 1
}

// Attribute is the value of an element's attribute, or "".
func Attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return a.Val
		}
	}
	return ""
}
