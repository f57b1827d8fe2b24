package near_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text/shingle/wiretest"
	"bluepencil/storage/near"
)

// TestEvalNear measures, on a generated corpus, how many pairs of copies are
// in one family and how many pairs in families are copies, how long the index
// takes, and how much memory. BLUEPENCIL_EVAL_ARTICLES sets the size.
func TestEvalNear(t *testing.T) {
	if os.Getenv("BLUEPENCIL_EVAL") == "" {
		t.Skip("BLUEPENCIL_EVAL is not set")
	}
	size, err := strconv.Atoi(os.Getenv("BLUEPENCIL_EVAL_ARTICLES"))
	if err != nil {
		size = 2000
	}
	p := newFile(t)
	truth := corpus(t, wiretest.New(7), p, size)
	x := open(t, p)
	peak := peakMemory()
	began := time.Now()
	must(t, x.Update(context.Background(), nil))
	t.Logf("%d articles: %.1f s, at most %d MB of heap, %d families", size, time.Since(began).Seconds(), peak()>>20, len(x.Families()))
	found, right, all := countPairs(x.Families(), truth)
	precision, recall := float64(right)/float64(max(found, 1)), float64(right)/float64(max(all, 1))
	t.Logf("pairs of copies: precision %.4f, recall %.4f (%d found, %d wrong, %d there)", precision, recall, found, found-right, all)
	if precision < 0.99 || recall < 0.95 {
		t.Error("the families are not good enough")
	}
	add(t, p, story{wiretest.Whole(wiretest.New(8).Story(wiretest.New(8).Topic())), nil})
	began = time.Now()
	must(t, x.Update(context.Background(), nil))
	t.Logf("with one article more: %.2f s", time.Since(began).Seconds())
	var bytes int64
	files, err := os.ReadDir(near.Dir(p.Path()))
	must(t, err)
	for _, f := range files {
		info, err := os.Stat(filepath.Join(near.Dir(p.Path()), f.Name()))
		must(t, err)
		bytes += info.Size()
	}
	t.Logf("on the disk: %d bytes an article", bytes/int64(size))
}

func countPairs(families []near.Family, truth map[annotate.ID]int) (found, right, all int) {
	sizes := map[int]int{}
	for _, f := range truth {
		sizes[f]++
	}
	for _, n := range sizes {
		all += n * (n - 1) / 2
	}
	for _, f := range families {
		for i, a := range f.Members {
			for _, b := range f.Members[:i] {
				found++
				if truth[a.Article] == truth[b.Article] {
					right++
				}
			}
		}
	}
	return found, right, all
}

// peakMemory watches the heap until its result is called, which gives the most
// there was.
func peakMemory() (end func() uint64) {
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-tick.C:
			case <-stop:
				done <- most
				return
			}
		}
	}()
	return func() uint64 { close(stop); return <-done }
}
