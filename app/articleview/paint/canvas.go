package paint

import (
	"image"
	"image/color"
	"math"
)

// How strong grounds and their patterns are, of the highlight's colour.
const (
	tintGround    = 0.30
	barGround     = 0.13
	patternGround = 0.26
	litGround     = 0.16 // of the frame's colour
	dimmedLine    = 0.55 // of the muted ink
)

// canvas draws the decorations of one strip. Its edges are whole pixels.
type canvas struct {
	img         *image.RGBA
	strip       *Strip
	baseline    float32
	top, bottom float32 // of grounds
	line        float32 // thickness of thin lines
}

func newCanvas(s *Strip) *canvas {
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, s.Width, s.Height)), strip: s, baseline: floor(s.Size*BaselineEm + 0.5)}
	c.top, c.bottom = c.baseline-floor(s.Size*groundTopEm+0.5), c.baseline+floor(s.Size*groundEndEm+0.5)
	c.line = max(floor(s.Size*0.07+0.5), 1)
	return c
}

func floor(v float32) float32 { return float32(math.Floor(float64(v))) }

// grounds draws what stands behind the text.
func (c *canvas) grounds() {
	s := c.strip
	for i := range s.Fragments {
		if f := &s.Fragments[i]; f.Style == Bar {
			c.ground(f, barGround)
			c.bar(f)
		}
	}
	for i := range s.Fragments {
		if f := &s.Fragments[i]; f.Style == Tint && f.Row < 0 {
			c.ground(f, tintGround)
		}
	}
	for i := range s.Fragments {
		if f := &s.Fragments[i]; f.Lit {
			c.fill(f.From, c.top, f.To, c.bottom, faded(s.Frame, litGround))
		}
	}
	for _, h := range s.Hits {
		c.fill(h.From, c.top, h.To, c.bottom, s.Hit)
	}
}

// ground fills the place behind a fragment's text.
func (c *canvas) ground(f *Fragment, strength float32) {
	if c.strip.Dark {
		strength *= 1.25
	}
	full, pattern := strength, float32(patternGround)
	if f.Pending {
		strength, pattern = strength/2, pattern/2
	}
	c.fill(f.From, c.top, f.To, c.bottom, faded(f.Colour, strength))
	c.pattern(f, faded(f.Colour, pattern))
	if f.Pending {
		c.dashes(f.From, f.To, c.bottom-c.line, c.line, c.strip.Size*0.25, c.strip.Size*0.2, faded(f.Colour, full*2))
	}
}

// faded is a colour with a share of its opacity.
func faded(c color.NRGBA, share float32) color.NRGBA {
	c.A = uint8(min(float32(c.A)*share, 255))
	return c
}

// pattern draws what tells a ground apart without colour. It lies on a grid
// of the strip, so that grounds that touch go on in one another.
func (c *canvas) pattern(f *Fragment, ink color.NRGBA) {
	if f.Pattern == Solid || ink.A == 0 {
		return
	}
	source := premultiplied(ink)
	step, thick := max(int(c.strip.Size*0.3+0.5), 4), int(c.line)
	left, right := int(floor(f.From+0.5)), int(floor(f.To+0.5))
	top, bottom := int(c.top), int(c.bottom)
	switch f.Pattern {
	case Dashed: // slanted lines
		for y := top; y < bottom; y++ {
			for x := left - (left+y)%step; x < right; x += step {
				c.fillRect(rect(max(x, left), y, min(x+thick, right), y+1), source)
			}
		}
	case Dotted: // every second row of dots between those of the row above
		thick = max(int(c.strip.Size*0.12+0.5), 1)
		for row, y := 0, top+thick; y+thick <= bottom; row, y = row+1, y+step {
			for x := left - left%step - step + row%2*step/2; x < right; x += step {
				c.fillRect(rect(max(x, left), y, min(x+thick, right), y+thick), source)
			}
		}
	}
}

// bar draws the mark of a quote at the side of the page, over the whole
// height of the line so that the marks of a quote's lines join.
func (c *canvas) bar(f *Fragment) {
	em := c.strip.Size
	m := MetricsOf(em)
	right := floor(c.strip.Margin - em*(0.55+0.42*float32(max(f.Row, 0))))
	left := right - max(floor(em*0.17), 2)
	ink := readable(f.Colour, c.strip.Dark)
	if f.Pending {
		ink.A /= 2
	}
	on, off := m.Line, 0 // the pattern starts anew on each line
	switch f.Pattern {
	case Dashed:
		on, off = m.Line-m.Line/4, m.Line/4
	case Dotted:
		on, off = int(right-left), int(right-left)
	}
	for y := m.Overlap; y < m.Overlap+m.Line; y += on + off {
		c.fill(left, float32(y), right, float32(min(y+on, m.Overlap+m.Line)), ink)
	}
}

// underline draws a fragment as a line below the text.
func (c *canvas) underline(f *Fragment) {
	em := c.strip.Size
	thick := max(floor(em*rowThickEm+0.5), 1)
	pitch := max(floor(em*rowPitchEm+0.5), thick+1)
	y := c.baseline + floor(em*rowTopEm+0.5) + pitch*float32(f.Row)
	ink := readable(f.Colour, c.strip.Dark)
	on, off := em*0.5, em*0.25
	switch {
	case f.Pending:
		ink.A /= 2
		on, off = em*0.25, em*0.2
	case f.Pattern == Solid:
		c.fill(f.From, y, f.To, y+thick, ink)
		return
	case f.Pattern == Dotted:
		on, off = thick, thick*1.5
	}
	c.dashes(f.From, f.To, y, thick, on, off, ink)
}

// dimmed draws that something is marked here: a hairline without colour.
func (c *canvas) dimmed(f *Fragment) {
	y := c.baseline + floor(c.strip.Size*rowTopEm+0.5)
	c.fill(f.From, y, f.To, y+c.line, faded(c.strip.Muted, dimmedLine))
}

func (c *canvas) dashes(from, to, y, thick, on, off float32, ink color.NRGBA) {
	for x := from; x < to; x += on + off {
		c.fill(x, y, min(x+on, to), y+thick, ink)
	}
}

// frame draws a box around the current annotation's text, open where the
// text goes on on another line.
func (c *canvas) frame(f *Fragment) {
	top, bottom := c.top-c.line, c.bottom+c.line
	left, right := floor(f.From)-1, floor(f.To+0.5)+1
	ink := c.strip.Frame
	c.fill(left, top, right, top+c.line, ink)
	c.fill(left, bottom-c.line, right, bottom, ink)
	if !f.OpenLeft {
		c.fill(left, top, left+c.line, bottom, ink)
	}
	if !f.OpenRight {
		c.fill(right-c.line, top, right, bottom, ink)
	}
}
