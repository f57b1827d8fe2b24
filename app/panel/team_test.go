package panel

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/source"
	"bluepencil/app/team"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func member(name string) annotate.Person {
	return annotate.Person{ID: annotate.NewID(), Name: name, Initials: annotate.InitialsOf(name), Handle: annotate.HandleOf(name), Colour: annotate.Swatches[0]}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// teamOf is a team with a lead, Ben and so many articles, all of it read at once.
func teamOf(t *testing.T, articles int) (*team.Team, *storage.Project, annotate.Person) {
	t.Helper()
	p, err := storage.NewMemory(codebook(t), storage.Options{})
	must(t, err)
	lead, err := p.AddPerson(annotate.Person{Name: "Nora Vik", Lead: true})
	must(t, err)
	ben, err := p.AddPerson(annotate.Person{Name: "Ben Alder"})
	must(t, err)
	i, err := p.StartImport(lead.ID, "import")
	must(t, err)
	for n := range articles {
		doc, err := source.FromText(fmt.Sprint(n, ".txt"), fmt.Sprintf("Story %04d\nIt is late.\n", n))
		must(t, err)
		_, _, err = i.Add(doc)
		must(t, err)
	}
	_, err = i.Close("")
	must(t, err)
	at := func(fn func()) { fn() }
	made := team.New(team.Options{Project: p, Person: lead.ID, UI: at, Work: at, Go: at, Show: func() {}, Done: func() {},
		Failed: func(what string, err error) { t.Errorf("%s: %v", what, err) }})
	t.Cleanup(made.Close)
	made.Read()
	return made, p, ben
}

func TestACellTellsItsStatusByShapeAndLetter(t *testing.T) {
	shapes, letters := map[string]bool{}, map[string]bool{}
	for _, s := range annotate.Statuses {
		sign, letter := cellSign(team.Cell{Given: true, Known: true, Status: s})
		if sign == nil || letter == "" {
			t.Fatalf("%s has no sign", s)
		}
		shapes[sign.Name()], letters[letter] = true, true
	}
	if n := len(annotate.Statuses); len(shapes) != n || len(letters) != n {
		t.Errorf("%d statuses have %d shapes and %d letters", n, len(shapes), len(letters))
	}
	for want, c := range map[string]team.Cell{
		"":    {Known: true, Status: annotate.StatusNew},
		"…":   {Given: true, Known: true, Pending: true},
		"(S)": {Known: true, Status: annotate.StatusSubmitted},
		"·":   {Given: true},
	} {
		if sign, words := cellSign(c); words != want || sign != nil {
			t.Errorf("%+v shows %q", c, words)
		}
	}
	if sign, words := cellSign(team.Cell{Given: true, Known: true, Hidden: true, Status: annotate.StatusSubmitted}); words != "" || sign.Name() != hiddenIcon().Name() {
		t.Errorf("what is hidden shows %q", words)
	}
	if _, words := cellSign(team.Cell{Known: true, Hidden: true, Status: annotate.StatusSubmitted}); words != "" {
		t.Errorf("what is hidden and not given out shows %q", words)
	}
}

func TestALargeMatrixMakesOnlyWhatIsSeen(t *testing.T) {
	made, p, _ := teamOf(t, 1000)
	r, err := p.AddRound(made.Me(), rounds.Round{Name: "March"}, nil)
	must(t, err)
	m := made.OpenMatrix(r.ID)
	panel := NewMatrix(m)
	w := window(t, panel)
	w.Resize(fyne.NewSize(900, 600))
	w.Canvas().Focus(panel.Focusable())
	for _, k := range []fyne.KeyName{fyne.KeyEnd, fyne.KeyRight, fyne.KeyUp} {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
	if got, want := panel.Words(), "999 of 1000: Story 0998 — Nora Vik: not given out"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if n := len(all[*matrixCell](panel)); n == 0 || n > 80 {
		t.Errorf("%d cells were made", n)
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	panel.Update()
	if got, want := panel.Words(), "999 of 1000: Story 0998 — Nora Vik: new"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	left := false
	panel.Do.Leave = func() { left = true }
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !left {
		t.Error("Escape does not leave")
	}
}

func TestAClickGivesAndTakes(t *testing.T) {
	made, p, ben := teamOf(t, 3)
	r, err := p.AddRound(made.Me(), rounds.Round{Name: "March"}, nil)
	must(t, err)
	m := made.OpenMatrix(r.ID)
	table := NewMatrix(m).table
	for _, want := range []int{1, 0, 1} {
		table.Select(widget.TableCellID{Row: 1, Col: 0})
		if got := m.Load(ben.ID); got != want {
			t.Errorf("Ben has %d articles, want %d", got, want)
		}
	}
}

func TestTheFormSaysWhatItWouldGiveOut(t *testing.T) {
	made, p, ben := teamOf(t, 10)
	f := NewRoundForm(made.Active(), nil)
	w := window(t, f)
	w.Resize(fyne.NewSize(1100, 700))
	var last team.Form
	f.OnChanged = func(form team.Form) { last = form }
	w.Canvas().Focus(f.Focusable())
	test.Type(w.Canvas().Focused(), "March")
	if last.Name != "March" || !slices.Contains(last.People, ben.ID) {
		t.Fatalf("%+v", last)
	}
	rule, err := last.Rule()
	must(t, err)
	rule.Overlap = 0.3
	plan, err := p.PlanRound(context.Background(), rule, nil)
	must(t, err)
	f.SetPlan(plan, nil)
	if rows, columns := f.plan.Length(); rows != 1 || columns != 5 || f.plan.cell(0, 1) != "10" || f.plan.cell(0, 2) != "3" || f.plan.cell(0, 3) != "10" || f.start.Disabled() {
		t.Errorf("%d rows, %d columns", rows, columns)
	}
	f.SetPlan(nil, errors.New("the quotas leave 2 of 20 places empty"))
	if rows, _ := f.plan.Length(); rows != 0 || !f.start.Disabled() || f.words.Text != "Not yet: the quotas leave 2 of 20 places empty." {
		t.Errorf("it says %q", f.words.Text)
	}
}

func TestReturningNeedsAReason(t *testing.T) {
	ben, mina := member("Ben Alder"), member("Mina Berg")
	r := NewReturn([]team.Finished{{Person: ben, Status: annotate.StatusSubmitted}, {Person: mina, Status: annotate.StatusSetAside}}, mina.ID)
	var to annotate.ID
	var why string
	r.OnDone = func(person annotate.ID, reason string) { to, why = person, reason }
	w := window(t, r)
	w.Canvas().Focus(r.Focusable())
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !to.IsZero() || !r.fault.Visible() {
		t.Fatal("it was returned without a reason")
	}
	test.Type(w.Canvas().Focused(), " no speaker ")
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if to != mina.ID || why != "no speaker" {
		t.Errorf("returned to %v: %q", to, why)
	}
}

func TestTheListOffersOnesOwn(t *testing.T) {
	p := NewArticles()
	window(t, p)
	p.Set(listOf(3))
	if p.mine.Visible() {
		t.Error("without a round there is nothing to choose")
	}
	march := RoundChoice{annotate.NewID(), "March"}
	v := listOf(3)
	v.Mine.Rounds = []RoundChoice{march, {annotate.NewID(), "March"}} // two of one name
	var asked []Mine
	p.OnMine = func(on bool, round annotate.ID) { asked = append(asked, Mine{On: on, Round: round}) }
	p.Set(v)
	if len(asked) != 0 {
		t.Error("showing the choice is no choice")
	}
	p.mine.SetSelectedIndex(3)
	v.Mine.On, v.Mine.Round = true, v.Mine.Rounds[1].ID
	p.Set(v)
	p.mine.SetSelectedIndex(1)
	p.mine.SetSelectedIndex(0)
	if len(asked) != 3 || asked[0].Round != v.Mine.Rounds[1].ID || !asked[1].On || !asked[1].Round.IsZero() || asked[2].On {
		t.Errorf("%+v", asked)
	}
}

func TestPeopleAreChosenByTheKeyboard(t *testing.T) {
	people := NewPeople()
	window(t, people)
	ben, nora := member("Ben Alder"), member("Nora Vik")
	nora.Retired = true
	people.Set([]annotate.Person{ben, nora}, ben.ID)
	var edited, retired annotate.Person
	people.OnEdit = func(p annotate.Person) { edited = p }
	people.OnRetire = func(p annotate.Person) { retired = p }
	people.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	people.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	people.list.TypedRune('R')
	if edited.ID != ben.ID || retired.ID != nora.ID || people.retire.Text != "Take back (R)" || !people.note.Visible() {
		t.Errorf("edited %s, retired %s, %q", edited.Name, retired.Name, people.retire.Text)
	}
}
