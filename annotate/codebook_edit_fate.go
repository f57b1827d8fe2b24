package annotate

import (
	"fmt"
	"slices"
)

// What becomes of labels: their order, merging, splitting, retiring.

// MoveLabel drafts moving a label up (-1) or down (+1) among those of its
// group that can be given. At the end of the row nothing changes, and ok is
// false.
func (e Editor) MoveLabel(id LabelID, step int) (d Draft, ok bool, err error) {
	label, there := e.Book.Label(id)
	if !there {
		return d, false, fmt.Errorf("%w: the codebook has no label %q", ErrNotFound, id)
	}
	order := make([]LabelID, len(e.Book.Labels))
	var group []int // where in the order the group's labels stand
	for i, l := range e.Book.Labels {
		order[i] = l.ID
		if l.Group == label.Group && (e.Book.Offers(l.ID) || l.ID == id) {
			group = append(group, i)
		}
	}
	at := slices.IndexFunc(group, func(i int) bool { return order[i] == id })
	if at+step < 0 || at+step >= len(group) {
		return d, false, nil
	}
	order[group[at]], order[group[at+step]] = order[group[at+step]], order[group[at]]
	d = e.draft("move the label " + label.Name)
	e.reorder(&d, order)
	return d, true, nil
}

// reorder gives labels the orders that there are, in the order wanted, so that
// only those are written that moved; orders that come twice are spread.
func (e Editor) reorder(d *Draft, ids []LabelID) {
	last := -1
	for i, id := range ids {
		l, _ := e.Book.Label(id)
		at := max(e.Book.Labels[i].Order, last+1)
		if last = at; l.Order != at {
			l.Order = at
			d.Set(CodebookRef(), FieldLabelDef+string(id), l)
		}
	}
}

// RetireLabel drafts that a label is given no more, or again. What has it is
// read as before.
func (e Editor) RetireLabel(id LabelID, retired bool) (Draft, error) {
	action := "retire the label %s"
	if !retired {
		action = "bring back the label %s"
	}
	return e.label(id, action, func(l *Label) error { l.Retired = retired; return e.comesBack(l) })
}

// comesBack sees to it that a label that can be given again has a name and a
// key of its own.
func (e Editor) comesBack(l *Label) error {
	if l.Retired || l.Into != "" {
		return nil
	}
	if _, held := e.Book.KeyHolder(l.Key, l.ID); held {
		l.Key = ""
	}
	_, err := e.freeLabelName(l.Name, l.ID)
	return err
}

// MergeLabel drafts that what is marked as one label is read as the other.
// No annotation is rewritten, so the merge also holds for what arrives later,
// and UnmergeLabel takes it back. Attributes and links of both are asked.
func (e Editor) MergeLabel(from, into LabelID) (Draft, error) {
	target, ok := e.Book.Label(into)
	switch {
	case !ok:
		return Draft{}, fmt.Errorf("%w: the codebook has no label %q", ErrNotFound, into)
	case from == into:
		return Draft{}, fmt.Errorf("%w: %s cannot be merged into itself", ErrInvalid, target.Name)
	case e.Book.leads(into, from):
		return Draft{}, fmt.Errorf("%w: %s is read as %s already; take that merge back first", ErrInvalid, target.Name, e.Book.LabelName(from))
	case !e.Book.Offers(e.Book.Resolve(into)):
		return Draft{}, fmt.Errorf("%w: %s is retired", ErrInvalid, target.Name)
	}
	return e.label(from, "merge the label %s into "+escape(target.Name), func(l *Label) error { l.Into = into; return nil })
}

// leads tells whether the merges of a label go through another one.
func (cb *Codebook) leads(id, through LabelID) bool {
	for range cb.Labels {
		l, ok := cb.Label(id)
		if !ok || l.Into == "" {
			return false
		}
		if id = l.Into; id == through {
			return true
		}
	}
	return false
}

// UnmergeLabel drafts taking a merge back: what was marked as the label is
// read as it again.
func (e Editor) UnmergeLabel(id LabelID) (Draft, error) {
	return e.label(id, "take back the merge of %s", func(l *Label) error { l.Into = ""; return e.comesBack(l) })
}

// SplitLabel drafts a new label with the look, attributes and links of
// another one, for a part of what is marked as that one. Which annotations get
// it is a second step, in one's own layer: see Split.
func (e Editor) SplitLabel(from LabelID, name string) (Draft, LabelID, error) {
	l, ok := e.Book.Label(from)
	if !ok {
		return Draft{}, "", fmt.Errorf("%w: the codebook has no label %q", ErrNotFound, from)
	}
	l = Label{Name: name, Group: l.Group, Style: l.Style, Register: l.Register, Guideline: l.Guideline,
		Attributes: e.Book.AttributeIDs(from), Roles: e.Book.RoleIDs(from)}
	d, id, err := e.AddLabel(l)
	if err != nil {
		return Draft{}, "", err
	}
	d.Action = fmt.Sprintf("split the label %s: add %s", e.Book.LabelName(from), name)
	for _, role := range e.Book.Roles {
		if slices.Contains(role.To, from) {
			role.To = append(slices.Clone(role.To), id)
			d.Set(CodebookRef(), FieldRoleDef+string(role.ID), role)
		}
	}
	return d, id, nil
}
