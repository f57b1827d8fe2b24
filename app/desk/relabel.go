package desk

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
)

// Relabel gives the current annotation another label. Attributes and links
// the new label does not have are removed, and so are links to it from
// annotations that may not point to the new label.
func (d *Desk) Relabel(id annotate.LabelID) {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		label, ok := d.shownBook.Label(id)
		if !ok || a.Label == id || d.retired(id) {
			return annotate.Draft{}, false
		}
		draft := annotate.Relabel(a.Ref(), id)
		draft.Action = "change label to " + label.Name
		for attribute := range a.Attributes {
			if !slices.Contains(d.shownBook.AttributeIDs(id), attribute) {
				draft.Unset(a.Ref(), annotate.FieldAttr+string(attribute))
			}
		}
		for _, link := range slices.Concat(a.Links, a.Waiting) {
			if !slices.Contains(d.shownBook.RoleIDs(id), link.Role) {
				draft.Unset(a.Ref(), annotate.FieldLink+link.ID.String())
			}
		}
		words := "This is a " + label.Name + " now."
		if n := d.unlink(&draft, a.ID, id); n > 0 {
			words += fmt.Sprintf(" Links that cannot point to a %s were removed: %d.", label.Name, n)
		}
		d.Say(Info, words)
		return draft, true
	})
}

// unlink removes the links to an annotation that may not point to its new
// label, and tells how many there were.
func (d *Desk) unlink(draft *annotate.Draft, target annotate.ID, label annotate.LabelID) (removed int) {
	for i := range d.open.Marks {
		other := &d.open.Marks[i]
		for _, link := range other.Links {
			role, ok := d.shownBook.Role(link.Role)
			if link.To == target && ok && !d.shownBook.PointsTo(role, label) {
				draft.Unset(other.Ref(), annotate.FieldLink+link.ID.String())
				removed++
			}
		}
	}
	return removed
}
