package articleview

import (
	"context"
	"math"

	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// The page's measures in ems of the text.
const (
	marginEm       = 3.2 // at the sides at least, for the bars of quotes
	topEm          = 1.4
	paragraphGapEm = 0.55
	meanAdvanceEm  = 0.52 // of a character of English, to guess with
)

// measuredAtOnce is up to how many bytes an article is laid out before its
// first frame; of larger ones only what is visible.
const measuredAtOnce = 16 << 10

// relayout fits the page to the widget's size, zoom and screen.
func (v *View) relayout() {
	size := v.Size()
	if size.Width < 1 || size.Height < 1 {
		return
	}
	g := v.measurePage(size)
	old := v.page
	v.page = g
	if v.doc == nil || old.size != g.size {
		v.begin()
	} else if old.column != g.column {
		top := v.topOffset()
		v.doc.Wrap(g.column)
		clear(v.shaped)
		v.scrollToLineOf(top)
	}
	v.ground.Resize(size)
	v.ring.Resize(size)
	v.update()
}

func (v *View) measurePage(size fyne.Size) geometry {
	g := geometry{scale: v.canvasScale()}
	g.width, g.height = int(size.Width*g.scale), int(size.Height*g.scale)
	g.size = float32(math.Round(float64(v.options.Size*v.zoom*g.scale)*4) / 4)
	g.line = int(math.Ceil(float64(g.size * paint.LineHeightEm)))
	g.top = math.Round(float64(g.size * topEm))
	margin := float64(g.size * marginEm)
	g.column = min(float64(v.columns)*meanAdvanceEm*float64(g.size), float64(g.width)-2*margin)
	g.column = math.Floor(max(g.column, float64(g.size)*4))
	g.left = float32(math.Floor(max((float64(g.width)-g.column)/2, min(margin, float64(g.width)/8))))
	return g
}

func (v *View) canvasScale() float32 {
	if app := fyne.CurrentApp(); app != nil {
		if c := app.Driver().CanvasForObject(v); c != nil && c.Scale() > 0 {
			return c.Scale()
		}
	}
	return 1
}

// begin lays the article out anew: what is small or visible at once, the
// rest in the background.
func (v *View) begin() {
	v.stop()
	clear(v.shaped)
	g := v.page
	v.doc = lines.New(v.article, lines.Metrics{LineHeight: float64(g.line),
		ParagraphGap: math.Round(float64(g.size * paragraphGapEm)), MeanAdvance: meanAdvanceEm * float64(g.size)}, g.column)
	if len(v.article) <= measuredAtOnce {
		for p := range v.doc.Paragraphs() {
			v.measure(p)
		}
	}
}

func (v *View) measure(p int) {
	content, _ := v.doc.Paragraph(p)
	v.doc.SetMeasure(p, v.shaper.Measure(content, v.page.size))
}

// measureVisible replaces the guesses of what is on the screen, from the
// first line downwards, until nothing on it is guessed any more.
func (v *View) measureVisible() {
	for {
		first, last := v.visible()
		open := v.doc.Unmeasured(first, last)
		if len(open) == 0 {
			return
		}
		top := v.topOffset()
		for _, p := range open {
			v.measure(p)
		}
		v.keepTop(top)
	}
}

// measureRest measures in the background what is not measured yet. The
// results of an article or a size that is not shown any more are dropped.
func (v *View) measureRest() {
	if v.cancel != nil || v.doc == nil || v.doc.Complete() {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	v.cancel = cancel
	doc, size, faces := v.doc, v.page.size, v.options.Faces
	var open []int
	contents := map[int]string{}
	for p := range doc.Paragraphs() {
		if !doc.Measured(p) {
			open = append(open, p)
			contents[p], _ = doc.Paragraph(p)
		}
	}
	go lines.MeasureAll(ctx, faces, size, func(p int) string { return contents[p] }, open, func(results []lines.Result) {
		v.options.UI(func() {
			if ctx.Err() == nil && v.doc == doc {
				v.take(results)
			}
		})
	})
}

func (v *View) take(results []lines.Result) {
	top := v.topOffset()
	for _, r := range results {
		if !v.doc.Measured(r.Paragraph) {
			v.doc.SetMeasure(r.Paragraph, r.Measure)
		}
	}
	v.keepTop(top)
	v.update()
}

// visible is the range of lines on the screen.
func (v *View) visible() (first, last int) {
	first = v.doc.LineAtY(v.scroll - v.page.top)
	last = v.doc.LineAtY(v.scroll - v.page.top + float64(v.page.height))
	return first, min(last, v.doc.Count()-1)
}

// topOffset is the text at the top of the screen, and keepTop puts it back
// there after the lines above it changed.
func (v *View) topOffset() int {
	if v.doc == nil || v.scroll <= v.page.top {
		return 0
	}
	return v.doc.Line(v.doc.LineAtY(v.scroll - v.page.top)).Start
}

func (v *View) keepTop(offset int) {
	if offset > 0 {
		line := v.doc.LineAt(offset, false)
		inside := math.Mod(v.scroll, 1)
		v.scroll = math.Floor(v.doc.Y(line)+v.page.top) + inside
	}
	v.clampScroll()
}

func (v *View) scrollToLineOf(offset int) {
	if v.doc == nil {
		return
	}
	if offset == 0 {
		v.scroll = 0
	} else {
		v.scroll = v.doc.Y(v.doc.LineAt(offset, false)) + v.page.top
	}
	v.clampScroll()
	v.update()
}

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

// Reveal scrolls just so far that the offset can be seen with some lines
// around it.
func (v *View) Reveal(offset int) {
	if v.doc == nil {
		return
	}
	line := v.doc.LineAt(offset, v.atLineEnd)
	for _, p := range v.doc.Unmeasured(line, line) {
		v.measure(p)
		line = v.doc.LineAt(offset, v.atLineEnd)
	}
	y := v.doc.Y(line) + v.page.top
	room := float64(2 * v.page.line)
	if float64(v.page.height) < 6*float64(v.page.line) {
		room = 0
	}
	if y-room < v.scroll {
		v.scroll = y - room
	} else if bottom := y + float64(v.page.line) + room; bottom > v.scroll+float64(v.page.height) {
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
	if changed || len(v.objects) == 0 {
		v.collectObjects()
	}
	v.measureRest()
	canvas.Refresh(v.cursor) // one small object, so that the window is painted
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
	v.objects = append(v.objects, v.cursor, v.thumb, v.ring)
}

// units converts device pixels to Fyne's units.
func (v *View) units(pixels float64) float32 { return float32(pixels) / v.page.scale }
