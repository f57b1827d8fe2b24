package xmi

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/uima/uimatest"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, Codec()) }

// readOne reads a file's document, settled.
func readOne(t *testing.T, data, types []byte) *foreign.Document {
	t.Helper()
	c := Codec()
	folder := fstest.MapFS{"a.xmi": &fstest.MapFile{Data: data}}
	if types != nil {
		folder["a.typesystem.xml"] = &fstest.MapFile{Data: types}
	}
	docs, err := foreign.ReadAll(&c, folder, "a.xmi", foreign.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	foreign.Settle(docs[0], text.UTF16)
	return docs[0]
}

// write gives the file, and the file of types or nil.
func write(t *testing.T, d *foreign.Document) (data, types []byte) {
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
	if len(pieces) > 1 {
		types = pieces[1].Data
	}
	return pieces[0].Data, types
}

func TestARichArticleIsWrittenLikeThis(t *testing.T) {
	data, types := write(t, uimatest.Rich())
	uimatest.Golden(t, "rich.xmi.golden", data)
	uimatest.Golden(t, "rich.typesystem.xml.golden", types)
	c := Codec()
	back := readOne(t, data, types)
	if err := foreign.Difference(uimatest.Rich(), back, &c.Carries); err != nil {
		t.Error(err)
	}
	if len(back.Layers[0].Envelope) > 0 {
		t.Error("of a file of our own nothing needs to be kept")
	}
	if again, _ := write(t, back); string(again) != string(data) {
		t.Errorf("written again it is\n%s", again)
	}
	bare := readOne(t, data, nil)
	if len(bare.Layers[0].Marks) != len(back.Layers[0].Marks) || bare.Layers[0].Person != "mina" {
		t.Errorf("without its types it is %+v", bare.Layers[0])
	}
}

func fixtures(t *testing.T) []string {
	t.Helper()
	root := os.Getenv("BLUEPENCIL_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	files, err := filepath.Glob(filepath.Join(root, "webanno-tsv", "*", "*.xmi"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no XMI files of other tools in " + root)
	}
	return files
}

func TestFilesOfOtherToolsComeBackByteForByte(t *testing.T) {
	marks, links := 0, 0
	for _, file := range fixtures(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !recognise(file, data[:min(len(data), 4096)]) {
			t.Errorf("%s: not recognised", file)
		}
		d := readOne(t, data, nil)
		for _, m := range d.Layers[0].Marks {
			marks++
			links += len(m.Links)
		}
		got, types := write(t, d)
		if !bytes.Equal(got, data) || types != nil {
			t.Errorf("%s: comes back as\n%s", file, got)
		}
	}
	if marks < 60 || links < 10 {
		t.Errorf("only %d marks and %d links were found", marks, links)
	}
}

var elements = regexp.MustCompile(`<[^!?/][^>]* xmi:id="(\d+)"[^>]*>`)

func TestAChangeLeavesTheRestAsItIs(t *testing.T) {
	c := Codec()
	for _, file := range fixtures(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := readOne(t, data, nil)
		l := &d.Layers[0]
		if len(l.Marks) == 0 {
			continue
		}
		first := &l.Marks[0]
		first.Note, first.Label, first.Links = "is this hers?", "person", nil
		l.Marks = append(l.Marks, foreign.Mark{ID: "01NEW", Label: "quote", Spans: first.Spans, Attributes: []foreign.Attribute{{Name: "sure", Value: true}},
			Links: []foreign.Link{{ID: "5", Role: "cue", To: l.Marks[0].ID}}})
		out, types := write(t, d)
		back := readOne(t, out, types)
		if err := foreign.Difference(d, back, &c.Carries); err != nil {
			t.Errorf("%s: %v\n%s", file, err, out)
		}
		for _, e := range elements.FindAllSubmatch(data, -1) {
			if string(e[1]) != first.ID && bytes.Contains(e[0], []byte(" sofa=")) && !strings.Contains(string(e[0]), "Governor") && !bytes.Contains(out, e[0]) {
				t.Errorf("%s: %s is no longer there\n%s", file, e[0], out)
			}
		}
	}
}

func TestTypesBesideAreKept(t *testing.T) {
	types := []byte(`<?xml version="1.0"?><typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types><typeDescription><name>custom.Span</name><supertypeName>uima.tcas.Annotation</supertypeName><features><featureDescription><name>sure</name><rangeTypeName>uima.cas.Boolean</rangeTypeName></featureDescription><featureDescription><name>value</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription></features></typeDescription></types></typeSystemDescription>`)
	data := []byte(cas("one two", `<custom:Span xmi:id="7" sofa="1" begin="0" end="3" sure="true" value="PER"/>`))
	d := readOne(t, data, types)
	m := &d.Layers[0].Marks[0]
	if m.Label != "PER" || m.Attribute("sure") != true {
		t.Fatalf("got %+v", m)
	}
	if _, kept := write(t, d); !bytes.Equal(kept, types) {
		t.Errorf("the types became %s", kept)
	}
	m.Label, m.Note = "person", "who?"
	m.Attributes[0].Value = false
	out, more := write(t, d)
	if !strings.Contains(string(out), `<custom:Span xmi:id="7" sofa="1" begin="0" end="3" sure="false" value="person"/>`) {
		t.Errorf("got %s", out)
	}
	if !bytes.HasPrefix(more, types[:len(types)-40]) || !bytes.Contains(more, []byte("<name>bluepencil.Facts</name>")) {
		t.Errorf("the types became %s", more)
	}
	back := readOne(t, out, more)
	c := Codec()
	if err := foreign.Difference(d, back, &c.Carries); err != nil {
		t.Error(err)
	}
}

// cas is a small file with what is given among its structures.
func cas(whole, structures string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>%s<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="%s"/><cas:View sofa="1" members="7"/></xmi:XMI>`, structures, whole)
}
