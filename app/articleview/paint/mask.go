// Package paint turns a shaped line and its decorations into pixels. It knows
// no screen and no Fyne: a strip of the article goes in as data and comes out
// as an image, which tests hold against golden ones.
//
// Glyphs are drawn from a cache of alpha masks, which makes a line some
// twenty times cheaper than rasterising its outlines each time.
package paint

import (
	"image"
	"image/draw"
	"math"

	"bluepencil/app/articleview/shape"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// subpixels is at how many horizontal positions within a pixel a glyph is kept.
const subpixels = 4

type maskKey struct {
	face shape.FaceID
	id   font.GID
	size float32
	sub  uint8
}

// mask is a glyph's coverage; Rect is relative to its pen position on the baseline.
type mask struct {
	image *image.Alpha // nil for a glyph without ink
}

// masks keeps glyph masks up to a number of bytes, then starts anew. It
// belongs to one goroutine.
type masks struct {
	faces  []*font.Face
	kept   map[maskKey]mask
	bytes  int
	limit  int
	raster vector.Rasterizer
}

func newMasks(faces *shape.Faces, limit int) *masks {
	m := &masks{kept: map[maskKey]mask{}, limit: limit}
	for i := range faces.Len() {
		m.faces = append(m.faces, font.NewFace(faces.Font(shape.FaceID(i))))
	}
	return m
}

// get is the mask of a glyph whose pen stands at x.
func (m *masks) get(g shape.Glyph, size, x float32) mask {
	fraction := x - float32(math.Floor(float64(x)))
	key := maskKey{g.Face, g.ID, size, uint8(fraction * subpixels)}
	if kept, ok := m.kept[key]; ok {
		return kept
	}
	made := m.rasterise(key)
	if made.image != nil {
		m.bytes += len(made.image.Pix)
	}
	m.bytes += 64
	if m.bytes > m.limit {
		clear(m.kept)
		m.bytes = 0
	}
	m.kept[key] = made
	return made
}

// outline is the shape of a glyph: its own, or the one its font gives for
// programs that do not draw its colours.
func outline(face *font.Face, id font.GID) []opentype.Segment {
	switch data := face.GlyphData(id).(type) {
	case font.GlyphOutline:
		return data.Segments
	case font.GlyphSVG:
		return data.Outline.Segments
	case font.GlyphBitmap:
		if data.Outline != nil {
			return data.Outline.Segments
		}
	}
	return nil
}

func (m *masks) rasterise(key maskKey) mask {
	face := m.faces[key.face]
	segments := outline(face, key.id)
	if len(segments) == 0 {
		return mask{}
	}
	scale := key.size / float32(face.Upem())
	shift := (float32(key.sub) + 0.5) / subpixels
	place := func(p opentype.SegmentPoint) (x, y float32) { return p.X*scale + shift, -p.Y * scale }
	bounds := boundsOf(segments, place)
	if bounds.Empty() {
		return mask{}
	}
	m.raster.Reset(bounds.Dx(), bounds.Dy())
	m.trace(segments, func(p opentype.SegmentPoint) (x, y float32) {
		x, y = place(p)
		return x - float32(bounds.Min.X), y - float32(bounds.Min.Y)
	})
	alpha := image.NewAlpha(bounds)
	m.raster.DrawOp = draw.Src
	m.raster.Draw(alpha, bounds, image.Opaque, image.Point{})
	return mask{alpha}
}

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

func (m *masks) trace(segments []opentype.Segment, place func(opentype.SegmentPoint) (x, y float32)) {
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
