package articleview

import "sort"

// Level is two places in bytes, one of each text, that stand side by side.
type Level struct{ Left, Right int }

// Pair keeps two views at one place: scrolling one of them moves the other.
type Pair struct {
	left, right *View
	levels      []Level // both ascending; nil where both show one text
	moving      bool    // one view is being moved after the other
}

// Join joins two views. The levels must ascend in both texts; without any both
// show the same text.
func Join(left, right *View, levels []Level) *Pair {
	p := &Pair{left: left, right: right, levels: levels}
	left.onScrolled = func() { p.follow(left, right) }
	right.onScrolled = func() { p.follow(right, left) }
	left.onLaidOut = func() { p.follow(left, right) }
	right.onLaidOut = func() { p.follow(left, right) }
	p.follow(left, right)
	return p
}

// Part lets the views move on their own again.
func (p *Pair) Part() {
	for _, v := range []*View{p.left, p.right} {
		v.onScrolled, v.onLaidOut = nil, nil
	}
}

// follow moves a view to where the other one is.
func (p *Pair) follow(from, to *View) {
	if p.moving || from.doc == nil || to.doc == nil || len(from.article) == 0 || len(to.article) == 0 {
		return
	}
	p.moving = true
	defer func() { p.moving = false }()
	before, behind := p.around(from)
	y := from.scroll - from.page.top
	top, bottom := before.y(p, from), behind.y(p, from)
	share := 0.0
	if bottom > top {
		share = min((y-top)/(bottom-top), 1)
	}
	otherTop, otherBottom := before.y(p, to), behind.y(p, to)
	if y < 0 { // the page's head is seen
		to.scroll = from.scroll / max(from.page.top, 1) * to.page.top
	} else {
		to.scroll = otherTop + share*(otherBottom-otherTop) + to.page.top
	}
	to.clampScroll()
	to.update()
}

// around is the levels before and behind the top of a view.
func (p *Pair) around(v *View) (before, behind Level) {
	line := v.doc.Line(v.doc.LineAtY(v.scroll - v.page.top))
	end := Level{len(p.left.article), len(p.right.article)}
	if p.levels == nil {
		_, start := v.doc.Paragraph(line.Paragraph)
		if line.Paragraph+1 < v.doc.Paragraphs() {
			_, next := v.doc.Paragraph(line.Paragraph + 1)
			end = Level{next, next}
		}
		return Level{start, start}, end
	}
	n := sort.Search(len(p.levels), func(i int) bool { return p.levels[i].of(p, v) > line.Start })
	if n > 0 {
		before = p.levels[n-1]
	}
	if n < len(p.levels) {
		end = p.levels[n]
	}
	return before, end
}

// of is the level's place in the text of a view.
func (l Level) of(p *Pair, v *View) int {
	if v == p.left {
		return l.Left
	}
	return l.Right
}

// y is how far below the beginning of the text a level stands, in pixels; the
// end of a text is below its last line.
func (l Level) y(p *Pair, v *View) float64 {
	offset := l.of(p, v)
	if offset >= len(v.article) {
		return v.doc.Height()
	}
	return v.doc.Y(v.doc.LineAt(offset, false))
}
