package paint

import "image/color"

// pattern draws what tells a ground apart without colour. It lies on a grid
// of the strip, so that grounds that touch go on in one another.
func (c *canvas) pattern(f *Fragment, ink color.NRGBA) {
	if f.Pattern == Solid || ink.A == 0 {
		return
	}
	h := hatching{c: c, source: premultiplied(ink), step: max(int(c.strip.Size*0.3+0.5), 4), thick: int(c.line),
		left: int(floor(f.From + 0.5)), right: int(floor(f.To + 0.5))}
	switch f.Pattern {
	case Dashed:
		h.lines(func(y int) int { return -y }, nil)
	case Dotted:
		h.dots()
	case Double:
		h.lines(func(y int) int { return y }, nil)
	case Wavy:
		h.lines(func(y int) int { return -y }, nil)
		h.lines(func(y int) int { return y }, func(x, y int) bool { return modulo(x+y, h.step) < h.thick })
	case DashDot:
		h.lines(func(int) int { return 0 }, nil)
	}
}

// hatching is the pattern of one ground, in pixels of the strip.
type hatching struct {
	c           *canvas
	source      pixel
	step, thick int
	left, right int
}

// lines draws parallel lines that are shifted by an amount in each row. Pixels
// that are taken are left out.
func (h *hatching) lines(shift func(y int) int, taken func(x, y int) bool) {
	for y := int(h.c.top); y < int(h.c.bottom); y++ {
		for x := h.left - modulo(h.left-shift(y), h.step); x < h.right; x += h.step {
			if taken == nil {
				h.c.fillRect(rect(max(x, h.left), y, min(x+h.thick, h.right), y+1), h.source)
				continue
			}
			for px := max(x, h.left); px < min(x+h.thick, h.right); px++ {
				if !taken(px, y) {
					h.c.fillRect(rect(px, y, px+1, y+1), h.source)
				}
			}
		}
	}
}

// dots draws rows of dots, every second one between those of the row above.
func (h *hatching) dots() {
	thick := max(int(h.c.strip.Size*0.12+0.5), 1)
	for row, y := 0, int(h.c.top)+thick; y+thick <= int(h.c.bottom); row, y = row+1, y+h.step {
		for x := h.left - h.left%h.step - h.step + row%2*h.step/2; x < h.right; x += h.step {
			h.c.fillRect(rect(max(x, h.left), y, min(x+thick, h.right), y+thick), h.source)
		}
	}
}

// modulo is the remainder that is never negative.
func modulo(a, n int) int { return ((a % n) + n) % n }

// bar draws the mark of a quote at the side of the page, over the whole
// height of the line, but for its tracks, so that the marks of a quote's lines
// join. Its pattern
// starts anew on each line.
func (c *canvas) bar(f *Fragment) {
	em := c.strip.Size
	m := c.barMetrics()
	right := floor(c.strip.Margin - em*(0.55+0.42*float32(max(f.Row, 0))))
	width := max(floor(em*0.17), 2)
	left := right - width
	ink := readable(f.Colour, c.strip.Dark)
	if f.Pending {
		ink.A /= 2
	}
	piece := func(y, height int, left, width float32) {
		c.fill(left, float32(m.Overlap+y), left+width, float32(m.Overlap+min(y+height, m.Line)), ink)
	}
	switch f.Pattern {
	case Dashed:
		piece(0, m.Line-m.Line/4, left, width)
	case Dotted:
		for y, dot := 0, int(width); y < m.Line; y += 2 * dot {
			piece(y, dot, left, width)
		}
	case Double:
		thin := max(floor(width/3+0.5), 1)
		piece(0, m.Line, left-thin, thin)
		piece(0, m.Line, right-thin, thin)
	case Wavy:
		c.zigzag(m.Line, left, width, piece)
	case DashDot:
		piece(0, m.Line/2, left, width)
		piece(m.Line*3/4-int(width)/2, int(width), left, width)
	default:
		piece(0, m.Line, left, width)
	}
}

// barMetrics are the metrics that bars keep to: names of tracks stand below.
func (c *canvas) barMetrics() Metrics {
	m := MetricsOf(c.strip.Size, c.strip.Spacing)
	if top, _, _ := TrackPlace(c.strip.Size); len(c.strip.Tracks) > 0 {
		m.Line = min(m.Line, int(c.baseline)+top-1-m.Overlap)
	}
	return m
}

// zigzag draws pieces of a bar, to the left and to the right in turn.
func (c *canvas) zigzag(height int, left, width float32, piece func(y, height int, left, width float32)) {
	half := max(height/8, 1)
	for y := 0; y < height; y += 2 * half {
		piece(y, half, left, width/2+0.5)
		piece(y+half, half, left+width/2-0.5, width/2+0.5)
	}
}

// underline draws a fragment as a line below the text.
func (c *canvas) underline(f *Fragment) {
	em := c.strip.Size
	top, pitch, thickness := rowPlace(em)
	y, thick := c.baseline+float32(top+pitch*f.Row), float32(thickness)
	ink := readable(f.Colour, c.strip.Dark)
	if f.Pending {
		ink.A /= 2
		c.dashes(f.From, f.To, y, thick, em*0.25, em*0.2, ink)
		return
	}
	switch f.Pattern {
	case Dashed:
		c.dashes(f.From, f.To, y, thick, em*0.5, em*0.25, ink)
	case Dotted:
		c.dashes(f.From, f.To, y, thick, thick, thick*1.5, ink)
	case Double:
		thin := max(floor(float32(pitch)/3), 1)
		c.fill(f.From, y, f.To, y+thin, ink)
		c.fill(f.From, y+float32(pitch)-thin, f.To, y+float32(pitch), ink)
	case Wavy:
		c.wave(f, y, pitch, ink)
	case DashDot:
		period := em*0.55 + thick*4
		c.dashes(f.From, f.To, y, thick, em*0.55, thick*4, ink)
		c.dashes(f.From+em*0.55+thick*1.5, f.To, y, thick, thick, period-thick, ink)
	default:
		c.fill(f.From, y, f.To, y+thick, ink)
	}
}

// wave draws a zigzag of a height in pixels.
func (c *canvas) wave(f *Fragment, y float32, height int, ink color.NRGBA) {
	thin := max(height/3, 1)
	rise := max(height-thin, 1)
	for x, to := int(floor(f.From+0.5)), int(floor(f.To+0.5)); x < to; x++ {
		at := modulo(x, 2*rise)
		if at > rise {
			at = 2*rise - at
		}
		c.fillRect(rect(x, int(y)+at, x+1, int(y)+at+thin), premultiplied(ink))
	}
}

func (c *canvas) dashes(from, to, y, thick, on, off float32, ink color.NRGBA) {
	for x := from; x < to; x += on + off {
		c.fill(x, y, min(x+on, to), y+thick, ink)
	}
}
