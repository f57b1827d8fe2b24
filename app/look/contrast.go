package look

import (
	"image/color"

	"bluepencil/app/articleview/paint"
)

// Contrast is the WCAG 2 contrast ratio of two opaque colours, 1 to 21.
func Contrast(a, b color.NRGBA) float64 { return paint.Contrast(a, b) }

// InkOn is black or white, whichever can be read better on a colour; the
// contrast is at least 4.5.
func InkOn(ground color.NRGBA) color.NRGBA {
	white, black := rgb(0xffffff), rgb(0x000000)
	if Contrast(white, ground) >= Contrast(black, ground) {
		return white
	}
	return black
}
