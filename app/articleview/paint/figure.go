package paint

import (
	"image"
	"image/color"
	"math"
)

// Rounded fills a rectangle with round corners of a radius in pixels.
func Rounded(img *image.RGBA, r image.Rectangle, radius float32, ink color.NRGBA) {
	if ink.A == 0 || r.Empty() {
		return
	}
	radius = min(radius, float32(r.Dx())/2, float32(r.Dy())/2)
	colours := newRamp(ink)
	c := canvas{img: img}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		// Only the corners have edges that need smoothing.
		in := inset(float32(y-r.Min.Y)+0.5, float32(r.Max.Y-y)-0.5, radius)
		whole := int(math.Ceil(float64(in)))
		c.fillRect(rect(r.Min.X+whole, y, r.Max.X-whole, y+1), colours[255])
		for i := range whole {
			part := colours[uint8(255*min(max(float32(i+1)-in, 0), 1))]
			c.fillRect(rect(r.Min.X+i, y, r.Min.X+i+1, y+1), part)
			c.fillRect(rect(r.Max.X-i-1, y, r.Max.X-i, y+1), part)
		}
	}
}

// inset is how far a row of a rounded rectangle begins from its side, given
// how far the row is from the upper and the lower edge.
func inset(above, below, radius float32) float32 {
	d := radius - min(above, below)
	if d <= 0 {
		return 0
	}
	return radius - float32(math.Sqrt(float64(radius*radius-d*d)))
}

// Point is a place in an image, in pixels.
type Point struct{ X, Y float32 }

// Stroke draws a line through the points, its edges smooth.
func Stroke(img *image.RGBA, points []Point, thickness float32, ink color.NRGBA) {
	if len(points) == 0 {
		return
	}
	covered := map[image.Point]float32{} // each pixel once, however many pieces meet in it
	for i := range max(len(points)-1, 1) {
		cover(covered, img.Rect, points[i], points[min(i+1, len(points)-1)], thickness/2)
	}
	colours := newRamp(ink)
	c := canvas{img: img}
	for at, share := range covered {
		c.fillRect(rect(at.X, at.Y, at.X+1, at.Y+1), colours[uint8(255*share)])
	}
}

// cover notes how much of each pixel near a piece of a line is under it.
func cover(covered map[image.Point]float32, within image.Rectangle, a, b Point, half float32) {
	reach := half + 1
	r := image.Rect(int(floor(min(a.X, b.X)-reach)), int(floor(min(a.Y, b.Y)-reach)), int(max(a.X, b.X)+reach)+1, int(max(a.Y, b.Y)+reach)+1).Intersect(within)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			share := min(max(half+0.5-distance(Point{float32(x) + 0.5, float32(y) + 0.5}, a, b), 0), 1)
			if at := image.Pt(x, y); share > covered[at] {
				covered[at] = share
			}
		}
	}
}

// distance is how far a point is from a piece of a line.
func distance(p, a, b Point) float32 {
	dx, dy := b.X-a.X, b.Y-a.Y
	along := float32(0)
	if length := dx*dx + dy*dy; length > 0 {
		along = min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/length, 0), 1)
	}
	return float32(math.Hypot(float64(p.X-a.X-along*dx), float64(p.Y-a.Y-along*dy)))
}

// Curve is a cubic Bézier curve as points a few pixels apart.
func Curve(from, leave, arrive, to Point) []Point {
	length := distance(from, leave, leave) + distance(leave, arrive, arrive) + distance(arrive, to, to)
	n := int(min(max(length/5, 4), 400))
	points := make([]Point, n+1)
	for i := range points {
		t := float32(i) / float32(n)
		u := 1 - t
		a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		points[i] = Point{a*from.X + b*leave.X + c*arrive.X + d*to.X, a*from.Y + b*leave.Y + c*arrive.Y + d*to.Y}
	}
	return points
}

// Readable darkens a colour on a light page, or lightens it on a dark one, so
// that thin lines and small type in it can be seen.
func Readable(c color.NRGBA, dark bool) color.NRGBA { return readable(c, dark) }
