package spacy_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/jsonrecord/recordtest"
	"bluepencil/annotate/format/spacy"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, spacy.Codec()) }

func TestGolden(t *testing.T) { recordtest.Golden(t, spacy.Codec()) }

func TestRecognisesItsOwn(t *testing.T) { recordtest.Recognised(t, spacy.Codec()) }

func record(body, more string) string { return `{"text":"` + body + `","ents":[]` + more + `}` }

func TestTraps(t *testing.T) { recordtest.Traps(t, spacy.Codec(), record) }

// docs are Docs as spaCy writes them, with and without span groups.
const docs = `{"text":"Ada Lund said no.","ents":[{"start":0,"end":8,"label":"PERSON"}],"sents":[{"start":0,"end":17}],"cats":{"city":1.0},"tokens":[{"id":0,"start":0,"end":3,"tag":"NNP","pos":"PROPN","morph":"","lemma":"Ada","dep":"compound","head":1},{"id":1,"start":4,"end":8,"tag":"NNP","pos":"PROPN","morph":"","lemma":"Lund","dep":"nsubj","head":2},{"id":2,"start":9,"end":13,"tag":"VBD","pos":"VERB","morph":"","lemma":"say","dep":"ROOT","head":2},{"id":3,"start":14,"end":16,"tag":"UH","pos":"INTJ","morph":"","lemma":"no","dep":"intj","head":2},{"id":4,"start":16,"end":17,"tag":".","pos":"PUNCT","morph":"","lemma":".","dep":"punct","head":2}]}
{"text": "Ada Lund", "ents": [{"start": 4, "end": 8, "label": "PER", "kb_id": "Q7"}], "tokens": [{"id": 0, "start": 0, "end": 3}, {"id": 1, "start": 4, "end": 8}], "spans": {"sc": [{"start": 0, "end": 8, "label": "PER", "kb_id": "Q7", "id": "x"}, {"start": 0, "end": 8, "label": "PER", "kb_id": ""}], "quotes": [{"start": 4, "end": 8, "label": "PER", "kb_id": ""}]}, "_": {"source": "desk"}, "underscore_span": {"sure": [{"start": 0, "end": 8, "value": true}]}}
{"text":"\u00e9","ents":[],"tokens":[{"id":0,"start":0,"end":1}],"spans":{}}
`

func TestDocsComeBack(t *testing.T) {
	if n, identical := recordtest.ComesBack(t, spacy.Codec(), docs); n != 3 || identical != 3 {
		t.Errorf("%d records, %d the same byte for byte", n, identical)
	}
	for _, difference := range recordtest.OneChanged(t, spacy.Codec(), docs) {
		if !strings.Contains(difference, "became string CHANGED") {
			t.Error(difference)
		}
	}
}

func TestReading(t *testing.T) {
	read, faults := recordtest.Read(t, spacy.Codec(), "a.jsonl", docs+`{"text":"😊 Lund","spans":{"sc":[{"start":2,"end":6,"label":"A"},{"start":6,"end":2,"label":"A"},{"start":-1,"end":2,"label":"A"},{"start":0,"end":7,"label":"A"},{"start":0}]}}`)
	if len(read) != 4 || len(faults) > 0 {
		t.Fatalf("%d documents, %q", len(read), faults)
	}
	for i, want := range []string{"[ents:0 PERSON Ada Lund]", "[sc:0 PER Ada Lund sc:1 PER Ada Lund quotes:0 PER Lund]", "[]"} {
		if got := fmt.Sprint(recordtest.Summary(read[i], text.CodePoint)); got != want {
			t.Errorf("%s: got %s, want %s", read[i].Where, got, want)
		}
	}
	if got := recordtest.Summary(read[3], text.CodePoint); len(got) != 5 || got[0] != "sc:0 A Lund" {
		t.Errorf("%q", got)
	}
	if e := read[1].Entities; len(e) != 1 || e[0].ID != "Q7" || e[0].Name != "Ada Lund" || e[0].Wikidata != "Q7" || read[1].Layers[0].Marks[0].Entity != "Q7" {
		t.Errorf("%+v", e)
	}
}

type span struct {
	Start, End int
	Label      string
	KB         *string `json:"kb_id"`
}

// What Doc.from_json asserts: the words and the text make the same words again,
// spans are made of whole tokens, kb_id is there, entities do not overlap.
func TestDocsAreWhatSpacyTakes(t *testing.T) {
	c := spacy.Codec()
	for seed := range uint64(300) {
		all, err := foreigntest.RoundTrip(&c, text.CodePoint, foreigntest.Random(rand.New(rand.NewPCG(seed, 8))))
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
	var doc struct {
		Text   string
		Ents   []span
		Tokens []struct{ ID, Start, End int }
		Spans  map[string][]span
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	letters := []rune(doc.Text)
	starts, ends := map[int]bool{}, map[int]bool{}
	var words []string
	for _, one := range doc.Tokens {
		starts[one.Start], ends[one.End] = true, true
		words = append(words, string(letters[one.Start:one.End]))
	}
	if again := wordsAndSpaces(words, doc.Text); fmt.Sprint(again) != fmt.Sprint(words) {
		t.Errorf("spaCy makes %q of %q", again, words)
	}
	for _, s := range append(doc.Spans["sc"], doc.Ents...) {
		if !starts[s.Start] || !ends[s.End] || s.Start >= s.End || strings.TrimFunc(string(letters[s.Start:s.End]), token.Space) != string(letters[s.Start:s.End]) {
			t.Errorf("spaCy refuses %+v of %q", s, doc.Text)
		}
	}
	for _, s := range doc.Spans["sc"] {
		if s.KB == nil {
			t.Errorf("%+v has no kb_id", s)
		}
	}
	for i, s := range doc.Ents {
		if i > 0 && s.Start < doc.Ents[i-1].End {
			t.Errorf("entities overlap: %+v", doc.Ents)
		}
	}
}

// wordsAndSpaces finds words in a text by spaCy's rule.
func wordsAndSpaces(words []string, whole string) (out []string) {
	for _, word := range words {
		if strings.TrimFunc(word, token.Space) == "" {
			continue
		}
		gap := strings.Index(whole, word)
		if gap > 0 {
			out = append(out, whole[:gap])
		}
		out = append(out, word)
		whole = strings.TrimPrefix(whole[gap+len(word):], " ")
	}
	if whole != "" {
		out = append(out, whole)
	}
	return out
}

func TestRecognise(t *testing.T) {
	for head, want := range map[string]bool{
		docs: true,
		`{"text":"a","ents":[],"tokens":[{"id":0,"start":0,"en`:             true,
		`{"spans":{"sc":[{"start":0`:                                        true,
		`{"text":"a","spans":[],"tokens":[{"text":"a","start":0,"end":1}]}`: false,
		`{"text":"a","label":[]}`:                                           false,
		`{"id":"0","tokens":["EU"],"ner_tags":[3]}`:                         false,
		`[{"id":0,"paragraphs":[]}]`:                                        false,
	} {
		if spacy.Codec().Recognise("a.jsonl", []byte(head)) != want {
			t.Errorf("%.60s: not %v", head, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range strings.Split(docs, "\n") {
		f.Add([]byte(seed))
	}
	f.Add([]byte(`{"text":"é 😊","tokens":[{"id":0,"start":0,"end":1},{"id":1,"start":2,"end":3}],"spans":{"sc":[{"start":0,"end":1,"label":"A","kb_id":"k"}]},"_":{"bluepencil":{"marks":[{"label":"A","spans":[[0,2]],"shown":[[0,1]],"entity":"q"}]}}}`))
	c := spacy.Codec()
	f.Fuzz(func(t *testing.T, content []byte) { recordtest.Survive(t, &c, content) })
}
