package storage

import (
	"errors"
	"testing"

	"bluepencil/annotate"
)

func TestMembersAreAddedEditedAndRetired(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		nora, err := p.AddPerson(annotate.Person{Name: "Nora Vik", Lead: true})
		must(t, err)
		mina, err := p.AddMember(nora.ID, annotate.Person{Name: "Mina Orth"})
		must(t, err)
		if !nora.Lead || mina.Lead || mina.Handle != "mina-orth" || mina.Initials != "MO" || mina.Colour == "" || mina.Colour == nora.Colour {
			t.Errorf("%+v, %+v", nora, mina)
		}
		mina.Retired, mina.Handle = true, "mina"
		edited, err := p.EditPerson(nora.ID, mina)
		if must(t, err); edited != mina {
			t.Errorf("%+v", edited)
		}
		other, err := p.AddMember(nora.ID, annotate.Person{Name: "Mina"})
		if must(t, err); other.Handle != "mina-2" {
			t.Errorf("the handle of somebody who left is given to %+v", other)
		}
		other.Handle = "mina"
		if _, err := p.EditPerson(nora.ID, other); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("two have one handle: %v", err)
		}
		if _, err := p.EditPerson(nora.ID, annotate.Person{ID: annotate.NewID(), Name: "Kim", Initials: "K"}); !errors.Is(err, annotate.ErrNotFound) {
			t.Errorf("a stranger was edited: %v", err)
		}
		for _, want := range []string{"add Mina", "retire Mina Orth", "add Mina Orth"} {
			if done, err := p.Undo(nora.ID); err != nil || done.Action != want {
				t.Errorf("undone was %q, want %q: %v", done.Action, want, err)
			}
		}
		if people, err := p.People(); err != nil || len(people) != 1 || people[0] != nora {
			t.Errorf("%+v, %v", people, err)
		}
	})
}
