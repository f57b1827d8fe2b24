// Package intake takes files and folders into a project: the one way in that
// the window and bp share. It reads, adds, reports, and never stops at a file
// that cannot be read.
package intake

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/source"
	"bluepencil/storage"
)

// Options say how files are taken in.
type Options struct {
	Encoding string                // of all files; empty means to find it out
	Format   string                // "text" or "bluepencil"; empty means to find it out
	Progress func(done, total int) // may be nil; called on the importing goroutine
}

// Duplicate is a file whose text the project has already.
type Duplicate struct {
	Path    string
	Article annotate.ID
	Title   string
}

// Report is what came of an intake.
type Report struct {
	Added       []annotate.ID // new articles, in order
	Duplicates  []Duplicate
	Failures    []source.Failure
	Annotations int
	Bytes       int64
	Cancelled   bool
}

// Lines is the report's detail, one line a file that was not added.
func (r *Report) Lines() []string {
	var lines []string
	for _, d := range r.Duplicates {
		lines = append(lines, fmt.Sprintf("%s: already in the project as “%s”", d.Path, d.Title))
	}
	for _, f := range r.Failures {
		lines = append(lines, f.Line())
	}
	return lines
}

// Summary is the report in one sentence.
func (r *Report) Summary() string {
	parts := []string{count(len(r.Added), "article") + " added"}
	if r.Annotations > 0 {
		parts = append(parts, count(r.Annotations, "annotation")+" added")
	}
	if n := len(r.Duplicates); n > 0 {
		parts = append(parts, fmt.Sprintf("%d already there", n))
	}
	if n := len(r.Failures); n > 0 {
		parts = append(parts, count(n, "file")+" not read")
	}
	if r.Cancelled {
		parts = append(parts, "cancelled")
	}
	return strings.Join(parts, ", ")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// PublicReport is the report for machines.
type PublicReport struct {
	Added       []annotate.ID     `json:"added"`
	Annotations int               `json:"annotations"`
	Duplicates  map[string]string `json:"duplicates"` // path -> article
	Failures    map[string]string `json:"failures"`   // path -> reason
	Cancelled   bool              `json:"cancelled"`
}

// Public gives the report for machines.
func (r *Report) Public() PublicReport {
	out := PublicReport{Added: append([]annotate.ID{}, r.Added...), Annotations: r.Annotations,
		Duplicates: map[string]string{}, Failures: map[string]string{}, Cancelled: r.Cancelled}
	for _, d := range r.Duplicates {
		out.Duplicates[d.Path] = d.Article.String()
	}
	for _, f := range r.Failures {
		out.Failures[f.Path] = f.Err.Error()
	}
	return out
}

// Files takes in files and folders as one step that can be undone. Cancelling
// the context ends it early: what was read so far is kept, and the report
// says so. The error is one of the project, never of a file.
func Files(ctx context.Context, p *storage.Project, person annotate.ID, paths []string, o Options) (Report, error) {
	t := &taking{ctx: ctx, p: p, o: o}
	files, failures, err := source.Files(ctx, paths)
	t.report.Failures = failures
	if err != nil && !errors.Is(err, context.Canceled) {
		return t.report, err
	}
	return t.all(person, len(files), func(n int) (string, error) {
		return files[n], t.file(files[n])
	})
}

// Document takes in one document, such as a pasted text.
func Document(p *storage.Project, person annotate.ID, doc source.Document) (Report, error) {
	t := &taking{ctx: context.Background(), p: p}
	return t.all(person, 1, func(int) (string, error) { return doc.Name, t.add(doc.Name, doc) })
}

type taking struct {
	ctx    context.Context
	p      *storage.Project
	o      Options
	into   *storage.Import
	report Report
}

// errProject marks errors that end the whole intake.
type errProject struct{ error }

func (t *taking) all(person annotate.ID, total int, take func(n int) (string, error)) (report Report, err error) {
	if total == 0 {
		return t.report, nil
	}
	if t.into, err = t.p.StartImport(person, "import"); err != nil {
		return t.report, err
	}
	for n := range total {
		if t.ctx.Err() != nil {
			t.report.Cancelled = true
			break
		}
		path, err := take(n)
		var broken errProject
		if errors.As(err, &broken) {
			t.into.Abandon()
			return t.report, broken.error
		}
		if err != nil {
			t.report.Failures = append(t.report.Failures, source.Failure{Path: path, Err: err})
		}
		if t.o.Progress != nil {
			t.o.Progress(n+1, total)
		}
	}
	_, err = t.into.Close("import " + count(len(t.report.Added), "article"))
	return t.report, err
}

func (t *taking) file(path string) error {
	if t.o.Format == "bluepencil" || t.o.Format == "" && strings.EqualFold(filepath.Ext(path), ".jsonl") {
		return t.lines(path)
	}
	doc, err := source.ReadFile(path, source.Options{Encoding: t.o.Encoding})
	if err != nil {
		return err
	}
	return t.add(path, doc)
}

func (t *taking) add(path string, doc source.Document) error {
	_, err := t.article(path, doc)
	return err
}

func (t *taking) article(path string, doc source.Document) (annotate.ID, error) {
	id, duplicate, err := t.into.Add(doc)
	if err != nil {
		return id, errProject{err}
	}
	t.report.Bytes += doc.SourceSize
	if !duplicate {
		t.report.Added = append(t.report.Added, id)
		return id, nil
	}
	title := doc.Title
	if a, err := t.p.Article(id); err == nil { // not where it came with this very import
		title = a.Title()
	}
	t.report.Duplicates = append(t.report.Duplicates, Duplicate{path, id, title})
	return id, nil
}

// longestLine bounds a line of an export: an article of 16 MB, escaped, with
// its annotations.
const longestLine = 256 << 20

// lines reads an export of Bluepencil: articles, and their annotations into
// the importing person's layer.
func (t *taking) lines(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	in := bufio.NewScanner(file)
	in.Buffer(make([]byte, 1<<16), longestLine)
	for n := 1; in.Scan(); n++ {
		if t.ctx.Err() != nil {
			return nil
		}
		if len(in.Bytes()) == 0 {
			continue
		}
		if err := t.line(path, in.Bytes()); err != nil {
			var broken errProject
			if errors.As(err, &broken) {
				return err
			}
			t.report.Failures = append(t.report.Failures, source.Failure{Path: fmt.Sprintf("%s:%d", path, n), Err: err})
		}
	}
	if err := in.Err(); err != nil && err != io.EOF {
		return fmt.Errorf("a line is longer than %d MB or cannot be read: %w", longestLine>>20, err)
	}
	return nil
}

func (t *taking) line(path string, raw []byte) error {
	line, err := bluepencil.Parse(raw)
	if err != nil {
		return err
	}
	byLayer, bad, err := line.Read()
	if err != nil {
		return err
	}
	doc, err := line.Document()
	if err != nil {
		return err
	}
	id, err := t.article(path, doc)
	if err != nil {
		return err
	}
	for _, layer := range line.Layers {
		if err := t.annotations(id, byLayer[layer.Person]); err != nil {
			return err
		}
	}
	if len(bad) > 0 {
		return fmt.Errorf("%w: %d spans do not match their words and were left out with their annotations, the first is %q", annotate.ErrSpan, len(bad), bad[0].Span.Text)
	}
	return nil
}

func (t *taking) annotations(article annotate.ID, list []annotate.Annotation) error {
	fresh := map[annotate.ID]annotate.ID{}
	for i := range list {
		fresh[list[i].ID] = annotate.NewID()
	}
	for i := range list {
		a := &list[i]
		a.Origin = annotate.Origin{By: annotate.ByImport, Source: "bluepencil", From: []annotate.ID{a.ID}}
		a.ID, a.Entity = fresh[a.ID], annotate.ID{}
		links := a.Links[:0]
		for _, l := range a.Links {
			if to, ok := fresh[l.To]; ok && !l.ToEntity {
				l.ID, l.To = annotate.NewID(), to
				links = append(links, l)
			}
		}
		a.Links = links
	}
	t.report.Annotations += len(list)
	if err := t.into.AddAnnotations(article, list); err != nil {
		return errProject{err}
	}
	return nil
}
