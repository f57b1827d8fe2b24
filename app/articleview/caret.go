package articleview

import (
	"bluepencil/annotate/text"
	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Step is how far the caret moves.
type Step int

// The steps of the caret.
const (
	ByGrapheme Step = iota
	ByWord
	ByLine
	BySentence
	ByParagraph
	ByQuote     // to the start of a quoted stretch, or to its end when extending
	ByHighlight // to where a highlight begins or ends
	ByPage
	ToLineEdge
	ToTextEdge
)

// Selection is what is selected, empty where nothing is.
func (v *View) Selection() text.Range { return text.Range{Start: v.anchor, End: v.caret}.Ordered() }

// Caret is where the caret stands, in bytes.
func (v *View) Caret() int { return v.caret }

// SetSelection selects a range, widened to whole graphemes, and shows it. The
// caret stands at its end.
func (v *View) SetSelection(r text.Range) {
	r = text.SnapOutward(v.article, r)
	v.anchor, v.goal, v.atLineEnd = r.Start, -1, r.Len() > 0
	v.moveTo(r.End, true)
}

// SetCaret puts the caret to an offset, drops the selection and shows the place.
func (v *View) SetCaret(offset int) {
	v.goal, v.atLineEnd = -1, false
	v.moveTo(text.SnapOutward(v.article, text.Range{Start: offset, End: offset}).Start, false)
}

// DropSelection lets go of what is selected and leaves the caret where it is.
func (v *View) DropSelection() {
	if before := v.Selection(); !before.Empty() {
		v.anchor = v.caret
		v.update()
		if v.OnSelectionChanged != nil {
			v.OnSelectionChanged(v.Selection())
		}
	}
}

// moveTo moves the caret and scrolls so that it can be seen.
func (v *View) moveTo(offset int, extend bool) {
	v.putCaret(offset, extend, true)
}

// putCaret is the one place where the caret moves. What the pointer does must
// not scroll: the text would move away under it.
func (v *View) putCaret(offset int, extend, reveal bool) {
	before, caret := v.Selection(), v.caret
	v.caret = min(max(offset, 0), len(v.article))
	if !extend {
		v.anchor = v.caret
	}
	if reveal {
		v.Reveal(v.caret)
	} else {
		v.update()
	}
	if after := v.Selection(); after != before && v.OnSelectionChanged != nil {
		v.OnSelectionChanged(after)
	}
	if v.caret != caret && v.OnCaretMoved != nil {
		v.OnCaretMoved(v.caret)
	}
}

// MoveCaret moves the caret by a step, forward for a positive direction and back
// for a negative one; extending keeps the other end of the selection.
func (v *View) MoveCaret(step Step, direction int, extend bool) {
	if v.doc == nil {
		return
	}
	switch step {
	case ByLine:
		v.moveVertically(direction, extend)
		return
	case ByPage:
		v.moveVertically(direction*v.linesOnPage(), extend)
		return
	}
	v.goal = -1
	if s := v.Selection(); step == ByGrapheme && !extend && !s.Empty() {
		v.atLineEnd = false
		if direction < 0 {
			v.moveTo(s.Start, false)
		} else {
			v.moveTo(s.End, false)
		}
		return
	}
	if step == ToLineEdge {
		v.moveToLineEdge(direction, extend)
		return
	}
	v.atLineEnd = false
	v.moveTo(v.target(step, direction, extend), extend)
}

func (v *View) target(step Step, direction int, extend bool) int {
	at, article := v.caret, v.article
	forward := direction > 0
	switch step {
	case ByWord:
		return pick(forward, text.NextWord, text.PreviousWord)(article, at)
	case BySentence:
		return pick(forward, text.NextSentence, text.PreviousSentence)(article, at)
	case ByParagraph:
		return pick(forward, text.NextParagraph, text.PreviousParagraph)(article, at)
	case ByQuote:
		return v.quoteTarget(forward, extend)
	case ByHighlight:
		return v.marks.border(at, forward)
	case ToTextEdge:
		if forward {
			return len(article)
		}
		return 0
	default:
		return pick(forward, text.NextGrapheme, text.PreviousGrapheme)(article, at)
	}
}

func pick[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

func (v *View) quoteTarget(forward, extend bool) int {
	if extend && forward {
		for _, q := range text.Quoted(v.article, v.caret) {
			if q.End > v.caret {
				return q.End
			}
		}
	}
	if q, ok := pick(forward, text.NextQuoted, text.PreviousQuoted)(v.article, v.caret); ok {
		return q.Start
	}
	return v.caret
}

func (v *View) moveToLineEdge(direction int, extend bool) {
	l := v.doc.Line(v.doc.LineAt(v.caret, v.atLineEnd))
	if direction < 0 {
		v.atLineEnd = false
		v.moveTo(l.Start, extend)
		return
	}
	v.atLineEnd = !l.Last
	v.moveTo(l.End, extend)
}

// linesOnPage is how many lines the caret moves by a page, so that one stays
// on the screen.
func (v *View) linesOnPage() int {
	first, last := v.visible()
	tracks := 0
	for line := first; line <= last; line++ {
		tracks += v.doc.Room(line)
	}
	return max((v.page.height-tracks)/v.page.line-1, 1)
}

// moveVertically moves by lines and keeps to the column it began in.
func (v *View) moveVertically(count int, extend bool) {
	line := v.doc.LineAt(v.caret, v.atLineEnd)
	if v.goal < 0 {
		shaped, _ := v.lineOf(line)
		v.goal = v.lineLeft(shaped) + lines.XOf(shaped, v.caret)
	}
	target := line + count
	v.measureNow(v.doc.Unmeasured(max(min(line, target), 0), min(max(line, target), v.doc.Count()-1)))
	target = v.doc.LineAt(v.caret, v.atLineEnd) + count
	v.atLineEnd = false
	switch {
	case target < 0:
		v.moveTo(0, extend)
	case target >= v.doc.Count():
		v.moveTo(len(v.article), extend)
	default:
		offset := v.offsetAt(target, v.goal)
		v.atLineEnd = v.endsAt(target, offset)
		v.moveTo(offset, extend)
	}
}

// offsetAt is the offset of a line at a horizontal place in pixels of the page.
// Of a line that goes on it is its end only where no blank stands there, as in
// scripts without them: the last character could not be dragged over else.
func (v *View) offsetAt(line int, x float32) int {
	shaped, l := v.lineOf(line)
	return lines.OffsetAt(shaped, x-v.lineLeft(shaped), !l.Last && v.inkEnd(l) < l.End)
}

// endsAt tells whether an offset found on a line is its end, so that the caret
// is to be shown there and not at the next line's start.
func (v *View) endsAt(line, offset int) bool {
	l := v.doc.Line(line)
	return offset == l.End && !l.Last
}

// updateSelection puts rectangles behind what is selected on the screen.
func (v *View) updateSelection() {
	used := 0
	if s := v.Selection(); !s.Empty() {
		first, last := v.visible()
		for line := first; line <= last; line++ {
			shaped, l := v.lineOf(line)
			if s.Start >= l.End && !(l.Start == l.End && s.Start == l.Start) || s.End <= l.Start {
				continue
			}
			for _, e := range v.selected(lines.Extents(shaped, s.Start, s.End), s.End > l.End, shaped.RTL) {
				v.placeSelection(used, line, v.lineLeft(shaped)+e.From, v.lineLeft(shaped)+e.To)
				used++
			}
		}
	}
	for _, r := range v.selection[used:] {
		r.Hide()
	}
}

// selected widens the stretch at a line's end by a little where the selection
// goes on behind it, so that empty lines show it too.
func (v *View) selected(list []lines.Extent, goesOn, rtl bool) []lines.Extent {
	if !goesOn {
		return list
	}
	if len(list) == 0 {
		return []lines.Extent{{From: 0, To: v.page.size * 0.35}}
	}
	if rtl {
		list[0].From -= v.page.size * 0.35
	} else {
		list[len(list)-1].To += v.page.size * 0.35
	}
	return list
}

func (v *View) placeSelection(n, line int, from, to float32) {
	if n == len(v.selection) {
		v.selection = append(v.selection, canvas.NewRectangle(v.options.Palette.Selection))
		v.collectObjects()
	}
	r := v.selection[n]
	r.FillColor = v.options.Palette.Selection
	y := v.baseline(line) - float64(v.page.size*0.95)
	r.Move(fyne.NewPos(v.units(float64(from)), v.units(y)))
	r.Resize(fyne.NewSize(v.units(float64(to-from)), v.units(float64(v.page.size*1.3))))
	r.Show()
}

// baseline is where a line's text stands on the screen, in pixels.
func (v *View) baseline(line int) float64 {
	return v.doc.Y(line) + v.page.top - v.scroll - float64(v.page.strip.Overlap) + float64(v.page.size*paint.BaselineEm)
}

func (v *View) updateCaret() {
	if !v.focused || len(v.article) == 0 {
		v.cursor.Hide()
		return
	}
	line := v.doc.LineAt(v.caret, v.atLineEnd)
	shaped, _ := v.lineOf(line)
	x := v.lineLeft(shaped) + lines.XOf(shaped, v.caret)
	y := v.baseline(line) - float64(v.page.size*0.93)
	v.cursor.Move(fyne.NewPos(v.units(float64(x))-1, v.units(y)))
	v.cursor.Resize(fyne.NewSize(2, v.units(float64(v.page.size*1.25))))
	v.cursor.Show()
}

func (v *View) updateRing() {
	if v.focused {
		c := v.options.Palette.Caret
		c.A = 90
		v.ring.StrokeColor = c
	} else {
		v.ring.StrokeColor = nil
	}
}

// The scrollbar's measures in Fyne's units.
const (
	barWidth    = 8
	barMinThumb = 28
)

func (v *View) updateScrollbar() {
	total, page := v.height(), float64(v.page.height)
	if total <= page {
		v.thumb.Hide()
		return
	}
	height := max(page*page/total, barMinThumb*float64(v.page.scale))
	y := (page - height) * v.scroll / (total - page)
	v.thumb.Move(fyne.NewPos(v.Size().Width-barWidth-2, v.units(y)))
	v.thumb.Resize(fyne.NewSize(barWidth, v.units(height)))
	v.thumb.Show()
}
