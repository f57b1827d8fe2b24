package articleview

import (
	"slices"

	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// pointer is what is under the mouse.
type pointer struct {
	at     fyne.Position
	button bool // over something to be clicked
}

// MouseIn is Fyne's.
func (v *View) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// jitter is how far a resting hand moves the pointer, in Fyne's units.
const jitter = 2

// MouseMoved lights what is under the pointer; after a rest its card is shown.
func (v *View) MouseMoved(e *desktop.MouseEvent) {
	if v.doc == nil || v.page.width == 0 {
		return
	}
	if still := abs(e.Position.X-v.pointer.at.X) < jitter && abs(e.Position.Y-v.pointer.at.Y) < jitter; still {
		return
	}
	v.hideCard()
	v.pointer.at = e.Position
	card, link, overCard := v.marginAt(e.Position)
	_, overCap := v.capAt(e.Position)
	v.pointer.button = overCard || overCap || v.chip.has(e.Position) || v.onMap(e.Position)
	v.glow(v.endsOf(card, link))
	track, mark, onTrack := v.trackAt(e.Position)
	v.pointTrack(track, mark, onTrack && !v.drag.active)
	v.pointer.button = v.pointer.button || onTrack && v.OnTrack != nil
	var ids []string
	if !v.pointer.button && !v.drag.active && !v.belowText(e.Position) {
		if at, ok := v.under(e.Position); ok {
			ids = v.marks.at(at)
		}
	}
	v.hover(ids)
	switch at := e.Position; {
	case onTrack && !v.drag.active:
		v.restOn(at, func() { v.showTrackCard(track, mark, at) })
	case len(ids) > 0:
		v.restOn(at, func() { v.showCard(ids, v.lineUnder(at), at.X*v.page.scale) })
	}
}

// MouseOut lights nothing any more.
func (v *View) MouseOut() {
	v.hideCard()
	v.pointer = pointer{at: fyne.NewPos(-100, -100)}
	v.glow(nil)
	v.pointTrack(0, 0, false)
	v.hover(nil)
}

// hover notes which highlight is under the pointer, where its tag is shown
// for it.
func (v *View) hover(ids []string) {
	id := ""
	if len(ids) > 0 && v.marks.show.tags != TagsNever {
		id = ids[0]
	}
	if v.marks.show.hovered != id {
		v.marks.show.hovered = id
		v.restyle()
	}
}

// Cursor is the text cursor over the text, and a hand over what can be clicked.
func (v *View) Cursor() desktop.Cursor {
	if v.pointer.button {
		return desktop.PointerCursor
	}
	return desktop.TextCursor
}

// pressed does what a click beside the text does, and tells whether it was
// one.
func (v *View) pressed(e *desktop.MouseEvent) bool {
	v.hideCard()
	if v.chip.has(e.Position) {
		v.SetSpotlight(Spotlight{})
		return true
	}
	if card, link, ok := v.marginAt(e.Position); ok {
		v.openLink(card, link)
		return true
	}
	if line, ok := v.capAt(e.Position); ok {
		if v.OnHiddenTapped != nil {
			v.OnHiddenTapped(v.hiddenOn(line), e.AbsolutePosition)
		}
		return true
	}
	if track, mark, ok := v.trackAt(e.Position); ok && v.OnTrack != nil {
		v.OnTrack(track, mark)
		return true
	}
	return v.pressMap(e.Position)
}

// onMap tells whether a place is on the overview.
func (v *View) onMap(at fyne.Position) bool {
	x, a := int(at.X*v.page.scale), &v.page.aside
	return a.mapWidth > 0 && x >= a.mapLeft && x < a.mapLeft+a.mapWidth
}

// capAt is the line whose cap is at a place of the widget.
func (v *View) capAt(at fyne.Position) (line int, ok bool) {
	near := v.lineUnder(at)
	for line := near - 1; line <= near; line++ {
		one := v.strips.byLine[line]
		if one == nil || one.content.Hidden == 0 {
			continue
		}
		r := v.painter.Cap(&one.content)
		x, y := (at.X-one.raster.Position().X)*v.page.scale, (at.Y-one.raster.Position().Y)*v.page.scale
		if x >= float32(r.Min.X) && x < float32(r.Max.X) && y >= float32(r.Min.Y) && y < float32(r.Max.Y) {
			return line, true
		}
	}
	return 0, false
}

// hiddenOn lists the highlights a line has no room for.
func (v *View) hiddenOn(line int) []string {
	l := v.doc.Line(line)
	return v.marks.hidden(l.Start, l.End, v.current)
}

// Hidden lists the highlights that the line of an offset has no room for, and
// where on the widget that line ends.
func (v *View) Hidden(offset int) (ids []string, at fyne.Position) {
	if v.doc == nil {
		return nil, at
	}
	line := v.doc.LineAt(offset, false)
	shaped, _ := v.lineOf(line)
	x, y := float64(v.lineLeft(shaped)+shaped.Width), v.baseline(line)+float64(v.page.size*0.4)
	return v.hiddenOn(line), fyne.NewPos(v.units(x), v.units(y))
}

// hidden lists the highlights of a range that found no row.
func (m *marks) hidden(start, end int, current string) (ids []string) {
	if m.index == nil {
		return nil
	}
	for _, s := range m.index.Touching(start, end, nil) {
		one := &m.all[s.ID]
		if one.rows[one.spanAt(s.Start)] >= paint.Rows && one.ID != current && !slices.Contains(ids, one.ID) {
			ids = append(ids, one.ID)
		}
	}
	return ids
}
