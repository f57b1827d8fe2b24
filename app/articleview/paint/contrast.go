package paint

import (
	"image/color"
	"math"
)

// light is how much light there is in each value of a channel, after WCAG 2.
var light = func() (table [256]float64) {
	for v := range table {
		s := float64(v) / 255
		if s <= 0.03928 {
			table[v] = s / 12.92
		} else {
			table[v] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return table
}()

// Luminance is the relative luminance of WCAG 2 of an opaque colour, 0 to 1.
func Luminance(c color.NRGBA) float64 {
	return 0.2126*light[c.R] + 0.7152*light[c.G] + 0.0722*light[c.B]
}

// Contrast is the WCAG 2 contrast ratio of two opaque colours, 1 to 21.
func Contrast(a, b color.NRGBA) float64 {
	x, y := Luminance(a), Luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Bounds of luminance. Small type and thin lines have a contrast of 4.5 with
// the page where they are at most that dark or light; the words have it with
// any pile of grounds whose colours are not darker, or lighter on a dark page.
// A test of package look holds them to what is painted.
const (
	lineOnLight   = 0.165
	lineOnDark    = 0.25
	groundOnLight = 0.27
	groundOnDark  = 0.128
	strokeOnLight = 0.38
	strokeOnDark  = 0.11
)

// readable is a colour darkened on a light page, or lightened on a dark one,
// so that small type and thin lines in it can be read.
func readable(c color.NRGBA, dark bool) color.NRGBA {
	if dark {
		return towards(mixed(c, 255, 38), 255, func(l float64) bool { return l >= lineOnDark })
	}
	return towards(mixed(c, 0, 28), 0, func(l float64) bool { return l <= lineOnLight })
}

// behindText is a colour as grounds are painted in it: so light on a light
// page, or so dark on a dark one, that words on it can be read.
func behindText(c color.NRGBA, dark bool) color.NRGBA {
	if dark {
		return towards(c, 0, func(l float64) bool { return l <= groundOnDark })
	}
	return towards(c, 255, func(l float64) bool { return l >= groundOnLight })
}

// onGround is a colour as the patterns of grounds are painted in it, which
// must be seen on a ground of that colour.
func onGround(c color.NRGBA, dark bool) color.NRGBA {
	if dark {
		return behindText(towards(c, 255, func(l float64) bool { return l >= strokeOnDark }), dark)
	}
	return behindText(towards(c, 0, func(l float64) bool { return l <= strokeOnLight }), dark)
}

// towards mixes as little of black or white into a colour as it needs for its
// luminance to be enough.
func towards(c color.NRGBA, to uint8, enough func(luminance float64) bool) color.NRGBA {
	low, high := uint32(0), uint32(100)
	if enough(Luminance(c)) {
		return c
	}
	for low < high {
		half := (low + high) / 2
		if enough(Luminance(mixed(c, to, half))) {
			high = half
		} else {
			low = half + 1
		}
	}
	return mixed(c, to, high)
}

// mixed is a colour with so many percent of a grey in it, its opacity kept.
func mixed(c color.NRGBA, to uint8, percent uint32) color.NRGBA {
	mix := func(v uint8) uint8 { return uint8((uint32(v)*(100-percent) + uint32(to)*percent) / 100) }
	return color.NRGBA{mix(c.R), mix(c.G), mix(c.B), c.A}
}
