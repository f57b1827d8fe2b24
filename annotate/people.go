package annotate

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Person is a member of the team.
type Person struct {
	ID       ID
	Name     string
	Initials string
	Handle   string // the short word that stands for the person in exports
	Colour   string // "#rrggbb", or empty
	Lead     bool   // they give out articles and settle differences
	Retired  bool   // nothing is given out to them any more; what they did stays
}

// reservedHandles stand for something else where handles are named.
var reservedHandles = []string{"all", "gold", "everybody"}

// PersonRef names a person.
func PersonRef(id ID) Ref { return Ref{Kind: KindPerson, ID: id} }

// PersonFrom reads a person's object.
func PersonFrom(o *Object) Person {
	return Person{ID: o.Ref.ID, Name: As[string](o.Value(FieldName)), Initials: As[string](o.Value(FieldInitials)),
		Handle: As[string](o.Value(FieldHandle)), Colour: As[string](o.Value(FieldColour)),
		Lead: As[bool](o.Value(FieldLead)), Retired: As[bool](o.Value(FieldRetired))}
}

// AddPerson drafts a new member, who signs the change themselves. Empty
// initials and handle are made from the name. It fails with ErrInvalid
// without a name.
func AddPerson(p Person) (Draft, error) {
	d, err := AddMember(p.ID, p)
	d.Hidden = true
	return d, err
}

// AddMember is AddPerson by somebody who is there already and can undo it.
func AddMember(by ID, p Person) (Draft, error) {
	p.Name = strings.TrimSpace(p.Name)
	if p.Name == "" {
		return Draft{}, Refuse("a person needs a name")
	}
	p.Initials = cmp.Or(strings.TrimSpace(p.Initials), InitialsOf(p.Name))
	p.Handle = cmp.Or(p.Handle, HandleOf(p.Name))
	d := Draft{Person: by, Action: "add " + p.Name}
	d.setPerson(&Person{ID: p.ID}, &p)
	d.Set(PersonRef(p.ID), FieldDeleted, false)
	return d, nil
}

// EditPerson drafts what makes one state of a member the other: only what
// differs is set, so that two people who edit different things do not meet.
// It fails with ErrInvalid without a name or initials, where the colour is
// none, or where a new handle is not made of letters, digits and hyphens.
// Whether anybody else has the handle is for the store to say.
func EditPerson(by ID, before, after Person) (Draft, error) {
	after.Name, after.Initials = strings.TrimSpace(after.Name), strings.TrimSpace(after.Initials)
	switch {
	case after.Name == "" || after.Initials == "":
		return Draft{}, Refuse("a person needs a name and initials")
	case after.Handle != before.Handle && !FreeHandle(after.Handle):
		return Draft{}, Refuse("%q is no handle; one is made of small letters, digits and hyphens, and is not %s", after.Handle, strings.Join(reservedHandles, ", "))
	case after.Colour != before.Colour && !isColour(after.Colour):
		return Draft{}, Refuse("%q is no colour; one is written as #0072B2", after.Colour)
	}
	d := Draft{Person: by, Action: personAction(&before, &after)}
	d.setPerson(&before, &after)
	return d, nil
}

// personAction is what an edit of a member is called.
func personAction(before, after *Person) string {
	switch {
	case after.Retired && !before.Retired:
		return "retire " + before.Name
	case before.Retired && !after.Retired:
		return "take " + before.Name + " back"
	}
	return "edit " + before.Name
}

// setPerson sets the fields in which two states of a member differ.
func (d *Draft) setPerson(before, after *Person) {
	ref := PersonRef(after.ID)
	for _, f := range []struct{ field, old, fresh string }{
		{FieldName, before.Name, after.Name}, {FieldInitials, before.Initials, after.Initials},
		{FieldHandle, before.Handle, after.Handle}, {FieldColour, before.Colour, after.Colour},
	} {
		if f.old != f.fresh {
			d.Set(ref, f.field, f.fresh)
		}
	}
	for _, f := range []struct {
		field      string
		old, fresh bool
	}{{FieldLead, before.Lead, after.Lead}, {FieldRetired, before.Retired, after.Retired}} {
		if f.old != f.fresh {
			d.Set(ref, f.field, f.fresh)
		}
	}
}

// FreeHandle tells whether a word may be somebody's handle: it is made as
// HandleOf makes them, and stands for nothing else.
func FreeHandle(handle string) bool {
	return handle != "" && HandleOf(handle) == handle && !slices.Contains(reservedHandles, handle)
}

// UniqueHandle is the handle, or the handle with the first number behind it
// that makes it one nobody else has, retired people counted in.
func UniqueHandle(handle string, people []Person) string {
	taken := map[string]bool{}
	for _, word := range reservedHandles {
		taken[word] = true
	}
	for _, p := range people {
		taken[p.Handle] = true
	}
	free := handle
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s-%d", handle, n)
	}
	return free
}

// isColour tells whether a text is a colour as "#rrggbb".
func isColour(s string) bool {
	digits, ok := strings.CutPrefix(s, "#")
	_, err := strconv.ParseUint(digits, 16, 32)
	return ok && len(digits) == 6 && err == nil
}

// InitialsOf takes the first letters of a name's first and last words.
func InitialsOf(name string) string {
	words := strings.Fields(name)
	var out []rune
	for i, w := range words {
		if i == 0 || i == len(words)-1 {
			out = append(out, unicode.ToUpper([]rune(w)[0]))
		}
	}
	return string(out)
}

// HandleOf makes the short word for a name: lower case, words joined by
// hyphens, letters and digits only.
func HandleOf(name string) string {
	var out strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && out.Len() > 0 {
				out.WriteByte('-')
			}
			gap = false
			out.WriteRune(r)
		default:
			gap = true
		}
	}
	return out.String()
}
