package tables

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"bluepencil/annotate"
)

var update = flag.Bool("update", false, "write the golden files anew")

func written(t *testing.T, table *Table, o FileOptions, whole func(*Row) (string, error)) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, table.Kind, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Rows {
		if err := w.Write(r, whole); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var ids = regexp.MustCompile(`\b0[0-9A-HJKMNP-TV-Z]{25}\b`)

func TestTheFilesOfAllTables(t *testing.T) {
	c := newWorld(t).collect()
	for _, k := range Kinds() {
		for end, o := range map[string]FileOptions{".csv": {}, ".json": {JSON: true}} {
			got := ids.ReplaceAll(written(t, c.Table(k, Filter{}), o, nil), []byte("<id>"))
			path := filepath.Join("testdata", string(k)+end)
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: %v\n%s", path, err, got)
			}
		}
	}
}

// TestCellsComeBack reads what was written with the standard library.
func TestCellsComeBack(t *testing.T) {
	for _, words := range []string{"plain", `a "quoted", word`, "two\nlines", "two\r\nlines, and\rmore", " blanks ", "", "‘ä🌉", "a'b"} {
		table := &Table{Kind: Claims, Rows: []*Row{{Mark: Mark{Article: &Article{Title: words}, Layer: &Layer{}}, Words: "w", Cells: make([]string, 7)}}}
		raw := written(t, table, FileOptions{JSON: true}, nil)
		var objects []map[string]any
		if err := json.Unmarshal(raw, &objects); err != nil || objects[0]["article"] != words {
			t.Errorf("%q: %v\n%s", words, err, raw)
		}
		raw = written(t, table, FileOptions{BOM: true}, nil)
		if !bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) || !bytes.HasSuffix(raw, []byte("\r\n")) {
			t.Errorf("%q", raw)
		}
		records, err := csv.NewReader(bytes.NewReader(raw[3:])).ReadAll()
		want := bytes.ReplaceAll([]byte(words), []byte("\r\n"), []byte("\n")) // which is what that reader makes of it
		if err != nil || len(records) != 2 || records[1][0] != string(want) {
			t.Errorf("%q: %v %q", words, err, records)
		}
	}
}

func TestFormulasAreGuarded(t *testing.T) {
	for cell, want := range map[string]string{"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\t=": "'\t=", "\r=": "'\r=", "a=1": "a=1", "": "", "– no": "– no", "'=": "'="} {
		if got := Guard(cell); got != want {
			t.Errorf("%q becomes %q, not %q", cell, got, want)
		}
	}
}

func TestWordsThatWereCutAreReadForTheFile(t *testing.T) {
	cut := &Row{Mark: Mark{ID: annotate.NewID(), Article: &Article{}, Layer: &Layer{}}, Words: "The…", Cut: true, Cells: make([]string, 7)}
	table := &Table{Kind: Claims, Rows: []*Row{cut}}
	raw := written(t, table, FileOptions{JSON: true}, func(*Row) (string, error) { return "The whole.", nil })
	var objects []map[string]any
	if err := json.Unmarshal(raw, &objects); err != nil || !reflect.DeepEqual(objects[0]["words"], "The whole.") {
		t.Errorf("%v\n%s", err, raw)
	}
	w, err := NewWriter(&bytes.Buffer{}, Claims, FileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	lost := errors.New("lost")
	if err := w.Write(cut, func(*Row) (string, error) { return "", lost }); !errors.Is(err, lost) {
		t.Error("the error went missing:", err)
	}
}
