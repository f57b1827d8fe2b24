package storage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/source"
)

// What the benchmark of the review goes through: articles that three people have
// submitted, with a dozen markings each.
const (
	reviewArticles = 10_000
	reviewMarks    = 12
)

// BenchmarkReview compares the submissions of three people on 10,000 articles,
// previews their merge, merges, merges once more, and undoes it all. One round
// is all of it, once.
func BenchmarkReview(b *testing.B) {
	p, err := Create(filepath.Join(b.TempDir(), "desk.bluepencil"), testCodebook(), Options{Program: "test", NoCopyOnOpen: true})
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	lead := buildReview(b, p)
	r, err := p.Reviewer()
	if err != nil {
		b.Fatal(err)
	}
	rule := review.Rule{Strategy: review.TakeMajority}
	for b.Loop() {
		units := 0
		step := func(name string, do func() error) {
			start := b.Elapsed()
			if err := do(); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric((b.Elapsed() - start).Seconds(), "s/"+name)
		}
		failed := func(id annotate.ID, err error) { b.Error(id, err) }
		step("compare", func() error {
			return r.Each(context.Background(), nil, failed, func(s *review.Sheet) error {
				units += len(s.Units)
				return nil
			})
		})
		merge := func() error {
			_, err := r.Merge(context.Background(), lead, rule, nil)
			return err
		}
		step("merge", merge)
		step("merge-again", merge)
		step("undo", func() error {
			_, err := p.Undo(lead)
			return err
		})
		b.ReportMetric(float64(units), "units")
	}
}

func buildReview(b *testing.B, p *Project) (lead annotate.ID) {
	b.Helper()
	keep := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	var people []annotate.ID
	for n := range 4 {
		person, err := p.AddPerson(annotate.Person{Name: fmt.Sprint("Person ", n)})
		keep(err)
		people = append(people, person.ID)
	}
	texts := make([]string, reviewArticles)
	ids := make([]annotate.ID, reviewArticles)
	into, err := p.StartImport(people[0], "import")
	keep(err)
	for n := range texts {
		texts[n] = fmt.Sprintf("Article %d. ", n) + strings.Repeat("“It is late,” said Ada Lund. ", 30)
		doc, err := source.FromText("article.txt", texts[n])
		keep(err)
		ids[n], _, err = into.Add(doc)
		keep(err)
	}
	_, err = into.Close("")
	keep(err)
	for _, person := range people[:3] {
		keep(submitAll(p, r, person, ids, texts))
	}
	return people[3]
}

// submitAll marks and submits all articles for a person.
func submitAll(p *Project, r *rand.Rand, person annotate.ID, ids []annotate.ID, texts []string) error {
	into, err := p.StartImport(person, "import")
	if err != nil {
		return err
	}
	d := annotate.Draft{Person: person, Action: "submit", Hidden: true}
	for n, id := range ids {
		var list []annotate.Annotation
		for k := range reviewMarks {
			start := 40 + 60*k
			end := start + 9 + r.IntN(10)/9
			span, err := annotate.SpanOf(texts[n], onRune(texts[n], start), onRune(texts[n], end))
			if err != nil {
				return err
			}
			if r.IntN(8) > 0 {
				list = append(list, annotate.Annotation{ID: annotate.NewID(), Article: id, Layer: person, Label: "person", Spans: []annotate.Span{span}})
			}
		}
		if err := into.AddAnnotations(id, list); err != nil {
			return err
		}
		s := annotate.Submit(annotate.Snapshot{Article: id, Person: person, At: 1, Annotations: list}, annotate.NewID())
		if d.Settings = append(d.Settings, s.Settings...); len(d.Settings) > 1000 || n == len(ids)-1 {
			if _, err := p.Commit(d); err != nil {
				return err
			}
			d.Settings = nil
		}
	}
	_, err = into.Close("")
	return err
}

// onRune is the beginning of the character that a byte lies in.
func onRune(text string, at int) int {
	for at > 0 && text[at]&0xC0 == 0x80 {
		at--
	}
	return at
}
