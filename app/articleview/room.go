package articleview

import "math"

// aside is the room right of the text, in pixels from the left edge of the page.
type aside struct {
	left                int // where it begins; the width of the page where nothing stands there
	mapLeft, mapWidth   int // of the overview; no width where there is none
	cardLeft, cardWidth int // of the cards of links; no width where there are none
}

// What stands right of the text.
const (
	mapUnits     = 56  // the width of the overview, in Fyne's units
	barUnits     = 12  // the scrollbar's, with the blank beside it
	mapGapEm     = 1.6 // between the text and the overview at least
	besideCardEm = 1.7 // between the text and the cards of links
	cardLeastEm  = 6.5 // how wide a card must at least be able to be
	cardMostEm   = 15
	cardGapEm    = 0.5 // between cards, and at their right
)

// makeRoom places the overview and the cards of links beside the text where
// the page is wide enough, and the text in what is left. Where there is not
// enough room the text keeps it.
func (v *View) makeRoom(g *geometry) {
	g.aside = aside{left: g.width}
	margin := math.Floor(float64(g.size * marginEm))
	right := float64(g.width)
	if bars := float64(barUnits+mapUnits) * float64(g.scale); v.overview.on && margin+g.column+float64(g.size*mapGapEm)+bars <= right {
		right -= math.Ceil(bars)
		g.aside.left, g.aside.mapLeft, g.aside.mapWidth = int(right), int(right), int(mapUnits*g.scale)
		g.left = float32(math.Floor(max((right-g.column)/2, margin)))
	}
	if g.aside.mapWidth == 0 {
		right -= barUnits * float64(g.scale)
	}
	size := float64(g.size)
	room := right - margin - g.column - size*(besideCardEm+cardGapEm)
	if !v.margin.on || room < size*cardLeastEm {
		return
	}
	width := min(room, size*cardMostEm)
	g.left = float32(math.Floor(margin + (room-width)/2))
	g.aside.cardLeft, g.aside.cardWidth = int(float64(g.left)+g.column+size*besideCardEm), int(width)
}
