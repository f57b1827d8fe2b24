package desk

import (
	"errors"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

const withByline = "Ferry back\nBy Nora Vik\nPORT ALDER, March 4, 2026 (AP) — The ferry sails again after a month in the dock, the harbour said on Tuesday.\n"

// card is the open article's card, field by field.
func (b *bench) card() map[string]CardField {
	b.t.Helper()
	fields := map[string]CardField{}
	b.ReadCard(func(c Card, err error) {
		must(b.t, err)
		for _, f := range append(c.Fields, c.Others...) {
			fields[f.ID] = f
		}
	})
	b.settle()
	if len(fields) == 0 {
		b.t.Fatal("there is no card")
	}
	return fields
}

func (b *bench) field(id string) annotate.DocumentField { return b.card()[id].DocumentField }

func TestTheCardShowsValuesWithTheirOrigin(t *testing.T) {
	b := newBench(t, withByline)
	fields := b.card()
	if f := fields["title"]; f.Value != "Ferry back" || f.Origin != "from the file" || f.Proposal != "" || !f.Required {
		t.Errorf("the title is %+v", f)
	}
	if f := fields["outlet"]; f.Value != "" || f.Origin != "" || f.Proposal != "" || !f.Required {
		t.Errorf("the outlet is %+v", f)
	}
	for id, want := range map[string][2]string{"byline": {"Nora Vik", "2"}, "dateline": {"PORT ALDER, March 4, 2026", "3"}, "wire": {"AP", "3"}, "published": {"2026-03-04", "3"}} {
		if f := fields[id]; f.Value != "" || f.Proposal != want[0] || f.Place != "from the text: line "+want[1] || f.Sure < 0.5 {
			t.Errorf("of the %s: %+v", id, f)
		}
	}
}

func TestAFieldIsSetInOneStepAndSaysWhoSetIt(t *testing.T) {
	b := newBench(t, withByline)
	must(t, b.SetField(b.field("outlet"), " Alder Courier "))
	b.settle()
	if f := b.card()["outlet"]; f.Value != "Alder Courier" || !strings.HasPrefix(f.Origin, "by Mina Berg, ") {
		t.Errorf("the outlet is %+v", f)
	}
	if b.Open().Article.Meta["outlet"] != "Alder Courier" || b.UndoName() != "set Outlet" {
		t.Errorf("the open article has %v; to undo: %s", b.Open().Article.Meta, b.UndoName())
	}
	if err := b.SetField(b.field("published"), "last week"); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("a date that is none: %v", err)
	}
	if err := b.SetField(b.field("genre"), "gossip"); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("a genre that is none: %v", err)
	}
	must(t, b.SetField(b.field("title"), "Ferry sails again"))
	b.settle()
	if got, _ := b.Row(0); got.Title != "Ferry sails again" {
		t.Errorf("the list shows %q", got.Title)
	}
	b.Undo()
	b.settle()
	b.Undo()
	b.settle()
	if f := b.card(); f["outlet"].Value != "" || f["title"].Value != "Ferry back" || b.Open().Article.Meta["outlet"] != "" {
		t.Errorf("after undo: %+v", f)
	}
}

func TestWhatTheTextSaysIsTakenInOneStepAndNothingIsOverwritten(t *testing.T) {
	b := newBench(t, withByline)
	must(t, b.SetField(b.field("byline"), "N. Vik"))
	b.settle()
	var card Card
	b.ReadCard(func(c Card, err error) { must(t, err); card = c })
	b.settle()
	proposed := card.Proposed()
	must(t, b.SetField(b.field("wire"), "Alder Press")) // meanwhile
	b.settle()
	b.TakeFields(proposed)
	b.settle()
	fields := b.card()
	if fields["byline"].Value != "N. Vik" || fields["wire"].Value != "Alder Press" || fields["dateline"].Value != "PORT ALDER, March 4, 2026" || fields["published"].Value != "2026-03-04" {
		t.Errorf("the card has %+v", fields)
	}
	if origin := fields["dateline"].Origin; !strings.HasPrefix(origin, "from the text: line 3, taken by Mina Berg, ") {
		t.Errorf("the dateline is %q", origin)
	}
	if origin := fields["byline"].Origin; !strings.HasPrefix(origin, "by Mina Berg, ") {
		t.Errorf("the byline is %q", origin)
	}
	b.Undo()
	b.settle()
	if f := b.card(); f["dateline"].Value != "" || f["published"].Value != "" || f["wire"].Value != "Alder Press" || f["dateline"].Proposal == "" {
		t.Errorf("after one undo: %+v", f)
	}
}

func TestTheCardShowsWhatTheCodebookDoesNotAsk(t *testing.T) {
	b := newBench(t)
	i, err := b.project.StartImport(b.Person().ID, "import")
	must(t, err)
	doc, err := source.FromText("b.txt", withByline)
	must(t, err)
	doc.Meta = map[string]string{annotate.MetaCopyright: "Alder Courier", annotate.MetaGenre: "Feature", annotate.MetaByline: "Lena Orth"}
	id, _, err := i.Add(doc)
	must(t, err)
	_, err = i.Close("")
	must(t, err)
	b.OpenArticle(id)
	b.settle()
	fields := b.card()
	if f := fields[annotate.MetaCopyright]; f.Value != "Alder Courier" || f.Origin != "from the file" {
		t.Errorf("the copyright is %+v", f)
	}
	if f := fields[annotate.MetaGenre]; f.Value != "Feature" {
		t.Errorf("a genre that the codebook does not have: %+v", f)
	}
	if f := fields[annotate.MetaByline]; f.Value != "Lena Orth" || f.Proposal != "" {
		t.Errorf("the file's byline goes before the text's: %+v", f)
	}
}
