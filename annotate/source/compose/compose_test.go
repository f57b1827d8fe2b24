package compose

import (
	"testing"

	"bluepencil/annotate"
)

func TestZonesCoverTheirParts(t *testing.T) {
	var b Builder
	b.Add(annotate.PartHeadline, "  Ferry\n back  ")
	b.Add(annotate.PartDek, "")
	b.Add("", "The ferry sails again.")
	b.Add(annotate.PartSubhead, "Winter")
	b.Set(annotate.MetaOutlet, " Alder\tCourier ")
	b.Set(annotate.MetaOutlet, "another")
	a := b.Article()
	if want := "Ferry\n back\n\nThe ferry sails again.\n\nWinter"; a.Text != want {
		t.Fatalf("the text is %q, want %q", a.Text, want)
	}
	want := map[string]string{annotate.PartHeadline: "Ferry\n back", annotate.PartSubhead: "Winter"}
	if len(a.Zones) != len(want) {
		t.Fatalf("zones %v, want those of %v", a.Zones, want)
	}
	for _, z := range a.Zones {
		if got := a.Text[z.Start:z.End]; got != want[z.Part] {
			t.Errorf("the %s is %q, want %q", z.Part, got, want[z.Part])
		}
	}
	if a.Title != "Ferry back" || a.Meta[annotate.MetaOutlet] != "Alder Courier" {
		t.Errorf("title %q, meta %v", a.Title, a.Meta)
	}
}

func TestATitleStandsInForAHeadline(t *testing.T) {
	var b Builder
	b.SetTitle("from the file")
	b.Add("", "text")
	if a := b.Article(); a.Title != "from the file" || len(a.Zones) != 0 {
		t.Errorf("title %q, zones %v", a.Title, a.Zones)
	}
}
