package articleview

import (
	"cmp"
	"slices"

	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"
)

// marks is the highlights and where they lie: an index of their spans, and
// the lanes of those that overlap. Grounds are lane 0 of the tints; every
// other highlight is an underline in a row of its own, or a bar at the side.
type marks struct {
	byID    map[string]int32
	all     map[int32]Highlight
	next    int32
	index   *lines.Index
	grounds lines.Lanes // of tints
	rows    lines.Lanes // of underlines, and of tints that found no ground
	bars    lines.Lanes
	found   []lines.Span
}

// SetHighlights replaces everything that is marked.
func (v *View) SetHighlights(list []Highlight) {
	v.marks.set(list)
	v.update()
}

// PutHighlight adds a highlight or replaces the one with its id.
func (v *View) PutHighlight(h Highlight) {
	v.marks.remove(h.ID)
	v.marks.put(h)
	v.marks.assign()
	v.update()
}

// RemoveHighlight takes a highlight away.
func (v *View) RemoveHighlight(id string) {
	v.marks.remove(id)
	v.marks.assign()
	v.update()
}

func (m *marks) set(list []Highlight) {
	*m = marks{byID: make(map[string]int32, len(list)), all: make(map[int32]Highlight, len(list))}
	var spans []lines.Span
	for _, h := range list {
		id := m.number(h)
		for _, r := range h.Spans {
			spans = append(spans, lines.Span{Start: r.Start, End: r.End, ID: id})
		}
	}
	m.index = lines.NewIndex(spans)
	m.assign()
}

func (m *marks) number(h Highlight) int32 {
	m.next++
	m.byID[h.ID], m.all[m.next] = m.next, h
	return m.next
}

func (m *marks) put(h Highlight) {
	if m.index == nil {
		m.set(nil)
	}
	id := m.number(h)
	for _, r := range h.Spans {
		m.index.Add(lines.Span{Start: r.Start, End: r.End, ID: id})
	}
}

func (m *marks) remove(id string) {
	if n, ok := m.byID[id]; ok {
		m.index.Remove(n)
		delete(m.byID, id)
		delete(m.all, n)
	}
}

// assign gives every span its lane.
func (m *marks) assign() {
	if m.index == nil {
		return
	}
	var tints, rows, bars []lines.Span
	for _, s := range m.index.Touching(0, int(^uint(0)>>1), nil) {
		switch m.all[s.ID].Style {
		case paint.Tint:
			tints = append(tints, s)
		case paint.Bar:
			bars = append(bars, s)
		default:
			rows = append(rows, s)
		}
	}
	m.grounds, m.bars = lines.NewLanes(tints), lines.NewLanes(bars)
	for _, s := range tints {
		if m.grounds.Of(s) > 0 {
			rows = append(rows, s)
		}
	}
	slices.SortFunc(rows, func(a, b lines.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	m.rows = lines.NewLanes(rows)
}

// lane is how a span is drawn: as ground (row -1), in a row, or not at all.
func (m *marks) lane(s lines.Span, style paint.Style) (row int, shown bool) {
	switch style {
	case paint.Bar:
		row = m.bars.Of(s)
	case paint.Tint:
		if m.grounds.Of(s) == 0 {
			return -1, true
		}
		row = m.rows.Of(s)
	default:
		row = m.rows.Of(s)
	}
	return row, row < paint.Rows
}

// fragments is what a line shows of the highlights, from left to right, and
// how many found no room. The current one is always shown.
func (m *marks) fragments(l *shape.Line, left float32, current string) (list []paint.Fragment, hidden int) {
	if m.index == nil {
		return nil, 0
	}
	m.found = m.index.Touching(l.Start, l.End, m.found[:0])
	for _, s := range m.found {
		h := m.all[s.ID]
		row, shown := m.lane(s, h.Style)
		if !shown && h.ID != current {
			hidden++
			continue
		}
		f := paint.Fragment{Style: h.Style, Pattern: h.Pattern, Colour: h.Colour, Row: min(row, paint.Rows-1), Current: h.ID == current,
			Pending: h.Pending, Tag: h.Tag, Flagged: h.Flagged}
		for _, e := range lines.Extents(l, s.Start, s.End) {
			f.From, f.To = left+e.From, left+e.To
			f.Starts = s.Start >= l.Start && s.Start == h.Spans[0].Start
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b paint.Fragment) int { return cmp.Compare(a.From, b.From) })
	return list, hidden
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
