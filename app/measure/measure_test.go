package measure

import (
	"context"
	"errors"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement/report"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/source"
	"bluepencil/assets"
	"bluepencil/storage"
)

// asked is a project that counts how often it is asked, and can be held up.
type asked struct {
	*storage.Project
	times int
	last  storage.AgreementFilter
	wait  chan struct{} // nil where nothing holds it up
	fails error
}

func (a *asked) Agreement(ctx context.Context, f storage.AgreementFilter, progress func(done, total int)) (*report.Report, error) {
	a.times++
	a.last = f
	if a.wait != nil {
		select {
		case <-a.wait:
		case <-ctx.Done():
		}
	}
	if a.fails != nil {
		return nil, a.fails
	}
	return a.Project.Agreement(ctx, f, progress)
}

// desk is a view of a project, with everything done at once, unless the
// background is to be run by hand.
type desk struct {
	*View
	p          *asked
	mina, jo   annotate.ID
	background []func()
	byHand     bool
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const harbour = "Mayor Ada Lund said the “bridge” cannot wait. Reyle said no to Port Alder, and Nora Vik asked why."

// newDesk is two people who differ in every way about a few articles; one
// article only one of them has finished.
func newDesk(t *testing.T, articles int) *desk {
	t.Helper()
	codebook, err := assets.Codebook("news")
	must(t, err)
	p, err := storage.NewMemory(codebook, storage.Options{})
	must(t, err)
	d := &desk{p: &asked{Project: p}}
	for i, name := range []string{"Mina Orth", "Jo Vane"} {
		person, err := p.AddPerson(annotate.Person{Name: name, Lead: true})
		must(t, err)
		*[]*annotate.ID{&d.mina, &d.jo}[i] = person.ID
	}
	for i := range articles + 1 {
		d.article(t, i, i == articles)
	}
	d.View = New(Options{Project: d.p, Reader: d.mina, UI: func(fn func()) { fn() }, Show: func() {}, Said: func() {}, Go: func(fn func()) {
		if d.byHand {
			d.background = append(d.background, fn)
			return
		}
		fn()
	}})
	t.Cleanup(d.Close)
	people, err := p.People()
	must(t, err)
	d.SetTeam(Team{People: people, Labels: codebook.Labels})
	return d
}

func (d *desk) article(t *testing.T, number int, alone bool) {
	t.Helper()
	into, err := d.p.StartImport(d.mina, "articles")
	must(t, err)
	words := strings.Repeat("Part. ", number) + harbour
	doc, err := source.FromText("harbour.txt", words)
	must(t, err)
	article, _, err := into.Add(doc)
	must(t, err)
	_, err = into.Close("")
	must(t, err)
	marks := map[annotate.ID]map[string]annotate.LabelID{
		d.mina: {"Mayor Ada Lund": "person", "“bridge” cannot": "quote", "Port Alder": "place", "Nora Vik": "person", "Reyle": "person"},
		d.jo:   {"Ada Lund": "person", "“bridge” cannot wait": "quote", "Port Alder": "organisation", "Reyle": "person"},
	}
	for person, list := range marks {
		if alone && person == d.jo {
			continue
		}
		for exact, label := range list {
			at := strings.Index(words, exact)
			span, err := annotate.SpanOf(words, at, at+len(exact))
			must(t, err)
			_, err = d.p.Commit(annotate.Mark(person, article, annotate.NewID(), label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
			must(t, err)
		}
		_, err = d.p.SubmitLayer(article, person)
		must(t, err)
	}
}

func (d *desk) cellOf(t *testing.T, line, column string) (row, at int) {
	t.Helper()
	for i, l := range d.Table().Lines {
		for k, c := range d.Table().Columns {
			if l.Cells[0].Text == line && c.Name == column {
				return i, k
			}
		}
	}
	t.Fatalf("no cell %s, %s", line, column)
	return 0, 0
}

// What is undefined is a dash with its reason, never 0 or 100 %.
func TestWhatIsUndefinedSaysWhy(t *testing.T) {
	d := newDesk(t, 2)
	d.Measure()
	for i := range Parts() {
		d.SetPart(Part(i))
		for r, line := range d.Table().Lines {
			for c := range line.Cells {
				cell := &line.Cells[c]
				if strings.Contains(cell.Text, "NaN") || cell.Undefined && strings.Contains(cell.Text, "%") {
					t.Errorf("%s: %q", Parts()[i], cell.Text)
				}
				if cell.Undefined && !strings.Contains(d.Detail(r, c), cell.Why) || cell.Undefined && cell.Why == "" {
					t.Errorf("%s: line %d, column %d does not say why", Parts()[i], r, c)
				}
			}
		}
	}
	d.SetPart(Labels)
	row, column := d.cellOf(t, "Person", "95 % interval")
	if cell := d.cell(row, column); cell.Text != "–" || !strings.Contains(d.Detail(row, column), "too few documents") {
		t.Errorf("%+v", cell)
	}
	row, _ = d.cellOf(t, "Place", "Spans")
	if detail := d.Detail(row, 0); !strings.Contains(detail, "Only Mina Orth uses this label.") {
		t.Error(detail)
	}
}

// Every number of disagreements is the number of the cases behind it.
func TestNumbersAreTheNumberOfTheirCases(t *testing.T) {
	d := newDesk(t, 3)
	d.Measure()
	d.SetPart(Confusion)
	checked := 0
	for r := range d.Table().Lines {
		for c := 1; c < len(d.Table().Columns); c++ {
			d.Go(r, c)
			cell := d.cell(r, c)
			if cell.Text == "" || d.Table().Columns[c].Name == d.Table().Lines[r].Cells[0].Text {
				continue
			}
			want := cell.order
			if !d.Open() {
				t.Fatalf("nothing is behind %q", cell.Text)
			}
			if n := len(d.Table().Lines); float64(n) != want {
				t.Errorf("%s: %d cases behind %v", d.Cases().Title, n, want)
			}
			checked++
			d.Back()
		}
	}
	if checked != 2 { // a place that the other calls an organisation, and a person the other has not marked
		t.Errorf("%d cells have cases", checked)
	}
}

// Everything that opens opens cases, in every table.
func TestEveryNumberOpensItsCases(t *testing.T) {
	d := newDesk(t, 3)
	d.MeasureForExperts()
	for i := range Parts() {
		d.SetPart(Part(i))
		opened := 0
		for r := range d.Table().Lines {
			for c := range d.Table().Columns {
				d.Go(r, c)
				if d.Open() {
					opened++
					d.Back()
				}
			}
		}
		switch Part(i) {
		case Labels, People, Confusion, Articles, Experts:
			if opened == 0 {
				t.Errorf("%s: nothing opens", Parts()[i])
			}
		case Alone:
			if _, _, _, ok := d.Place(); !ok {
				t.Error("an article that cannot be compared cannot be opened")
			}
		}
	}
}

// A case says who has what, and where it is.
func TestACaseIsAPlaceInAnArticle(t *testing.T) {
	d := newDesk(t, 1)
	d.Measure()
	d.Go(d.cellOf(t, "Person", "Boundary gap"))
	d.Open()
	if n := len(d.Table().Lines); n != 1 {
		t.Fatalf("%d cases: %s", n, d.Words())
	}
	article, mark, r, ok := d.Place()
	text, err := d.p.Text(article)
	must(t, err)
	if !ok || mark.IsZero() || text[r.Start:r.End] != "Mayor Ada Lund" {
		t.Errorf("%q, my own mark %v", text[r.Start:r.End], mark)
	}
	if who := d.Table().Lines[0].Cells[2].Text; !strings.Contains(who, "other borders") || !strings.Contains(who, "Jo Vane") {
		t.Error(who)
	}
}

// Blind people see no cases of what they have not submitted themselves.
func TestCasesOfHiddenLayersStayHidden(t *testing.T) {
	d := newDesk(t, 1)
	nora, err := d.p.AddPerson(annotate.Person{Name: "Nora Vik"})
	must(t, err)
	ids, err := d.p.ArticleIDs(annotate.ID{}, 10)
	must(t, err)
	var cells []rounds.Cell
	for _, id := range ids {
		cells = append(cells, rounds.Cell{Article: id, Person: nora.ID})
	}
	_, err = d.p.AddRound(d.mina, rounds.Round{Name: "blind"}, cells)
	must(t, err)
	d.o.Reader = nora.ID
	d.Measure()
	d.Go(d.cellOf(t, "Person", "F1 exact"))
	d.Open()
	if n := len(d.Table().Lines); n != 0 || !strings.Contains(d.Words(), "stay hidden") {
		t.Errorf("%d cases are shown: %s", n, d.Words())
	}
}

func TestLinesAreSortedWithTheUndefinedOnesLast(t *testing.T) {
	d := newDesk(t, 2)
	d.Measure()
	_, gap := d.cellOf(t, "Person", "Boundary gap")
	for _, descending := range []bool{true, false} {
		d.Sort(gap)
		if column, down := d.Sorted(); column != gap || down != descending {
			t.Fatalf("sorted by %d, downwards %v", column, down)
		}
		lines := d.Table().Lines
		if lines[len(lines)-1].Cells[0].Text != "All labels" {
			t.Error("all labels together are not the last line")
		}
		seen := false
		for _, l := range lines[:len(lines)-1] {
			if seen && !l.Cells[gap].Undefined {
				t.Error("an undefined value stands before a defined one")
			}
			seen = seen || l.Cells[gap].Undefined
		}
		if first, second := lines[0].Cells[gap].order, lines[1].Cells[gap].order; descending != (first > second) {
			t.Errorf("%v before %v", first, second)
		}
	}
	if d.Sort(gap); d.sorted[Labels] != (order{}) {
		t.Error("the third time it is not as it was")
	}
}

// What was measured is kept until the project changes.
func TestWhatWasMeasuredIsKept(t *testing.T) {
	d := newDesk(t, 1)
	d.Measure()
	first := d.Report()
	f := d.Filter()
	f.Latest = true
	d.SetFilter(f)
	d.SetFilter(Filter{})
	if d.p.times != 2 || d.Report() != first {
		t.Errorf("measured %d times", d.p.times)
	}
	d.MeasureForExperts()
	if d.p.times != 3 || !d.Measured() || !d.p.last.Expert {
		t.Errorf("measured %d times for experts", d.p.times)
	}
	d.article(t, 7, false)
	if !d.Old() || !strings.Contains(d.Words(), "has changed") {
		t.Errorf("%q", d.Words())
	}
	d.Measure()
	if d.p.times != 4 || d.Report().Articles != 2 || d.Old() {
		t.Errorf("measured %d times, %d articles", d.p.times, d.Report().Articles)
	}
}

func TestWhatComesTooLateIsDropped(t *testing.T) {
	d := newDesk(t, 1)
	d.byHand = true
	d.Measure()
	f := Filter{Latest: true}
	d.SetFilter(f)
	if !d.Measuring() || len(d.background) != 2 {
		t.Fatalf("%d jobs", len(d.background))
	}
	d.background[1]()
	if d.Measuring() || d.Report().Submissions != "latest" {
		t.Fatal("what was asked for last is not there")
	}
	d.background[0]()
	if d.Report().Submissions != "latest" {
		t.Error("a late result was taken")
	}
	d.SetFilter(Filter{WithoutSuggestions: true})
	d.Stop()
	d.background[2]()
	if d.Measuring() || d.Report().Submissions != "latest" || !strings.Contains(d.Words(), "Stopped") {
		t.Errorf("%q", d.Words())
	}
}

func TestAFailureIsTold(t *testing.T) {
	d := newDesk(t, 1)
	d.p.fails = errors.New("the disk is gone")
	d.Measure()
	if !strings.Contains(d.Words(), "the disk is gone") || d.Report() != nil {
		t.Errorf("%q", d.Words())
	}
	d.p.fails = nil
	d.Measure()
	if !strings.Contains(d.Words(), "1 article that at least two of") {
		t.Errorf("%q", d.Words())
	}
}

// Of people there is F1 of all labels, and α of one.
func TestPeopleAreComparedByALabel(t *testing.T) {
	d := newDesk(t, 1)
	d.Measure()
	d.SetPart(People)
	d.SetMatrix(Matrix{Worth: Alpha})
	if c := d.cell(0, 2); !c.Undefined || !strings.Contains(c.Why, "choose a label") {
		t.Errorf("%+v", c)
	}
	d.SetMatrix(Matrix{Worth: Alpha, Label: "quote"})
	if c := d.cell(0, 2); c.Undefined || c.order <= 0 || c.order >= 1 || c.Text != d.cell(1, 1).Text {
		t.Errorf("%+v", c)
	}
	if c := d.cell(1, 2); c.Text != "" || c.Opens() {
		t.Errorf("somebody is compared with themselves: %+v", c)
	}
}
