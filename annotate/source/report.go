package source

import (
	"fmt"
	"strings"
)

// Report counts what came of reading many files. It belongs to one goroutine.
type Report struct {
	Read       int   // files that became articles
	Duplicates int   // files whose text was known already; the caller counts them
	Bytes      int64 // of the files that were read
	Failures   []Failure
}

// Add counts a document that was read.
func (r *Report) Add(d Document) {
	r.Read++
	r.Bytes += d.SourceSize
}

// Fail notes a file that was not read.
func (r *Report) Fail(path string, err error) {
	r.Failures = append(r.Failures, Failure{path, err})
}

// Line is the report in one line.
func (r *Report) Line() string {
	parts := []string{fmt.Sprintf("%s read (%s)", files(r.Read), size(r.Bytes))}
	if r.Duplicates > 0 {
		parts = append(parts, fmt.Sprintf("%d already there", r.Duplicates))
	}
	if n := len(r.Failures); n > 0 {
		parts = append(parts, fmt.Sprintf("%s not read", files(n)))
	}
	return strings.Join(parts, ", ")
}

// Lines has one line for each file that was not read.
func (r *Report) Lines() []string {
	lines := make([]string, len(r.Failures))
	for i, f := range r.Failures {
		lines[i] = f.Line()
	}
	return lines
}

func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

// size is a number of bytes as people say it.
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 1000*1000:
		return fmt.Sprintf("%.1f kB", float64(bytes)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}
