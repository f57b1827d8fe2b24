package review

import (
	"cmp"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// Kind is a type of disagreement.
type Kind string

// The kinds.
const (
	Missed     Kind = "missed"    // some have marked it, some have not
	OtherEnds  Kind = "boundary"  // the extents differ
	OtherLabel Kind = "label"     // the labels differ
	OtherValue Kind = "attribute" // under the same label, an attribute differs
	OtherLink  Kind = "link"      // under the same label, a link differs
	OtherEntry Kind = "entity"    // under the same label, the entry of the register differs
)

// Kinds lists them in the order in which they are shown.
var Kinds = []Kind{Missed, OtherEnds, OtherLabel, OtherValue, OtherLink, OtherEntry}

// Difference is one typed disagreement about an item of a unit.
type Difference struct {
	Kind      Kind
	Item      int                  // its place in Unit.Items
	People    []annotate.ID        // who have it otherwise than the most common version, by id
	Attribute annotate.AttributeID // of OtherValue
	Role      annotate.RoleID      // of OtherLink
}

// differences lists how people differ about an item. Marks with the same label
// are compared with the first of them, so that a difference is found wherever
// there is one.
func (c *Comparison) differences(it *Item, index int) []Difference {
	var found []Difference
	add := func(d Difference, person annotate.ID) {
		at := slices.IndexFunc(found, func(x Difference) bool {
			return x.Kind == d.Kind && x.Attribute == d.Attribute && x.Role == d.Role
		})
		if at < 0 {
			d.Item = index
			at, found = len(found), append(found, d)
		}
		found[at].People = append(found[at].People, person)
	}
	first := map[annotate.LabelID]*Mark{}
	for i := range it.Versions {
		if label := it.Versions[i].Label; first[label] == nil {
			first[label] = &it.Versions[i].Marks[0]
		}
	}
	for _, person := range c.People {
		v, m := it.of(person)
		if v == nil {
			add(Difference{Kind: Missed}, person)
			continue
		}
		for _, d := range c.between(&it.Versions[0], first[v.Label], v, m) {
			add(d, person)
		}
	}
	slices.SortStableFunc(found, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)), cmp.Compare(a.Attribute, b.Attribute), cmp.Compare(a.Role, b.Role))
	})
	return found
}

// between lists how a person's mark differs from a version, and from another
// mark with the same label.
func (c *Comparison) between(top *Version, same *Mark, v *Version, m *Mark) []Difference {
	var found []Difference
	if !sameExtent(top, v) {
		found = append(found, Difference{Kind: OtherEnds})
	}
	if top.Label != v.Label {
		found = append(found, Difference{Kind: OtherLabel})
	}
	if m == same {
		return found
	}
	for _, id := range attributesOf(same, m) {
		if valueKey(same.Attributes[id]) != valueKey(m.Attributes[id]) {
			found = append(found, Difference{Kind: OtherValue, Attribute: id})
		}
	}
	for _, role := range c.otherLinks(same, m) {
		found = append(found, Difference{Kind: OtherLink, Role: role})
	}
	if c.scheme.canonical(same.Entity) != c.scheme.canonical(m.Entity) {
		found = append(found, Difference{Kind: OtherEntry})
	}
	return found
}

// attributesOf lists the attributes that any of the marks has, in order.
func attributesOf(marks ...*Mark) []annotate.AttributeID {
	var ids []annotate.AttributeID
	for _, m := range marks {
		for id := range m.Attributes {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// valueKey is the same for values that are the same; "" for none. The order of
// several chosen values does not matter.
func valueKey(v annotate.AttributeValue) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return "s" + v
	case bool:
		if v {
			return "true"
		}
		return "false"
	case []string:
		sorted := slices.Clone(v)
		slices.Sort(sorted)
		return "l" + strings.Join(sorted, "\x00")
	}
	return string(annotate.MustEncode(v))
}

// linkKey says what a link says: its role, what it leads to, its attributes.
// Two links to the markings of two people are the same where these stand for
// the same item.
type linkKey struct {
	role       annotate.RoleID
	to         annotate.ID // an entry of the register, or an annotation that was not compared
	unit, item int         // where the annotation it leads to went; -1 for an entry
	attributes string
}

func (c *Comparison) linkKey(l *annotate.Link) linkKey {
	k := linkKey{role: l.Role, unit: -1, item: -1}
	if at, ok := c.home[l.To]; ok && !l.ToEntity {
		k.unit, k.item = at.unit, at.item
	} else if k.to = l.To; l.ToEntity {
		k.to = c.scheme.canonical(l.To)
	}
	for _, id := range attributesOf(&Mark{Annotation: &annotate.Annotation{Attributes: l.Attributes}}) {
		k.attributes += string(id) + "\x00" + valueKey(l.Attributes[id]) + "\x01"
	}
	return k
}

// linkKeys are those of a mark, each once.
func (c *Comparison) linkKeys(m *Mark) map[linkKey]bool {
	if len(m.Links) == 0 {
		return nil
	}
	keys := make(map[linkKey]bool, len(m.Links))
	for i := range m.Links {
		keys[c.linkKey(&m.Links[i])] = true
	}
	return keys
}

// otherLinks lists the roles in which the links of two marks differ, in order.
func (c *Comparison) otherLinks(a, b *Mark) []annotate.RoleID {
	x, y := c.linkKeys(a), c.linkKeys(b)
	var roles []annotate.RoleID
	for k := range x {
		if !y[k] {
			roles = append(roles, k.role)
		}
	}
	for k := range y {
		if !x[k] {
			roles = append(roles, k.role)
		}
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}

// Between lists the kinds in which two people differ about the unit, in order;
// none where they agree, or have nothing there.
func (c *Comparison) Between(u *Unit, a, b annotate.ID) []Kind {
	found := map[Kind]bool{}
	for i := range u.Items {
		it := &u.Items[i]
		v, m := it.of(a)
		w, n := it.of(b)
		switch {
		case v == nil && w == nil:
		case v == nil || w == nil:
			found[Missed] = true
		default:
			same := m
			if v.Label != w.Label {
				same = n // what labels ask for differs: there is nothing to compare
			}
			for _, d := range c.between(v, same, w, n) {
				found[d.Kind] = true
			}
		}
	}
	var kinds []Kind
	for _, k := range Kinds {
		if found[k] {
			kinds = append(kinds, k)
		}
	}
	return kinds
}
