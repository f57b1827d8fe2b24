package formats_test

import (
	"math/rand/v2"
	"testing"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/formats"
)

// Every file that is written says which format it is, and no other one takes it
// for its own.
func TestWhatIsWrittenIsRecognised(t *testing.T) {
	for _, c := range formats.All() {
		if c.NewWriter == nil || c.Open == nil {
			continue
		}
		recognised := 0
		for seed := range uint64(30) {
			for _, head := range written(t, &c, seed) {
				fits := formats.Recognise("out"+c.Extension, head)
				switch {
				case len(fits) == 1 && (fits[0].Name == c.Name || fits[0].Name == c.Refines || fits[0].Refines == c.Name):
					recognised++
				case len(fits) > 0:
					t.Errorf("%s, seed %d: taken for %s and %d more: %.200q", c.Name, seed, fits[0].Name, len(fits)-1, head)
				}
			}
		}
		if recognised == 0 {
			t.Errorf("%s: nothing of it is recognised", c.Name)
		}
	}
}

// written gives the beginnings of the files that a random document makes.
func written(t *testing.T, c *foreign.Codec, seed uint64) [][]byte {
	t.Helper()
	d := foreigntest.Random(rand.New(rand.NewPCG(seed, 5)))
	w, err := c.NewWriter(foreign.Setting{Common: foreigntest.Common(), Unit: c.Unit})
	if err != nil {
		t.Fatal(err)
	}
	frame := foreign.FrameOf(c, w)
	reducer := foreign.Reducer{Carries: c.Carries}
	parts, _, err := reducer.Reduce(d)
	if err != nil {
		return nil // a text that the format cannot hold
	}
	var heads [][]byte
	for _, part := range parts {
		pieces, err := w.Encode(part.Document)
		if err != nil {
			t.Fatal(err)
		}
		for _, piece := range pieces {
			if piece.Ending == "" || piece.Ending == c.Extension {
				raw := append([]byte(frame.Begin), piece.Data...)
				heads = append(heads, raw[:min(len(raw), formats.HeadBytes)])
			}
		}
	}
	return heads
}

// A name finds its codec, and none is given twice.
func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range formats.All() {
		if found, ok := formats.ByName(c.Name); !ok || found.Name != c.Name || seen[c.Name] {
			t.Errorf("%s is not found, or twice", c.Name)
		}
		seen[c.Name] = true
		if c.Description == "" || c.Extension == "" {
			t.Errorf("%s says nothing of itself", c.Name)
		}
	}
	if _, ok := formats.ByName("none"); ok {
		t.Error("a format that is not there is found")
	}
}
