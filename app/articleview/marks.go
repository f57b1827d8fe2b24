package articleview

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"
)

// mark is a highlight and where its spans are drawn.
type mark struct {
	Highlight
	rows []int8 // by span: groundRow, a row below the text or at the side, paint.Rows for none, or dimmedRow
	pass uint32 // the last call of set that had it in its list
}

// groundRow is drawn behind the text.
const groundRow = -1

// marks is the highlights of an article, and where they lie. Of tints that
// overlap the first one has the ground; the others are underlines, in rows of
// their own. Bars have rows at the side of the page.
type marks struct {
	byID  map[string]int32 // the number of a highlight
	all   []mark           // by number
	free  []int32          // numbers to use again
	index *lines.Index
	found []lines.Span // room for answers of the index
	pass  uint32       // counts the calls of set
	show  showing
}

// SetHighlights replaces everything that is marked; what is the same as before
// costs next to nothing. The spans are not to be written to any more.
func (v *View) SetHighlights(list []Highlight) {
	if v.marks.set(list) {
		v.revision++
		v.update()
	}
}

// PutHighlight adds a highlight or replaces the one with its id.
func (v *View) PutHighlight(h Highlight) {
	v.marks.put(h)
	v.marks.assign()
	v.revision++
	v.update()
}

// RemoveHighlight takes a highlight away.
func (v *View) RemoveHighlight(id string) {
	v.marks.remove(id)
	v.marks.assign()
	v.revision++
	v.update()
}

// set takes a new list and tells whether anything changed. A few changes are
// made one by one; after many the index is built anew.
func (m *marks) set(list []Highlight) (changed bool) {
	fresh, gone := m.compare(list)
	if len(fresh)+len(gone) == 0 {
		return false
	}
	if len(fresh)+len(gone) > 8+len(list)/16 {
		m.rebuild(list)
	} else {
		for _, id := range gone {
			m.remove(id)
		}
		for _, h := range fresh {
			m.put(h)
		}
	}
	m.assign()
	return true
}

// compare finds what of a list is new or different, and what it has no more.
func (m *marks) compare(list []Highlight) (fresh []Highlight, gone []string) {
	m.pass++
	known := 0
	for i := range list {
		h := &list[i]
		n, ok := m.byID[h.ID]
		if ok {
			m.all[n].pass = m.pass
			known++
		}
		if !ok || !same(&m.all[n].Highlight, h) {
			fresh = append(fresh, *h)
		}
	}
	if known == len(m.byID) {
		return fresh, nil
	}
	for id, n := range m.byID {
		if m.all[n].pass != m.pass {
			gone = append(gone, id)
		}
	}
	return fresh, gone
}

func same(a, b *Highlight) bool {
	return a.Style == b.Style && a.Pattern == b.Pattern && a.Colour == b.Colour && a.Tag == b.Tag && a.Pending == b.Pending &&
		a.Flagged == b.Flagged && a.Label == b.Label && slices.Equal(a.Spans, b.Spans) && slices.Equal(a.Links, b.Links)
}

func (m *marks) rebuild(list []Highlight) {
	*m = marks{byID: make(map[string]int32, len(list)), all: make([]mark, 0, len(list)), found: m.found, pass: m.pass, show: m.show}
	var spans []lines.Span
	for _, h := range list {
		if _, twice := m.byID[h.ID]; !twice {
			spans = append(spans, spansOf(h.Spans, m.number(h))...)
		}
	}
	m.index = lines.NewIndex(spans)
}

// number gives a highlight a number.
func (m *marks) number(h Highlight) int32 {
	n := int32(len(m.all))
	if last := len(m.free) - 1; last >= 0 {
		n, m.free = m.free[last], m.free[:last]
	} else {
		m.all = append(m.all, mark{})
	}
	m.all[n] = mark{Highlight: h, rows: make([]int8, len(h.Spans))}
	m.byID[h.ID] = n
	return n
}

func spansOf(ranges []text.Range, n int32) []lines.Span {
	list := make([]lines.Span, len(ranges))
	for i, r := range ranges {
		list[i] = lines.Span{Start: r.Start, End: r.End, ID: n}
	}
	return list
}

func (m *marks) put(h Highlight) {
	if m.index == nil {
		m.rebuild(nil)
	}
	m.remove(h.ID) // its number is taken again, and with it its place among equals
	for _, s := range spansOf(h.Spans, m.number(h)) {
		m.index.Add(s)
	}
}

func (m *marks) remove(id string) {
	if n, ok := m.byID[id]; ok {
		m.index.Remove(n)
		delete(m.byID, id)
		m.all[n] = mark{}
		m.free = append(m.free, n)
	}
}

// rowsTaken is up to which offset each row is taken.
type rowsTaken [paint.Rows]int

// place is the first free row for a span, paint.Rows where there is none.
func (r *rowsTaken) place(s lines.Span) int8 {
	for i, end := range r {
		if end <= s.Start {
			r[i] = s.End
			return int8(i)
		}
	}
	return paint.Rows
}

// assign gives every span its row: greedily in the order of their starts, so
// that no two that overlap share one, over the whole article, so that a
// highlight has the same row on all its lines.
func (m *marks) assign() {
	m.aim()
	if m.index == nil {
		return
	}
	var rows, bars rowsTaken
	ground := 0
	m.found = m.index.Touching(0, math.MaxInt, m.found[:0])
	for _, s := range m.found {
		one := &m.all[s.ID]
		row := int8(groundRow)
		switch {
		case m.dims(one):
			row = dimmedRow
		case one.Style == paint.Bar:
			row = bars.place(s)
		case one.Style == paint.Tint && ground <= s.Start:
			ground = s.End
		default:
			row = rows.place(s)
		}
		one.rows[one.spanAt(s.Start)] = row
	}
}

// spanAt is the index of the span that starts at an offset.
func (m *mark) spanAt(start int) int {
	if len(m.Spans) == 1 {
		return 0
	}
	return sort.Search(len(m.Spans), func(i int) bool { return m.Spans[i].Start >= start })
}

// fragments is what a line shows of the highlights, from left to right, and
// how many found no room in so many rows of underlines. The current one is
// always shown. Blanks behind inkEnd, where a line goes on on the next one, are
// not drawn.
func (m *marks) fragments(l *shape.Line, inkEnd, rows int, left float32, current string) (list []paint.Fragment, hidden int) {
	if m.index == nil {
		return nil, 0
	}
	m.found = m.index.Touching(l.Start, l.End, m.found[:0])
	tags := m.tagging(m.found, l, current)
	for _, s := range m.found {
		one := &m.all[s.ID]
		row := one.rows[one.spanAt(s.Start)]
		room := rows
		if one.Style == paint.Bar {
			room = paint.Rows
		}
		f := paint.Fragment{Style: one.Style, Pattern: one.Pattern, Colour: one.Colour, Row: min(max(int(row), groundRow), room-1),
			Current: one.ID == current, Pending: one.Pending, Tag: tags.tag(&one.Highlight), Flagged: one.Flagged, Lit: m.glows(one.ID)}
		if seen := f.Current || f.Lit; !seen && int(row) >= room {
			hidden++
			continue
		} else if !seen && row == dimmedRow {
			continue
		}
		list = appendExtents(list, f, l, s, inkEnd, left, s.Start == one.Spans[0].Start)
	}
	slices.SortStableFunc(list, func(a, b paint.Fragment) int { return cmp.Compare(a.From, b.From) })
	return list, hidden
}

// appendExtents adds a fragment for each stretch that a span has on a line.
func appendExtents(list []paint.Fragment, f paint.Fragment, l *shape.Line, s lines.Span, inkEnd int, left float32, first bool) []paint.Fragment {
	extents := lines.Extents(l, s.Start, min(s.End, max(inkEnd, s.Start+1)))
	before, after := s.Start < l.Start, s.End > l.End
	if l.RTL {
		before, after = after, before
	}
	for i, e := range extents {
		f.From, f.To = left+e.From, left+e.To
		f.Starts = first && s.Start >= l.Start && i == 0
		f.OpenLeft, f.OpenRight = before && i == 0, after && i == len(extents)-1
		list = append(list, f)
	}
	return list
}

// border is the nearest place after an offset, or before it, where a piece of a
// highlight begins or ends; the offset itself where there is none.
func (m *marks) border(offset int, forward bool) int {
	best := offset
	for _, n := range m.byID {
		for _, s := range m.all[n].Spans {
			for _, edge := range [...]int{s.Start, s.End} {
				further := edge > offset
				if !forward {
					further = edge < offset
				}
				if further && (best == offset || (edge < best) == forward) {
					best = edge
				}
			}
		}
	}
	return best
}

// at lists the highlights at an offset, the shortest first.
func (m *marks) at(offset int) []string {
	if m.index == nil {
		return nil
	}
	found := m.index.Touching(offset, offset+1, nil)
	slices.SortStableFunc(found, func(a, b lines.Span) int { return cmp.Compare(a.End-a.Start, b.End-b.Start) })
	var ids []string
	for _, s := range found {
		if id := m.all[s.ID].ID; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
