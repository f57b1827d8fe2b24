package articleview

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// seeing is what helps to see what is marked: the overview beside the
// scrollbar, the cards of links in the margin, the curves of the current
// highlight's links, the card under the pointer, and what says that only a
// part is shown.
type seeing struct {
	overview overview
	margin   margin
	arcs     arcs
	card     hoverCard
	chip     chip
	pointer  pointer

	// Describe is asked what the card of a highlight says.
	Describe func(id string) (Card, bool)
	// OnHiddenTapped is told of a click on the cap of a line: which highlights
	// the line has no room for, and the place on the canvas.
	OnHiddenTapped func(ids []string, at fyne.Position)
}

func newSeeing(v *View) seeing {
	return seeing{overview: newOverview(v), margin: margin{on: true}, card: newHoverCard(), chip: chip{sheet: newSheet()}}
}

// updateSeeing brings all of it in line with the page. It tells whether
// there are more objects than before.
func (v *View) updateSeeing() (grew bool) {
	v.updateOverview()
	grew = v.updateMargin()
	grew = v.updateArcs() || grew
	v.updateCard()
	v.updateChip()
	return grew
}

// leaveArticle forgets what belongs to the article that is left.
func (v *View) leaveArticle() {
	v.hideCard()
	v.overview.places, v.pointer = nil, pointer{}
}

// behind is what the caret and the scrollbar stand in front of.
func (s *seeing) behind() []fyne.CanvasObject {
	list := s.overview.objects()
	for _, one := range s.margin.pool {
		list = append(list, one.raster)
	}
	for _, pool := range [][]*sheet{s.arcs.curves, s.arcs.labels} {
		for _, one := range pool {
			list = append(list, one.raster)
		}
	}
	return list
}

// front is what stands in front of everything.
func (s *seeing) front() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.chip.raster, s.card.raster}
}

// sheet is a raster that is painted anew only when what it shows changed.
type sheet struct {
	raster *canvas.Raster
	key    any // what it shows; comparable
	paint  func(w, h int) image.Image
}

func newSheet() *sheet {
	s := &sheet{}
	s.raster = canvas.NewRaster(func(w, h int) image.Image {
		if s.paint == nil {
			return image.NewRGBA(image.Rect(0, 0, 1, 1))
		}
		return s.paint(w, h)
	})
	s.raster.ScaleMode = canvas.ImageScalePixels
	s.raster.Hide()
	return s
}

// showSheet puts a sheet at a place of the page, in pixels. The key says what
// paint paints.
func (v *View) showSheet(s *sheet, r image.Rectangle, key any, paint func(w, h int) image.Image) {
	s.raster.Move(fyne.NewPos(v.units(float64(r.Min.X)), v.units(float64(r.Min.Y))))
	s.raster.Resize(fyne.NewSize(v.units(float64(r.Dx())), v.units(float64(r.Dy()))))
	s.raster.Show()
	if s.key != key {
		s.key, s.paint = key, paint
		s.raster.Refresh()
	}
}

// after runs a function on the screen's goroutine when a time has passed.
func (v *View) after(wait time.Duration, do func()) (stop func()) {
	if v.options.After != nil {
		return v.options.After(wait, do)
	}
	timer := time.AfterFunc(wait, func() { v.options.UI(do) })
	return func() { timer.Stop() }
}
