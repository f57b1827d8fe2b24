package storage

import (
	"context"
	"errors"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement/report"
	"bluepencil/annotate/review"
	"bluepencil/annotate/rounds"
)

const portAlder = "Ada Lund opened the bridge in Port Alder."

// markIn marks words of an article in somebody's layer.
func markIn(t *testing.T, p *Project, person, article annotate.ID, label annotate.LabelID, words string) annotate.ID {
	t.Helper()
	whole, err := p.Text(article)
	must(t, err)
	at := strings.Index(whole, words)
	span, err := annotate.SpanOf(whole, at, at+len(words))
	must(t, err)
	id := annotate.NewID()
	_, err = p.Commit(annotate.Mark(person, article, id, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	must(t, err)
	return id
}

func submit(t *testing.T, p *Project, person, article annotate.ID) {
	t.Helper()
	_, err := p.SubmitLayer(article, person)
	must(t, err)
}

func agreementOf(t *testing.T, p *Project, f AgreementFilter) *report.Report {
	t.Helper()
	r, err := p.Agreement(context.Background(), f, nil)
	must(t, err)
	if len(r.Failed) > 0 {
		t.Fatal(r.Failed)
	}
	return r
}

// Agreement is of the first submission; what is marked or submitted after it
// moves nothing, unless the last one is asked for.
func TestAgreementReadsSubmissions(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, jo := addPerson(t, p, "Mina Orth"), addPerson(t, p, "Jo Vane")
		article := addArticle(t, p, mina, portAlder)
		for _, person := range []annotate.ID{mina, jo} {
			markIn(t, p, person, article, "quote", "Ada Lund")
			submit(t, p, person, article)
		}
		markIn(t, p, jo, article, "person", "Port Alder")
		check := func(f AgreementFilter, want int, when string) {
			t.Helper()
			r := agreementOf(t, p, f)
			if r.Articles != 1 || r.All.Spans["jo-vane"] != want || r.All.Spans["mina-orth"] != 1 {
				t.Errorf("%s: %d articles, %v", when, r.Articles, r.All.Spans)
			}
		}
		check(AgreementFilter{}, 1, "marked after it")
		submit(t, p, jo, article)
		check(AgreementFilter{}, 1, "submitted again")
		check(AgreementFilter{Latest: true}, 2, "the last one")
		_, err := p.Undo(jo)
		must(t, err)
		check(AgreementFilter{Latest: true}, 1, "the last one was undone")
	})
}

// An imported layer counts as it is though nobody made a snapshot of it; one
// that is in progress, set aside, or of an article in the bin does not.
func TestAgreementOfLayersWithoutSubmission(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, jo := addPerson(t, p, "Mina Orth"), addPerson(t, p, "Jo Vane")
		article := addArticle(t, p, mina, portAlder)
		markIn(t, p, mina, article, "quote", "Ada Lund")
		submit(t, p, mina, article)
		markIn(t, p, jo, article, "quote", "Ada Lund")
		if r := agreementOf(t, p, AgreementFilter{}); r.Articles != 0 || len(r.NotComparable) != 1 || r.NotComparable[0].Layer != "mina-orth" || r.All.F1.Strict.Defined() {
			t.Errorf("in progress: %+v", r)
		}
		into, err := p.StartImport(jo, "import annotations")
		must(t, err)
		must(t, into.SetStatus(article, annotate.StatusSubmitted))
		_, err = into.Close("")
		must(t, err)
		if r := agreementOf(t, p, AgreementFilter{}); r.Articles != 1 || r.All.F1.Strict.Number != 1 {
			t.Errorf("imported: %+v", r)
		}
		if r := agreementOf(t, p, AgreementFilter{People: []annotate.ID{jo}}); r.Articles != 0 || len(r.NotComparable) != 1 {
			t.Errorf("one person only: %+v", r)
		}
		_, err = p.Commit(annotate.SetStatus(jo, article, annotate.StatusSetAside, "not news"))
		must(t, err)
		if r := agreementOf(t, p, AgreementFilter{}); r.Articles != 0 {
			t.Errorf("set aside: %+v", r)
		}
		_, err = p.Commit(annotate.DeleteArticle(mina, article))
		must(t, err)
		if r := agreementOf(t, p, AgreementFilter{}); r.Articles != 0 || len(r.NotComparable) != 0 {
			t.Errorf("in the bin: %+v", r)
		}
	})
}

// Cases name annotations that can be opened.
func TestAgreementNamesTheAnnotations(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	mina, jo := addPerson(t, p, "Mina Orth"), addPerson(t, p, "Jo Vane")
	article := addArticle(t, p, mina, portAlder)
	one, other := markIn(t, p, mina, article, "quote", "Ada Lund"), markIn(t, p, jo, article, "quote", "Lund")
	submit(t, p, mina, article)
	submit(t, p, jo, article)
	r := agreementOf(t, p, AgreementFilter{})
	got := r.Labels[0].Pairs[0]
	a, b := one, other
	if got.Layers[0] == "jo-vane" {
		a, b = other, one
	}
	if len(got.Cases) != 1 || got.Cases[0].Kind != report.Boundary || got.Cases[0].A != a || got.Cases[0].B != b || got.Cases[0].Article != article {
		t.Errorf("%+v", got)
	}
}

func TestAgreementIsCancelled(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	mina := addPerson(t, p, "Mina Orth")
	article := addArticle(t, p, mina, portAlder)
	submit(t, p, mina, article)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Agreement(ctx, AgreementFilter{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// The adjudicated layer is compared where it is asked for: it is right, and
// the others have a precision and a recall.
func TestAgreementWithGold(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, jo := addPerson(t, p, "Mina Orth"), addPerson(t, p, "Jo Vane")
		article := addArticle(t, p, mina, portAlder)
		for person, words := range map[annotate.ID][]string{mina: {"Ada Lund", "Port Alder"}, jo: {"Ada Lund"}} {
			for _, w := range words {
				markIn(t, p, person, article, "quote", w)
			}
			submit(t, p, person, article)
		}
		if r := agreementOf(t, p, AgreementFilter{People: []annotate.ID{annotate.GoldLayer}}); len(r.Pairs) != 1 {
			t.Errorf("without an adjudicated layer: %d pairs", len(r.Pairs))
		}
		reviewer, err := p.Reviewer()
		must(t, err)
		_, err = reviewer.Merge(context.Background(), mina, review.Rule{Strategy: review.TakePerson, Person: jo}, nil)
		must(t, err)
		r := agreementOf(t, p, AgreementFilter{People: []annotate.ID{annotate.GoldLayer, mina}})
		if len(r.Pairs) != 1 || r.Pairs[0].Gold == nil {
			t.Fatalf("%+v", r.Pairs)
		}
		if g := r.Pairs[0].Gold; g.Layer != "mina-orth" || g.Exact.P.Number != 0.5 || g.Exact.R.Number != 1 {
			t.Errorf("%+v", g)
		}
		if r := agreementOf(t, p, AgreementFilter{}); len(r.Pairs) != 1 || r.Pairs[0].Gold != nil {
			t.Errorf("nobody asked for gold: %+v", r.Pairs)
		}
	})
}

// A round leaves out what was not given out in it, labels what has another one.
func TestAgreementOfARoundAndOfLabels(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, jo := addPerson(t, p, "Mina Orth"), addPerson(t, p, "Jo Vane")
		given := addArticle(t, p, mina, portAlder)
		other := addArticle(t, p, mina, "Another "+portAlder)
		round, err := p.AddRound(mina, rounds.Round{Name: "pilot"}, []rounds.Cell{{Article: given, Person: mina}, {Article: given, Person: jo}})
		must(t, err)
		for _, article := range []annotate.ID{given, other} {
			for _, person := range []annotate.ID{mina, jo} {
				markIn(t, p, person, article, "quote", "Ada Lund")
				markIn(t, p, person, article, "person", "Port Alder")
				submit(t, p, person, article)
			}
		}
		if r := agreementOf(t, p, AgreementFilter{}); r.Articles != 2 || len(r.Labels) != 2 {
			t.Errorf("%d articles, %d labels", r.Articles, len(r.Labels))
		}
		r := agreementOf(t, p, AgreementFilter{Round: round.ID, Labels: []annotate.LabelID{"person"}})
		if r.Articles != 1 || len(r.Each) != 1 || r.Each[0].Article != given || len(r.Labels) != 1 || r.Labels[0].Label != "person" {
			t.Errorf("%d articles, %+v", r.Articles, r.Each)
		}
		if alpha := r.Labels[0].Pairs[0].UAlpha; *alpha != *r.Labels[0].UAlpha || alpha.Number != 1 {
			t.Errorf("α of the only two people is %v, of all %v", *alpha, *r.Labels[0].UAlpha)
		}
	})
}
