package articleview

import (
	"image"
	"image/color"
	"math"

	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
)

// mostArcs is how many links of the current highlight are drawn.
const mostArcs = 12

// The measures of curves in ems of the text.
const (
	arcBowEm    = 0.95 // how far a curve leaves the line it stays on
	arcTypeEm   = 0.62
	arcAboveEm  = 0.93 // from a baseline to where a curve ends above it
	arcBelowEm  = 0.36 // and below it
	arcHeadEm   = 0.3
	arcApartEm  = 0.5 // between the beginnings of two curves
	arcBesideEm = 2.9 // from a highlight's start: its tag stands there
)

// arcs is the curves from the current highlight to what it is linked to. Each
// is a picture of its own, which moves when the page scrolls, and so is its
// label, so that no curve crosses one.
type arcs struct{ curves, labels []*sheet }

// arcEnd is an end of a curve, in pixels of the page.
type arcEnd struct {
	x, baseline float32
	beyond      int // -1 above the page, 1 below it, 0 on it
}

// arc is a curve with its label.
type arc struct {
	from, leave, arrive, to paint.Point // of a Bézier curve
	role                    string
	size                    float32
	ink, page               color.NRGBA
	gap                     float32 // where the blank between lines is nearest to its middle
	labelAt                 float32 // how far along the label stands best, from 0 to 1
}

// updateArcs shows the curves of the current highlight.
func (v *View) updateArcs() (grew bool) {
	list := v.currentArcs()
	for len(v.arcs.curves) < len(list) {
		v.arcs.curves, v.arcs.labels = append(v.arcs.curves, newSheet()), append(v.arcs.labels, newSheet())
		grew = true
	}
	for i, one := range v.arcs.curves {
		if i >= len(list) {
			one.raster.Hide()
			v.arcs.labels[i].raster.Hide()
			continue
		}
		a := list[i]
		v.showArcLabel(v.arcs.labels[i], &a)
		r := v.arcBounds(&a)
		a = a.moved(float32(-r.Min.X), float32(-r.Min.Y))
		v.showSheet(one, r, a, func(w, h int) image.Image { return v.paintArc(&a, w, h) })
	}
	return grew
}

// currentArcs are the curves to be drawn, on the page. Those with both ends
// beyond it are left out.
func (v *View) currentArcs() (list []arc) {
	n, ok := v.marks.byID[v.current]
	if !ok || len(v.marks.all[n].Spans) == 0 {
		return nil
	}
	one := &v.marks.all[n]
	from := v.arcEnd(one)
	for _, l := range one.Links {
		m, ok := v.marks.byID[l.To]
		if !ok || len(v.marks.all[m].Spans) == 0 || len(list) == mostArcs {
			continue
		}
		to := v.arcEnd(&v.marks.all[m])
		if from.beyond == 0 || to.beyond == 0 {
			apart := from // curves that go the same way begin side by side
			apart.x -= rounded(v.page.size * arcApartEm * float32(len(list)))
			list = append(list, v.arcBetween(apart, to, l.Role))
		}
	}
	for i := range list { // labels of curves side by side stand side by side
		list[i].labelAt = (float32(i) + 1) / (float32(len(list)) + 1)
	}
	return list
}

// placeOf is where an offset stands on the page, in pixels, and its line.
func (v *View) placeOf(offset int) (x float32, line int) {
	line = v.doc.LineAt(offset, false)
	shaped, _ := v.lineOf(line)
	return v.lineLeft(shaped) + lines.XOf(shaped, offset), line
}

// arcEnd is where curves of a highlight begin and end: on its first line,
// beside its tag where it is long enough.
func (v *View) arcEnd(one *mark) arcEnd {
	start := one.Spans[0].Start
	line := v.doc.LineAt(start, false)
	baseline := v.baseline(line)
	switch size := float64(v.page.size); {
	case baseline < 0:
		return arcEnd{beyond: -1}
	case baseline-size > float64(v.page.height):
		return arcEnd{beyond: 1}
	}
	shaped, l := v.lineOf(line)
	x := v.lineLeft(shaped) + lines.XOf(shaped, start)
	if extents := lines.Extents(shaped, start, min(one.Spans[0].End, l.End)); len(extents) > 0 {
		e := extents[0]
		x = v.lineLeft(shaped) + min(e.From+max((e.To-e.From)/2, v.page.size*arcBesideEm), max(e.To-v.page.size*0.3, (e.From+e.To)/2))
	}
	return arcEnd{x: rounded(x), baseline: rounded(float32(baseline))}
}

// arcBetween is the curve between two ends of which one at least is on the
// page. Towards one that is not it leads to the edge.
func (v *View) arcBetween(from, to arcEnd, role string) arc {
	em, p := v.page.size, v.options.Palette
	a := arc{role: role, size: max(em*arcTypeEm, 9*v.page.scale), ink: p.Frame, page: p.Page}
	beside := rounded(em * 0.8)
	if from.beyond != 0 {
		from.x, from.baseline = to.x+beside, v.edge(from.beyond)
	}
	if to.beyond != 0 {
		to.x, to.baseline = from.x+beside, v.edge(to.beyond)
	}
	up, down := -rounded(em*arcAboveEm), rounded(em*arcBelowEm)
	a.from, a.to = paint.Point{X: from.x, Y: from.baseline}, paint.Point{X: to.x, Y: to.baseline}
	bow := rounded(em * arcBowEm)
	switch gap := to.baseline - from.baseline; {
	case gap == 0: // on one line: over it
		a.from.Y, a.to.Y = a.from.Y+up, a.to.Y+up
		a.leave, a.arrive = a.from, a.to
		a.leave.Y, a.arrive.Y = a.from.Y-bow, a.to.Y-bow
		a.gap = a.from.Y - bow*0.75
		return a
	case gap > 0:
		a.from.Y, a.to.Y = ends(a.from.Y, down, from.beyond), ends(a.to.Y, up, to.beyond)
	default:
		a.from.Y, a.to.Y = ends(a.from.Y, up, from.beyond), ends(a.to.Y, down, to.beyond)
	}
	half := (a.to.Y - a.from.Y) / 2
	a.leave, a.arrive = a.from, a.to
	a.leave.Y, a.arrive.Y = a.from.Y+half, a.to.Y-half
	a.gap = v.nearestGap(a.from.Y + half)
	return a
}

// rounded is a whole number of pixels: what is drawn beside the text is the
// same picture wherever the page is scrolled to.
func rounded(v float32) float32 { return float32(math.Round(float64(v))) }

// ends moves an end of a curve from the baseline to the edge of the letters,
// unless it is at the edge of the page.
func ends(y, by float32, beyond int) float32 {
	if beyond != 0 {
		return y
	}
	return y + by
}

// edge is the height of the page's upper or lower edge.
func (v *View) edge(beyond int) float32 {
	if beyond < 0 {
		return 2 * v.page.scale
	}
	return float32(v.page.height) - 2*v.page.scale
}

// nearestGap is the middle of the blank between two lines that is nearest to a
// height of the page, where a label covers the least.
func (v *View) nearestGap(y float32) float32 {
	line := v.doc.LineAtY(float64(y) + v.scroll - v.page.top)
	best := float32(math.Inf(1))
	for i := line - 1; i <= line+1; i++ {
		if gap := rounded(float32(v.baseline(i)) - v.page.size*1.18); abs(gap-y) < abs(best-y) {
			best = gap
		}
	}
	return best
}

// moved is the arc at another place.
func (a arc) moved(x, y float32) arc {
	for _, p := range []*paint.Point{&a.from, &a.leave, &a.arrive, &a.to} {
		p.X, p.Y = p.X+x, p.Y+y
	}
	a.gap += y
	return a
}

// label is where the middle of the arc's label stands: on the curve, as near
// to the blank between two lines as that comes.
func (a *arc) label() paint.Point {
	points := paint.Curve(a.from, a.leave, a.arrive, a.to)
	n := float32(len(points) - 1)
	best, least := points[len(points)/2], float32(math.Inf(1))
	for i, p := range points {
		along := float32(i) / n
		if cost := abs(p.Y-a.gap) + abs(along-a.labelAt)*a.size*3; along > 0.12 && along < 0.88 && cost < least {
			best, least = p, cost
		}
	}
	return best
}

// arcLabel is what the look of a label depends on.
type arcLabel struct {
	role      string
	size      float32
	ink, page color.NRGBA
}

// showArcLabel shows a curve's role on it.
func (v *View) showArcLabel(one *sheet, a *arc) {
	line := v.painter.Fit(a.role, a.size, float32(v.page.width)/3)
	middle := a.label()
	width, height := int(line.Width+a.size*0.9)+1, int(a.size*1.3)+1
	left, top := int(middle.X)-width/2, int(middle.Y)-height/2
	key := arcLabel{a.role, a.size, a.ink, a.page}
	v.showSheet(one, image.Rect(left, top, left+width, top+height), key, func(w, h int) image.Image {
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		paint.Rounded(img, img.Rect, float32(h)/2, key.ink)
		v.painter.Words(img, key.role, key.size*0.45, key.size*0.99, key.size, float32(w), key.page)
		return img
	})
}

// arcBounds is the part of the page an arc is drawn on, in whole pixels that
// keep their distance from the text while the page scrolls.
func (v *View) arcBounds(a *arc) image.Rectangle {
	pad := v.page.size * arcHeadEm * 2
	left, right := min(a.from.X, a.to.X)-pad, max(a.from.X, a.to.X)+pad
	top, bottom := min(a.from.Y, a.to.Y, a.leave.Y, a.arrive.Y)-pad, max(a.from.Y, a.to.Y)+pad
	return image.Rect(int(math.Floor(float64(left))), int(math.Floor(float64(top))), int(math.Ceil(float64(right))), int(math.Ceil(float64(bottom))))
}

// paintArc draws a curve with a head where it leads to.
func (v *View) paintArc(a *arc, w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	thick := max(a.size*0.16, 1.4*v.page.scale)
	points := paint.Curve(a.from, a.leave, a.arrive, a.to)
	halo := faint(a.page, 190) // keeps the curve apart from the words it crosses
	paint.Stroke(img, points, thick*2.6, halo)
	paint.Stroke(img, points, thick, a.ink)
	head := v.page.size * arcHeadEm
	before := points[max(len(points)-3, 0)]
	angle := math.Atan2(float64(a.to.Y-before.Y), float64(a.to.X-before.X))
	for _, turn := range []float64{2.6, -2.6} {
		tip := paint.Point{X: a.to.X + head*float32(math.Cos(angle+turn)), Y: a.to.Y + head*float32(math.Sin(angle+turn))}
		paint.Stroke(img, []paint.Point{a.to, tip}, thick, a.ink)
	}
	return img
}
