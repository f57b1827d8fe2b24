package annotate

import (
	"fmt"
	"strings"
)

// Blocked is a field an undo leaves alone because it no longer holds the
// value of the change being undone.
type Blocked struct {
	Ref   Ref
	Field string
	By    Setting // who changed it since, and when
}

// Revert gives the settings that take a change back: for every field that
// still holds the change's value, the value before it. The other fields are
// listed as blocked. It fails with ErrChangedSince when nothing is left to
// restore; the error names the people by the given function.
func Revert(c *Change, current func(Ref) (*Object, error), name func(person ID) string) ([]FieldSetting, []Blocked, error) {
	var settings []FieldSetting
	var blocked []Blocked
	made := makes(c)
	for i := len(c.Edits) - 1; i >= 0; i-- {
		e := &c.Edits[i]
		if made[e.Ref] && e.Field != FieldDeleted {
			continue
		}
		object, err := current(e.Ref)
		if err != nil {
			return nil, nil, err
		}
		field := object.Fields[e.Field]
		if !field.Value.Equal(e.New) {
			blocked = append(blocked, Blocked{e.Ref, e.Field, field.Setting})
			continue
		}
		settings = append(settings, FieldSetting{e.Ref, e.Field, e.Old})
	}
	if len(settings) == 0 {
		return nil, blocked, fmt.Errorf("%w: %q cannot be undone, %s", ErrChangedSince, c.Action, describe(blocked, name))
	}
	return settings, blocked, nil
}

// makes lists the objects a change brings into being. Taking that back takes
// back their being only: what lies underneath survives, so that somebody who
// edited or deleted the object meanwhile never meets half of one.
func makes(c *Change) map[Ref]bool {
	made := map[Ref]bool{}
	for i := range c.Edits {
		if e := &c.Edits[i]; e.Field == FieldDeleted && e.Old == nil && e.New != nil {
			made[e.Ref] = true
		}
	}
	return made
}

func describe(blocked []Blocked, name func(ID) string) string {
	seen := map[string]bool{}
	var parts []string
	for _, b := range blocked {
		part := fmt.Sprintf("%s changed the %s of this %s", name(b.By.Person), fieldWord(b.Field), b.Ref.Kind)
		if !seen[part] {
			seen[part] = true
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "it changed nothing"
	}
	return strings.Join(parts, "; ")
}

// fieldWord is a field's name as a person reads it: the part before the slash.
func fieldWord(field string) string {
	word, _, _ := strings.Cut(field, "/")
	if word == FieldDeleted {
		return "existence"
	}
	return word
}
