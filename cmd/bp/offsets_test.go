package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/formats"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// written says how a format's files put the label quote on the words from start
// to end. Formats of tokens are told by the first token of the words.
var written = map[string]func(v *foreigntest.Vector, start, end int) string{
	"doccano":      numbers(`"start_offset":%d,"end_offset":%d,"label":"quote"`),
	"label-studio": numbers(`"value":{"start":%d,"end":%d,"text"`),
	"prodigy":      numbers(`"spans":[{"start":%d,"end":%d,"token_start"`),
	"spacy":        numbers(`{"start":%d,"end":%d,"label":"quote","kb_id":""}`),
	"spacy-json":   first(`"orth":"%s","space":`),
	"brat":         numbers("quote %d %d\t"),
	"polnear":      numbers("Content %d %d\t"),
	"conll2003":    first("\n%s "),
	"conllu":       numbers("TokenRange=%d:%d"),
	"webanno-tsv": func(v *foreigntest.Vector, start, _ int) string {
		return fmt.Sprintf("\t%d-%d\t%s\tquote", start, start+len(utf16.Encode([]rune(firstToken(v)))), firstToken(v))
	},
	"uima-cas-json":  numbers("\"begin\" : %d,\n    \"end\" : %d,\n    \"value\" : \"quote\""),
	"uima-xmi":       numbers(`begin="%d" end="%d" value="quote"`),
	"web-annotation": numbers(`"type":"TextPositionSelector","start":%d,"end":%d`),
	"huggingface":    numbers(`"spans":[{"start":%d,"end":%d,"label":"quote"`),
	"argilla":        numbers(`{"start":%d,"end":%d,"label":"quote"}`),
	"csv":            numbers(",quote,,%d,%d,"),
	"jsonl":          numbers(`"label":"quote","start":%d,"end":%d,`),
	"html":           words(">%s<"),
}

func numbers(pattern string) func(*foreigntest.Vector, int, int) string {
	return func(_ *foreigntest.Vector, start, end int) string { return fmt.Sprintf(pattern, start, end) }
}

func words(pattern string) func(*foreigntest.Vector, int, int) string {
	return func(v *foreigntest.Vector, _, _ int) string { return fmt.Sprintf(pattern, v.Exact) }
}

func first(pattern string) func(*foreigntest.Vector, int, int) string {
	return func(v *foreigntest.Vector, _, _ int) string { return fmt.Sprintf(pattern, firstToken(v)) }
}

// firstToken is the token the words begin with.
func firstToken(v *foreigntest.Vector) string {
	list := token.Tokens(v.Text)
	at := slices.IndexFunc(list, func(r text.Range) bool { return r.Start == v.Byte[0] })
	return v.Text[list[at].Start:list[at].End]
}

// vectors is a project with an article for each golden vector, named 0.txt and
// so on, whose words mina has marked as a quote.
func vectors(t *testing.T) (path string) {
	t.Helper()
	dir := t.TempDir()
	path = filepath.Join(dir, "vectors.bluepencil")
	must(t, "init", path)
	args := []string{"import", path, "--as", "mina"}
	for i, v := range foreigntest.Vectors {
		args = append(args, write(t, dir, fmt.Sprintf("%d.txt", i), v.Text))
	}
	must(t, args...)
	for i, v := range foreigntest.Vectors {
		markWords(t, path, "mina", fmt.Sprintf("%d.txt", i), map[string]string{"quote": v.Exact})
	}
	return path
}

// Every format has the golden offsets in its files, in every unit it counts, and
// what is read of them stands where it stood.
func TestGoldenOffsetsThroughEveryFormat(t *testing.T) {
	project := vectors(t)
	for _, c := range formats.All() {
		if c.NewWriter == nil {
			continue
		}
		for _, unit := range append([]text.Unit{c.Unit}, c.Units...) {
			t.Run(c.Name+" "+unit.String(), func(t *testing.T) {
				out := filepath.Join(t.TempDir(), "out")
				if c.Layout != foreign.LayoutFiles {
					out += c.Extension
				}
				args := []string{"export", project, "--status", "all", "--format", c.Name, "--unit", unit.String(), "--out", out}
				r := bp(args...)
				refused := refusedTexts(&c)
				if wrong := r.code == exitPartly != (refused > 0) || r.code > exitPartly; wrong || strings.Count(r.report, "left out: ") != refused {
					t.Fatalf("exit code %d, %d texts are none for this format\n%s", r.code, refused, r.report)
				}
				holdsOffsets(t, &c, unit, out)
				if c.Open != nil {
					bringsBack(t, &c, out)
				}
			})
		}
	}
}

// refusedTexts counts the vectors whose text the format says it cannot hold.
func refusedTexts(c *foreign.Codec) (n int) {
	for _, v := range foreigntest.Vectors {
		if !holds(c, v.Text) {
			n++
		}
	}
	return n
}

func holds(c *foreign.Codec, text string) bool {
	return c.Carries.Text == nil || c.Carries.Text(text) == nil
}

func holdsOffsets(t *testing.T, c *foreign.Codec, unit text.Unit, out string) {
	t.Helper()
	pattern := written[c.Name]
	if pattern == nil {
		t.Fatalf("nobody says how %s writes a span", c.Name)
	}
	for i, v := range foreigntest.Vectors {
		if !holds(c, v.Text) {
			continue
		}
		file := out
		if c.Layout == foreign.LayoutFiles {
			file = filepath.Join(out, fmt.Sprintf("%d%s", i, c.Extension))
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		at := v.In(unit)
		if want := pattern(&v, at[0], at[1]); !strings.Contains(string(raw), want) {
			t.Errorf("%q: %s lacks %q", v.Exact, filepath.Base(file), want)
		}
	}
}

// bringsBack takes the files into a new project and looks where the words are marked.
func bringsBack(t *testing.T, c *foreign.Codec, out string) {
	t.Helper()
	again := filepath.Join(t.TempDir(), "again.bluepencil")
	must(t, "init", again)
	must(t, "import", again, out, "--format", c.Name, "--as", "kim")
	found := 0
	for raw := range strings.Lines(must(t, "export", again, "--status", "all", "--unit", "byte").out) {
		line, err := bluepencil.Parse([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(foreigntest.Vectors, func(v foreigntest.Vector) bool { return v.Text == *line.Text })
		if at < 0 {
			t.Errorf("the text %q is none of those that were written", *line.Text)
			continue
		}
		found++
		v := &foreigntest.Vectors[at]
		want := bluepencil.Span{Start: v.Byte[0], End: v.Byte[1], Text: v.Exact}
		if len(line.Annotations) != 1 || len(line.Annotations[0].Spans) != 1 || line.Annotations[0].Spans[0] != want {
			t.Errorf("%q came back as %+v", v.Text, line.Annotations)
		}
	}
	if want := len(foreigntest.Vectors) - refusedTexts(c); found != want {
		t.Errorf("%d articles came back of %d", found, want)
	}
}
