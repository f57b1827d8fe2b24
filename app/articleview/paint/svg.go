package paint

import (
	"bytes"
	"image"

	"github.com/fyne-io/oksvg"
	"github.com/go-text/typesetting/font"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/math/fixed"
)

// largestDrawing is how many bytes the drawing of a glyph may have.
const largestDrawing = 1 << 20

// drawing draws a glyph that its font has as SVG; nil where it cannot be read.
// The drawing's view box is the em square, whose upper edge is the baseline.
func drawing(face *font.Face, key maskKey, source []byte) *image.RGBA {
	icon := parsed(source)
	if icon == nil || len(icon.SVGPaths) == 0 || len(icon.SVGPaths) > mostPaths {
		return nil
	}
	box := icon.ViewBox
	if !(box.W > 0 && box.H > 0) {
		box.X, box.Y, box.W, box.H = 0, 0, float64(face.Upem()), float64(face.Upem())
	}
	em := float64(key.size)
	frame := frameOf(key.size)
	if frame.Empty() {
		return nil
	}
	made := image.NewRGBA(image.Rect(0, 0, frame.Dx(), frame.Dy()))
	icon.Transform = rasterx.Identity.Translate(-float64(frame.Min.X), -float64(frame.Min.Y)).
		Scale(em/box.W, em/box.H).Translate(-box.X, -box.Y)
	scanner := &patient{Scanner: rasterx.NewScannerGV(frame.Dx(), frame.Dy(), made, made.Bounds()), patience: mostLines}
	if !survives(func() { icon.Draw(rasterx.NewDasher(frame.Dx(), frame.Dy(), scanner), 1) }) {
		return nil
	}
	return cropped(made, frame.Min)
}

// patient is a scanner that stops a drawing which has too many lines, or
// lines that lead too far away.
type patient struct {
	rasterx.Scanner
	patience int
}

// The bounds of a drawing: how many paths it may have, how many lines, curves
// being many, and how far from the glyph one may lead, in pixels.
const (
	mostPaths = 1 << 11
	mostLines = 1 << 17
	farthest  = 1 << 13
)

// Start begins a path.
func (p *patient) Start(a fixed.Point26_6) {
	p.wait(a)
	p.Scanner.Start(a)
}

// Line goes on with it.
func (p *patient) Line(b fixed.Point26_6) {
	p.wait(b)
	p.Scanner.Line(b)
}

func (p *patient) wait(at fixed.Point26_6) {
	p.patience--
	if p.patience < 0 || max(at.X, -at.X, at.Y, -at.Y) > farthest*64 {
		panic(image.ErrFormat)
	}
}

// survives does something and tells whether it came to its end: the library
// was made for drawings that are known, and breaks on others.
func survives(do func()) (ended bool) {
	defer func() { ended = recover() == nil }()
	do()
	return
}

// parsed reads a drawing; nil where it cannot be read. The library follows
// references that go around in a circle, and draws dashes however short they
// are, so that drawings with either count as unreadable.
func parsed(source []byte) (icon *oksvg.SvgIcon) {
	if len(source) > largestDrawing {
		return nil
	}
	for _, refused := range []string{"<use", ":use", "dash"} {
		if bytes.Contains(source, []byte(refused)) {
			return nil
		}
	}
	var err error
	if !survives(func() { icon, err = oksvg.ReadIconStream(bytes.NewReader(source), oksvg.IgnoreErrorMode) }) || err != nil {
		return nil
	}
	return icon
}
