package review

import (
	"slices"

	"bluepencil/annotate"
)

// Filter says which units are shown. The zero filter shows all.
type Filter struct {
	Kinds  []Kind             // any of these kinds of disagreement
	States []State            // any of these states
	Labels []annotate.LabelID // any of these labels was given by somebody
	// Pair are two people who differ; of more people's disagreements only
	// theirs count, for Kinds too. Zero ids show everybody's.
	Pair [2]annotate.ID
	// Standings are any of these; empty means all.
	Standings []Standing
}

// Shows tells whether the filter shows a unit of the sheet.
func (f *Filter) Shows(s *Sheet, u *Unit) bool {
	if len(f.States) > 0 && !slices.Contains(f.States, u.State) {
		return false
	}
	if len(f.Standings) > 0 && !slices.Contains(f.Standings, s.Standing(u).Standing) {
		return false
	}
	if len(f.Labels) > 0 && !slices.ContainsFunc(u.Labels(), func(l annotate.LabelID) bool { return slices.Contains(f.Labels, l) }) {
		return false
	}
	paired := !f.Pair[0].IsZero() && !f.Pair[1].IsZero()
	if !paired && len(f.Kinds) == 0 {
		return true
	}
	kinds := u.Kinds()
	if paired {
		kinds = s.Between(u, f.Pair[0], f.Pair[1])
	}
	if len(f.Kinds) == 0 {
		return len(kinds) > 0
	}
	return slices.ContainsFunc(kinds, func(k Kind) bool { return slices.Contains(f.Kinds, k) })
}

// Kinds lists the kinds of disagreement there are about the unit, in order.
func (u *Unit) Kinds() []Kind {
	var kinds []Kind
	for _, k := range Kinds {
		if slices.ContainsFunc(u.Differences, func(d Difference) bool { return d.Kind == k }) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// Select lists the units that a filter shows, in the order of the text, or
// those that need most first.
func (s *Sheet) Select(f Filter, hardestFirst bool) []*Unit {
	var list []*Unit
	for i := range s.Units {
		if u := &s.Units[i]; f.Shows(s, u) {
			list = append(list, u)
		}
	}
	if hardestFirst {
		slices.SortStableFunc(list, func(a, b *Unit) int { return int(b.State) - int(a.State) })
	}
	return list
}
