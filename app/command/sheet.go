package command

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Group is a part of the keys sheet.
type Group struct {
	Title string
	Rows  []Row
}

// Row is a line of the keys sheet.
type Row struct {
	Keys  string
	Title string
}

// caretRow is a line of the keys sheet for keys of the text itself. They are
// no commands, and no command can have them; with Shift they select.
type caretRow struct {
	Row
	keys []Chord
}

var caretRows = []caretRow{
	{Row{"Left, Right", "one character; with Ctrl one word"}, Keys("Left", "Right", "Ctrl+Left", "Ctrl+Right")},
	{Row{"Up, Down", "one line; with Ctrl one paragraph"}, Keys("Up", "Down", "Ctrl+Up", "Ctrl+Down")},
	{Row{"Alt+Up, Alt+Down", "one sentence"}, Keys("Alt+Up", "Alt+Down")},
	{Row{"Alt+PageUp, Alt+PageDown", "to the quoted words before, after"}, Keys("Alt+PageUp", "Alt+PageDown")},
	{Row{"Home, End", "start and end of the line; with Ctrl of the article"}, Keys("Home", "End", "Ctrl+Home", "Ctrl+End")},
	{Row{"PageUp, PageDown", "one page"}, Keys("PageUp", "PageDown")},
	{Row{"Left, Right, Tab", "with a card proposed, until the caret goes on: other candidates, other part"}, nil},
	{Row{"Shift with these", "selects"}, nil},
	{Row{"double, triple click", "selects the word, the paragraph"}, nil},
}

// MovesCaret tells whether a key, with Shift or without, is one of the text
// itself, which no command can have.
func MovesCaret(k Chord) bool {
	k.Shift = false
	return slices.ContainsFunc(caretRows, func(r caretRow) bool { return slices.Contains(r.keys, k) })
}

// Sheet lists all keys: the text's, the labels', the commands' by menu, and
// those of panes, which no command has.
func (t *Table) Sheet(labels []Row, panes ...Group) []Group {
	caret := Group{Title: "In the text"}
	for _, r := range caretRows {
		caret.Rows = append(caret.Rows, r.Row)
	}
	groups := []Group{caret}
	if len(labels) > 0 {
		groups = append(groups, Group{"Mark the selection as", labels})
	}
	for _, menu := range t.Menus() {
		g := Group{Title: menu}
		for _, c := range t.list {
			if c.Menu == menu && len(c.Keys) > 0 {
				g.Rows = append(g.Rows, Row{Labels(c.Keys), c.Title})
			}
		}
		if len(g.Rows) > 0 {
			groups = append(groups, g)
		}
	}
	return append(groups, panes...)
}

// Labels are keys as a person reads them, with commas between.
func Labels(keys []Chord) string {
	var labels []string
	for _, k := range keys {
		labels = append(labels, k.Label())
	}
	return strings.Join(labels, ", ")
}

// Markdown is the keys sheet for the manual.
func Markdown(groups []Group) string {
	var b strings.Builder
	b.WriteString("# Keys\n\nThis page is made from the program's table of commands.\n")
	for _, g := range groups {
		fmt.Fprintf(&b, "\n## %s\n\n| key | what it does |\n|---|---|\n", g.Title)
		for _, r := range g.Rows {
			fmt.Fprintf(&b, "| %s | %s |\n", strings.ReplaceAll(r.Keys, "|", "\\|"), r.Title)
		}
	}
	return b.String()
}

// Search ranks the enabled commands for the palette: those whose title holds
// the letters of the query in order, the closest match first. An empty query
// gives all in their order.
func (t *Table) Search(query string) []*Command {
	type hit struct {
		command *Command
		score   int
	}
	var hits []hit
	for _, c := range t.list {
		if score, ok := match(c.Title, query); ok && c.Enabled() {
			hits = append(hits, hit{c, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	list := make([]*Command, len(hits))
	for i, h := range hits {
		list[i] = h.command
	}
	return list
}

// match scores how well a query's letters stand in a title: letters at the
// starts of words and in a row count more.
func match(title, query string) (score int, ok bool) {
	letters := []rune(strings.ToLower(strings.TrimSpace(query)))
	at, last := 0, ' '
	row := 0
	for _, r := range strings.ToLower(title) {
		if at < len(letters) && r == letters[at] {
			at++
			row++
			score += row
			if !unicode.IsLetter(last) {
				score += 4
			}
		} else {
			row = 0
		}
		last = r
	}
	return score, at == len(letters)
}
