package articleview

import (
	"image"
	"image/color"
	"math"
	"sync"

	"bluepencil/annotate/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Kind says what a place of the overview is about.
type Kind int

// The kinds of places.
const (
	Disagreement Kind = iota // people marked it differently
	Settled                  // they did, and it is decided
	Wrong                    // the checks found an error here
	Doubtful                 // the checks found something doubtful here
)

// Place is a range of the article that the overview and the scrollbar show.
type Place struct {
	Range text.Range
	Kind  Kind
}

// overview is the whole article in small beside the scrollbar, and the marks
// on the scrollbar. Both are painted in the background from a copy of where
// everything is; while that is under way what changes is only noted, and
// painted after it.
type overview struct {
	on      bool
	places  []Place // not written to any more
	ignored int     // revisions that change nothing here
	made    int     // the revision that the pictures show
	baking  bool
	closed  bool
	work    *sync.WaitGroup // of what is under way

	picture, ticks *image.RGBA
	plan, bar      *sheet
	box, here      *canvas.Rectangle // what the screen shows, and the current highlight, in the overview
	tick           *canvas.Rectangle // the current highlight on the scrollbar
}

func newOverview(*View) overview {
	o := overview{on: true, made: -1, work: new(sync.WaitGroup), plan: newSheet(), bar: newSheet(), box: canvas.NewRectangle(color.Transparent),
		here: canvas.NewRectangle(color.Transparent), tick: canvas.NewRectangle(color.Transparent)}
	o.box.StrokeWidth, o.box.CornerRadius = 1, 2
	for _, r := range []*canvas.Rectangle{o.box, o.here, o.tick} {
		r.Hide()
	}
	return o
}

func (o *overview) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{o.plan.raster, o.bar.raster, o.tick, o.here, o.box}
}

// SetOverview says whether the whole article is shown in small beside the
// scrollbar, where there is room.
func (v *View) SetOverview(on bool) {
	if v.overview.on != on {
		v.overview.on = on
		v.relayout()
	}
}

// SetPlaces marks places on the overview and the scrollbar, such as where two
// people disagree, and in the text those where something is wrong or doubtful.
// They are of the article that is shown, by where they begin. The list is not
// to be written to any more.
func (v *View) SetPlaces(list []Place) {
	v.overview.places, v.notes = list, v.notesOf(list)
	v.revision++
	v.update()
}

// mapScale is the size of the overview as a share of the page: as wide as
// its column, or so that all of the article fits.
func (v *View) mapScale() float64 {
	g := &v.page
	return min(float64(g.aside.mapWidth)*0.9/g.column, float64(g.height)/v.height())
}

// updateOverview has the pictures painted anew if something changed, and
// moves what stands on them.
func (v *View) updateOverview() {
	o := &v.overview
	if v.revision-o.ignored != o.made && !o.baking && !o.closed {
		o.baking = true
		o.work.Go(func() { v.options.UI(v.bakeOverview) }) // when what changed is on the screen
	}
	g := &v.page
	current, found := v.marks.byID[v.current]
	y := 0.0
	if found && len(v.marks.all[current].Spans) > 0 {
		y = v.doc.Y(v.doc.LineAt(v.marks.all[current].Spans[0].Start, false)) + g.top
	}
	v.showTicks(found, y)
	if g.aside.mapWidth == 0 || len(v.article) == 0 {
		for _, object := range []fyne.CanvasObject{o.plan.raster, o.box, o.here} {
			object.Hide()
		}
		return
	}
	left, width := v.units(float64(g.aside.mapLeft)), v.units(float64(g.aside.mapWidth))
	scale := v.mapScale()
	v.showSheet(o.plan, image.Rect(g.aside.mapLeft, 0, g.aside.mapLeft+g.aside.mapWidth, g.height), o.picture, func(int, int) image.Image { return pictureOr(o.picture) })
	p := v.options.Palette
	o.box.StrokeColor, o.box.FillColor = p.Muted, faint(p.Frame, 26)
	o.box.Move(fyne.NewPos(left, v.units(v.scroll*scale)))
	o.box.Resize(fyne.NewSize(width, v.units(max(math.Min(float64(g.height), v.height()-v.scroll)*scale, float64(6*g.scale)))))
	o.box.Show()
	o.here.Move(fyne.NewPos(left-2, v.units(y*scale)))
	o.here.Resize(fyne.NewSize(width+2, max(v.units(float64(g.line)*scale), 2)))
	o.here.FillColor = faint(p.Frame, 150)
	show(o.here, found)
}

// showTicks shows the marks on the scrollbar, if there is one.
func (v *View) showTicks(current bool, y float64) {
	o, g := &v.overview, &v.page
	scrolls := v.height() > float64(g.height)
	show(o.tick, current && scrolls)
	if !scrolls {
		o.bar.raster.Hide()
		return
	}
	width := int(barUnits * g.scale)
	v.showSheet(o.bar, image.Rect(g.width-width, 0, g.width, g.height), o.ticks, func(int, int) image.Image { return pictureOr(o.ticks) })
	o.tick.FillColor = v.options.Palette.Frame
	o.tick.Move(fyne.NewPos(v.units(float64(g.width-width)), v.units(y/v.height()*float64(g.height))))
	o.tick.Resize(fyne.NewSize(barUnits, 3))
}

func show(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
}

func faint(c color.NRGBA, opacity uint8) color.NRGBA {
	c.A = opacity
	return c
}

// pictureOr is a picture, or nothing where none is painted yet.
func pictureOr(img *image.RGBA) image.Image {
	if img == nil {
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	return img
}

// bakeOverview has the pictures painted in the background.
func (v *View) bakeOverview() {
	o := &v.overview
	if v.doc == nil || o.closed {
		o.baking = false
		return
	}
	revision, generation := v.revision-o.ignored, v.generation
	plan := v.planOf()
	if plan.width == 0 && plan.barWidth == 0 {
		o.made, o.baking = revision, false
		return
	}
	o.work.Go(func() {
		picture, ticks := plan.bake()
		v.options.UI(func() {
			o.baking = false
			if v.generation == generation {
				o.picture, o.ticks, o.made = picture, ticks, revision
			}
			v.update()
		})
	})
}

// pressMap begins to drag the overview, or goes to where it was clicked.
func (v *View) pressMap(at fyne.Position) bool {
	g := &v.page
	x := int(at.X * g.scale)
	if g.aside.mapWidth == 0 || x < g.aside.mapLeft || x >= g.aside.mapLeft+g.aside.mapWidth {
		return false
	}
	y := float64(at.Y * g.scale)
	scale := v.mapScale()
	v.drag.overview, v.drag.grip = true, float64(g.height)/2
	if in := y/scale - v.scroll; in >= 0 && in <= float64(g.height) {
		v.drag.grip = in
	} else {
		v.dragMap(at)
	}
	return true
}

// dragMap scrolls so that what was taken stays under the pointer.
func (v *View) dragMap(at fyne.Position) {
	v.scroll = float64(at.Y*v.page.scale)/v.mapScale() - v.drag.grip
	v.clampScroll()
	v.update()
}
