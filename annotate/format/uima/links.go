package uima

import (
	"cmp"
	"slices"
	"strconv"

	"bluepencil/annotate/format/foreign"
)

// slots are the links that a feature holds: to structures with a target, or to
// marks themselves.
func (r *Reading) slots(m *found, out *foreign.Mark, f *Feature) {
	all := true
	before := len(out.Links)
	for _, s := range r.cas.refs(f) {
		if to := r.byStruct[s.ID]; to != nil {
			r.native(m, out, foreign.Link{Role: f.Name, To: to.id})
			continue
		}
		target := r.cas.refs(s.Feature("target"))
		if len(target) != 1 || r.byStruct[target[0].ID] == nil {
			all = false
			continue
		}
		link := foreign.Link{Role: cmp.Or(s.text("role"), f.Name), To: r.byStruct[target[0].ID].id, ID: strconv.FormatInt(s.ID, 10)}
		if s.Type == slotType {
			link.ID = s.text("linkId")
		}
		link.Attributes = r.answers(s, "role", "target", "linkId")
		r.native(m, out, link)
		if !r.used[s.ID] {
			r.own(m, s)
		}
	}
	if all && len(out.Links) > before {
		for _, a := range r.cas.arrays(f) {
			m.owned = append(m.owned, a)
			r.used[a.ID] = true
		}
	}
}

func (r *Reading) native(m *found, out *foreign.Mark, l foreign.Link) {
	m.native = append(m.native, l)
	out.Links = append(out.Links, l)
}

// answers are what a structure says beside the features named.
func (r *Reading) answers(s *Structure, but ...string) (list []foreign.Attribute) {
	for i := range s.Features {
		f := &s.Features[i]
		if reserved[f.Name] || slices.Contains(but, f.Name) {
			continue
		}
		if f.Kind == Refs && f.Name == "attributes" {
			list = append(list, r.attributes(f)...)
			continue
		}
		if value, ok := r.value(f); ok {
			list = append(list, foreign.Attribute{Name: f.Name, Value: value})
		}
	}
	return list
}

// relations are annotations of their own between two marks; they belong to the
// mark they come from.
func (r *Reading) relations(labelled string) {
	marks := r.Document.Layers[0].Marks
	at := map[string]int{}
	for i := range marks {
		at[marks[i].ID] = i
	}
	for _, s := range r.cas.Structures {
		from, to := r.cas.refs(s.Feature("Governor")), r.cas.refs(s.Feature("Dependent"))
		if len(from) != 1 || len(to) != 1 || r.byStruct[from[0].ID] == nil || r.byStruct[to[0].ID] == nil || r.byStruct[s.ID] != nil {
			continue
		}
		m := r.byStruct[from[0].ID]
		link := foreign.Link{ID: strconv.FormatInt(s.ID, 10), Role: r.label(s, labelled), To: r.byStruct[to[0].ID].id}
		but := []string{"Governor", "Dependent"}
		if link.Role != short(s.Type) {
			but = append(but, labelled)
		}
		link.Attributes = r.answers(s, but...)
		r.native(m, &marks[at[m.id]], link)
		if !r.used[s.ID] {
			r.own(m, s)
		}
	}
}
