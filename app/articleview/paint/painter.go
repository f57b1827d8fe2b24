package paint

import (
	"image"
	"image/color"

	"bluepencil/app/articleview/shape"
)

// maskBytes bounds the cache of glyph masks.
const maskBytes = 8 << 20

// Painter paints strips. It belongs to one goroutine.
type Painter struct {
	faces  *shape.Faces
	masks  *Masks
	shaper *shape.Shaper // of tags
	ramps  map[color.NRGBA]*ramp
	labels map[label]*shape.Line
}

// label is a tag or a count at a size.
type label struct {
	name string
	size float32
}

// mostRamps and mostLabels are how many colours and labels a painter keeps
// before it starts anew; a page has a dozen.
const (
	mostRamps  = 64
	mostLabels = 256
)

func (p *Painter) label(name string, size float32) *shape.Line {
	key := label{name, size}
	if kept, ok := p.labels[key]; ok {
		return kept
	}
	if p.labels == nil || len(p.labels) >= mostLabels {
		p.labels = map[label]*shape.Line{}
	}
	line := p.shaper.Line(name, 0, 0, len(name), size)
	p.labels[key] = &line
	return &line
}

func (p *Painter) ramp(ink color.NRGBA) *ramp {
	if kept, ok := p.ramps[ink]; ok {
		return kept
	}
	if p.ramps == nil || len(p.ramps) >= mostRamps {
		p.ramps = map[color.NRGBA]*ramp{}
	}
	p.ramps[ink] = newRamp(ink)
	return p.ramps[ink]
}

// NewPainter returns a painter that draws with the faces.
func NewPainter(faces *shape.Faces) *Painter {
	return &Painter{faces: faces, masks: NewMasks(faces, maskBytes), shaper: shape.NewShaper(faces)}
}

// Fork returns a painter for another goroutine that shares the glyphs.
func (p *Painter) Fork() *Painter {
	return &Painter{faces: p.faces, masks: p.masks, shaper: shape.NewShaper(p.faces)}
}

// Paint draws a strip on a transparent ground, premultiplied.
func (p *Painter) Paint(s *Strip) *image.RGBA {
	c := newCanvas(s)
	c.grounds()
	p.text(c.img, s.Line, s.Left, c.baseline, s.Size, s.Ink)
	for i := range s.Dimmed {
		c.dimmed(&s.Dimmed[i])
	}
	for i := range s.Fragments {
		if f := &s.Fragments[i]; f.Row >= 0 && f.Style != Bar {
			c.underline(f)
		}
	}
	for i := range s.Fragments {
		if f := &s.Fragments[i]; f.Current || f.Lit {
			c.frame(f)
		}
	}
	p.tags(c)
	p.tracks(c)
	p.cap(c)
	return c.img
}

// Text draws a line without decorations, for what stands beside the article:
// its left edge at x and its baseline at y, in pixels of the image.
func (p *Painter) Text(img *image.RGBA, line *shape.Line, x, y, size float32, ink color.NRGBA) {
	p.text(img, line, x, y, size, ink)
}

// text draws a line's glyphs with the left edge at x.
func (p *Painter) text(img *image.RGBA, line *shape.Line, x, baseline, size float32, ink color.NRGBA) {
	if line == nil || len(line.Glyphs) == 0 {
		return
	}
	colour := p.ramp(ink)
	p.masks.mu.Lock()
	defer p.masks.mu.Unlock()
	for _, g := range line.Glyphs {
		pen := x + g.X
		look := p.masks.get(g, size, pen)
		left, top := int(floor(pen)), int(floor(baseline-g.Y+0.5))
		switch {
		case look.mask != nil:
			blend(img, look.mask, left, top, colour)
		case look.picture != nil:
			paste(img, look.picture, left, top)
		}
	}
}

// tags writes the short names of the highlights that begin on the line above
// their first letter, as far as there is room. The current one's stands on a
// tab of its frame and always has room.
func (p *Painter) tags(c *canvas) {
	s := c.strip
	part, _ := s.Spacing.tagPlace()
	size := s.Size * part
	var tabFrom, tabTo, free float32
	for i := range s.Fragments {
		if f := &s.Fragments[i]; f.Starts && f.Current && f.Tag != "" {
			line := p.tag(f, size)
			tabFrom, tabTo = f.From-size*0.5, f.From+line.Width+size*0.8
			p.drawTab(c, f, line, size)
		}
	}
	for i := range s.Fragments {
		f := &s.Fragments[i]
		if !f.Starts || f.Current || f.Tag == "" {
			continue
		}
		line := p.tag(f, size)
		x := max(f.From, free)
		if x < tabTo && x+line.Width > tabFrom {
			x = tabTo
		}
		if x > f.From && x+line.Width > f.To {
			continue // it would stand over somebody else's words
		}
		p.text(c.img, line, x, tagBaseline(c), size, readable(f.Colour, s.Dark))
		free = x + line.Width + size*0.4
	}
}

func tagBaseline(c *canvas) float32 {
	_, top := c.strip.Spacing.tagPlace()
	return floor(c.baseline - c.strip.Size*top + 0.5)
}

func (p *Painter) tag(f *Fragment, size float32) *shape.Line {
	if f.Flagged {
		return p.label(f.Tag+" ?", size)
	}
	return p.label(f.Tag, size)
}

// drawTab writes the tag of the current highlight on its frame's colour.
func (p *Painter) drawTab(c *canvas, f *Fragment, line *shape.Line, size float32) {
	ink := color.NRGBA{255, 255, 255, 255}
	if c.strip.Dark {
		ink = color.NRGBA{0x14, 0x16, 0x1a, 255}
	}
	left := floor(f.From) - 1
	c.fill(left, c.top-size*1.05, left+line.Width+size*0.6, c.top, c.strip.Frame)
	p.text(c.img, line, left+size*0.3, tagBaseline(c), size, ink)
}
