package paint

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// TestOverIsPorterDuff holds the arithmetic on pairs of channels against the
// formula in floating point, for all opacities and values.
func TestOverIsPorterDuff(t *testing.T) {
	for a := range uint32(256) {
		source := scaledBy(color.NRGBA{200, 100, 255, 255}, a)
		for v := range uint32(256) {
			under := pixel(v | v<<8 | v<<16 | v<<24)
			got := source.over(under)
			for shift := 0; shift < 32; shift += 8 {
				s := float64(source >> shift & 255)
				want := s + math.Round(float64(v)*float64(255-a)/255)
				if float64(got>>shift&255) != want {
					t.Fatalf("opacity %d over %d, channel at bit %d: %d, want %v", a, v, shift, got>>shift&255, want)
				}
			}
		}
	}
}

func TestFillsAreClippedAndRounded(t *testing.T) {
	ink := color.NRGBA{10, 20, 30, 255}
	for _, c := range []struct {
		left, top, right, bottom float32
		want                     int // pixels
	}{
		{0, 0, 10, 10, 100}, {-5, -5, 3, 2, 6}, {8, 8, 50, 50, 4}, {2.4, 0, 4.6, 1, 3}, {5, 5, 5, 9, 0}, {9, 0, 3, 10, 0}, {20, 20, 30, 30, 0},
	} {
		canvas := canvas{img: image.NewRGBA(image.Rect(0, 0, 10, 10))}
		canvas.fill(c.left, c.top, c.right, c.bottom, ink)
		n := 0
		for i := 3; i < len(canvas.img.Pix); i += 4 {
			n += int(canvas.img.Pix[i]) / 255
		}
		if n != c.want {
			t.Errorf("from %v,%v to %v,%v fills %d pixels, want %d", c.left, c.top, c.right, c.bottom, n, c.want)
		}
	}
}

func TestSmallTypeCanBeRead(t *testing.T) {
	for _, c := range []color.NRGBA{blue, orange, pink, green} {
		if light, dark := contrast(readable(c, false), paper), contrast(readable(c, true), night); light < 4 || dark < 4 {
			t.Errorf("%v: contrast %.1f on paper, %.1f at night", c, light, dark)
		}
	}
}

// contrast is the contrast ratio of WCAG 2.
func contrast(a, b color.NRGBA) float64 {
	luminance := func(c color.NRGBA) float64 {
		linear := func(v uint8) float64 {
			if x := float64(v) / 255; x > 0.04045 {
				return math.Pow((x+0.055)/1.055, 2.4)
			} else {
				return x / 12.92
			}
		}
		return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
