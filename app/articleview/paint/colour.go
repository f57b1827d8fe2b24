package paint

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // glyphs of bitmap fonts
	_ "image/png"  // the same
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
	scaler "golang.org/x/image/draw"
)

// largestGlyph is how many pixels wide and high a glyph's picture may be.
const largestGlyph = 4096

// scaled draws a glyph's picture where the font says the glyph is; nil where
// either cannot be read.
func scaled(face *font.Face, key maskKey, data font.GlyphBitmap) *image.RGBA {
	if data.Format != font.PNG && data.Format != font.JPG {
		return nil
	}
	extents, ok := face.GlyphExtents(key.id)
	config, _, err := image.DecodeConfig(bytes.NewReader(data.Data))
	if err != nil || !ok || max(config.Width, config.Height) > largestGlyph {
		return nil
	}
	decoded, _, err := image.Decode(bytes.NewReader(data.Data))
	if err != nil {
		return nil
	}
	scale := float64(key.size) / float64(face.Upem())
	left, top := float64(extents.XBearing)*scale, -float64(extents.YBearing)*scale
	r := image.Rect(int(math.Round(left)), int(math.Round(top)),
		int(math.Round(left+float64(extents.Width)*scale)), int(math.Round(top-float64(extents.Height)*scale)))
	if r.Empty() || max(r.Dx(), r.Dy()) > largestGlyph {
		return nil
	}
	made := image.NewRGBA(r)
	scaler.CatmullRom.Scale(made, r, decoded, decoded.Bounds(), draw.Src, nil)
	return made
}

// cropped is the part of a picture that has ink, its corner at a place; nil
// where it has none.
func cropped(img *image.RGBA, corner image.Point) *image.RGBA {
	var ink image.Rectangle
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride : (y+1)*img.Stride]
		for x := range img.Rect.Dx() {
			if row[x*4+3] != 0 {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if ink.Empty() {
		return nil
	}
	made := image.NewRGBA(ink.Add(corner))
	draw.Draw(made, made.Rect, img, ink.Min, draw.Src)
	return made
}

// layers draws a glyph that its font has as layers of outlines in plain
// colours (COLR version 0); nil where it has something else. A layer in the
// colour of the text is drawn in grey, because a picture knows no ink.
func (m *Masks) layers(face *font.Face, key maskKey, paint tables.PaintTable) *image.RGBA {
	list, ok := paint.(tables.PaintColrLayersResolved)
	if !ok || len(face.CPAL) == 0 {
		return nil
	}
	var masks []*image.Alpha
	var inks []color.NRGBA
	var bounds image.Rectangle
	for _, layer := range list {
		plain, ok := face.GlyphDataOutline(layer.GlyphID)
		if !ok {
			return nil
		}
		if mask := m.outline(plain.Segments, key, float32(face.Upem())); mask != nil {
			masks, inks = append(masks, mask), append(inks, inkOf(face.CPAL[0], layer.PaletteIndex))
			bounds = bounds.Union(mask.Rect)
		}
	}
	if bounds.Empty() || max(bounds.Dx(), bounds.Dy()) > largestGlyph {
		return nil
	}
	made := image.NewRGBA(bounds)
	for i, mask := range masks {
		draw.DrawMask(made, mask.Rect, image.NewUniform(inks[i]), image.Point{}, mask, mask.Rect.Min, draw.Over)
	}
	return made
}

// inkOf is a colour of a font's palette.
func inkOf(palette []tables.ColorRecord, index uint16) color.NRGBA {
	if int(index) >= len(palette) {
		return color.NRGBA{0x80, 0x80, 0x80, 0xff}
	}
	c := palette[index]
	return color.NRGBA{c.Red, c.Green, c.Blue, c.Alpha}
}
