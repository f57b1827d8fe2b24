package panel

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/app/measure"
	"bluepencil/assets"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// newAgreement is the page of a project in which two people differ about a
// name, and one has a quote that the other has not.
func newAgreement(t *testing.T) (*Agreement, *measure.View, fyne.Window) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	test.NewTempApp(t)
	codebook, err := assets.Codebook("news")
	must(err)
	p, err := storage.NewMemory(codebook, storage.Options{})
	must(err)
	mina, err := p.AddPerson(annotate.Person{Name: "Mina Orth", Lead: true})
	must(err)
	jo, err := p.AddPerson(annotate.Person{Name: "Jo Vane", Lead: true})
	must(err)
	words := "Ada Lund said the bridge cannot wait."
	doc, err := source.FromText("bridge.txt", words)
	must(err)
	into, err := p.StartImport(mina.ID, "an article")
	must(err)
	article, _, err := into.Add(doc)
	must(err)
	_, err = into.Close("")
	must(err)
	mark := func(person annotate.ID, label annotate.LabelID, exact string) {
		at := strings.Index(words, exact)
		span, err := annotate.SpanOf(words, at, at+len(exact))
		must(err)
		_, err = p.Commit(annotate.Mark(person, article, annotate.NewID(), label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
		must(err)
	}
	mark(mina.ID, "person", "Ada Lund")
	mark(jo.ID, "person", "Lund")
	mark(mina.ID, "quote", "the bridge cannot wait")
	for _, person := range []annotate.ID{mina.ID, jo.ID} {
		_, err := p.SubmitLayer(article, person)
		must(err)
	}
	var page *Agreement
	show := func() {
		if page != nil {
			page.Update()
		}
	}
	at := func(fn func()) { fn() }
	view := measure.New(measure.Options{Project: p, Reader: mina.ID, UI: at, Go: at, Show: show, Said: show})
	t.Cleanup(view.Close)
	view.SetTeam(measure.Team{People: []annotate.Person{mina, jo}, Labels: codebook.Labels})
	page = NewAgreement(view)
	w := test.NewTempWindow(t, page)
	w.Resize(fyne.NewSize(1200, 720))
	view.Measure()
	w.Canvas().Focus(page.Focusable())
	return page, view, w
}

// The pointer tells why a value is undefined; when it has gone, what is said
// is about the cell that the keyboard is on.
func TestUndefinedValuesSayWhyUnderThePointer(t *testing.T) {
	page, view, _ := newAgreement(t)
	row := newAgreementRow(page.list)
	quote := -1
	for i, l := range view.Table().Lines {
		if l.Cells[0].Text == "Quote" {
			quote = i
		}
	}
	row.show(quote)
	gap := row.cells[5]
	if gap.label.Text != "–" {
		t.Fatalf("the gap of what one person has is %q", gap.label.Text)
	}
	view.Go(quote, 1)
	gap.MouseIn(nil)
	if !strings.Contains(page.detail.Text, "no spans that overlap") {
		t.Errorf("%q", page.detail.Text)
	}
	gap.MouseOut()
	if strings.Contains(page.detail.Text, "no spans that overlap") {
		t.Errorf("%q stays", page.detail.Text)
	}
}

func TestACellOpensItsCasesByTheMouse(t *testing.T) {
	page, view, _ := newAgreement(t)
	opened := 0
	page.Do.Open = func() { opened++ }
	page.list.tapped(0, 3)
	if row, column := view.At(); row != 0 || column != 3 || view.Cases() != nil {
		t.Fatalf("the keyboard is on %d, %d", row, column)
	}
	page.list.tapped(0, 3)
	if view.Cases() == nil || !page.back.Visible() || page.title.Text != view.Cases().Title {
		t.Fatal("the second click opened nothing")
	}
	page.list.tapped(0, 0)
	if opened != 1 {
		t.Error("a click on the only case did not open it")
	}
	test.Tap(&page.back.Button)
	if view.Cases() != nil || page.back.Visible() {
		t.Error("the button did not go back")
	}
}

// Escape leaves from wherever the keyboard is.
func TestEscapeLeavesTheAgreement(t *testing.T) {
	page, _, w := newAgreement(t)
	left := 0
	page.Do.Leave = func() { left++ }
	for _, f := range []fyne.Focusable{page.list, page.filters.submissions, page.filters.people, page.filters.without, page.again} {
		w.Canvas().Focus(f)
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	if left != 5 {
		t.Errorf("left %d times of 5", left)
	}
}

func TestWhatIsMeasuredIsChosenAboveTheRows(t *testing.T) {
	page, view, _ := newAgreement(t)
	page.filters.submissions.SetSelectedIndex(1)
	page.filters.without.SetChecked(true)
	if f := view.Filter(); !f.Latest || !f.WithoutSuggestions || view.Report().Submissions != "latest" {
		t.Errorf("%+v", f)
	}
	if page.filters.gold.Visible() || page.filters.round.Visible() {
		t.Error("gold and rounds are offered, and there are none")
	}
	test.Tap(page.parts[measure.Experts])
	if !page.experts.Visible() {
		t.Fatal("the measures for experts are not offered")
	}
	page.list.TypedRune('e')
	if !view.Measured() || page.experts.Visible() || len(view.Table().Lines) == 0 {
		t.Error("E did not measure for experts")
	}
}
