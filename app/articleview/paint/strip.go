package paint

import (
	"image"
	"image/color"
	"strconv"

	"bluepencil/app/articleview/shape"
)

// Style is how a highlight is drawn.
type Style uint8

// The styles of highlights.
const (
	Tint      Style = iota // a coloured ground behind the text
	Underline              // a line under it
	Bar                    // a light ground, and a bar at the side of the page
)

// Pattern tells underlines apart without colour.
type Pattern uint8

// The patterns of underlines.
const (
	Solid Pattern = iota
	Dashed
	Dotted
)

// Rows is how many underlines fit below a line; what does not is counted.
const Rows = 3

// Fragment is the part of a highlight on one line, in pixels from the strip's
// left edge.
type Fragment struct {
	From, To float32
	Style    Style
	Pattern  Pattern
	Colour   color.NRGBA
	Row      int  // of an underline or a side bar: 0 is nearest to the text; -1 is drawn as ground
	Current  bool // framed
	Pending  bool // not saved yet: drawn lighter
	Tag      string
	Starts   bool // the highlight begins here: its tag is drawn
	Flagged  bool // marked with a question
}

// Strip is one line of the article as data.
type Strip struct {
	Width, Height int     // pixels
	Left          float32 // where the line's text begins
	Size          float32 // pixels per em
	Line          *shape.Line
	Fragments     []Fragment
	Hits          []Fragment // what find found: From and To only
	Hidden        int        // highlights that found no row
	Ink           color.NRGBA
	Muted         color.NRGBA
	Frame         color.NRGBA
	Hit           color.NRGBA
	Dark          bool
}

// The geometry of a strip, in ems.
const (
	LineHeightEm = 2.12 // height of a line
	BaselineEm   = 1.40 // from the top
	groundTopEm  = 0.86 // above the baseline
	groundEndEm  = 0.27 // below it
	rowTopEm     = 0.32 // below the baseline
	rowPitchEm   = 0.145
	rowThickEm   = 0.095
	tagSizeEm    = 0.52
	tagTopEm     = 0.99 // the tag's baseline above the text's
)

// maskBytes bounds the cache of glyph masks.
const maskBytes = 8 << 20

// Painter paints strips. It belongs to one goroutine.
type Painter struct {
	masks  *masks
	shaper *shape.Shaper // of tags
}

// NewPainter returns a painter that draws with the faces.
func NewPainter(faces *shape.Faces) *Painter {
	return &Painter{masks: newMasks(faces, maskBytes), shaper: shape.NewShaper(faces)}
}

// Paint draws a strip on a transparent ground, premultiplied.
func (p *Painter) Paint(s *Strip) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, s.Width, s.Height))
	c := canvas{img, s, s.Size * BaselineEm}
	for _, f := range s.Fragments {
		if f.Style == Bar {
			c.ground(f, 0.13)
			c.bar(f)
		}
	}
	for _, f := range s.Fragments {
		if f.Style == Tint && f.Row < 0 {
			c.ground(f, 0.30)
		}
	}
	for _, h := range s.Hits {
		c.fill(h.From, c.baseline-s.Size*groundTopEm, h.To, c.baseline+s.Size*groundEndEm, s.Hit)
	}
	p.text(img, s.Line, s.Left, c.baseline, s.Size, s.Ink)
	for _, f := range s.Fragments {
		if f.Row >= 0 && f.Style != Bar {
			c.underline(f)
		}
	}
	for _, f := range s.Fragments {
		if f.Current {
			c.frame(f)
		}
	}
	p.tags(&c)
	return img
}

// text draws a line's glyphs with the left edge at x.
func (p *Painter) text(img *image.RGBA, line *shape.Line, x, baseline, size float32, ink color.NRGBA) {
	if line == nil {
		return
	}
	for _, g := range line.Glyphs {
		pen := x + g.X
		m := p.masks.get(g, size, pen)
		if m.image == nil {
			continue
		}
		blend(img, m.image, int(floor(pen)), int(floor(baseline-g.Y+0.5)), ink)
	}
}

// tags writes the short names of the highlights that begin on the line above
// their first letter, as far as there is room.
func (p *Painter) tags(c *canvas) {
	s := c.strip
	size := s.Size * tagSizeEm
	free := float32(0)
	for _, f := range s.Fragments {
		if !f.Starts || f.Tag == "" {
			continue
		}
		name := f.Tag
		if f.Flagged {
			name += " ?"
		}
		line := p.shaper.Line(name, 0, 0, len(name), size)
		x := max(f.From, free)
		if x > f.From && x+line.Width > f.To {
			continue // it would stand over somebody else's words
		}
		p.text(c.img, &line, x, c.baseline-s.Size*tagTopEm, size, readable(f.Colour, s.Dark))
		free = x + line.Width + size*0.4
	}
	if s.Hidden > 0 {
		name := "+" + strconv.Itoa(s.Hidden)
		line := p.shaper.Line(name, 0, 0, len(name), size)
		p.text(c.img, &line, s.Left+s.Line.Width+size*0.5, c.baseline+s.Size*0.4, size, s.Muted)
	}
}
