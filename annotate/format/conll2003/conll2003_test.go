package conll2003_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/conll2003"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

func TestContract(t *testing.T) { foreigntest.Run(t, conll2003.Codec()) }

func read(t *testing.T, data string) []*foreign.Document {
	t.Helper()
	c := conll2003.Codec()
	docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.conll": {Data: []byte(data)}}, "a.conll", foreign.ReadOptions{})
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
	c := conll2003.Codec()
	w, err := c.NewWriter(foreign.Setting{Unit: text.Byte})
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
		list = append(list, m.Label+" "+m.Spans[0].Text)
	}
	return strings.Join(list, "; ")
}

// The same four names in every scheme, two of which touch, two across the end
// of a sentence.
func TestEverySchemeIsRead(t *testing.T) {
	words := []string{"Ada", "Lund", "Reyle", "met", "Alder", "", "Alder", "slept"}
	for name, c := range map[string]struct{ tags, want string }{
		"IOB2":  {"B-P I-P B-P O B-L . B-L O", "P Ada Lund; P Reyle; L Alder; L Alder"},
		"IOB1":  {"I-P I-P B-P O I-L . I-L O", "P Ada Lund; P Reyle; L Alder; L Alder"},
		"BILOU": {"B-P L-P U-P O U-L . U-L O", "P Ada Lund; P Reyle; L Alder; L Alder"},
		"BIOES": {"B-P E-P S-P O S-L . S-L O", "P Ada Lund; P Reyle; L Alder; L Alder"},
		"bare":  {"P P O O L . L O", "P Ada Lund; L Alder; L Alder"},
		"over":  {"O O O O B-L . I-L O", "L Alder\nAlder"},
	} {
		var lines []string
		for i, tag := range strings.Fields(c.tags) {
			if words[i] == "" {
				lines = append(lines, "")
			} else {
				lines = append(lines, words[i]+" NN I-NP "+tag)
			}
		}
		data := strings.Join(lines, "\n") + "\n"
		d := read(t, data)
		if len(d) != 1 || d[0].Text != "Ada Lund Reyle met Alder\nAlder slept" || marks(d[0]) != c.want {
			t.Errorf("%s: %q has %s, not %s", name, d[0].Text, marks(d[0]), c.want)
		}
		if got := write(t, d...); got != data {
			t.Errorf("%s: unchanged, but written as\n%s", name, got)
		}
	}
}

// Columns, comments, separators, line ends and documents of other tools come
// back as they were; so do those beside a changed mark.
func TestFilesOfOthersComeBack(t *testing.T) {
	for name, data := range map[string]string{
		"two documents": "-DOCSTART- -X- -X- O\n\nLund NNP I-NP I-PER\nleft VBD I-VP O\n. . O O\n\n\n-DOCSTART- -X- -X- O\n\nReyle NNP I-NP I-PER",
		"numbered":      "# newdoc id = n1\n# text = Lund left\n1\tLund\tB-PER\t-\t-\n2\tleft\tO\t-\t-\n\n",
		"CRLF and tabs": "\ufeffLund\tB-PER\r\nleft\tO\r\n",
		"no tags":       "Lund\nleft\n",
		"a hash":        "# O\n1 O\nLund B-PER\n",
	} {
		if got := write(t, read(t, data)...); got != data {
			t.Errorf("%s: %q is written as %q", name, data, got)
		}
	}
	d := read(t, "-DOCSTART- -X- -X- O\n\nLund NNP I-NP I-PER\nleft VBD I-VP O\n")[0]
	d.Layers[0].Marks[0].Label = "ORG"
	if got, want := write(t, d), "-DOCSTART- -X- -X- O\n\nLund NNP I-NP I-ORG\nleft VBD I-VP O\n"; got != want {
		t.Errorf("changed it is %q", got)
	}
	d.Layers[0].Marks[0].Spans[0] = foreign.Span{Start: 0, End: 2, Text: "Lu"}
	c := conll2003.Codec()
	w, _ := c.NewWriter(foreign.Setting{})
	if _, err := w.Encode(d); err == nil {
		t.Error("half a token was written")
	}
}

func TestTextsThatCannotBeWritten(t *testing.T) {
	c := conll2003.Codec()
	for whole, want := range map[string]bool{"Lund": true, " \n": false, "a\x1cb": false, "": true} {
		if got := c.Carries.Text(whole) == nil; got != want {
			t.Errorf("%q: %v", whole, got)
		}
	}
}

func TestRecognise(t *testing.T) {
	c := conll2003.Codec()
	for _, one := range []struct {
		name, head string
		want       bool
	}{{"a.txt", "-DOCSTART- -X- -X- O\n\n", true}, {"a.conll", "Lund B-PER\n", true}, {"a.txt", "Lund B-PER\n", false}, {"a.conll", "1\tLund\t_\n", false}, {"a.conll", "", false}, {"a.iob2", "# x\n1\tLund\tB-PER\t-\t-\n", true}} {
		if got := c.Recognise(one.name, []byte(one.head)); got != one.want {
			t.Errorf("%s %q: %v", one.name, one.head, got)
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	c := conll2003.Codec()
	r, err := c.Open(fstest.MapFS{"a.conll": {Data: []byte("-DOCSTART- O\n\nL\xff O\n-DOCSTART- O\n\n" + strings.Repeat("x", 100_000) + " B-P\n")}}, "a.conll", foreign.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("the first document: %v", err)
	}
	if d, err := r.Next(); err != nil || len(d.Text) != 100_000 || len(d.Layers[0].Marks) != 1 {
		t.Errorf("the second: %v", err)
	}
}

func TestGolden(t *testing.T) {
	d := &foreign.Document{Text: "\t“We will build,” said Ada Lund.\n\nNo. # 1\n", Layers: []foreign.Layer{{Marks: []foreign.Mark{
		{Label: "quote", Spans: []foreign.Span{{Start: 1, End: 21, Text: "“We will build,”"}}}, {Label: "person", Spans: []foreign.Span{{Start: 27, End: 35, Text: "Ada Lund"}}}}}}}
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
	if back := read(t, got)[0]; back.Text != d.Text {
		t.Errorf("read again it is %q", back.Text)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

func FuzzRead(f *testing.F) {
	for _, s := range []string{"-DOCSTART- -X- -X- O\n\nLund NNP I-NP I-PER\n\n-DOCSTART-\n", "1\ta\tB-X\t-\n2\tb\tI-X\t-\n", "# _ O O\na SpacesAfter=\\n|SpacesBefore=\\s O B-X\nb\n", "a B-X\r\n\r\nb I-X\rc", "\ufeff\n a  L-X \n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		c := conll2003.Codec()
		foreigntest.Survive(t, &c, map[string][]byte{"a.conll": []byte(data)}, "a.conll")
		docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.conll": {Data: []byte(data)}}, "a.conll", foreign.ReadOptions{})
		if err != nil {
			return
		}
		w, _ := c.NewWriter(foreign.Setting{})
		for _, d := range docs {
			foreign.Settle(d, c.Unit)
			if _, err := w.Encode(d); err != nil && c.Carries.Text(d.Text) == nil && !strings.Contains(err.Error(), "whole tokens") && !strings.Contains(err.Error(), "share") {
				t.Fatal(err)
			}
		}
	})
}
