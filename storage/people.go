package storage

import (
	"cmp"
	"fmt"

	"bluepencil/annotate"
)

// People lists the members of the team.
func (p *Project) People() ([]annotate.Person, error) {
	return list(p, kindPrefix(annotate.KindPerson), (*annotate.Object).Exists, annotate.PersonFrom)
}

// Person reads a member, or the description of the adjudicated layer. It fails
// with annotate.ErrNotFound.
func (p *Project) Person(id annotate.ID) (annotate.Person, error) {
	if id == annotate.GoldLayer {
		return annotate.GoldPerson(), nil
	}
	o, err := p.existing(annotate.PersonRef(id))
	if err != nil {
		return annotate.Person{}, err
	}
	return annotate.PersonFrom(o), nil
}

// PersonByHandle finds a member by the short word used in exports. It fails
// with annotate.ErrNotFound.
func (p *Project) PersonByHandle(handle string) (annotate.Person, error) {
	people, err := p.People()
	if err != nil {
		return annotate.Person{}, err
	}
	for _, person := range people {
		if person.Handle == handle {
			return person, nil
		}
	}
	return annotate.Person{}, fmt.Errorf("person %q: %w", handle, annotate.ErrNotFound)
}

// AddPerson adds a member, who signs for it themselves, and returns them with
// an id, initials, a handle nobody else has, and, where none is given, the
// colour that the fewest others have.
func (p *Project) AddPerson(person annotate.Person) (annotate.Person, error) {
	return p.addPerson(person, annotate.AddPerson)
}

// AddMember is AddPerson by somebody who is there already, as a step they can undo.
func (p *Project) AddMember(by annotate.ID, person annotate.Person) (annotate.Person, error) {
	return p.addPerson(person, func(person annotate.Person) (annotate.Draft, error) { return annotate.AddMember(by, person) })
}

func (p *Project) addPerson(person annotate.Person, draft func(annotate.Person) (annotate.Draft, error)) (annotate.Person, error) {
	people, err := p.People()
	if err != nil {
		return person, err
	}
	if person.ID.IsZero() {
		person.ID = annotate.NewID()
	}
	person.Handle = annotate.UniqueHandle(cmp.Or(person.Handle, annotate.HandleOf(person.Name)), people)
	person.Colour = cmp.Or(person.Colour, annotate.ColourFor(people))
	d, err := draft(person)
	if err != nil {
		return person, err
	}
	if _, err := p.Commit(d); err != nil {
		return person, err
	}
	return p.Person(person.ID)
}

// EditPerson makes of a member what is given; it is one step of undo of
// whoever does it. What they were called before stays in the history. It fails
// with annotate.ErrNotFound, and with annotate.ErrInvalid where the handle is
// somebody else's, a retired member's too, or as annotate.EditPerson does.
func (p *Project) EditPerson(by annotate.ID, after annotate.Person) (annotate.Person, error) {
	people, err := p.People()
	if err != nil {
		return after, err
	}
	before, err := p.Person(after.ID)
	if err != nil {
		return after, err
	}
	for _, other := range people {
		if other.ID != after.ID && other.Handle == after.Handle && after.Handle != before.Handle {
			return after, annotate.Refuse("%s has the handle %q already", other.Name, after.Handle)
		}
	}
	d, err := annotate.EditPerson(by, before, after)
	if err != nil || len(d.Settings) == 0 {
		return before, err
	}
	if _, err := p.Commit(d); err != nil {
		return before, err
	}
	return p.Person(after.ID)
}
