package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
)

// What a lead says shows wherever it is told how an article stands.
func TestAReturnedArticleComesBack(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newTeam(t, p, 2)
		a := w.articles[0]
		mark(t, p, w.mina, a, "person", 0, 3)
		_, err := p.SubmitLayer(a, w.mina)
		must(t, err)
		_, err = p.Return(w.lead, a, w.mina, "mark the cue")
		must(t, err)
		w.showsEverywhere(annotate.StatusReturned, "mark the cue")
		if ids, err := p.ExportIDs(ExportFilter{}); err != nil || len(ids) != 0 {
			t.Errorf("what was returned is exported as finished: %v, %v", ids, err)
		}
		mark(t, p, w.mina, a, "cue", 4, 6)
		_, err = p.SubmitLayer(a, w.mina)
		must(t, err)
		w.showsEverywhere(annotate.StatusSubmitted, "")
		all, err := p.Submissions(a, w.mina)
		if must(t, err); len(all) != 2 || len(all[0].Annotations) != 1 || len(all[1].Annotations) != 2 {
			t.Errorf("%+v", all)
		}
		_, err = p.Undo(w.mina)
		must(t, err)
		w.showsEverywhere(annotate.StatusReturned, "mark the cue")
		if all, err = p.Submissions(a, w.mina); err != nil || len(all) != 1 {
			t.Errorf("an undone submission is left: %+v, %v", all, err)
		}
		w.undo("return article")
		w.showsEverywhere(annotate.StatusSubmitted, "")
		_, err = p.Adjudicate(w.lead, a, w.mina)
		must(t, err)
		w.showsEverywhere(annotate.StatusAdjudicated, "")
		if ids, err := p.ExportIDs(ExportFilter{}); err != nil || len(ids) != 1 {
			t.Errorf("what was adjudicated is not exported: %v, %v", ids, err)
		}
		if _, err := p.Return(w.lead, w.articles[1], w.mina, "why"); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("a new article was returned: %v", err)
		}
	})
}

// showsEverywhere holds all that tells how mina stands with the first article
// to the status.
func (w *team) showsEverywhere(want annotate.Status, reason string) {
	w.t.Helper()
	a := w.articles[0]
	l, err := w.p.Layer(a, w.mina)
	must(w.t, err)
	layers, err := w.p.Layers(a)
	must(w.t, err)
	list, err := w.p.List(context.Background(), ArticleFilter{Person: w.mina, Statuses: []annotate.Status{want}})
	must(w.t, err)
	rows, err := list.Rows(0, 1)
	must(w.t, err)
	counts, err := w.p.StatusCounts(w.mina)
	must(w.t, err)
	whole, err := w.p.Whole(a, Parts{Layers: true})
	must(w.t, err)
	switch {
	case l.Status != want || l.Reason != reason:
		w.t.Errorf("the layer is %s (%s), want %s (%s)", l.Status, l.Reason, want, reason)
	case len(layers) != 1 || layers[0].Status != want:
		w.t.Errorf("the layers are %+v, want %s", layers, want)
	case list.Len() != 1 || rows[0].Status != want || rows[0].Reason != reason:
		w.t.Errorf("the list has %d as %s: %+v", list.Len(), want, rows)
	case counts[want] != 1:
		w.t.Errorf("the counts are %v, want one %s", counts, want)
	case len(whole.Layers) != 1 || whole.Layers[0].Status != want:
		w.t.Errorf("the search sees %+v, want %s", whole.Layers, want)
	}
}

func TestOthersAreHiddenUntilOneIsDone(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, p, 2)
	a, free := w.articles[0], w.articles[1]
	sees := func(who string, reader annotate.ID, want rounds.Sight, annotations int) {
		t.Helper()
		list, sight, err := p.SeenAnnotations(reader, a, w.mina)
		layers, err2 := p.SeenLayers(reader, a)
		must(t, errors.Join(err, err2))
		listed := slices.ContainsFunc(layers, func(l annotate.Layer) bool { return l.Person == w.mina })
		if sight != want || len(list) != annotations || listed != (want != rounds.Nothing) {
			t.Errorf("%s sees %d, %d annotations, listed: %v", who, sight, len(list), listed)
		}
	}
	mark(t, p, w.mina, a, "person", 0, 3)
	_, err = p.Commit(annotate.SetStatus(w.mina, a, annotate.StatusInProgress, ""))
	must(t, err)
	sees("without a round, ben", w.ben, rounds.Everything, 1)
	r := w.round(w.everything(w.mina, w.ben)[:2])
	sees("ben", w.ben, rounds.Nothing, 0)
	sees("the lead, before there is a submission,", w.lead, rounds.Nothing, 0)
	sees("mina", w.mina, rounds.Everything, 1)
	_, err = p.SubmitLayer(a, w.mina)
	must(t, err)
	mark(t, p, w.mina, a, "cue", 4, 6) // after the submission
	sees("ben", w.ben, rounds.Nothing, 0)
	sees("the lead", w.lead, rounds.Submission, 1)
	r.Open = true
	must(t, p.EditRound(w.lead, r))
	sees("in an open round, ben", w.ben, rounds.Submission, 1)
	w.undo("open the round March")
	sees("ben", w.ben, rounds.Nothing, 0)
	_, err = p.SubmitLayer(a, w.ben)
	must(t, err)
	sees("when he is done, ben", w.ben, rounds.Submission, 1)
	_, err = p.Return(w.lead, a, w.ben, "look again")
	must(t, err)
	sees("returned to, ben", w.ben, rounds.Nothing, 0)
	if sight, err := p.MaySee(w.ben, free, w.mina); err != nil || sight != rounds.Everything {
		t.Errorf("an article of no round is hidden: %d, %v", sight, err)
	}
	must(t, p.DeleteRound(w.lead, r.ID))
	sees("when the round is deleted, ben", w.ben, rounds.Everything, 2)
}

func TestProgressCountsWhatWasGivenOut(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, p, 4)
	r := w.round(w.everything(w.mina, w.ben))
	again, err := p.AddRound(w.lead, rounds.Round{Name: "Twice"}, w.everything(w.mina)[:1])
	must(t, err)
	mark(t, p, w.mina, w.articles[0], "person", 0, 3)
	_, err = p.SubmitLayer(w.articles[0], w.mina)
	must(t, err)
	mark(t, p, w.mina, w.articles[1], "person", 0, 3)
	_, err = p.SubmitLayer(w.articles[2], w.mina)
	must(t, err)
	_, err = p.Return(w.lead, w.articles[2], w.mina, "it is empty")
	must(t, err)
	_, err = p.Commit(annotate.SetStatus(w.ben, w.articles[3], annotate.StatusSetAside, "satire"))
	must(t, err)
	progress := func(round annotate.ID) string {
		list, err := p.Progress(context.Background(), round)
		must(t, err)
		said := ""
		for _, one := range list {
			person, err := p.Person(one.Person)
			must(t, err)
			said += fmt.Sprintf("%s: %d, %v, %d finished, %d marked; ", person.Handle, one.Assigned, one.By, one.Finished(), one.Annotations)
		}
		return said
	}
	want := "mina-orth: 4, map[in progress:1 new:1 returned:1 submitted:1], 1 finished, 2 marked; ben-alder: 4, map[new:3 set aside:1], 1 finished, 0 marked; "
	if got := progress(r.ID); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := progress(annotate.ID{}); got != want {
		t.Errorf("over all rounds: %s", got)
	}
	if got := progress(again.ID); got != "mina-orth: 1, map[submitted:1], 1 finished, 1 marked; " {
		t.Errorf("the second round: %s", got)
	}
	_, err = p.Commit(annotate.DeleteArticle(w.lead, w.articles[0]))
	must(t, err)
	if got := progress(again.ID); got != "" {
		t.Errorf("an article in the bin counts: %s", got)
	}
	deeds, err := p.Deeds(w.articles[2], w.mina)
	must(t, err)
	said := ""
	for _, d := range deeds {
		said += d.Action + "; "
	}
	if said != "assign in the round March; submit; return article; " || deeds[2].By != w.lead || deeds[1].By != w.mina {
		t.Errorf("%s %+v", said, deeds)
	}
}

// TestAssignmentsMadeApartMeet: two copies give out and take back, return and
// submit, without knowing of each other, and end the same.
func TestAssignmentsMadeApartMeet(t *testing.T) {
	first, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, first, 4)
	r := w.round(w.everything(w.mina)[:2])
	ahead := func() time.Time { return time.Now().Add(3 * time.Hour) }
	second, err := NewMemory(nil, Options{Now: ahead})
	must(t, err)
	send(t, first, second)
	cells := w.everything(w.mina, w.ben)
	_, err = first.Assign(w.lead, r.ID, cells[2:6])
	must(t, err)
	_, err = second.Assign(w.ben, r.ID, cells[4:8])
	must(t, err)
	_, err = second.Unassign(w.ben, r.ID, cells[:1])
	must(t, err)
	_, err = second.SubmitLayer(w.articles[0], w.mina)
	must(t, err)
	send(t, second, first)
	_, err = first.Return(w.lead, w.articles[0], w.mina, "look again")
	must(t, err)
	_, err = second.Commit(annotate.SetStatus(w.mina, w.articles[0], annotate.StatusInProgress, ""))
	must(t, err)
	send(t, first, second)
	send(t, second, first)
	if picture(t, first) != picture(t, second) {
		t.Fatal("the copies differ")
	}
	if got := w.given(r.ID); !slices.Equal(got, rounds.Sorted(cells[2:])) {
		t.Errorf("%d cells: %v", len(got), got)
	}
	one, err := first.Layer(w.articles[0], w.mina)
	must(t, err)
	two, err := second.Layer(w.articles[0], w.mina)
	if must(t, err); one != two {
		t.Errorf("it stands as %+v here and %+v there", one, two)
	}
	checkWhole(t, first)
	checkWhole(t, second)
}
