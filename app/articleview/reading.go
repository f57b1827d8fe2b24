package articleview

import (
	"math"

	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"
)

// The text's size as a factor of the one of the options.
const (
	MinZoom = 0.5
	MaxZoom = 3
)

// WholeWidth is a measure as wide as the page.
const WholeWidth = math.MaxInt32

// SetZoom changes the size of the text; 1 is the size of the options. The
// first visible line stays where it is.
func (v *View) SetZoom(zoom float32) {
	v.zoom = min(max(zoom, MinZoom), MaxZoom)
	v.relayout()
}

// Zoom is the size of the text as a factor.
func (v *View) Zoom() float32 { return v.zoom }

// zoomSteps are the sizes that are gone through, in percent.
func zoomSteps() []int { return []int{50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300} }

// NextZoom is the next size in a direction, up for a positive one: a factor
// that is a round number of percent.
func NextZoom(zoom float32, direction int) float32 {
	percent := int(math.Round(float64(zoom) * 100))
	next := percent
	for _, step := range zoomSteps() {
		switch {
		case direction > 0 && step > percent:
			return float32(step) / 100
		case direction < 0 && step < percent:
			next = step
		}
	}
	return float32(next) / 100
}

// SetMeasure changes how many characters a line has room for, at least 20;
// WholeWidth is as many as the page has. The first visible line stays where it
// is.
func (v *View) SetMeasure(characters int) {
	v.columns = max(characters, 20)
	v.relayout()
}

// Measure is how many characters a line has room for.
func (v *View) Measure() int { return v.columns }

// SetSpacing changes how far the lines are from each other. The first visible
// line stays where it is.
func (v *View) SetSpacing(s paint.Spacing) {
	if v.spacing != s {
		v.spacing = s
		v.revision++
		v.relayout()
	}
}

// Spacing is how far the lines are from each other.
func (v *View) Spacing() paint.Spacing { return v.spacing }

// SetFaces changes the fonts of the text. The first visible line stays where it
// is.
func (v *View) SetFaces(faces *shape.Faces) {
	if v.options.Faces == faces {
		return
	}
	v.stop()
	v.options.Faces = faces
	if other := v.shared.with(faces, v); other != nil {
		v.shaper, v.painter, v.strips.baker = other.shaper, other.painter, other.strips.baker
		v.strips.forget()
	} else {
		v.shaper, v.painter = shape.NewShaper(faces), paint.NewPainter(faces)
		v.strips.use(v.painter)
	}
	clear(v.missing)
	v.revision++
	v.relayout()
	v.notice.Refresh()
}
