package assets

import (
	"encoding/json"
	"testing"

	"bluepencil/annotate"
)

// FuzzParseCodebook: a codebook from a file is read or refused; one that was
// read fits together, so that written anew it is read again.
func FuzzParseCodebook(f *testing.F) {
	for _, name := range CodebookNames {
		raw, err := files.ReadFile("codebooks/" + name + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(`{"name": "A", "labels": [{"id": "a", "name": "A", "group": "claim", "key": "1"}]}`))
	f.Add([]byte(`{"name": "A", "labels": [{"id": "a", "name": "A", "group": "g", "style": "bar", "colour": "#000000", "into": "b", "clauses": [{"id": "A1", "text": "x"}]},
		{"id": "b", "name": "B", "group": "g", "style": "bar", "colour": "#000000"}], "attributes": [{"id": "t", "name": "T", "type": "enum", "choices": [{"id": "x", "name": "x", "into": "x"}]}]}`))
	f.Add([]byte(`{"labels": [{"attributes": ["x"], "roles": ["y"]}], "labels": []}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		cb, err := ParseCodebook(raw)
		if err != nil {
			return
		}
		written, err := json.Marshal(cb)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseCodebook(written)
		if err != nil {
			t.Fatalf("what was read and written is not read again: %v\n%s", err, written)
		}
		adopts(t, cb, again)
	})
}

// adopts: what was read twice is the same, every chain of merges ends, and the
// codebook is taken into a project with another one and into itself.
func adopts(t *testing.T, cb, again *annotate.Codebook) {
	for _, d := range cb.Compare(again) {
		if d.Fit != annotate.FitSame {
			t.Fatalf("read again, %+v", d)
		}
	}
	for _, l := range cb.Labels {
		if end := cb.Resolve(l.ID); cb.Resolve(end) != end {
			t.Fatalf("%s is read as %s, which is read as something else", l.ID, end)
		}
	}
	news, err := Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	if d, err := (annotate.Editor{Book: news}).Adopt(cb); err == nil {
		if _, kept := news.With(&d).Label("quote"); !kept {
			t.Fatal("taking the codebook in has lost a label")
		}
	}
}
