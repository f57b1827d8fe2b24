// Package fragment turns the HTML of a story into paragraphs: it says what the
// markup of a feed's item, of a newsletter or of a page's main part looks like
// as text.
package fragment

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ErrMarkup is the reason why markup is not read.
var ErrMarkup = errors.New("the markup cannot be read")

// Block is a paragraph, an item of a list, a row of a table, a heading or a
// caption.
type Block struct {
	Part   string // annotate.PartSubhead, annotate.PartCaption, or "" for body text
	Text   string // blanks joined, line breaks kept, none at its ends
	Linked int    // how many bytes of Text are links
}

// Paragraphs reads the blocks of markup that stands alone, in UTF-8. Text
// without markup is one block or more, by its blank lines. It fails with
// ErrMarkup.
func Paragraphs(markup string) ([]Block, error) {
	if !strings.ContainsAny(markup, "<&") {
		return plain(markup), nil
	}
	root, err := Parse(markup)
	if err != nil {
		return nil, err
	}
	return Blocks(root), nil
}

// plain splits text without markup at its blank lines.
func plain(text string) []Block {
	var blocks []Block
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for piece := range strings.SplitSeq(text, "\n\n") {
		if piece = strings.TrimSpace(piece); !blank(piece) {
			blocks = append(blocks, Block{Text: piece})
		}
	}
	return blocks
}

// Blocks reads the blocks below a node, in their order. Hidden elements and
// what is no text, such as scripts and buttons, are left out.
func Blocks(root *html.Node) []Block {
	w := writer{parts: []string{""}}
	w.node(root)
	w.end()
	return w.blocks
}

// writer collects the text of a block until the block ends. Parts nest, and
// the innermost names the block.
type writer struct {
	blocks   []Block
	text     strings.Builder
	space    bool // a blank is due before the next word
	breaks   int  // line breaks since the last word
	linked   int
	links    int // how many links are open
	verbatim int // how many <pre> are open
	row      int // how many rows of plain cells are open
	parts    []string
	written  int // bytes of all blocks so far
	most     int // bytes after which the rest is not looked at; 0 sets no limit
}

func (w *writer) node(n *html.Node) {
	if w.full() {
		return
	}
	switch n.Type {
	case html.TextNode:
		w.words(n.Data)
		return
	case html.ElementNode:
		if skipped[n.DataAtom] || hidden(n) {
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	w.element(n)
}

// full tells whether there is more text than was asked for.
func (w *writer) full() bool { return w.most > 0 && w.written > w.most }

// element writes an element and what is in it.
func (w *writer) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak()
		return
	case atom.A:
		w.links++
		defer func() { w.links-- }()
	case atom.Pre:
		w.verbatim++
		defer func() { w.verbatim-- }()
	case atom.Tr:
		if plainRow(n) {
			w.row++
			defer func() { w.row-- }()
		}
	case atom.Td, atom.Th:
		if w.row > 0 {
			w.cell(n)
			return
		}
	}
	if !blocks[n.DataAtom] {
		w.children(n)
		return
	}
	w.end()
	if part := partOf(n); part != "" {
		w.parts = append(w.parts, part)
		defer func() { w.parts = w.parts[:len(w.parts)-1] }()
	}
	w.children(n)
	w.end()
}

func (w *writer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

// cell writes a cell of a row that stays one block; tabs part its cells.
func (w *writer) cell(n *html.Node) {
	if w.text.Len() > 0 {
		w.text.WriteByte('\t')
		w.space, w.breaks = false, 0
	}
	w.children(n)
}

// words writes a text, its blanks joined as a browser joins them.
func (w *writer) words(text string) {
	if w.verbatim > 0 {
		w.lines(text)
		return
	}
	for text != "" && !w.full() {
		at := strings.IndexAny(text, whiteSpace)
		if at == 0 {
			w.space = true
			text = strings.TrimLeft(text, whiteSpace)
			continue
		}
		if at < 0 {
			at = len(text)
		}
		w.word(text[:at])
		text = text[at:]
	}
}

// whiteSpace is what HTML joins; other blanks, such as no-break spaces, stay.
const whiteSpace = " \t\r\n\f"

// lines writes preformatted text as it is.
func (w *writer) lines(text string) {
	first := true
	for line := range strings.SplitSeq(text, "\n") {
		if !first {
			w.breaks = 0
			w.text.WriteByte('\n')
		}
		first = false
		if w.written += len(line); w.full() {
			return
		}
		w.text.WriteString(line)
	}
}

func (w *writer) word(word string) {
	switch {
	case w.text.Len() == 0:
	case w.breaks > 0:
		w.text.WriteByte('\n')
	case w.space:
		w.text.WriteByte(' ')
	}
	w.space, w.breaks = false, 0
	if w.written += len(word); !w.full() {
		w.text.WriteString(word)
	}
	if w.links > 0 {
		w.linked += len(word) + 1
	}
}

// lineBreak is a new line; two of them part paragraphs.
func (w *writer) lineBreak() {
	w.space = false
	if w.breaks++; w.breaks == 2 {
		w.end()
	}
}

// end ends the block, if there is anything in it.
func (w *writer) end() {
	text := strings.TrimSpace(w.text.String())
	if !blank(text) {
		w.blocks = append(w.blocks, Block{Part: w.parts[len(w.parts)-1], Text: text, Linked: min(w.linked, len(text))})
	}
	w.text.Reset()
	w.space, w.breaks, w.linked = false, 0, 0
}

// blank tells of text with nothing to see, such as what newsletters pad their
// preview with.
func blank(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Mn, unicode.Zs) && r != '\u034f'
	})
}

// Text is the text below a node in one line, or "" where it is longer than a
// number of bytes.
func Text(n *html.Node, most int) string {
	text, whole := upTo(n, most)
	if !whole {
		return ""
	}
	return text
}

// IsShort tells whether the text below a node has at most a number of bytes.
func IsShort(n *html.Node, most int) bool {
	_, whole := upTo(n, most)
	return whole
}

// upTo reads the text below a node and stops where there is too much of it, so
// that asking every element of a tree costs little.
func upTo(n *html.Node, most int) (text string, whole bool) {
	w := writer{parts: []string{""}, most: most}
	w.node(n)
	if w.full() {
		return "", false
	}
	w.end()
	var words []string
	for _, b := range w.blocks {
		words = append(words, strings.Fields(b.Text)...)
	}
	text = strings.Join(words, " ")
	return text, len(text) <= most
}

// Parse reads markup in UTF-8 into a tree that is at most 512 elements deep
// and has at most MaxTags tags. It fails with ErrMarkup.
func Parse(markup string) (*html.Node, error) {
	lean, err := lean(markup)
	if err != nil {
		return nil, err
	}
	root, err := html.Parse(strings.NewReader(lean))
	if err != nil {
		return nil, fmt.Errorf("%w: its elements are nested too deeply", ErrMarkup)
	}
	return root, nil
}
