package articleview

import (
	"fmt"
	"strings"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2"
)

// trackAt is the track and the mark at a place of the widget.
func (v *View) trackAt(at fyne.Position) (track, mark int, ok bool) {
	if v.doc == nil || !v.belowText(at) {
		return 0, 0, false
	}
	line := v.lineUnder(at)
	shaped, l := v.lineOf(line)
	rows, which := v.tracks.on(shaped, v.inkEnd(l), v.lineLeft(shaped))
	top, pitch, thick := paint.TrackPlace(v.page.size)
	y := int(float64(at.Y*v.page.scale)-v.baseline(line)) - top + (pitch-thick)/2 // what is blank belongs to the nearer row
	row := y / pitch
	if row >= len(rows) {
		return 0, 0, false
	}
	mark, ok = barAt(rows[row].Bars, at.X*v.page.scale, y%pitch >= pitch/2)
	return which[row], mark, ok
}

// barAt is the mark whose bar is at x, in pixels. Of several in one share of
// the row it is the shortest.
func barAt(bars []paint.TrackBar, x float32, lower bool) (mark int, ok bool) {
	best := -1
	for i := range bars {
		b := &bars[i]
		if x < b.From || x >= b.To {
			continue
		}
		fits := b.Share == paint.WholeRow || lower == (b.Share != paint.UpperHalf)
		if fits && (best < 0 || b.To-b.From < bars[best].To-bars[best].From) {
			best = i
		}
	}
	if best < 0 {
		return 0, false
	}
	return int(bars[best].Mark), true
}

// belowText tells whether a place is in the room of a line's tracks.
func (v *View) belowText(at fyne.Position) bool {
	line := v.lineUnder(at)
	if v.doc.Room(line) == 0 {
		return false
	}
	top, pitch, thick := paint.TrackPlace(v.page.size)
	return float64(at.Y*v.page.scale) >= v.baseline(line)+float64(top-(pitch-thick)/2)
}

// pointedMark is the mark of a track under the pointer.
type pointedMark struct {
	track, mark int
	on          bool // there is one
}

// pointTrack lights the words of a mark, or none.
func (v *View) pointTrack(track, mark int, on bool) {
	if now := (pointedMark{track, mark, on}); v.tracks.pointed != now {
		v.tracks.pointed = now
		v.restyle()
	}
}

// lit is what a line shows of the mark under the pointer: its words are framed.
func (t *tracks) lit(l *shape.Line, inkEnd int, left float32) (list []paint.Fragment) {
	p := t.pointed
	if !p.on || p.track >= len(t.list) || p.mark >= len(t.list[p.track].Marks) {
		return nil
	}
	m := &t.list[p.track].Marks[p.mark]
	for _, r := range m.pieces() {
		if r.Start < l.End && r.End > l.Start {
			f := paint.Fragment{Style: paint.Tint, Row: groundRow, Colour: m.Colour, Pattern: m.Pattern, Lit: true}
			list = appendExtents(list, f, l, lines.Span{Start: r.Start, End: r.End}, inkEnd, left, false)
		}
	}
	return list
}

// showTrackCard says whose mark is under the pointer.
func (v *View) showTrackCard(track, mark int, at fyne.Position) {
	if track >= len(v.tracks.list) || mark >= len(v.tracks.list[track].Marks) {
		return
	}
	t := &v.tracks.list[track]
	m := &t.Marks[mark]
	c := Card{Tag: m.Label, Colour: m.Colour, Title: t.person(), Words: v.wordsOf(m, cardWords)}
	v.putCard(v.setCards([]Card{c}, 0), v.lineUnder(at), at.X*v.page.scale)
}

// How many characters of a mark's words are shown on a card, and spoken.
const (
	cardWords   = 200
	spokenWords = 40
)

// wordsOf is what a mark covers, on one line.
func (v *View) wordsOf(m *TrackMark, most int) string {
	var words []string
	for _, r := range m.pieces() {
		if r.Start >= 0 && r.Start < r.End && r.End <= len(v.article) {
			words = append(words, v.article[r.Start:r.End])
		}
	}
	return text.Shorten(strings.Join(strings.Fields(strings.Join(words, " … ")), " "), most)
}

// spokenTracks says in words what the tracks show of the lines on the screen.
func (v *View) spokenTracks() string {
	shown := v.shownRange()
	if len(v.tracks.list) == 0 || shown.Empty() {
		return ""
	}
	var b strings.Builder
	for i := range v.tracks.list {
		t := &v.tracks.list[i]
		v.tracks.found = v.tracks.index[i].Touching(shown.Start, shown.End, v.tracks.found[:0])
		said := -1
		for _, s := range v.tracks.found {
			if b.Len() > spokenBytes || int(s.ID) == said {
				continue
			}
			if said < 0 {
				fmt.Fprintf(&b, "%s: ", t.person())
			} else {
				b.WriteString(", ")
			}
			said = int(s.ID)
			fmt.Fprintf(&b, "%s “%s”", t.Marks[said].Label, v.wordsOf(&t.Marks[said], spokenWords))
		}
		if said >= 0 {
			b.WriteString(". ")
		}
	}
	return strings.TrimSpace(b.String())
}
