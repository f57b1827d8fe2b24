package jsonl_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/jsonl"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, jsonl.Codec()) }

func readAll(t *testing.T, files fstest.MapFS, name string, o foreign.ReadOptions) []*foreign.Document {
	t.Helper()
	c := jsonl.Codec()
	docs, err := foreign.ReadAll(&c, files, name, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		foreign.Settle(d, c.Unit)
	}
	return docs
}

func write(t *testing.T, s foreign.Setting, d *foreign.Document) string {
	t.Helper()
	c := jsonl.Codec()
	w, err := c.NewWriter(s)
	if err != nil {
		t.Fatal(err)
	}
	pieces, err := w.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(pieces[0].Data)
}

var theirs = map[string]string{"id": "doc.key", "text": "body", "spans": "ann.marks", "span.start": "0", "span.end": "1", "span.label": "2",
	"relations": "ann.rels", "relation.type": "kind", "relation.from": "a", "relation.to": "b", "meta.outlet": "paper"}

const record = `{"doc":{"key":9007199254740993,"more":[1,{"x":null}]},"body":"Mayor Lund met Reyle.","paper":"Courier","ann":{"marks":[[0,10,"PER","why"],[15,20,"PER"],[15,99,"PER"],["a",1,"PER"]],` +
	`"rels":[{"kind":"met","a":1,"b":2,"sure":0.10},{"kind":"met","a":1,"b":7}],"by":"ben"},"1e400":1E+2}` + "\n"

func TestAnyShapeIsReadAndWrittenBack(t *testing.T) {
	docs := readAll(t, fstest.MapFS{"a.jsonl": {Data: []byte(record)}}, "a.jsonl", foreign.ReadOptions{Person: "mina", Columns: theirs})
	d := docs[0]
	if d.Head.ID != "9007199254740993" || d.Head.Meta["outlet"] != "Courier" || d.Text != "Mayor Lund met Reyle." {
		t.Errorf("the article: %+v", d.Head)
	}
	marks := d.Layers[0].Marks
	if len(marks) != 2 || marks[0].Spans[0].Text != "Mayor Lund" || marks[0].Links[0].Role != "met" || marks[0].Links[0].To != "2" {
		t.Fatalf("the marks: %+v", marks)
	}
	if len(d.Problems) != 3 {
		t.Errorf("problems: %q", d.Problems)
	}
	setting := foreign.Setting{Unit: text.CodePoint, Columns: theirs}
	if got := write(t, setting, d); got != record {
		t.Errorf("unchanged, but written as\n%s", got)
	}
	marks[1].Label = "ORG"
	marks[0].Links = nil
	d.Layers[0].Marks = append(marks, foreign.Mark{ID: "new", Label: "CUE", Spans: []foreign.Span{{Start: 11, End: 14, Text: "met"}}})
	want := strings.NewReplacer(`[15,20,"PER"]`, `[15,20,"ORG"]`, `{"kind":"met","a":1,"b":2,"sure":0.10},`, "").Replace(record)
	if got := write(t, setting, d); !strings.Contains(got, `[15,20,"ORG"]`) || strings.Contains(got, "0.10") || !strings.Contains(got, `["a",1,"PER"],[11,14,"CUE"]]`) {
		t.Errorf("written as\n%s\nnot as\n%s", got, want)
	}
}

// A record of another shape goes along where the usual one is written, and
// comes back from it.
func TestOtherShapesGoAlong(t *testing.T) {
	d := readAll(t, fstest.MapFS{"a.jsonl": {Data: []byte(record)}}, "a.jsonl", foreign.ReadOptions{Columns: theirs})[0]
	usual := write(t, foreign.Setting{Unit: text.CodePoint}, d)
	again := readAll(t, fstest.MapFS{"a.jsonl": {Data: []byte(usual)}}, "a.jsonl", foreign.ReadOptions{})[0]
	if got := write(t, foreign.Setting{Unit: text.CodePoint, Columns: theirs}, again); got != record {
		t.Errorf("it came back as\n%s", got)
	}
}

func TestDeletedMarksLeaveTheIDsOfOthers(t *testing.T) {
	d := readAll(t, fstest.MapFS{"a.jsonl": {Data: []byte(`{"text":"a b","spans":[{"start":0,"end":1,"label":"X"},{"start":2,"end":3,"label":"X","z":1}]}`)}}, "a.jsonl", foreign.ReadOptions{})[0]
	d.Layers[0].Marks = d.Layers[0].Marks[1:]
	want := `{"text":"a b","spans":[{"start":2,"end":3,"label":"X","z":1,"id":"2"}]}` + "\n"
	if got := write(t, foreign.Setting{Unit: text.CodePoint}, d); got != want {
		t.Errorf("written as %s", got)
	}
}

func TestBrokenRecords(t *testing.T) {
	lines := []string{`{"id":"ok","text":"Lund","spans":[]}`, `{"text":"a","text":"b"}`, `{"text":"\ud83d"}`, "{\"text\":\"\xff\"}", `{"text":NaN}`, `{"text":5}`, `{"id":"none"}`, `[]`, `{"text":"x"`,
		`{"text":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}`, ``, `{"id":"last","text":"","spans":null,"big":"` + strings.Repeat("x", 200_000) + `"}`}
	c := jsonl.Codec()
	r, err := c.Open(fstest.MapFS{"a.jsonl": {Data: []byte("\ufeff" + strings.Join(lines, "\r\n"))}}, "a.jsonl", foreign.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range lines {
		if line == "" {
			continue
		}
		d, err := r.Next()
		if fine := i == 0 || i == len(lines)-1; fine != (err == nil) {
			t.Errorf("line %d, %.60s: %v", i+1, line, err)
		} else if !fine && !strings.HasPrefix(err.Error(), "line ") {
			t.Errorf("line %d: %v says not where", i+1, err)
		} else if fine && d.Head.ID == "" {
			t.Errorf("line %d has no id", i+1)
		}
	}
}

func TestUnknownFieldsOfAMappingAreErrors(t *testing.T) {
	c := jsonl.Codec()
	if _, err := c.Open(fstest.MapFS{"a.jsonl": {}}, "a.jsonl", foreign.ReadOptions{Columns: map[string]string{"txt": "body"}}); err == nil {
		t.Error("txt is a field")
	}
}

func golden() *foreign.Document {
	return &foreign.Document{Name: "harbour", Text: "“We will build,”\nsaid Ada Lund.\n", Head: foreign.Head{ID: "01ART", Meta: map[string]string{"title": "Harbour"}},
		Entities: []foreign.Entity{{ID: "01ADA", Name: "Ada Lund"}},
		Layers: []foreign.Layer{{Marks: []foreign.Mark{
			{ID: "01A", Label: "quote", Spans: []foreign.Span{{Start: 0, End: 5, Text: "“We"}, {Start: 6, End: 10, Text: "will"}}, Note: "sure?", Question: true,
				Attributes: []foreign.Attribute{{Name: "flags", Value: []string{"nested"}}, {Name: "type", Value: "direct"}},
				Links:      []foreign.Link{{Role: "speaker", To: "01B", Attributes: []foreign.Attribute{{Name: "basis", Value: "in-the-text"}}}, {Role: "speaker", To: "01ADA", ToEntity: true}}},
			{ID: "01B", Label: "person", Entity: "01ADA", Spans: []foreign.Span{{Start: 26, End: 34, Text: "Ada Lund"}}},
		}}}}
}

func TestGolden(t *testing.T) {
	got := write(t, foreign.Setting{Unit: text.CodePoint}, golden())
	path := filepath.Join("testdata", "harbour.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || got != string(want) {
		t.Errorf("%v; written:\n%s", err, got)
	}
	if c := jsonl.Codec(); !c.Recognise("a.jsonl", []byte(got)) || c.Recognise("a.jsonl", []byte(record)) || c.Recognise("a.jsonl", nil) {
		t.Error("it is not told from others")
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

func TestTextsCanStayOut(t *testing.T) {
	d := golden()
	out := write(t, foreign.Setting{Unit: text.CodePoint, NoText: true}, d)
	if strings.Contains(out, "build") {
		t.Errorf("the text is in %s", out)
	}
	c := jsonl.Codec()
	back := readAll(t, fstest.MapFS{"a.jsonl": {Data: []byte(out)}}, "a.jsonl", foreign.ReadOptions{Text: func(annotate.Digest) (string, bool, error) { return d.Text, true, nil }})
	if err := foreign.Difference(d, back[0], &c.Carries); err != nil {
		t.Error(err)
	}
}

var re3d = map[string]string{"id": "_id", "text": "text", "meta.title": "title", "meta.url": "sourceUrl", "meta.outlet": "sourceName",
	"spans_file": "entities.json", "spans_article": "documentId", "span.id": "_id", "span.label": "type", "span.start": "begin", "span.end": "end", "span.text": "value", "span.attribute.confidence": "confidence",
	"relations_file": "relations.json", "relations_article": "documentId", "relation.type": "type",
	"relation.from.start": "sourceBegin", "relation.from.end": "sourceEnd", "relation.to.start": "targetBegin", "relation.to.end": "targetEnd"}

// The corpus has its marks and links in files of their own. Written and read
// again everything in them is as it was, those too that do not fit the text.
func TestRealFilesComeBackEqual(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "data", "re3d", "*", "documents.json"))
	if err != nil || len(folders) == 0 {
		t.Skip("there is no ../shared/data/re3d")
	}
	marks, links, problems := 0, 0, 0
	for _, file := range folders {
		c := jsonl.Codec()
		docs, err := foreign.ReadAll(&c, os.DirFS(filepath.Dir(file)), "documents.json", foreign.ReadOptions{Columns: re3d})
		if err != nil {
			t.Fatal(err)
		}
		var documents, entities, relations []map[string]any
		for _, d := range docs {
			foreign.Settle(d, c.Unit)
			for _, m := range d.Layers[0].Marks {
				marks, links = marks+1, links+len(m.Links)
			}
			problems += len(d.Problems)
			var out map[string]any
			if err := json.Unmarshal([]byte(write(t, foreign.Setting{Unit: text.CodePoint, Columns: re3d}, d)), &out); err != nil {
				t.Fatal(err)
			}
			for _, m := range out["spans"].([]any) {
				entities = append(entities, m.(map[string]any))
			}
			if list, ok := out["relations"].([]any); ok {
				for _, m := range list {
					relations = append(relations, m.(map[string]any))
				}
			}
			delete(out, "spans")
			delete(out, "relations")
			documents = append(documents, out)
		}
		for name, got := range map[string][]map[string]any{"documents.json": documents, "entities.json": entities, "relations.json": relations} {
			want := readLines(t, filepath.Join(filepath.Dir(file), name))
			byID := func(a, b map[string]any) int { return strings.Compare(a["_id"].(string), b["_id"].(string)) }
			slices.SortStableFunc(want, byID)
			slices.SortStableFunc(got, byID)
			if !reflect.DeepEqual(want, got) {
				t.Errorf("%s beside %s comes back differently", name, file)
			}
		}
	}
	t.Logf("%d marks, %d links, %d problems", marks, links, problems)
}

func readLines(t *testing.T, name string) (list []map[string]any) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(strings.NewReader(string(data)))
	scanner.Buffer(nil, len(data)+1)
	for scanner.Scan() {
		var m map[string]any
		if err := json.Unmarshal(scanner.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	return list
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{record, `{"id":"a","text":"Lund","spans":[{"start":0,"end":4,"label":"P","pieces":[[0,1],[2,3]],"attributes":{"a":[1]}}],"other":{"columns":1,"record":2}}`, "{}\n[]\n{\"text\":\"\"}",
		`{"text":"ab","spans":[{"start":1,"end":0,"label":"P"},{"start":-1,"end":1e3,"label":5}],"relations":[{"from":"1","to":"1","type":"x"}]}`} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, data string, mapped bool) {
		c := jsonl.Codec()
		foreigntest.Survive(t, &c, map[string][]byte{"a.jsonl": []byte(data)}, "a.jsonl")
		o := foreign.ReadOptions{}
		if mapped {
			o.Columns = theirs
		}
		docs, _ := foreign.ReadAll(&c, fstest.MapFS{"a.jsonl": {Data: []byte(data)}}, "a.jsonl", o)
		for _, d := range docs {
			foreign.Settle(d, c.Unit)
			w, err := c.NewWriter(foreign.Setting{Unit: c.Unit, Columns: o.Columns})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Encode(d); err != nil {
				t.Errorf("not written: %v", err)
			}
		}
	})
}
