package csv_test

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate"
	"bluepencil/annotate/format/csv"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, csv.Codec()) }

func readAll(t *testing.T, table string, o foreign.ReadOptions) []*foreign.Document {
	t.Helper()
	c := csv.Codec()
	docs, err := foreign.ReadAll(&c, fstest.MapFS{"t.csv": {Data: []byte(table)}}, "t.csv", o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		foreign.Settle(d, c.Unit)
	}
	return docs
}

func write(t *testing.T, s foreign.Setting, docs ...*foreign.Document) string {
	t.Helper()
	c := csv.Codec()
	w, err := c.NewWriter(s)
	if err != nil {
		t.Fatal(err)
	}
	out := foreign.FrameOf(&c, w).Begin
	for _, d := range docs {
		pieces, err := w.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		out += string(pieces[0].Data)
	}
	return out
}

const theirs = "\ufeffDocID;Body;Tag;From;To;Words;Kind;Colour;Paper\r\n" +
	"a1;\"Lund said: \"\"no\"\";\r\nReyle left.\";Person;0;4;Lund;mayor;red;Courier\r\n" +
	"a1;;Person;18;23;Reyle;;blue;\r\n" +
	"\r\n" +
	"a2;Nobody came.;;;;;;;Gazette\r\n" +
	"a3;Nora;Person;0;x;Nora;;;\r\n" +
	"a3;;Person;0;4;Lund;;;\r\n" +
	"a3;;Person;4;0;;;;\r\n" +
	"a3;;Person;-1;2;;;;\r\n"

var mapping = map[string]string{"article": "DocID", "article_text": "Body", "label": "Tag", "start": "From", "end": "To", "text": "Words", "attribute.kind": "Kind", "meta.outlet": "Paper"}

func TestTablesOfOthersAreReadByMapping(t *testing.T) {
	docs := readAll(t, theirs, foreign.ReadOptions{Person: "mina", Columns: mapping})
	if len(docs) != 3 {
		t.Fatalf("%d articles", len(docs))
	}
	a := docs[0]
	if a.Text != "Lund said: \"no\";\r\nReyle left." || a.Head.ID != "a1" || a.Head.Meta["outlet"] != "Courier" || len(a.Problems) > 0 {
		t.Errorf("the first article: %+v", a)
	}
	marks := a.Layers[0].Marks
	if len(marks) != 2 || a.Layers[0].Person != "mina" || marks[0].Attribute("kind") != "mayor" || marks[1].Spans[0].Text != "Reyle" || marks[1].ID != "2" {
		t.Errorf("its marks: %+v", a.Layers)
	}
	if len(docs[1].Layers) > 1 || docs[1].Text != "Nobody came." {
		t.Errorf("the second: %+v", docs[1])
	}
	if len(docs[2].Problems) != 4 {
		t.Errorf("the third has the problems %q", docs[2].Problems)
	}
}

// What stood in columns that nobody asked for goes through a project and comes
// back with its rows.
func TestUnknownColumnsStay(t *testing.T) {
	docs := readAll(t, theirs, foreign.ReadOptions{Person: "mina", Columns: mapping})
	d := docs[0]
	d.Layers[0].Marks[1].Label = "Speaker"
	table := write(t, foreign.Setting{Unit: text.CodePoint}, d)
	for _, want := range []string{`{""Colour"":""red""}`, `{""Colour"":""blue""}`} {
		if !strings.Contains(table, want) {
			t.Errorf("%s is not in\n%s", want, table)
		}
	}
	again := readAll(t, table, foreign.ReadOptions{})
	if got := write(t, foreign.Setting{Unit: text.CodePoint}, again[0]); got != table {
		t.Errorf("read and written again it is\n%s\nnot\n%s", got, table)
	}
}

func golden() []*foreign.Document {
	score := 0.75
	return []*foreign.Document{
		{Name: "harbour", Text: "“We will build,”\r\nsaid Ada Lund.\n", Head: foreign.Head{ID: "01ART", Meta: map[string]string{"title": "Harbour, again"}, Zones: []foreign.Zone{{Part: "lede", Start: 0, End: 20}}},
			Entities: []foreign.Entity{{ID: "01ADA", Name: "Ada Lund", Type: "person"}},
			Layers: []foreign.Layer{{Person: "mina", Status: annotate.StatusSubmitted, Marks: []foreign.Mark{
				{ID: "01A", Label: "quote", Spans: []foreign.Span{{Start: 0, End: 5, Text: "“We"}, {Start: 6, End: 10, Text: "will"}}, Note: "sure?\nask", Question: true,
					Attributes: []foreign.Attribute{{Name: "type", Value: "direct"}, {Name: "flags", Value: []string{"nested"}}},
					Links:      []foreign.Link{{ID: "01L", Role: "speaker", To: "01B"}}, Origin: foreign.Origin{By: annotate.BySuggestion, Score: &score}},
				{ID: "01B", Label: "person", Entity: "01ADA", Spans: []foreign.Span{{Start: 27, End: 35, Text: "Ada Lund"}}},
			}}, {Person: "ben"}}},
		{Name: "empty", Text: "Nothing here.", Head: foreign.Head{ID: "02ART"}},
	}
}

func TestGolden(t *testing.T) {
	got := write(t, foreign.Setting{Unit: text.CodePoint}, golden()...)
	path := filepath.Join("testdata", "harbour.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || got != string(want) {
		t.Errorf("%v; written:\n%s", err, got)
	}
	docs := readAll(t, got, foreign.ReadOptions{})
	c := csv.Codec()
	if len(docs) != 2 {
		t.Fatalf("%d articles", len(docs))
	}
	for i, d := range golden() {
		if err := foreign.Difference(d, docs[i], &c.Carries); err != nil {
			t.Error(err)
		}
	}
	if !reflect.DeepEqual(docs[0].Entities, golden()[0].Entities) {
		t.Errorf("entries: %+v", docs[0].Entities)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

func TestTextsCanStayOut(t *testing.T) {
	d := golden()[0]
	d.Layers[0].Marks[0].Spans = []foreign.Span{{Start: 0, End: len(d.Text), Text: d.Text}}
	table := write(t, foreign.Setting{Unit: text.CodePoint, NoText: true}, d)
	if strings.Contains(table, "said Ada Lund") || !strings.Contains(table, "“We will build,”") {
		t.Errorf("too much or too little of the text is in\n%s", table)
	}
	docs := readAll(t, table, foreign.ReadOptions{Text: func(digest annotate.Digest) (string, bool, error) {
		return d.Text, digest == annotate.TextDigest(d.Text), nil
	}})
	c := csv.Codec()
	if err := foreign.Difference(d, docs[0], &c.Carries); err != nil {
		t.Error(err)
	}
}

func TestBrokenTables(t *testing.T) {
	c := csv.Codec()
	heading := "article,article_text,label,start,end\n"
	for name, table := range map[string]string{
		"no heading": "", "no places": "article,article_text,label\n", "a column twice": "label,label,start,end,article_text\n", "no texts": "label,start,end\n",
		"an open quotation mark": heading + "a,\"Lund", "not UTF-8": heading + "a,\xff,P,0,1\n",
	} {
		if _, err := foreign.ReadAll(&c, fstest.MapFS{"t.csv": {Data: []byte(table)}}, "t.csv", foreign.ReadOptions{}); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
	r, err := c.Open(fstest.MapFS{"t.csv": {Data: []byte(heading + "a,\xff,P,0,1\nb,Lund,P,0,4\nc,\"open\n")}}, "t.csv", foreign.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("the broken row: %v", err)
	}
	if d, err := r.Next(); err != nil || d.Text != "Lund" {
		t.Errorf("the one after it: %+v, %v", d, err)
	}
	if _, err := r.Next(); err == nil || !strings.Contains(err.Error(), "line 4") {
		t.Errorf("the one that is open: %v", err)
	}
	long := heading + "a," + strings.Repeat("Lund ", 100_000) + ",P,0,4\n"
	if docs := readAll(t, long, foreign.ReadOptions{}); len(docs[0].Layers[0].Marks) != 1 {
		t.Error("a huge row is not read")
	}
}

func TestRecognise(t *testing.T) {
	c := csv.Codec()
	for table, want := range map[string]bool{write(t, foreign.Setting{}): true, theirs: false, "": false, "title,text\na,b\n": false} {
		if got := c.Recognise("t.csv", []byte(table)); got != want {
			t.Errorf("%q: %v", table, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	heading := "article,mark,person,label,start,end,text,attributes,links,article_text,layer,other\n"
	for _, rest := range []string{"a,1,mina,P,0,4,Lund,\"{\"\"q\"\":1}\",[],Lund left,{},\n", "a,1,,P,0,2,Lu,,,Lund,,\na,1,,P,3,4,d,,,,,\n", "\"\n", "a,1,,P,0,1,,{},{},L,[],[]\n\n\xff,\n", ",,,,,,,,,,,\n"} {
		f.Add(heading + rest)
	}
	f.Fuzz(func(t *testing.T, table string) {
		c := csv.Codec()
		foreigntest.Survive(t, &c, map[string][]byte{"t.csv": []byte(table)}, "t.csv")
	})
}
