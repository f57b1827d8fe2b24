package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"bluepencil/storage/corpus"
)

// bigArticles is how many articles the project of the size benchmarks has:
// BLUEPENCIL_BENCH_ARTICLES, or few enough to be made in a moment.
func bigArticles() int {
	if n, err := strconv.Atoi(os.Getenv("BLUEPENCIL_BENCH_ARTICLES")); err == nil && n > 0 {
		return n
	}
	return 2000
}

// benchDir keeps what takes long to make, where BLUEPENCIL_BENCH_DIR is set.
func benchDir(b *testing.B) string {
	if dir := os.Getenv("BLUEPENCIL_BENCH_DIR"); dir != "" {
		return dir
	}
	return b.TempDir()
}

// measured runs the built program to its end: how long it took, and the most
// memory it had in bytes, pages of the mapped project file among them.
func measured(b *testing.B, args ...string) (time.Duration, int64) {
	b.Helper()
	cmd, _, report := program(b, args...)
	start := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatalf("bp %v: %v\n%s", args, err, report)
	}
	return time.Since(start), peakMemory(cmd.ProcessState)
}

// perSecond is megabytes in a second.
func perSecond(bytes int64, took time.Duration) float64 { return float64(bytes) / 1e6 / took.Seconds() }

// BenchmarkBigImport is bp import of a folder of plain text files into a new
// project, beside a bare read of the same files.
func BenchmarkBigImport(b *testing.B) {
	dir, size, err := corpus.Files(b.Context(), benchDir(b), corpus.Newsroom(bigArticles()))
	if err != nil {
		b.Fatal(err)
	}
	best, bare, peak := time.Duration(1<<62), time.Duration(1<<62), int64(0)
	for b.Loop() {
		start := time.Now()
		if err := readAll(dir); err != nil {
			b.Fatal(err)
		}
		bare = min(bare, time.Since(start))
		path := filepath.Join(b.TempDir(), "p.bluepencil")
		measured(b, "init", path)
		took, memory := measured(b, "import", path, dir, "--as", "kim")
		best, peak = min(best, took), max(peak, memory)
	}
	b.ReportMetric(perSecond(size, best), "MB/s")
	b.ReportMetric(perSecond(size, bare), "MB/s-bare-read")
	b.ReportMetric(best.Seconds()/bare.Seconds(), "x-bare-read")
	b.ReportMetric(float64(peak)/1e6, "MB-peak")
	b.ReportMetric(0, "ns/op")
}

func readAll(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			_, err = os.ReadFile(path)
		}
		return err
	})
}

// BenchmarkBigExport is bp export of what is submitted, and of everything, to
// a file, verified, in bytes of output; beside it the same lines through
// encoding/json, decoded before and not verified, and a bare read of them.
func BenchmarkBigExport(b *testing.B) {
	path, err := corpus.Kept(b.Context(), benchDir(b), corpus.Newsroom(bigArticles()))
	if err != nil {
		b.Fatal(err)
	}
	for _, status := range []string{"submitted", "all"} {
		b.Run(status, func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "out.jsonl")
			best, plain, bare, peak, size := time.Duration(1<<62), time.Duration(1<<62), time.Duration(1<<62), int64(0), int64(0)
			for b.Loop() {
				took, memory := measured(b, "export", path, "--status", status, "--out", out)
				best, peak = min(best, took), max(peak, memory)
				size = sizeOf(b, out)
				encoded, read := encodeAgain(b, out)
				plain, bare = min(plain, encoded), min(bare, read)
			}
			b.ReportMetric(perSecond(size, best), "MB/s")
			b.ReportMetric(perSecond(size, plain), "MB/s-encoding/json")
			b.ReportMetric(perSecond(size, bare), "MB/s-bare-read")
			b.ReportMetric(best.Seconds()/plain.Seconds(), "x-encoding/json")
			b.ReportMetric(float64(peak)/1e6, "MB-peak")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func sizeOf(b *testing.B, path string) int64 {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

// encodeAgain says how long encoding/json takes for the lines of a file, on
// one goroutine and with nothing compared, and how long they take to read.
func encodeAgain(b *testing.B, path string) (encoding, reading time.Duration) {
	b.Helper()
	file, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	in, out := bufio.NewReaderSize(file, 1<<20), json.NewEncoder(io.Discard)
	for {
		start := time.Now()
		line, err := in.ReadBytes('\n')
		reading += time.Since(start)
		if len(bytes.TrimSpace(line)) > 0 {
			var v map[string]any
			if err := json.Unmarshal(line, &v); err != nil {
				b.Fatal(err)
			}
			start = time.Now()
			if err := out.Encode(v); err != nil {
				b.Fatal(err)
			}
			encoding += time.Since(start)
		}
		if err == io.EOF {
			return encoding, reading
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
