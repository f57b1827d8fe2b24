package desk

import (
	"testing"

	"bluepencil/annotate"
)

func TestThePartsOfTheFileAreMarkedOnce(t *testing.T) {
	b := newBench(t, "Ferry back\n\nIt sails again.\n\nText.")
	b.Open().Article.Zones = []annotate.Zone{
		{Part: annotate.PartHeadline, Start: 0, End: 10}, {Part: annotate.PartDek, Start: 12, End: 27}, {Part: "sidebar", Start: 29, End: 34},
	}
	b.MarkParts()
	b.settle()
	got := map[annotate.LabelID]string{}
	for _, a := range b.Open().Marks {
		got[a.Label] = a.Text()
		if a.Origin.By != annotate.ByImport {
			t.Errorf("the %s was made by %q", a.Label, a.Origin.By)
		}
	}
	if len(got) != 2 || got["headline"] != "Ferry back" || got["dek"] != "It sails again." {
		t.Errorf("marked %v", got)
	}
	b.MarkParts()
	b.settle()
	if len(b.Open().Marks) != 2 {
		t.Errorf("%d markings after marking again", len(b.Open().Marks))
	}
	b.Undo()
	b.settle()
	if len(b.Open().Marks) != 0 {
		t.Errorf("%d markings after one undo", len(b.Open().Marks))
	}
}

func TestPartsAreProposedWhereTheFileStatesNone(t *testing.T) {
	b := newBench(t, "Ferry back\nBy Nora Vik, Alder Courier\nPORT ALDER, March 4 — The ferry sails again after a month in the dock, the harbour said on Tuesday.\n\nCorrection: It was a month.\n")
	b.mark("byline", "By Nora Vik")
	b.MarkParts()
	b.settle()
	got := map[annotate.LabelID]string{}
	for _, a := range b.Open().Marks {
		got[a.Label] = a.Text()
		if a.Label != "byline" && (a.Origin.By != annotate.BySuggestion || a.Origin.Score == nil || a.Origin.Source == "") {
			t.Errorf("the %s was made by %+v", a.Label, a.Origin)
		}
	}
	if len(got) != 5 || got["headline"] != "Ferry back" || got["byline"] != "By Nora Vik" || got["dateline"] != "PORT ALDER, March 4" ||
		got["correction"] != "Correction: It was a month." || got["lede"][:9] != "The ferry" {
		t.Errorf("marked %v", got)
	}
	b.MarkParts()
	b.settle()
	if len(b.Open().Marks) != 5 {
		t.Errorf("%d markings after marking again", len(b.Open().Marks))
	}
	b.Undo()
	b.settle()
	if len(b.Open().Marks) != 1 {
		t.Errorf("%d markings after one undo", len(b.Open().Marks))
	}
}
