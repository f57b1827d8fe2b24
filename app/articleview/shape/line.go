package shape

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Caret is a place the caret can stand in a line: a grapheme boundary.
type Caret struct {
	Offset int     // in bytes of the article
	X      float32 // from the line's left edge, in pixels
	RTL    bool    // the text there reads from right to left
}

// Line is a shaped line: what is drawn, and where the caret can stand.
type Line struct {
	Start, End      int     // in bytes of the article
	Glyphs          []Glyph // in visual order
	Carets          []Caret // in reading order, with one at End
	Width           float32 // of all glyphs, in pixels
	Ascent, Descent float32 // of the text's face, both positive, in pixels
	RTL             bool    // the paragraph reads from right to left
	Missing         []rune  // characters no face has
}

// piece is a word in its line.
type piece struct {
	word  *word
	start int // in bytes of the article
	rtl   bool
}

// Line shapes the range start to end (bytes of the article) of a paragraph
// that begins at base, at a size in pixels per em.
func (s *Shaper) Line(paragraph string, base, start, end int, size float32) Line {
	s.around = ScriptOf(paragraph)
	l := Line{Start: start, End: end, RTL: isRTL(paragraph)}
	if extents, ok := s.fonts[0].FontHExtents(); ok {
		scale := size / float32(s.fonts[0].Upem())
		l.Ascent, l.Descent = extents.Ascender*scale, -extents.Descender*scale
	}
	pieces := s.pieces(paragraph[start-base:end-base], start, size, l.RTL)
	x := float32(0)
	lefts := make([]float32, len(pieces))
	for _, i := range visualOrder(pieces, l.RTL) {
		p := pieces[i]
		lefts[i] = x
		for _, g := range p.word.glyphs {
			g.X += x
			l.Glyphs = append(l.Glyphs, g)
		}
		l.Missing = append(l.Missing, p.word.missing...)
		x += p.word.advance
	}
	l.Width = x
	for i, p := range pieces {
		l.Carets = append(l.Carets, p.carets(lefts[i])...)
	}
	l.Carets = append(l.Carets, l.last(pieces, lefts))
	return l
}

func (p piece) carets(left float32) []Caret {
	list := make([]Caret, len(p.word.stops))
	for i, stop := range p.word.stops {
		x := left + stop.advance
		if p.rtl {
			x = left + p.word.advance - stop.advance
		}
		list[i] = Caret{p.start + stop.offset, x, p.rtl}
	}
	return list
}

// last is the caret behind the line's last character in reading order.
func (l *Line) last(pieces []piece, lefts []float32) Caret {
	n := len(pieces) - 1
	switch {
	case n < 0:
		return Caret{l.End, 0, l.RTL}
	case pieces[n].rtl:
		return Caret{l.End, lefts[n], true}
	}
	return Caret{l.End, lefts[n] + pieces[n].word.advance, false}
}

// pieces cuts a line into words of one direction each.
func (s *Shaper) pieces(text string, start int, size float32, rtl bool) []piece {
	var list []piece
	for _, run := range directions(text, rtl) {
		for at := run.start; at < run.end; {
			n := nextWord(text[at:run.end])
			list = append(list, piece{s.word(text[at:at+n], size, run.rtl), start + at, run.rtl})
			at += n
		}
	}
	return list
}

// direction is a run of text that reads one way.
type direction struct {
	start, end int
	rtl        bool
}

// directions splits a line by the bidirectional algorithm (UAX #9). Text
// without a right-to-left character, nearly all news text here, is one run.
func directions(text string, rtl bool) []direction {
	if !rtl && !hasRTL(text) {
		return []direction{{0, len(text), false}}
	}
	var p bidi.Paragraph
	base := bidi.LeftToRight
	if rtl {
		base = bidi.RightToLeft
	}
	if _, err := p.SetString(text, bidi.DefaultDirection(base)); err != nil {
		return []direction{{0, len(text), rtl}}
	}
	order, err := p.Order()
	if err != nil {
		return []direction{{0, len(text), rtl}}
	}
	var runs []direction
	at := 0
	for i := range order.NumRuns() {
		run := order.Run(i)
		n := len(run.String())
		runs = append(runs, direction{at, at + n, run.Direction() == bidi.RightToLeft})
		at += n
	}
	if at != len(text) { // the library lost something: better unordered than wrong
		return []direction{{0, len(text), rtl}}
	}
	return runs
}

// visualOrder is the order of the pieces from left to right: stretches against
// the line's direction are reversed (rule L2 of UAX #9 for two levels).
func visualOrder(pieces []piece, rtl bool) []int {
	order := make([]int, len(pieces))
	for i := range order {
		order[i] = i
	}
	against := func(i int) bool { return pieces[i].rtl != rtl }
	for i := 0; i < len(pieces); {
		end := i + 1
		for end < len(pieces) && against(i) && against(end) {
			end++
		}
		if against(i) {
			reverse(order[i:end])
		}
		i = end
	}
	if rtl {
		reverse(order)
	}
	return order
}

func reverse(list []int) {
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
}

// isRTL tells the direction of a paragraph by its first strong character
// (rules P2 and P3 of UAX #9).
func isRTL(text string) bool {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			if c := text[i] | 0x20; c >= 'a' && c <= 'z' {
				return false
			}
			i++
			continue
		}
		properties, size := bidi.LookupString(text[i:])
		switch properties.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
		i += max(size, 1)
	}
	return false
}

// hasRTL tells whether any character may read from right to left: all of
// them are in blocks whose UTF-8 begins with these bytes.
func hasRTL(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= 0xD6 && c <= 0xDF, c == 0xE0 && i+1 < len(text) && text[i+1] <= 0xA3, c == 0xEF && i+1 < len(text) && text[i+1] >= 0xAC,
			c == 0xF0 && i+1 < len(text) && (text[i+1] == 0x90 || text[i+1] == 0x9E):
			return true
		case c == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0x8F || text[i+2] >= 0xAA && text[i+2] <= 0xAE):
			return true
		}
	}
	return false
}
