package anchor

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
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

func evalArticles(t *testing.T) []evalArticle {
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
	real, err := filepath.Glob("../../../../shared/articles/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range real {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if utf8.Valid(raw) {
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

// TestEvalAnchor measures how often a place is right, by the kind of edit and
// by the threshold; apart from the rest, of the ranges whose words changed or
// are gone. Sure is chosen from what it prints.
func TestEvalAnchor(t *testing.T) {
	if os.Getenv("BLUEPENCIL_EVAL") == "" {
		t.Skip("BLUEPENCIL_EVAL is not set")
	}
	thresholds := []float64{0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1}
	total, hard := make([]tally, len(thresholds)), make([]tally, len(thresholds))
	for _, kind := range kindsOfEdit {
		atSure := tally{}
		for n, article := range evalArticles(t) {
			for round := range 20 {
				e := &editing{rand.New(rand.NewPCG(uint64(n), uint64(round))), draftOf(article.text)}
				kind.do(e)
				ranges, edited := article.more(e.random), e.draft.String()
				for i, got := range Align(article.text, edited).Anchor(ranges) {
					want, there := e.draft.truth(article.text, ranges[i])
					right := there && rightPlace(edited, got.Range, want)
					touched := !there || article.text[ranges[i].Start:ranges[i].End] != edited[want.Start:want.End]
					for k, threshold := range thresholds {
						total[k].count(got.Confidence >= threshold, right, there)
						if touched {
							hard[k].count(got.Confidence >= threshold, right, there)
						}
					}
					atSure.count(got.Confidence >= Sure, right, there)
					if got.Confidence >= Sure && !right && os.Getenv("BLUEPENCIL_EVAL") == "wrong" {
						t.Logf("%s: %q -> %s %.2f %q, want %v %q", kind.name, article.text[ranges[i].Start:ranges[i].End], got.Method, got.Confidence, edited[got.Start:got.End], there, edited[max(want.Start, 0):max(want.End, 0)])
					}
				}
			}
		}
		t.Logf("%-16s at %.2f: %s", kind.name, Sure, atSure)
	}
	for k, threshold := range thresholds {
		t.Logf("all of it at %.2f: %s", threshold, total[k])
		t.Logf("   of these, edited or lost: %s", hard[k])
		if threshold == Sure && min(total[k].precision(), hard[k].precision()) < 0.99 {
			t.Errorf("the precision at %.2f is below 0.99", Sure)
		}
	}
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
