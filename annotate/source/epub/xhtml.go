package epub

import (
	"bytes"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"

	"golang.org/x/net/html"
)

// before is how many paragraphs may stand before a heading that is the
// headline.
const before = 2

// converter makes paragraphs of the tags of a page, one after the other: no
// tree, so that nothing a page nests can cost more than its bytes.
type converter struct {
	compose.Builder
	text     strings.Builder
	part     string // of the paragraph under way
	added    int
	headline bool

	lists   int // that are open
	items   []string
	tables  int
	rows    [][][]byte // cells
	pre     int
	blank   bool   // the last character is white space, more of it adds nothing
	skipped string // the element being left out
	depth   int    // how many of its name are open
}

// convert reads a page, which must be UTF-8.
func convert(page []byte) *converter {
	c := &converter{blank: true}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken: // the end
			c.end()
			return c
		case html.TextToken:
			c.characters(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, attributes := tag(z)
			if kind == html.SelfClosingTagToken {
				z.NextIsNotRawText() // in XHTML even a title may be closed at once
			}
			c.start(name, attributes, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			c.close(string(name))
		}
	}
}

func tag(z *html.Tokenizer) (name string, attributes map[string]string) {
	raw, more := z.TagName()
	name = string(raw)
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if attributes == nil {
			attributes = map[string]string{}
		}
		attributes[string(key)] = string(value)
	}
	return name, attributes
}

// unread are the elements whose inside is not for reading.
var unread = map[string]bool{"head": true, "script": true, "style": true, "nav": true, "template": true, "svg": true, "rt": true, "rp": true,
	"audio": true, "video": true, "iframe": true, "textarea": true}

// blocks begin and end paragraphs.
var blocks = map[string]bool{"address": true, "article": true, "aside": true, "blockquote": true, "body": true, "caption": true, "dd": true, "details": true,
	"div": true, "dl": true, "dt": true, "figcaption": true, "figure": true, "footer": true, "form": true, "h1": true, "h2": true, "h3": true, "h4": true,
	"h5": true, "h6": true, "header": true, "hr": true, "html": true, "li": true, "main": true, "ol": true, "p": true, "pre": true, "section": true,
	"summary": true, "table": true, "td": true, "th": true, "tr": true, "ul": true}

func (c *converter) start(name string, attributes map[string]string, closed bool) {
	if c.skipped != "" {
		if name == c.skipped && !closed {
			c.depth++
		}
		return
	}
	_, hidden := attributes["hidden"]
	if unread[name] || hidden || isPointer(attributes) {
		if !closed && name != "br" && name != "img" && name != "hr" {
			c.skipped, c.depth = name, 1
		}
		return
	}
	if name == "br" {
		c.newLine()
		return
	}
	if !blocks[name] {
		return
	}
	c.flush()
	if !closed {
		c.open(name)
	}
}

// isPointer tells of the numbers of pages and notes, which are no text.
func isPointer(attributes map[string]string) bool {
	for _, use := range strings.Fields(attributes["epub:type"] + " " + attributes["role"]) {
		switch strings.TrimPrefix(use, "doc-") {
		case "pagebreak", "noteref", "backlink":
			return true
		}
	}
	return false
}

// open takes up a block that has an inside.
func (c *converter) open(name string) {
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.part = annotate.PartSubhead
		if !c.headline && (c.added == 0 || name == "h1" && c.added <= before) {
			c.part = annotate.PartHeadline
		}
	case "figcaption", "caption":
		c.part = annotate.PartCaption
	case "ul", "ol":
		c.lists++
	case "table":
		c.tables++
	case "tr":
		if c.tables == 1 {
			c.rows = append(c.rows, nil)
		}
	case "td", "th":
		if n := len(c.rows); c.tables == 1 && n > 0 {
			c.rows[n-1] = append(c.rows[n-1], nil)
		}
	case "pre":
		c.pre++
	}
}

func (c *converter) close(name string) {
	if c.skipped != "" {
		if name == c.skipped {
			if c.depth--; c.depth == 0 {
				c.skipped = ""
			}
		}
		return
	}
	if !blocks[name] {
		return
	}
	c.flush()
	c.part = ""
	switch name {
	case "ul", "ol":
		if c.lists = max(0, c.lists-1); c.lists == 0 {
			c.endList()
		}
	case "table":
		if c.tables = max(0, c.tables-1); c.tables == 0 {
			c.endTable()
		}
	case "pre":
		c.pre = max(0, c.pre-1)
	}
}

// end closes what a page left open.
func (c *converter) end() {
	c.flush()
	c.endTable()
	c.endList()
}

func (c *converter) characters(text string) {
	switch {
	case c.skipped != "":
	case c.pre > 0:
		c.text.WriteString(text)
		c.blank = false
	default:
		c.collapse(text)
	}
}

// collapse writes text in which white space of any kind and length is one blank.
func (c *converter) collapse(text string) {
	const white = " \t\r\n\f"
	for text != "" {
		end := strings.IndexAny(text, white)
		switch {
		case end == 0:
			text = strings.TrimLeft(text, white)
			if !c.blank {
				c.text.WriteByte(' ')
				c.blank = true
			}
			continue
		case end < 0:
			end = len(text)
		}
		c.text.WriteString(text[:end])
		text, c.blank = text[end:], false
	}
}

func (c *converter) newLine() {
	c.text.WriteByte('\n')
	c.blank = true
}

// flush ends a paragraph: one of the text, an item of a list, or a part of a cell.
func (c *converter) flush() {
	text := strings.TrimSpace(strings.ReplaceAll(c.text.String(), " \n", "\n"))
	c.text.Reset()
	c.blank = true
	if text == "" {
		return
	}
	if n := len(c.rows); c.tables > 0 && n > 0 && len(c.rows[n-1]) > 0 && c.part != annotate.PartCaption {
		cell := &c.rows[n-1][len(c.rows[n-1])-1]
		if len(*cell) > 0 {
			*cell = append(*cell, ' ')
		}
		*cell = append(*cell, strings.Join(strings.Fields(text), " ")...)
		return
	}
	if c.lists > 0 {
		c.items = append(c.items, text)
		return
	}
	c.add(c.part, text)
}

func (c *converter) add(part, text string) {
	if c.headline = c.headline || part == annotate.PartHeadline; c.headline && part == annotate.PartHeadline {
		c.part = annotate.PartSubhead // what a heading holds after a block in it
	}
	c.Add(part, text)
	c.added++
}

// endList adds the items as the lines of one paragraph.
func (c *converter) endList() {
	if len(c.items) > 0 {
		c.add("", strings.Join(c.items, "\n"))
		c.items = nil
	}
}

// endTable adds the rows as lines and the cells of a row divided by tabs.
func (c *converter) endTable() {
	var lines []string
	for _, row := range c.rows {
		if line := strings.TrimRight(string(bytes.Join(row, []byte("\t"))), "\t "); line != "" {
			lines = append(lines, line)
		}
	}
	c.rows = nil
	if len(lines) > 0 {
		c.add("", strings.Join(lines, "\n"))
	}
}
