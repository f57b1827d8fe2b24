package newswire

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

// What an element of XHTML, HTML or NITF means for the text. The others are
// inline: their words belong to what they stand in.
const (
	breaks  = "breaks"  // a paragraph ends before it and after it
	hidden  = "hidden"  // nothing in it is text
	newline = "newline" // a line ends inside a paragraph
	kept    = "kept"    // a paragraph whose white space is text
)

// meanings are those of the elements that are not inline: one of the above, or
// a part of the article.
var meanings = func() map[string]string {
	table := map[string]string{}
	for meaning, names := range map[string]string{
		breaks: "p div section article header footer aside main nav address blockquote bq block ul ol dl li dt dd table tr " +
			"figure media fn hr body html h1 hl1 hedline body.content body.head body.end tagline abstract note nitf-table form fieldset details summary",
		hidden: "head script style template noscript iframe object embed svg math title media-metadata media-reference media-producer media-object " +
			"nitf-table-metadata custom-table tobject docdata pubdata revision-history meta link",
		newline:              "br",
		kept:                 "pre",
		annotate.PartSubhead: "h2 h3 h4 h5 h6 hl2",
		annotate.PartCaption: "figcaption caption media-caption",
	} {
		for name := range strings.FieldsSeq(names) {
			table[name] = meaning
		}
	}
	return table
}()

// blocks are the paragraphs and parts in an element, in their order.
func blocks(e *element) []block {
	var c collector
	c.walk(e, "", false)
	c.flush("")
	return c.found
}

// collector gathers the words of a paragraph until it ends.
type collector struct {
	found []block
	text  strings.Builder
	blank bool // white space came after the last word
	open  []openMark
	marks []compose.Piece // those of the paragraph
}

func (c *collector) walk(e *element, part string, keep bool) {
	if e.name == "" {
		c.add(e.text, keep)
		return
	}
	switch meaning := meanings[e.name]; meaning {
	case "":
		if e.name == "td" || e.name == "th" {
			c.blank = true
		}
		c.marked(e, part, keep)
	case hidden:
	case newline:
		c.line()
	case breaks, kept:
		c.flush(part)
		c.children(e, part, keep || meaning == kept)
		c.flush(part)
	default:
		c.flush(part)
		c.children(e, meaning, keep)
		c.flush(meaning)
	}
}

func (c *collector) children(e *element, part string, keep bool) {
	for _, child := range e.children {
		c.walk(child, part, keep)
	}
}

// add adds a text: white space is one blank, as browsers have it, unless it is kept.
func (c *collector) add(text string, keep bool) {
	if keep {
		c.starts(c.text.Len())
		c.text.WriteString(text)
		return
	}
	for len(text) > 0 {
		start := strings.IndexFunc(text, func(r rune) bool { return !isSpace(r) })
		if c.blank = c.blank || start != 0; start < 0 {
			return
		}
		end := strings.IndexFunc(text[start:], isSpace)
		if end < 0 {
			end = len(text) - start
		}
		if c.blank && c.text.Len() > 0 && !strings.HasSuffix(c.text.String(), "\n") {
			c.text.WriteByte(' ')
		}
		c.starts(c.text.Len())
		c.text.WriteString(text[start : start+end])
		c.blank, text = false, text[start+end:]
	}
}

// isSpace tells of the white space of markup; a no-break space is none.
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }

func (c *collector) line() {
	if c.text.Len() > 0 {
		c.text.WriteByte('\n')
	}
	c.blank = false
}

// flush ends the paragraph.
func (c *collector) flush(part string) {
	c.interrupt()
	if whole := c.text.String(); strings.TrimSpace(whole) != "" {
		c.found = append(c.found, trimmed(part, whole, c.marks))
	}
	c.marks = nil
	c.text.Reset()
	c.blank = false
}
