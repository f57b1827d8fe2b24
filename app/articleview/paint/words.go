package paint

import (
	"image"
	"image/color"

	"bluepencil/app/articleview/shape"
)

// Words writes a few words without a line of the article, for what stands
// beside it: the left edge at x and the baseline at y, in pixels. What is
// wider than width is cut and ends in an ellipsis. It returns where it ends.
func (p *Painter) Words(img *image.RGBA, words string, x, y, size, width float32, ink color.NRGBA) float32 {
	line := p.Fit(words, size, width)
	p.text(img, line, x, y, size, ink)
	return x + line.Width
}

// Fit shapes words, cut so that they are no wider than a number of pixels.
func (p *Painter) Fit(words string, size, width float32) *shape.Line {
	line := p.label(words, size)
	if line.Width <= width {
		return line
	}
	dots := p.label("…", size)
	end := 0
	for _, c := range line.Carets {
		if c.X+dots.Width <= width {
			end = max(end, c.Offset)
		}
	}
	return p.label(words[:end]+"…", size)
}
