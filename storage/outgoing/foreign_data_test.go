package outgoing_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/formats"
	"bluepencil/assets"
	"bluepencil/storage"
	"bluepencil/storage/intake"
	"bluepencil/storage/outgoing"
)

// What other tools wrote goes through a project and comes back: byte for byte, or
// with the same content under every key.
func TestFilesOfOtherToolsComeBack(t *testing.T) {
	for _, c := range []struct {
		format, folder, pattern string
		canonical               bool // byte for byte
		columns                 map[string]string
	}{
		{format: "brat", folder: "brat-news", pattern: "*.ann", canonical: true},
		{format: "polnear", folder: "polnear/annotator-training", pattern: "attributions/*.ann", canonical: true},
		{format: "polnear", folder: "polnear/dev", pattern: "attributions/*.ann", canonical: true},
		{format: "doccano", folder: "doccano/sequence_labeling", pattern: "*.jsonl"},
		{format: "doccano", folder: "doccano/relation_extraction", pattern: "*.jsonl"},
		{format: "prodigy", folder: "prodigy", pattern: "*.jsonl"},
		{format: "prodigy", folder: "prodigy-rel", pattern: "*.jsonl"},
		{format: "uima-cas-json", folder: "cas-json", pattern: "**.json"},
		{format: "uima-xmi", folder: "webanno-tsv", pattern: "**.xmi"},
		{format: "webanno-tsv", folder: "webanno-tsv", pattern: "**.tsv", canonical: true},
		{format: "webanno-tsv", folder: "gum-news", pattern: "*.tsv", canonical: true},
		{format: "conllu", folder: "gum-news", pattern: "*.conllu"},
	} {
		t.Run(c.format+" "+c.folder, func(t *testing.T) {
			codec, ok := formats.ByName(c.format)
			if !ok {
				t.Skipf("there is no format %s", c.format)
			}
			identical, equal := 0, 0
			for _, path := range matching(t, shared(t, c.folder), c.pattern) {
				if comesBack(t, codec, path, c.canonical, c.columns) {
					identical++
				} else {
					equal++
				}
			}
			t.Logf("%d files byte for byte, %d equal by key", identical, equal)
			if identical+equal == 0 {
				t.Error("no file was tried")
			}
		})
	}
}

// matching lists files of a folder; ** stands for any depth.
func matching(t *testing.T, folder, pattern string) []string {
	t.Helper()
	if ending, deep := strings.CutPrefix(pattern, "**"); deep {
		var list []string
		must(t, filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			if strings.HasSuffix(path, ending) {
				list = append(list, path)
			}
			return err
		}))
		return list
	}
	list, err := filepath.Glob(filepath.Join(folder, pattern))
	must(t, err)
	return list
}

// comesBack takes a file in and writes it again, and tells whether it is the
// same byte for byte; if not, it must be equal by key.
func comesBack(t *testing.T, c *foreign.Codec, path string, canonical bool, columns map[string]string) bool {
	t.Helper()
	before, after := throughProject(t, c, path, columns)
	if bytes.Equal(before, after) {
		return true
	}
	if canonical {
		t.Errorf("%s differs at byte %d", path, firstDifference(before, after))
		return false
	}
	sameDocuments(t, c, path, before, after)
	return false
}

// throughProject gives a file's bytes before and after.
func throughProject(t *testing.T, c *foreign.Codec, path string, columns map[string]string) (before, after []byte) {
	t.Helper()
	before, err := os.ReadFile(path)
	must(t, err)
	blank, err := assets.Codebook("blank")
	must(t, err)
	p, err := storage.NewMemory(blank, storage.Options{})
	must(t, err)
	defer p.Close()
	report := take(t, p, intake.Options{Format: c.Name, ByHandle: true, Columns: columns}, path)
	for _, failure := range report.Failures {
		t.Logf("%.300s", failure.Line())
	}
	if len(report.Added) == 0 {
		return nil, nil // it has no text
	}
	out := filepath.Join(t.TempDir(), "out")
	if c.Layout != foreign.LayoutFiles {
		out += c.Extension
	}
	export(t, p, out, outgoing.Options{Format: c.Name, All: true})
	if c.Layout != foreign.LayoutFiles {
		after, err = os.ReadFile(out)
		must(t, err)
		return before, after
	}
	var written []string
	for name := range tree(t, out) {
		if strings.HasSuffix(name, c.Extension) && name != "export.json" && !strings.HasSuffix(name, "project.json") {
			written = append(written, name)
		}
	}
	slices.Sort(written)
	if len(written) != 1 {
		t.Fatalf("%s: %d files were written: %v", path, len(written), written)
	}
	after, err = os.ReadFile(filepath.Join(out, written[0]))
	must(t, err)
	return before, after
}

// documentsOf reads a file, and passes over what is broken in it or comes twice.
func documentsOf(t *testing.T, c *foreign.Codec, folder, name string) (docs []*foreign.Document, broken int) {
	t.Helper()
	r, err := c.Open(os.DirFS(folder), name, foreign.ReadOptions{})
	must(t, err)
	seen := map[string]bool{}
	for {
		d, err := r.Next()
		var record *format.RecordError
		switch {
		case err == io.EOF:
			return docs, broken
		case errors.As(err, &record):
			broken++
		case err == nil && seen[d.Text]: // a project has a text once, and says so
			broken++
		default:
			must(t, err)
			seen[d.Text] = true
			docs = append(docs, d)
		}
	}
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// sameRecords compares JSON Lines, or a JSON value, without regard to the order
// of keys.
func sameRecords(a, b []byte) bool {
	x, errX := values(a)
	y, errY := values(b)
	return errX == nil && errY == nil && reflect.DeepEqual(x, y)
}

func values(raw []byte) (list []any, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	for d.More() {
		var v any
		if err := d.Decode(&v); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// sameDocuments compares what both say, ids and all.
func sameDocuments(t *testing.T, c *foreign.Codec, path string, before, after []byte) {
	t.Helper()
	folder := t.TempDir()
	name := filepath.Base(path)
	must(t, os.WriteFile(filepath.Join(folder, name), after, 0o644))
	want, broken := documentsOf(t, c, filepath.Dir(path), name)
	got, _ := documentsOf(t, c, folder, name)
	if c.Layout != foreign.LayoutFiles && broken == 0 && !sameRecords(before, after) {
		t.Errorf("%s is not equal by key", path)
	}
	if len(want) != len(got) {
		t.Fatalf("%s: %d documents, not %d", path, len(got), len(want))
	}
	all := c.Carries
	all.MarkIDs = true
	for i := range want {
		foreign.Settle(want[i], c.Unit)
		foreign.Settle(got[i], c.Unit)
		if err := foreign.Difference(want[i], got[i], &all); err != nil {
			t.Errorf("%s, document %d: %.600v", path, i+1, err)
		}
	}
}
