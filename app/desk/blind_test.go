package desk

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
)

// shownOf is all that the desk shows of somebody else in the open article.
type shownOf struct {
	offered, companions, marks, beside, deeds int
	refused                                   bool
}

// seen asks the desk for everything it has of a person.
func (b *bench) seen(other annotate.Person) (s shownOf) {
	b.t.Helper()
	b.OthersHere(func(list []LayerChoice, err error) { must(b.t, err); s.offered = len(list) })
	b.ReadCompanions(func(list []Companion, err error) { must(b.t, err); s.companions = len(list) })
	b.settle()
	b.ReadBeside(Companion{Article: b.Open().Article.ID, Person: other.ID}, func(beside Beside, err error) {
		s.beside, s.refused = len(beside.Marks), err != nil
	})
	b.ReadHistory(HistoryOf{Person: other.ID, Limit: 100}, func(list []annotate.Change, err error) {
		must(b.t, err)
		for _, c := range list {
			if !c.Article.IsZero() {
				s.deeds++
			}
		}
	})
	b.settle()
	b.ShowLayer(other)
	b.settle()
	if _, foreign := b.Foreign(); foreign {
		s.marks = len(b.Open().Marks)
		b.OwnLayer()
		b.settle()
	}
	return s
}

// TestABlindAnalystSeesNothingOfOthers: not before submitting, everything that
// was submitted afterwards, and nothing again while the article is taken up.
func TestABlindAnalystSeesNothingOfOthers(t *testing.T) {
	b := newBench(t)
	nora := b.colleague("Nora Vik")
	article, me := b.Open().Article.ID, b.Person().ID
	if s := b.seen(nora); s.offered != 1 || s.marks != 1 || s.beside != 1 || s.deeds != 1 {
		t.Fatalf("without a round nothing is hidden: %+v", s)
	}
	cells := []rounds.Cell{{Article: article, Person: me}, {Article: article, Person: nora.ID}}
	round, err := b.project.AddRound(nora.ID, rounds.Round{Name: "March"}, cells)
	must(t, err)
	_, err = b.project.SubmitLayer(article, nora.ID)
	must(t, err)
	nothing := shownOf{refused: true}
	if s := b.seen(nora); s != nothing {
		t.Errorf("before submitting: %+v", s)
	}
	if m := b.Message(); m.Tone != Failure || !strings.Contains(m.Text, "hidden until you have submitted") {
		t.Errorf("it says %+v", m)
	}
	b.Done()
	b.settle()
	all := shownOf{offered: 1, companions: 1, marks: 1, beside: 1, deeds: 2}
	if s := b.seen(nora); s != all {
		t.Errorf("after submitting: %+v", s)
	}
	b.TakeUp()
	b.settle()
	if s := b.seen(nora); s != nothing {
		t.Errorf("while it is taken up again: %+v", s)
	}
	round.Open = true
	must(t, b.project.EditRound(nora.ID, round))
	if s := b.seen(nora); s != all {
		t.Errorf("in an open round: %+v", s)
	}
}

func TestTheListShowsWhatIsGivenOutToOne(t *testing.T) {
	b := newBench(t, "One. It is late.", "Two. It is late.", "Three. It is late.")
	lead, err := b.project.AddPerson(annotate.Person{Name: "Nora Vik", Lead: true})
	must(t, err)
	second := b.listed.list.ID(1)
	round, err := b.project.AddRound(lead.ID, rounds.Round{Name: "March"}, []rounds.Cell{{Article: second, Person: b.Person().ID}})
	must(t, err)
	b.SetAssigned(true, round.ID)
	b.settle()
	if on, of := b.Assigned(); b.Len() != 1 || b.listed.list.ID(0) != second || !on || of != round.ID || len(b.Narrowed()) != 1 {
		t.Errorf("%d articles are listed", b.Len())
	}
	_, err = b.project.Unassign(lead.ID, round.ID, []rounds.Cell{{Article: second, Person: b.Person().ID}})
	must(t, err)
	b.Noted()
	b.settle()
	if b.Len() != 0 {
		t.Error("what was taken back is listed still")
	}
	b.SetAssigned(false, annotate.ID{})
	b.settle()
	if b.Len() != 3 || b.Narrowed() != nil {
		t.Errorf("%d articles are listed", b.Len())
	}
}
