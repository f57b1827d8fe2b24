package checker

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
)

// BenchmarkChecks measures a check in the background, and what taking its
// findings over costs the screen's goroutine.
func BenchmarkChecks(b *testing.B) {
	for _, size := range []struct{ times, marks int }{{40, 70}, {7000, 10_000}} {
		bench := newBench(b, strings.Repeat(article, size.times))
		open := *bench.desk.Open()
		for n := range size.marks {
			at := n * (len(open.Text) - 40) / size.marks
			span, err := annotate.SpanOf(open.Text, at, at+1)
			if err != nil {
				continue // in the middle of a character
			}
			open.Marks = append(open.Marks, annotate.Annotation{ID: annotate.NewID(), Article: open.Article.ID, Layer: bench.person.ID, Label: "quote", Spans: []annotate.Span{span}})
		}
		in := lint.Input{Article: open.Article.ID, Person: bench.person.ID, Text: open.Text, Annotations: open.Marks, Codebook: bench.desk.SavedCodebook()}
		var r *result
		b.Run(fmt.Sprintf("background/%d", len(open.Marks)), func(b *testing.B) {
			for b.Loop() {
				r = bench.check(context.Background(), in)
			}
			b.ReportMetric(float64(len(r.findings)), "findings")
		})
		b.Run(fmt.Sprintf("screen/%d", len(open.Marks)), func(b *testing.B) {
			for b.Loop() {
				bench.take(r)
			}
		})
	}
}
