package articleview

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
)

// Card is what is said of a highlight on the card under the pointer.
type Card struct {
	Tag    string // of its label, on the label's colour
	Colour color.NRGBA
	Title  string // the label's name
	Words  string // what is marked
	Facts  []Fact
}

// Fact is a line of a card.
type Fact struct{ Name, Value string }

// restBefore is how long the pointer rests on a highlight before its card is
// shown.
const restBefore = 400 * time.Millisecond

// mostCards is how many highlights one card describes.
const mostCards = 4

// hoverCard is the card of what is under the pointer, or of the current
// highlight. It never has the keyboard.
type hoverCard struct {
	*sheet
	off      bool
	stop     func()  // of the timer that is to show it
	scroll   float64 // of the page when it was shown, and
	revision int     // what was marked then
}

func newHoverCard() hoverCard { return hoverCard{sheet: newSheet()} }

// SetHoverCard says whether a card is shown when the pointer rests on a
// highlight.
func (v *View) SetHoverCard(on bool) {
	v.card.off = !on
	v.hideCard()
}

// restOn shows a card unless the pointer moves on.
func (v *View) restOn(at fyne.Position, show func()) {
	if v.card.off {
		return
	}
	v.card.stop = v.after(restBefore, func() {
		if v.doc != nil && v.pointer.at == at && !v.drag.active {
			show()
		}
	})
}

// ShowCard shows the card of the current highlight, until a key is pressed or
// the pointer moves. It tells whether there is something to show.
func (v *View) ShowCard() bool {
	n, ok := v.marks.byID[v.current]
	if !ok || v.doc == nil || len(v.marks.all[n].Spans) == 0 {
		return false
	}
	start := v.marks.all[n].Spans[0].Start
	v.Reveal(start)
	x, line := v.placeOf(start)
	v.showCard([]string{v.current}, line, x)
	return v.card.raster.Visible()
}

// hideCard takes the card away, and the one that was about to be shown.
func (v *View) hideCard() {
	if v.card.stop != nil {
		v.card.stop()
		v.card.stop = nil
	}
	v.card.raster.Hide()
}

// updateCard takes the card away when the page under it changed.
func (v *View) updateCard() {
	if c := &v.card; c.raster.Visible() && (c.scroll != v.scroll || c.revision != v.revision-v.overview.ignored) {
		v.hideCard()
	}
}

// showCard shows a card beside a line, near to x in pixels.
func (v *View) showCard(ids []string, line int, x float32) {
	v.card.stop = nil
	if v.Describe == nil {
		return
	}
	var cards []Card
	for _, id := range ids[:min(len(ids), mostCards)] {
		if c, ok := v.Describe(id); ok {
			cards = append(cards, c)
		}
	}
	if len(cards) > 0 {
		v.putCard(v.setCards(cards, len(ids)-len(cards)), line, x)
	}
}

// putCard puts a card beside a line, near to x in pixels.
func (v *View) putCard(s *setCard, line int, x float32) {
	baseline := float32(v.baseline(line))
	band := image.Rect(0, int(baseline-v.page.size*1.3), v.page.width, int(baseline+v.page.size*0.95)+v.doc.Room(line))
	place := placeCard(s.size(), image.Pt(v.page.width, v.page.height), band, int(x))
	v.card.scroll, v.card.revision = v.scroll, v.revision-v.overview.ignored
	v.showSheet(v.card.sheet, place, s, s.paint)
	v.update()
}

// cardEdge is how far a card keeps from the edges of the page, in pixels.
const cardEdge = 4

// placeCard is where a card of a size stands: below the line it is about, or
// above it where there is more room, and wholly on the page. What finds no
// room is cut off rather than put over the line.
func placeCard(size, page image.Point, line image.Rectangle, x int) image.Rectangle {
	above, below := line.Min.Y-2*cardEdge, page.Y-line.Max.Y-2*cardEdge
	height, top := min(size.Y, below), line.Max.Y+cardEdge
	if below < size.Y && above > below {
		height = min(size.Y, above)
		top = line.Min.Y - cardEdge - height
	}
	left := max(min(x-size.X/6, page.X-size.X-cardEdge), cardEdge)
	return image.Rect(left, top, min(left+size.X, page.X-cardEdge), top+max(height, 0))
}
