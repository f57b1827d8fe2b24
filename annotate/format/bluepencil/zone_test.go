package bluepencil_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
)

// The parts that a file stated come back to the byte, whatever the offsets count.
func TestZonesSurviveInEveryUnit(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for _, unit := range text.Units {
		for range 20 {
			b := withZones(article(1, torture), spansOf(r, torture, 3)...)
			record, _, err := bluepencil.NewWriter(team(), bluepencil.Options{Unit: unit}).Record(b)
			if err != nil {
				t.Fatal(err)
			}
			line, err := bluepencil.Parse(record)
			if err != nil {
				t.Fatal(err)
			}
			in, err := line.Incoming(nil)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(in.Document.Zones, b.Article.Zones) {
				t.Fatalf("in %s the zones %v came back as %v", unit, b.Article.Zones, in.Document.Zones)
			}
		}
	}
}

func TestZonesThatAreNoPlaceAreRefused(t *testing.T) {
	b := withZones(article(1, "Headline\n\nText"), annotate.Span{Start: 0, End: 8}, annotate.Span{Start: 10, End: 14})
	record, _, err := bluepencil.NewWriter(team(), bluepencil.Options{}).Record(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{`"start": 12, "end": 99`, `"start": 14, "end": 12`, `"start": 4, "end": 12`, `"start": -1, "end": 4`} {
		line, err := bluepencil.Parse([]byte(strings.Replace(string(record), `"start": 10, "end": 14`, bad, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := line.Incoming(nil); !errors.Is(err, annotate.ErrSpan) {
			t.Errorf("the zone %s gave %v", bad, err)
		}
	}
}
