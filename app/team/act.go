package team

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage"
)

// returning is what the team needs of a project to give articles back.
type returning interface {
	SeenLayers(reader, article annotate.ID) ([]annotate.Layer, error)
	Return(by, article, person annotate.ID, reason string) (annotate.Change, error)
	Deeds(article, person annotate.ID) ([]storage.Deed, error)
}

// act does something in the background, in line with everything else, and then
// goes on; a failure is told.
func (t *Team) act(what string, do func() error, then func()) {
	t.o.Work(func() {
		err := do()
		t.o.UI(func() {
			if t.ctx.Err() != nil {
				return
			}
			if err != nil {
				t.o.Failed(what, err)
				return
			}
			t.o.Done()
			if then != nil {
				then()
			}
		})
	})
}

// AddPerson adds a member and then tells who they are.
func (t *Team) AddPerson(p annotate.Person, then func(annotate.Person)) {
	var added annotate.Person
	t.act(p.Name+" could not be added", func() (err error) {
		added, err = t.o.Project.AddMember(t.o.Person, p)
		return err
	}, func() { then(added) })
}

// CheckPerson says what is wrong with what was filled in for a member. What is
// left empty for somebody new is made for them.
func (t *Team) CheckPerson(p annotate.Person) error {
	before := t.Person(p.ID)
	if p.ID.IsZero() {
		before = annotate.Person{Handle: annotate.HandleOf(p.Name), Colour: annotate.Swatches[0]}
		p.Initials = cmp.Or(p.Initials, annotate.InitialsOf(p.Name))
		p.Handle, p.Colour = cmp.Or(p.Handle, before.Handle), cmp.Or(p.Colour, before.Colour)
	}
	for _, other := range t.people {
		if other.ID != p.ID && other.Handle == p.Handle && p.Handle != before.Handle {
			return annotate.Refuse("%s has the handle %q already", other.Name, p.Handle)
		}
	}
	_, err := annotate.EditPerson(t.o.Person, before, p)
	return err
}

// EditPerson makes of a member what is given, and then goes on.
func (t *Team) EditPerson(p annotate.Person, then func()) {
	t.act(t.Person(p.ID).Name+" could not be changed", func() error {
		_, err := t.o.Project.EditPerson(t.o.Person, p)
		return err
	}, then)
}

// Retire retires a member, or takes them back.
func (t *Team) Retire(id annotate.ID) {
	p := t.Person(id)
	p.Retired = !p.Retired
	t.EditPerson(p, nil)
}

// AddRound makes a round with what it gives out: one step of undo.
func (t *Team) AddRound(r rounds.Round, cells []rounds.Cell, then func(rounds.Round)) {
	t.act("The round was not made", func() (err error) {
		r, err = t.o.Project.AddRound(t.o.Person, r, cells)
		return err
	}, func() { then(r) })
}

// EditRound makes of a round what edit makes of it.
func (t *Team) EditRound(id annotate.ID, edit func(*rounds.Round)) {
	r, ok := t.Round(id)
	if !ok {
		return
	}
	after := r.Round
	edit(&after)
	t.act("The round "+r.Name+" was not changed", func() error { return t.o.Project.EditRound(t.o.Person, after) }, nil)
}

// DeleteRound puts a round into the bin; undo brings it back.
func (t *Team) DeleteRound(id annotate.ID) {
	r, _ := t.Round(id)
	t.act("The round "+r.Name+" was not deleted", func() error { return t.o.Project.DeleteRound(t.o.Person, id) }, nil)
}

// Plan works out in the background what a form would give out. Cancelling the
// context drops it.
func (t *Team) Plan(ctx context.Context, rule rounds.Rule, articles []annotate.ID, show func(*rounds.Plan, error)) {
	t.o.Go(func() {
		plan, err := t.o.Project.PlanRound(ctx, rule, articles)
		t.o.UI(func() {
			if ctx.Err() == nil && t.ctx.Err() == nil && !errors.Is(err, context.Canceled) {
				show(plan, err)
			}
		})
	})
}

// Finished is somebody who is done with an article, which can be given back to
// them.
type Finished struct {
	Person annotate.Person
	Status annotate.Status
}

// ReadFinished reads to whom an article can be given back: to those who are
// done with it, as far as the person who works here may see that.
func (t *Team) ReadFinished(article annotate.ID, show func([]Finished, error)) {
	t.o.Work(func() {
		layers, err := t.o.Project.SeenLayers(t.o.Person, article)
		t.o.UI(func() {
			var list []Finished
			for _, l := range layers {
				if rounds.Done(l.Status) && l.Person != annotate.GoldLayer {
					list = append(list, Finished{t.Person(l.Person), l.Status})
				}
			}
			show(list, err)
		})
	})
}

// Return gives an article back to somebody with a reason.
func (t *Team) Return(article, person annotate.ID, reason string, then func()) {
	t.act("The article was not returned", func() error {
		_, err := t.o.Project.Return(t.o.Person, article, person, reason)
		return err
	}, then)
}

// errHidden is why it is not told what was done about somebody's work.
var errHidden = errors.New("it stays hidden until you have submitted the article yourself, or the lead opens the round")

// ReadDeeds reads who did what about a person's work on an article. Leads are
// told everything, others what they may see.
func (t *Team) ReadDeeds(article, person annotate.ID, show func([]storage.Deed, error)) {
	lead, _ := t.Leads()
	all := lead || person == t.o.Person
	t.o.Go(func() {
		var deeds []storage.Deed
		var seen []annotate.Layer
		var err error
		if !all {
			seen, err = t.o.Project.SeenLayers(t.o.Person, article)
			all = slices.ContainsFunc(seen, func(l annotate.Layer) bool { return l.Person == person })
		}
		if err == nil && !all {
			err = errHidden
		}
		if err == nil {
			deeds, err = t.o.Project.Deeds(article, person)
		}
		t.o.UI(func() { show(deeds, err) })
	})
}
