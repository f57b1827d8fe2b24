package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraph is one that was put together.
type paragraph struct {
	text   []byte
	height float64 // of its first line
	page   int     // from 0
}

// bodyHeight is the height of most of the text's lines.
func (d document) bodyHeight() float64 {
	letters := map[float64]int{}
	best := 0.0
	for _, p := range d.pages {
		for _, l := range p.lines {
			h := math.Round(l.height()*2) / 2
			letters[h] += len(l.text)
			if letters[h] > letters[best] {
				best = h
			}
		}
	}
	return best
}

// paragraphs joins the lines.
func (d document) paragraphs() []paragraph {
	words := d.vocabulary()
	var list []paragraph
	for n, p := range d.pages {
		for _, lines := range blocksOf(p.lines) {
			b := blockOf(lines, p.lines)
			for i, l := range lines {
				last := len(list) - 1
				if last >= 0 && (i > 0 && !b.starts(i) || i == 0 && goesOn(list[last], l)) {
					list[last].text = words.join(list[last].text, l.text)
					continue
				}
				list = append(list, paragraph{[]byte(l.text), l.height(), n})
			}
		}
	}
	return list
}

func blocksOf(lines []line) [][]line {
	var blocks [][]line
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && lines[n].block == lines[0].block {
			n++
		}
		blocks, lines = append(blocks, lines[:n]), lines[n:]
	}
	return blocks
}

// block are lines that stand close together, their left edge, and the right
// edge of the column they stand in.
type block struct {
	lines       []line
	left, right float64
}

// blockOf measures a block of a page. Most lines that begin near its left edge
// are of its column; a few, such as a headline over two columns, may be wider.
func blockOf(lines, page []line) block {
	const near, most, measured = 40, 0.85, 1000
	if len(page) > measured { // no page for reading; comparing all with all would take too long
		page = lines
	}
	b := block{lines: lines, left: lines[0].left}
	for _, l := range lines {
		b.left, b.right = min(b.left, l.left), max(b.right, l.right)
	}
	var ends []float64
	for _, l := range page {
		if math.Abs(l.left-b.left) < near {
			ends = append(ends, l.right)
		}
	}
	slices.Sort(ends)
	if len(ends) > 0 {
		b.right = max(b.right, ends[int(most*float64(len(ends)-1))])
	}
	return b
}

// starts tells whether a paragraph starts at line i of a block: where there is
// more space or other letters before it, where it is set in, where it is an
// item of a list, or where the line before left room for another word, and ends
// a sentence or is much shorter than the column.
func (b block) starts(i int) bool {
	l, before := b.lines[i], b.lines[i-1]
	h := max(l.height(), 1)
	setIn := func(l line) bool { return l.left-b.left > 0.5*h }
	switch {
	case math.Abs(l.height()-before.height()) > 0.15*h:
		return true
	case l.top-before.bottom > 0.6*h:
		return true
	case isItem(l.text):
		return true
	case setIn(l) && !setIn(before) && !centred(l, before):
		return i+1 == len(b.lines) || !setIn(b.lines[i+1])
	}
	room := (b.right - b.left) - (before.right - before.left) - 0.25*h - l.first
	return room > 0 && (endsSentence(before.text) || room > 0.4*(b.right-b.left))
}

func centred(a, b line) bool {
	return math.Abs((a.left+a.right)-(b.left+b.right)) < max(a.height(), 1)/2
}

// isItem tells of lines that begin with the mark of a list; fonts of symbols
// have theirs in the private range.
func isItem(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r != utf8.RuneError && (strings.ContainsRune("•‣◦▪●○■□", r) || unicode.Is(unicode.Co, r))
}

// goesOn tells whether a block goes on with a sentence that the one before,
// such as that of the column before, has left open.
func goesOn(p paragraph, l line) bool {
	r, _ := utf8.DecodeRuneInString(l.text)
	return unicode.IsLower(r) && !endsSentence(string(p.text[max(0, len(p.text)-20):])) && math.Abs(p.height-l.height()) < 0.1*max(p.height, 1)
}

func endsSentence(text string) bool {
	text = strings.TrimRight(text, "”’\"')»“ ")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…:。！？", r)
}
