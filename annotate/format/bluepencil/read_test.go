package bluepencil_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
)

func TestASpanThatDoesNotFitIsReportedWithTheUnitThatWould(t *testing.T) {
	raw := string(export(t, bluepencil.Options{Unit: text.CodePoint}, desk()))
	raw = strings.Replace(raw, `"start": 36, "end": 55`, `"start": 37, "end": 56`, 1) // as UTF-16 counts
	line, err := bluepencil.Parse([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	byLayer, bad, err := line.Read()
	if err != nil {
		t.Fatal(err)
	}
	if len(bad) != 1 || len(bad[0].Fits) != 1 || bad[0].Fits[0] != text.UTF16 {
		t.Fatalf("got %+v", bad)
	}
	for _, want := range []string{id(101).String(), "codepoint 37 to 56", "“but not too late.", "would fit as utf16"} {
		if !strings.Contains(bad[0].String(), want) {
			t.Errorf("%q does not say %q", bad[0], want)
		}
	}
	if len(byLayer["mina"]) != 2 || len(byLayer["jo"]) != 1 {
		t.Errorf("the annotations that fit: %v", byLayer)
	}
	for _, a := range byLayer["mina"] {
		if a.ID == id(101) {
			t.Error("half an annotation came in")
		}
	}
}

func TestSpansMustGoTogether(t *testing.T) {
	raw := string(export(t, bluepencil.Options{Unit: text.CodePoint}, desk()))
	for from, to := range map[string]string{
		`{"start": 36, "end": 55, "text": "“but not too late.”"}`: `{"start": 0, "end": 15, "text": "“It is late 🌉,”"}`,
		`"spans": [{"start": 12, "end": 13, "text": "🌉"}]`:        `"spans": []`,
		`"start": 12, "end": 13`:                                  `"start": 13, "end": 12`,
		`"start": 12, "end": 13, "text": "🌉"`:                     `"start": 12, "end": 12, "text": ""`,
		`"end": 13`:                                               `"end": 1300`,
		`"start": 12`:                                             `"start": -12`,
		`"id": "01JM0000000000000000000038"`:                      `"id": "01JM0000000000000000000036"`,
		`{"id": "01JM0000000000000000000038"`:                     `{"id": ""`,
	} {
		changed := strings.Replace(raw, from, to, 1)
		line, err := bluepencil.Parse([]byte(changed))
		if err != nil || changed == raw {
			t.Fatalf("%s: %v", to, err)
		}
		byLayer, bad, err := line.Read()
		if err != nil || len(bad) != 1 || bad[0].String() == "" {
			t.Errorf("%s: %v, %v", to, bad, err)
		}
		if n := len(byLayer["mina"]) + len(byLayer["jo"]); n != 3 {
			t.Errorf("%s: %d of 3 good annotations came in", to, n)
		}
	}
}

// TestTheTextMustBeTheOneThatWasHashed: nothing is repaired on the way in.
func TestTheTextMustBeTheOneThatWasHashed(t *testing.T) {
	raw := string(export(t, bluepencil.Options{Unit: text.CodePoint}, desk()))
	for from, to := range map[string]string{
		`“It is late`:      `“It was late`,
		`\r\n", "text_sha`: `\n", "text_sha`,
		`"bd0233`:          `"bd0234`,
	} {
		line, err := bluepencil.Parse([]byte(strings.Replace(raw, from, to, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := line.Read(); !errors.Is(err, annotate.ErrSpan) {
			t.Errorf("%s: got %v", to, err)
		}
		if _, err := line.Document(); err == nil {
			t.Errorf("%s: makes a document", to)
		}
	}
	for _, bad := range []string{strings.Replace(raw, "🌉", `\ud83c`, 1), strings.Replace(raw, "🌉", "\xf0\x9f", 1),
		strings.Replace(raw, `"meta":`, `"Meta":`, 1), strings.Replace(raw, `"meta":`, `"layers": [], "meta":`, 1), raw + raw, raw[:len(raw)-9], ""} {
		if _, err := bluepencil.Parse([]byte(bad)); !errors.Is(err, bluepencil.ErrLine) {
			t.Errorf("%.80q: got %v", bad, err)
		}
	}
}

func TestForeignLinesAreCalledForeign(t *testing.T) {
	for _, raw := range []string{`{"text": "EU rejects", "label": [[0, 2, "ORG"]]}`, `[]`, `hello`} {
		if _, err := bluepencil.Parse([]byte(raw)); err == nil || !strings.Contains(err.Error(), "does not begin with") {
			t.Errorf("%s: got %v", raw, err)
		}
	}
}

func read(t *testing.T, r *bluepencil.Reader) (good []*format.Incoming, bad []string) {
	t.Helper()
	for {
		incoming, err := r.Next()
		var record *format.RecordError
		switch {
		case err == io.EOF:
			return good, bad
		case errors.As(err, &record):
			bad = append(bad, err.Error())
		case err != nil:
			t.Fatal(err)
		default:
			good = append(good, incoming)
		}
	}
}

func TestOneBadLineNeverStopsTheRest(t *testing.T) {
	line := string(export(t, bluepencil.Options{Unit: text.CodePoint}, desk()))
	file := "\ufeff" + line + "\n  \r\n" + "{broken\n" + strings.Repeat("x", 1<<17) + "\n" + strings.TrimSuffix(line, "\n") + "\r\n" + strings.TrimSuffix(line, "\n")
	good, bad := read(t, bluepencil.NewReader(strings.NewReader(file), bluepencil.ReadOptions{LongestLine: 1 << 16}))
	if len(good) != 3 || len(bad) != 2 {
		t.Fatalf("%d articles, %q", len(good), bad)
	}
	if !strings.HasPrefix(bad[0], "line 4: ") || !strings.HasPrefix(bad[1], "line 5: longer than") || good[2].Where != "line 7" {
		t.Errorf("%q, the last article is at %s", bad, good[2].Where)
	}
}

func TestAnArticleComesInWhole(t *testing.T) {
	want := desk()
	good, _ := read(t, bluepencil.NewReader(strings.NewReader(string(export(t, bluepencil.Options{Unit: text.Grapheme}, want))), bluepencil.ReadOptions{}))
	got := good[0]
	d := got.Document
	if d.Text != want.Text || d.Name != "file.txt" || d.Encoding != "windows-1252" || d.Format != "text" || d.Title != "Bridge" ||
		annotate.Digest(d.SourceSHA256) != want.Article.Content.SourceSHA256 || !reflect.DeepEqual(d.Meta, want.Article.Meta) {
		t.Errorf("%+v", d)
	}
	if len(got.Layers) != 2 || got.Layers[0].Person != "mina" || got.Layers[0].Status != annotate.StatusSubmitted || len(got.Layers[0].Annotations) != 3 {
		t.Errorf("%+v", got.Layers)
	}
	if len(got.Entities) != 1 || got.Entities[0].Name != "Ada Lund" || len(got.Problems) != 0 {
		t.Errorf("%+v, %+v", got.Entities, got.Problems)
	}
}

func TestALineWithoutItsTextNeedsSomebodyWhoHasIt(t *testing.T) {
	want := desk()
	raw := string(export(t, bluepencil.Options{Unit: text.UTF16, NoText: true}, want))
	_, bad := read(t, bluepencil.NewReader(strings.NewReader(raw), bluepencil.ReadOptions{}))
	if len(bad) != 1 || !strings.Contains(bad[0], "import the article first") {
		t.Errorf("%q", bad)
	}
	textOf := func(d annotate.Digest) (string, bool, error) {
		return want.Text, d == want.Article.Content.TextSHA256, nil
	}
	good, bad := read(t, bluepencil.NewReader(strings.NewReader(raw), bluepencil.ReadOptions{Text: textOf}))
	if len(bad) != 0 || len(good) != 1 || good[0].Document.Text != "" || len(good[0].Layers[0].Annotations) != 3 {
		t.Errorf("%q, %+v", bad, good)
	}
}

func TestAnAnnotationOfNobodyIsReported(t *testing.T) {
	raw := strings.ReplaceAll(string(export(t, bluepencil.Options{Unit: text.CodePoint}, desk())), `"layer": "jo"`, `"layer": "joe"`)
	good, _ := read(t, bluepencil.NewReader(strings.NewReader(raw), bluepencil.ReadOptions{}))
	if len(good) != 1 || len(good[0].Problems) != 1 || !strings.Contains(good[0].Problems[0].What, `"joe"`) {
		t.Errorf("%+v", good[0].Problems)
	}
}

func TestProjectFileComesBack(t *testing.T) {
	raw, err := bluepencil.ProjectFile(team())
	if err != nil {
		t.Fatal(err)
	}
	back, err := bluepencil.ParseProject(raw)
	if err != nil {
		t.Fatal(err)
	}
	want := team()
	want.Entities[1].Aliases = []string{}
	if !reflect.DeepEqual(back, want) {
		t.Errorf("got  %+v\nwant %+v", back, want)
	}
	for _, bad := range []string{"", "{}", "[]", strings.Replace(string(raw), "project/1", "project/2", 1), strings.Replace(string(raw), `"rounds"`, `"ronds"`, 1),
		string(raw) + "{}", strings.Replace(string(raw), `"people"`, `"rounds": [], "people"`, 1), strings.Replace(string(raw), "Mina", `\ud800`, 1)} {
		if _, err := bluepencil.ParseProject([]byte(bad)); err == nil {
			t.Errorf("%.60q is read", bad)
		}
	}
}

// FuzzReader: nothing panics, what is read holds against the text, and what
// came in whole can be written and read again.
func FuzzReader(f *testing.F) {
	for _, name := range []string{"codepoint", "utf16", "byte", "grapheme", "notext"} {
		f.Add(goldenBytes(f, name+".jsonl"))
	}
	f.Add([]byte("{}\n{\"format\": \"bluepencil/1\"}\n\n\xff"))
	var said bytes.Buffer
	if _, err := bluepencil.Stream(context.Background(), &said, team(), feed(discussed()), bluepencil.Options{}); err != nil {
		f.Fatal(err)
	}
	f.Add(said.Bytes())
	f.Fuzz(func(t *testing.T, raw []byte) {
		good, _ := read(t, bluepencil.NewReader(strings.NewReader(string(raw)), bluepencil.ReadOptions{LongestLine: 1 << 20}))
		for _, g := range good {
			if annotate.TextDigest(g.Document.Text) != annotate.Digest(g.Document.TextSHA256) {
				t.Fatal("a text without its hash came in")
			}
			for _, l := range g.Layers {
				for _, a := range l.Annotations {
					if err := annotate.CheckSpans(a.Spans, g.Document.Text); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	})
}
