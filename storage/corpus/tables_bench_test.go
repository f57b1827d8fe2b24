package corpus

import (
	"context"
	"runtime"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
	"bluepencil/storage"
)

// BenchmarkTables reads the whole project into tables and tells what they keep.
func BenchmarkTables(b *testing.B) {
	path, err := Kept(context.Background(), b.TempDir(), Newsroom(Asked()))
	if err != nil {
		b.Fatal(err)
	}
	p, err := storage.Open(path, storage.Options{Program: "bench", NoCopyOnOpen: true})
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	var c *tables.Collector
	before := int64(heap())
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if c, err = p.Tables(context.Background(), annotate.ID{}, nil); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(int64(heap())-before)/(1<<20), "MB-kept")
		b.ReportMetric(float64(c.Articles()), "articles")
	})
	for _, k := range tables.Kinds() {
		b.Run(string(k), func(b *testing.B) {
			rows := 0
			for b.Loop() {
				t := c.Table(k, tables.Filter{Text: "e"})
				t.Sort(t.Columns[len(t.Columns)/2].ID, true)
				rows = len(t.Rows)
			}
			b.ReportMetric(float64(rows), "rows")
		})
	}
	runtime.KeepAlive(c)
}

// heap is how many bytes are in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
