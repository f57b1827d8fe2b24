package conllu_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/conllu"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, conllu.Codec()) }

func read(t *testing.T, data string) []*foreign.Document {
	t.Helper()
	c := conllu.Codec()
	docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.conllu": {Data: []byte(data)}}, "a.conllu", foreign.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		foreign.Settle(d, c.Unit)
	}
	return docs
}

func write(t *testing.T, docs ...*foreign.Document) string {
	t.Helper()
	c := conllu.Codec()
	w, err := c.NewWriter(foreign.Setting{Unit: text.CodePoint})
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for _, d := range docs {
		pieces, err := w.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		out += string(pieces[0].Data)
	}
	return out
}

func marks(d *foreign.Document) string {
	var list []string
	for _, m := range d.Layers[0].Marks {
		words := []string{m.ID, m.Label}
		for _, s := range m.Spans {
			words = append(words, s.Text)
		}
		list = append(list, strings.Join(words, " "))
	}
	return strings.Join(list, "; ")
}

const rest = "\t_\t_\t_\t_\t_\t_\t_\t"

const gum = "# newdoc id = harbour\n# global.Entity = GRP-etype-infstat-identity\n# meta::title = Harbour, again\n# meta::sourceURL = https://example.org/1\n# newpar\n# sent_id = 1\n# text = Mayor Lund's boat left.\n" +
	"1\tMayor\tmayor\tNOUN\t_\t_\t2\tcompound\t_\tEntity=(2-object-new-(1-person-new-Ada_Lund|X=1\n" +
	"2-3\tLund's" + rest + "_\n2\tLund" + rest + "Entity=1)\n3\t's" + rest + "_\n3.1\tempty" + rest + "_\n" +
	"4\tboat" + rest + "Entity=2)|MSeg=boa-t\n5\tleft" + rest + "SpaceAfter=No\n6\t." + rest + "_\n\n" +
	"# newpar\n# text = She came.\n1\tShe" + rest + "Entity=(1-person-giv-)\n2\tcame" + rest + "SpaceAfter=No|name=O\n3\t." + rest + "_\n\n"

func TestBracketsAreRead(t *testing.T) {
	d := read(t, gum)[0]
	if d.Text != "Mayor Lund's boat left.\n\nShe came." || d.Head.ID != "harbour" || d.Head.Meta["url"] != "https://example.org/1" || d.Head.Meta["title"] != "Harbour, again" {
		t.Errorf("%q %+v", d.Text, d.Head)
	}
	if got := marks(d); got != "2 object Mayor Lund's boat; 1 person Mayor Lund's; 1.2 person She" {
		t.Errorf("marks: %s", got)
	}
	if len(d.Problems) > 0 {
		t.Errorf("problems: %q", d.Problems)
	}
}

func TestTaggedNamesAreRead(t *testing.T) {
	data := "1\tAda" + rest + "name=B-PER\n2\tLund" + rest + "SpaceAfter=No|name=I-PER\n3\t," + rest + "name=O\n4\tAlder" + rest + "name=B-GPE\n\n1\tAlder" + rest + "name=I-GPE\n\n"
	d := read(t, data)[0]
	if got := marks(d); d.Text != "Ada Lund, Alder Alder" || got != "name.1 PER Ada Lund; name.2 GPE Alder; name.3 GPE Alder" {
		t.Errorf("%q: %s", d.Text, got)
	}
	if got := write(t, d); got != data {
		t.Errorf("unchanged, but written as\n%s", got)
	}
	d.Layers[0].Marks[0].Label = "ORG"
	d.Layers[0].Marks = d.Layers[0].Marks[:2]
	want := strings.NewReplacer("B-PER", "B-ORG", "SpaceAfter=No|name=I-PER", "name=I-ORG|SpaceAfter=No", "I-GPE", "O").Replace(data)
	if got := write(t, d); got != want {
		t.Errorf("changed it is\n%s", got)
	}
}

func TestChangesTouchTheirBracketsOnly(t *testing.T) {
	for name, c := range map[string]struct {
		change   func(d *foreign.Document)
		old, new []string
	}{
		"nothing": {func(*foreign.Document) {}, nil, nil},
		"a label": {func(d *foreign.Document) { d.Layers[0].Marks[0].Label = "thing-x" }, []string{"2-object-new-"}, []string{"2-thing%2Dx-new-"}},
		"deleted": {func(d *foreign.Document) { d.Layers[0].Marks = d.Layers[0].Marks[:2] }, []string{"Entity=(1-person-giv-)"}, []string{"_"}},
		"edges": {func(d *foreign.Document) {
			d.Layers[0].Marks[2].Spans[0] = foreign.Span{Start: 25, End: 33, Text: "She came"}
		}, []string{"(1-person-giv-)", "SpaceAfter=No|name=O"}, []string{"(1-person-giv-", "Entity=1)|SpaceAfter=No|name=O"}},
		"a new one": {func(d *foreign.Document) {
			d.Layers[0].Marks = append(d.Layers[0].Marks, foreign.Mark{ID: "01X", Label: "cue", Spans: []foreign.Span{{Start: 18, End: 22, Text: "left"}}})
		}, []string{"left" + rest + "SpaceAfter"}, []string{"left" + rest + "Entity=(01X-cue)|SpaceAfter"}},
	} {
		d := read(t, gum)[0]
		c.change(d)
		want := gum
		for i := range c.old {
			want = strings.Replace(want, c.old[i], c.new[i], 1)
		}
		if got := write(t, d); got != want {
			t.Errorf("%s: written as\n%s\nnot as\n%s", name, got, want)
		}
	}
}

func TestFilesOfOthersComeBack(t *testing.T) {
	for name, data := range map[string]string{
		"two documents":   "# newdoc id = a\n1\tLund" + rest + "_\n\n# newdoc\n1\tReyle" + rest + "SpacesAfter=\\n\n",
		"a mark of order": "\ufeff# newdoc id = a\n1\tLund" + rest + "_\n\n# newdoc id = b\n1\tReyle" + rest + "_\n\n",
		"CRLF, no end":    "1\tLund" + rest + "_\r\n\r\n1\tleft" + rest + "_",
		"no brackets fit": "1\tLund" + rest + "Entity=1)\n2\tleft" + rest + "Entity=(2-x\n\n",
		"not ten columns": "1\tLund\n2\tleft" + rest + "_\n",
		"comments":        "# text = \n# a\n\n\n# text = other\n1\tLund" + rest + "_\n",
	} {
		if got := write(t, read(t, data)...); got != data {
			t.Errorf("%s: %q is written as %q", name, data, got)
		}
	}
	if d := read(t, "1\tLund"+rest+"Entity=1)\n2\tleft"+rest+"Entity=(2-x\n\n")[0]; len(d.Problems) != 2 {
		t.Errorf("problems: %q", d.Problems)
	}
}

func TestBrokenFiles(t *testing.T) {
	c := conllu.Codec()
	data := "# newdoc\n1\tL\xff" + rest + "_\n\n# newdoc id = " + strings.Repeat("b", 100_000) + "\n1\t" + strings.Repeat("x", 100_000) + rest + "_\n"
	r, err := c.Open(fstest.MapFS{"a.conllu": {Data: []byte(data)}}, "a.conllu", foreign.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("the first document: %v", err)
	}
	if d, err := r.Next(); err != nil || len(d.Text) != 100_000 || len(d.Head.ID) != 100_000 {
		t.Errorf("the second: %v", err)
	}
}

func TestRecognise(t *testing.T) {
	c := conllu.Codec()
	for head, want := range map[string]bool{gum: true, "1\tLund\tB-PER\n": false, "": false, "# x\nLund B-PER\n": false} {
		if got := c.Recognise("a.conllu", []byte(head)); got != want {
			t.Errorf("%q: %v", head, got)
		}
	}
}

func TestTextsThatCannotBeWritten(t *testing.T) {
	c := conllu.Codec()
	for whole, want := range map[string]bool{"Lund": true, " \n": false, "a\x1cb": false, "": false} {
		if got := c.Carries.Text(whole) == nil; got != want {
			t.Errorf("%q: %v", whole, got)
		}
	}
}

func TestGolden(t *testing.T) {
	d := &foreign.Document{Name: "harbour", Text: "\t“We will build,” said Ada Lund. “No.”\n\nNo. 1\n", Head: foreign.Head{ID: "01ART", Meta: map[string]string{"title": "Harbour,\nagain"}},
		Layers: []foreign.Layer{{Marks: []foreign.Mark{
			{ID: "01A", Label: "said-in", Spans: []foreign.Span{{Start: 1, End: 21, Text: "“We will build,”"}, {Start: 37, End: 46, Text: "“No.”"}}, Attributes: []foreign.Attribute{{Name: "type", Value: "a-b, c|d"}}},
			{ID: "01B", Label: "person", Spans: []foreign.Span{{Start: 27, End: 35, Text: "Ada Lund"}}}, {ID: "01C", Label: "person", Spans: []foreign.Span{{Start: 31, End: 35, Text: "Lund"}}}}}}}
	got := write(t, d)
	path := filepath.Join("testdata", "harbour.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || got != string(want) {
		t.Errorf("%v; written:\n%s", err, got)
	}
	c := conllu.Codec()
	if err := foreign.Difference(d, read(t, got)[0], &c.Carries); err != nil {
		t.Error(err)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// The corpus comes back byte for byte; after one mark has changed only its
// brackets differ.
func TestRealFilesComeBackUnchanged(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "data", "gum-news", "*.conllu"))
	if err != nil || len(names) == 0 {
		t.Skip("there is no ../shared/data/gum-news")
	}
	count, brackets := 0, 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		docs := read(t, string(data))
		if got := write(t, docs...); got != string(data) {
			t.Errorf("%s comes back differently", name)
		}
		for _, d := range docs {
			count += len(d.Layers[0].Marks)
			if len(d.Problems) > 0 {
				t.Errorf("%s: %q", name, d.Problems)
			}
		}
		for _, l := range strings.Split(string(data), "\n") {
			if strings.HasPrefix(l, "#") {
				continue
			}
			if _, entity, ok := strings.Cut(l, "Entity="); ok {
				entity, _, _ = strings.Cut(entity, "|")
				brackets += strings.Count(entity, "(")
			}
		}
		docs[0].Layers[0].Marks[0].Label = "changed"
		before, after := strings.Split(string(data), "\n"), strings.Split(write(t, docs...), "\n")
		changed := 0
		for i := range before {
			if i >= len(after) || before[i] != after[i] {
				changed++
			}
		}
		if changed != 1 || len(before) != len(after) {
			t.Errorf("%s: a change of one label changes %d lines", name, changed)
		}
	}
	if count != brackets {
		t.Errorf("%d marks of %d brackets", count, brackets)
	}
	t.Logf("%d files, %d marks", len(names), count)
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{gum, "1-9\ta" + rest + "Entity=(1[1/2]-x(1[1/2]-x)1[2/2])\n9\tb" + rest + "Entity=(1[2/2])\n", "1\ta" + rest + "name=B-P|SpacesAfter=\\s\\n\n2\tb" + rest + "name=I-P\n", "# global.Entity = eid-etype-other\n1\ta" + rest + "Entity=(e1-%2D%-a:b,c)\n\n# newdoc\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		c := conllu.Codec()
		foreigntest.Survive(t, &c, map[string][]byte{"a.conllu": []byte(data)}, "a.conllu")
		docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.conllu": {Data: []byte(data)}}, "a.conllu", foreign.ReadOptions{})
		if err != nil {
			return
		}
		w, _ := c.NewWriter(foreign.Setting{})
		out := ""
		for _, d := range docs {
			foreign.Settle(d, c.Unit)
			pieces, err := w.Encode(d)
			if err != nil {
				return // marks that are not made of tokens
			}
			out += string(pieces[0].Data)
		}
		if strings.TrimSpace(strings.Trim(data, "\ufeff")) != "" && len(docs) > 0 && !strings.Contains(data, "Entity") && !strings.Contains(data, "name=") && !strings.Contains(data, "NER=") && out != data {
			t.Fatalf("%q comes back as %q", data, out)
		}
	})
}
