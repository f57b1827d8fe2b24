package argilla_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate/format/argilla"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/jsonrecord/recordtest"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, argilla.Codec()) }

func TestGolden(t *testing.T) { recordtest.Golden(t, argilla.Codec()) }

func TestRecognisesItsOwn(t *testing.T) { recordtest.Recognised(t, argilla.Codec()) }

func record(body, more string) string {
	return `{"id":"1","fields":{"text":"` + body + `"}` + more + `}`
}

func TestTraps(t *testing.T) { recordtest.Traps(t, argilla.Codec(), record) }

// file has records of every kind that a server gives.
const file = `[
{"id":"a","fields":{"text":"😊 Lund said no"},"metadata":{"outlet":"Alder Courier","words":3},"suggestions":{"spans":{"value":[{"start":2,"end":6,"label":"PER"}],"score":0.5,"agent":"names/v1"},"topic":{"value":"city","score":null,"agent":null}},"responses":{},"vectors":{"v":[0.1,1e-7]},"_server_id":"5c1e"},
{"id":"b","fields":{"body":"Lund said"},"metadata":{},"suggestions":{"spans":{"value":[],"score":null,"agent":"x"}},"responses":{"spans":[{"value":[{"start":0,"end":4,"label":"PER"},{"start":0,"end":4,"label":"PER"}],"user_id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","status":"submitted"}]},"vectors":{},"_server_id":null},
{"id":"c","fields":{"text":"nothing"},"metadata":{},"suggestions":{},"responses":{"topic":[{"value":"x","user_id":"3fa85f64-5717-4562-b3fc-2c963f66afa6"}]},"vectors":{},"_server_id":null}
]`

func TestRecordsComeBack(t *testing.T) {
	if n, identical := recordtest.ComesBack(t, argilla.Codec(), file); n != 3 || identical != 3 {
		t.Errorf("%d records, %d the same byte for byte", n, identical)
	}
	for _, difference := range recordtest.OneChanged(t, argilla.Codec(), file) {
		if !strings.Contains(difference, "became string CHANGED") {
			t.Error(difference)
		}
	}
}

func TestReading(t *testing.T) {
	docs, faults := recordtest.Read(t, argilla.Codec(), "a.json", file)
	if len(docs) != 3 || len(faults) > 0 {
		t.Fatalf("%d documents, %q", len(docs), faults)
	}
	m := docs[0].Layers[0].Marks[0]
	if m.Origin.By != "suggestion" || m.Origin.Source != "names/v1" || *m.Origin.Score != 0.5 {
		t.Errorf("%+v", m.Origin)
	}
	if got := recordtest.Summary(docs[0], text.CodePoint); len(got) != 1 || got[0] != "s0 PER Lund" || docs[0].Head.Meta["outlet"] != "Alder Courier" || docs[0].Head.ID != "a" {
		t.Errorf("%q %+v", got, docs[0].Head)
	}
	if l := docs[1].Layers[0]; l.Person != "3fa85f64-5717-4562-b3fc-2c963f66afa6" || len(l.Marks) != 2 {
		t.Errorf("%+v", l)
	}
	bad := `[{"id":"a","fields":{"text":"Lund"},"suggestions":{"q":{"value":[{"start":4,"end":0,"label":"X"},{"start":-1,"end":2,"label":"X"},{"start":0,"end":5,"label":"X"},{"start":0,"end":4,"label":null},{"start":0,"end":4,"label":"OK"}]}}}]`
	docs, _ = recordtest.Read(t, argilla.Codec(), "a.json", bad)
	if got := recordtest.Summary(docs[0], text.CodePoint); len(got) != 5 || got[0] != "s3 OK Lund" {
		t.Errorf("%q", got)
	}
}

// Every user who answered has a layer, and each is written with the record.
func TestEveryUserHasALayer(t *testing.T) {
	docs, _ := recordtest.Read(t, argilla.Codec(), "a.json", `[{"id":"b","fields":{"text":"Lund said"},"responses":{"spans":[{"value":[{"start":0,"end":4,"label":"A"}],"user_id":"u1"},{"value":[{"start":5,"end":9,"label":"B"}],"user_id":"u2","status":"draft"},{"value":null,"user_id":"u3","status":"discarded"}]}}]`)
	layers := docs[0].Layers
	if len(layers) != 3 || layers[0].Person != "u1" || layers[1].Status != "in progress" || layers[2].Status != "set aside" {
		t.Fatalf("%+v", layers)
	}
	for i, want := range []string{`[{"value":[{"start":0,"end":4,"label":"A"}],"user_id":"u1"}]`, `[{"value":[{"start":5,"end":9,"label":"B"}],"user_id":"u2","status":"draft"}]`, `[{"value":null,"user_id":"u3","status":"discarded"}]`} {
		docs[0].Layers = layers[i : i+1]
		if got := recordtest.Encode(t, argilla.Codec(), docs); !strings.Contains(got, want) || strings.Contains(got, "bluepencil") {
			t.Errorf("%s", got)
		}
	}
}

// What the server holds records to: known keys alone, labels, and ends within
// the code points of the field.
func TestServerTakesWhatIsWritten(t *testing.T) {
	c := argilla.Codec()
	for seed := range uint64(200) {
		all, err := foreigntest.RoundTrip(&c, text.CodePoint, foreigntest.Random(rand.New(rand.NewPCG(seed, 4))))
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
	var r struct {
		ID          string                     `json:"id"`
		Fields      map[string]string          `json:"fields"`
		Metadata    map[string]string          `json:"metadata"`
		Suggestions map[string]json.RawMessage `json:"suggestions"`
		Responses   map[string]json.RawMessage `json:"responses"`
		Vectors     map[string]json.RawMessage `json:"vectors"`
		Server      *string                    `json:"_server_id"`
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		t.Fatal(err)
	}
	length := utf8.RuneCountInString(r.Fields["text"])
	for _, suggestion := range r.Suggestions {
		var s struct {
			Value []struct {
				Start, End int
				Label      string
			} `json:"value"`
			Score *float64 `json:"score"`
			Agent *string  `json:"agent"`
		}
		d := json.NewDecoder(strings.NewReader(string(suggestion)))
		d.DisallowUnknownFields()
		if err := d.Decode(&s); err != nil {
			t.Fatal(err)
		}
		for _, v := range s.Value {
			if v.Start < 0 || v.Start > length-1 || v.End > length || v.End <= v.Start || v.Label == "" {
				t.Errorf("the server refuses %+v in %d", v, length)
			}
		}
	}
}

func TestRecognise(t *testing.T) {
	for head, want := range map[string]bool{
		file:                                   true,
		`[{"id":"a","fields":{"text":"long te`: true,
		`[{"data":{"text":"a"},"annotations":[]}]`: false,
		`[{"id":0,"paragraphs":[]}]`:               false,
		`{"text":"a"}`:                             false,
		`[]`:                                       false,
	} {
		if argilla.Codec().Recognise("a.json", []byte(head)) != want {
			t.Errorf("%s: not %v", head, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{file, record("é😊", `,"metadata":{"bluepencil":"{\"marks\":[{\"label\":\"A\",\"spans\":[[0,1]],\"shown\":[]}]}"}`)} {
		f.Add([]byte(seed))
	}
	c := argilla.Codec()
	f.Fuzz(func(t *testing.T, content []byte) { recordtest.Survive(t, &c, content) })
}
