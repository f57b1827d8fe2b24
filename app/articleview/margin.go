package articleview

import (
	"image"
	"image/color"
	"math/bits"
	"strconv"

	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
)

// The measures of the cards of links, in ems of the text; their type is never
// smaller than smallestCard.
const (
	linkTypeEm   = 0.70
	smallestCard = 10.5 // Fyne's units
	linkPitchEm  = 1.45 // in ems of the card's type, as what follows
	linkPadEm    = 0.45
	linkSideEm   = 0.8  // before the role, with the stripe of the label's colour
	linkWordsEm  = 0.45 // between the role and the words
	linkEndEm    = 0.4
	linksShown   = 4 // of one highlight
)

// margin is the cards of links beside the text: one for each highlight with
// links, as near to its first line as those above it leave room.
type margin struct {
	on    bool
	pool  []*linkCard
	shown map[string]*linkCard
}

// linkCard is the card of a highlight's links.
type linkCard struct {
	*sheet
	want linkWant
	r    image.Rectangle // where it stands, in pixels of the page
	used bool
}

// linkWant is a card that is to be placed.
type linkWant struct {
	id     string
	y      float64 // of the highlight's first line, from the top of the text
	height float64
	links  []Link
	double uint8 // a bit for each link whose words stand on a line of their own
	colour color.NRGBA
}

// rows is on which line of the card a link begins; of the one after the last
// shown, how many lines there are.
func (w *linkWant) rows(link int) int { return link + bits.OnesCount8(w.double&(1<<link-1)) }

// linkKey is all that the look of a card depends on. The links are compared
// by where they are kept: they are not written to.
type linkKey struct {
	links   *Link
	count   int
	colour  color.NRGBA
	width   int
	size    float32
	current bool
	lit     int
	palette Palette
}

// SetLinkCards says whether links are shown as cards beside the text, where
// there is room.
func (v *View) SetLinkCards(on bool) {
	if v.margin.on != on {
		v.margin.on = on
		v.relayout()
	}
}

// linkType is the size of the cards' type in pixels.
func (v *View) linkType() float32 { return max(v.page.size*linkTypeEm, smallestCard*v.page.scale) }

// wantedCards are the cards of what begins on the page, or so little above it
// that its card may reach into it.
func (v *View) wantedCards() (list []linkWant) {
	if v.marks.index == nil || v.page.aside.cardWidth == 0 {
		return nil
	}
	first, last := v.visible()
	from, to := v.doc.Line(first-(last-first)-1).Start, v.doc.Line(last).End
	em := float64(v.linkType())
	v.marks.found = v.marks.index.Touching(from, to, v.marks.found[:0])
	for _, s := range v.marks.found {
		one := &v.marks.all[s.ID]
		if len(one.Links) == 0 || s.Start != one.Spans[0].Start || s.Start < from || v.marks.dims(one) && one.ID != v.current {
			continue
		}
		w := linkWant{id: one.ID, y: v.doc.Y(v.doc.LineAt(s.Start, false)) + v.page.top, links: one.Links, double: v.doubles(one.Links), colour: one.Colour}
		rows := w.rows(min(len(one.Links), linksShown))
		if len(one.Links) > linksShown {
			rows++
		}
		w.height = em * (float64(rows)*linkPitchEm + 2*linkPadEm)
		list = append(list, w)
	}
	return list
}

// doubles finds the links whose role and words find no room on one line.
func (v *View) doubles(links []Link) (set uint8) {
	em := v.linkType()
	room := float32(v.page.aside.cardWidth) - em*(linkSideEm+linkWordsEm+linkEndEm)
	for i, l := range links[:min(len(links), linksShown)] {
		if v.painter.Fit(l.Role, em, room).Width+v.painter.Fit(l.Words, em, room).Width > room {
			set |= 1 << i
		}
	}
	return set
}

// placeCards is where cards begin: each beside its line, or below the one
// before it. The cards are in the order of their lines.
func placeCards(list []linkWant, gap float64) []float64 {
	places := make([]float64, len(list))
	free := 0.0
	for i, w := range list {
		places[i] = max(w.y, free)
		free = places[i] + w.height + gap
	}
	return places
}

// updateMargin shows the cards that are on the page.
func (v *View) updateMargin() (grew bool) {
	m, g := &v.margin, &v.page
	if m.shown == nil {
		m.shown = map[string]*linkCard{}
	}
	for _, one := range m.pool {
		one.used = false
	}
	wanted := v.wantedCards()
	for i, y := range placeCards(wanted, float64(v.linkType()*linkPadEm)) {
		w := wanted[i]
		top := int(y - v.scroll)
		if top+int(w.height) < 0 || top > g.height {
			continue
		}
		one, fresh := m.take(w.id)
		grew = grew || fresh
		one.used, one.want = true, w
		one.r = image.Rect(g.aside.cardLeft, top, g.aside.cardLeft+g.aside.cardWidth, top+int(w.height))
		key := linkKey{&w.links[0], len(w.links), w.colour, g.aside.cardWidth, v.linkType(), w.id == v.current, v.litLink(one), v.options.Palette}
		v.showSheet(one.sheet, one.r, key, func(width, height int) image.Image { return v.paintLinks(&w, key, width, height) })
	}
	for _, one := range m.pool {
		if !one.used {
			one.raster.Hide()
		}
	}
	return grew
}

// take is the card of a highlight: the one it has, one that is not used, or a
// new one.
func (m *margin) take(id string) (one *linkCard, fresh bool) {
	if one = m.shown[id]; one != nil && one.want.id == id && !one.used {
		return one, false
	}
	for _, free := range m.pool {
		if !free.used && !free.raster.Visible() {
			one = free
			break
		}
	}
	if one == nil {
		one, fresh = &linkCard{sheet: newSheet()}, true
		m.pool = append(m.pool, one)
	}
	delete(m.shown, one.want.id)
	m.shown[id] = one
	return one, fresh
}

// litLink is the link of a card that is under the pointer: its number from 1,
// -1 for all of them, 0 for none.
func (v *View) litLink(one *linkCard) int {
	card, link, ok := v.marginAt(v.pointer.at)
	if !ok || card.want.id != one.want.id {
		return 0
	}
	if link < 0 {
		return -1
	}
	return link + 1
}

// marginAt is the card at a place of the widget, and which of its links; -1
// between them.
func (v *View) marginAt(at fyne.Position) (card *linkCard, link int, ok bool) {
	p := image.Pt(int(at.X*v.page.scale), int(at.Y*v.page.scale))
	for _, one := range v.margin.pool {
		if one.used && p.In(one.r) {
			em := v.linkType()
			row := int((float32(p.Y-one.r.Min.Y) - em*linkPadEm) / (em * linkPitchEm))
			for link = range min(len(one.want.links), linksShown) {
				if row < one.want.rows(link+1) {
					return one, link, true
				}
			}
			return one, -1, true
		}
	}
	return nil, -1, false
}

// endsOf is what a link of a card leads from and to; of the whole card, all
// its links.
func (v *View) endsOf(card *linkCard, link int) (ids []string) {
	if card == nil {
		return nil
	}
	ids = append(ids, card.want.id)
	for i, l := range card.want.links {
		if l.To != "" && (link < 0 || link == i) {
			ids = append(ids, l.To)
		}
	}
	return ids
}

// openLink makes a card's highlight the current one, and shows the end of the
// link that was clicked if it is not on the page.
func (v *View) openLink(card *linkCard, link int) {
	w := card.want
	if v.OnHighlightTapped != nil {
		v.OnHighlightTapped([]string{w.id}, v.startOf(w.id))
	}
	if link < 0 {
		v.Reveal(v.startOf(w.id))
	} else if to := w.links[link].To; to != "" {
		v.Reveal(v.startOf(to))
	}
}

// startOf is where a highlight begins; the caret where there is none.
func (v *View) startOf(id string) int {
	if n, ok := v.marks.byID[id]; ok && len(v.marks.all[n].Spans) > 0 {
		return v.marks.all[n].Spans[0].Start
	}
	return v.caret
}

// paintLinks draws a card: a line for each link, its role and its words.
func (v *View) paintLinks(w *linkWant, key linkKey, width, height int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	p, em := v.options.Palette, v.linkType()
	if key.current {
		paint.Rounded(img, img.Rect, em*cardRadiusEm, p.Frame)
		paint.Rounded(img, img.Rect.Inset(max(int(v.page.scale+0.5), 1)), em*cardRadiusEm, mix(p.Page, p.Frame, 0.06))
	} else {
		drawPanel(img, p, em*cardRadiusEm, v.page.scale)
	}
	side := max(int(em*0.25), 2)
	paint.Rounded(img, image.Rect(0, 0, side, height), 1, paint.Readable(w.colour, p.Dark))
	left, pitch := em*linkSideEm, em*linkPitchEm
	end := float32(width) - em*linkEndEm
	shown := min(len(w.links), linksShown)
	for i, l := range w.links[:shown] {
		top := em*linkPadEm + float32(w.rows(i))*pitch
		if key.lit == i+1 || key.lit < 0 {
			paint.Rounded(img, image.Rect(side+1, int(top), width-2, int(top+pitch*float32(w.rows(i+1)-w.rows(i)))), em*0.3, mix(p.Page, p.Frame, 0.2))
		}
		y := top + em*1.08
		x := v.painter.Words(img, l.Role, left, y, em, end-left, p.Muted) + em*linkWordsEm
		if w.double&(1<<i) != 0 {
			x, y = left, y+pitch
		}
		v.painter.Words(img, l.Words, x, y, em, end-x, p.Ink)
	}
	if more := len(w.links) - shown; more > 0 {
		y := em*linkPadEm + float32(w.rows(shown))*pitch + em*1.08
		v.painter.Words(img, "and "+strconv.Itoa(more)+" more", left, y, em, end-left, p.Muted)
	}
	return img
}
