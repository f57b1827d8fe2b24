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
