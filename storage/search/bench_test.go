package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/storage"
)

// language makes texts with the frequencies of a language: the nth word is
// about 1/n as common as the first.
type language struct {
	words []string
	zipf  *rand.Zipf
	rand  *rand.Rand
}

func newLanguage(seed uint64, words int) *language {
	r := rand.New(rand.NewPCG(seed, 1))
	l := &language{rand: r, zipf: rand.NewZipf(r, 1.3, 6, uint64(words-1))}
	known := map[string]bool{}
	for len(l.words) < words {
		word := l.invent(1 + min(4, len(l.words)/40))
		if !known[word] {
			known[word] = true
			l.words = append(l.words, word)
		}
	}
	return l
}

func (l *language) invent(syllables int) string {
	var word strings.Builder
	for range 1 + l.rand.IntN(syllables) {
		word.WriteByte("bdfghklmnprstvwz"[l.rand.IntN(16)])
		word.WriteByte("aeiou"[l.rand.IntN(5)])
		if l.rand.IntN(3) == 0 {
			word.WriteByte("lmnrst"[l.rand.IntN(6)])
		}
	}
	return word.String()
}

func (l *language) word() string { return l.words[l.zipf.Uint64()] }

// text has about so many words.
func (l *language) text(words int) string {
	var text strings.Builder
	for n := 0; n < words; n++ {
		word := l.word()
		if n%17 == 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		text.WriteString(word)
		switch {
		case n%119 == 118:
			text.WriteString(".\n\n")
		case n%17 == 16:
			text.WriteString(". ")
		default:
			text.WriteByte(' ')
		}
	}
	return text.String()
}

// benchArticles is how many articles the benchmarks have: the size is given
// by the environment, small by default.
func benchArticles(b *testing.B) int {
	n, err := strconv.Atoi(os.Getenv("BLUEPENCIL_BENCH_ARTICLES"))
	if err != nil {
		return 300
	}
	return n
}

const meanWords = 761

// newArchive makes a project of articles of the measured mean length; one in
// seven carries 71 annotations. With BLUEPENCIL_BENCH_PROJECT it is kept there
// and used again.
func newArchive(b *testing.B, articles int) (p *storage.Project, size int64) {
	b.Helper()
	path := os.Getenv("BLUEPENCIL_BENCH_PROJECT")
	if path == "" {
		path = filepath.Join(b.TempDir(), "archive.bluepencil")
	}
	_, err := os.Stat(path)
	if err == nil {
		p, err = storage.Open(path, storage.Options{NoCopyOnOpen: true})
	} else {
		p, err = storage.Create(path, testCodebook(), storage.Options{NoCopyOnOpen: true})
		must(b, err)
		fill(b, p, articles)
	}
	must(b, err)
	b.Cleanup(func() { must(b, p.Close()) })
	must(b, p.Articles(storage.ArticleFilter{}, func(r storage.ArticleRow) bool {
		size += int64(r.Bytes)
		return true
	}))
	return p, size
}

func fill(b *testing.B, p *storage.Project, articles int) {
	mina, err := p.AddPerson(annotate.Person{Name: "Mina"})
	must(b, err)
	l := newLanguage(7, 100_000)
	into, err := p.StartImport(mina.ID, "import")
	must(b, err)
	for n := range articles {
		doc, err := source.FromText(fmt.Sprintf("%06d.txt", n), l.text(meanWords/2+l.rand.IntN(meanWords)))
		must(b, err)
		doc.Meta = map[string]string{"outlet": []string{"Alder Courier", "Vik Times"}[n%2], "published": fmt.Sprintf("20%02d-%02d-%02d", n%20+6, n%12+1, n%28+1)}
		id, _, err := into.Add(doc)
		must(b, err)
		if n%7 == 0 {
			must(b, into.AddAnnotations(id, marksOf(l, doc.Text)))
		}
	}
	_, err = into.Close("")
	must(b, err)
}

// marksOf marks 71 stretches of some words.
func marksOf(l *language, text string) []annotate.Annotation {
	var list []annotate.Annotation
	for n := range 71 {
		start := n * len(text) / 72
		start += strings.IndexByte(text[start:], ' ') + 1
		end := min(start+10+l.rand.IntN(120), len(text))
		span, err := annotate.SpanOf(text, start, end)
		if err != nil {
			continue
		}
		a := annotate.Annotation{ID: annotate.NewID(), Label: []annotate.LabelID{"quote", "claim", "person"}[n%3], Spans: []annotate.Span{span}, Origin: annotate.Origin{By: annotate.ByHand}}
		if n%3 == 0 {
			a.Attributes = map[annotate.AttributeID]annotate.AttributeValue{"type": []string{"direct", "indirect"}[n%2]}
		}
		if n%20 == 0 {
			a.Note = l.text(8)
		}
		list = append(list, a)
	}
	return list
}

// resident is the memory of the process in MB: all of it, and what of it is
// no mapped file. It is known on Linux only.
func resident() (all, own float64) {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, 0
	}
	read := func(name string) float64 {
		_, rest, _ := strings.Cut(string(raw), name+":")
		n, _ := strconv.ParseFloat(strings.Fields(rest + " 0")[0], 64)
		return n / 1024
	}
	return read("VmRSS"), read("RssAnon")
}

func folderSize(b *testing.B, dir string) (size int64) {
	entries, err := os.ReadDir(dir)
	must(b, err)
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			size += info.Size()
		}
	}
	return size
}

// BenchmarkBuild is the making of an index, in bytes of text.
func BenchmarkBuild(b *testing.B) {
	p, size := newArchive(b, benchArticles(b))
	b.SetBytes(size)
	before := spent()
	var dir string
	for n := 0; b.Loop(); n++ {
		dir = filepath.Join(b.TempDir(), strconv.Itoa(n))
		x := Open(p, Options{Dir: dir})
		must(b, x.Wait(context.Background()))
		must(b, x.Close())
	}
	b.ReportMetric(float64(size)*float64(b.N)/1e6/max((spent()-before).Seconds(), 0.001), "MB/s-of-processor")
	all, own := resident()
	b.ReportMetric(float64(folderSize(b, dir))/float64(size), "x-text-on-disk")
	b.ReportMetric(all, "MB-resident")
	b.ReportMetric(own, "MB-resident-own")
}

// queries are of every kind, over common and rare words.
func queries(b *testing.B, p *storage.Project, n int) map[string][]string {
	l := newLanguage(7, 100_000)
	l.rand = rand.New(rand.NewPCG(99, 2))
	kinds := map[string][]string{}
	ids, err := p.ArticleIDs(annotate.ID{}, 100_000)
	must(b, err)
	for range n {
		text, err := p.Text(ids[l.rand.IntN(len(ids))])
		must(b, err)
		words := strings.Fields(text)
		at := l.rand.IntN(len(words) - 4)
		word := func(i int) string { return strings.Trim(words[at+i], ".") }
		kinds["phrase of 2"] = append(kinds["phrase of 2"], fmt.Sprintf(`"%s %s"`, word(0), word(1)))
		kinds["phrase of 3"] = append(kinds["phrase of 3"], fmt.Sprintf(`"%s %s %s"`, word(0), word(1), word(2)))
		kinds["words"] = append(kinds["words"], word(0)+" "+word(2))
		kinds["prefix"] = append(kinds["prefix"], word(0)+"*")
		kinds["label and word"] = append(kinds["label and word"], "label:quote "+word(1))
		kinds["label, attribute, phrase"] = append(kinds["label, attribute, phrase"], fmt.Sprintf(`label:quote type=direct "%s %s"`, word(1), word(2)))
	}
	return kinds
}

// BenchmarkSearch is one answer of at most 50 articles, the median and the
// 95th percentile over many queries, and the memory it leaves behind.
func BenchmarkSearch(b *testing.B) {
	p, _ := newArchive(b, benchArticles(b))
	x := Open(p, Options{})
	must(b, x.Wait(context.Background()))
	b.Cleanup(func() { must(b, x.Close()) })
	kinds := queries(b, p, 100)
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			before := spent()
			for n := 0; b.Loop(); n++ {
				start := time.Now()
				found := 0
				must(b, x.Search(context.Background(), Request{Query: kinds[name][n%len(kinds[name])]}, func(Match) bool {
					found++
					return found < 50
				}))
				took = append(took, time.Since(start))
			}
			b.ReportMetric((spent()-before).Seconds()*1000/float64(len(took)), "ms-of-processor")
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
			var memory runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&memory)
			all, own := resident()
			b.ReportMetric(float64(memory.HeapAlloc)/(1<<20), "MB-heap")
			b.ReportMetric(all, "MB-resident")
			b.ReportMetric(own, "MB-resident-own")
		})
	}
}
