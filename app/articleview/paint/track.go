package paint

import (
	"image/color"
	"math"
)

// Track is a row below a line that shows what one person marked on it.
type Track struct {
	Name   string // of the person, in a few letters
	Colour color.NRGBA
	Bars   []TrackBar // from left to right
}

// TrackBar is the part of a person's mark on one line, in pixels from the
// strip's left edge.
type TrackBar struct {
	From, To float32
	Colour   color.NRGBA // of the label
	Pattern  Pattern     // of the label's group
	Share    Share       // of the row
	Mark     int32       // the same for all bars of one mark

	// OpenLeft and OpenRight say that the mark goes on beyond that edge, on
	// another line or in another piece.
	OpenLeft, OpenRight bool
}

// Share is which part of a row a bar takes.
type Share uint8

// The shares of a row. Marks of one person that overlap share it; those that
// find neither half free are drawn twice, as two thin lines, in the lower one.
const (
	WholeRow Share = iota
	UpperHalf
	LowerHalf
	LowerTwice
)

// The geometry of tracks, in ems of the text.
const (
	trackTopEm   = 0.66 // of the first row below the baseline
	trackPitchEm = 0.44 // from one row to the next
	trackThickEm = 0.29 // of a bar that has a row to itself
	trackEndEm   = 0.25 // blank below the last row, beside what every line has
	trackTypeEm  = 0.50 // of names
	trackNameEm  = 0.35 // between a name and the column
)

// TrackPlace is where the first track begins below the baseline, how far one
// is from the next, and how high its bars are, in whole pixels.
func TrackPlace(size float32) (top, pitch, thick int) {
	round := func(ems float64) int { return int(math.Round(float64(size) * ems)) }
	thick = max(round(trackThickEm), 3)
	return round(trackTopEm), max(round(trackPitchEm), thick+2), thick
}

// TrackRoom is how much higher a line is that has so many tracks below it, and
// its strip with it, in whole pixels.
func TrackRoom(size float32, tracks int) int {
	if tracks == 0 {
		return 0
	}
	_, pitch, _ := TrackPlace(size)
	return tracks*pitch + int(math.Round(float64(size)*trackEndEm))
}

// RowsAboveTracks is how many underlines fit on a line that has tracks.
func (m Metrics) RowsAboveTracks(size float32) int {
	top, _, _ := TrackPlace(size)
	first, pitch, thick := rowPlace(size)
	return min(max((top-1-first-thick)/pitch+1, 1), m.Rows)
}

// tracks draws the rows below the line.
func (p *Painter) tracks(c *canvas) {
	top, pitch, thick := TrackPlace(c.strip.Size)
	y := int(c.baseline) + top
	for i := range c.strip.Tracks {
		t := &c.strip.Tracks[i]
		for j := range t.Bars {
			c.trackBar(&t.Bars[j], y, thick)
		}
		c.joints(t.Bars, y, thick)
		p.trackName(c, t, float32(y)+float32(thick)/2)
		y += pitch
	}
}

// trackName writes a track's name left of the column, around the middle of
// its row; without its colour where the person marked nothing on the line.
func (p *Painter) trackName(c *canvas, t *Track, middle float32) {
	size := c.strip.Size * trackTypeEm
	right := c.strip.Margin - c.strip.Size*trackNameEm
	line := p.Fit(t.Name, size, max(right, 0))
	ink := c.strip.Muted
	if len(t.Bars) > 0 {
		ink = c.trackInk(t.Colour)
	}
	const capital = 0.71 // the height of capitals in most faces
	p.text(c.img, line, right-line.Width, floor(middle+size*capital/2+0.5), size, ink)
}

// trackInk is what a colour is drawn in: so that it can be seen, and the ink of
// what stands beside the text where there is none.
func (c *canvas) trackInk(colour color.NRGBA) color.NRGBA {
	if colour.A == 0 {
		return c.strip.Muted
	}
	return readable(colour, c.strip.Dark)
}

// trackBar draws a bar in its share of a row, whose upper edge is at y. At an
// end of the mark a pixel is left blank, so that marks that touch are two.
func (c *canvas) trackBar(b *TrackBar, y, thick int) {
	half := (thick - 1) / 2
	ink := c.trackInk(b.Colour)
	from, to := int(floor(b.From+0.5)), int(floor(b.To+0.5))
	if !b.OpenRight {
		to = max(to-max(int(c.line), 1), from+1)
	}
	bar := trackStretch{c: c, from: from, to: to, starts: !b.OpenLeft, ends: !b.OpenRight, ink: premultiplied(ink), em: c.strip.Size}
	switch b.Share {
	case UpperHalf:
		bar.draw(b.Pattern, y, half)
	case LowerHalf:
		bar.draw(b.Pattern, y+thick-half, half)
	case LowerTwice:
		thin := max(half/2, 1)
		bar.draw(Solid, y+thick-half, thin)
		bar.draw(Solid, y+thick-half+2*thin, thin)
	default:
		bar.draw(b.Pattern, y, thick)
	}
}

// joints draws a hairline between pieces of one mark, which says that the
// mark goes on behind the gap.
func (c *canvas) joints(bars []TrackBar, y, thick int) {
	for i := range bars {
		b := &bars[i]
		for j := i + 1; b.OpenRight && j < len(bars); j++ {
			if next := &bars[j]; next.Mark == b.Mark {
				thin := max(c.line/2, 1)
				at := float32(y) + floor(float32(thick)/2)
				switch b.Share {
				case UpperHalf:
					at = float32(y)
				case LowerHalf, LowerTwice:
					at = float32(y+thick) - thin
				}
				c.dashes(b.To, next.From, at, thin, thin, thin, c.trackInk(b.Colour))
				break
			}
		}
	}
}

// trackStretch is a bar to be drawn, in whole pixels of the strip.
type trackStretch struct {
	c            *canvas
	from, to     int
	starts, ends bool // the mark does, at these edges
	ink          pixel
	em           float32
}

// draw fills the stretch with a pattern that can be told from the others at a
// height of two pixels, and without colour. Where the mark begins and ends it
// is filled.
func (s trackStretch) draw(pattern Pattern, y, high int) {
	unit := max(int(s.em*0.12+0.5), 1)
	if s.starts {
		s.fill(s.from, y, s.from+unit, y+high)
	}
	if s.ends {
		s.fill(s.to-unit, y, s.to, y+high)
	}
	switch pattern {
	case Dashed:
		s.every(7*unit, func(x int) { s.fill(x, y, x+5*unit, y+high) })
	case Dotted:
		s.every(2*unit, func(x int) { s.fill(x, y, x+unit, y+high) })
	case Double:
		thin := max(high/3, 1)
		s.fill(s.from, y, s.to, y+thin)
		if high > 2 {
			s.fill(s.from, y+high-thin, s.to, y+high)
		} else { // no room for a gap
			s.every(4*unit, func(x int) { s.fill(x, y+thin, x+unit, y+high) })
		}
	case Wavy:
		s.wave(y, high)
	case DashDot:
		s.every(9*unit, func(x int) { s.fill(x, y, x+5*unit, y+high); s.fill(x+6*unit, y, x+7*unit, y+high) })
	default:
		s.fill(s.from, y, s.to, y+high)
	}
}

// fill fills what of a rectangle is in the stretch.
func (s trackStretch) fill(left, top, right, bottom int) {
	s.c.fillRect(rect(max(left, s.from), top, min(right, s.to), bottom), s.ink)
}

// every does something every so many pixels.
func (s trackStretch) every(pixels int, do func(x int)) {
	for x := s.from; x < s.to; x += pixels {
		do(x)
	}
}

// wave draws a zigzag.
func (s trackStretch) wave(y, high int) {
	rise := max(high-1, 1)
	for x := s.from; x < s.to; x++ {
		at := modulo(x, 2*rise)
		if at > rise {
			at = 2*rise - at
		}
		s.fill(x, y+at, x+1, min(y+at+max(high/3, 1), y+high))
	}
}

// disputed hatches the place behind a fragment's text: broad stripes without
// colour between two thin lines, which no pattern of a label is.
func (c *canvas) disputed(f *Fragment) {
	ink := onGround(c.strip.Muted, c.strip.Dark)
	if !c.strip.Dark {
		ink = towards(c.strip.Muted, 255, func(l float64) bool { return l >= disputedOnLight })
	}
	left, right := int(floor(f.From+0.5)), int(floor(f.To+0.5))
	thick := max(int(c.strip.Size*0.15+0.5), 2)
	h := hatching{c: c, source: premultiplied(faded(ink, disputedShare)), step: 3 * thick, thick: thick, left: left, right: right}
	h.lines(func(y int) int { return -y }, nil)
	thin := max(c.line/2, 1)
	c.fill(f.From, c.top, f.To, c.top+thin, ink)
	c.fill(f.From, c.bottom-thin, f.To, c.bottom, ink)
}

// disputedOnLight is how light the hatching is on a light page at least, and
// disputedShare how much of its ink is in its stripes: so much that what is
// behind them can make them no darker than the words need.
const (
	disputedOnLight = 0.42
	disputedShare   = 0.85
)
