package bluepencil_test

import (
	"bytes"
	"testing"

	"bluepencil/annotate/format/bluepencil"
)

// FuzzParseProject: project.json is read or refused, and what was read is
// written as a file that reads the same.
func FuzzParseProject(f *testing.F) {
	f.Add(goldenBytes(f, bluepencil.ProjectName))
	f.Add([]byte(`{"format": "bluepencil-project/1", "codebook": {}, "register": [{}], "people": [{}], "rounds": [{}]}`))
	if raw, err := bluepencil.ProjectFile(withRounds()); err == nil {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := bluepencil.ParseProject(raw)
		if err != nil {
			return
		}
		first, err := bluepencil.ProjectFile(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := bluepencil.ParseProject(first)
		if err != nil {
			t.Fatalf("what was read and written is not read again: %v\n%s", err, first)
		}
		second, err := bluepencil.ProjectFile(again)
		if err != nil || !bytes.Equal(first, second) {
			t.Fatalf("it does not stay the same: %v\n%s\n%s", err, first, second)
		}
	})
}
