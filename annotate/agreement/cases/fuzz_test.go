package cases

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Whatever the bytes say, reading ends with results that can be written, or
// with an error.
func FuzzRead(f *testing.F) {
	content, err := os.ReadFile(filepath.Join("testdata", "cases.json"))
	if err != nil {
		f.Fatal(err)
	}
	var file struct {
		Cases []json.RawMessage `json:"cases"`
	}
	if err := json.Unmarshal(content, &file); err != nil {
		f.Fatal(err)
	}
	for _, c := range file.Cases {
		f.Add([]byte(`{"cases":[` + string(c) + `]}`))
	}
	f.Add([]byte(`{"cases":[{"id":"x","input":"see expected"},{"input":[[1,2],[2,null]]},{"input":{"docs":[]}},{"input":{}}]}`))
	f.Add([]byte(`[{"input":{"units":[["A","x",1e300,1e301],["B","x",3,3]],"params":{"deltaEmpty":0}}}]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 2000 { // the time of some measures grows faster than the input
			return
		}
		results, err := Read(bytes.NewReader(content), Options{Seed: 1})
		if err != nil {
			return
		}
		if _, err := json.Marshal(results); err != nil {
			t.Fatal(err)
		}
	})
}
