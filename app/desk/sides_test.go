package desk

import (
	"slices"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
)

func (b *bench) sides() (names []string, list []Side) {
	b.t.Helper()
	b.ReadSides(func(found []Side, err error) { must(b.t, err); list = found })
	b.settle()
	for _, s := range list {
		names = append(names, s.Name)
	}
	return names, list
}

// begin marks the open article as somebody, who says that it is in progress.
func (b *bench) begin(name string) annotate.Person {
	b.t.Helper()
	person := b.colleague(name)
	_, err := b.project.Commit(annotate.SetStatus(person.ID, b.Open().Article.ID, annotate.StatusInProgress, ""))
	must(b.t, err)
	return person
}

// TestAnyTwoPeopleCanStandSideBySide shows one person's layer in the open
// article and another one's beside it; nobody can write in either.
func TestAnyTwoPeopleCanStandSideBySide(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund")
	b.begin("Tor Berg")
	b.begin("Nora Vik")
	names, list := b.sides()
	if me := b.Person().Name + " (you)"; !slices.Equal(names, []string{me, "Nora Vik, in progress", "Tor Berg, in progress"}) {
		t.Fatalf("offered: %q", names)
	}
	b.ShowLayer(list[1].Owner)
	b.settle()
	shown := b.beside(list[2].Companion)
	if who, foreign := b.Foreign(); !foreign || who.Name != "Nora Vik" || shown.Person != list[2].Owner.ID || len(shown.Marks) != 1 || b.MayWrite() {
		t.Errorf("left stands %q, right %+v", who.Name, shown)
	}
	if own := b.beside(list[0].Companion); len(own.Marks) != 1 || own.Marks[0].Text() != "Ada Lund" {
		t.Errorf("one's own markings on the right are %+v", own.Marks)
	}
}

// TestWhatABlindRoundHidesIsNoSide gives the article to two people in a round:
// until one has submitted, the other one's layer is not offered.
func TestWhatABlindRoundHidesIsNoSide(t *testing.T) {
	b := newBench(t)
	nora := b.begin("Nora Vik")
	article := b.Open().Article.ID
	_, err := b.project.Project.AddRound(b.Person().ID, rounds.Round{Name: "March"}, []rounds.Cell{{Article: article, Person: nora.ID}, {Article: article, Person: b.Person().ID}})
	must(t, err)
	if names, _ := b.sides(); len(names) != 1 {
		t.Errorf("in a blind round %q are offered", names)
	}
}
