package paint

import (
	"image"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// rasterise draws a glyph: in the colours that its font has for it, as far as
// they can be drawn, or else its outline.
func (m *Masks) rasterise(key maskKey) glyph {
	face := m.faces[key.face]
	ppem := uint16(min(max(key.size+0.5, 1), math.MaxUint16))
	face.SetPpem(ppem, ppem)
	switch data := face.GlyphData(key.id).(type) {
	case font.GlyphOutline:
		return glyph{mask: m.outline(data.Segments, key, float32(face.Upem()))}
	case font.GlyphBitmap:
		if made := scaled(face, key, data); made != nil {
			return glyph{picture: made}
		}
	case font.GlyphSVG:
		if made := drawing(face, key, data.Source); made != nil {
			return glyph{picture: made}
		}
	case font.GlyphColor:
		if made := m.layered(face, key, data.Paint); made != nil {
			return glyph{picture: made}
		}
	}
	plain, _ := face.GlyphDataOutline(tables.GlyphID(key.id))
	return glyph{mask: m.outline(plain.Segments, key, float32(face.Upem()))}
}

// outline fills an outline at the place within a pixel that the key says.
func (m *Masks) outline(segments []opentype.Segment, key maskKey, upem float32) *image.Alpha {
	if len(segments) == 0 {
		return nil
	}
	scale := key.size / upem
	shift := (float32(key.sub) + 0.5) / subpixels
	place := func(p opentype.SegmentPoint) (x, y float32) { return p.X*scale + shift, -p.Y * scale }
	bounds := boundsOf(segments, place)
	if bounds.Empty() || max(bounds.Dx(), bounds.Dy()) > largestGlyph {
		return nil
	}
	m.raster.Reset(bounds.Dx(), bounds.Dy())
	m.trace(segments, func(p opentype.SegmentPoint) (x, y float32) {
		x, y = place(p)
		return x - float32(bounds.Min.X), y - float32(bounds.Min.Y)
	})
	alpha := image.NewAlpha(bounds)
	m.raster.DrawOp = draw.Src
	m.raster.Draw(alpha, bounds, image.Opaque, image.Point{})
	return alpha
}

// boundsOf is the pixels an outline may touch: those of its control points.
func boundsOf(segments []opentype.Segment, place func(opentype.SegmentPoint) (x, y float32)) image.Rectangle {
	left, top, right, bottom := float32(math.MaxInt16), float32(math.MaxInt16), float32(math.MinInt16), float32(math.MinInt16)
	for i := range segments {
		for _, p := range segments[i].ArgsSlice() {
			x, y := place(p)
			left, right = min(left, x), max(right, x)
			top, bottom = min(top, y), max(bottom, y)
		}
	}
	return image.Rect(int(math.Floor(float64(left))), int(math.Floor(float64(top))), int(math.Ceil(float64(right)))+1, int(math.Ceil(float64(bottom)))+1)
}

// trace hands an outline to the rasteriser.
func (m *Masks) trace(segments []opentype.Segment, place func(opentype.SegmentPoint) (x, y float32)) {
	open := false
	for i := range segments {
		s := &segments[i]
		ax, ay := place(s.Args[0])
		bx, by := place(s.Args[1])
		cx, cy := place(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				m.raster.ClosePath()
			}
			open = true
			m.raster.MoveTo(ax, ay)
		case opentype.SegmentOpLineTo:
			m.raster.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			m.raster.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			m.raster.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	m.raster.ClosePath()
}
