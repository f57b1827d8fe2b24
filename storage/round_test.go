package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/source"
)

// team is a project with a lead, two analysts and some articles.
type team struct {
	t               *testing.T
	p               *Project
	lead, mina, ben annotate.ID
	articles        []annotate.ID
}

func newTeam(t *testing.T, p *Project, articles int) *team {
	t.Helper()
	w := &team{t: t, p: p}
	lead, err := p.AddPerson(annotate.Person{Name: "Nora Vik", Lead: true})
	must(t, err)
	w.lead, w.mina, w.ben = lead.ID, addPerson(t, p, "Mina Orth"), addPerson(t, p, "Ben Alder")
	i, err := p.StartImport(w.lead, "import")
	must(t, err)
	for n := range articles {
		doc, err := source.FromText(fmt.Sprint(n, ".txt"), sampleText+fmt.Sprint(n))
		must(t, err)
		doc.Meta = map[string]string{annotate.MetaOutlet: fmt.Sprint("outlet ", n%3)}
		id, _, err := i.Add(doc)
		must(t, err)
		w.articles = append(w.articles, id)
	}
	_, err = i.Close("")
	must(t, err)
	return w
}

// everything is every article for every one of the people.
func (w *team) everything(people ...annotate.ID) []rounds.Cell {
	var cells []rounds.Cell
	for _, article := range w.articles {
		for _, person := range people {
			cells = append(cells, rounds.Cell{Article: article, Person: person})
		}
	}
	return cells
}

func (w *team) round(cells []rounds.Cell) rounds.Round {
	w.t.Helper()
	r, err := w.p.AddRound(w.lead, rounds.Round{Name: "March"}, cells)
	must(w.t, err)
	return r
}

func (w *team) given(round annotate.ID) []rounds.Cell {
	w.t.Helper()
	list, err := w.p.Assignments(AssignmentFilter{Round: round})
	must(w.t, err)
	var cells []rounds.Cell
	for _, a := range list {
		cells = append(cells, a.Cell)
	}
	return cells
}

func (w *team) undo(want string) {
	w.t.Helper()
	done, err := w.p.Undo(w.lead)
	if must(w.t, err); done.Action != want {
		w.t.Errorf("undone was %q, want %q", done.Action, want)
	}
}

func (w *team) redo() {
	w.t.Helper()
	_, err := w.p.Redo(w.lead)
	must(w.t, err)
}

func TestTheMatrixIsEditedCellByCell(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newTeam(t, p, 3)
		r := w.round(w.everything(w.mina))
		if got := w.given(r.ID); len(got) != 3 {
			t.Fatalf("%v", got)
		}
		one := rounds.Cell{Article: w.articles[1], Person: w.ben}
		for range 2 { // the second time there is nothing to do
			_, err := p.Assign(w.lead, r.ID, []rounds.Cell{one})
			must(t, err)
		}
		if got := w.given(r.ID); len(got) != 4 || !slices.Contains(got, one) {
			t.Errorf("%v", got)
		}
		w.undo("assign article to Ben Alder")
		if got := w.given(r.ID); len(got) != 3 {
			t.Errorf("after undo: %v", got)
		}
		w.redo()
		n, err := p.Unassign(w.lead, r.ID, []rounds.Cell{one, {Article: w.articles[0], Person: w.ben}})
		if must(t, err); n != 1 || len(w.given(r.ID)) != 3 {
			t.Errorf("%d taken back, %v", n, w.given(r.ID))
		}
		w.undo("take article from Ben Alder")
		n, err = p.Unassign(w.lead, r.ID, w.everything(w.mina))
		if must(t, err); n != 3 || len(w.given(r.ID)) != 1 {
			t.Errorf("%d taken back, %v", n, w.given(r.ID))
		}
		w.undo("take 3 articles in the round March")
		w.undo("assign article to Ben Alder")
		w.undo("start the round March")
		if list, err := p.Rounds(); err != nil || len(list) != 0 || len(w.given(annotate.ID{})) != 0 {
			t.Errorf("%v, %v", list, err)
		}
		w.redo()
		if list, err := p.Rounds(); err != nil || len(list) != 1 || len(w.given(r.ID)) != 3 {
			t.Errorf("%v, %v", list, err)
		}
	})
}

// More cells than a transaction makes are seen all at once, and undone as one.
func TestManyAssignmentsAreOneStep(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	defer checkWhole(t, p)
	w := newTeam(t, p, cellsAtOnce/2+10)
	cells := w.everything(w.mina, w.ben)
	r := w.round(cells[:2])
	if n, err := p.Assign(w.lead, r.ID, cells); err != nil || n != len(cells)-2 {
		t.Fatal(n, err)
	}
	if n := len(w.given(r.ID)); n != len(cells) {
		t.Errorf("%d cells", n)
	}
	w.undo(fmt.Sprintf("assign %d articles in the round March", len(cells)-2))
	if n := len(w.given(r.ID)); n != 2 {
		t.Errorf("after undo: %d cells", n)
	}
	// A cell of what was undone can be given out alone, and stays when it is not.
	if n, err := p.Assign(w.lead, r.ID, cells[5:6]); err != nil || n != 1 || len(w.given(r.ID)) != 3 {
		t.Errorf("%d, %v, %d cells", n, err, len(w.given(r.ID)))
	}
	second, err := p.AddRound(w.lead, rounds.Round{Name: "April"}, cells)
	must(t, err)
	if n := len(w.given(second.ID)); n != len(cells) {
		t.Errorf("%d cells in the second round", n)
	}
	w.undo("start the round April")
	if _, err := p.Round(second.ID); !errors.Is(err, annotate.ErrNotFound) || len(w.given(second.ID)) != 0 {
		t.Errorf("after undo: %v", err)
	}
}

func TestWhatCannotBeGivenOutIsRefused(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, p, 2)
	r := w.round(nil)
	gone, err := p.Person(w.ben)
	must(t, err)
	gone.Retired = true
	_, err = p.EditPerson(w.lead, gone)
	must(t, err)
	for name, test := range map[string]struct {
		cell rounds.Cell
		want error
	}{
		"somebody retired": {rounds.Cell{Article: w.articles[0], Person: w.ben}, annotate.ErrInvalid},
		"a stranger":       {rounds.Cell{Article: w.articles[0], Person: annotate.NewID()}, annotate.ErrNotFound},
		"no article":       {rounds.Cell{Article: annotate.NewID(), Person: w.mina}, annotate.ErrNotFound},
	} {
		cells := []rounds.Cell{{Article: w.articles[1], Person: w.mina}, test.cell}
		_, err := p.Assign(w.lead, r.ID, cells)
		_, err2 := p.AddRound(w.lead, rounds.Round{Name: "April"}, cells)
		if !errors.Is(err, test.want) || !errors.Is(err2, test.want) {
			t.Errorf("%s: %v, %v", name, err, err2)
		}
	}
	r.Closed = true
	must(t, p.EditRound(w.lead, r))
	if _, err := p.Assign(w.lead, r.ID, w.everything(w.mina)); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("a closed round: %v", err)
	}
	w.undo("close the round March")
	must(t, p.DeleteRound(w.lead, r.ID))
	if _, err := p.Assign(w.lead, r.ID, w.everything(w.mina)); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("a round in the bin: %v", err)
	}
	if list, err := p.DeletedRounds(); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	must(t, p.RestoreRound(w.lead, r.ID))
	if n, err := p.Assign(w.lead, r.ID, w.everything(w.mina)); err != nil || n != 2 || len(w.given(r.ID)) != 2 {
		t.Errorf("%d, %v", n, err)
	}
}

func TestRoundsAreFoundByName(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, p, 1)
	r := w.round(nil)
	for _, name := range []string{"march", "March", r.ID.String()} {
		if got, err := p.FindRound(name); err != nil || got.ID != r.ID {
			t.Errorf("%q: %v", name, err)
		}
	}
	w.round(nil)
	if _, err := p.FindRound("March"); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("two of them: %v", err)
	}
	if _, err := p.FindRound("May"); !errors.Is(err, annotate.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
}

func TestAPlanIsMadeOfTheProject(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, p, 9)
	rule := rounds.Rule{People: []annotate.ID{w.mina, w.ben}, PerArticle: 1, Stratify: rounds.StratifyOutlet, Seed: 7}
	plan, err := p.PlanRound(context.Background(), rule, nil)
	if must(t, err); len(plan.Cells) != 9 || len(plan.Strata) != 3 || len(w.given(annotate.ID{})) != 0 {
		t.Errorf("%+v", plan)
	}
	some, err := p.PlanRound(context.Background(), rule, w.articles[:4])
	if must(t, err); len(some.Cells) != 4 {
		t.Errorf("%+v", some)
	}
	_, err = p.PlanRound(context.Background(), rule, []annotate.ID{annotate.NewID()})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err2 := p.PlanRound(ctx, rule, nil)
	if !errors.Is(err, annotate.ErrNotFound) || !errors.Is(err2, context.Canceled) {
		t.Errorf("%v, %v", err, err2)
	}
	r, err := p.AddRound(w.lead, rounds.Round{Name: "By rule", Rule: &rule}, plan.Cells)
	if must(t, err); r.Rule == nil || r.Rule.Seed != 7 || !slices.Equal(w.given(r.ID), plan.Cells) {
		t.Errorf("%+v", r)
	}
}
