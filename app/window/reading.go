package window

import (
	"fmt"
	"math"
	"slices"

	"bluepencil/app/articleview"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/faces"
	"bluepencil/app/look"
)

// reading is how articles are set, as the preferences have it.
type reading struct {
	zoom    float32
	spacing paint.Spacing
	measure int         // characters in a line
	style   faces.Style // of the letters
	colours look.Colours
}

// named is a value with its name in preferences and on the screen.
type named[T any] struct {
	name  string
	value T
}

func spacings() []named[paint.Spacing] {
	return []named[paint.Spacing]{{"tight", paint.Tight}, {"normal", paint.Normal}, {"wide", paint.Wide}}
}

func measures() []named[int] {
	return []named[int]{{"narrow", 56}, {"normal", 74}, {"wide", 96}, {"whole width", articleview.WholeWidth}}
}

func styles() []named[faces.Style] {
	return []named[faces.Style]{{"without serifs", faces.Sans}, {"with serifs", faces.Serif}}
}

func colourings() []named[look.Colours] {
	return []named[look.Colours]{{"of the codebook", look.FromCodebook}, {"for all eyes", look.ForAllEyes}}
}

// byName is the value with a name, or the normal one.
func byName[T any](list []named[T], name string, normal T) T {
	for _, one := range list {
		if one.name == name {
			return one.value
		}
	}
	return normal
}

// indexOf is where a value stands in a list; 0 where it does not.
func indexOf[T comparable](list []named[T], value T) int {
	return max(slices.IndexFunc(list, func(one named[T]) bool { return one.value == value }), 0)
}

func nameOf[T comparable](list []named[T], value T) string { return list[indexOf(list, value)].name }

// after is the next value of a list, the first one after the last.
func after[T comparable](list []named[T], value T) T {
	return list[(indexOf(list, value)+1)%len(list)].value
}

// reading is what the preferences say; what they do not know is normal.
func (w *Window) reading() reading {
	p := w.o.App.Preferences()
	r := reading{
		zoom:    float32(p.FloatWithFallback(prefZoom, 1)),
		spacing: byName(spacings(), p.String(prefSpacing), paint.Normal),
		measure: byName(measures(), p.String(prefMeasure), 74),
		style:   faces.Sans,
		colours: look.FromCodebook,
	}
	if p.String(prefColours) == string(look.ForAllEyes) {
		r.colours = look.ForAllEyes
	}
	if p.String(prefStyle) == string(faces.Serif) {
		r.style = faces.Serif
	}
	if !(r.zoom >= articleview.MinZoom && r.zoom <= articleview.MaxZoom) {
		r.zoom = 1
	}
	return r
}

// read keeps how articles are to be set, and shows them so at once.
func (w *Window) read(r reading) {
	p := w.o.App.Preferences()
	p.SetFloat(prefZoom, float64(r.zoom))
	p.SetString(prefSpacing, nameOf(spacings(), r.spacing))
	p.SetString(prefMeasure, nameOf(measures(), r.measure))
	p.SetString(prefColours, string(r.colours))
	if string(r.style) != p.StringWithFallback(prefStyle, string(faces.Sans)) {
		w.setStyle(r.style)
	}
	w.applyReading()
}

// applyReading sets every article on the screen as the preferences say.
func (w *Window) applyReading() {
	r := w.reading()
	for _, v := range w.views() {
		w.setAs(v, r)
	}
	w.zoomed.SetText(percent(r.zoom))
	w.showMarkings()
}

func (w *Window) setAs(v *articleview.View, r reading) {
	v.SetSpacing(r.spacing)
	v.SetMeasure(r.measure)
	v.SetZoom(r.zoom)
}

func percent(zoom float32) string { return fmt.Sprintf("%d %%", int(math.Round(float64(zoom)*100))) }

func (w *Window) zoom(factor float32) {
	r := w.reading()
	r.zoom = factor
	w.read(r)
}

func (w *Window) zoomBy(direction int) { w.zoom(articleview.NextZoom(w.view.Zoom(), direction)) }

// change does something to how articles are set.
func (w *Window) change(how func(*reading)) func() {
	return func() {
		r := w.reading()
		how(&r)
		w.read(r)
	}
}

// readingCommands are the commands of how articles are set; each goes on to
// the next choice.
func (w *Window) readingCommands(add adder) {
	add("View", "reading", "Reading: spacing, measure, letters, colours…", nil, w.showReading, "Ctrl+R")
	add("View", "spacing", "Next line spacing: tight, normal, wide", nil, w.change(func(r *reading) { r.spacing = after(spacings(), r.spacing) }))
	add("View", "measure", "Next length of lines: narrow, normal, wide, whole width", nil, w.change(func(r *reading) { r.measure = after(measures(), r.measure) }))
	add("View", "serif", "Letters with serifs, or without", nil, w.change(func(r *reading) { r.style = after(styles(), r.style) }))
	add("View", "colours", "Colours for all eyes, or the codebook's own", nil, w.change(func(r *reading) { r.colours = after(colourings(), r.colours) }))
}

// views are the articles on the screen.
func (w *Window) views() []*articleview.View {
	if w.beside.view != nil {
		return []*articleview.View{w.view, w.beside.view}
	}
	return []*articleview.View{w.view}
}
