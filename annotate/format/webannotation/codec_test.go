package webannotation

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

// written is a file of documents.
func written(t *testing.T, s foreign.Setting, docs ...*foreign.Document) []byte {
	t.Helper()
	c := Codec()
	w, err := c.NewWriter(s)
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
	return append(out, frame.End...)
}

// read gives what a file has, and what each bad record says.
func read(t *testing.T, raw, beside string, o foreign.ReadOptions) (docs []*foreign.Document, faults []string) {
	t.Helper()
	folder := fstest.MapFS{"notes.jsonld": &fstest.MapFile{Data: []byte(raw)}}
	if beside != "" {
		folder["ferry.txt"] = &fstest.MapFile{Data: []byte(beside)}
	}
	r, err := Codec().Open(folder, "notes.jsonld", o)
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

func file(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestGolden(t *testing.T) {
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, written(t, foreign.Setting{}, foreigntest.Harbour()), "", "  "); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "harbour.golden.jsonld")
	if *update {
		if err := os.WriteFile(path, pretty.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want := file(t, "harbour.golden.jsonld"); pretty.String() != want {
		t.Errorf("got\n%s", pretty.String())
	}
	docs, faults := read(t, pretty.String(), "", foreign.ReadOptions{})
	if len(docs) != 1 || len(faults) > 0 {
		t.Fatalf("%d documents, %q", len(docs), faults)
	}
	foreign.Settle(docs[0], text.CodePoint)
	carries := Codec().Carries
	if err := foreign.Difference(foreigntest.Harbour(), docs[0], &carries); err != nil {
		t.Error(err)
	}
	if !reflect.DeepEqual(docs[0].Entities, foreigntest.Harbour().Entities) {
		t.Errorf("the register comes back as %+v", docs[0].Entities)
	}
}

// lines are marks as a person would check them.
func lines(d *foreign.Document) (got []string) {
	for _, l := range d.Layers {
		for _, m := range l.Marks {
			line := l.Person + " " + m.Label
			for _, s := range m.Spans {
				line += fmt.Sprintf(" %q", s.Text)
			}
			for _, k := range m.Links {
				line += " " + k.Role + ">" + k.To
			}
			got = append(got, strings.TrimSpace(line+" "+m.Note))
		}
	}
	return got
}

func TestPlainAnnotationsAreUnderstoodAndWrittenAgain(t *testing.T) {
	raw := file(t, "plain.json")
	docs, faults := read(t, raw, file(t, "ferry.txt"), foreign.ReadOptions{Person: "ben"})
	if len(docs) != 1 || len(faults) > 0 {
		t.Fatalf("%d documents, %q", len(docs), faults)
	}
	d := docs[0]
	foreign.Settle(d, text.CodePoint)
	want := []string{`ben highlighting "harbour"`, `ben place "Ferrie" "harbour" >http://alder.example/anno1`, `Mina Vale commenting ": Ferr" Is it?`}
	want[2] = `Mina Vale commenting "` + string([]rune(d.Text)[8:14]) + `" Is it?`
	want[1] = `ben place "` + string([]rune(d.Text)[8:14]) + `" "harbour" >http://alder.example/anno1`
	if got := lines(d); !slices.Equal(got, want) || len(d.Problems) > 0 || d.Head.Meta[annotate.MetaURL] != "http://courier.alder.example/ferry" {
		t.Errorf("got\n%s\nproblems %q, head %+v", strings.Join(got, "\n"), d.Problems, d.Head)
	}
	again := written(t, foreign.Setting{}, d)
	have := map[string]any{}
	for _, a := range decode(t, again)[0].(map[string]any)["items"].([]any) {
		have[a.(map[string]any)["id"].(string)] = a
	}
	for _, a := range decode(t, []byte(raw)) {
		id := a.(map[string]any)["id"].(string)
		there, _ := have[id].(map[string]any)
		for key, value := range a.(map[string]any) {
			if !reflect.DeepEqual(there[key], value) {
				t.Errorf("%s: %s is %v, not %v", id, key, there[key], value)
			}
		}
	}
	// One mark is changed: what nobody touched is still there.
	d.Layers[0].Marks[0].Spans, d.Layers[0].Marks[1].Label = d.Layers[0].Marks[1].Spans, "harbour"
	changed := string(written(t, foreign.Setting{}, d))
	for _, still := range []string{`"stylesheet"`, `"note":9007199254740993`, `comment5`, `"language":"en"`, `"value":"harbour"`} {
		if !strings.Contains(changed, still) {
			t.Errorf("%s is gone from %s", still, changed)
		}
	}
}

func decode(t *testing.T, raw []byte) (list []any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&list); err != nil {
		t.Fatal(err)
	}
	return list
}

func row(selectors string) string {
	return `{"total":1,"rows":[{"id":"x1","created":"2026-01-05T14:30:00.123456+00:00","updated":"2026-01-05T14:31:00+00:00","user":"acct:mina@alder.example","uri":"https://courier.alder.example/ferry","text":"Really?","tags":["claim","ferry"],"group":"__world__","target":[{"source":"https://courier.alder.example/ferry","selector":[` + selectors + `]}]}]}`
}

func TestQuotesFindTheirPlace(t *testing.T) {
	const whole = "😊 The harbour is shut. The harbour is open. Ferries sail."
	quote := func(exact, prefix, suffix string) string {
		return fmt.Sprintf(`{"type":"TextQuoteSelector","exact":%q,"prefix":%q,"suffix":%q}`, exact, prefix, suffix)
	}
	place := func(start, end int) string {
		return fmt.Sprintf(`{"type":"TextPositionSelector","start":%d,"end":%d}`, start, end)
	}
	for _, c := range []struct{ name, selectors, want, problem string }{
		{"code points", place(6, 13) + "," + quote("harbour", "", ""), "6-13", ""},
		{"UTF-16", place(7, 14) + "," + quote("harbour", "", ""), "6-13", ""},
		{"bytes", place(9, 16) + "," + quote("harbour", "", ""), "6-13", ""},
		{"a quote alone", quote("Ferries", "", ""), "44-51", ""},
		{"a quote whose surroundings tell", quote("harbour", "shut. The ", " is open"), "27-34", ""},
		{"a position that fails", place(1, 3) + "," + quote("Ferries", "", ""), "44-51", ""},
		{"surroundings that are not there, but one place", quote("Ferries", "xx", ""), "44-51", ""},
		{"several places", quote("harbour", "The ", " is"), "", "several places"},
		{"nowhere", quote("whale", "", ""), "", "does not have"},
		{"no selector that is known", `{"type":"RangeSelector"}`, "", ""},
		{"a position alone", place(6, 13), "6-13", ""},
	} {
		docs, faults := read(t, row(c.selectors), whole, foreign.ReadOptions{})
		if len(docs) != 1 || len(faults) > 0 {
			t.Fatalf("%s: %q", c.name, faults)
		}
		got := ""
		for _, m := range docs[0].Layers[0].Marks {
			got = fmt.Sprintf("%d-%d", m.Spans[0].Start, m.Spans[0].End)
			if m.Label != "claim" || m.Note != "Really?" || docs[0].Layers[0].Person != "acct:mina@alder.example" || m.Created.IsZero() || m.Modified.IsZero() {
				t.Errorf("%s: %+v", c.name, m)
			}
		}
		if problems := strings.Join(docs[0].Problems, " "); got != c.want || !strings.Contains(problems, c.problem) || (c.problem == "") != (problems == "") {
			t.Errorf("%s: %s, problems %q", c.name, got, problems)
		}
	}
}

func TestWithoutTexts(t *testing.T) {
	d := foreigntest.Harbour()
	raw := string(written(t, foreign.Setting{NoText: true}, d))
	if strings.Contains(raw, "We will rebuild the pier") || strings.Contains(raw, "Reyle, who") || !strings.Contains(raw, `"exact":"Ada Lund"`) {
		t.Errorf("got %s", raw)
	}
	docs, faults := read(t, raw, "", foreign.ReadOptions{Text: func(annotate.Digest) (string, bool, error) { return d.Text, true, nil }})
	if len(docs) != 1 || len(faults) > 0 {
		t.Fatalf("%d documents, %q", len(docs), faults)
	}
	foreign.Settle(docs[0], text.CodePoint)
	carries := Codec().Carries
	if err := foreign.Difference(d, docs[0], &carries); err != nil {
		t.Error(err)
	}
}

func TestBadRecordsAreToldAndPassedOver(t *testing.T) {
	good := string(written(t, foreign.Setting{}, foreigntest.Harbour()))
	good = strings.TrimSuffix(strings.TrimPrefix(good, "[\n"), "\n]\n")
	for name, c := range map[string]struct{ bad, want string }{
		"a key twice":     {`{"items":[],"items":[]}`, `"items" comes twice`},
		"half of a pair":  {`{"items":[],"label":"\ud83d"}`, "surrogate"},
		"invalid UTF-8":   {"{\"items\":[],\"label\":\"\xff\"}", "UTF-8"},
		"NaN":             {`{"items":[],"total":NaN}`, "number"},
		"deep":            {`{"items":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}`, "deep"},
		"something else":  {`{"text":"a"}`, "no annotation"},
		"no text":         {`{"items":[{"id":"a","target":{"source":"http://alder.example/none"}}]}`, "its text is not in the file"},
		"a state of none": {`{"bluepencil:state":7,"items":[],"bluepencil:document":{"value":"x"}}`, "bluepencil:state"},
	} {
		docs, faults := read(t, "\ufeff[\r\n"+good+",\r\n"+c.bad+",\r\n"+good+"]", "", foreign.ReadOptions{})
		if len(docs) != 2 || len(faults) != 1 || !strings.Contains(faults[0], c.want) || !strings.Contains(faults[0], "record 2, line 3") {
			t.Errorf("%s: %d documents, faults %q", name, len(docs), faults)
		}
	}
}

func TestRecognise(t *testing.T) {
	page := string(written(t, foreign.Setting{}, foreigntest.Harbour()))
	for in, want := range map[string]bool{page[:300]: true, file(t, "plain.json"): true, row(""): true, row("")[18:]: true, `{"@context":"https://schema.org"}`: false, `[`: false, ``: false, `{"uri":"x"}`: false} {
		if got := recognise("x", []byte(in)); got != want {
			t.Errorf("%.60q: %v", in, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(row(`{"type":"TextQuoteSelector","exact":"harbour","prefix":"The "},{"type":"TextPositionSelector","start":3,"end":9}`)), []byte("The harbour"))
	f.Add([]byte(`[{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","bluepencil:document":{"value":"ab"},"bluepencil:state":{"layers":[{"person":"a"}]},"items":[{"id":"urn:bluepencil:mark:1","target":{"selector":{"type":"FragmentSelector","value":"char=0,1"}}},{"motivation":"linking","target":"urn:bluepencil:mark:1","body":{"source":"urn:bluepencil:mark:1"}}]}]`), []byte(""))
	f.Add([]byte("{\"target\":\"ferry#char=0,3\"}\n{\"target\":[\"ferry\"]}"), []byte("abc"))
	c := Codec()
	f.Fuzz(func(t *testing.T, raw, beside []byte) {
		foreigntest.Survive(t, &c, map[string][]byte{"notes.jsonld": raw, "ferry.txt": beside}, "notes.jsonld")
		recognise("notes.jsonld", raw)
	})
}
