package paint

import (
	"image"
	"image/color"
	"math"
)

// canvas draws the decorations of one strip.
type canvas struct {
	img      *image.RGBA
	strip    *Strip
	baseline float32
}

func floor(v float32) float32 { return float32(math.Floor(float64(v))) }

// ground fills the place behind a fragment's text.
func (c *canvas) ground(f Fragment, strength float32) {
	if f.Pending {
		strength /= 2
	}
	if c.strip.Dark {
		strength *= 1.25
	}
	ink := f.Colour
	ink.A = uint8(float32(ink.A) * strength)
	c.fill(f.From, c.baseline-c.strip.Size*groundTopEm, f.To, c.baseline+c.strip.Size*groundEndEm, ink)
}

// bar draws the mark of a quote at the side of the page, over the whole
// height of the line so that the marks of a quote's lines join.
func (c *canvas) bar(f Fragment) {
	em := c.strip.Size
	right := floor(c.strip.Left - em*(0.55+0.42*float32(max(f.Row, 0))))
	ink := readable(f.Colour, c.strip.Dark)
	if f.Pending {
		ink.A /= 2
	}
	c.fill(right-max(floor(em*0.17), 2), 0, right, float32(c.strip.Height), ink)
}

// underline draws a fragment as a line below the text.
func (c *canvas) underline(f Fragment) {
	em := c.strip.Size
	thick := max(floor(em*rowThickEm+0.5), 1)
	y := floor(c.baseline + em*(rowTopEm+rowPitchEm*float32(f.Row)))
	ink := readable(f.Colour, c.strip.Dark)
	if f.Pending {
		ink.A /= 2
	}
	switch f.Pattern {
	case Solid:
		c.fill(f.From, y, f.To, y+thick, ink)
	case Dashed:
		c.dashes(f, y, thick, em*0.5, em*0.25, ink)
	case Dotted:
		c.dashes(f, y, thick, thick, thick*1.5, ink)
	}
}

func (c *canvas) dashes(f Fragment, y, thick, on, off float32, ink color.NRGBA) {
	for x := f.From; x < f.To; x += on + off {
		c.fill(x, y, min(x+on, f.To), y+thick, ink)
	}
}

// frame draws a box around the current annotation's text.
func (c *canvas) frame(f Fragment) {
	top, bottom := floor(c.baseline-c.strip.Size*groundTopEm)-1, floor(c.baseline+c.strip.Size*groundEndEm)+1
	left, right := floor(f.From)-1, floor(f.To)+1
	thick := max(floor(c.strip.Size*0.08+0.5), 1)
	ink := c.strip.Frame
	c.fill(left, top, right, top+thick, ink)
	c.fill(left, bottom-thick, right, bottom, ink)
	c.fill(left, top, left+thick, bottom, ink)
	c.fill(right-thick, top, right, bottom, ink)
}

// fill blends a colour over a rectangle, whose edges are rounded to pixels.
func (c *canvas) fill(left, top, right, bottom float32, ink color.NRGBA) {
	r := image.Rect(int(floor(left+0.5)), int(floor(top+0.5)), int(floor(right+0.5)), int(floor(bottom+0.5))).Intersect(c.img.Rect)
	if r.Empty() || ink.A == 0 {
		return
	}
	sr, sg, sb, sa := premultiplied(ink)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.img.Pix[c.img.PixOffset(r.Min.X, y):c.img.PixOffset(r.Max.X, y)]
		for i := 0; i+3 < len(row); i += 4 {
			over(row[i:i+4:i+4], sr, sg, sb, sa)
		}
	}
}

func premultiplied(ink color.NRGBA) (r, g, b, a uint32) {
	a = uint32(ink.A)
	return uint32(ink.R) * a / 255, uint32(ink.G) * a / 255, uint32(ink.B) * a / 255, a
}

// over is the Porter–Duff operator for one premultiplied pixel.
func over(pixel []byte, r, g, b, a uint32) {
	rest := 255 - a
	pixel[0] = byte(r + uint32(pixel[0])*rest/255)
	pixel[1] = byte(g + uint32(pixel[1])*rest/255)
	pixel[2] = byte(b + uint32(pixel[2])*rest/255)
	pixel[3] = byte(a + uint32(pixel[3])*rest/255)
}

// blend draws a colour through a mask whose origin is put at x, y.
func blend(img *image.RGBA, m *image.Alpha, x, y int, ink color.NRGBA) {
	r := m.Rect.Add(image.Pt(x, y)).Intersect(img.Rect)
	if r.Empty() {
		return
	}
	for py := r.Min.Y; py < r.Max.Y; py++ {
		coverage := m.Pix[m.PixOffset(r.Min.X-x, py-y):]
		row := img.Pix[img.PixOffset(r.Min.X, py):]
		for i := range r.Dx() {
			a := uint32(coverage[i]) * uint32(ink.A) / 255
			if a == 0 {
				continue
			}
			over(row[i*4:i*4+4:i*4+4], uint32(ink.R)*a/255, uint32(ink.G)*a/255, uint32(ink.B)*a/255, a)
		}
	}
}

// readable darkens a colour on a light page, or lightens it on a dark one, so
// that small type and thin lines in it can be read.
func readable(c color.NRGBA, dark bool) color.NRGBA {
	mix := func(v, to uint8, part uint32) uint8 { return uint8((uint32(v)*(100-part) + uint32(to)*part) / 100) }
	to, part := uint8(0), uint32(28)
	if dark {
		to, part = 255, 38
	}
	return color.NRGBA{mix(c.R, to, part), mix(c.G, to, part), mix(c.B, to, part), 255}
}
