package webanno

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/xmi"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, Codec()) }

// readAs reads a file's document, settled.
func readAs(t *testing.T, c foreign.Codec, name string, data []byte) *foreign.Document {
	t.Helper()
	docs, err := foreign.ReadAll(&c, fstest.MapFS{name: &fstest.MapFile{Data: data}}, name, foreign.ReadOptions{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	foreign.Settle(docs[0], text.UTF16)
	return docs[0]
}

func readOne(t *testing.T, data []byte) *foreign.Document { return readAs(t, Codec(), "a.tsv", data) }

func write(t *testing.T, d *foreign.Document) []byte {
	t.Helper()
	pieces, err := writer{}.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	return pieces[0].Data
}

func fixtures(t *testing.T, patterns ...string) (files []string) {
	t.Helper()
	root := os.Getenv("BLUEPENCIL_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	for _, pattern := range patterns {
		found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("no files of other tools in " + root)
	}
	return files
}

func load(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestFilesOfOtherToolsComeBackByteForByte(t *testing.T) {
	marks, links := 0, 0
	for _, file := range fixtures(t, "webanno-tsv/*/*.tsv", "gum-news/*.tsv") {
		data := load(t, file)
		if !Codec().Recognise(file, data[:min(len(data), 4096)]) {
			t.Errorf("%s: not recognised", file)
		}
		d := readOne(t, data)
		for _, m := range d.Layers[0].Marks {
			marks++
			links += len(m.Links)
		}
		if d.Text != "" && len(d.Text) > 40 && bytes.Contains(d.Layers[0].Envelope, []byte(d.Text[:40])) {
			t.Errorf("%s: the text is kept twice", file)
		}
		if got := write(t, d); !bytes.Equal(got, data) {
			t.Errorf("%s: comes back as\n%.3000s", file, got)
		}
	}
	t.Logf("%d marks, %d links", marks, links)
	if marks < 2000 || links < 800 {
		t.Errorf("only %d marks and %d links were found", marks, links)
	}
}

// TestCellsAreMadeAnewAsTheyWere prints every file from what was understood of
// its cells.
func TestCellsAreMadeAnewAsTheyWere(t *testing.T) {
	for _, file := range fixtures(t, "webanno-tsv/*/*.tsv", "gum-news/*.tsv") {
		data := load(t, file)
		table, err := parse(string(data))
		if err != nil {
			t.Fatal(err)
		}
		table.edited = true
		got, want := strings.Split(table.print(), "\n"), strings.Split(string(data), "\n")
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Errorf("%s: line %d is\n%s\nnot\n%s", file, i+1, got[i], want[i])
				break
			}
		}
	}
}

func TestATableAndItsXMISayTheSame(t *testing.T) {
	pairs := 0
	for _, file := range fixtures(t, "webanno-tsv/*/reference.xmi") {
		want := readAs(t, xmi.Codec(), "a.xmi", load(t, file))
		got := readOne(t, load(t, strings.TrimSuffix(file, ".xmi")+".tsv"))
		pairs++
		if got.Text != strings.TrimRight(want.Text, " ") { // there is no token to hold them
			t.Errorf("%s: the text is %q, not %q", file, got.Text, want.Text)
		}
		a, b := outline(want), outline(got)
		if a != b {
			t.Errorf("%s: the table says\n%s\nthe XMI\n%s", file, b, a)
		}
	}
	if pairs < 37 {
		t.Errorf("only %d pairs", pairs)
	}
}
