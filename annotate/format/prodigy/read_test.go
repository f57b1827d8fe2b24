package prodigy_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/jsonrecord/recordtest"
	"bluepencil/annotate/format/prodigy"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

func TestReading(t *testing.T) {
	for line, want := range map[string][]string{
		`{"text":"😊 Lund said","spans":[{"start":2,"end":6,"label":"PER"},{"start":7,"end":11,"label":"CUE","text":"said"}]}`:                                                            {"s0 PER Lund", "s1 CUE said"},
		`{"text":"Lund said","spans":[{"start":0,"end":4,"label":"PER"}],"answer":"reject"}`:                                                                                             {},
		`{"text":"Lund said","spans":[{"start":0,"end":4,"label":"PER"}],"answer":"ignore"}`:                                                                                             {},
		`{"text":"Lund said","spans":null,"relations":null,"tokens":null}`:                                                                                                               {},
		`{"text":"Lund said","spans":[{"start":0,"end":4}]}`:                                                                                                                             {"! span 1"},
		`{"text":"Lund said","spans":[{"start":-1,"end":4,"label":"A"},{"start":4,"end":0,"label":"A"},{"start":0,"end":10,"label":"A"},{"start":0,"end":4,"label":"A","text":"Lunt"}]}`: {"! -1 to 4", "! 4 to 0", "! 0 to 10", `! not "Lunt"`},
		`{"text":"Lund said","spans":[{"start":0,"end":4,"label":"A","token_start":0,"token_end":0},{"start":5,"end":9,"label":"B","token_start":1,"token_end":1}],"relations":[{"head":1,"child":0,"label":"by"},{"head":1,"child":7,"label":"by"}]}`: {"s0 A Lund", "s1 B said by>s0", "! relation 2"},
	} {
		docs, faults := recordtest.Read(t, prodigy.Codec(), "a.jsonl", line)
		if len(docs) != 1 {
			t.Errorf("%s: %q", line, faults)
			continue
		}
		got := recordtest.Summary(docs[0], text.CodePoint)
		if len(got) != len(want) {
			t.Errorf("%s: got %q", line, got)
			continue
		}
		for i := range got {
			if problem, is := strings.CutPrefix(want[i], "! "); is && !strings.Contains(got[i], problem) || !is && got[i] != want[i] {
				t.Errorf("%s: got %q, want %q", line, got[i], want[i])
			}
		}
	}
}

// A task that was rejected or skipped says nothing about what is right; its
// spans stay in the file.
func TestRejectedTasksAreSetAside(t *testing.T) {
	line := `{"text":"Lund said","spans":[{"start":0,"end":4,"label":"PER"}],"_task_hash":-5,"answer":"reject","_session_id":"desk-mina"}` + "\n"
	docs, _ := recordtest.Read(t, prodigy.Codec(), "a.jsonl", line)
	l := docs[0].Layers[0]
	if l.Status != annotate.StatusSetAside || len(l.Marks) > 0 || l.Person != "desk-mina" || !strings.Contains(l.Reason, "reject") {
		t.Errorf("%+v", l)
	}
	if again := recordtest.Encode(t, prodigy.Codec(), docs); again != line {
		t.Errorf("came back as %s", again)
	}
}

// The words of the tokens tell what offsets count, also where a program wrote
// UTF-16 in error.
func TestUnitIsFoundByTheTokens(t *testing.T) {
	line := `{"text":"😊 Ada Lund said","tokens":[{"text":"😊","start":0,"end":2,"id":0},{"text":"Ada","start":3,"end":6,"id":1},{"text":"Lund","start":7,"end":11,"id":2}],"spans":[{"start":3,"end":11,"token_start":1,"token_end":2,"label":"PER"}]}`
	docs, _ := recordtest.Read(t, prodigy.Codec(), "a.jsonl", line)
	units := foreign.NewUnits(text.CodePoint)
	units.Add(docs[0])
	if unit, agreed := units.Unit(); unit != text.UTF16 || !agreed {
		t.Fatalf("%s, %v", unit, agreed)
	}
	if got := recordtest.Summary(docs[0], text.UTF16); len(got) != 1 || got[0] != "s0 PER Ada Lund" {
		t.Errorf("%q", got)
	}
}

// What Prodigy and spaCy hold a task to: tokens are the text, spans are whole
// tokens, token_end is the last one, relations name the last token of a span.
func TestTasksAreWhatProdigyTakes(t *testing.T) {
	c := prodigy.Codec()
	for seed := range uint64(300) {
		all, err := foreigntest.RoundTrip(&c, text.CodePoint, foreigntest.Random(rand.New(rand.NewPCG(seed, 9))))
		if err != nil {
			t.Fatal(err)
		}
		for _, pieces := range all {
			accept(t, pieces[0].Data)
		}
	}
}

type span struct {
	Start, End int
	First      int `json:"token_start"`
	Last       int `json:"token_end"`
	Label      string
}

type task struct {
	Text   string
	Tokens []struct {
		Text           string
		Start, End, ID int
		Ws             bool
	}
	Spans     []span
	Relations []struct {
		Head, Child int
		HeadSpan    span `json:"head_span"`
		ChildSpan   span `json:"child_span"`
		Label       string
	}
}

func accept(t *testing.T, line []byte) {
	t.Helper()
	var k task
	if err := json.Unmarshal(line, &k); err != nil {
		t.Fatal(err)
	}
	letters := []rune(k.Text)
	whole := ""
	for i, one := range k.Tokens {
		if string(letters[one.Start:one.End]) != one.Text || one.ID != i {
			t.Errorf("token %+v", one)
		}
		if whole += one.Text; one.Ws {
			whole += " "
		}
	}
	if whole != k.Text {
		t.Errorf("the tokens make %q of %q", whole, k.Text)
	}
	spans := map[span]bool{}
	check := func(s span) {
		if k.Tokens[s.First].Start != s.Start || k.Tokens[s.Last].End != s.End || strings.TrimFunc(string(letters[s.Start:s.End]), token.Space) != string(letters[s.Start:s.End]) {
			t.Errorf("span %+v of %q", s, k.Text)
		}
	}
	for _, s := range k.Spans {
		check(s)
		spans[s] = true
	}
	for _, r := range k.Relations {
		if !spans[r.HeadSpan] || !spans[r.ChildSpan] || r.Head != r.HeadSpan.Last || r.Child != r.ChildSpan.Last || r.Label == "" {
			t.Errorf("relation %+v", r)
		}
	}
}

func TestRecognise(t *testing.T) {
	for head, want := range map[string]bool{
		`{"text":"a","_input_hash":1,"_task_hash":2}`:                                                  true,
		`{"text":"a","meta":{},"spans":[{"start":0,"end":1,"label":"X","token_star`:                    false,
		`{"text":"a","meta":{},"spans":[{"start":0,"end":1,"token_start":0,"token_end":0,"label":"X"}`: true,
		`{"text":"a","spans":[{"start":0,"end":1,"label":"X"}],"answer":"accept"}`:                     true,
		`{"text":"a","spans":[{"start":0,"end":1,"label":"X"}]}`:                                       false,
		`{"text":"a","ents":[],"tokens":[],"spans":{"sc":[]}}`:                                         false,
		`{"text":"a","label":[[0,1,"X"]]}`:                                                             false,
		`[]`:                                                                                           false,
	} {
		if prodigy.Codec().Recognise("a.jsonl", []byte(head)) != want {
			t.Errorf("%s: not %v", head, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{record("Lund said", ""), `{"text":"Ada said","tokens":[{"text":"Ada","start":0,"end":3,"id":0,"ws":true},{"text":"said","start":4,"end":8,"id":1}],"spans":[{"start":0,"end":3,"label":"A","token_start":0,"token_end":0},{"start":4,"end":8,"label":"B","token_start":1,"token_end":1}],"relations":[{"head":1,"child":0,"label":"by","head_span":{"start":4,"end":8,"label":"B"}}],"answer":"accept","bluepencil":{"marks":[{"label":"A","spans":[[0,2]],"shown":[[0,3]],"id":"one"}]}}`, `[{"text":"é😊","answer":"reject","spans":[{}]}]`} {
		f.Add([]byte(seed))
	}
	c := prodigy.Codec()
	f.Fuzz(func(t *testing.T, content []byte) { recordtest.Survive(t, &c, content) })
}
