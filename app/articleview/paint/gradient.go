package paint

import (
	"image"
	"image/color"
	"math"

	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/srwiley/rasterx"
)

// gradient is a source of colours that change along a line. It is asked for
// pixels of the frame that a glyph is drawn in.
type gradient struct {
	back   rasterx.Matrix2D // from pixels to where the gradient is described
	along  func(x, y float64) float64
	stops  []stop
	extend tables.Extend
}

// stop is a colour at a place on the line, which goes from 0 to 1.
type stop struct {
	at     float64
	colour color.NRGBA
}

// gradient is a gradient whose line is followed by a function of the place in
// font units; the function gives NaN where there is no colour.
func (l *layers) gradient(line tables.ColorLine, at rasterx.Matrix2D, along func(x, y float64) float64) image.Image {
	scale := float64(l.key.size) / float64(l.face.Upem())
	shift := (float64(l.key.sub) + 0.5) / subpixels
	toPixels := rasterx.Identity.Translate(shift-float64(l.frame.Min.X), -float64(l.frame.Min.Y)).Scale(scale, -scale).Mult(at)
	g := &gradient{back: toPixels.Invert(), along: along, extend: line.Extend}
	for _, s := range line.ColorStops {
		g.stops = append(g.stops, stop{float64(s.StopOffset) / one214, l.ink(s.PaletteIndex, float64(s.Alpha)/one214)})
	}
	return g
}

// ColorModel is image.Image's.
func (g *gradient) ColorModel() color.Model { return color.NRGBAModel }

// Bounds is image.Image's: a gradient has no end.
func (g *gradient) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }

// At is the colour of a pixel.
func (g *gradient) At(x, y int) color.Color {
	t := g.along(g.back.Transform(float64(x)+0.5, float64(y)+0.5))
	if math.IsNaN(t) || math.IsInf(t, 0) || len(g.stops) == 0 {
		return color.NRGBA{}
	}
	first, last := g.stops[0].at, g.stops[len(g.stops)-1].at
	if length := last - first; length > 0 && g.extend != tables.ExtendPad {
		turns := math.Floor((t - first) / length)
		t -= turns * length
		if g.extend == tables.ExtendReflect && math.Mod(turns, 2) != 0 {
			t = first + last - t
		}
	}
	return g.between(t)
}

// between is the colour at a place on the line.
func (g *gradient) between(t float64) color.NRGBA {
	for i, s := range g.stops {
		if t >= s.at {
			continue
		}
		if i == 0 {
			return s.colour
		}
		before := g.stops[i-1]
		part := (t - before.at) / (s.at - before.at)
		mix := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*part + 0.5) }
		a, b := before.colour, s.colour
		return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), mix(a.A, b.A)}
	}
	return g.stops[len(g.stops)-1].colour
}

// linear follows the line from the first point to the second, at right angles
// to the line from the first to the third.
func linear(t tables.PaintLinearGradient) func(x, y float64) float64 {
	x0, y0 := float64(t.X0), float64(t.Y0)
	dx, dy := float64(t.X1)-x0, float64(t.Y1)-y0
	nx, ny := float64(t.Y2)-y0, x0-float64(t.X2)
	if n := nx*nx + ny*ny; n > 0 {
		part := (dx*nx + dy*ny) / n
		dx, dy = nx*part, ny*part
	}
	return func(x, y float64) float64 { return ((x-x0)*dx + (y-y0)*dy) / (dx*dx + dy*dy) }
}

// radial follows the circles between two circles: of those that a place lies
// on, the one farthest along.
func radial(t tables.PaintRadialGradient) func(x, y float64) float64 {
	x0, y0, r0 := float64(t.X0), float64(t.Y0), float64(t.Radius0)
	dx, dy, dr := float64(t.X1)-x0, float64(t.Y1)-y0, float64(t.Radius1)-r0
	a := dx*dx + dy*dy - dr*dr
	return func(x, y float64) float64 {
		px, py := x-x0, y-y0
		b, c := px*dx+py*dy+r0*dr, px*px+py*py-r0*r0
		if a == 0 {
			return c / (2 * b)
		}
		root := math.Sqrt(b*b - a*c) // NaN where no circle goes through the place
		near, far := (b-root)/a, (b+root)/a
		if near > far {
			near, far = far, near
		}
		switch {
		case r0+far*dr >= 0:
			return far
		case r0+near*dr >= 0:
			return near
		}
		return math.NaN()
	}
}

// sweep follows the angle around a point, against the clock.
func sweep(t tables.PaintSweepGradient) func(x, y float64) float64 {
	start, end := float64(t.StartAngle)/one214*math.Pi+math.Pi, float64(t.EndAngle)/one214*math.Pi+math.Pi
	return func(x, y float64) float64 {
		angle := math.Atan2(y-float64(t.CenterY), x-float64(t.CenterX))
		if angle < 0 {
			angle += 2 * math.Pi
		}
		return (angle - start) / (end - start)
	}
}
