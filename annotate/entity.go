package annotate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Entity is an entry of the project's register.
type Entity struct {
	ID       ID
	Name     string
	Type     string // the label it goes with: person, organisation, place, …
	Aliases  []string
	Roles    []EntityRole // the latest first
	Wikidata string
	Note     string
	Same     []ID // entries merged with this one, as far as it is recorded here; ordered
	Deleted  bool
}

// EntityRole is what somebody was or is, and when: YYYY, YYYY-MM or
// YYYY-MM-DD, empty where nobody knows or it goes on.
type EntityRole struct {
	Title string `json:"title"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
}

// EntityRef names an entity.
func EntityRef(id ID) Ref { return Ref{Kind: KindEntity, ID: id} }

// EntityFrom reads an entity's object.
func EntityFrom(o *Object) Entity {
	e := Entity{ID: o.Ref.ID, Name: As[string](o.Value(FieldName)), Type: As[string](o.Value(FieldType)),
		Aliases: As[[]string](o.Value(FieldAliases)), Roles: As[[]EntityRole](o.Value(FieldRoles)), Wikidata: As[string](o.Value(FieldWikidata)),
		Note: As[string](o.Value(FieldNote)), Deleted: o.Deleted()}
	for name, field := range o.Fields {
		if key, ok := strings.CutPrefix(name, FieldSame); ok && field.Value != nil {
			if id, err := ParseID(key); err == nil {
				e.Same = append(e.Same, id)
			}
		}
	}
	slices.SortFunc(e.Same, ID.Compare)
	return e
}

// CheckEntity fails with ErrInvalid where an entry has no name, or a role
// without a title or with a date that is none.
func CheckEntity(e *Entity) error {
	if strings.TrimSpace(e.Name) == "" {
		return fmt.Errorf("%w: an entry of the register needs a name", ErrInvalid)
	}
	for _, r := range e.Roles {
		if strings.TrimSpace(r.Title) == "" {
			return fmt.Errorf("%w: a role of %s has no title", ErrInvalid, e.Name)
		}
		for _, date := range []string{r.From, r.To} {
			if date != "" && !isDate(date) {
				return fmt.Errorf("%w: %q is no date of %s’s role %s; write YYYY, YYYY-MM or YYYY-MM-DD", ErrInvalid, date, e.Name, r.Title)
			}
		}
	}
	return nil
}

// CheckWikidata fails with ErrInvalid where an id is none of an item of
// Wikidata: a Q and a number. An empty one stands for none.
func CheckWikidata(id string) error {
	number, ok := strings.CutPrefix(id, "Q")
	if _, err := strconv.ParseUint(number, 10, 64); id != "" && (!ok || err != nil || number[0] < '1' || number[0] > '9') {
		return fmt.Errorf("%w: %q is no id of Wikidata; one is a Q and a number, such as Q42", ErrInvalid, id)
	}
	return nil
}

// AddEntity drafts a new entry of the register. It fails as CheckEntity does.
func AddEntity(person ID, e Entity) (Draft, error) {
	d := Draft{Person: person, Action: "add " + e.Name + " to the register"}
	if err := CheckEntity(&e); err != nil {
		return Draft{}, err
	}
	d.setEntity(&Entity{}, &e)
	d.Set(EntityRef(e.ID), FieldDeleted, false)
	return d, nil
}

// EditEntity drafts what makes one entry the other: only what differs is set,
// so that two people who edit different things do not meet. It fails as
// CheckEntity does. Merges are drafted by MergeEntities.
func EditEntity(person ID, before, after Entity) (Draft, error) {
	if err := CheckEntity(&after); err != nil {
		return Draft{}, err
	}
	d := Draft{Person: person, Action: "edit " + before.Name + " in the register"}
	d.setEntity(&before, &after)
	return d, nil
}

// setEntity sets the fields in which two states of an entry differ.
func (d *Draft) setEntity(before, after *Entity) {
	ref := EntityRef(after.ID)
	set := func(field, old, fresh string) {
		if old == fresh {
			return
		}
		if fresh == "" {
			d.Unset(ref, field)
		} else {
			d.Set(ref, field, fresh)
		}
	}
	set(FieldName, before.Name, after.Name)
	set(FieldType, before.Type, after.Type)
	set(FieldWikidata, before.Wikidata, after.Wikidata)
	set(FieldNote, before.Note, after.Note)
	setList(d, ref, FieldAliases, before.Aliases, after.Aliases)
	setList(d, ref, FieldRoles, before.Roles, after.Roles)
	for _, id := range after.Same {
		if !slices.Contains(before.Same, id) {
			d.Set(ref, FieldSame+id.String(), true)
		}
	}
}

func setList[T comparable](d *Draft, ref Ref, field string, before, after []T) {
	switch {
	case slices.Equal(before, after):
	case len(after) == 0:
		d.Unset(ref, field)
	default:
		d.Set(ref, field, after)
	}
}

// DeleteEntity drafts putting an entry into the bin. Mentions keep their link
// and show it again when the entry is restored.
func DeleteEntity(person ID, e Entity) Draft {
	d := Draft{Person: person, Action: "delete " + e.Name + " from the register"}
	d.Set(EntityRef(e.ID), FieldDeleted, true)
	return d
}

// MergeEntities drafts a record that two entries mean the same. It lies with
// the lower id, so that two people who merge the same entries write the same.
// No mention is rewritten. It fails with ErrInvalid for an entry and itself.
func MergeEntities(person ID, a, b Entity) (Draft, error) {
	if a.ID == b.ID {
		return Draft{}, fmt.Errorf("%w: %s cannot be merged with itself", ErrInvalid, a.Name)
	}
	low, high := a.ID, b.ID
	if low.Compare(high) > 0 {
		low, high = high, low
	}
	d := Draft{Person: person, Action: "merge " + a.Name + " with " + b.Name}
	d.Set(EntityRef(low), FieldSame+high.String(), true)
	return d, nil
}

// SplitEntity drafts the revoking of every record that says an entry means the
// same as another. Entries that were the same only by way of it stay so: the
// records that they need are added. all is the register, deleted entries too.
func SplitEntity(person ID, e Entity, all []Entity) Draft {
	d := Draft{Person: person, Action: "split " + e.Name + " off"}
	var neighbours []ID
	for _, other := range all {
		switch {
		case other.ID == e.ID:
			for _, id := range other.Same {
				d.Unset(EntityRef(e.ID), FieldSame+id.String())
				neighbours = append(neighbours, id)
			}
		case slices.Contains(other.Same, e.ID):
			d.Unset(EntityRef(other.ID), FieldSame+e.ID.String())
			neighbours = append(neighbours, other.ID)
		}
	}
	slices.SortFunc(neighbours, ID.Compare)
	neighbours = slices.Compact(neighbours)
	for i := 1; i < len(neighbours); i++ {
		d.Set(EntityRef(neighbours[0]), FieldSame+neighbours[i].String(), true)
	}
	return d
}
