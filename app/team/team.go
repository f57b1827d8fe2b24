package team

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage"
)

// Project is what the team needs of a project; *storage.Project has it.
type Project interface {
	People() ([]annotate.Person, error)
	AddMember(by annotate.ID, person annotate.Person) (annotate.Person, error)
	EditPerson(by annotate.ID, after annotate.Person) (annotate.Person, error)
	Rounds() ([]rounds.Round, error)
	AddRound(by annotate.ID, r rounds.Round, cells []rounds.Cell) (rounds.Round, error)
	EditRound(by annotate.ID, after rounds.Round) error
	DeleteRound(by, id annotate.ID) error
	PlanRound(ctx context.Context, rule rounds.Rule, articles []annotate.ID) (*rounds.Plan, error)
	Progress(ctx context.Context, round annotate.ID) ([]rounds.Progress, error)
	Subscribe(func(storage.Event)) (cancel func())
	returning
	tabled
}

// Options are what a team is made with.
type Options struct {
	Project Project
	Person  annotate.ID  // who works here
	UI      func(func()) // runs a function on the screen's goroutine
	Work    func(func()) // runs a function in the background, in line with everything else the person does
	Go      func(func()) // runs a function in the background, beside others
	Show    func()       // tells that something to be shown changed
	Done    func()       // tells that something was done, which can be undone
	Failed  func(what string, err error)
}

// Round is a round and how far it is.
type Round struct {
	rounds.Round
	Progress []rounds.Progress // of the people to whom something is given, by name
	Counted  bool              // the progress was counted
}

// Given and Finished are how many articles the round gives out, one for each
// person who gets it, and how many of them are done.
func (r *Round) Given() (n int) {
	for i := range r.Progress {
		n += r.Progress[i].Assigned
	}
	return n
}

// Finished is how many of the articles given out are done.
func (r *Round) Finished() (n int) {
	for i := range r.Progress {
		n += r.Progress[i].Finished()
	}
	return n
}

// Team is the presenter. Its methods are called on the screen's goroutine.
type Team struct {
	o      Options
	ctx    context.Context
	cancel context.CancelFunc
	end    func()      // of the listening
	told   atomic.Bool // that the project has changed

	people  []annotate.Person
	rounds  []Round
	read    bool // people and rounds were read
	reading bool
	stale   bool
	counts  int // how many look at the progress
	failed  error
	matrix  *Matrix
}

// New returns a team that has read nothing; Read reads it.
func New(o Options) *Team {
	t := &Team{o: o}
	t.ctx, t.cancel = context.WithCancel(context.Background())
	t.end = o.Project.Subscribe(t.heard)
	return t
}

// Close ends what is under way.
func (t *Team) Close() {
	t.end()
	t.cancel()
}

// heard is called on the goroutine that committed.
func (t *Team) heard(e storage.Event) {
	concerns := slices.ContainsFunc(e.Change.Edits, func(edit annotate.Edit) bool {
		switch edit.Ref.Kind {
		case annotate.KindPerson, annotate.KindRound, annotate.KindAssignment, annotate.KindBatch, annotate.KindLayer, annotate.KindSubmission, annotate.KindRuling:
			return true
		}
		return false
	})
	if !concerns || t.told.Swap(true) {
		return // or the screen has not heard of the change before yet
	}
	t.o.UI(func() {
		t.told.Store(false)
		t.Read()
	})
}

// Read reads people and rounds again in the background, the matrix that is
// shown, too.
func (t *Team) Read() {
	if t.stale = true; t.reading || t.ctx.Err() != nil {
		return
	}
	t.reading, t.stale = true, false
	count, m := t.counts > 0, t.matrix
	t.o.Go(func() {
		people, list, err := t.readAll(count)
		var fresh *given
		if err == nil && m != nil {
			fresh, err = m.readGiven()
		}
		t.o.UI(func() { t.take(people, list, m, fresh, err) })
	})
}

func (t *Team) readAll(count bool) ([]annotate.Person, []Round, error) {
	people, err := t.o.Project.People()
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(people, byName)
	found, err := t.o.Project.Rounds()
	if err != nil {
		return nil, nil, err
	}
	list := make([]Round, len(found))
	for i, r := range found {
		list[i] = Round{Round: r, Counted: count}
		if !count {
			continue
		}
		if list[i].Progress, err = t.o.Project.Progress(t.ctx, r.ID); err != nil {
			return nil, nil, err
		}
		sortProgress(list[i].Progress, people)
	}
	return people, list, nil
}

func byName(a, b annotate.Person) int {
	if a.Retired != b.Retired {
		if a.Retired {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), a.ID.Compare(b.ID))
}

func sortProgress(list []rounds.Progress, people []annotate.Person) {
	at := map[annotate.ID]int{}
	for i := range people {
		at[people[i].ID] = i
	}
	slices.SortStableFunc(list, func(a, b rounds.Progress) int { return cmp.Compare(at[a.Person], at[b.Person]) })
}

func (t *Team) take(people []annotate.Person, list []Round, m *Matrix, fresh *given, err error) {
	t.reading = false
	if t.ctx.Err() != nil || errors.Is(err, context.Canceled) {
		return
	}
	if t.failed = err; err == nil {
		t.people, t.rounds, t.read = people, list, true
		if m != nil && m == t.matrix {
			m.take(fresh)
		}
	}
	t.o.Show()
	if t.stale {
		t.Read() // it has changed meanwhile
	}
}

// Known tells whether people and rounds were read, and why not.
func (t *Team) Known() (bool, error) { return t.read, t.failed }

// Me is who works here.
func (t *Team) Me() annotate.ID { return t.o.Person }

// People are the members by name, those who are retired at the end.
func (t *Team) People() []annotate.Person { return t.people }

// Active are the members to whom something can be given.
func (t *Team) Active() []annotate.Person {
	return slices.DeleteFunc(slices.Clone(t.people), func(p annotate.Person) bool { return p.Retired })
}

// Person finds a member; one who is not there has the name “somebody”.
func (t *Team) Person(id annotate.ID) annotate.Person {
	for _, p := range t.people {
		if p.ID == id {
			return p
		}
	}
	return annotate.Person{ID: id, Name: "somebody", Initials: "?"}
}

// Leads tells whether the person who works here is a lead, and whether anybody is.
func (t *Team) Leads() (me, anybody bool) {
	for _, p := range t.people {
		anybody = anybody || p.Lead
		me = me || p.Lead && p.ID == t.o.Person
	}
	return me, anybody
}

// Rounds are the rounds, the oldest first.
func (t *Team) Rounds() []Round { return t.rounds }

// Round finds a round.
func (t *Team) Round(id annotate.ID) (Round, bool) {
	for _, r := range t.rounds {
		if r.ID == id {
			return r, true
		}
	}
	return Round{}, false
}

// Watch counts how far the rounds are, from now on until the function it
// returns is called.
func (t *Team) Watch() (end func()) {
	t.counts++
	t.Read()
	over := false
	return func() {
		if !over {
			over = true
			t.counts--
		}
	}
}
