package webanno

import (
	"fmt"
	"reflect"
	"slices"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/uima"
)

// link writes the links of a mark that are not in the file yet, and takes out
// those that it has no more.
func (u *updating) link(m *foreign.Mark) error {
	a := u.annoOf[m.ID]
	left := slices.Clone(m.Links)
	for _, c := range u.links[a] {
		at := slices.IndexFunc(left, func(l foreign.Link) bool {
			return l.Role == c.Role && l.To == c.To && reflect.DeepEqual(sorted(l.Attributes), sorted(c.Attributes))
		})
		switch {
		case at >= 0:
			left = slices.Delete(left, at, at+1)
		case c.relation != nil:
			c.relation.gone = true
		case c.slot != nil:
			c.slot.to, c.slot.raw = nil, ""
		case u.annoOf[c.To] != nil:
			return fmt.Errorf("%w: the mark %q is in a chain, which cannot be parted", ErrWrite, m.ID)
		}
	}
	for n := range a.slots {
		a.slots[n] = slices.DeleteFunc(a.slots[n], func(s slot) bool { return s.to == nil && s.raw == "" })
	}
	for _, l := range left {
		if err := u.relation(a, l); err != nil {
			return err
		}
	}
	return nil
}

// relation writes a link as a relation on the row of what it points to.
func (u *updating) relation(from *anno, l foreign.Link) error {
	to := u.annoOf[l.To]
	if to == nil || l.ToEntity {
		return fmt.Errorf("%w: there is nothing that a link %q points to", ErrWrite, l.Role)
	}
	u.number(from)
	u.number(to)
	name := uima.Short(to.layer.name) + "Link"
	r := &anno{layer: u.layer("RL", "webanno.custom."+name, "value", "BT_"+to.layer.name), from: from, to: to, touched: true}
	r.values.set(r.layer.add("value"), escapeValue(l.Role))
	written := map[int]bool{}
	for _, at := range l.Attributes {
		n := r.layer.add(r.layer.columnFor(at.Name))
		if written[n] {
			return fmt.Errorf("%w: a link answers %q twice", ErrWrite, at.Name)
		}
		written[n] = true
		r.values.set(n, escapeValue(fmt.Sprint(at.Value)))
	}
	r.join(to.rows[0])
	u.annos = append(u.annos, r)
	return nil
}
