package articleview

import (
	"fmt"
	"hash/maphash"
	"image"
	"image/color"

	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// strip is a raster that shows one line.
type strip struct {
	raster    *canvas.Raster
	line      int // index; -1 where it shows none
	signature uint64
	content   paint.Strip
}

// strips is the pool of rasters, one for each visible line. A raster stays
// with its line while that is on the screen, so that scrolling moves it and
// uploads nothing.
type strips struct {
	pool   []*strip
	byLine map[int]*strip
	seed   maphash.Seed
	baked  int // how many were painted anew, for tests and measurements
}

// forget makes every strip be painted anew.
func (s *strips) forget() {
	for _, one := range s.pool {
		one.signature = 0
	}
}

// updateStrips assigns the visible lines to strips and refreshes those whose
// content changed. It tells whether the pool grew.
func (v *View) updateStrips() (grew bool) {
	s := &v.strips
	if s.byLine == nil {
		s.byLine, s.seed = map[int]*strip{}, maphash.MakeSeed()
	}
	first, last := v.visible()
	var free []*strip
	for _, one := range s.pool {
		if one.line < first || one.line > last {
			delete(s.byLine, one.line)
			one.line = -1
			free = append(free, one)
		}
	}
	for line := first; line <= last; line++ {
		one := s.byLine[line]
		if one == nil {
			if len(free) == 0 {
				free = append(free, s.add(v))
				grew = true
			}
			one = free[len(free)-1]
			free = free[:len(free)-1]
			one.line = line
			s.byLine[line] = one
		}
		v.showStrip(one)
	}
	for _, one := range free {
		one.raster.Hide()
	}
	v.pruneShaped(first, last)
	return grew
}

func (s *strips) add(v *View) *strip {
	one := &strip{line: -1}
	one.raster = canvas.NewRaster(func(w, h int) image.Image { return v.bake(one, w, h) })
	one.raster.ScaleMode = canvas.ImageScalePixels
	s.pool = append(s.pool, one)
	return one
}

// showStrip puts a strip in its place, and has it painted where what it shows
// changed.
func (v *View) showStrip(one *strip) {
	g := v.page
	y := v.doc.Y(one.line) + g.top - v.scroll
	one.raster.Move(fyne.NewPos(0, v.units(y)))
	one.raster.Resize(fyne.NewSize(v.units(float64(g.width)), v.units(float64(g.line))))
	one.raster.Show()
	content := v.stripContent(one.line)
	if signature := v.strips.sign(&content); signature != one.signature {
		one.signature, one.content = signature, content
		v.strips.baked++
		one.raster.Refresh()
	}
}

// bake paints a strip at the size the driver asks for.
func (v *View) bake(one *strip, w, h int) image.Image {
	if one.line < 0 || one.content.Line == nil {
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	content := one.content
	content.Width, content.Height = w, h
	return v.painter.Paint(&content)
}

// lineOf is the shaped line with the index.
func (v *View) lineOf(index int) (*shape.Line, lines.Line) {
	l := v.doc.Line(index)
	if shaped, ok := v.shaped[l.Start]; ok && shaped.End == l.End {
		return shaped, l
	}
	content, base := v.doc.Paragraph(l.Paragraph)
	shaped := v.shaper.Line(content, base, l.Start, l.End, v.page.size)
	v.shaped[l.Start] = &shaped
	v.noteMissing(shaped.Missing)
	return &shaped, l
}

// pruneShaped drops shaped lines far from the screen.
func (v *View) pruneShaped(first, last int) {
	if len(v.shaped) <= 4*(last-first+1)+64 {
		return
	}
	from, to := v.doc.Line(first).Start, v.doc.Line(last).End
	for start := range v.shaped {
		if start < from || start > to {
			delete(v.shaped, start)
		}
	}
}

func (v *View) noteMissing(runes []rune) {
	var fresh []rune
	for _, r := range runes {
		if !v.missing[r] {
			v.missing[r] = true
			fresh = append(fresh, r)
		}
	}
	if len(fresh) > 0 && v.OnMissing != nil {
		v.OnMissing(fresh)
	}
}

// stripContent is a line as data for the painter.
func (v *View) stripContent(index int) paint.Strip {
	shaped, l := v.lineOf(index)
	p := v.options.Palette
	s := paint.Strip{Width: v.page.width, Height: v.page.line, Left: v.lineLeft(shaped), Size: v.page.size, Line: shaped,
		Ink: p.Ink, Muted: p.Muted, Frame: p.Frame, Hit: p.Hit, Dark: p.Dark}
	s.Fragments, s.Hidden = v.marks.fragments(shaped, s.Left, v.current)
	for _, h := range v.hits {
		if h.Start < l.End && h.End > l.Start {
			for _, e := range lines.Extents(shaped, h.Start, h.End) {
				s.Hits = append(s.Hits, paint.Fragment{From: s.Left + e.From, To: s.Left + e.To})
			}
		}
	}
	return s
}

// lineLeft is where a line begins: at the left edge of the column, or so that
// it ends at the right one in a paragraph that reads from right to left.
func (v *View) lineLeft(l *shape.Line) float32 {
	if l.RTL {
		return v.page.left + float32(v.page.column) - l.Width
	}
	return v.page.left
}

// sign hashes everything a strip shows.
func (s *strips) sign(c *paint.Strip) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	fmt.Fprint(&h, c.Line.Start, c.Line.End, c.Width, c.Height, c.Left, c.Size, c.Hidden, c.Dark)
	for _, k := range []color.NRGBA{c.Ink, c.Muted, c.Frame, c.Hit} {
		maphash.WriteComparable(&h, k)
	}
	for _, f := range c.Fragments {
		maphash.WriteComparable(&h, f)
	}
	_ = h.WriteByte(0)
	for _, f := range c.Hits {
		maphash.WriteComparable(&h, f)
	}
	return h.Sum64() | 1 // never 0, which means "forgotten"
}
