package corpus

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/assets"
	"bluepencil/storage"
)

// BenchmarkAgreement measures a project in which three people have submitted
// every article: as many as BLUEPENCIL_BENCH_AGREEMENT says, or 200. The
// target is 5 s for 10,000.
func BenchmarkAgreement(b *testing.B) {
	articles := 200
	if n, err := strconv.Atoi(os.Getenv("BLUEPENCIL_BENCH_AGREEMENT")); err == nil && n > 0 {
		articles = n
	}
	p := submittedByThree(b, articles)
	b.ReportAllocs()
	for b.Loop() {
		r, err := p.Agreement(context.Background(), storage.AgreementFilter{Seed: 1}, nil)
		if err != nil {
			b.Fatal(err)
		}
		if r.Articles != articles || len(r.Failed) > 0 || len(r.Pairs) != 3 {
			b.Fatalf("%d of %d articles, %d pairs, failed: %v", r.Articles, articles, len(r.Pairs), r.Failed)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/float64(articles)*10_000, "s/10,000articles")
}

// submittedByThree makes the project, and keeps it where
// BLUEPENCIL_BENCH_DIR says.
func submittedByThree(b *testing.B, articles int) *storage.Project {
	b.Helper()
	dir := os.Getenv("BLUEPENCIL_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("agreement-%d%s", articles, storage.Extension))
	if _, err := os.Stat(path); err != nil {
		if err := buildSubmitted(path, articles); err != nil {
			b.Fatal(err)
		}
	}
	p, err := storage.Open(path, storage.Options{Program: "benchmark", NoCopyOnOpen: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = p.Close() })
	return p
}

func buildSubmitted(path string, articles int) error {
	codebook, err := assets.Codebook("news")
	if err != nil {
		return err
	}
	p, err := storage.Create(path, codebook, storage.Options{Program: "benchmark"})
	if err != nil {
		return err
	}
	defer func() { _ = p.Close() }()
	b := &build{ctx: context.Background(), p: p, maker: NewMaker(Plan{Seed: 1, Articles: articles, Annotated: articles}), plan: Plan{Seed: 1, Articles: articles, Annotated: articles}}
	for _, step := range []func() error{b.people, b.register, b.articles} {
		if err := step(); err != nil {
			return err
		}
	}
	for turn, person := range b.team {
		draft := annotate.Draft{Person: person, Action: "hand in", Hidden: true}
		for i, article := range b.marked {
			made, err := b.maker.Article(article.number)
			if err != nil {
				return err
			}
			list := differently(rand.New(rand.NewPCG(uint64(i), uint64(turn))), made)
			for k := range list {
				list[k].Article, list[k].Layer = article.id, person
			}
			one := annotate.Submit(annotate.Snapshot{Article: article.id, Person: person, Codebook: 1, At: time.Now().UnixMilli(), Annotations: list}, annotate.NewID())
			draft.Settings = append(draft.Settings, one.Settings...)
			if i%100 == 99 || i == len(b.marked)-1 {
				if _, err := p.Commit(draft); err != nil {
					return err
				}
				draft.Settings = nil
			}
		}
	}
	return nil
}

// differently is what somebody else makes of an article: a tenth is missed, a
// sixth has other borders, a few have another label.
func differently(r *rand.Rand, made Article) []annotate.Annotation {
	var list []annotate.Annotation
	for _, a := range made.Annotations {
		if r.IntN(10) == 0 {
			continue
		}
		if s := &a.Spans[0]; r.IntN(6) == 0 && s.End-s.Start > 12 {
			s.Start += 5
			for s.Start < s.End-1 && made.Document.Text[s.Start]&0xC0 == 0x80 {
				s.Start++
			}
			s.Text = made.Document.Text[s.Start:s.End]
		}
		if a.Label == "person" && r.IntN(12) == 0 {
			a.Label = "organisation"
		}
		a.Created, a.Modified = time.Now(), time.Now()
		list = append(list, a)
	}
	return list
}
