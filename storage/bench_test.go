package storage

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// benchProject is a project file with one article of n annotations.
func benchProject(b *testing.B, n int) (p *Project, person, article annotate.ID) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bench.bluepencil")
	p, err := Create(path, testCodebook(), Options{})
	check(b, err)
	b.Cleanup(func() { p.Close() })
	mina, err := p.AddPerson(annotate.Person{Name: "Mina"})
	check(b, err)
	doc, err := source.FromText("bench.txt", strings.Repeat("The council said on Tuesday that the bridge would open. ", max(n, 100)))
	check(b, err)
	i, err := p.StartImport(mina.ID, "import")
	check(b, err)
	article, _, err = i.Add(doc)
	check(b, err)
	var list []annotate.Annotation
	for k := range n {
		span, err := annotate.SpanOf(doc.Text, k*56+4, k*56+11)
		check(b, err)
		list = append(list, annotate.Annotation{ID: annotate.NewID(), Label: "quote", Spans: []annotate.Span{span},
			Attributes: map[annotate.AttributeID]annotate.AttributeValue{"type": "direct"}, Origin: annotate.Origin{By: annotate.ByHand}})
	}
	check(b, i.AddAnnotations(article, list))
	_, err = i.Close("")
	check(b, err)
	return p, mina.ID, article
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkOpenArticle is what opening an article reads: text, layer, annotations.
func BenchmarkOpenArticle(b *testing.B) {
	for _, n := range []int{73, 645, 10_000} {
		p, person, article := benchProject(b, n)
		b.Run(fmt.Sprint(n, " annotations"), func(b *testing.B) {
			for b.Loop() {
				_, err := p.Text(article)
				check(b, err)
				list, err := p.Annotations(article, person)
				check(b, err)
				if len(list) != n {
					b.Fatalf("%d annotations", len(list))
				}
			}
		})
	}
}

// BenchmarkCommit is one marking, durable when it returns, and as a ratio to
// two synced writes of 4 KB on the same disk in the same run.
func BenchmarkCommit(b *testing.B) {
	p, person, article := benchProject(b, 73)
	text, err := p.Text(article)
	check(b, err)
	file, err := os.Create(filepath.Join(b.TempDir(), "synced"))
	check(b, err)
	defer file.Close()
	page := make([]byte, 4096)
	var commits, writes time.Duration
	n := 0
	for b.Loop() {
		n++
		start := time.Now()
		for range 2 {
			_, err := file.WriteAt(page, int64(n%64)*4096)
			check(b, err)
			check(b, file.Sync())
		}
		writes += time.Since(start)
		span, err := annotate.SpanOf(text, n%1000, n%1000+5)
		check(b, err)
		start = time.Now()
		_, err = p.Commit(annotate.Mark(person, article, annotate.NewID(), "cue", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
		check(b, err)
		commits += time.Since(start)
	}
	b.ReportMetric(float64(commits)/float64(writes), "x-two-synced-writes")
	b.ReportMetric(float64(commits.Microseconds())/float64(n), "µs/commit")
}
