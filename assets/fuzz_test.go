package assets

import (
	"encoding/json"
	"testing"
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
		if _, err := ParseCodebook(written); err != nil {
			t.Fatalf("what was read and written is not read again: %v\n%s", err, written)
		}
	})
}
