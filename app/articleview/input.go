package articleview

import (
	"time"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/lines"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// clicking counts clicks: Fyne's own double tap would delay every single one.
type clicking struct {
	last  time.Time
	at    fyne.Position
	count int
}

// doubleClick is within how long clicks count as one gesture.
const doubleClick = 400 * time.Millisecond

func (c *clicking) click(at fyne.Position, now time.Time) int {
	near := abs(at.X-c.at.X) < 4 && abs(at.Y-c.at.Y) < 4
	if now.Sub(c.last) < doubleClick && near && c.count < 3 {
		c.count++
	} else {
		c.count = 1
	}
	c.last, c.at = now, at
	return c.count
}

func abs(x float32) float32 { return max(x, -x) }

// dragging is a selection being dragged, or the scrollbar.
type dragging struct {
	active bool
	thumb  bool

	overview bool
	grip     float64 // of the overview: where in what the screen shows it was taken, in pixels

	from float32    // of the scrollbar: where on the thumb it was taken
	unit text.Range // what the first click selected: a word or paragraph is never cut
	at   fyne.Position
	stop chan struct{} // of the timer that scrolls past the edge
}

// locate is the offset nearest to a place in the widget.
func (v *View) locate(at fyne.Position) int {
	return v.offsetAt(v.lineUnder(at), at.X*v.page.scale)
}

// lineUnder is the line at a place in the widget, or the nearest one.
func (v *View) lineUnder(at fyne.Position) int {
	return v.doc.LineAtY(max(float64(at.Y*v.page.scale)+v.scroll-v.page.top, 0))
}

// MouseDown begins a selection; a second click takes the word, a third the
// paragraph; with Shift it extends the selection there is.
func (v *View) MouseDown(e *desktop.MouseEvent) {
	if v.doc == nil {
		return
	}
	v.focus()
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	if v.pressed(e) || v.grabThumb(e.Position) {
		return
	}
	offset := v.locate(e.Position)
	v.goal, v.atLineEnd = -1, v.endsAt(v.lineUnder(e.Position), offset)
	count := v.clicks.click(e.Position, v.now())
	switch {
	case e.Modifier&fyne.KeyModifierShift != 0:
		v.putCaret(offset, true, false)
		v.drag.unit = text.Range{Start: v.anchor, End: v.anchor}
	case count == 2:
		v.selectUnit(text.WordAt(v.article, offset))
	case count == 3:
		v.selectUnit(text.ParagraphAt(v.article, offset))
	default:
		v.putCaret(offset, false, false)
		v.drag.unit = text.Range{Start: offset, End: offset}
	}
	v.drag.active = true
}

func (v *View) selectUnit(r text.Range) {
	v.anchor, v.atLineEnd = r.Start, r.Len() > 0
	v.putCaret(r.End, true, false)
	v.drag.unit = r
}

// MouseUp ends a drag. A click that selected nothing tells which highlights
// are there.
func (v *View) MouseUp(e *desktop.MouseEvent) {
	clicked := v.drag.active && v.clicks.count == 1 && e.Button == desktop.MouseButtonPrimary
	v.stopDragging()
	if !clicked || !v.Selection().Empty() || v.doc == nil || v.OnHighlightTapped == nil {
		return
	}
	if at, ok := v.under(e.Position); ok && !v.belowText(e.Position) {
		v.OnHighlightTapped(v.marks.at(at), at)
	} else {
		v.OnHighlightTapped(nil, v.caret)
	}
}

// under is the offset of the character under the pointer, if there is one.
// The caret nearest to the pointer may stand before it or behind.
func (v *View) under(at fyne.Position) (offset int, ok bool) {
	shaped, _ := v.lineOf(v.lineUnder(at))
	x := at.X*v.page.scale - v.lineLeft(shaped)
	for i := 0; i+1 < len(shaped.Carets); i++ {
		from, to := shaped.Carets[i].Offset, shaped.Carets[i+1].Offset
		for _, e := range lines.Extents(shaped, from, to) {
			if e.From <= x && x < e.To {
				return from, true
			}
		}
	}
	return 0, false
}

// Dragged extends the selection to the pointer, by the unit it began with.
func (v *View) Dragged(e *fyne.DragEvent) {
	v.hideCard()
	if v.drag.overview {
		v.dragMap(e.Position)
		return
	}
	if v.drag.thumb {
		v.dragThumb(e.Position)
		return
	}
	if !v.drag.active || v.doc == nil {
		return
	}
	v.drag.at = e.Position
	v.extendTo(e.Position)
	if e.Position.Y < 0 || e.Position.Y > v.Size().Height {
		v.startEdgeScroll()
	} else {
		v.stopEdgeScroll()
	}
}

// DragEnd is Fyne's; MouseUp does the work, but does not come when the button
// is released outside of the window.
func (v *View) DragEnd() { v.stopDragging() }

func (v *View) extendTo(at fyne.Position) {
	at.Y = min(max(at.Y, 0), v.Size().Height-1)
	offset := v.locate(at)
	r := text.Range{Start: offset, End: offset}
	switch v.clicks.count {
	default:
		v.atLineEnd = v.endsAt(v.lineUnder(at), offset)
	case 2:
		r = text.WordAt(v.article, offset)
	case 3:
		r = text.ParagraphAt(v.article, offset)
	}
	if offset < v.drag.unit.Start {
		v.anchor = v.drag.unit.End
		v.putCaret(r.Start, true, false)
	} else {
		v.anchor = v.drag.unit.Start
		v.putCaret(max(r.End, v.drag.unit.End), true, false)
	}
}

// edgeInterval is how often the page moves while the pointer is held past its
// edge.
const edgeInterval = 40 * time.Millisecond

func (v *View) startEdgeScroll() {
	if v.drag.stop != nil {
		return
	}
	stop := make(chan struct{})
	v.drag.stop = stop
	generation := v.generation
	go func() {
		ticker := time.NewTicker(edgeInterval)
		defer ticker.Stop()
		for {
			select {
			case <-stop:
				return
			case <-ticker.C:
				v.options.UI(func() {
					if v.drag.stop == stop && v.generation == generation {
						v.edgeScroll()
					}
				})
			}
		}
	}()
}

// edgeScroll moves the page the faster the further away the pointer is.
func (v *View) edgeScroll() {
	past := v.drag.at.Y
	if past > 0 {
		past -= v.Size().Height
	}
	v.ScrollBy(float64(past * v.page.scale * 0.8))
	v.extendTo(v.drag.at)
}

func (v *View) stopEdgeScroll() {
	if v.drag.stop != nil {
		close(v.drag.stop)
		v.drag.stop = nil
	}
}

func (v *View) stopDragging() {
	v.stopEdgeScroll()
	v.drag.active, v.drag.thumb, v.drag.overview = false, false, false
}

func (v *View) grabThumb(at fyne.Position) bool {
	if v.thumb.Hidden || at.X < v.Size().Width-barWidth-4 {
		return false
	}
	v.drag.thumb, v.drag.from = true, v.thumb.Size().Height/2
	if on := at.Y - v.thumb.Position().Y; on >= 0 && on <= v.thumb.Size().Height {
		v.drag.from = on
	} else {
		v.dragThumb(at)
	}
	return true
}

func (v *View) dragThumb(at fyne.Position) {
	room := v.Size().Height - v.thumb.Size().Height
	if room > 0 {
		v.scroll = float64((at.Y-v.drag.from)/room) * (v.height() - float64(v.page.height))
		v.clampScroll()
		v.update()
	}
}

// TappedSecondary asks for a menu. Outside of the selection it moves the caret
// there first, so that the menu is about what was clicked.
func (v *View) TappedSecondary(e *fyne.PointEvent) {
	if v.doc == nil {
		return
	}
	offset := v.locate(e.Position)
	if s := v.Selection(); !s.Contains(offset) && s.End != offset {
		v.goal, v.atLineEnd = -1, v.endsAt(v.lineUnder(e.Position), offset)
		v.putCaret(offset, false, false)
	}
	if at, ok := v.under(e.Position); ok {
		offset = at
	}
	if v.OnContextMenu != nil {
		v.OnContextMenu(e.AbsolutePosition, offset)
	}
}

// Scrolled moves the page by the wheel.
func (v *View) Scrolled(e *fyne.ScrollEvent) { v.ScrollBy(float64(-e.Scrolled.DY * v.canvasScale())) }

func (v *View) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
}

// FocusGained shows the caret.
func (v *View) FocusGained() { v.focused = true; v.update() }

// FocusLost hides it.
func (v *View) FocusLost() { v.focused, v.shift = false, false; v.update() }

// AcceptsTab keeps Tab for walking the annotations.
func (v *View) AcceptsTab() bool { return true }

// KeyDown notes that Shift is held.
func (v *View) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		v.shift = true
	}
}

// KeyUp notes that it is let go.
func (v *View) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		v.shift = false
	}
}

type move struct {
	step      Step
	direction int
}

// plainMoves are the keys that move without Ctrl; with Shift they select.
var plainMoves = map[fyne.KeyName]move{
	fyne.KeyLeft: {ByGrapheme, -1}, fyne.KeyRight: {ByGrapheme, 1}, fyne.KeyUp: {ByLine, -1}, fyne.KeyDown: {ByLine, 1},
	fyne.KeyPageUp: {ByPage, -1}, fyne.KeyPageDown: {ByPage, 1}, fyne.KeyHome: {ToLineEdge, -1}, fyne.KeyEnd: {ToLineEdge, 1},
}

// controlMoves are the same with Ctrl.
var controlMoves = map[fyne.KeyName]move{
	fyne.KeyLeft: {ByWord, -1}, fyne.KeyRight: {ByWord, 1}, fyne.KeyUp: {ByParagraph, -1}, fyne.KeyDown: {ByParagraph, 1},
	fyne.KeyHome: {ToTextEdge, -1}, fyne.KeyEnd: {ToTextEdge, 1},
}

// altMoves are the steps of reading: sentences, and quoted stretches.
var altMoves = map[fyne.KeyName]move{
	fyne.KeyUp: {BySentence, -1}, fyne.KeyDown: {BySentence, 1}, fyne.KeyPageUp: {ByQuote, -1}, fyne.KeyPageDown: {ByQuote, 1},
}

// moveOf is the movement a shortcut stands for, with Shift or without.
func moveOf(s *desktop.CustomShortcut) (move, bool) {
	switch s.Modifier &^ fyne.KeyModifierShift {
	case fyne.KeyModifierControl:
		m, ok := controlMoves[s.KeyName]
		return m, ok
	case fyne.KeyModifierAlt:
		m, ok := altMoves[s.KeyName]
		return m, ok
	}
	return move{}, false
}

// TypedKey moves the caret, or passes the key on.
func (v *View) TypedKey(e *fyne.KeyEvent) {
	v.hideCard()
	if v.OnKeyFirst != nil && v.OnKeyFirst(e) {
		return
	}
	if m, ok := plainMoves[e.Name]; ok {
		v.MoveCaret(m.step, m.direction, v.ShiftHeld())
		return
	}
	if v.OnKey != nil {
		v.OnKey(e)
	}
}

// TypedRune passes a character on.
func (v *View) TypedRune(r rune) {
	v.hideCard()
	if v.OnRune != nil {
		v.OnRune(r)
	}
}

// TypedShortcut moves the caret by larger steps, or passes the shortcut on.
func (v *View) TypedShortcut(s fyne.Shortcut) {
	v.hideCard()
	if custom, ok := s.(*desktop.CustomShortcut); ok {
		if m, found := moveOf(custom); found {
			v.MoveCaret(m.step, m.direction, custom.Modifier&fyne.KeyModifierShift != 0)
			return
		}
	}
	if _, all := s.(*fyne.ShortcutSelectAll); all {
		v.anchor = 0
		v.moveTo(len(v.article), true)
		return
	}
	if v.OnShortcut != nil {
		v.OnShortcut(s)
	}
}

// SetShift says whether Shift is held, for callers that see keys elsewhere.
func (v *View) SetShift(held bool) { v.shift = held }

// ShiftHeld tells whether Shift is held. The driver is asked too, since Shift
// may have gone down before the view had the focus.
func (v *View) ShiftHeld() bool {
	if app := fyne.CurrentApp(); app != nil {
		if d, ok := app.Driver().(desktop.Driver); ok {
			return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
		}
	}
	return v.shift
}
