package webpage_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// leastMean is the mean F1 that the reader of pages is held to.
const leastMean = 0.95

// score is how well a text matches what people say the article is.
type score struct {
	page              string
	precision, recall float64
	f1                float64
}

// TestEval measures the reader on real news pages. `make eval` runs it. The
// references hold the body only, so headline, dek, byline and captions, which
// are zones of the text, are left out of what is measured; what the whole text
// scores is printed beside it.
func TestEval(t *testing.T) {
	if os.Getenv("BLUEPENCIL_EVAL") == "" {
		t.Skip("make eval runs it")
	}
	folder := dataFolder(t)
	references := referencesIn(t, folder)
	pages, err := filepath.Glob(filepath.Join(folder, "html", "*.html.gz"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages in %s: %v", folder, err)
	}
	var bodies, wholes []score
	for _, path := range pages {
		name := strings.TrimSuffix(filepath.Base(path), ".html.gz")
		d, err := source.Read(unpacked(t, path), "page.html", source.Options{})
		if err != nil {
			t.Logf("%.8s: %v", name, err)
		}
		bodies = append(bodies, compared(name, bodyText(d), references[name]))
		wholes = append(wholes, compared(name, d.Text, references[name]))
	}
	mean := report(t, "body", bodies)
	report(t, "whole text", wholes)
	if mean < leastMean {
		t.Errorf("mean F1 is %.4f, wanted %.2f", mean, leastMean)
	}
}

func dataFolder(t *testing.T) string {
	t.Helper()
	data := os.Getenv("BLUEPENCIL_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	folder := filepath.Join(data, "news-html")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the pages to measure are not there: %v", err)
	}
	return folder
}

func referencesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(folder, "ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var listed map[string]struct {
		Body string `json:"articleBody"`
	}
	if err := json.Unmarshal(raw, &listed); err != nil {
		t.Fatal(err)
	}
	references := map[string]string{}
	for name, one := range listed {
		references[name] = one.Body
	}
	return references
}

func unpacked(t *testing.T, path string) []byte {
	t.Helper()
	packed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// bodyText is the text without the parts that references do not hold.
func bodyText(d source.Document) string {
	var out strings.Builder
	at := uint64(0)
	for _, z := range d.Zones {
		switch z.Part {
		case annotate.PartHeadline, annotate.PartDek, annotate.PartByline, annotate.PartCaption:
			out.WriteString(d.Text[at:z.Start])
			at = z.End
		}
	}
	return out.String() + d.Text[min(at, uint64(len(d.Text))):]
}

// compared counts the sequences of four words that two texts share.
func compared(name, text, reference string) score {
	got, want := sequences(text), sequences(reference)
	shared, all, wanted := 0, 0, 0
	for sequence, n := range got {
		all += n
		shared += min(n, want[sequence])
	}
	for _, n := range want {
		wanted += n
	}
	s := score{page: name}
	if shared > 0 {
		s.precision, s.recall = float64(shared)/float64(all), float64(shared)/float64(wanted)
		s.f1 = 2 * s.precision * s.recall / (s.precision + s.recall)
	}
	return s
}

func sequences(text string) map[string]int {
	const length = 4
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
	counts := map[string]int{}
	if len(words) > 0 && len(words) < length {
		counts[strings.Join(words, " ")]++
	}
	for i := 0; i+length <= len(words); i++ {
		counts[strings.Join(words[i:i+length], " ")]++
	}
	return counts
}

// report prints the means and the worst pages, and gives the mean F1.
func report(t *testing.T, what string, scores []score) float64 {
	t.Helper()
	var precision, recall, f1 float64
	for _, s := range scores {
		precision, recall, f1 = precision+s.precision, recall+s.recall, f1+s.f1
	}
	n := float64(len(scores))
	t.Logf("%s of %d pages: mean F1 %.4f, precision %.4f, recall %.4f", what, len(scores), f1/n, precision/n, recall/n)
	slices.SortFunc(scores, func(a, b score) int { return cmp.Compare(a.f1, b.f1) })
	for _, s := range scores[:min(5, len(scores))] {
		t.Logf("  %.8s  F1 %.3f, precision %.3f, recall %.3f", s.page, s.f1, s.precision, s.recall)
	}
	return f1 / n
}
