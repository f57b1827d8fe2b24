package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
)

// Duplicate is a file whose text the project has already.
type Duplicate struct {
	Path    string // with the line, where it is one of many in a file
	Article annotate.ID
	Title   string
}

// Update is an article that was added as a new version of another.
type Update struct {
	Article  annotate.ID `json:"article"`
	Replaces annotate.ID `json:"replaces"`
}

// Report is what came of an intake.
type Report struct {
	Added       []annotate.ID // new articles, in order
	Updated     []Update      // those of Added that are new versions
	Duplicates  []Duplicate
	Recognised  int // articles of exports that the project has already
	Failures    []source.Failure
	Annotations int
	Known       int // annotations that were there already
	Bytes       int64
	Cancelled   bool
	Notes       []string // what was found out or added on the way, in words
}

// mostListed is how many failures of one file are listed one by one. A table
// of a few megabytes can have millions of broken rows.
const mostListed = 1000

// unlistedError stands for the further failures of a file.
type unlistedError struct{ n int }

func (e *unlistedError) Error() string {
	return fmt.Sprintf("%d more of what is in it could not be read; only the first %d are listed", e.n, mostListed)
}

// NotRead is how many files and articles the failures are.
func NotRead(failures []source.Failure) int {
	n := len(failures)
	for _, f := range failures {
		var more *unlistedError
		if errors.As(f.Err, &more) {
			n += more.n - 1
		}
	}
	return n
}

// Lines is the report's detail, one line a file that was not added.
func (r *Report) Lines() []string {
	lines := slices.Clone(r.Notes)
	for _, d := range r.Duplicates {
		lines = append(lines, source.Failure{Path: d.Path, Err: fmt.Errorf("already in the project as “%s”", d.Title)}.Line())
	}
	for _, f := range r.Failures {
		lines = append(lines, f.Line())
	}
	return lines
}

// Summary is the report in one sentence.
func (r *Report) Summary() string {
	parts := []string{text.Count(len(r.Added), "article") + " added"}
	if n := len(r.Updated); n > 0 {
		parts[0] += fmt.Sprintf(" (%d of them new versions)", n)
	}
	if r.Annotations > 0 {
		parts = append(parts, text.Count(r.Annotations, "annotation")+" added")
	}
	if r.Recognised > 0 {
		parts = append(parts, text.Count(r.Recognised, "article")+" recognised")
	}
	if n := len(r.Duplicates); n > 0 {
		parts = append(parts, fmt.Sprintf("%d already there", n))
	}
	if r.Known > 0 {
		parts = append(parts, text.Count(r.Known, "annotation")+" already there")
	}
	if n := NotRead(r.Failures); n > 0 {
		parts = append(parts, fmt.Sprintf("%d not read", n))
	}
	if r.Cancelled {
		parts = append(parts, "cancelled")
	}
	return strings.Join(parts, ", ")
}

// PublicReport is the report for machines.
type PublicReport struct {
	Added       []annotate.ID     `json:"added"`
	Updated     []Update          `json:"updated,omitempty"`
	Annotations int               `json:"annotations"`
	Recognised  int               `json:"recognised"`
	Known       int               `json:"annotations_known"`
	Duplicates  map[string]string `json:"duplicates"` // path -> article
	Failures    map[string]string `json:"failures"`   // path -> reasons
	Cancelled   bool              `json:"cancelled"`
	Notes       []string          `json:"notes,omitempty"`
}

// Public gives the report for machines.
func (r *Report) Public() PublicReport {
	out := PublicReport{Added: append([]annotate.ID{}, r.Added...), Updated: r.Updated, Annotations: r.Annotations, Recognised: r.Recognised, Known: r.Known,
		Duplicates: map[string]string{}, Failures: map[string]string{}, Cancelled: r.Cancelled, Notes: r.Notes}
	for _, d := range r.Duplicates {
		out.Duplicates[d.Path] = d.Article.String()
	}
	for _, f := range r.Failures {
		reason := f.Err.Error()
		if earlier := out.Failures[f.Path]; earlier != "" {
			reason = earlier + "; " + reason
		}
		out.Failures[f.Path] = reason
	}
	return out
}
