package storage_test

import (
	"testing"

	"bluepencil/annotate"
)

// BenchmarkBigUsage counts what labels, values and links are used by.
func BenchmarkBigUsage(b *testing.B) {
	p := openBig(b, bigProject(b))
	var count times
	gone := 0
	for b.Loop() {
		count.take(b, func() error {
			_, err := p.Usage(b.Context(), func(n int) { gone = n })
			return err
		})
	}
	count.report(b, "usage")
	b.ReportMetric(float64(gone), "annotations")
}

// BenchmarkBigArticleMerged reads annotations before a merge of labels and
// values, and after it.
func BenchmarkBigArticleMerged(b *testing.B) {
	p := openBig(b, bigProject(b))
	person, ids := someone(b, p), submitted(b, p, 200)
	book, err := p.Codebook()
	if err != nil {
		b.Fatal(err)
	}
	read := func(t *times) {
		for _, id := range ids {
			t.take(b, func() error {
				_, err := p.Annotations(id, person)
				return err
			})
		}
	}
	var before, after times
	merge := func(d annotate.Draft, err error) {
		if err == nil {
			_, err = p.Commit(d)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		read(&before)
		merge(annotate.Editor{Person: person, Book: book}.MergeLabel("event", "work"))
		merge(annotate.Editor{Person: person, Book: book}.MergeChoice("type", "partial", "direct"))
		read(&after)
		merge(annotate.Editor{Person: person, Book: book}.UnmergeLabel("event"))
		merge(annotate.Editor{Person: person, Book: book}.MergeChoice("type", "partial", ""))
	}
	before.report(b, "before")
	after.report(b, "merged")
}
