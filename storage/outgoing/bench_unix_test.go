//go:build unix

package outgoing_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"syscall"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/formats"
	"bluepencil/assets"
	"bluepencil/storage"
	"bluepencil/storage/corpus"
	"bluepencil/storage/intake"
	"bluepencil/storage/outgoing"
)

// BenchmarkFormats writes a project in every format and reads it again: megabytes
// of what is written in a second of processor time, and how much the heap grew at
// the most, which must not depend on the number of articles.
func BenchmarkFormats(b *testing.B) {
	articles := corpus.AskedOr(200)
	dir := os.Getenv("BLUEPENCIL_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	path, err := corpus.Kept(context.Background(), dir, corpus.Newsroom(articles))
	if err != nil {
		b.Fatal(err)
	}
	p, err := storage.Open(path, storage.Options{Program: "bench", NoCopyOnOpen: true})
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	for _, f := range outgoing.Formats() {
		folder := b.TempDir()
		out := filepath.Join(folder, "out")
		if !f.Folder {
			out += f.Extension
		}
		b.Run("export/"+f.Name, func(b *testing.B) {
			measure(b, func() int64 {
				report, err := outgoing.Write(context.Background(), p, out, outgoing.Options{Format: f.Name, All: true})
				if err != nil || len(report.Problems) > 0 || report.Articles == 0 {
					b.Fatalf("%v, %v", err, report.Problems)
				}
				return report.Bytes
			})
		})
		if codec, ok := formats.ByName(f.Name); f.Name != bluepencil.Name && (!ok || codec.Open == nil) {
			continue
		}
		b.Run("import/"+f.Name, func(b *testing.B) {
			size := sizeOf(b, folder, f.Extension)
			if size == 0 {
				b.Skip("the corpus has nothing that this format writes")
			}
			measure(b, func() int64 { importInto(b, f.Name, folder); return size })
		})
	}
}

// importInto makes a project of what was written: of everybody's files.
func importInto(b *testing.B, format, folder string) {
	b.Helper()
	book, err := assets.Codebook("news")
	if err != nil {
		b.Fatal(err)
	}
	p, err := storage.Create(filepath.Join(b.TempDir(), "in.bluepencil"), book, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	me, err := p.AddPerson(annotate.Person{Name: "Importer"})
	if err != nil {
		b.Fatal(err)
	}
	report, err := intake.Files(context.Background(), p, me.ID, []string{folder}, intake.Options{Format: format, ByHandle: true})
	if err != nil || len(report.Added) == 0 || report.Annotations == 0 {
		b.Fatalf("%v, %s", err, report.Summary())
	}
}

// sizeOf is how many bytes the files with an ending have.
func sizeOf(b *testing.B, folder, ending string) (size int64) {
	b.Helper()
	err := filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil && (filepath.Ext(name) == ending || filepath.Ext(name) == ".txt") {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return size
}

// measure runs work, which tells how many bytes it was about.
func measure(b *testing.B, work func() int64) {
	b.Helper()
	runtime.GC()
	before := heapNow()
	done, peak := make(chan struct{}), make(chan uint64)
	go func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		most := before
		for {
			most = max(most, heapNow())
			select {
			case <-done:
				peak <- most
				return
			case <-tick.C:
			}
		}
	}()
	bytes, start := int64(0), processor(b)
	for b.Loop() {
		bytes += work()
	}
	seconds := (processor(b) - start).Seconds()
	close(done)
	b.ReportMetric(float64(bytes)/(1<<20)/seconds, "MB/cpu-s")
	b.ReportMetric(float64(<-peak-before)/(1<<20), "MB-heap")
}

// heapNow is how many bytes objects take up, with those that are garbage.
func heapNow() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// processor is the time this process has had.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
