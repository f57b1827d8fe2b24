package articleview

import (
	"image"
	"image/color"
	"math"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
)

// How much of the ink is in the ground of the overview, and in its lines.
const (
	groundShare = 0.035
	inkShare    = 0.26
)

// mostPlanHeight bounds the pictures of the overview, in pixels.
const mostPlanHeight = 8192

// plan is everything the pictures of the overview show, as a copy that a
// worker can paint from.
type plan struct {
	outline       *lines.Outline
	top, total    float64 // blank above the text, and the height of the page with it
	columnBytes   float64 // how many bytes fill a line
	scale         float64 // of the overview; 1 is the size of the page
	width, height int     // of the overview
	barWidth      int     // of the scrollbar; 0 where there is none
	unit          int     // pixels of a thin line
	spans         []planSpan
	hits          []text.Range
	places        []Place
	palette       Palette
}

// planSpan is a piece of a highlight.
type planSpan struct {
	start, end int32
	style      paint.Style
	colour     color.NRGBA
}

// planOf copies what the pictures are painted from.
func (v *View) planOf() *plan {
	g := &v.page
	p := &plan{outline: v.doc.Outline(), top: g.top, total: v.height(), columnBytes: max(g.column/(meanAdvanceEm*float64(g.size)), 1),
		scale: v.mapScale(), width: g.aside.mapWidth, height: min(g.height, mostPlanHeight), unit: max(int(g.scale+0.5), 1),
		hits: v.hits, places: v.overview.places, palette: v.options.Palette}
	if p.total > float64(g.height) {
		p.barWidth = int(barUnits * g.scale)
	}
	if v.marks.index == nil || p.width == 0 {
		return p
	}
	p.spans = make([]planSpan, 0, v.marks.index.Len())
	for _, s := range v.marks.index.All() {
		if one := &v.marks.all[s.ID]; !v.marks.dims(one) {
			p.spans = append(p.spans, planSpan{int32(s.Start), int32(s.End), one.Style, one.Colour})
		}
	}
	return p
}

// at is where an offset stands in the overview, in pixels.
func (p *plan) at(offset int) (x, y float64) {
	return p.on(p.outline.LineAt(offset), offset)
}

// on is where an offset of a line stands.
func (p *plan) on(line, offset int) (x, y float64) {
	start, _ := p.outline.Range(line)
	share := min(float64(offset-start)/p.columnBytes, 1)
	return share * float64(p.width), (p.outline.Top(line) + p.top) * p.scale
}

// offsetAt is the start of the line at a height of the overview.
func (p *plan) offsetAt(y float64) int {
	start, _ := p.outline.Range(p.outline.LineAtY(y/p.scale - p.top))
	return start
}

// lineHeight is a line's in the overview, in pixels.
func (p *plan) lineHeight() float64 {
	return p.outline.Height() / float64(p.outline.Len()) * p.scale
}

// bake paints the overview and the marks of the scrollbar.
func (p *plan) bake() (picture, ticks *image.RGBA) {
	if p.width > 0 {
		picture = image.NewRGBA(image.Rect(0, 0, p.width, p.height))
		ground := mix(p.palette.Page, p.palette.Ink, groundShare)
		fill(picture, picture.Rect, ground)
		p.ink(picture, ground)
		for _, style := range []paint.Style{paint.Bar, paint.Tint, paint.Underline} {
			for i := range p.spans {
				if p.spans[i].style == style {
					p.span(picture, &p.spans[i])
				}
			}
		}
		for _, h := range p.hits {
			x, y := p.at(h.Start)
			toX := max(x+float64(h.Len())/p.columnBytes*float64(p.width), x+float64(3*p.unit))
			fill(picture, image.Rect(max(int(x), p.indent()), int(y), int(toX), int(y+max(p.lineHeight(), float64(p.unit)))), p.hitInk())
		}
		p.marks(picture, p.width-p.width/8, func(offset int) float64 { _, y := p.at(offset); return y }, int(math.Ceil(p.lineHeight())))
	}
	if p.barWidth > 0 {
		ticks = image.NewRGBA(image.Rect(0, 0, p.barWidth, p.height))
		p.marks(ticks, p.barWidth/4, func(offset int) float64 {
			return (p.outline.Top(p.outline.LineAt(offset)) + p.top) / p.total * float64(p.height)
		}, 2*p.unit)
	}
	return picture, ticks
}

// ink draws the lines of the text. Of lines that share a row of pixels each
// gives its part.
func (p *plan) ink(img *image.RGBA, ground color.NRGBA) {
	cover := make([]float32, p.width*p.height)
	high := p.lineHeight() * 0.5
	for i := range p.outline.Len() {
		start, end := p.outline.Range(i)
		to := int(min(float64(end-start-1)/p.columnBytes, 1) * float64(p.width))
		from := p.indent()
		top := (p.outline.Top(i)+p.top)*p.scale + high/2
		for y := int(top); y < p.height && float64(y) < top+high; y++ {
			part := float32(min(float64(y+1), top+high) - max(float64(y), top))
			row := cover[y*p.width:]
			for x := from; x < to; x++ {
				row[x] += part
			}
		}
	}
	var shades [256]color.NRGBA
	for i := range shades {
		shades[i] = mix(ground, p.palette.Ink, float64(i)/255*inkShare)
	}
	for i, part := range cover {
		if part > 0 {
			c := shades[uint8(255*min(part, 1))]
			copy(img.Pix[i*4:], []byte{c.R, c.G, c.B, 255})
		}
	}
}

// indent is where the lines of the overview begin: bars stand left of it.
func (p *plan) indent() int { return 6 * p.unit }

// span draws a piece of a highlight: quotes at the side, others in their place.
func (p *plan) span(img *image.RGBA, s *planSpan) {
	line := p.outline.LineAt(int(s.start))
	last := line
	if _, end := p.outline.Range(line); int(s.end) > end {
		last = p.outline.LineAt(int(s.end))
	}
	x, y := p.on(line, int(s.start))
	toX, toY := p.on(last, int(s.end))
	high := max(p.lineHeight(), float64(p.unit))
	ink := paint.Readable(s.colour, p.palette.Dark)
	if s.style == paint.Bar {
		fill(img, image.Rect(p.unit, int(y), 4*p.unit, int(math.Ceil(toY+high))), ink)
		return
	}
	top, bottom := 0.1, 0.9
	if s.style == paint.Underline {
		top = 0.6
	}
	row := func(fromX, y, toX float64) {
		first := int(y + high*top)
		from := max(int(fromX), p.indent())
		fill(img, image.Rect(from, first, max(int(toX), from+p.unit), max(int(y+high*bottom), first+p.unit)), ink)
	}
	if toY == y {
		row(x, y, toX)
		return
	}
	row(x, y, float64(p.width))
	for between := y + high; between < toY-high/2; between += high {
		row(0, between, float64(p.width))
	}
	row(0, toY, toX)
}

// marks draws hits and places at the right of a picture.
func (p *plan) marks(img *image.RGBA, left int, y func(offset int) float64, high int) {
	for _, h := range p.hits {
		at := int(y(h.Start))
		fill(img, image.Rect(left, at, img.Rect.Dx(), at+max(high, 2*p.unit)), p.hitInk())
	}
	for _, place := range p.places {
		at, to := int(y(place.Range.Start)), int(y(place.Range.End))
		fill(img, image.Rect(left, at, img.Rect.Dx(), to+max(high, 3*p.unit)), p.colourOf(place.Kind))
	}
}

func (p *plan) hitInk() color.NRGBA {
	return paint.Readable(faint(p.palette.Hit, 255), p.palette.Dark)
}

func (p *plan) colourOf(k Kind) color.NRGBA { return kindColour(k, p.palette.Dark) }

// kindColour is the colour of a kind of place.
func kindColour(k Kind, dark bool) color.NRGBA {
	c := [...]color.NRGBA{Disagreement: {0xc6, 0x28, 0x28, 255}, Settled: {0x2e, 0x7d, 0x50, 255},
		Wrong: {0xb7, 0x1c, 0x1c, 255}, Doubtful: {0x9a, 0x67, 0x00, 255}}[k]
	if dark {
		c = mix(c, color.NRGBA{255, 255, 255, 255}, 0.35)
	}
	return c
}

// fill replaces what is in a rectangle: its first row pixel by pixel, the
// others as copies of it.
func fill(img *image.RGBA, r image.Rectangle, c color.NRGBA) {
	if r = r.Intersect(img.Rect); r.Empty() {
		return
	}
	from := img.PixOffset(r.Min.X, r.Min.Y)
	first := img.Pix[from : from+4*r.Dx()]
	for x := 0; x < len(first); x += 4 {
		first[x], first[x+1], first[x+2], first[x+3] = c.R, c.G, c.B, 255
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(img.Pix[img.PixOffset(r.Min.X, y):], first)
	}
}

// mix is a colour with a share of another one in it.
func mix(a, b color.NRGBA, share float64) color.NRGBA {
	part := func(from, to uint8) uint8 { return uint8(float64(from) + (float64(to)-float64(from))*share + 0.5) }
	return color.NRGBA{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B), 255}
}
