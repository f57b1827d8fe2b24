package paint

import (
	"image"
	"image/color"
	"testing"
)

// area is how many pixels of full cover an image has.
func area(img *image.RGBA) (sum float64) {
	for i := 3; i < len(img.Pix); i += 4 {
		sum += float64(img.Pix[i]) / 255
	}
	return sum
}

func TestRoundedCornersAreRound(t *testing.T) {
	ink := color.NRGBA{10, 20, 30, 255}
	for _, c := range []struct {
		w, h   int
		radius float32
		want   float64
	}{
		{20, 10, 0, 200}, {20, 20, 10, 314.2}, {40, 20, 10, 714.2}, {40, 20, 500, 714.2}, {30, 30, 4, 900 - 16*(4-3.1416)}, {1, 1, 3, 0.785}, {0, 9, 2, 0},
	} {
		img := image.NewRGBA(image.Rect(0, 0, 60, 60))
		Rounded(img, image.Rect(5, 5, 5+c.w, 5+c.h), c.radius, ink)
		if got := area(img); got < c.want-c.want*0.02-0.3 || got > c.want*1.02+0.3 {
			t.Errorf("%d by %d with corners of %v covers %.1f pixels, want %.1f", c.w, c.h, c.radius, got, c.want)
		}
	}
}

func TestAStrokeIsAsThickAllAlong(t *testing.T) {
	ink := color.NRGBA{200, 0, 0, 255}
	for _, to := range []Point{{90, 10}, {10, 90}, {90, 90}, {90, 37}} {
		img := image.NewRGBA(image.Rect(0, 0, 100, 100))
		Stroke(img, []Point{{10, 10}, to}, 3, ink)
		length := float64(distance(Point{10, 10}, to, to))
		if got := area(img); got < length*3 || got > length*3+12 {
			t.Errorf("a stroke of %.1f pixels covers %.1f", length, got)
		}
		bent := image.NewRGBA(img.Rect)
		Stroke(bent, []Point{{10, 10}, {(10 + to.X) / 2, (10 + to.Y) / 2}, to}, 3, ink)
		if d := area(bent) - area(img); d > 2 || d < -2 {
			t.Errorf("where two pieces meet %.1f pixels more are covered", d)
		}
	}
	img := image.NewRGBA(image.Rect(0, 0, 10, 10))
	Stroke(img, []Point{{-500, 5}, {500, 5}}, 2, ink) // clipped
	Stroke(img, nil, 2, ink)
	if got := area(img); got < 19 || got > 31 {
		t.Errorf("a stroke through the whole image covers %.1f pixels", got)
	}
}

func TestACurveBeginsAndEndsWhereItIsTold(t *testing.T) {
	from, to := Point{3, 4}, Point{200, 90}
	points := Curve(from, Point{3, 60}, Point{200, 40}, to)
	if last := points[len(points)-1]; points[0] != from || distance(last, to, to) > 0.01 {
		t.Errorf("it goes from %v to %v", points[0], last)
	}
	for i := 1; i < len(points); i++ {
		if d := distance(points[i], points[i-1], points[i-1]); d > 10 {
			t.Errorf("a piece of it is %.1f pixels long", d)
		}
	}
}

func TestWordsThatAreTooWideAreCut(t *testing.T) {
	e := newEasel(t)
	whole := e.painter.Fit("harbour spokesman Reyle", 12, 1000)
	for width := float32(20); width < 200; width += 7 {
		got := e.painter.Fit("harbour spokesman Reyle", 12, width)
		if got.Width > width || width < whole.Width && got.Width < width-14 {
			t.Errorf("in %v pixels the words take %v of %v", width, got.Width, whole.Width)
		}
	}
}
