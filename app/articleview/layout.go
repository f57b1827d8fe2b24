package articleview

import (
	"math"

	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// The page's measures in ems of the text.
const (
	marginEm       = 3.2 // at the sides at least, for the bars of quotes
	topEm          = 1.4
	paragraphGapEm = 0.55
	besideEm       = 2.4  // room of a strip at both sides of the column: bars, and the count of what is not shown
	meanAdvanceEm  = 0.52 // of a character of English, to guess with
)

// relayout fits the page to the widget's size, zoom and screen. The line at
// the top stays there.
func (v *View) relayout() {
	size := v.Size()
	if size.Width < 1 || size.Height < 1 {
		return
	}
	top := v.top()
	old := v.page
	v.page = v.measurePage(size)
	if v.page != old {
		v.revision++
		v.strips.cache.Limit(min(paint.CacheBytes, pagesKept*v.shared.pageBytes()))
	}
	if v.doc == nil || old.size != v.page.size || v.measuredWith != v.options.Faces {
		v.begin()
	} else {
		v.doc.SetLineHeight(float64(v.page.line))
		if old.column != v.page.column {
			v.doc.Wrap(v.page.column)
			clear(v.shaped)
		}
	}
	v.layTracks()
	v.keep(top)
	v.ground.Resize(size)
	v.ring.Resize(size)
	v.scrolled = v.scroll // nobody scrolled
	v.update()
	if v.onLaidOut != nil {
		v.onLaidOut()
	}
}

func (v *View) measurePage(size fyne.Size) geometry {
	g := geometry{scale: v.canvasScale()}
	g.width, g.height = int(size.Width*g.scale), int(size.Height*g.scale)
	g.size = float32(math.Round(float64(v.options.Size*v.zoom*g.scale)*4) / 4)
	g.strip = paint.MetricsOf(g.size, v.spacing)
	g.line = g.strip.Line
	g.top = math.Round(float64(g.size * topEm))
	margin := float64(g.size * marginEm)
	g.column = min(float64(v.columns)*meanAdvanceEm*float64(g.size), float64(g.width)-2*margin)
	g.column = math.Floor(max(g.column, float64(g.size)*4))
	g.left = float32(math.Floor(max((float64(g.width)-g.column)/2, min(margin, float64(g.width)/8))))
	v.makeRoom(&g)
	beside := float64(g.size * besideEm)
	g.stripLeft = int(max(float64(g.left)-beside, 0))
	g.stripWidth = int(min(float64(g.left)+g.column+beside, float64(g.aside.left))) - g.stripLeft
	return g
}

// pagesKept is how many pages of painted strips are kept: the one on the
// screen, those before and after it, and two more for the way back.
const pagesKept = 5

// bytes is what the strips of one page take.
func (g *geometry) bytes() int { return (g.height/g.line + 2) * g.stripWidth * g.strip.Height * 4 }

// canvasScale is device pixels per unit: the canvas's scale, and on some
// systems the screen's own on top of it.
func (v *View) canvasScale() float32 {
	if app := fyne.CurrentApp(); app != nil {
		if c := app.Driver().CanvasForObject(v); c != nil {
			if pixels, _ := c.PixelCoordinateForPosition(fyne.NewPos(1000, 0)); pixels > 0 {
				return float32(pixels) / 1000
			}
		}
	}
	return 1
}

// visible is the range of lines whose strips are on the screen, in part at
// least.
func (v *View) visible() (first, last int) {
	y := v.scroll - v.page.top
	below := float64(v.page.strip.Height - v.page.strip.Overlap - v.page.strip.Line)
	first = v.doc.LineAtY(y - below)
	last = v.doc.LineAtY(y + float64(v.page.height+v.page.strip.Overlap))
	return first, min(last, v.doc.Count()-1)
}

// place is a point of the text that stays at the top of the screen while the
// lines around it change.
type place struct {
	offset int     // of the first visible line; -1 while the page's head is seen
	below  float64 // where in this line the screen begins, in heights of this line
}

// held is the place that was kept last. While nobody scrolls it is kept again,
// so that wrapping many times in a row, as while a border is dragged, does not
// creep away line by line.
type held struct {
	place
	scroll float64
	valid  bool
}

// top is the place at the top of the screen.
func (v *View) top() place {
	switch {
	case v.doc == nil || v.scroll <= v.page.top:
		return place{offset: -1}
	case v.held.valid && v.held.scroll == v.scroll:
		return v.held.place
	}
	line := v.doc.LineAtY(v.scroll - v.page.top)
	return place{v.doc.Line(line).Start, (v.scroll - v.page.top - v.doc.Y(line)) / v.lineHeight(line)}
}

// keep scrolls so that a place is at the top again.
func (v *View) keep(p place) {
	if p.offset >= 0 {
		line := v.doc.LineAt(p.offset, false)
		v.scroll = v.doc.Y(line) + v.page.top + p.below*v.lineHeight(line)
	}
	v.clampScroll()
	v.held = held{p, v.scroll, p.offset >= 0}
}

// lineHeight is how far a line is from the next one, in pixels.
func (v *View) lineHeight(line int) float64 { return float64(v.page.line + v.doc.Room(line)) }

func (v *View) height() float64 { return v.page.top*2 + v.doc.Height() }

func (v *View) clampScroll() {
	v.scroll = math.Round(min(max(v.scroll, 0), max(v.height()-float64(v.page.height), 0)))
}

// ScrollBy moves the page by pixels of the device, down for positive ones.
func (v *View) ScrollBy(pixels float64) {
	if v.doc == nil {
		return
	}
	v.scroll += pixels
	v.clampScroll()
	v.update()
}

// ScrollTo puts the line of an offset into the upper third of the screen.
func (v *View) ScrollTo(offset int) {
	if v.doc == nil {
		return
	}
	v.scroll = v.doc.Y(v.measuredLine(offset)) + v.page.top - float64(v.page.height)/3
	v.clampScroll()
	v.update()
}

// measuredLine is the line of an offset, whose paragraph is not guessed.
func (v *View) measuredLine(offset int) int {
	line := v.doc.LineAt(offset, v.atLineEnd)
	if v.measureNow(v.doc.Unmeasured(line, line)) {
		line = v.doc.LineAt(offset, v.atLineEnd)
	}
	return line
}

// Reveal scrolls just so far that the offset can be seen with some lines
// around it.
func (v *View) Reveal(offset int) {
	if v.doc == nil {
		return
	}
	line := v.measuredLine(offset)
	y := v.doc.Y(line) + v.page.top
	room := float64(2 * v.page.line)
	if float64(v.page.height) < 6*float64(v.page.line) {
		room = 0
	}
	if y-room < v.scroll {
		v.scroll = y - room
	} else if bottom := y + v.lineHeight(line) + room; bottom > v.scroll+float64(v.page.height) {
		v.scroll = bottom - float64(v.page.height)
	}
	v.clampScroll()
	v.update()
}

// update brings the objects in line with the state: strips, selection, caret,
// scrollbar. Only what changed is painted anew.
func (v *View) update() {
	if v.doc == nil || v.page.width == 0 {
		return
	}
	v.measureVisible()
	v.clampScroll()
	changed := v.updateStrips()
	v.updateSelection()
	v.updateCaret()
	v.updateScrollbar()
	v.updateRing()
	v.updateNotice()
	changed = v.updateSeeing() || changed
	if changed || len(v.objects) == 0 {
		v.collectObjects()
	}
	v.measureRest()
	if v.scrolled != v.scroll {
		v.scrolled = v.scroll
		if v.onScrolled != nil {
			v.onScrolled()
		}
	}
	canvas.Refresh(v.ground) // one object without a texture, so that the window is painted
}

// collectObjects lists what Fyne paints, from back to front.
func (v *View) collectObjects() {
	v.objects = append(v.objects[:0:0], v.ground)
	for _, r := range v.selection {
		v.objects = append(v.objects, r)
	}
	for _, s := range v.strips.pool {
		v.objects = append(v.objects, s.raster)
	}
	v.objects = append(v.objects, v.notice)
	v.objects = append(v.objects, v.seeing.behind()...)
	v.objects = append(v.objects, v.cursor, v.thumb, v.ring)
	v.objects = append(v.objects, v.seeing.front()...)
}

// units converts device pixels to Fyne's units.
func (v *View) units(pixels float64) float32 { return float32(pixels) / v.page.scale }
