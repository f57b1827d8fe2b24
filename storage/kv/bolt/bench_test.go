package bolt_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
)

// BenchmarkUpdate measures one durable transaction of six small puts against
// two sequential writes of 4 KB to the same disk, each synced, in turns. bbolt
// syncs twice, so two such writes are what it cannot do without. The ratio of
// the medians is reported as x/2writes. It is the larger the faster the disk
// syncs, for a transaction writes a dozen pages before its first sync.
func BenchmarkUpdate(b *testing.B) {
	for name, puts := range map[string]func(n int) []string{
		// State, history and indexes, most of them in order of time.
		"an action": func(n int) []string {
			at := fmt.Sprintf("%09d", n)
			return []string{"history/" + at, "lanes/" + at, "state/" + scattered(n+20_000), "index/" + scattered(n+20_000), "meta/clock", "meta/top"}
		},
		"all over one bucket": func(n int) []string {
			var keys []string
			for i := range 6 {
				keys = append(keys, "state/"+scattered(6*n+i+20_000))
			}
			return keys
		},
	} {
		b.Run(name, func(b *testing.B) {
			s, path := create(b)
			defer s.Close()
			prefill(b, s)
			yardstick := newYardstick(b, filepath.Dir(path))
			var updates, writes []time.Duration
			for n := 0; b.Loop(); n++ {
				keys := puts(n)
				start := time.Now()
				if err := putAll(s, keys); err != nil {
					b.Fatal(err)
				}
				middle := time.Now()
				yardstick()
				updates, writes = append(updates, middle.Sub(start)), append(writes, time.Since(middle))
			}
			update, write := median(updates), median(writes)
			b.ReportMetric(update, "ns/update")
			b.ReportMetric(write, "ns/2writes")
			b.ReportMetric(update/write, "x/2writes")
			b.ReportMetric(0, "ns/op") // it would be of both
		})
	}
}

func median(d []time.Duration) float64 {
	slices.Sort(d)
	return float64(d[len(d)/2].Nanoseconds())
}

// scattered is a key somewhere among those of prefill.
func scattered(n int) string { return fmt.Sprintf("%09d", n*61_803_399%100_000_000) }

func putAll(s *bolt.Store, keys []string) error {
	return s.Update(func(w kv.Writer) error {
		for _, key := range keys {
			bucket, key, _ := strings.Cut(key, "/")
			if err := w.Put([]byte(bucket), []byte(key), make([]byte, 120)); err != nil {
				return err
			}
		}
		return nil
	})
}

// prefill makes the trees as deep as those of a project in use.
func prefill(b *testing.B, s *bolt.Store) {
	b.Helper()
	err := s.Update(func(w kv.Writer) error {
		for i := range 20_000 {
			for _, bucket := range []string{"state", "index"} {
				if err := w.Put([]byte(bucket), []byte(scattered(i)), make([]byte, 120)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func newYardstick(b *testing.B, dir string) func() {
	b.Helper()
	file, err := os.Create(filepath.Join(dir, "yardstick"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { file.Close() })
	page, at := make([]byte, 4096), int64(0)
	if _, err := file.Write(make([]byte, 4<<20)); err != nil {
		b.Fatal(err)
	}
	if err := file.Sync(); err != nil {
		b.Fatal(err)
	}
	return func() {
		for range 2 {
			page[0]++
			if _, err := file.WriteAt(page, at); err != nil {
				b.Fatal(err)
			}
			if err := syncData(file); err != nil {
				b.Fatal(err)
			}
			at = (at + 4096) % (4 << 20)
		}
	}
}

// BenchmarkOpen opens a project of 20,000 entries and closes it.
func BenchmarkOpen(b *testing.B) {
	s, path := create(b)
	prefill(b, s)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := bolt.Open(path, bolt.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
