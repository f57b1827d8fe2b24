package paint

import (
	"image/color"
	"testing"

	"bluepencil/app/articleview/shape"
)

// TestRowsKeepOffTheNextLine says that no underline reaches the words of the
// next line, however close the lines are and whatever the size.
func TestRowsKeepOffTheNextLine(t *testing.T) {
	for _, spacing := range []Spacing{Tight, Normal, Wide} {
		for size := float32(8); size <= 96; size += 0.25 {
			m := MetricsOf(size, spacing)
			if m.Overlap < 0 || m.Overlap+m.Line > m.Height {
				t.Fatalf("at %v px the strip of %v does not cover its line", size, spacing)
			}
			s := &Strip{Width: 40, Height: m.Height, Size: size, Spacing: spacing, Line: &shape.Line{}}
			for row := range m.Rows {
				s.Fragments = append(s.Fragments, Fragment{From: 5, To: 30, Style: Underline, Row: row, Colour: color.NRGBA{200, 0, 0, 255}})
			}
			c := newCanvas(s)
			for i := range s.Fragments {
				c.underline(&s.Fragments[i])
			}
			if lowest, next := lastInkedRow(c), int(c.top)+m.Line; lowest >= next || lowest >= m.Height {
				t.Fatalf("at %v px and a spacing of %v the rows reach pixel %d, the next line's words begin at %d", size, spacing, lowest, next)
			}
		}
	}
	if tight, normal := MetricsOf(16, Tight).Rows, MetricsOf(16, Normal).Rows; tight >= normal || normal != Rows {
		t.Errorf("%d rows fit at the tight spacing, %d at the normal one", tight, normal)
	}
}

// lastInkedRow is the lowest row of pixels that has something on it.
func lastInkedRow(c *canvas) int {
	for y := c.img.Rect.Max.Y - 1; y >= 0; y-- {
		if c.img.RGBAAt(15, y).A > 0 {
			return y
		}
	}
	return -1
}
