package paint

import "image"

// Sample draws the decorations of a strip without its words, for legends: what
// is shown there looks as it does in the article.
func Sample(s *Strip) *image.RGBA {
	c := newCanvas(s)
	for i := range s.Fragments {
		f := &s.Fragments[i]
		switch {
		case f.Style == Bar:
			c.ground(f, barGround)
			c.bar(f)
		case f.Style == Tint && f.Row < 0:
			c.ground(f, tintGround)
		default:
			c.underline(f)
		}
	}
	return c.img
}
