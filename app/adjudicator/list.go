package adjudicator

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
)

// Showing says which units are listed by where they stand.
type Showing int

// What is listed.
const (
	Everything   Showing = iota
	Undecided            // what somebody has to look at
	ChangedSince         // what people have otherwise since it was decided
)

// Filter says which units are listed. The zero filter lists all.
type Filter struct {
	Kind    review.Kind      // "" for all kinds of disagreement
	Group   annotate.Group   // "" for all groups of labels
	Label   annotate.LabelID // "" for all labels
	Pair    [2]annotate.ID   // two people who differ; zero for everybody
	Showing Showing
}

// Filter is what the list is narrowed to.
func (a *Adjudicator) Filter() Filter { return a.filter }

// SetFilter narrows the list, of this article and of those opened after it.
func (a *Adjudicator) SetFilter(f Filter) {
	if f == a.filter {
		return
	}
	a.filter = f
	a.leaveUnit()
	a.relist()
	a.o.Show()
}

// shows tells whether the filter lists a unit.
func (a *Adjudicator) shows(s *review.Sheet, u *review.Unit) bool {
	f := review.Filter{Pair: a.filter.Pair}
	if a.filter.Kind != "" {
		f.Kinds = []review.Kind{a.filter.Kind}
	}
	if a.filter.Label != "" {
		f.Labels = []annotate.LabelID{a.filter.Label}
	}
	for _, person := range f.Pair {
		if !person.IsZero() && !slices.Contains(s.People, person) {
			f.Pair = [2]annotate.ID{} // it is of other articles
		}
	}
	if !f.Shows(s, u) || a.filter.Group != "" && u.Group != a.filter.Group {
		return false
	}
	switch a.filter.Showing {
	case Undecided:
		return a.needs(u)
	case ChangedSince:
		return s.Standing(u).Changed
	}
	return true
}

// needs tells whether somebody has to look at a unit, and nobody has just now.
func (a *Adjudicator) needs(u *review.Unit) bool {
	st := a.page.sheet.Standing(u)
	return a.pending[firstMark(u)] == 0 && (st.Standing == review.Open || st.Changed || st.Contested)
}

// firstMark names a unit as long as nothing is submitted anew.
func firstMark(u *review.Unit) (first annotate.ID) {
	for m := range u.Marks {
		return m.ID
	}
	return first
}

// relist lists the units; the current one stays so, or what is nearest to it.
func (a *Adjudicator) relist() {
	a.list, a.at = nil, -1
	s := a.Sheet()
	if s == nil {
		return
	}
	for i := range s.Units {
		if u := &s.Units[i]; a.shows(s, u) {
			a.list = append(a.list, u)
		}
	}
	switch {
	case len(a.list) == 0:
	case a.current.article != s.Article:
		a.at = max(a.seek(-1, 1), 0)
	default:
		a.at = a.find()
	}
	a.remember()
}

// find is the place in the list of the unit that was shown.
func (a *Adjudicator) find() int {
	for _, mark := range a.current.marks {
		if u, ok := a.page.sheet.Unit(mark); ok {
			if at := slices.Index(a.list, u); at >= 0 {
				return at
			}
		}
	}
	at := slices.IndexFunc(a.list, func(u *review.Unit) bool { return u.Range.Start >= a.current.start })
	if at < 0 {
		at = len(a.list) - 1
	}
	return at
}

// remember notes which unit is shown.
func (a *Adjudicator) remember() {
	u, ok := a.unit()
	if !ok {
		return
	}
	a.current = place{article: a.page.article, start: u.Range.Start}
	for m := range u.Marks {
		a.current.marks = append(a.current.marks, m.ID)
	}
}

// unit is the current unit.
func (a *Adjudicator) unit() (*review.Unit, bool) {
	if a.at < 0 || a.at >= len(a.list) {
		return nil, false
	}
	return a.list[a.at], true
}

// seek finds the place in the list of the next unit, or the one before, that
// somebody has to look at, going round at the ends; -1 where there is none.
func (a *Adjudicator) seek(from, step int) int {
	n := len(a.list)
	for i := 1; i <= n; i++ {
		at := from + i*step
		if from < 0 && step < 0 {
			at++ // from before the beginning to the end
		}
		if at = ((at % n) + n) % n; a.needs(a.list[at]) {
			return at
		}
	}
	return -1
}

// Len is how many units are listed, At which of them is shown, or -1.
func (a *Adjudicator) Len() int { return len(a.list) }

// At is which unit of the list is shown, or -1.
func (a *Adjudicator) At() int { return a.at }

// Step shows the next undecided unit (1), or the one before (-1), going round.
func (a *Adjudicator) Step(step int) {
	if len(a.list) == 0 {
		return
	}
	at := a.seek(a.at, step)
	if at < 0 {
		a.o.Desk.Say(desk.Info, a.nothingLeft())
		return
	}
	a.show(at)
}

// nothingLeft says that nothing is left to decide where a person looks.
func (a *Adjudicator) nothingLeft() string {
	if a.filter != (Filter{}) {
		return "Nothing the filter shows is left to decide in this article."
	}
	return "Everything in this article is decided. N goes to the next one with something open."
}

// Move shows the unit below (1) or above (-1), decided or not.
func (a *Adjudicator) Move(step int) {
	if at := a.at + step; at >= 0 && at < len(a.list) {
		a.show(at)
	}
}

// Choose shows the unit at a place of the text, in bytes: the next one where
// none is there.
func (a *Adjudicator) Choose(offset int) {
	at := slices.IndexFunc(a.list, func(u *review.Unit) bool { return u.Range.Start <= offset && offset < u.Range.End })
	if at >= 0 {
		a.show(at)
	}
}

func (a *Adjudicator) show(at int) {
	a.leaveUnit()
	a.at = at
	a.remember()
	a.o.Show()
}

// leaveUnit ends what belongs to the unit that is shown.
func (a *Adjudicator) leaveUnit() { a.edit, a.forAll = nil, false }

// Range is the stretch of the text that the current unit is about.
func (a *Adjudicator) Range() (text.Range, bool) {
	if u, ok := a.unit(); ok {
		return u.Range, true
	}
	return text.Range{}, false
}

// Listed gives the units that the filter shows, by place.
func (a *Adjudicator) Listed() []*review.Unit { return a.list }

// Current is the current unit; ok is false where none is listed. It is only to
// be read.
func (a *Adjudicator) Current() (u *review.Unit, ok bool) { return a.unit() }

// Undecided tells whether the current unit is open, and no decision about it is
// being saved.
func (a *Adjudicator) Undecided() bool {
	u, ok := a.unit()
	return ok && a.pending[firstMark(u)] == 0 && a.page.sheet.Standing(u).Standing == review.Open
}
