package polnear_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/polnear"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, polnear.Codec()) }

const story = "“No more,” said Lund. Reyle said the harbour was full, he hoped.\n"

const two = "T1\tSource 16 20\tLund\n" +
	"T2\tCue 11 15\tsaid\n" +
	"T3\tContent 0 10\t“No more,”\n" +
	"T4\tAttribution 11 15\tsaid\n" +
	"E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n" +
	"T5\tSource 22 27\tReyle\n" +
	"T6\tCue 28 32\tsaid\n" +
	"T7\tContent 33 53\tthe harbour was full\n" +
	"T8\tContent 55 63\the hoped\n" +
	"T9\tAttribution 28 32\tsaid\n" +
	"E2\tAttribution:T9 Content:T7 Cue:T6 Source:T5 Content2:T8\n" +
	"T10\tDiscard 0 1\t“\n" +
	"#1\tAnnotatorNotes E2\tone or two?\n"

func read(t *testing.T, ann string) *foreign.Document {
	t.Helper()
	c := polnear.Codec()
	docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.txt": {Data: []byte(story)}, "a.ann": {Data: []byte(ann)}}, "a.ann", foreign.ReadOptions{})
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	foreign.Settle(docs[0], text.CodePoint)
	return docs[0]
}

func written(t *testing.T, d *foreign.Document) string {
	t.Helper()
	c := polnear.Codec()
	w, err := c.NewWriter(foreign.Setting{Unit: c.Unit})
	if err != nil {
		t.Fatal(err)
	}
	pieces, err := w.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(pieces[1].Data)
}

func mark(t *testing.T, d *foreign.Document, id string) *foreign.Mark {
	t.Helper()
	at := slices.IndexFunc(d.Layers[0].Marks, func(m foreign.Mark) bool { return m.ID == id })
	if at < 0 {
		t.Fatalf("there is no mark %s", id)
	}
	return &d.Layers[0].Marks[at]
}

func links(m *foreign.Mark) string {
	var list []string
	for _, l := range m.Links {
		list = append(list, l.Role+" "+l.To)
	}
	return strings.Join(list, ", ")
}

func TestAttributionsAreQuoteCards(t *testing.T) {
	d := read(t, two)
	for id, want := range map[string][2]string{"T3": {"quote", "cue T2, speaker T1"}, "T7": {"quote", "cue T6, speaker T5"}, "T8": {"quote", "cue T6, speaker T5"},
		"T1": {"source", ""}, "T2": {"cue", ""}, "T10": {"Discard", ""}} {
		if m := mark(t, d, id); m.Label != want[0] || links(m) != want[1] {
			t.Errorf("%s is a %s with the links %s, not a %s with %s", id, m.Label, links(m), want[0], want[1])
		}
	}
	if len(d.Layers[0].Marks) != 8 || len(d.Problems) != 0 {
		t.Errorf("%d marks, problems %q", len(d.Layers[0].Marks), d.Problems)
	}
	if got := written(t, d); got != two {
		t.Errorf("unchanged, but written as\n%s", got)
	}
}

func TestChangedCardsChangeTheirEvents(t *testing.T) {
	drop := func(id string) func(t *testing.T, d *foreign.Document) {
		return func(t *testing.T, d *foreign.Document) {
			layer := &d.Layers[0]
			layer.Marks = slices.DeleteFunc(layer.Marks, func(m foreign.Mark) bool { return m.ID == id })
			for i := range layer.Marks {
				layer.Marks[i].Links = slices.DeleteFunc(layer.Marks[i].Links, func(l foreign.Link) bool { return l.To == id })
			}
		}
	}
	for name, c := range map[string]struct {
		change   func(t *testing.T, d *foreign.Document)
		old, new []string
	}{
		"a quote with an event of its own deleted": {drop("T3"),
			[]string{"T3\tContent 0 10\t“No more,”\n", "T4\tAttribution 11 15\tsaid\n", "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"}, []string{"", "", ""}},
		"one of two quotes deleted": {drop("T8"), []string{"T8\tContent 55 63\the hoped\n", " Content2:T8"}, []string{"", ""}},
		"a source deleted": {drop("T1"), []string{"T1\tSource 16 20\tLund\n", "T4\tAttribution 1", "Attribution:T4 Content:T3 Cue:T2 Source:T1"},
			[]string{"", "T4\tAttribution-no-source 1", "Attribution-no-source:T4 Content:T3 Cue:T2"}},
		"another speaker": {func(t *testing.T, d *foreign.Document) { mark(t, d, "T3").Links[1].To = "T5" }, []string{"Source:T1"}, []string{"Source:T5"}},
		"one of two quotes has another speaker": {func(t *testing.T, d *foreign.Document) { mark(t, d, "T8").Links[1].To = "T1" },
			[]string{" Content2:T8", "one or two?\n"}, []string{"", "one or two?\nT11\tAttribution 28 32\tsaid\nE3\tAttribution:T11 Content:T8 Cue:T6 Source:T1\n"}},
		"a new card": {func(t *testing.T, d *foreign.Document) {
			d.Layers[0].Marks = append(d.Layers[0].Marks, foreign.Mark{ID: "01Q", Label: "quote", Spans: []foreign.Span{{Start: 26, End: 31, Text: "Reyle"}}, Links: []foreign.Link{{Role: "cue", To: "T6"}}})
		}, []string{"one or two?\n"}, []string{"one or two?\nT11\tContent 22 27\tReyle\nT12\tAttribution-no-source 28 32\tsaid\nE3\tAttribution-no-source:T12 Content:T11 Cue:T6\n#2\tBluepencil T11\t{\"id\":\"01Q\"}\n"}},
		"a label": {func(t *testing.T, d *foreign.Document) { mark(t, d, "T10").Label = "Ignore" }, []string{"Discard"}, []string{"Ignore"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, two)
			c.change(t, d)
			want := two
			for i := range c.old {
				want = strings.Replace(want, c.old[i], c.new[i], 1)
			}
			if got := written(t, d); got != want {
				t.Errorf("written as\n%s\nnot as\n%s", got, want)
			}
		})
	}
}

func TestRecognise(t *testing.T) {
	c := polnear.Codec()
	for head, want := range map[string]bool{two: true, "T1\tPerson 0 4\tLund\n": false, "": false} {
		if got := c.Recognise("a.ann", []byte(head)); got != want {
			t.Errorf("%q: %v", head, got)
		}
	}
}

// Every file of the corpus comes back byte for byte, and every span is where it
// says it is.
func TestRealFilesComeBackUnchanged(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "..", "shared", "data", "polnear")
	names, err := filepath.Glob(filepath.Join(folder, "*", "attributions", "*.ann"))
	if err != nil || len(names) == 0 {
		t.Skip("there is no ../shared/data/polnear")
	}
	c := polnear.Codec()
	spans, quotes := 0, 0
	for _, name := range names {
		relative, err := filepath.Rel(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := foreign.ReadAll(&c, os.DirFS(folder), filepath.ToSlash(relative), foreign.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		d := docs[0]
		foreign.Settle(d, c.Unit)
		if len(d.Problems) > 0 {
			t.Errorf("%s: %q", name, d.Problems)
		}
		for _, m := range d.Layers[0].Marks {
			spans += len(m.Spans)
			if m.Label == polnear.Quote && strings.Contains(links(&m), "cue ") {
				quotes++
			}
		}
		if want, _ := os.ReadFile(name); written(t, d) != string(want) {
			t.Errorf("%s comes back differently", name)
		}
	}
	t.Logf("%d files, %d spans beside those of events, %d quotes with a cue", len(names), spans, quotes)
}

func FuzzRead(f *testing.F) {
	for _, ann := range []string{two, "", "T1\tAttribution 0 1\tx\nE1\tAttribution:T1 Content:E1\n", "T1\tContent 0 3\t“No\nT2\tAttribution 0 2\tx\nE1\tAttribution:T2 Content:T1 Content:T1\n"} {
		f.Add(story, ann)
	}
	f.Fuzz(func(t *testing.T, whole, ann string) {
		c := polnear.Codec()
		files := fstest.MapFS{"a.txt": {Data: []byte(whole)}, "a.ann": {Data: []byte(ann)}}
		foreigntest.Survive(t, &c, map[string][]byte{"a.txt": []byte(whole), "a.ann": []byte(ann)}, "a.ann")
		docs, err := foreign.ReadAll(&c, files, "a.ann", foreign.ReadOptions{})
		if err != nil {
			return
		}
		foreign.Settle(docs[0], c.Unit)
		written(t, docs[0])
	})
}

var update = flag.Bool("update", false, "write the golden files anew")

func TestGolden(t *testing.T) {
	d := &foreign.Document{Name: "harbour", Text: story, Layers: []foreign.Layer{{Marks: []foreign.Mark{
		{ID: "01A", Label: "quote", Spans: []foreign.Span{{Start: 0, End: 14, Text: "“No more,”"}}, Attributes: []foreign.Attribute{{Name: "type", Value: "direct"}},
			Links: []foreign.Link{{Role: "speaker", To: "01B", Attributes: []foreign.Attribute{{Name: "basis", Value: "in-the-text"}}}, {Role: "cue", To: "01C"}}},
		{ID: "01B", Label: "source", Spans: []foreign.Span{{Start: 20, End: 24, Text: "Lund"}}},
		{ID: "01C", Label: "cue", Spans: []foreign.Span{{Start: 15, End: 19, Text: "said"}}},
	}}}}
	got := written(t, d)
	path := filepath.Join("testdata", "harbour.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || got != string(want) {
		t.Errorf("%v; written:\n%s", err, got)
	}
}
