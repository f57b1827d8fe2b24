package search

import (
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
)

// TestWhatAReaderMayNotSeeIsNotFound: neither the marking, nor that it makes
// the article match.
func TestWhatAReaderMayNotSeeIsNotFound(t *testing.T) {
	d := newDesk(t)
	article := d.add("The harbour is late, Reyle said.")
	lead, err := d.project.AddPerson(annotate.Person{Name: "Tom Alder", Lead: true})
	must(t, err)
	ben, err := d.project.AddPerson(annotate.Person{Name: "Ben Alder"})
	must(t, err)
	mina, err := d.project.AddPerson(annotate.Person{Name: "Mina Orth"})
	must(t, err)
	d.mark(ben.ID, article, "quote", "The harbour is late")
	d.open()
	hits := func(reader annotate.ID) (n int) {
		for _, query := range []string{"label:quote", "person:ben-alder label:quote", "status:submitted person:ben-alder"} {
			for _, m := range d.ask(Request{Query: query, Reader: reader}) {
				n += max(1, m.Total)
			}
		}
		return n
	}
	if hits(mina.ID) == 0 {
		t.Fatal("without a round nothing is hidden, and nothing is found")
	}
	var cells []rounds.Cell
	for _, person := range []annotate.ID{ben.ID, mina.ID} {
		cells = append(cells, rounds.Cell{Article: article, Person: person})
	}
	_, err = d.project.AddRound(lead.ID, rounds.Round{Name: "March"}, cells)
	must(t, err)
	_, err = d.project.SubmitLayer(article, ben.ID)
	must(t, err)
	for name, c := range map[string]struct {
		reader annotate.ID
		finds  bool
	}{"Mina, before she submits": {mina.ID, false}, "Ben himself": {ben.ID, true}, "the lead": {lead.ID, true}, "everybody's eye": {annotate.ID{}, true}} {
		if got := hits(c.reader) > 0; got != c.finds {
			t.Errorf("%s finds it: %v", name, got)
		}
	}
	_, err = d.project.SubmitLayer(article, mina.ID)
	must(t, err)
	if hits(mina.ID) == 0 {
		t.Error("Mina has submitted and finds nothing of Ben's")
	}
}
