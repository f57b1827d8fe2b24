package bluepencil_test

import (
	"testing"

	"bluepencil/annotate/format/bluepencil"
)

func TestAnExportIsKnownByItsFirstLine(t *testing.T) {
	for head, want := range map[string]bool{
		`{"format": "bluepencil/1", "id": "x"}` + "\n":   true,
		"\ufeff" + `{"format":"bluepencil/2","text":"cu`: true, // cut off, of a newer version
		` {"id": {"a": [1]}, "format": "bluepencil/1"`:   true,
		`{"format": "bluepencil-project/1"}`:             false,
		`{"format": "other/1"}`:                          false,
		`{"meta": {"format": "bluepencil/1"}}`:           false,
		`{"format": ["bluepencil/1"]}`:                   false,
		`{"text": "{\"format\": \"bluepencil/1\"}"}`:     false,
		`{broken "format": "bluepencil/1"}`:              false,
		`[{"format": "bluepencil/1"}]`:                   false,
		``:                                               false,
	} {
		if got := bluepencil.Recognise([]byte(head)); got != want {
			t.Errorf("%s: %v", head, got)
		}
	}
}
