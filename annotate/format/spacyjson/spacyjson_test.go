package spacyjson_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/jsonrecord/recordtest"
	"bluepencil/annotate/format/spacyjson"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, spacyjson.Codec()) }

func TestGolden(t *testing.T) { recordtest.Golden(t, spacyjson.Codec()) }

func TestRecognisesItsOwn(t *testing.T) { recordtest.Recognised(t, spacyjson.Codec()) }

// record makes a document whose tokens are cut at spaces, as far as that can be
// told from what stands between the quotes of JSON.
func record(body, more string) string {
	return `{"id":0,"paragraphs":[{"raw":"` + body + `","sentences":[]}]` + more + `}`
}

func TestTraps(t *testing.T) { recordtest.Traps(t, spacyjson.Codec(), record) }

// file has documents as they are in use: with and without their text and their
// spaces, in paragraphs, with tags that are missing.
const file = `[
{"id":0,"paragraphs":[{"sentences":[{"tokens":[{"orth":"When","tag":"-","ner":"O"},{"orth":"Ada","tag":"-","ner":"B-PERSON"},{"orth":"Lund","tag":"-","ner":"L-PERSON"}]}]}]},
{"id":1,"paragraphs":[{"raw":"Lund said no.  Yes","sentences":[{"tokens":[{"id":0,"orth":"Lund","space":" ","ner":"U-PER","head":1,"dep":"nsubj"},{"id":1,"orth":"said","space":" ","ner":"-"},{"id":2,"orth":"no","space":"","ner":"O"},{"id":3,"orth":".","space":" ","ner":"O"}],"brackets":[]},{"tokens":[{"id":4,"orth":" ","space":"","ner":"O"},{"id":5,"orth":"Yes","space":"","ner":"O"}],"brackets":[{"first":0,"last":1,"label":"X"}]}],"cats":[{"label":"city","value":1.0}]},{"raw":"Vik left","sentences":[{"tokens":[{"orth":"Vik","ner":"U-PER"},{"orth":"left","ner":null}]}]}]},
{"id":2,"paragraphs":[{"raw":null,"sentences":[]}]}
]`

func TestDocumentsComeBack(t *testing.T) {
	if n, identical := recordtest.ComesBack(t, spacyjson.Codec(), file); n != 3 || identical != 3 {
		t.Errorf("%d records, %d the same byte for byte", n, identical)
	}
	for _, difference := range recordtest.OneChanged(t, spacyjson.Codec(), file) {
		if !strings.Contains(difference, "-CHANGED") {
			t.Error(difference)
		}
	}
}

func TestReading(t *testing.T) {
	read, faults := recordtest.Read(t, spacyjson.Codec(), "a.json", file)
	if len(read) != 3 || len(faults) > 0 {
		t.Fatalf("%d documents, %q", len(read), faults)
	}
	for i, want := range []string{"When Ada Lund [s0 PERSON Ada Lund]", "Lund said no.  Yes\n\nVik left [s0 PER Lund s1 PER Vik]", " []"} {
		if got := fmt.Sprint(read[i].Text, " ", recordtest.Summary(read[i], text.CodePoint)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for _, bad := range []string{`[{"paragraphs":[{"raw":"Lund","sentences":[{"tokens":[{"orth":"Vik"}]}]}]}]`, `[{"paragraphs":[{"raw":"Lund said","sentences":[{"tokens":[{"orth":"Lund"}]}]}]}]`,
		`[{"paragraphs":[{"raw":"Lund","sentences":[{}]}]}]`, `[{"paragraphs":[{"raw":"Lund","sentences":[{"tokens":[{"orth":""}]}]}]}]`, `[{"paragraphs":[7]}]`} {
		if read, faults := recordtest.Read(t, spacyjson.Codec(), "a.json", bad); len(read) > 0 || len(faults) != 1 {
			t.Errorf("%s: %d documents, %q", bad, len(read), faults)
		}
	}
}

// A mark that begins inside of a token of the file has the tokens made anew.
func TestMarksInsideOfTokensAreExact(t *testing.T) {
	c := spacyjson.Codec()
	read, _ := recordtest.Read(t, c, "a.json", file)
	recordtest.Summary(read[0], text.CodePoint)
	m := &read[0].Layers[0].Marks[0]
	m.Spans[0].Start, m.Spans[0].Text = 6, "da Lund"
	again, faults := recordtest.Read(t, c, "a.json", recordtest.Encode(t, c, read[:1]))
	if len(again) != 1 || len(faults) > 0 || fmt.Sprint(recordtest.Summary(again[0], text.CodePoint)) != "[s0 PERSON da Lund]" {
		t.Errorf("%+v %q", again, faults)
	}
}

// What spacy convert makes of a document: a text that is the article's, and
// entities out of valid BILUO tags without white space at their edges.
func TestConvertTakesWhatIsWritten(t *testing.T) {
	c := spacyjson.Codec()
	for seed := range uint64(300) {
		all, err := foreigntest.RoundTrip(&c, text.CodePoint, foreigntest.Random(rand.New(rand.NewPCG(seed, 2))))
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
		ID         int
		Paragraphs []struct {
			Raw       string
			Sentences []struct {
				Tokens []struct {
					ID               int
					Orth, Space, Ner string
				}
			}
		}
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	p := doc.Paragraphs[0]
	whole, open, count := "", "", 0
	for _, s := range p.Sentences {
		if len(s.Tokens) == 0 {
			t.Error("a sentence without tokens")
		}
		for _, one := range s.Tokens {
			if one.ID != count {
				t.Errorf("token %d is called %d", count, one.ID)
			}
			count++
			whole += one.Orth + one.Space
			kind, label, _ := strings.Cut(one.Ner, "-")
			blank := strings.TrimFunc(one.Orth, token.Space) == ""
			inside := kind == "I" || kind == "L"
			if inside != (open != "") || inside && open != label || blank && (kind == "B" || kind == "L" || kind == "U") {
				t.Errorf("tag %s of %q after %q", one.Ner, one.Orth, open)
			}
			if open = ""; kind == "B" || kind == "I" {
				open = label
			}
		}
	}
	if whole != p.Raw || open != "" {
		t.Errorf("the tokens make %q of %q", whole, p.Raw)
	}
}

func TestRecognise(t *testing.T) {
	for head, want := range map[string]bool{
		file:                                     true,
		`[{"id":0,"paragraphs":[{"raw":"long te`: true,
		`[{"id":0,"paragraphs":"x"}]`:            false,
		`{"data":[{"paragraphs":[{"qas":[]}]}]}`: false,
		`[{"title":"x","paragraphs":[{"context":"a","qas":[]}]}]`: false,
		`[{"id":"a","fields":{"text":"x"}}]`:                      false,
	} {
		if spacyjson.Codec().Recognise("a.json", []byte(head)) != want {
			t.Errorf("%s: not %v", head, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{file, record("é😊 ", `,"bluepencil":{"marks":[{"label":"A","spans":[[0,1]],"shown":[]}]}`), `[{"paragraphs":[{"sentences":[{"tokens":[{"orth":"a","ner":"B-x"},{"orth":" ","ner":"I-x"}]}]}]}]`} {
		f.Add([]byte(seed))
	}
	c := spacyjson.Codec()
	f.Fuzz(func(t *testing.T, content []byte) { recordtest.Survive(t, &c, content) })
}
