package paint

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/srwiley/rasterx"
)

// layers draws a glyph that its font has as outlines filled one over the other
// (the table COLR, both versions of it).
type layers struct {
	masks *Masks
	face  *font.Face
	key   maskKey
	frame image.Rectangle
	made  *image.RGBA // of the frame
	left  int         // how many more steps are taken
}

// mostSteps bounds what is followed of a glyph's layers: they refer to one
// another, and may do so in a circle.
const mostSteps = 1 << 10

// layered draws a glyph of layers; nil where they ask for what is not drawn
// here: variable fonts' layers, and blending of another kind than one over
// the other.
func (m *Masks) layered(face *font.Face, key maskKey, table tables.PaintTable) *image.RGBA {
	l := &layers{masks: m, face: face, key: key, frame: frameOf(key.size), left: mostSteps}
	if l.frame.Empty() || len(face.CPAL) == 0 {
		return nil
	}
	l.made = image.NewRGBA(image.Rect(0, 0, l.frame.Dx(), l.frame.Dy()))
	if !l.draw(table, rasterx.Identity) {
		return nil
	}
	return cropped(l.made, l.frame.Min)
}

// draw draws a table at a place in font units, and tells whether it could.
func (l *layers) draw(table tables.PaintTable, at rasterx.Matrix2D) bool {
	if l.left--; l.left < 0 {
		return false
	}
	switch t := table.(type) {
	case tables.PaintColrLayersResolved:
		for _, one := range t {
			l.fill(one.GlyphID, at, image.NewUniform(l.ink(one.PaletteIndex, 1)))
		}
		return true
	case tables.PaintColrLayers:
		list, err := l.face.COLR.LayerList.Resolve(t)
		for _, one := range list {
			if !l.draw(one, at) {
				return false
			}
		}
		return err == nil
	case tables.PaintGlyph:
		source := l.source(t.Paint, at)
		if source == nil {
			return false
		}
		l.fill(tables.GlyphID(t.GlyphID), at, source)
		return true
	case tables.PaintColrGlyph:
		other, ok := l.face.COLR.Search(tables.GlyphID(t.GlyphID))
		return ok && l.draw(other, at)
	case tables.PaintComposite:
		return t.CompositeMode == tables.CompositeSrcOver && l.draw(t.BackdropPaint, at) && l.draw(t.SourcePaint, at)
	}
	inner, moved, ok := placed(table, at)
	return ok && l.draw(inner, moved)
}

// fill fills an outline with a source of colours.
func (l *layers) fill(id tables.GlyphID, at rasterx.Matrix2D, source image.Image) {
	plain, _ := l.face.GlyphDataOutline(id)
	segments := make([]opentype.Segment, len(plain.Segments))
	for i, s := range plain.Segments {
		for j, p := range s.Args {
			x, y := at.Transform(float64(p.X), float64(p.Y))
			s.Args[j] = opentype.SegmentPoint{X: float32(x), Y: float32(y)}
		}
		segments[i] = s
	}
	if mask := l.masks.outline(segments, l.key, float32(l.face.Upem())); mask != nil {
		r := mask.Rect.Sub(l.frame.Min)
		draw.DrawMask(l.made, r, source, r.Min, mask, mask.Rect.Min, draw.Over)
	}
}

// source is what an outline is filled with; nil where it is not drawn here.
func (l *layers) source(table tables.PaintTable, at rasterx.Matrix2D) image.Image {
	if l.left--; l.left < 0 {
		return nil
	}
	switch t := table.(type) {
	case tables.PaintSolid:
		return image.NewUniform(l.ink(t.PaletteIndex, float64(t.Alpha)/one214))
	case tables.PaintLinearGradient:
		return l.gradient(t.ColorLine, at, linear(t))
	case tables.PaintRadialGradient:
		return l.gradient(t.ColorLine, at, radial(t))
	case tables.PaintSweepGradient:
		return l.gradient(t.ColorLine, at, sweep(t))
	}
	if inner, moved, ok := placed(table, at); ok {
		return l.source(inner, moved)
	}
	return nil
}

// ink is a colour of the font's first palette. The colour of the text is grey,
// because a picture knows no ink.
func (l *layers) ink(index uint16, alpha float64) color.NRGBA {
	palette := l.face.CPAL[0]
	c := tables.ColorRecord{Red: 0x80, Green: 0x80, Blue: 0x80, Alpha: 0xff}
	if int(index) < len(palette) {
		c = palette[index]
	}
	return color.NRGBA{c.Red, c.Green, c.Blue, uint8(float64(c.Alpha) * min(max(alpha, 0), 1))}
}

// one214 is 1 as fonts write small numbers.
const one214 = 1 << 14

// placed is what a table moves, turns or scales, and where that comes to be;
// false for tables that do something else.
func placed(table tables.PaintTable, at rasterx.Matrix2D) (inner tables.PaintTable, moved rasterx.Matrix2D, ok bool) {
	scale := func(v tables.Fixed214) float64 { return float64(v) / one214 }
	angle := func(v tables.Fixed214) float64 { return scale(v) * math.Pi }
	around := func(x, y int16, do func(rasterx.Matrix2D) rasterx.Matrix2D) rasterx.Matrix2D {
		return do(at.Translate(float64(x), float64(y))).Translate(-float64(x), -float64(y))
	}
	switch t := table.(type) {
	case tables.PaintTransform:
		m := t.Transform
		return t.Paint, at.Mult(rasterx.Matrix2D{A: float64(m.Xx), B: float64(m.Yx), C: float64(m.Xy), D: float64(m.Yy), E: float64(m.Dx), F: float64(m.Dy)}), true
	case tables.PaintTranslate:
		return t.Paint, at.Translate(float64(t.Dx), float64(t.Dy)), true
	case tables.PaintScale:
		return t.Paint, at.Scale(scale(t.ScaleX), scale(t.ScaleY)), true
	case tables.PaintScaleUniform:
		return t.Paint, at.Scale(scale(t.Scale), scale(t.Scale)), true
	case tables.PaintScaleAroundCenter:
		return t.Paint, around(t.CenterX, t.CenterY, func(m rasterx.Matrix2D) rasterx.Matrix2D { return m.Scale(scale(t.ScaleX), scale(t.ScaleY)) }), true
	case tables.PaintScaleUniformAroundCenter:
		return t.Paint, around(t.CenterX, t.CenterY, func(m rasterx.Matrix2D) rasterx.Matrix2D { return m.Scale(scale(t.Scale), scale(t.Scale)) }), true
	case tables.PaintRotate:
		return t.Paint, at.Rotate(angle(t.Angle)), true
	case tables.PaintRotateAroundCenter:
		return t.Paint, around(t.CenterX, t.CenterY, func(m rasterx.Matrix2D) rasterx.Matrix2D { return m.Rotate(angle(t.Angle)) }), true
	case tables.PaintSkew:
		return t.Paint, skewed(at, angle(t.XSkewAngle), angle(t.YSkewAngle)), true
	case tables.PaintSkewAroundCenter:
		return t.Paint, around(t.CenterX, t.CenterY, func(m rasterx.Matrix2D) rasterx.Matrix2D { return skewed(m, angle(t.XSkewAngle), angle(t.YSkewAngle)) }), true
	}
	return nil, at, false
}

// skewed leans a place by angles against the axes, in radians.
func skewed(at rasterx.Matrix2D, x, y float64) rasterx.Matrix2D {
	return at.Mult(rasterx.Matrix2D{A: 1, B: math.Tan(y), C: math.Tan(-x), D: 1})
}
