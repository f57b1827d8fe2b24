package team

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/source"
	"bluepencil/assets"
	"bluepencil/storage"
)

// bench is a team whose background and screen the test runs by hand.
type bench struct {
	*Team
	t               *testing.T
	project         *storage.Project
	work, screen    []func()
	shown, done     int
	failed          []string
	lead, mina, ben annotate.Person
	articles        []annotate.ID
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newBench(t *testing.T, articles int) *bench {
	t.Helper()
	codebook, err := assets.Codebook("news")
	must(t, err)
	p, err := storage.NewMemory(codebook, storage.Options{})
	must(t, err)
	b := &bench{t: t, project: p}
	for name, who := range map[string]*annotate.Person{"Nora Vik": &b.lead, "Mina Berg": &b.mina, "Ben Alder": &b.ben} {
		*who, err = p.AddPerson(annotate.Person{Name: name, Lead: name == "Nora Vik"})
		must(t, err)
	}
	i, err := p.StartImport(b.lead.ID, "import")
	must(t, err)
	for n := range articles {
		doc, err := source.FromText(fmt.Sprint(n, ".txt"), fmt.Sprintf("Story %03d\nIt is late.\n", n))
		must(t, err)
		id, _, err := i.Add(doc)
		must(t, err)
		b.articles = append(b.articles, id)
	}
	_, err = i.Close("")
	must(t, err)
	b.sit(b.lead)
	return b
}

// sit makes the team as a person sees it.
func (b *bench) sit(person annotate.Person) {
	later := func(fn func()) { b.work = append(b.work, fn) }
	b.Team = New(Options{Project: b.project, Person: person.ID, UI: func(fn func()) { b.screen = append(b.screen, fn) }, Work: later, Go: later,
		Show: func() { b.shown++ }, Done: func() { b.done++ }, Failed: func(what string, err error) { b.failed = append(b.failed, what+": "+err.Error()) }})
	b.t.Cleanup(b.Close)
	b.Read()
	b.settle()
}

// settle runs background and screen until nothing is left to do.
func (b *bench) settle() {
	for len(b.work)+len(b.screen) > 0 {
		work, screen := b.work, b.screen
		b.work, b.screen = nil, nil
		for _, fn := range append(work, screen...) {
			fn()
		}
	}
}

func names(people []annotate.Person) (list []string) {
	for _, p := range people {
		list = append(list, p.Name)
	}
	return list
}

func TestMembersAreAddedEditedAndRetired(t *testing.T) {
	b := newBench(t, 0)
	if got := names(b.People()); !slices.Equal(got, []string{"Ben Alder", "Mina Berg", "Nora Vik"}) {
		t.Fatalf("%q", got)
	}
	b.AddPerson(annotate.Person{Name: "Ada Lund"}, func(annotate.Person) {})
	b.settle()
	b.Retire(b.Team.People()[0].ID)
	b.settle()
	if got := names(b.People()); got[len(got)-1] != "Ada Lund" || len(b.Active()) != 3 {
		t.Errorf("who is retired stands at the end: %q", got)
	}
	ben := b.Person(b.ben.ID)
	ben.Lead = true
	b.EditPerson(ben, nil)
	b.settle()
	if !b.Person(ben.ID).Lead || b.done != 3 || len(b.failed) > 0 {
		t.Errorf("%+v, %d done, %q", b.Person(ben.ID), b.done, b.failed)
	}
}

func TestWhatIsWrongAboutAMemberIsSaidBefore(t *testing.T) {
	b := newBench(t, 0)
	for want, p := range map[string]annotate.Person{
		"":                     {Name: "Ada Lund"},
		"needs a name":         {Name: " "},
		"is no colour":         {Name: "Ada Lund", Colour: "red"},
		"is no handle":         {Name: "Ada Lund", Handle: "Ada Lund"},
		"has the handle":       {Name: "Ada Lund", Handle: "ben-alder"},
		"name and initials":    {ID: b.ben.ID, Name: "Ben Alder", Handle: "ben-alder", Colour: b.ben.Colour},
		"is no handle; one is": {Name: "Ada Lund", Handle: "gold"},
	} {
		err := b.CheckPerson(p)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%+v: %v, want %q", p, err, want)
		}
	}
}

func TestAFormMakesARule(t *testing.T) {
	people := []annotate.Person{{ID: annotate.NewID()}, {ID: annotate.NewID()}, {ID: annotate.NewID()}}
	form := func(edit func(*Form)) Form {
		f := NewForm(people)
		f.Name = "March"
		edit(&f)
		return f
	}
	f := form(func(f *Form) {
		f.Overlap, f.OverlapBy, f.Seed, f.Stratify = "12,5 %", "3", "7", rounds.StratifyMonth
		f.Quotas[people[1].ID] = "4"
		f.Tick(people[2].ID, false)
		f.Tick(people[2].ID, true)
	})
	r, err := f.Round()
	must(t, err)
	if want := (rounds.Quota{Person: people[1].ID, Articles: 4}); r.Rule.Overlap != 0.125 || r.Rule.OverlapBy != 3 || r.Rule.Seed != 7 || r.Rule.PerArticle != 2 ||
		len(r.Rule.People) != 3 || !slices.Equal(r.Rule.Quotas, []rounds.Quota{want}) {
		t.Errorf("%+v", r.Rule)
	}
	for want, f := range map[string]Form{
		"needs a name":          form(func(f *Form) { f.Name = "  " }),
		"at least one person":   form(func(f *Form) { f.People = nil }),
		"people per article":    form(func(f *Form) { f.PerArticle = "4" }),
		"a whole number":        form(func(f *Form) { f.PerArticle = "two" }),
		"share from 0 to 100":   form(func(f *Form) { f.Overlap = "101" }),
		"share from 0 to 100 %": form(func(f *Form) { f.Overlap = "NaN" }),
		"shared articles":       form(func(f *Form) { f.OverlapBy = "9" }),
		"the seed":              form(func(f *Form) { f.Seed = "-1" }),
		"a quota":               form(func(f *Form) { f.Quotas[people[0].ID] = "-1" }),
	} {
		if _, err := f.Round(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	byHand := form(func(f *Form) { f.ByHand, f.People = true, nil })
	if r, err := byHand.Round(); err != nil || r.Rule != nil {
		t.Errorf("%+v, %v", r, err)
	}
}

// matrix opens the matrix of a round that is given out by hand.
func (b *bench) openMatrix(cells ...rounds.Cell) *Matrix {
	b.t.Helper()
	r, err := b.project.AddRound(b.lead.ID, rounds.Round{Name: "March"}, cells)
	must(b.t, err)
	b.settle()
	m := b.OpenMatrix(r.ID)
	b.settle()
	m.Row(0)
	b.settle()
	return m
}

func TestACellIsOneChange(t *testing.T) {
	b := newBench(t, 3)
	m := b.openMatrix()
	if m.Len() != 3 || len(m.Columns()) != 3 || m.Columns()[1].ID != b.mina.ID {
		t.Fatalf("%d articles, %q", m.Len(), names(m.Columns()))
	}
	m.Go(2, 1)
	m.Toggle()
	if c := m.Cell(2, 1); !c.Pending {
		t.Error("the cell does not say that it is being written")
	}
	m.Toggle() // nothing while the first is under way
	b.settle()
	if c := m.Cell(2, 1); !c.Given || c.Pending || !c.Current || m.Load(b.mina.ID) != 1 {
		t.Errorf("%+v", c)
	}
	if name, _ := b.project.UndoName(b.lead.ID); name != "assign article to Mina Berg" {
		t.Errorf("undo is called %q", name)
	}
	_, err := b.project.Undo(b.lead.ID)
	must(t, err)
	b.settle()
	if m.Cell(2, 1).Given || m.Load(b.mina.ID) != 0 {
		t.Error("the matrix did not follow the undo")
	}
	m.Toggle()
	b.settle()
	m.Toggle()
	b.settle()
	if m.Cell(2, 1).Given || len(b.failed) > 0 {
		t.Errorf("taken back, and given still; %q", b.failed)
	}
}

func TestAClosedRoundSaysWhyNothingChanges(t *testing.T) {
	b := newBench(t, 1)
	m := b.openMatrix()
	b.EditRound(m.Round().ID, func(r *rounds.Round) { r.Closed = true })
	b.settle()
	m.Toggle()
	b.settle()
	if len(b.failed) != 1 || !strings.Contains(b.failed[0], "closed") || m.Cell(0, 0).Given || m.Cell(0, 0).Pending {
		t.Errorf("%q, %+v", b.failed, m.Cell(0, 0))
	}
}

// TestTheMatrixKeepsOnlyWhatIsSeen: rows are read by pages, however many there
// are, and the titles are those of the list.
func TestTheMatrixKeepsOnlyWhatIsSeen(t *testing.T) {
	b := newBench(t, pageRows*(pagesKept+3))
	m := b.openMatrix()
	for at := 0; at < m.Len(); at += pageRows / 2 {
		m.Row(at)
		b.settle()
		if r, ok := m.Row(at); !ok || r.Title != fmt.Sprintf("Story %03d", at) {
			t.Fatalf("row %d: %+v", at, r)
		}
	}
	if len(m.pages) > pagesKept || len(m.order) != len(m.pages) {
		t.Errorf("%d pages are kept", len(m.pages))
	}
	m.Narrow("story 003", false)
	b.settle()
	if m.Len() != 1 {
		t.Errorf("%d articles are called so", m.Len())
	}
	m.Narrow("", true)
	b.settle()
	if m.Len() != 0 {
		t.Errorf("%d articles are given out", m.Len())
	}
}

// TestTheMatrixHidesWhereOthersStand from everybody but leads, until they are
// done themselves.
func TestTheMatrixHidesWhereOthersStand(t *testing.T) {
	b := newBench(t, 1)
	article := b.articles[0]
	m := b.openMatrix(rounds.Cell{Article: article, Person: b.mina.ID}, rounds.Cell{Article: article, Person: b.ben.ID})
	_, err := b.project.SubmitLayer(article, b.ben.ID)
	must(t, err)
	b.settle()
	cells := func(m *Matrix) string {
		m.Row(0)
		b.settle()
		ben, mina := m.Cell(0, 0), m.Cell(0, 1)
		return fmt.Sprint(ben.Status, " ", ben.Hidden, ", ", mina.Status, " ", mina.Hidden)
	}
	if got := cells(m); got != "submitted false, new false" {
		t.Errorf("the lead sees %s", got)
	}
	round := m.Round().ID
	b.sit(b.mina)
	m = b.OpenMatrix(round)
	b.settle()
	if got := cells(m); got != "new true, new false" {
		t.Errorf("before submitting, Mina sees %s", got)
	}
	_, err = b.project.SubmitLayer(article, b.mina.ID)
	must(t, err)
	b.settle()
	if got := cells(m); got != "submitted false, submitted false" {
		t.Errorf("afterwards, Mina sees %s", got)
	}
}

func TestProgressIsCountedWhileSomebodyLooks(t *testing.T) {
	b := newBench(t, 2)
	m := b.openMatrix(rounds.Cell{Article: b.articles[0], Person: b.mina.ID}, rounds.Cell{Article: b.articles[1], Person: b.mina.ID})
	if r := m.Round(); r.Counted {
		t.Error("it is counted though nobody looks")
	}
	end := b.Watch()
	b.settle()
	_, err := b.project.SubmitLayer(b.articles[1], b.mina.ID)
	must(t, err)
	b.settle()
	if r := m.Round(); !r.Counted || r.Given() != 2 || r.Finished() != 1 {
		t.Errorf("%+v", r.Progress)
	}
	end()
	end()
	if b.counts != 0 {
		t.Error("ending twice counts twice")
	}
}

func TestAnArticleIsReturnedToWhoIsDone(t *testing.T) {
	b := newBench(t, 1)
	article := b.articles[0]
	b.openMatrix(rounds.Cell{Article: article, Person: b.mina.ID})
	finished := func() (list []Finished) {
		b.ReadFinished(article, func(found []Finished, err error) { must(t, err); list = found })
		b.settle()
		return list
	}
	if got := finished(); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	_, err := b.project.SubmitLayer(article, b.mina.ID)
	must(t, err)
	if got := finished(); len(got) != 1 || got[0].Person.ID != b.mina.ID || got[0].Status != annotate.StatusSubmitted {
		t.Fatalf("%+v", got)
	}
	b.Return(article, b.mina.ID, "no speaker", nil)
	b.settle()
	l, err := b.project.Layer(article, b.mina.ID)
	must(t, err)
	if l.Status != annotate.StatusReturned || l.Reason != "no speaker" || len(finished()) != 0 {
		t.Errorf("%+v", l)
	}
	var deeds []string
	b.ReadDeeds(article, b.mina.ID, func(list []storage.Deed, err error) {
		must(t, err)
		for _, d := range list {
			deeds = append(deeds, b.Person(d.By).Name+": "+d.Action)
		}
	})
	b.settle()
	if got := strings.Join(deeds, "; "); !strings.Contains(got, "Nora Vik: assign in the round March; ") || !strings.HasSuffix(got, "Nora Vik: return article") {
		t.Errorf("%s", got)
	}
	b.sit(b.ben)
	b.ReadDeeds(article, b.mina.ID, func(list []storage.Deed, err error) {
		if err == nil || len(list) > 0 {
			t.Errorf("Ben, who has not submitted, is told of %d deeds", len(list))
		}
	})
	b.settle()
}
