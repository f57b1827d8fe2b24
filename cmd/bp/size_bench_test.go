package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/storage/corpus"
)

// benchDir keeps what takes long to make, where BLUEPENCIL_BENCH_DIR is set.
func benchDir(b *testing.B) string {
	if dir := os.Getenv("BLUEPENCIL_BENCH_DIR"); dir != "" {
		return dir
	}
	return b.TempDir()
}

// cost is what a run of the built program took.
type cost struct {
	time      time.Duration
	processor time.Duration // of all cores together; other programs do not count
	memory    int64         // the most it had of its own, in bytes
}

// measured runs the built program to its end.
func measured(b *testing.B, args ...string) cost {
	b.Helper()
	cmd, _, report := program(b, args...)
	start := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	done, memory := make(chan struct{}), make(chan int64, 1)
	go func() { memory <- watchMemory(cmd.Process.Pid, done) }()
	err := cmd.Wait()
	took := time.Since(start)
	close(done)
	if err != nil && cmd.ProcessState.ExitCode() != exitUsage {
		b.Fatalf("bp %v: %v\n%s", args, err, report)
	}
	return cost{took, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), <-memory}
}

// better is the least time and the most memory of two runs.
func (c cost) better(other cost) cost {
	if c.time == 0 {
		return other
	}
	return cost{min(c.time, other.time), min(c.processor, other.processor), max(c.memory, other.memory)}
}

// report gives the best of the runs over so many bytes.
func (c cost) report(b *testing.B, size int64) {
	b.ReportMetric(perSecond(size, c.time), "MB/s")
	b.ReportMetric(perSecond(size, c.processor), "MB/processor-s")
	b.ReportMetric(float64(c.memory)/1e6, "MB-memory")
	b.ReportMetric(0, "ns/op")
}

// perSecond is megabytes in a second.
func perSecond(bytes int64, took time.Duration) float64 { return float64(bytes) / 1e6 / took.Seconds() }

// BenchmarkBigImport is bp import of a folder of plain text files into a new
// project, beside a bare read of the same files.
func BenchmarkBigImport(b *testing.B) {
	dir, size, err := corpus.Files(b.Context(), benchDir(b), corpus.Newsroom(corpus.Asked()))
	if err != nil {
		b.Fatal(err)
	}
	var best cost
	bare := time.Duration(1 << 62)
	for b.Loop() {
		start := time.Now()
		if err := readAll(dir); err != nil {
			b.Fatal(err)
		}
		bare = min(bare, time.Since(start))
		path := filepath.Join(b.TempDir(), "p.bluepencil")
		measured(b, "init", path)
		best = best.better(measured(b, "import", path, dir, "--as", "kim"))
	}
	best.report(b, size)
	b.ReportMetric(perSecond(size, bare), "MB/s-bare-read")
	b.ReportMetric(best.time.Seconds()/bare.Seconds(), "x-bare-read")
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
	path, err := corpus.Kept(b.Context(), benchDir(b), corpus.Newsroom(corpus.Asked()))
	if err != nil {
		b.Fatal(err)
	}
	for _, status := range []string{"submitted", "all"} {
		b.Run(status, func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "out.jsonl")
			var best cost
			plain, bare, size := time.Duration(1<<62), time.Duration(1<<62), int64(0)
			for b.Loop() {
				best = best.better(measured(b, "export", path, "--status", status, "--out", out))
				size = sizeOf(b, out)
				encoded, read := encodeAgain(b, out)
				plain, bare = min(plain, encoded), min(bare, read)
			}
			best.report(b, size)
			b.ReportMetric(perSecond(size, plain), "MB/s-encoding/json")
			b.ReportMetric(perSecond(size, bare), "MB/s-bare-read")
			b.ReportMetric(best.time.Seconds()/plain.Seconds(), "x-encoding/json")
		})
	}
}

// BenchmarkBigCommands are the commands that have to be there at once.
func BenchmarkBigCommands(b *testing.B) {
	path, err := corpus.Kept(b.Context(), benchDir(b), corpus.Newsroom(corpus.Asked()))
	if err != nil {
		b.Fatal(err)
	}
	id := strings.Fields(lines(b, path)[corpus.Asked()/2])[0]
	for name, args := range map[string][]string{
		"show-by-id": {"show", path, id[:22]}, "show-by-name": {"show", path, "no such article"}, "articles": {"articles", path},
	} {
		b.Run(name, func(b *testing.B) {
			var best cost
			for b.Loop() {
				best = best.better(measured(b, args...))
			}
			b.ReportMetric(best.time.Seconds()*1000, "ms")
			b.ReportMetric(best.processor.Seconds()*1000, "processor-ms")
			b.ReportMetric(float64(best.memory)/1e6, "MB-memory")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// lines are what bp articles writes.
func lines(b *testing.B, path string) []string {
	b.Helper()
	r := bp("articles", path)
	if r.code != exitDone {
		b.Fatal(r)
	}
	return strings.Split(r.out, "\n")
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
