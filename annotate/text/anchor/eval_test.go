package anchor

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate/text"
	"bluepencil/assets"
)

// evalArticle is a text with ranges that people mark in it.
type evalArticle struct {
	text   string
	ranges []text.Range
}

// sampleArticles are our own, with what is marked in them.
func sampleArticles(t *testing.T) []evalArticle {
	t.Helper()
	samples, err := assets.Samples()
	if err != nil {
		t.Fatal(err)
	}
	var list []evalArticle
	for _, s := range samples {
		a := evalArticle{text: s.Text}
		marks, err := s.Annotations()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range marks {
			for _, span := range m.Spans {
				a.ranges = append(a.ranges, text.Range{Start: span.Start, End: span.End})
			}
		}
		list = append(list, a)
	}
	return list
}

// realArticles are those beside the checkout, where there are any.
func realArticles(t *testing.T) []evalArticle {
	t.Helper()
	var paths []string
	for _, pattern := range []string{"articles/*.txt", "data/polnear/dev/text/*.txt"} {
		found, err := filepath.Glob("../../../../shared/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, found...)
	}
	var list []evalArticle
	for n, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n%3 == 0 && utf8.Valid(raw) {
			list = append(list, evalArticle{text: string(raw)})
		}
	}
	return list
}

// more adds words, sentences and quotations to what is marked.
func (a *evalArticle) more(random *rand.Rand) []text.Range {
	list := append([]text.Range(nil), a.ranges...)
	for range 40 {
		at := random.IntN(len(a.text))
		for _, find := range []func(string, int) text.Range{text.WordAt, text.SentenceAt} {
			if r := find(a.text, at); !r.Empty() && text.IsWord(a.text[r.Start:r.End]) {
				list = append(list, r)
			}
		}
		if r, ok := text.QuotedAt(a.text, at); ok {
			list = append(list, r)
		}
	}
	return list
}

// tally counts what became of ranges at one threshold.
type tally struct{ taken, right, all int }

func (c tally) precision() float64 { return float64(c.right) / float64(max(c.taken, 1)) }
func (c tally) recall() float64    { return float64(c.right) / float64(max(c.all, 1)) }

func (c tally) String() string {
	return fmt.Sprintf("precision %.4f, recall %.4f (%d taken, %d wrong, %d there)", c.precision(), c.recall(), c.taken, c.taken-c.right, c.all)
}

// rightPlace tells whether a place is the true one: the same words, marks and
// blanks at its ends apart.
func rightPlace(whole string, got, want text.Range) bool {
	return inner(whole, got) == inner(whole, want)
}

func inner(whole string, r text.Range) text.Range {
	for r.Start < r.End && !text.IsWord(whole[r.Start:text.NextGrapheme(whole, r.Start)]) {
		r.Start = text.NextGrapheme(whole, r.Start)
	}
	for r.Start < r.End && !text.IsWord(whole[text.PreviousGrapheme(whole, r.End):r.End]) {
		r.End = text.PreviousGrapheme(whole, r.End)
	}
	return r
}

// evalThresholds are those that are measured.
var evalThresholds = []float64{0.5, 0.6, 0.7, 0.75, Sure, 0.85, 0.9, 0.95, 1}

// measure counts the results of one edited article: all by threshold, and
// apart those of ranges whose words changed or are gone.
type measure struct{ all, touched [9]tally }

func (m *measure) add(t *testing.T, name string, article evalArticle, e *editing) {
	t.Helper()
	ranges, edited := article.more(e.random), e.draft.String()
	for i, got := range Align(article.text, edited).Anchor(ranges) {
		was := article.text[ranges[i].Start:ranges[i].End]
		want, there := e.draft.truth(article.text, ranges[i])
		right := there && rightPlace(edited, got.Range, want)
		for k, threshold := range evalThresholds {
			m.all[k].count(got.Confidence >= threshold, right, there)
			if !there || was != edited[want.Start:want.End] {
				m.touched[k].count(got.Confidence >= threshold, right, there)
			}
		}
		if got.Confidence >= Sure && !right && os.Getenv("BLUEPENCIL_EVAL") == "wrong" {
			t.Logf("%s: %q became %s %.2f %q, there %v", name, was, got.Method, got.Confidence, edited[got.Start:got.End], there)
		}
	}
}

// TestEvalAnchor measures how often a place is right, by the kind of edit and
// by the threshold. Sure is chosen from what it prints. With
// BLUEPENCIL_EVAL=wrong it lists the places that are not right.
func TestEvalAnchor(t *testing.T) {
	if os.Getenv("BLUEPENCIL_EVAL") == "" {
		t.Skip("BLUEPENCIL_EVAL is not set")
	}
	var articles []evalArticle
	for range 7 { // so that ours count as much as the real ones
		articles = append(articles, sampleArticles(t)...)
	}
	articles = append(articles, realArticles(t)...)
	t.Logf("%d articles", len(articles))
	var total measure
	sure := slices.Index(evalThresholds, Sure)
	for _, kind := range kindsOfEdit {
		before := total.all[sure]
		for n, article := range articles {
			for round := range 4 {
				e := &editing{rand.New(rand.NewPCG(uint64(n), uint64(round))), draftOf(article.text)}
				kind.do(e)
				total.add(t, kind.name, article, e)
			}
		}
		t.Logf("%-16s at %.2f: %s", kind.name, Sure, total.all[sure].since(before))
	}
	for k, threshold := range evalThresholds {
		t.Logf("all of it at %.2f: %s", threshold, total.all[k])
		t.Logf("   of these, edited or lost: %s", total.touched[k])
	}
	if min(total.all[sure].precision(), total.touched[sure].precision()) < 0.99 {
		t.Errorf("the precision at %.2f is below 0.99", Sure)
	}
}

func (c tally) since(before tally) tally {
	return tally{c.taken - before.taken, c.right - before.right, c.all - before.all}
}

func (c *tally) count(taken, right, there bool) {
	if there {
		c.all++
	}
	if taken {
		c.taken++
		if right {
			c.right++
		}
	}
}
