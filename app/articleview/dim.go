package articleview

import (
	"cmp"
	"slices"

	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"
)

// Spotlight is what alone is shown in colour; of everything else a hairline is
// left. Its zero value shows everything.
type Spotlight struct {
	Label string // the Label of highlights to show
	ID    string // or the highlight to show, with what it is linked to
	Words string // what the page says of it
}

// Off tells whether everything is shown.
func (s Spotlight) Off() bool { return s.Label == "" && s.ID == "" }

// SetSpotlight shows a part of the highlights alone. It ends when another
// article is shown, or when the highlight is gone.
func (v *View) SetSpotlight(s Spotlight) {
	if v.marks.show.only != s {
		v.marks.show.only = s
		v.marks.assign()
		v.revision++
		v.update()
	}
}

// Spotlight is what alone is shown.
func (v *View) Spotlight() Spotlight { return v.marks.show.only }

// dimmedRow is the row of what the spotlight leaves out.
const dimmedRow = -2

// showing is how highlights are shown that are what they are.
type showing struct {
	only    Spotlight
	linked  map[string]bool // what the highlight of the spotlight is linked to, either way
	glowing []string        // lit because something elsewhere points at them
	tags    Tags
	hovered string // under the pointer; only kept where tags are shown on demand
}

// aim finds what the spotlight falls on, and ends it where its highlight is gone.
func (m *marks) aim() {
	m.show.linked = nil
	id := m.show.only.ID
	if id == "" {
		return
	}
	n, ok := m.byID[id]
	if !ok {
		m.show.only = Spotlight{}
		return
	}
	m.show.linked = map[string]bool{}
	for _, l := range m.all[n].Links {
		m.show.linked[l.To] = true
	}
	for i := range m.all {
		if slices.ContainsFunc(m.all[i].Links, func(l Link) bool { return l.To == id }) {
			m.show.linked[m.all[i].ID] = true
		}
	}
}

// dims tells whether the spotlight leaves a highlight out.
func (m *marks) dims(one *mark) bool {
	only := &m.show.only
	switch {
	case only.ID != "":
		return one.ID != only.ID && !m.show.linked[one.ID]
	case only.Label != "":
		return one.Label != only.Label
	}
	return false
}

// dimmed is where on a line something is marked that the spotlight leaves
// out: stretches that do not overlap, from left to right.
func (m *marks) dimmed(l *shape.Line, inkEnd int, left float32) (list []paint.Fragment) {
	if m.index == nil || m.show.only.Off() {
		return nil
	}
	m.found = m.index.Touching(l.Start, l.End, m.found[:0])
	for _, s := range m.found {
		if m.dims(&m.all[s.ID]) {
			for _, e := range lines.Extents(l, s.Start, min(s.End, max(inkEnd, s.Start+1))) {
				list = append(list, paint.Fragment{From: left + e.From, To: left + e.To})
			}
		}
	}
	slices.SortFunc(list, func(a, b paint.Fragment) int { return cmp.Compare(a.From, b.From) })
	joined := list[:0]
	for _, f := range list {
		if n := len(joined); n > 0 && f.From <= joined[n-1].To {
			joined[n-1].To = max(joined[n-1].To, f.To)
		} else {
			joined = append(joined, f)
		}
	}
	return joined
}
