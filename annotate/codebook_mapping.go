package annotate

import (
	"maps"
	"slices"
)

// What was merged is read as what it was merged into. Nothing is rewritten:
// annotations keep the ids they were made with, so that a packet made before a
// merge reads right after it, and a merge can be taken back at any time.

// Resolve is the label that a label is read as: the end of the chain of
// merges. Two people can merge two labels into each other on two copies; all
// labels of such a ring are read as the one with the lowest id.
func (cb *Codebook) Resolve(id LabelID) LabelID {
	if label, ok := cb.Label(id); !ok || label.Into == "" {
		return id
	}
	return cb.ends()[id]
}

// ends are the labels that merged ones are read as; nil where nothing was merged.
func (cb *Codebook) ends() map[LabelID]LabelID {
	return ends(cb.Labels, func(l *Label) (LabelID, LabelID) { return l.ID, l.Into })
}

// Resolve is the value that a value of the attribute is read as, as it is for
// labels.
func (at *Attribute) Resolve(id ValueID) ValueID {
	if choice, ok := at.choice(id); !ok || choice.Into == "" {
		return id
	}
	return at.ends()[id]
}

func (at *Attribute) ends() map[ValueID]ValueID {
	return ends(at.Choices, func(c *Choice) (ValueID, ValueID) { return c.ID, c.Into })
}

func (at *Attribute) choice(id ValueID) (Choice, bool) {
	return find(at.Choices, func(c Choice) bool { return c.ID == id })
}

// ends follows every chain of merges to its end, or to the last part of it
// that is there.
func ends[P any, T ~string](parts []P, of func(*P) (id, into T)) map[T]T {
	if !slices.ContainsFunc(parts, func(p P) bool { _, into := of(&p); return into != "" }) {
		return nil
	}
	next := make(map[T]T, len(parts))
	for i := range parts {
		id, into := of(&parts[i])
		next[id] = into
	}
	found := make(map[T]T, len(parts))
	for i := range parts {
		if id, into := of(&parts[i]); into != "" {
			follow(id, next, found)
		}
	}
	return found
}

// follow finds the end of one chain, for every part of it.
func follow[T ~string](id T, next, found map[T]T) {
	var way []T
	place := map[T]int{}
	end := id
	for {
		if known, ok := found[end]; ok {
			end = known
			break
		}
		if at, ring := place[end]; ring {
			end = slices.Min(way[at:])
			break
		}
		place[end] = len(way)
		way = append(way, end)
		further := next[end]
		if _, there := next[further]; further == "" || !there {
			break
		}
		end = further
	}
	for _, part := range way {
		found[part] = end
	}
}

// Offered lists the labels that can be given: neither retired nor merged.
func (cb *Codebook) Offered() []Label {
	var list []Label
	for _, l := range cb.Labels {
		if cb.Offers(l.ID) {
			list = append(list, l)
		}
	}
	return list
}

// Offers tells whether the label can be given.
func (cb *Codebook) Offers(id LabelID) bool {
	label, ok := cb.Label(id)
	return ok && !label.Retired && cb.Resolve(id) == id
}

// Offered lists the choices that can be chosen.
func (at *Attribute) Offered() []Choice {
	var list []Choice
	for _, c := range at.Choices {
		if !c.Retired && at.Resolve(c.ID) == c.ID {
			list = append(list, c)
		}
	}
	return list
}

// MergedInto lists the labels that are read as the label, without itself.
func (cb *Codebook) MergedInto(id LabelID) []LabelID {
	var list []LabelID
	ends := cb.ends()
	for _, l := range cb.Labels {
		if l.ID != id && l.Into != "" && ends[l.ID] == id {
			list = append(list, l.ID)
		}
	}
	return list
}

// AttributeIDs lists the attributes of a label and of those merged into it,
// whose annotations keep what was filled in.
func (cb *Codebook) AttributeIDs(id LabelID) []AttributeID {
	return union(cb, id, func(l *Label) []AttributeID { return l.Attributes })
}

// RoleIDs lists the roles of a label and of those merged into it.
func (cb *Codebook) RoleIDs(id LabelID) []RoleID {
	return union(cb, id, func(l *Label) []RoleID { return l.Roles })
}

func union[T comparable](cb *Codebook, id LabelID, of func(*Label) []T) []T {
	label, _ := cb.Label(id)
	own := of(&label)
	for _, merged := range cb.MergedInto(id) {
		other, _ := cb.Label(merged)
		for _, x := range of(&other) {
			if !slices.Contains(own, x) {
				own = append(slices.Clip(own), x)
			}
		}
	}
	return own
}

// PointsTo tells whether links of the role may point to annotations with the label.
func (cb *Codebook) PointsTo(role Role, label LabelID) bool {
	label = cb.Resolve(label)
	return len(role.To) == 0 || slices.ContainsFunc(role.To, func(to LabelID) bool { return cb.Resolve(to) == label })
}

// Mapping is how annotations are read after merges. The nil Mapping changes nothing.
type Mapping struct {
	labels map[LabelID]LabelID
	values map[AttributeID]map[ValueID]ValueID
}

// Mapping is what the codebook's merges make of what was stored; nil where
// nothing was merged.
func (cb *Codebook) Mapping() *Mapping {
	var m *Mapping
	if labels := cb.ends(); labels != nil {
		m = m.ready()
		m.labels = labels
	}
	for i := range cb.Attributes {
		if values := cb.Attributes[i].ends(); values != nil {
			m = m.ready()
			m.values[cb.Attributes[i].ID] = values
		}
	}
	return m
}

func (m *Mapping) ready() *Mapping {
	if m == nil {
		m = &Mapping{values: map[AttributeID]map[ValueID]ValueID{}}
	}
	return m
}

// Read makes of an annotation as it is stored what it is read as. What it
// shares with others is left alone.
func (m *Mapping) Read(a *Annotation) {
	if m == nil {
		return
	}
	if into, ok := m.labels[a.Label]; ok {
		a.Label = into
	}
	if len(m.values) == 0 {
		return
	}
	a.Attributes, _ = m.readValues(a.Attributes)
	for i := range a.Links {
		if values, changed := m.readValues(a.Links[i].Attributes); changed {
			a.Links = slices.Clone(a.Links)
			a.Links[i].Attributes = values
		}
	}
}

// ReadAll is Read for a list.
func (m *Mapping) ReadAll(list []Annotation) {
	if m == nil {
		return
	}
	for i := range list {
		m.Read(&list[i])
	}
}

// readValues gives the same map where nothing in it was merged.
func (m *Mapping) readValues(values map[AttributeID]AttributeValue) (out map[AttributeID]AttributeValue, copied bool) {
	out = values
	for id, value := range values {
		read, changed := m.readValue(id, value)
		if !changed {
			continue
		}
		if !copied {
			out, copied = maps.Clone(values), true
		}
		out[id] = read
	}
	return out, copied
}

func (m *Mapping) readValue(id AttributeID, value AttributeValue) (AttributeValue, bool) {
	merged := m.values[id]
	if merged == nil {
		return value, false
	}
	switch v := value.(type) {
	case string:
		into, ok := merged[ValueID(v)]
		return string(into), ok && string(into) != v
	case []string:
		var list []string
		changed := false
		for _, one := range v {
			if into, ok := merged[ValueID(one)]; ok && string(into) != one {
				one, changed = string(into), true
			}
			if !slices.Contains(list, one) {
				list = append(list, one)
			}
		}
		return list, changed
	}
	return value, false
}
