package casjson

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, Codec()) }

// readOne reads a file's document, settled.
func readOne(t *testing.T, data []byte) *foreign.Document {
	t.Helper()
	c := Codec()
	docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.json": &fstest.MapFile{Data: data}}, "a.json", foreign.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	foreign.Settle(docs[0], text.UTF16)
	return docs[0]
}

func write(t *testing.T, d *foreign.Document) []byte {
	t.Helper()
	c := Codec()
	w, err := c.NewWriter(foreign.Setting{Common: foreigntest.Common(), Unit: text.UTF16})
	if err != nil {
		t.Fatal(err)
	}
	pieces, err := w.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	return pieces[0].Data
}

func fixtures(t *testing.T) []string {
	t.Helper()
	root := os.Getenv("BLUEPENCIL_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	var files []string
	for _, pattern := range []string{"*.json", "*/*/*/*.json"} {
		found, err := filepath.Glob(filepath.Join(root, "cas-json", pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("no CAS files of other tools in " + root)
	}
	return files
}

func TestFilesOfOtherToolsComeBackByteForByte(t *testing.T) {
	marks := 0
	for _, file := range fixtures(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !recognise(file, data[:min(len(data), 4096)]) {
			t.Errorf("%s: not recognised", file)
		}
		d := readOne(t, data)
		marks += len(d.Layers[0].Marks)
		if d.Text != "" && bytes.Contains(d.Layers[0].Envelope, []byte(d.Text)) {
			t.Errorf("%s: the text is kept twice", file)
		}
		if got := write(t, d); !bytes.Equal(got, data) {
			t.Errorf("%s: comes back as\n%s", file, got)
		}
	}
	if marks < 25 {
		t.Errorf("only %d marks were found", marks)
	}
}

// structures gives the structures of a file by their ids.
func structures(t *testing.T, data []byte) map[float64]any {
	t.Helper()
	var file struct {
		Structures []map[string]any `json:"%FEATURE_STRUCTURES"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	all := map[float64]any{}
	for _, s := range file.Structures {
		all[s["%ID"].(float64)] = s
	}
	return all
}

func TestAChangeLeavesTheRestAsItIs(t *testing.T) {
	c := Codec()
	for _, file := range fixtures(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := readOne(t, data)
		l := &d.Layers[0]
		if len(l.Marks) < 2 {
			continue
		}
		before := structures(t, data)
		changed, gone := l.Marks[0].ID, l.Marks[1].ID
		l.Marks[0].Note, l.Marks[0].Label = "is this hers?", "person"
		l.Marks[0].Links = nil
		l.Marks = append(l.Marks[:1], l.Marks[2:]...)
		l.Marks = append(l.Marks, foreign.Mark{ID: "01NEW", Label: "quote", Spans: l.Marks[0].Spans, Attributes: []foreign.Attribute{{Name: "sure", Value: true}}})
		for i := range l.Marks {
			l.Marks[i].Links = nil
		}
		out := write(t, d)
		back := readOne(t, out)
		if err := foreign.Difference(d, back, &c.Carries); err != nil {
			t.Errorf("%s: %v\n%s", file, err, out)
		}
		after := structures(t, out)
		for id, s := range before {
			name := s.(map[string]any)["%TYPE"]
			if key, _ := json.Marshal(id); string(key) == changed || string(key) == gone || name == "webanno.custom.SimpleLinkHost" || name == "webanno.custom.LinkType" || name == "webanno.custom.LinkType[]" || name == "uima.cas.FSArray" {
				continue
			}
			if !reflect.DeepEqual(after[id], s) {
				t.Errorf("%s: %v became %v", file, s, after[id])
			}
		}
	}
}
