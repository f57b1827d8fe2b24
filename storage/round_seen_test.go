package storage

import (
	"context"
	"slices"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/tables"
)

// quote marks the first words of an article as a quote of a person.
func (w *team) quote(article, person annotate.ID) annotate.ID {
	w.t.Helper()
	text, err := w.p.Text(article)
	must(w.t, err)
	span, err := annotate.SpanOf(text, 0, 5)
	must(w.t, err)
	id := annotate.NewID()
	_, err = w.p.Commit(annotate.Mark(person, article, id, "quote", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	must(w.t, err)
	return id
}

// quoted are the people whose quotes a reader sees: in an article read whole,
// and in the tables of the project.
func (w *team) quoted(reader, article annotate.ID) (whole, tabled []annotate.ID) {
	w.t.Helper()
	got, err := w.p.SeenWhole(reader, article, Parts{Layers: true, Annotations: true})
	must(w.t, err)
	for _, a := range got.Annotations {
		whole = append(whole, a.Layer)
	}
	for _, l := range got.Layers {
		if l.Person != reader && !slices.Contains(whole, l.Person) {
			w.t.Errorf("a layer is told of whose markings are not seen: %v", l.Person)
		}
	}
	c, err := w.p.SeenTables(context.Background(), reader, nil)
	must(w.t, err)
	for _, r := range c.Table(tables.Quotes, tables.Filter{}).Rows {
		if r.Article.ID == article {
			tabled = append(tabled, r.Layer.Person)
		}
	}
	slices.SortFunc(whole, annotate.ID.Compare)
	slices.SortFunc(tabled, annotate.ID.Compare)
	return whole, tabled
}

func TestWhatIsHiddenIsNeitherReadNorTabled(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, p, 2)
	article := w.articles[0]
	sees := func(when string, reader annotate.ID, want ...annotate.ID) {
		t.Helper()
		slices.SortFunc(want, annotate.ID.Compare)
		whole, tabled := w.quoted(reader, article)
		if !slices.Equal(whole, want) || !slices.Equal(tabled, want) {
			t.Errorf("%s: %d quotes are read and %d tabled, of %d", when, len(whole), len(tabled), len(want))
		}
	}
	w.quote(article, w.mina)
	bens := w.quote(article, w.ben)
	sees("without a round", w.mina, w.mina, w.ben)
	r := w.round(w.everything(w.mina, w.ben))
	sees("before anybody submits", w.mina, w.mina)
	sees("the lead, before anybody submits", w.lead)
	_, err = p.SubmitLayer(article, w.ben)
	must(t, err)
	sees("before one submits oneself", w.mina, w.mina)
	sees("the lead", w.lead, w.ben)
	r.Open = true
	must(t, p.EditRound(w.lead, r))
	sees("in an open round", w.mina, w.mina, w.ben)
	r.Open = false
	must(t, p.EditRound(w.lead, r))
	_, err = p.SubmitLayer(article, w.mina)
	must(t, err)
	sees("after one has submitted", w.mina, w.mina, w.ben)
	_, err = p.Commit(annotate.DeleteAnnotation(annotate.AnnotationRef(article, w.ben, bens)))
	must(t, err)
	sees("what was submitted, whatever was done since", w.mina, w.mina, w.ben)
	_, err = p.Return(w.lead, article, w.mina, "look again")
	must(t, err)
	sees("while one works on it again", w.mina, w.mina)
}

func TestTheListIsNarrowedToWhatIsGivenOut(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, p, 5)
	r := w.round([]rounds.Cell{{Article: w.articles[1], Person: w.mina}, {Article: w.articles[3], Person: w.mina}, {Article: w.articles[4], Person: w.ben}})
	listed := func(f *AssignmentFilter) (ids []annotate.ID) {
		t.Helper()
		list, err := p.List(context.Background(), ArticleFilter{Person: w.mina, Assigned: f})
		must(t, err)
		for i := range list.Len() {
			ids = append(ids, list.ID(i))
		}
		return ids
	}
	for name, c := range map[string]struct {
		filter *AssignmentFilter
		want   []annotate.ID
	}{
		"everything":          {nil, w.articles},
		"Mina's":              {&AssignmentFilter{Person: w.mina}, []annotate.ID{w.articles[1], w.articles[3]}},
		"Mina's of the round": {&AssignmentFilter{Person: w.mina, Round: r.ID}, []annotate.ID{w.articles[1], w.articles[3]}},
		"of another round":    {&AssignmentFilter{Person: w.mina, Round: annotate.NewID()}, nil},
		"the lead's":          {&AssignmentFilter{Person: w.lead}, nil},
	} {
		if got := listed(c.filter); !slices.Equal(got, c.want) {
			t.Errorf("%s: %d articles, want %d", name, len(got), len(c.want))
		}
	}
}
