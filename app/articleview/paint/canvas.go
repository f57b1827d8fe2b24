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
	patternGround = 0.40
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
	for i := range s.Disputed {
		c.disputed(&s.Disputed[i])
	}
	for i := range s.Fragments {
		if f := &s.Fragments[i]; f.Lit {
			c.fill(f.From, c.top, f.To, c.bottom, faded(s.Frame, litGround))
		}
	}
	for _, h := range s.Hits {
		c.fill(h.From, c.top, h.To, c.bottom, s.Hit)
	}
	for i := range s.Notes {
		c.note(&s.Notes[i])
	}
}

// note draws a thin wave, or dots, close below the words and above the
// underlines of highlights.
func (c *canvas) note(f *Fragment) {
	y := c.baseline + floor(c.strip.Size*noteTopEm+0.5)
	ink := readable(f.Colour, c.strip.Dark)
	if f.Pattern == Wavy {
		c.wave(f, y, int(floor(c.strip.Size*noteHeightEm+0.5)), ink)
		return
	}
	c.dashes(f.From, f.To, y+c.line, c.line, c.line, 2*c.line, ink)
}

// ground fills the place behind a fragment's text.
func (c *canvas) ground(f *Fragment, strength float32) {
	pattern := float32(patternGround)
	if f.Style == Bar { // of long stretches
		pattern /= 2
	}
	if c.strip.Dark {
		strength, pattern = strength*1.25, pattern*1.8
	}
	full := strength
	if f.Pending {
		strength, pattern = strength/2, pattern/2
	}
	colour := behindText(f.Colour, c.strip.Dark)
	c.fill(f.From, c.top, f.To, c.bottom, faded(colour, strength))
	c.pattern(f, faded(onGround(f.Colour, c.strip.Dark), pattern))
	if f.Pending {
		c.dashes(f.From, f.To, c.bottom-c.line, c.line, c.strip.Size*0.25, c.strip.Size*0.2, faded(colour, full*1.5))
	}
}

// faded is a colour with a share of its opacity.
func faded(c color.NRGBA, share float32) color.NRGBA {
	c.A = uint8(min(float32(c.A)*share, 255))
	return c
}

// dimmed draws that something is marked here: a hairline without colour.
func (c *canvas) dimmed(f *Fragment) {
	y := c.baseline + floor(c.strip.Size*rowTopEm+0.5)
	c.fill(f.From, y, f.To, y+c.line, faded(c.strip.Muted, dimmedLine))
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
