package paint

import (
	"bytes"
	"image"
	"image/draw"
	_ "image/jpeg" // glyphs of bitmap fonts
	_ "image/png"  // the same
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	scaler "golang.org/x/image/draw"
)

// rasterise draws a glyph. Fonts with colours are drawn as far as their
// tables allow it without a renderer of their languages: pictures (sbix,
// CBDT) as they are, scaled; drawings (SVG, COLR) by the outline that these
// fonts carry for programs that do not draw colours.
func (m *Masks) rasterise(key maskKey) glyph {
	face := m.faces[key.face]
	ppem := uint16(min(max(key.size+0.5, 1), math.MaxUint16))
	face.SetPpem(ppem, ppem)
	segments, picture := lookOf(face, key.id)
	if picture != nil {
		if made := scaled(face, key, picture); made != nil {
			return glyph{picture: made}
		}
	}
	return glyph{mask: m.outline(segments, key, float32(face.Upem()))}
}

// lookOf is what a font has of a glyph: an outline in font units, or the
// bytes of a picture.
func lookOf(face *font.Face, id font.GID) (segments []opentype.Segment, picture []byte) {
	switch data := face.GlyphData(id).(type) {
	case font.GlyphOutline:
		return data.Segments, nil
	case font.GlyphSVG:
		return data.Outline.Segments, nil
	case font.GlyphBitmap:
		if data.Outline != nil {
			segments = data.Outline.Segments
		}
		if data.Format == font.PNG || data.Format == font.JPG {
			picture = data.Data
		}
		return segments, picture
	case font.GlyphColor:
		plain, _ := face.GlyphDataOutline(tables.GlyphID(id))
		return plain.Segments, nil
	}
	return nil, nil
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
	if bounds.Empty() {
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

// scaled draws a glyph's picture where the font says the glyph is; nil where
// either cannot be read.
func scaled(face *font.Face, key maskKey, encoded []byte) *image.RGBA {
	decoded, _, err := image.Decode(bytes.NewReader(encoded))
	extents, ok := face.GlyphExtents(key.id)
	if err != nil || !ok {
		return nil
	}
	scale := float64(key.size) / float64(face.Upem())
	left, top := float64(extents.XBearing)*scale, -float64(extents.YBearing)*scale
	r := image.Rect(int(math.Round(left)), int(math.Round(top)),
		int(math.Round(left+float64(extents.Width)*scale)), int(math.Round(top-float64(extents.Height)*scale)))
	if r.Empty() || r.Dx() > 4096 || r.Dy() > 4096 {
		return nil
	}
	made := image.NewRGBA(r)
	scaler.CatmullRom.Scale(made, r, decoded, decoded.Bounds(), draw.Src, nil)
	return made
}
