package brat_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/brat"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, brat.Codec()) }

const story = "Mayor Lund met Alder\nCourier in Alder. She said no.\n"

// read reads an .ann beside the story, settled.
func read(t *testing.T, ann string) *foreign.Document {
	t.Helper()
	c := brat.Codec()
	docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.txt": {Data: []byte(story)}, "a.ann": {Data: []byte(ann)}}, "a.ann", foreign.ReadOptions{Person: "mina"})
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	foreign.Settle(docs[0], text.CodePoint)
	return docs[0]
}

// written is the .ann of a document.
func written(t *testing.T, d *foreign.Document, unit text.Unit) string {
	t.Helper()
	pieces, err := brat.Write(d, unit, func(*foreign.Mark) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	if string(pieces[0].Data) != d.Text {
		t.Fatal("the text is written differently")
	}
	return string(pieces[1].Data)
}

const rich = "T1\tPerson 6 10\tLund\n" +
	"T2\tOrg 15 20;21 28\tAlder Courier\n" +
	"T3\tMeet 11 14\tmet\n" +
	"E1\tMeet:T3 Who:T1 Who2:T2 Aim:E2\n" +
	"E2\tSay:T4 Who:T1\r\n" +
	"T4\tSay 43 47\tsaid\n" +
	"R3\tOf Arg1:T1 Arg2:T5\t\n" +
	"*\tAlias T1 T6 T5\n" +
	"T5\tPlace 32 37\tAlder\n" +
	"T6\tPerson 39 42\tShe\n" +
	"A1\tSure E1 High\n" +
	"M2\tNamed T1\n" +
	"A3\tNamed T1\n" + // twice: kept, not read
	"N1\tReference T1 Wikidata:Q42\tAda Lund\n" +
	"#1\tAnnotatorNotes E1\twho else?\n" +
	"#2\tNormalised T1\tlund\n" +
	"\n" +
	"what is this\n" +
	"T9\tPerson 0 4\tMajor\n" + // not what is there
	"#3\tAnnotatorNotes T9\tkept with it"

func TestEveryKindOfLineIsUnderstood(t *testing.T) {
	d := read(t, rich)
	marks := map[string]*foreign.Mark{}
	for i := range d.Layers[0].Marks {
		marks[d.Layers[0].Marks[i].ID] = &d.Layers[0].Marks[i]
	}
	if len(marks) != 6 || d.Layers[0].Person != "mina" {
		t.Fatalf("%d marks of %s", len(marks), d.Layers[0].Person)
	}
	links := func(id string) (list []string) {
		for _, l := range marks[id].Links {
			list = append(list, l.Role+" "+l.To)
		}
		return list
	}
	for id, want := range map[string]string{"E1": "Who T1, Who T2, Aim E2", "E2": "Who T1", "T1": "Of T5, Alias T6, Alias T5"} {
		if got := strings.Join(links(id), ", "); got != want {
			t.Errorf("%s has the links %s, not %s", id, got, want)
		}
	}
	if v := marks["E1"].Attribute("Sure"); v != "High" || marks["T1"].Attribute("Named") != true || marks["E1"].Note != "who else?" {
		t.Errorf("attributes and note: %v %+v", v, marks["T1"])
	}
	if marks["T1"].Entity != "Wikidata:Q42" || d.Entities[0].Wikidata != "Q42" || d.Entities[0].Name != "Ada Lund" {
		t.Errorf("the reference: %+v", d.Entities)
	}
	if len(d.Problems) != 2 || !strings.Contains(strings.Join(d.Problems, "\n"), "what is this") || !strings.Contains(strings.Join(d.Problems, "\n"), "Major") {
		t.Errorf("problems: %q", d.Problems)
	}
}

func TestUnchangedMarksGiveTheSameBytes(t *testing.T) {
	for _, ann := range []string{rich, "", "\n\n", "\ufeffT1\tPerson 6 10\tLund\n", "T1\tPerson 6 10\tLund\r\n", "T1\tPerson 6 10\tLund\rT2\tPerson 6 10\tLund\r",
		"T1\tPerson 6 10\tLund  \n", "T1\tOrg 15 28\tAlder\nCourier\nA1\tSure T1 \n"} {
		if got := written(t, read(t, ann), text.CodePoint); got != ann {
			t.Errorf("%q\nis written as\n%q", ann, got)
		}
	}
}

// Only the lines whose facts have changed change.
func TestChangesTouchTheirLinesOnly(t *testing.T) {
	mark := func(d *foreign.Document, id string) *foreign.Mark {
		for i := range d.Layers[0].Marks {
			if d.Layers[0].Marks[i].ID == id {
				return &d.Layers[0].Marks[i]
			}
		}
		t.Fatal("no mark", id)
		return nil
	}
	cases := map[string]struct {
		change   func(d *foreign.Document)
		old, new []string
	}{
		"a label": {func(d *foreign.Document) { mark(d, "T5").Label = "City" }, []string{"T5\tPlace 32 37\tAlder\n"}, []string{"T5\tCity 32 37\tAlder\n"}},
		"edges": {func(d *foreign.Document) {
			mark(d, "T1").Spans[0] = foreign.Span{Start: 0, End: 10, Text: "Mayor Lund"}
		},
			[]string{"T1\tPerson 6 10\tLund\n"}, []string{"T1\tPerson 0 10\tMayor Lund\n"}},
		"an event's edges": {func(d *foreign.Document) { mark(d, "E2").Spans[0] = foreign.Span{Start: 39, End: 47, Text: "She said"} },
			[]string{"T4\tSay 43 47\tsaid\n"}, []string{"T4\tSay 39 47\tShe said\n"}},
		"an argument less": {func(d *foreign.Document) { m := mark(d, "E1"); m.Links = m.Links[1:] }, []string{"Who:T1 Who2:T2"}, []string{"Who:T2"}},
		"a relation less":  {func(d *foreign.Document) { m := mark(d, "T1"); m.Links = m.Links[1:] }, []string{"R3\tOf Arg1:T1 Arg2:T5\t\n"}, []string{""}},
		"a value":          {func(d *foreign.Document) { mark(d, "E1").Attributes[0].Value = "Low" }, []string{"E1 High"}, []string{"E1 Low"}},
		"a note":           {func(d *foreign.Document) { mark(d, "E1").Note = "nobody else" }, []string{"who else?"}, []string{"nobody else"}},
		"a mark less": {func(d *foreign.Document) {
			layer := &d.Layers[0]
			for i := range layer.Marks {
				if layer.Marks[i].ID == "T6" {
					layer.Marks = append(layer.Marks[:i], layer.Marks[i+1:]...)
					break
				}
			}
			mark(d, "T1").Links = append(mark(d, "T1").Links[:1], foreign.Link{Role: "Alias", To: "T5"})
		}, []string{"T6\tPerson 39 42\tShe\n", "Alias T1 T6 T5"}, []string{"", "Alias T1 T5"}},
		"a new mark": {func(d *foreign.Document) {
			d.Layers[0].Marks = append(d.Layers[0].Marks, foreign.Mark{ID: "01HZZZ", Label: "Person", Spans: []foreign.Span{{Start: 0, End: 5, Text: "Mayor"}}})
		}, []string{"kept with it"}, []string{"kept with it\nT10\tPerson 0 5\tMayor\n#4\tBluepencil T10\t{\"id\":\"01HZZZ\"}\n"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			d := read(t, rich)
			c.change(d)
			want := rich
			for i := range c.old {
				if strings.Count(want, c.old[i]) != 1 {
					t.Fatalf("%q is not once in the file", c.old[i])
				}
				want = strings.Replace(want, c.old[i], c.new[i], 1)
			}
			if got := written(t, d, text.CodePoint); got != want {
				t.Errorf("written as\n%s\nnot as\n%s", got, want)
			}
		})
	}
}

func TestOtherUnitsAreWritten(t *testing.T) {
	c := brat.Codec()
	for unit, place := range map[text.Unit]string{text.CodePoint: "2 5", text.UTF16: "3 6", text.Byte: "5 9"} {
		d := &foreign.Document{Name: "a", Text: "😊 été", Layers: []foreign.Layer{{Marks: []foreign.Mark{{ID: "T1", Label: "X", Spans: []foreign.Span{{Start: 5, End: 9, Text: "ét"}, {Start: 9, End: 10}}[:1]}}}}}
		d.Layers[0].Marks[0].Spans[0].End = 10
		d.Layers[0].Marks[0].Spans[0].Text = "été"
		if unit == text.Byte {
			place = "5 10"
		}
		if got, want := written(t, d, unit), "T1\tX "+place+"\tété\n"; got != want {
			t.Errorf("%s: %q, not %q", unit, got, want)
		}
	}
	if len(c.Units) == 0 {
		t.Error("no other units")
	}
}

// Broken files are read as far as they go, and say what is wrong with them.
func TestBrokenFiles(t *testing.T) {
	for name, ann := range map[string]string{
		"reversed":        "T1\tPerson 10 6\tLund\n",
		"negative":        "T1\tPerson -4 6\tLund\n",
		"beyond the end":  "T1\tPerson 6 100\tLund\n",
		"a huge number":   "T1\tPerson 6 99999999999999999999\tLund\n",
		"zero length":     "T1\tPerson 6 6\t\n",
		"no words":        "T1\tPerson 6 10\n",
		"no such trigger": "E1\tMeet:T9\n",
		"no such ends":    "R1\tOf Arg1:T1 Arg2:T2\n",
		"about nothing":   "A1\tSure T1\n",
		"an id twice":     "T1\tPerson 6 10\tLund\nT1\tOrg 6 10\tLund\n",
		"no standoff":     "hello\n",
		"one of several":  "T1\tPerson 6 10\tLund\n*\tAlias T1 T2 T1\nT2\tPerson 7 0\tx\n",
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, ann)
			if len(d.Problems) == 0 {
				t.Error("nothing is said about it")
			}
			if got := written(t, d, text.CodePoint); got != ann {
				t.Errorf("%q is written as %q", ann, got)
			}
		})
	}
	c := brat.Codec()
	for name, files := range map[string]fstest.MapFS{
		"no text":     {"a.ann": {}},
		"not UTF-8":   {"a.ann": {Data: []byte("T1\tP 0 1\t\xff\n")}, "a.txt": {Data: []byte("x")}},
		"text broken": {"a.ann": {}, "a.txt": {Data: []byte("x\xff")}},
	} {
		if _, err := foreign.ReadAll(&c, files, "a.ann", foreign.ReadOptions{}); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}

func TestHugeLinesAreRead(t *testing.T) {
	whole := strings.Repeat("Lund left. ", 50_000)
	ann := "T1\tText 0 549999\t" + whole[:549_999] + "\n#1\tAnnotatorNotes T1\t" + strings.Repeat("x", 500_000) + "\n"
	c := brat.Codec()
	docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.txt": {Data: []byte(whole)}, "a.ann": {Data: []byte(ann)}}, "a.ann", foreign.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	foreign.Settle(docs[0], c.Unit)
	if len(docs[0].Layers[0].Marks) != 1 || written(t, docs[0], c.Unit) != ann {
		t.Errorf("%d marks", len(docs[0].Layers[0].Marks))
	}
}

func TestNamesAreLegalAndStay(t *testing.T) {
	for name, want := range map[string]string{"Quote": "Quote", "said-in": "said-in", "Été": "Ete", "a b": "a_b", "": "_", "人": "u4eba", "x:y": "xu3ay"} {
		if got := brat.Name(name); got != want || brat.Name(got) != got {
			t.Errorf("%q is spelt %q, not %q", name, got, want)
		}
	}
}

func TestConfigurationListsTheScheme(t *testing.T) {
	got := string(brat.Configuration(foreigntest.Codebook(), brat.Name, ""))
	for _, line := range []string{"[entities]\nquote\ncue\nperson\nete\n", "speaker\tArg1:quote, Arg2:quote|cue|person|ete\n", "type\tArg:quote, Value:direct|mixed\n", "sure\tArg:quote\n", "# weight is written freely\n"} {
		if !strings.Contains(got, line) {
			t.Errorf("%q is not in\n%s", line, got)
		}
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       bool
	}{{"a.ann", "T1\tPerson 0 4\tLund\n", true}, {"a.ann", "", true}, {"a.ann", "{}", false}, {"a.txt", "T1\tPerson 0 4\tLund\n", false}, {"a.ann", "*\tAlias T1 T2", true}} {
		if got := brat.Recognise(c.name, []byte(c.head)); got != c.want {
			t.Errorf("%s %q: %v", c.name, c.head, got)
		}
	}
}

// The tutorial of brat itself comes back byte for byte.
func TestRealFilesComeBackUnchanged(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "..", "shared", "data", "brat-news")
	names, err := filepath.Glob(filepath.Join(folder, "*.ann"))
	if err != nil || len(names) == 0 {
		t.Skip("there is no ../shared/data/brat-news")
	}
	c := brat.Codec()
	marks := 0
	for _, name := range names {
		docs, err := foreign.ReadAll(&c, os.DirFS(folder), filepath.Base(name), foreign.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		foreign.Settle(docs[0], c.Unit)
		if len(docs[0].Problems) > 0 {
			t.Errorf("%s: %q", name, docs[0].Problems)
		}
		marks += len(docs[0].Layers[0].Marks)
		if want, _ := os.ReadFile(name); written(t, docs[0], c.Unit) != string(want) {
			t.Errorf("%s comes back differently", name)
		}
	}
	t.Logf("%d files, %d marks", len(names), marks)
}

func FuzzRead(f *testing.F) {
	for _, ann := range []string{rich, "", "T1\tOrg 15 28\tAlder\nCourier\n", "T1\tP 0 5\tMayor\n#1\tBluepencil T1\t{\"id\":\"T2\",\"spans\":[[0,6]],\"question\":true}\n",
		"E1\tX:E1 A:E1\n", "T1\tP 0 99999999999\tx\n\n\n", "*\tAlias T1 T1\n", "T1\tP 0 1;0 1;0 1\tM M M\nA1\tq T1 v\n"} {
		f.Add(story, ann)
	}
	f.Fuzz(func(t *testing.T, whole, ann string) {
		c := brat.Codec()
		foreigntest.Survive(t, &c, map[string][]byte{"a.txt": []byte(whole), "a.ann": []byte(ann)}, "a.ann")
		docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.txt": {Data: []byte(whole)}, "a.ann": {Data: []byte(ann)}}, "a.ann", foreign.ReadOptions{})
		if err != nil {
			return
		}
		foreign.Settle(docs[0], text.CodePoint)
		pieces, err := brat.Write(docs[0], text.CodePoint, func(*foreign.Mark) bool { return false })
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(ann, "Bluepencil") { // comments of ours are written anew
			return
		}
		if units := foreign.NewUnits(text.CodePoint); len(pieces) == 2 {
			units.Add(docs[0])
			if unit, agreed := units.Unit(); agreed && unit == text.CodePoint && string(pieces[1].Data) != ann {
				t.Fatalf("%q comes back as %q", ann, pieces[1].Data)
			}
		}
	})
}

func golden() *foreign.Document {
	d := &foreign.Document{Name: "harbour", Text: "“We will build,”\nsaid Ada Lund.\n", Entities: []foreign.Entity{{ID: "01ADA", Name: "Ada Lund", Type: "person", Wikidata: "Q1"}}}
	d.Layers = []foreign.Layer{{Marks: []foreign.Mark{
		{ID: "01A", Label: "quote", Spans: []foreign.Span{{Start: 0, End: 20, Text: "“We will build,”"}}, Note: "is it \"his\"?\nask", Question: true,
			Attributes: []foreign.Attribute{{Name: "type", Value: "direct"}, {Name: "flags", Value: []string{"nested", "negated"}}, {Name: "sure", Value: false}},
			Links:      []foreign.Link{{Role: "speaker", To: "01B", Attributes: []foreign.Attribute{{Name: "basis", Value: "in-the-text"}}}, {Role: "speaker", To: "01ADA", ToEntity: true}}},
		{ID: "01B", Label: "person", Entity: "01ADA", Spans: []foreign.Span{{Start: 26, End: 34, Text: "Ada Lund"}}, Attributes: []foreign.Attribute{{Name: "weight", Value: 2.5}}},
		{ID: "01C", Label: "cue", Spans: []foreign.Span{{Start: 20, End: 26, Text: "\nsaid "}}},
	}}}
	return d
}

func TestGolden(t *testing.T) {
	got := written(t, golden(), text.CodePoint)
	path := filepath.Join("testdata", "harbour.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%v; written:\n%s", err, got)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")
