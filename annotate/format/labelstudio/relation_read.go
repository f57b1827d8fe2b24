package labelstudio

import (
	"errors"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// errEnd: a relation whose regions are not both there.
var errEnd = errors.New("one of its ends is no region with a label")

// relation makes a link for each label of a relation, with the region it leads
// to as its target; links puts the ids of marks in.
func (d *layerDecoding) relation(r *result) {
	from, to := scalar(r.whole.Get("from_id")), scalar(r.whole.Get("to_id"))
	direction := r.whole.TextAt("direction")
	if direction == "left" {
		from, to = to, from
	}
	if len(d.regions[from]) == 0 || len(d.regions[to]) == 0 {
		d.problem(d.place+", relation", errEnd)
		return
	}
	source, target := &d.marks[d.regions[from][0]], &d.marks[d.regions[to][0]]
	roles := jsonrecord.TextsOf(r.whole.Get("labels"))
	extra := r.whole.Without("type", "from_id", "to_id", "labels", "direction")
	if direction != "right" && direction != "left" {
		extra = append(extra, jsonrecord.Field{Key: "direction", Raw: r.whole.Get("direction")})
		if extra[len(extra)-1].Raw == nil {
			extra[len(extra)-1].Raw = []byte("null")
		}
	}
	if len(roles) == 0 {
		roles = []string{""}
	}
	for _, role := range roles {
		source.Links = append(source.Links, foreign.Link{Role: role, To: target.ID})
		if direction == "left" || len(extra) > 0 {
			d.envelope.Relations[relationKey(source.ID, target.ID, role)] = relation{Turned: direction == "left", Extra: extra}
		}
	}
}

// links gives the marks what their state says of links, as far as it still
// holds: one to a mark does while there is a relation, one to an entry always.
// What the state does not know comes after.
func (d *layerDecoding) links() {
	for i := range d.marks {
		m, state := &d.marks[i], &d.states[i]
		m.Attributes = append(m.Attributes, attributesOf(state.Attributes)...)
		drawn := m.Links
		m.Links = nil
		open := map[[2]string]int{} // relations that no link of the state has taken, by target and role
		for _, l := range drawn {
			open[[2]string{l.To, l.Role}]++
		}
		for _, k := range state.Links {
			l := foreign.Link{ID: k.ID, Role: k.Role, Attributes: attributesOf(k.Attributes)}
			if k.Entity != nil {
				l.To, l.ToEntity = *k.Entity, true
				m.Links = append(m.Links, l)
				continue
			}
			if len(d.regions[k.Region]) == 0 {
				continue
			}
			l.To = d.marks[d.regions[k.Region][0]].ID
			if key := [2]string{l.To, l.Role}; open[key] > 0 {
				open[key]--
				m.Links = append(m.Links, l)
			}
		}
		for _, l := range drawn {
			if key := [2]string{l.To, l.Role}; open[key] > 0 {
				open[key]--
				m.Links = append(m.Links, l)
			}
		}
	}
}
