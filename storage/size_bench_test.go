package storage_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage"
	"bluepencil/storage/corpus"
	"bluepencil/storage/listing"
)

// bigProject is the path of that project, made where it is not there yet:
// in BLUEPENCIL_BENCH_DIR, which keeps it.
func bigProject(b *testing.B) string {
	b.Helper()
	dir := os.Getenv("BLUEPENCIL_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	path, err := corpus.Kept(b.Context(), dir, corpus.Newsroom(corpus.Asked()))
	if err != nil {
		b.Fatal(err)
	}
	return path
}

func openBig(b *testing.B, path string) *storage.Project {
	b.Helper()
	p, err := storage.Open(path, storage.Options{NoCopyOnOpen: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { p.Close() })
	return p
}

// times are how long one thing took, again and again: on the clock, and of
// the processor, which other programs on the machine do not count in.
type times struct{ clock, processor []time.Duration }

func (t *times) take(b *testing.B, do func() error) {
	b.Helper()
	start, spent := time.Now(), processorTime()
	if err := do(); err != nil {
		b.Fatal(err)
	}
	t.clock = append(t.clock, time.Since(start))
	t.processor = append(t.processor, processorTime()-spent)
}

// report gives the least and the median in milliseconds.
func (t *times) report(b *testing.B, what string) {
	b.ReportMetric(median(t.clock).Seconds()*1000, "ms-median/"+what)
	b.ReportMetric(median(t.processor).Seconds()*1000, "processor-ms-median/"+what)
	b.ReportMetric(t.clock[0].Seconds()*1000, "ms-min/"+what)
	b.ReportMetric(0, "ns/op")
}

// median sorts the list.
func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

// BenchmarkBigOpen opens the project and closes it.
func BenchmarkBigOpen(b *testing.B) {
	path := bigProject(b)
	var opening times
	before, most := heap(), int64(0)
	for b.Loop() {
		var p *storage.Project
		opening.take(b, func() (err error) {
			p, err = storage.Open(path, storage.Options{NoCopyOnOpen: true})
			return err
		})
		b.StopTimer()
		most = max(most, heap()-before)
		b.StartTimer()
		if err := p.Close(); err != nil {
			b.Fatal(err)
		}
	}
	opening.report(b, "open")
	b.ReportMetric(float64(most)/1e3, "KB-heap")
}

// heap is how many bytes are in use.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// someone is a member of the team who has annotated.
func someone(b *testing.B, p *storage.Project) annotate.ID {
	b.Helper()
	people, err := p.People()
	if err != nil || len(people) == 0 {
		b.Fatal(people, err)
	}
	return people[0].ID
}

// BenchmarkBigScan lists all articles one after the other, as bp does.
func BenchmarkBigScan(b *testing.B) {
	p := openBig(b, bigProject(b))
	filter := storage.ArticleFilter{Person: someone(b, p)}
	var scan times
	for b.Loop() {
		n := 0
		scan.take(b, func() error {
			return p.Articles(filter, func(storage.ArticleRow) bool { n++; return true })
		})
		if n != corpus.Asked() {
			b.Fatal(n)
		}
	}
	scan.report(b, "scan")
}

// BenchmarkBigList lists, counts, filters and turns pages by the index beside
// the project.
func BenchmarkBigList(b *testing.B) {
	p := openBig(b, bigProject(b))
	person := someone(b, p)
	find := func(f storage.ArticleFilter) *storage.List {
		f.Person = person
		list, err := p.List(b.Context(), f)
		if err != nil {
			b.Fatal(err)
		}
		return list
	}
	before := heap()
	all := find(storage.ArticleFilter{}) // the first time makes the index
	b.Run("memory", func(b *testing.B) {
		for b.Loop() {
			b.ReportMetric(float64(heap()-before)/1e3, "KB-heap")
		}
		b.ReportMetric(0, "ns/op")
	})
	for name, filter := range map[string]storage.ArticleFilter{
		"all": {}, "status": {Statuses: []annotate.Status{annotate.StatusSubmitted}}, "text": {Query: "sta"}, "rare-text": {Query: "no such words"},
		"by-title": {Order: listing.ByTitle}, "by-published": {Order: listing.ByPublished, Descending: true},
	} {
		b.Run(name, func(b *testing.B) {
			var finding times
			for b.Loop() {
				finding.take(b, func() error { find(filter); return nil })
			}
			finding.report(b, name)
		})
	}
	b.Run("page", func(b *testing.B) {
		list := find(storage.ArticleFilter{Statuses: []annotate.Status{annotate.StatusSubmitted}})
		var pages times
		for n := 0; b.Loop(); n++ {
			pages.take(b, func() error {
				_, err := all.Rows(n*997%all.Len(), 64)
				return err
			})
			pages.take(b, func() error {
				_, err := list.Rows(n*997%list.Len(), 64)
				return err
			})
		}
		pages.report(b, "page-of-64")
	})
}

// BenchmarkBigListAnew makes the index: the first list of a project that has
// none.
func BenchmarkBigListAnew(b *testing.B) {
	path := bigProject(b)
	var first times
	for b.Loop() {
		if err := os.RemoveAll(storage.CacheDir(path)); err != nil {
			b.Fatal(err)
		}
		p := openBig(b, path)
		first.take(b, func() error {
			_, err := p.List(b.Context(), storage.ArticleFilter{})
			return err
		})
		if err := p.Close(); err != nil {
			b.Fatal(err)
		}
	}
	first.report(b, "first-list")
}

// submitted lists the articles that somebody has submitted.
func submitted(b *testing.B, p *storage.Project, most int) []annotate.ID {
	b.Helper()
	var ids []annotate.ID
	filter := storage.ArticleFilter{Person: someone(b, p), Statuses: []annotate.Status{annotate.StatusSubmitted}}
	if err := p.Articles(filter, func(r storage.ArticleRow) bool {
		ids = append(ids, r.ID)
		return len(ids) < most
	}); err != nil {
		b.Fatal(err)
	}
	return ids
}

// BenchmarkBigArticle opens articles with their annotations, each another
// one, and asks for the names of undo and redo and for the latest changes.
func BenchmarkBigArticle(b *testing.B) {
	p := openBig(b, bigProject(b))
	person, ids := someone(b, p), submitted(b, p, 500)
	var open, names, history times
	for n := 0; b.Loop(); n++ {
		id := ids[n%len(ids)]
		open.take(b, func() error {
			if _, err := p.Text(id); err != nil {
				return err
			}
			if _, err := p.Layer(id, person); err != nil {
				return err
			}
			_, err := p.Annotations(id, person)
			return err
		})
		names.take(b, func() error { p.UndoName(person); p.RedoName(person); return nil })
		history.take(b, func() error {
			return p.History(storage.HistoryFilter{Newest: true, Brief: true, Limit: 100}, func(annotate.Change) bool { return true })
		})
	}
	open.report(b, "article")
	names.report(b, "undo-name")
	history.report(b, "history")
}

// BenchmarkBigHistoryOfArticle reads the changes of one article.
func BenchmarkBigHistoryOfArticle(b *testing.B) {
	p := openBig(b, bigProject(b))
	ids := submitted(b, p, 50)
	var history times
	for n := 0; b.Loop(); n++ {
		history.take(b, func() error {
			return p.History(storage.HistoryFilter{Newest: true, Brief: true, Limit: 100, Article: ids[n%len(ids)]}, func(annotate.Change) bool { return true })
		})
	}
	history.report(b, "history-of-article")
}

// BenchmarkBigCommit makes one marking in a copy of the project, durable when
// it returns, in turns with two synced writes of 4 KB on the same disk.
func BenchmarkBigCommit(b *testing.B) {
	path := filepath.Join(b.TempDir(), "copy.bluepencil")
	big := openBig(b, bigProject(b))
	if err := big.Backup(path); err != nil {
		b.Fatal(err)
	}
	p := openBig(b, path)
	person, id := someone(b, p), submitted(b, p, 1)[0]
	there, err := p.Annotations(id, person)
	if err != nil {
		b.Fatal(err)
	}
	file, err := os.Create(filepath.Join(filepath.Dir(path), "synced"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	page := make([]byte, 4096)
	if _, err := file.Write(make([]byte, 64*len(page))); err != nil {
		b.Fatal(err)
	}
	var commits, writes times
	for n := 0; b.Loop(); n++ {
		writes.take(b, func() error {
			for k := range 2 {
				if _, err := file.WriteAt(page, int64((2*n+k)%64*len(page))); err != nil {
					return err
				}
				if err := file.Sync(); err != nil {
					return err
				}
			}
			return nil
		})
		commits.take(b, func() error {
			_, err := p.Commit(annotate.Mark(person, id, annotate.NewID(), "cue", there[n%len(there)].Spans, annotate.Origin{By: annotate.ByHand}))
			return err
		})
	}
	commits.report(b, "commit")
	writes.report(b, "two-synced-writes")
	b.ReportMetric(float64(median(commits.clock))/float64(median(writes.clock)), "x-two-synced-writes")
}
