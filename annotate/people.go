package annotate

import (
	"cmp"
	"fmt"
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
}

// PersonRef names a person.
func PersonRef(id ID) Ref { return Ref{Kind: KindPerson, ID: id} }

// PersonFrom reads a person's object.
func PersonFrom(o *Object) Person {
	return Person{ID: o.Ref.ID, Name: As[string](o.Value(FieldName)), Initials: As[string](o.Value(FieldInitials)),
		Handle: As[string](o.Value(FieldHandle)), Colour: As[string](o.Value(FieldColour))}
}

// AddPerson drafts a new member, who signs the change themselves. Empty
// initials and handle are made from the name. It fails with ErrInvalid
// without a name.
func AddPerson(p Person) (Draft, error) {
	p.Name = strings.TrimSpace(p.Name)
	if p.Name == "" {
		return Draft{}, fmt.Errorf("%w: a person needs a name", ErrInvalid)
	}
	p.Initials = cmp.Or(strings.TrimSpace(p.Initials), InitialsOf(p.Name))
	p.Handle = cmp.Or(p.Handle, HandleOf(p.Name))
	d := Draft{Person: p.ID, Action: "add " + p.Name, Hidden: true}
	ref := PersonRef(p.ID)
	d.Set(ref, FieldName, p.Name)
	d.Set(ref, FieldInitials, p.Initials)
	d.Set(ref, FieldHandle, p.Handle)
	if p.Colour != "" {
		d.Set(ref, FieldColour, p.Colour)
	}
	d.Set(ref, FieldDeleted, false)
	return d, nil
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
