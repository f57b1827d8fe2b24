package shape

// Caret is a place the caret can stand in a line: a grapheme boundary, and
// what lies between it and the next one.
//
// Where the direction of the text changes, a boundary has two places: behind
// the character before it, and before the one after it. X is the one at the
// character with the lower embedding level, that of the text around rather
// than that of what is set into it; the line's edges count as the paragraph's
// own text. (Java's and Android's carets follow the same rule.) So no two
// boundaries of a line share a place unless what lies between has no width.
type Caret struct {
	Offset   int     // in bytes of the article
	X        float32 // where the caret stands, from the line's left edge, in pixels
	From, To float32 // the cell of the grapheme that begins here; cells never overlap
	RTL      bool    // that grapheme reads from right to left
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
	start int     // in bytes of the article
	left  float32 // from the line's left edge
	level uint8
}

func (p *piece) right() float32 { return p.left + p.word.advance }

// leading is the edge of the piece at which reading it begins.
func (p *piece) leading() float32 {
	if isRTL(p.level) {
		return p.right()
	}
	return p.left
}

func (p *piece) trailing() float32 {
	if isRTL(p.level) {
		return p.left
	}
	return p.right()
}

// Line shapes the range start to end (bytes of the article) of a paragraph
// that begins at base, at a size in pixels per em. A soft hyphen at the end of
// a line that goes on is drawn as a hyphen.
func (s *Shaper) Line(paragraph string, base, start, end int, size float32) Line {
	s.around = ScriptOf(paragraph)
	levels := s.resolved.of(paragraph)
	l := Line{Start: start, End: end, RTL: isRTL(levels.base)}
	if extents, ok := s.fonts[0].FontHExtents(); ok {
		scale := size / float32(s.fonts[0].Upem())
		l.Ascent, l.Descent = extents.Ascender*scale, -extents.Descender*scale
	}
	pieces := s.pieces(paragraph, levels, start-base, end-base, size)
	for _, i := range visualOrder(pieces) {
		p := &pieces[i]
		p.start += base
		p.left = l.Width
		for _, g := range p.word.glyphs {
			g.X += l.Width
			l.Glyphs = append(l.Glyphs, g)
		}
		l.Missing = append(l.Missing, p.word.missing...)
		l.Width += p.word.advance
	}
	l.placeCarets(pieces, levels.base)
	return l
}

// pieces cuts a range of a paragraph into words of one level each.
func (s *Shaper) pieces(paragraph string, l levels, start, end int, size float32) []piece {
	var list []piece
	s.eachWord(paragraph, l, start, end, size, func(w *word, at int, level uint8) {
		list = append(list, piece{word: w, start: at, level: level})
	})
	if n := len(list) - 1; n >= 0 && brokenAtHyphen(paragraph, end) {
		list[n].word = s.hyphen(size, isRTL(list[n].level))
	}
	return list
}

// placeCarets lists the carets of pieces that have their places.
func (l *Line) placeCarets(pieces []piece, base uint8) {
	stops := 1
	for i := range pieces {
		stops += len(pieces[i].word.stops)
	}
	l.Carets = make([]Caret, 0, stops)
	edge := piece{word: &word{advance: l.Width}, level: base} // the line as one piece of the paragraph's text
	x, before := edge.leading(), base
	for i := range pieces {
		p := &pieces[i]
		if before >= p.level { // the text before is not the one around
			x = p.leading()
		}
		l.Carets = p.carets(l.Carets, x)
		x, before = p.trailing(), p.level
	}
	if before > base || len(pieces) == 0 {
		x = edge.trailing()
	}
	l.Carets = append(l.Carets, Caret{Offset: l.End, X: x, From: x, To: x, RTL: isRTL(base)})
}

// carets adds those of a piece; x is where the first one stands.
func (p *piece) carets(list []Caret, x float32) []Caret {
	rtl := isRTL(p.level)
	stops := p.word.stops
	for i, stop := range stops {
		next := p.word.advance
		if i+1 < len(stops) {
			next = stops[i+1].advance
		}
		c := Caret{Offset: p.start + stop.offset, From: p.left + stop.advance, To: p.left + next, RTL: rtl}
		c.X = c.From
		if rtl {
			c.From, c.To = p.left+(p.word.advance-next), p.left+(p.word.advance-stop.advance)
			c.X = c.To
		}
		if i == 0 {
			c.X = x
		}
		list = append(list, c)
	}
	return list
}
