package labelstudio

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestWhatIsCarriedComesBack(t *testing.T) { foreigntest.Run(t, Codec()) }

// written is a file of documents, and its configuration.
func written(t *testing.T, docs ...*foreign.Document) (tasks, config []byte) {
	t.Helper()
	c := Codec()
	w, err := c.NewWriter(foreign.Setting{Common: foreigntest.Common(), Unit: text.CodePoint})
	if err != nil {
		t.Fatal(err)
	}
	frame := foreign.FrameOf(&c, w)
	out := []byte(frame.Begin)
	for i, d := range docs {
		pieces, err := w.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			out = append(out, frame.Between...)
		}
		out = append(out, pieces[0].Data...)
	}
	companions, err := w.Companions()
	if err != nil {
		t.Fatal(err)
	}
	return append(out, frame.End...), companions[0].Content
}

// read gives what a file has, a word for each record that is bad.
func read(t *testing.T, raw string, o foreign.ReadOptions) (docs []*foreign.Document, faults []string) {
	t.Helper()
	r, err := open(fstest.MapFS{"tasks.json": &fstest.MapFile{Data: []byte(raw)}}, "tasks.json", o)
	if err != nil {
		t.Fatal(err)
	}
	for {
		d, err := r.Next()
		var record *format.RecordError
		switch {
		case err == io.EOF:
			return docs, faults
		case errors.As(err, &record):
			faults = append(faults, err.Error())
		case err != nil:
			return docs, append(faults, err.Error())
		default:
			docs = append(docs, d)
		}
	}
}

func settled(t *testing.T, raw string) []*foreign.Document {
	t.Helper()
	docs, faults := read(t, raw, foreign.ReadOptions{})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, d := range docs {
		foreign.Settle(d, text.CodePoint)
		if len(d.Problems) > 0 {
			t.Fatal(d.Problems)
		}
	}
	return docs
}

func TestGolden(t *testing.T) {
	tasks, config := written(t, foreigntest.Harbour())
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, tasks, "", "  "); err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][]byte{"harbour.golden.json": pretty.Bytes(), "config.golden.xml": config} {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v, got\n%s", name, err, got)
		}
	}
	back := settled(t, pretty.String())
	if err := foreign.Difference(foreigntest.Harbour(), back[0], carries()); err != nil {
		t.Error(err)
	}
	if !reflect.DeepEqual(back[0].Entities, foreigntest.Harbour().Entities) {
		t.Errorf("the register comes back as %+v", back[0].Entities)
	}
}

func TestTheImporterTakesWhatIsWritten(t *testing.T) {
	tasks, config := written(t, foreigntest.Harbour())
	if faults := importFaults(tasks, config, true); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
	again, config := written(t, settled(t, sample(t))...)
	if faults := importFaults(again, config, false); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

func sample(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/foreign.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestAForeignTaskIsUnderstood(t *testing.T) {
	docs := settled(t, sample(t))
	d := docs[0]
	if len(docs) != 2 || d.Head.ID != "9007199254740993" || d.Head.Meta["url"] != "https://courier.alder.example/1" || d.Head.Meta["tone"] != "friendly" {
		t.Fatalf("%d documents, head %+v", len(docs), d.Head)
	}
	var got []string
	for _, l := range d.Layers {
		got = append(got, fmt.Sprintf("%s %q", l.Person, l.Status))
		for _, m := range l.Marks {
			line := fmt.Sprintf("%s %s %q %v %s", m.ID, m.Label, m.Spans[0].Text, m.Attributes, m.Note)
			for _, k := range m.Links {
				line += " " + k.Role + ">" + k.To
			}
			got = append(got, line)
		}
	}
	want := []string{
		`mina@alder.example ""`,
		`aB-1 Person "Mayor Ada Lund" [{certainty high}] the mayor met>c#2 >e3`,
		`c#2 Person "Reyle" []  near>e3`,
		`c#2~2 Speaker "Reyle" [] `,
		`e3 Odd ".\nBoth " [{stars 4} {topic [City / Harbour People]}] `,
		`user-5 "set aside"`,
		`rules-2 ""`,
		`p1 Person "Ada" [] `,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if o := d.Layers[0].Marks[1].Origin; o.By != annotate.BySuggestion || !o.Edited || *o.Score != 0.5 {
		t.Errorf("origin %+v", o)
	}
	if o := d.Layers[2].Marks[0].Origin; o.By != annotate.BySuggestion || o.Source != "rules-2" {
		t.Errorf("the machine's origin %+v", o)
	}
}

// everything that the file said is there again, but for who completed it.
func TestAForeignTaskIsWrittenAgain(t *testing.T) {
	docs := settled(t, sample(t))
	tasks, _ := written(t, docs...)
	var want, got any
	for raw, into := range map[string]*any{sample(t): &want, string(tasks): &got} {
		d := json.NewDecoder(strings.NewReader(raw))
		d.UseNumber()
		if err := d.Decode(into); err != nil {
			t.Fatal(err)
		}
	}
	// A task that nobody marked has no layer to keep what else it says.
	delete(want.([]any)[1].(map[string]any), "id")
	missing(t, "", want, got)
}

// TestAChangeLosesNothingElse: one mark gone, one made, the rest as it was.
func TestAChangeLosesNothingElse(t *testing.T) {
	docs := settled(t, sample(t))
	l := &docs[0].Layers[0]
	l.Marks = append(l.Marks[:3:3], foreign.Mark{ID: "01KE6Z1S8A0000000000000001", Label: "New", Spans: l.Marks[0].Spans})
	l.Marks[1].Links = nil
	l.Marks[0].Links = l.Marks[0].Links[:1]
	tasks, _ := written(t, docs...)
	for _, still := range []string{`"inner_id":1`, `"rank":1.50`, `"lead_time":12.75`, `"unique_id":"u-1"`, `"readonly":false`, `"lead":1`, `"choices":["friendly"]`, `"batch":2`,
		`"labels":["Person","Speaker"]`, `"from_name":"certainty"`, `"labels":["met"]`, `"id":"c#2"`} {
		if !bytes.Contains(tasks, []byte(still)) {
			t.Errorf("%s is gone from\n%s", still, tasks)
		}
	}
	if bytes.Contains(tasks, []byte(`"e3"`)) {
		t.Errorf("a mark that is gone is written: %s", tasks)
	}
}

// missing holds everything in want against got, which may have more.
func missing(t *testing.T, at string, want, got any) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, _ := got.(map[string]any)
		for key, value := range w {
			if key == "completed_by" {
				continue
			}
			missing(t, at+"."+key, value, g[key])
		}
	case []any:
		g, _ := got.([]any)
		if len(g) != len(w) {
			t.Errorf("%s: %v, not %v", at, got, want)
			return
		}
		if strings.HasSuffix(at, ".result") {
			w, g = byName(w), byName(g)
		}
		for i := range w {
			missing(t, fmt.Sprintf("%s[%d]", at, i), w[i], g[i])
		}
	default:
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%s: %v, not %v", at, got, want)
		}
	}
}

// byName orders results, of which the order says nothing.
func byName(list []any) []any {
	key := func(a any) string {
		m, _ := a.(map[string]any)
		return fmt.Sprint(m["type"], m["id"], m["from_name"], m["from_id"], m["to_id"])
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b any) int { return strings.Compare(key(a), key(b)) })
	return list
}

func carries() *foreign.Carries {
	c := Codec().Carries
	return &c
}
