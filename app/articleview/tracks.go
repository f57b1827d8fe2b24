package articleview

import (
	"cmp"
	"image/color"
	"slices"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"
)

// Track is one person's marks, shown as a thin line under the lines of the text.
type Track struct {
	Name   string // initials, or what stands for them while names are hidden
	Colour color.NRGBA
	Marks  []TrackMark // by start
	Person string      // what cards and screen readers call the person; Name where it is empty
}

// TrackMark is a stretch of a track, in bytes of the text.
type TrackMark struct {
	text.Range
	Colour  color.NRGBA // of the label
	Label   string      // its short tag
	Pattern paint.Pattern
	More    []text.Range // further pieces of a discontinuous mark, behind the first
}

// person is what a track is called in words.
func (t *Track) person() string { return cmp.Or(t.Person, t.Name) }

// pieces lists all stretches of a mark.
func (m *TrackMark) pieces() []text.Range {
	return append([]text.Range{m.Range}, m.More...)
}

// end is where the last piece of a mark ends.
func (m *TrackMark) end() int {
	if n := len(m.More); n > 0 {
		return m.More[n-1].End
	}
	return m.End
}

// tracks is what SetTracks was given, and where it lies.
type tracks struct {
	list     []Track
	disputed []text.Range
	index    []*lines.Index  // of a track's pieces; their IDs are the numbers of marks
	shares   [][]paint.Share // of a row, by track and mark
	all      *lines.Index    // of all pieces; its IDs are the numbers of tracks
	laid     laidTracks
	pointed  pointedMark
	found    []lines.Span // room for answers of an index
}

// SetTracks shows tracks under every line, in their order, and hatches the
// stretches in which people differ. No tracks take the room away again. The
// tracks are of the article that is shown, and go with it; the stretches are
// in the order of the text and do not overlap. Neither is to be written to any
// more.
func (v *View) SetTracks(list []Track, disputed []text.Range) {
	if sameTracks(v.tracks.list, list) && slices.Equal(v.tracks.disputed, disputed) {
		return
	}
	v.hideCard()
	v.tracks = tracksOf(list, disputed, len(v.article))
	v.revision++
	v.relayout()
}

func sameTracks(a, b []Track) bool {
	return slices.EqualFunc(a, b, func(a, b Track) bool {
		return a.Name == b.Name && a.Person == b.Person && a.Colour == b.Colour && slices.EqualFunc(a.Marks, b.Marks, func(a, b TrackMark) bool {
			return a.Range == b.Range && a.Colour == b.Colour && a.Label == b.Label && a.Pattern == b.Pattern && slices.Equal(a.More, b.More)
		})
	})
}

// tracksOf finds out where everything lies in an article of so many bytes.
// What is not in it is not shown.
func tracksOf(list []Track, disputed []text.Range, length int) tracks {
	t := tracks{list: list, disputed: disputed}
	var all []lines.Span
	for i := range list {
		var spans []lines.Span
		for n := range list[i].Marks {
			for _, r := range list[i].Marks[n].pieces() {
				if r.Start >= 0 && r.Start < r.End && r.End <= length {
					spans = append(spans, lines.Span{Start: r.Start, End: r.End, ID: int32(n)})
					all = append(all, lines.Span{Start: r.Start, End: r.End, ID: int32(i)})
				}
			}
		}
		t.index = append(t.index, lines.NewIndex(spans))
		t.shares = append(t.shares, sharesOf(list[i].Marks))
	}
	t.all = lines.NewIndex(all)
	return t
}

// sharesOf gives every mark of a track its share of the row: all of it where
// nothing overlaps it, else a half, the same one on all its lines.
func sharesOf(marks []TrackMark) []paint.Share {
	shares := make([]paint.Share, len(marks))
	order := make([]int, len(marks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(marks[a].Start, marks[b].Start), cmp.Compare(marks[b].end(), marks[a].end()))
	})
	var upper, lower int // up to where the halves are taken
	last := -1           // the mark that reaches furthest
	for _, i := range order {
		m := &marks[i]
		switch {
		case last < 0 || m.Start >= max(upper, lower):
			upper, lower = m.end(), 0
		case m.Start >= upper:
			shares[i], upper = paint.UpperHalf, m.end()
		case m.Start >= lower:
			if shares[last] == paint.WholeRow {
				shares[last] = paint.UpperHalf
			}
			shares[i], lower = paint.LowerHalf, m.end()
		default:
			shares[i], lower = paint.LowerTwice, max(lower, m.end())
		}
		if last < 0 || m.end() > marks[last].end() {
			last = i
		}
	}
	return shares
}

// mostTracks is up to how many tracks all have a row on a line that anybody
// marked, so that everybody's is always in the same place. Of more only those
// have one that have a mark on the line.
const mostTracks = 8

// laidTracks is what the lines have their room for.
type laidTracks struct {
	doc  *lines.Document
	size float32 // pixels per em
}

// layTracks gives the lines room for their tracks.
func (v *View) layTracks() {
	t := &v.tracks
	now := laidTracks{v.doc, v.page.size}
	if t.laid == now {
		return
	}
	t.laid = now
	if t.all == nil || t.all.Len() == 0 {
		v.doc.SetRoom(nil)
		return
	}
	v.doc.SetRoom(func(start, end int) int { return paint.TrackRoom(now.size, t.rows(start, end)) })
}

// rows is how many tracks a line has below it.
func (t *tracks) rows(start, end int) int {
	if start >= end {
		return 0 // an empty line inside of a mark
	}
	t.found = t.all.Touching(start, end, t.found[:0])
	if len(t.found) == 0 || len(t.list) <= mostTracks {
		return min(len(t.found), 1) * len(t.list)
	}
	seen := make([]bool, len(t.list))
	count := 0
	for _, s := range t.found {
		if !seen[s.ID] {
			seen[s.ID] = true
			count++
		}
	}
	return count
}

// on is what a line shows of the tracks, from the top, and which tracks these
// are.
func (t *tracks) on(l *shape.Line, inkEnd int, left float32) (rows []paint.Track, which []int) {
	if t.all == nil || t.rows(l.Start, l.End) == 0 {
		return nil, nil
	}
	for i := range t.list {
		row := paint.Track{Name: t.list[i].Name, Colour: t.list[i].Colour, Bars: t.barsOn(i, l, inkEnd, left)}
		if len(row.Bars) > 0 || len(t.list) <= mostTracks {
			rows, which = append(rows, row), append(which, i)
		}
	}
	return rows, which
}

// barsOn is what a line shows of a track, from left to right.
func (t *tracks) barsOn(track int, l *shape.Line, inkEnd int, left float32) (bars []paint.TrackBar) {
	t.found = t.index[track].Touching(l.Start, l.End, t.found[:0])
	for _, s := range t.found {
		m := &t.list[track].Marks[s.ID]
		extents := lines.Extents(l, s.Start, min(s.End, max(inkEnd, s.Start+1)))
		before, after := s.Start < l.Start || s.Start > m.Start, s.End > l.End || s.End < m.end()
		if l.RTL {
			before, after = after, before
		}
		for i, e := range extents {
			bars = append(bars, paint.TrackBar{From: left + e.From, To: left + e.To, Colour: m.Colour, Pattern: m.Pattern,
				Share: t.shares[track][s.ID], Mark: s.ID, OpenLeft: before || i > 0, OpenRight: after || i < len(extents)-1})
		}
	}
	slices.SortStableFunc(bars, func(a, b paint.TrackBar) int { return cmp.Compare(a.From, b.From) })
	return bars
}
