package articleview

import (
	"image"
	"sort"
	"strings"

	"bluepencil/annotate/text"
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
	signer *paint.Signer
	cache  *paint.Cache // of painted strips, those painted ahead among them
	baker  *paint.Baker
	ahead  ahead
	baked  int // how many were refreshed, and
	misses int // how many of them were not painted ahead; for tests and measurements
}

func newStrips(painter *paint.Painter) strips {
	cache := paint.NewCache(paint.CacheBytes)
	return strips{byLine: map[int]*strip{}, signer: paint.NewSigner(), cache: cache, baker: paint.NewBaker(painter, cache)}
}

// use makes every strip be painted anew, by another painter.
func (s *strips) use(painter *paint.Painter) {
	s.baker.Drop()
	s.baker = paint.NewBaker(painter, s.cache)
	s.forget()
}

// forget makes every strip be painted anew.
func (s *strips) forget() {
	for _, one := range s.pool {
		one.signature = 0
	}
	s.cache.Clear()
}

// updateStrips assigns the visible lines to strips and refreshes those whose
// content changed. It tells whether the pool grew.
func (v *View) updateStrips() (grew bool) {
	s := &v.strips
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
	v.bakeAhead(first, last)
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
	content, x := v.stripContent(one.line)
	y := v.doc.Y(one.line) + v.page.top - v.scroll - float64(v.page.strip.Overlap)
	one.raster.Move(fyne.NewPos(v.units(float64(x)), v.units(y)))
	one.raster.Resize(fyne.NewSize(v.units(float64(content.Width)), v.units(float64(content.Height))))
	one.raster.Show()
	if signature := v.strips.signer.Sign(&content); signature != one.signature {
		one.signature, one.content = signature, content
		v.strips.baked++
		if !v.strips.cache.Has(signature) {
			v.strips.misses++
		}
		one.raster.Refresh()
	}
}

// bake is a strip's image at the size the driver asks for: the one painted
// ahead, or one painted now.
func (v *View) bake(one *strip, w, h int) image.Image {
	if one.line < 0 || one.content.Line == nil {
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	if img, ok := v.strips.cache.Get(one.signature); ok && img.Rect.Dx() == w && img.Rect.Dy() == h {
		return img
	}
	content := one.content
	content.Width, content.Height = w, h
	img := v.painter.Paint(&content)
	if w == one.content.Width && h == one.content.Height {
		v.strips.cache.Put(one.signature, img)
	}
	return img
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

// pruneShaped drops shaped lines more than two pages from the screen.
func (v *View) pruneShaped(first, last int) {
	page := last - first + 1
	if len(v.shaped) <= 8*page+64 {
		return
	}
	from, to := v.doc.Line(first-2*page).Start, v.doc.Line(last+2*page).End
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

// stripContent is a line as data for the painter, and where its strip begins
// on the page. Strips are as wide as the column and what stands beside it.
func (v *View) stripContent(index int) (content paint.Strip, x int) {
	shaped, l := v.lineOf(index)
	p, g := v.options.Palette, &v.page
	x, width := g.stripLeft, g.stripWidth
	if float64(shaped.Width) > g.column { // a word wider than the column
		x, width = 0, g.width
	}
	left := v.lineLeft(shaped) - float32(x)
	rows := g.strip.Rows
	content = paint.Strip{Document: v.measures.number, Width: width, Height: g.strip.Height + v.doc.Room(index), Left: left, Margin: g.left - float32(x),
		Size: g.size, Spacing: v.spacing, Line: shaped, Page: p.Page, Ink: p.Ink, Muted: p.Muted, Frame: p.Frame, Hit: p.Hit, Dark: p.Dark}
	if content.Tracks, _ = v.tracks.on(shaped, v.inkEnd(l), left); content.Tracks != nil {
		rows = g.strip.RowsAboveTracks(g.size)
	}
	content.Fragments, content.Hidden = v.marks.fragments(shaped, v.inkEnd(l), rows, left, v.current)
	content.Fragments = append(content.Fragments, v.tracks.lit(shaped, v.inkEnd(l), left)...)
	content.Dimmed = v.marks.dimmed(shaped, v.inkEnd(l), left)
	content.Hits = rangesOn(v.hits, shaped, shaped.End, left)
	content.Notes = v.notesOn(shaped, left)
	content.Disputed = rangesOn(v.tracks.disputed, shaped, v.inkEnd(l), left)
	return content, x
}

// inkEnd is the end of a line without the blanks at which it was broken.
func (v *View) inkEnd(l lines.Line) int {
	if l.Last {
		return l.End
	}
	return l.Start + len(strings.TrimRight(v.article[l.Start:l.End], " \t\u2028"))
}

// rangesOn is where ranges lie on a line up to an offset. They are sorted and
// disjoint.
func rangesOn(ranges []text.Range, shaped *shape.Line, end int, left float32) (list []paint.Fragment) {
	first := sort.Search(len(ranges), func(i int) bool { return ranges[i].End > shaped.Start })
	for _, h := range ranges[first:] {
		if h.Start >= end {
			break
		}
		for _, e := range lines.Extents(shaped, h.Start, min(h.End, end)) {
			list = append(list, paint.Fragment{From: left + e.From, To: left + e.To})
		}
	}
	return list
}

// lineLeft is where a line begins on the page: at the left edge of the
// column, or so that it ends at the right one in a paragraph that reads from
// right to left.
func (v *View) lineLeft(l *shape.Line) float32 {
	if l.RTL {
		return v.page.left + float32(v.page.column) - l.Width
	}
	return v.page.left
}
