package paint

import (
	"bytes"
	"image"
	"image/draw"
	_ "image/jpeg" // glyphs of bitmap fonts
	_ "image/png"  // the same
	"math"

	"github.com/go-text/typesetting/font"
	scaler "golang.org/x/image/draw"
)

// largestGlyph is how many pixels wide and high a glyph's picture may be.
const largestGlyph = 4096

// frameOf is where the ink of a glyph in colour may be, in pixels around the
// pen; empty where that is too much.
func frameOf(size float32) image.Rectangle {
	em := float64(size)
	if frame := image.Rect(-int(em/2), -int(em*1.5), int(em*2.5), int(em)).Inset(-1); max(frame.Dx(), frame.Dy()) <= largestGlyph {
		return frame
	}
	return image.Rectangle{}
}

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
