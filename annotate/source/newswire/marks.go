package newswire

import (
	"strings"
	"unicode"

	"bluepencil/annotate/source/compose"
)

// markLabels are the inline elements that say what their words are.
var markLabels = map[string]string{"person": compose.MarkPerson, "org": compose.MarkOrganisation, "location": compose.MarkPlace, "q": compose.MarkQuote}

// openMark is a mark whose element has not ended.
type openMark struct {
	of    *element
	label string
	start int // in the paragraph; -1 before its first word
}

// marked reads an inline element, which may mark its words. A mark that goes on
// in the next paragraph has a piece in each.
func (c *collector) marked(e *element, part string, keep bool) {
	label := markLabels[e.name]
	if label == "" {
		c.children(e, part, keep)
		return
	}
	c.open = append(c.open, openMark{e, label, -1})
	c.children(e, part, keep)
	c.ends(&c.open[len(c.open)-1])
	c.open = c.open[:len(c.open)-1]
}

// starts begins the open marks that have no word yet with the one at a byte.
func (c *collector) starts(at int) {
	for i := len(c.open) - 1; i >= 0 && c.open[i].start < 0; i-- {
		c.open[i].start = at
	}
}

// ends adds what lies of a mark in this paragraph.
func (c *collector) ends(m *openMark) {
	if end := c.text.Len(); m.start >= 0 && m.start < end {
		c.marks = append(c.marks, compose.Piece{Label: m.label, Of: m.of, Start: m.start, End: end})
	}
	m.start = -1
}

// interrupt ends the open marks where their paragraph ends.
func (c *collector) interrupt() {
	for i := range c.open {
		c.ends(&c.open[i])
	}
}

// trimmed is a block without the white space at its ends.
func trimmed(part, text string, marks []compose.Piece) block {
	shift := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	for i := range marks {
		marks[i].Start, marks[i].End = max(0, marks[i].Start-shift), marks[i].End-shift
	}
	return block{part: part, text: strings.TrimSpace(text), marks: marks}
}

// line is an element that is one line of text, with what is marked in it.
func line(part string, e *element) block {
	if found := blocks(&element{name: "span", children: e.children}); len(found) == 1 && found[0].text == e.words() {
		return block{part: part, text: found[0].text, marks: found[0].marks}
	}
	return block{part: part, text: e.words()}
}

// headlineMarks are those of the headline, where it is the one that was read
// with them.
func (s *story) headlineMarks() []compose.Piece {
	if s.top.text != "" && s.top.text == oneLine(s.headline) {
		return s.top.marks
	}
	return nil
}
