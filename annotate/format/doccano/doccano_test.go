package doccano_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"bluepencil/annotate/format/doccano"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/jsonrecord/recordtest"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, doccano.Codec()) }

// Without roles in the codebook it is the kind with one column.
func TestContractOfTheKindWithLabels(t *testing.T) {
	c := doccano.Codec()
	whole := c.NewWriter
	c.NewWriter = func(s foreign.Setting) (foreign.Writer, error) {
		s.Common.Codebook.Roles = nil
		return whole(s)
	}
	foreigntest.Run(t, c)
}

func TestGolden(t *testing.T) { recordtest.Golden(t, doccano.Codec()) }

func TestRecognisesItsOwn(t *testing.T) { recordtest.Recognised(t, doccano.Codec()) }

func record(body, more string) string { return `{"text":"` + body + `","label":[]` + more + `}` }

func TestTraps(t *testing.T) { recordtest.Traps(t, doccano.Codec(), record) }

func TestRealFilesComeBack(t *testing.T) {
	for _, path := range []string{"doccano/sequence_labeling/example.jsonl", "doccano/sequence_labeling/example_overlapping.jsonl",
		"doccano/relation_extraction/example.jsonl", "doccano/intent/example.jsonl"} {
		content := recordtest.File(t, path)
		records, identical := recordtest.ComesBack(t, doccano.Codec(), content)
		if records == 0 {
			t.Errorf("%s: nothing was read", path)
		}
		t.Logf("%s: %d records, %d the same byte for byte", path, records, identical)
		for _, difference := range recordtest.OneChanged(t, doccano.Codec(), content) {
			if !strings.Contains(difference, "became string CHANGED") {
				t.Errorf("%s: after a change: %s", path, difference)
			}
		}
	}
}

// Both kinds are read, with their offsets in UTF-16, and whatever is no label is
// said and kept.
func TestReading(t *testing.T) {
	for line, want := range map[string]string{
		`{"text":"😊 Lund said","label":[[3,7,"PER"],[8,12,"CUE"]]}`:                                                     "s0 PER Lund; s1 CUE said",
		`{"text":"😊 Lund said","labels":[[3,7,"PER"]]}`:                                                                 "s0 PER Lund",
		`{"text":"Lund said","label":[{"start_offset":0,"end_offset":4,"label":"PER","id":7}]}`:                         "7 PER Lund",
		`{"text":"Lund said","label":[[0.0,4.0,"PER"]]}`:                                                                "s0 PER Lund",
		`{"text":"Lund said","label":["politics"],"id":3}`:                                                              "",
		`{"text":"Lund said","label":[[4,0,"PER"],[-1,2,"PER"],[3,3,"PER"],[0,99,"PER"],[0,4,"OK"]]}`:                   "s4 OK Lund; ! 4 to 0; ! -1 to 2; ! 3 to 3; ! 0 to 99",
		`{"text":"Lund said","label":[[0,4,""],[0,4],[0,"4","x"],[1.5,4,"x"],[9007199254740993,9007199254740994,"x"]]}`: "! label 1; ! label 2; ! label 3; ! label 4; ! 9007199254740993",
		`{"text":"Lund said","entities":[{"id":1,"start_offset":0,"end_offset":4,"label":"A"},{"id":1,"start_offset":5,"end_offset":9,"label":"B"}],"relations":[{"from_id":1,"to_id":2,"type":"x"}]}`:                                                                                                            "1 A Lund; s1 B said; ! relation x",
		`{"text":"Lund said","entities":[{"id":900719925474099301,"start_offset":0,"end_offset":4,"label":"A"},{"id":2,"start_offset":5,"end_offset":9,"label":"B"}],"relations":[{"id":5,"from_id":2,"to_id":900719925474099301,"type":"says"},{"from_id":2}]}`:                                                  "900719925474099301 A Lund; 2 B said says>900719925474099301; ! relation 2",
		`{"text":"Lund said","entities":[{"id":1,"start_offset":0,"end_offset":4,"label":"A"},{"id":2,"start_offset":5,"end_offset":9,"label":"B"}],"relations":[{"from_id":1,"to_id":2,"type":"x"}],"meta":{"bluepencil":{"marks":[{"label":"A","spans":[[0,4]],"id":"one","links":[{"role":"y","to":"2"}]}]}}}`: "one A Lund x>2; 2 B said",
	} {
		docs, faults := recordtest.Read(t, doccano.Codec(), "a.jsonl", line)
		if len(docs) != 1 {
			t.Errorf("%s: %q", line, faults)
			continue
		}
		if got := recordtest.Summary(docs[0], text.UTF16); !matches(got, want) {
			t.Errorf("%s: got %q, want %q", line, got, want)
		}
	}
}

// matches holds problems by what they say first.
func matches(got []string, want string) bool {
	if want == "" {
		return len(got) == 0
	}
	parts := strings.Split(want, "; ")
	if len(parts) != len(got) {
		return false
	}
	for i, part := range parts {
		if problem, is := strings.CutPrefix(part, "! "); is && !strings.Contains(got[i], problem) || !is && got[i] != part {
			return false
		}
	}
	return true
}

func TestNothingIsReadWithoutText(t *testing.T) {
	if docs, faults := recordtest.Read(t, doccano.Codec(), "a.jsonl", `{"text":"","label":[]}`); len(docs) > 0 || len(faults) != 1 {
		t.Errorf("%v %q", docs, faults)
	}
}

// Comments at the top of a record would come back from doccano twice.
func TestCommentsMoveOutOfTheWay(t *testing.T) {
	line := `{"id":9,"text":"Lund","Comments":["why?"],"label":[[0,4,"PER"]]}`
	docs, _ := recordtest.Read(t, doccano.Codec(), "a.jsonl", line)
	if got, want := recordtest.Encode(t, doccano.Codec(), docs), `{"id":9,"text":"Lund","label":[[0,4,"PER"]],"meta":{"Comments":["why?"]}}`+"\n"; got != want {
		t.Errorf("got %s", got)
	}
}

// The importers of doccano, as formats of JSON Lines are read there, take what
// is written: whole-number ids that are unique, ends that exist, the same keys
// in every record.
func TestImportersTakeWhatIsWritten(t *testing.T) {
	keys := ""
	for seed := range uint64(200) {
		all, err := foreigntest.RoundTrip(ptr(doccano.Codec()), text.UTF16, foreigntest.Random(rand.New(rand.NewPCG(seed, 3))))
		if err != nil {
			t.Fatal(err)
		}
		for _, pieces := range all {
			now := accept(t, pieces[0].Data)
			if keys != "" && now != keys {
				t.Errorf("keys %s and %s", keys, now)
			}
			keys = now
		}
	}
}

// accept follows the importer for projects with relations.
func accept(t *testing.T, line []byte) (keys string) {
	t.Helper()
	var record map[string]json.RawMessage
	var entities []struct {
		ID    int    `json:"id"`
		Start int    `json:"start_offset"`
		End   int    `json:"end_offset"`
		Label string `json:"label"`
	}
	var relations []struct {
		From int    `json:"from_id"`
		To   int    `json:"to_id"`
		Type string `json:"type"`
	}
	var whole string
	for err := range errorsOf(json.Unmarshal(line, &record), json.Unmarshal(record["text"], &whole), json.Unmarshal(record["entities"], &entities), json.Unmarshal(record["relations"], &relations)) {
		t.Fatalf("%v: %s", err, line)
	}
	length := len(utf16.Encode([]rune(whole)))
	ids := map[int]bool{}
	for _, e := range entities {
		if ids[e.ID] || e.Start < 0 || e.Start >= e.End || e.End > length || e.Label == "" {
			t.Errorf("doccano refuses %+v", e)
		}
		ids[e.ID] = true
	}
	for _, r := range relations {
		if !ids[r.From] || !ids[r.To] || r.Type == "" {
			t.Errorf("doccano refuses %+v", r)
		}
	}
	return fmt.Sprint(slices.Sorted(maps.Keys(record)))
}

func errorsOf(list ...error) func(func(error) bool) {
	return func(yield func(error) bool) {
		for _, err := range list {
			if err != nil && !yield(err) {
				return
			}
		}
	}
}

func ptr(c foreign.Codec) *foreign.Codec { return &c }

func TestRecognise(t *testing.T) {
	for head, want := range map[string]bool{
		`{"text":"a","label":[[0,1,"X"]]}`:                                         true,
		`{"id":1,"text":"a","Comments":[],"label":[]}`:                             true,
		`{"text":"a","entities":[{"id":1,"start_offset":0,"end_offset":1,"lab`:     true,
		`{"text":"a","entities":[],"relations":[]}`:                                true,
		`{"text":"a","label":["politics"]}`:                                        false,
		`{"text":"a","label":"politics"}`:                                          false,
		`{"text":"a","spans":[],"tokens":[]}`:                                      false,
		`{"text":"a"}`:                                                             false,
		`{"format":"bluepencil/1"}`:                                                false,
		`[{"id":1,"fields":{"text":"a"}}]`:                                         false,
		`hello`:                                                                    false,
		`{"text":"a","entities":[{"text":"a","start":0,"end":1,"type":"PERSON"}]}`: false,
	} {
		if doccano.Codec().Recognise("a.jsonl", []byte(head)) != want {
			t.Errorf("%s: not %v", head, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{record("Lund said", ""), `{"text":"Lund said","entities":[{"id":1,"start_offset":0,"end_offset":4,"label":"A"}],"relations":[{"from_id":1,"to_id":1,"type":"x"}],"meta":{"bluepencil":{"marks":[{"label":"A","spans":[[0,4]],"id":"one","links":[{"role":"x","to":"one"}]}]}}}`, `[{"text":"é😊","label":[[0,3,"A"]]}]`} {
		f.Add([]byte(seed))
	}
	c := doccano.Codec()
	f.Fuzz(func(t *testing.T, content []byte) { recordtest.Survive(t, &c, content) })
}
