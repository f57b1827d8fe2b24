package paint

import (
	"image"
	"strconv"

	"bluepencil/app/articleview/shape"
)

// The cap at a line's end says how many highlights the line has no room for.
const (
	capSizeEm   = 0.62 // of its type
	capSmallest = 9    // pixels an em of its type at least
	capGapEm    = 0.5  // from the line's end, in ems of its type
	capSideEm   = 0.45 // beside the number
)

// Cap is where the cap of a strip stands, in pixels of the strip; empty where
// nothing is hidden.
func (p *Painter) Cap(s *Strip) image.Rectangle {
	r, _, _ := p.capOf(s)
	return r
}

func (p *Painter) capOf(s *Strip) (r image.Rectangle, number *shape.Line, size float32) {
	if s.Hidden == 0 || s.Line == nil {
		return image.Rectangle{}, nil, 0
	}
	size = max(s.Size*capSizeEm, capSmallest)
	number = p.label("+"+strconv.Itoa(s.Hidden), size)
	width := int(number.Width + 2*size*capSideEm + 1)
	left := int(s.Left + s.Line.Width + size*capGapEm)
	left = max(min(left, s.Width-width), 0)
	baseline := floor(s.Size*BaselineEm + 0.5)
	return image.Rect(left, int(baseline-size*1.0), left+width, int(baseline+size*0.42+0.5)), number, size
}

// cap writes the number in the page's colour on muted ink, which can be read
// on the page and so the other way round.
func (p *Painter) cap(c *canvas) {
	r, number, size := p.capOf(c.strip)
	if r.Empty() {
		return
	}
	Rounded(c.img, r, float32(r.Dy())/2, c.strip.Muted)
	p.text(c.img, number, float32(r.Min.X)+size*capSideEm, float32(r.Min.Y)+size*1.06, size, c.strip.Page)
}
