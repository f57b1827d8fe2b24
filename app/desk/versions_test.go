package desk

import (
	"strings"
	"testing"

	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
)

// corrected has another first sentence, a quote that was reworded, and no last
// sentence.
const corrected = "Mayor Ada Lund told us the decision could not wait. “It is very late,” she told the council, “but not too late.”\n"

func (b *bench) versions() (v Versions) {
	b.t.Helper()
	b.ReadVersions(func(got Versions, err error) {
		must(b.t, err)
		v = got
	})
	b.settle()
	return v
}

func TestMarkingsGoOverToANewVersion(t *testing.T) {
	b := newBench(t)
	if v := b.versions(); len(v.List) != 1 {
		t.Fatalf("%d versions from the start", len(v.List))
	}
	b.mark("person", "Mayor Ada Lund")
	b.mark("claim", "Nothing more was said")
	old := b.Open().Article.ID
	doc, err := source.FromText("corrected.txt", corrected)
	must(t, err)
	b.AddVersion(doc)
	b.settle()
	if b.Open().Article.Replaces != old || len(b.Open().Marks) != 0 {
		t.Fatalf("open is %+v with %d markings", b.Open().Article, len(b.Open().Marks))
	}
	v := b.versions()
	if len(v.List) != 2 || v.At != 1 || v.Sure != 1 || len(v.Waiting) != 1 || v.Waiting[0].Was.Words != "Nothing more was said" {
		t.Fatalf("versions: %+v", v)
	}
	kinds := ""
	for _, q := range v.Quotes {
		kinds += q.Kind + " "
	}
	if !strings.Contains(kinds, "reworded") || len(v.Differences) == 0 {
		t.Errorf("quotes %s, %d differences", kinds, len(v.Differences))
	}
	done := 0
	b.CarryOver(func() { done++ })
	b.settle()
	if len(b.Open().Marks) != 1 || b.Open().Marks[0].Text() != "Mayor Ada Lund" {
		t.Errorf("carried: %+v", b.Open().Marks)
	}
	if b.PlaceHere(v.Waiting[0], func() { done++ }) {
		t.Error("placed without a selection")
	}
	b.choose("the decision could not wait")
	if !b.PlaceHere(v.Waiting[0], func() { done++ }) {
		t.Error("not placed at the selection")
	}
	b.settle()
	if v := b.versions(); len(v.Waiting) != 0 || v.Carried != 2 {
		t.Errorf("still waiting: %+v", v)
	}
	b.Undo()
	b.settle()
	b.LeaveOut(v.Waiting[0], func() { done++ })
	b.settle()
	if v := b.versions(); len(v.Waiting) != 0 || v.Carried != 1 || done != 3 {
		t.Errorf("after leaving it out: %+v, %d steps", v, done)
	}
	b.SetSelection(text.Range{})
}
