package review_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
)

// benchmarkArticles and benchmarkPeople are what the benchmarks go through in
// one round; the articles are as long, and as densely marked, as real ones are
// on average.
const (
	benchmarkArticles = 10_000
	benchmarkPeople   = 3
	wordsPerArticle   = 761
	spansPerArticle   = 73
)

// busy makes an article whose people agree about most things, as real ones do.
func busy(r *rand.Rand) review.Input {
	var words []string
	for i := range wordsPerArticle {
		words = append(words, fmt.Sprintf("word%d", i%97))
	}
	text := strings.Join(words, " ")
	in := review.Input{Article: id(7), Text: text, Scheme: scheme(), Status: annotate.StatusNew}
	next := 10_000
	for p := range benchmarkPeople {
		in.Layers = append(in.Layers, review.Layer{Person: id(p + 1), Submission: id(50 + p)})
	}
	for n := range spansPerArticle {
		label := annotate.LabelID([]string{"quote", "cue", "person", "place"}[n%4])
		start := len(text) * n / spansPerArticle
		end := start + 6 + r.IntN(120)
		for p := range in.Layers {
			if r.IntN(6) == 0 {
				continue // missed
			}
			next++
			stop := min(end+r.IntN(8)/7*3, len(text))
			a := annotate.Annotation{ID: id(next), Layer: in.Layers[p].Person, Label: label, Spans: []annotate.Span{{Start: start, End: stop, Text: text[start:stop]}}}
			if list := in.Layers[p].Annotations; label == "quote" {
				attribute("direct")(&a)
				if len(list) > 1 && list[len(list)-1].Label == "person" {
					link("speaker", list[len(list)-1].ID)(&a)
				}
			}
			in.Layers[p].Annotations = append(in.Layers[p].Annotations, a)
		}
	}
	return in
}

func busyArticles() []review.Input {
	r := rand.New(rand.NewPCG(1, 9))
	articles := make([]review.Input, 100)
	for i := range articles {
		articles[i] = busy(r)
	}
	return articles
}

// BenchmarkCompare lays out 10,000 articles of three people in one round.
func BenchmarkCompare(b *testing.B) {
	articles := busyArticles()
	b.ReportAllocs()
	for b.Loop() {
		units := 0
		for n := range benchmarkArticles {
			s := review.NewSheet(articles[n%len(articles)])
			units += s.Counts().Units
		}
		b.ReportMetric(float64(units), "units/op")
	}
}

// BenchmarkMerge plans the merge of 10,000 articles of three people in one round.
func BenchmarkMerge(b *testing.B) {
	articles := busyArticles()
	b.ReportAllocs()
	for b.Loop() {
		added := 0
		for n := range benchmarkArticles {
			s := review.NewSheet(articles[n%len(articles)])
			added += s.Merge(review.Rule{Strategy: review.TakeMajority}, lead, annotate.ID{}).Added
		}
		b.ReportMetric(float64(added), "annotations/op")
	}
}

// BenchmarkStacked lays out one article in which everything overlaps.
func BenchmarkStacked(b *testing.B) {
	in := busy(rand.New(rand.NewPCG(2, 9)))
	for p := range in.Layers {
		list := in.Layers[p].Annotations
		for i := range list {
			list[i].Label = "person"
			list[i].Links = nil
			s := &list[i].Spans[0]
			s.Start = s.Start / 2
			s.Text = in.Text[s.Start:s.End]
		}
	}
	for b.Loop() {
		review.NewSheet(in)
	}
}
