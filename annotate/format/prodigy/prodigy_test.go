package prodigy_test

import (
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/jsonrecord/recordtest"
	"bluepencil/annotate/format/prodigy"
)

func TestContract(t *testing.T) { foreigntest.Run(t, prodigy.Codec()) }

func TestGolden(t *testing.T) { recordtest.Golden(t, prodigy.Codec()) }

func TestRecognisesItsOwn(t *testing.T) { recordtest.Recognised(t, prodigy.Codec()) }

func record(body, more string) string { return `{"text":"` + body + `","spans":[]` + more + `}` }

func TestTraps(t *testing.T) { recordtest.Traps(t, prodigy.Codec(), record) }

func TestRealFilesComeBack(t *testing.T) {
	for path, want := range map[string]int{"prodigy/news_headlines.jsonl": 373, "prodigy-rel/annotations.jsonl": 149} {
		content := recordtest.File(t, path)
		records, identical := recordtest.ComesBack(t, prodigy.Codec(), content)
		if records != want {
			t.Errorf("%s: %d records, not %d", path, records, want)
		}
		t.Logf("%s: %d records, %d the same byte for byte", path, records, identical)
		for _, difference := range recordtest.OneChanged(t, prodigy.Codec(), content) {
			if !strings.Contains(difference, "became string CHANGED") && difference != "/_task_hash is gone" {
				t.Errorf("%s: after a change: %s", path, difference)
			}
		}
	}
}
