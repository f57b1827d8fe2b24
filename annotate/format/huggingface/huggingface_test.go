package huggingface_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/huggingface"
	"bluepencil/annotate/format/jsonrecord/recordtest"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, huggingface.Codec()) }

func TestGolden(t *testing.T) { recordtest.Golden(t, huggingface.Codec()) }

func TestRecognisesItsOwn(t *testing.T) { recordtest.Recognised(t, huggingface.Codec()) }

func record(body, more string) string {
	return `{"id":"1","text":"` + body + `","spans":[]` + more + `}`
}

func TestTraps(t *testing.T) { recordtest.Traps(t, huggingface.Codec(), record) }

// lines are of the kinds that are in use.
const lines = `{"id":"0","tokens":["Ada","Lund","said","no","."],"ner_tags":["B-PER","I-PER","O","O","O"]}
{"id": "1", "tokens": ["Ada", "Lund", "New York", ""], "ner_tags": ["I-PER", "I-PER", "S-LOC", "O"], "pos_tags": [1, 2, 3, 4]}
{"id":"2","tokens":[],"ner_tags":[]}
{"id":"3","text":"Ada  Lund, mayor","tokens":["Ada","Lund",",","mayor"],"tags":["B-PER","L-PER","O","U-ROLE"]}
{"id":"4","text":"Ada Lund","spans":[{"start":0,"end":3,"label":"PER","score":0.50}],"lang":"en"}
{"id":"5","tokens":["Lund"]}
`

func TestLinesComeBack(t *testing.T) {
	if n, identical := recordtest.ComesBack(t, huggingface.Codec(), lines); n != 6 || identical != 6 {
		t.Errorf("%d records, %d the same byte for byte", n, identical)
	}
	for _, difference := range recordtest.OneChanged(t, huggingface.Codec(), lines) {
		if !strings.Contains(difference, "CHANGED") && !strings.Contains(difference, "string S-LOC became string B-LOC") && !strings.Contains(difference, "string U-ROLE became string B-ROLE") {
			t.Error(difference)
		}
	}
}

func TestReading(t *testing.T) {
	docs, faults := recordtest.Read(t, huggingface.Codec(), "a.jsonl", lines+`{"tokens":["a","b"],"ner_tags":["O"]}
{"tokens":["a"],"ner_tags":[1]}
{"tokens":["a",1]}
{"text":"a b","tokens":["c"],"ner_tags":["O"]}
{"text":"😊 Lund","spans":[{"start":2,"end":6,"label":"A"},{"start":6,"end":2,"label":"A"},{"start":-1,"end":2,"label":"A"},{"start":0,"end":7,"label":"A"},{"start":0,"end":1}]}
`)
	if len(docs) != 7 || len(faults) != 4 {
		t.Fatalf("%d documents, %q", len(docs), faults)
	}
	for i, want := range []string{"[s0 PER Ada Lund]", "[s0 PER Ada Lund s1 LOC New York]", "[]", "[s0 PER Ada  Lund s1 ROLE mayor]", "[s0 PER Ada]", "[]"} {
		if got := fmt.Sprint(recordtest.Summary(docs[i], text.CodePoint)); got != want {
			t.Errorf("%s: got %s, want %s", docs[i].Where, got, want)
		}
	}
	if got := recordtest.Summary(docs[6], text.CodePoint); len(got) != 5 || got[0] != "s0 A Lund" {
		t.Errorf("%q", got)
	}
}

// Numbers are looked up beside the file, and are numbers again.
func TestNumbersAreNamedByTheFilesBeside(t *testing.T) {
	line := `{"tokens":["Ada","Lund","said"],"ner_tags":[1,2,0]}` + "\n"
	for name, content := range map[string]string{
		"labels.txt": "O\nB-PER\nI-PER\n",
		"README.md":  "---\ndataset_info:\n  features:\n  - name: pos\n    sequence:\n      class_label:\n        names:\n          '0': X\n  - name: ner_tags\n    sequence:\n      class_label:\n        names:\n          '0': O\n          '1': B-PER\n          '2': I-PER\n  - name: x\n    dtype: string\n---\n",
	} {
		c := huggingface.Codec()
		docs, err := foreign.ReadAll(&c, fstest.MapFS{"train.jsonl": {Data: []byte(line)}, name: {Data: []byte(content)}}, "train.jsonl", foreign.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if again := recordtest.Encode(t, c, docs); again != line {
			t.Errorf("%s: came back as %s", name, again)
		}
		if got := recordtest.Summary(docs[0], text.CodePoint); len(got) != 1 || got[0] != "s0 PER Ada Lund" {
			t.Errorf("%s: %q", name, got)
		}
		docs[0].Layers[0].Marks = nil
		if again := recordtest.Encode(t, c, docs); !strings.Contains(again, `"ner_tags":[0,0,0]`) {
			t.Errorf("%s: without marks %s", name, again)
		}
	}
}

// What was marked anew in a file of tags goes into the tags, and what they
// cannot hold beside them.
func TestTagsHoldWhatTheyCan(t *testing.T) {
	c := huggingface.Codec()
	docs, _ := recordtest.Read(t, c, "a.jsonl", `{"id":"0","tokens":["Ada","Lund","said","no"],"ner_tags":["B-PER","I-PER","O","O"]}`)
	foreign.Settle(docs[0], text.CodePoint)
	l := &docs[0].Layers[0]
	l.Marks = append(l.Marks, foreign.Mark{ID: "new", Label: "Q", Spans: []foreign.Span{{Start: 14, End: 16, Text: "no"}}}, foreign.Mark{ID: "within", Label: "X", Spans: []foreign.Span{{Start: 4, End: 6, Text: "Lu"}}})
	again := recordtest.Encode(t, c, docs)
	if !strings.Contains(again, `"ner_tags":["B-PER","I-PER","O","B-Q"]`) {
		t.Error(again)
	}
	back, _ := recordtest.Read(t, c, "a.jsonl", again)
	if got := fmt.Sprint(recordtest.Summary(back[0], text.CodePoint)); got != "[s0 PER Ada Lund new Q no within X Lu]" {
		t.Error(got)
	}
}

// What the loader and the training script hold lines to: one schema, never
// null, a tag for each token, in IOB2.
func TestLoaderTakesWhatIsWritten(t *testing.T) {
	c := huggingface.Codec()
	for seed := range uint64(200) {
		all, err := foreigntest.RoundTrip(&c, text.CodePoint, foreigntest.Random(rand.New(rand.NewPCG(seed, 6))))
		if err != nil {
			t.Fatal(err)
		}
		for _, pieces := range all {
			accept(t, pieces[0].Data)
		}
	}
}

func accept(t *testing.T, raw []byte) {
	t.Helper()
	var line struct {
		ID     string   `json:"id"`
		Text   string   `json:"text"`
		Tokens []string `json:"tokens"`
		Tags   []string `json:"ner_tags"`
		Spans  []struct {
			Start int    `json:"start"`
			End   int    `json:"end"`
			Label string `json:"label"`
			Text  string `json:"text"`
		} `json:"spans"`
		Own string `json:"bluepencil"`
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&line); err != nil {
		t.Fatal(err)
	}
	if line.Tokens == nil || line.Tags == nil || line.Spans == nil || line.Own == "" || len(line.Tokens) != len(line.Tags) {
		t.Errorf("%s", raw)
	}
	letters := []rune(line.Text)
	var labels []string
	for _, s := range line.Spans {
		labels = append(labels, s.Label)
		if string(letters[s.Start:s.End]) != s.Text {
			t.Errorf("%+v", s)
		}
	}
	for i, tag := range line.Tags {
		kind, label, _ := strings.Cut(tag, "-")
		switch {
		case tag == "O":
		case !slices.Contains(labels, label), kind != "B" && kind != "I", kind == "I" && line.Tags[max(i, 1)-1][1:] != tag[1:]:
			t.Errorf("tags %q", line.Tags)
		}
	}
}

func TestRecognise(t *testing.T) {
	for head, want := range map[string]bool{
		`{"id":"0","tokens":["EU","rejects"],"ner_tags":[3,0]}`:                           true,
		`{"id":"0","text":"EU","tokens":["EU"],"ner_ta`:                                   false,
		`{"id":"0","text":"EU","tokens":["EU"],"ner_tags":["O"],"spans":[]`:               true,
		`{"text":"EU","tokens":[{"text":"EU","start":0,"end":2,"id":0}],"spans":[]}`:      false,
		`{"text":"EU","ents":[],"tokens":[{"id":0,"start":0,"end":2}],"spans":{"sc":[]}}`: false,
		`{"text":"a","label":[]}`: false,
	} {
		if huggingface.Codec().Recognise("a.jsonl", []byte(head)) != want {
			t.Errorf("%s: not %v", head, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range strings.Split(lines, "\n") {
		f.Add([]byte(seed))
	}
	f.Add([]byte(`{"text":"é😊 b","tokens":["é😊","b"],"ner_tags":["B-A","O"],"bluepencil":"{\"marks\":[{\"label\":\"A\",\"spans\":[[0,1]],\"shown\":[[0,2]]}]}"}`))
	c := huggingface.Codec()
	f.Fuzz(func(t *testing.T, content []byte) { recordtest.Survive(t, &c, content) })
}
