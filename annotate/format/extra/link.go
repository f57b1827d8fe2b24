package extra

import (
	"bluepencil/annotate/format/foreign"
)

// end is a link as the tool knows it: between marks, by their ids.
type end struct{ from, to, role string }

// link gives the marks their links: those the object names, as long as the tool
// still has them, and those that only the tool has.
func (r *reading) link() {
	waiting := map[end]int{}
	var order []end
	for _, relation := range r.Relations {
		from, okFrom := r.owner[relation.From]
		to, okTo := r.owner[relation.To]
		if !okFrom || !okTo {
			r.problem("the relation %s from %q to %q was left out: one of them is not there", relation.Role, relation.From, relation.To)
			continue
		}
		e := end{from, to, relation.Role}
		waiting[e]++
		order = append(order, e)
	}
	at, shown := map[string]int{}, map[string]bool{}
	for i := range r.ordered {
		at[r.ordered[i].mark.ID] = i
		shown[r.ordered[i].mark.ID] = r.ordered[i].first < len(r.Natives)
	}
	for i := range r.ordered {
		m := &r.ordered[i].mark
		for _, l := range r.ordered[i].links {
			if l.ToEntity {
				m.Links = append(m.Links, l)
				continue
			}
			e := end{m.ID, l.To, l.Role}
			if r.ids[l.To] == 0 || r.Relates && shown[m.ID] && shown[l.To] && waiting[e] == 0 {
				continue // it was deleted there
			}
			waiting[e]--
			m.Links = append(m.Links, l)
		}
	}
	for _, e := range order {
		if waiting[e] <= 0 {
			continue
		}
		waiting[e]--
		m := &r.ordered[at[e.from]].mark
		m.Links = append(m.Links, foreign.Link{Role: e.role, To: e.to})
	}
}
