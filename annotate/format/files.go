package format

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"bluepencil/annotate"
)

// Part is what one file holds of an article.
type Part struct {
	// File names the file among those of the export: with slashes for folders,
	// without an extension where Target adds one; empty is the file that is named.
	File        string
	Whole       bool // the file holds nothing else
	Data        []byte
	Annotations int
}

// Filer writes articles to any number of files. Parts may be called from
// several goroutines at once.
type Filer interface {
	// Parts gives the article's parts, each read back and compared already, and
	// what of it could not be carried. An article it fails for is left out.
	Parts(b *Bundle) ([]Part, []Loss, error)
	// Frame is what stands before, between and after the records of a file.
	Frame() (begin, between, end string)
	// Finish gives the files that go beside the data, once all of it is written.
	Finish(r *Report) ([]Companion, error)
}

// Target is where an export goes: a file, with others beside it whose names
// begin as its own, or a folder that holds all of them.
type Target struct {
	Path      string
	Folder    bool
	Extension string // of the data files in a folder
}

// ExportFiles writes the articles to the target as [Export] does: everything
// goes to temporary files, is read back and compared, and appears at once. A
// folder is replaced only where it is empty or an earlier export.
func ExportFiles(ctx context.Context, to Target, articles Articles, f Filer) (Report, error) {
	report, err := exportTo(ctx, to, articles, f)
	if err != nil {
		return report, fmt.Errorf("export to %s: %w", to.Path, err)
	}
	return report, nil
}

func exportTo(ctx context.Context, to Target, articles Articles, f Filer) (report Report, err error) {
	place, err := newPlace(to)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, place.discard()) }()
	e := &filesExport{to: to, place: place, report: &report, open: map[string]*output{}}
	e.begin, e.between, e.end = f.Frame()
	parts := func(j *job) { j.parts, j.losses, j.err = f.Parts(j.bundle) }
	if err = records(ctx, articles, parts, e.write); err != nil {
		return report, err
	}
	if len(e.order) == 0 && report.Articles == 0 && !to.Folder { // an export of nothing is an empty file, not none
		if _, err = e.output(""); err != nil {
			return report, err
		}
	}
	if err = e.close(ctx); err != nil {
		return report, err
	}
	companions, err := f.Finish(&report)
	if err != nil {
		return report, err
	}
	for _, c := range companions {
		if err = place.whole(c.Name, c.Content); err != nil {
			return report, err
		}
	}
	return report, place.settle()
}

// StreamParts writes the articles to a stream as one file. Flushing and closing
// the stream is the caller's.
func StreamParts(ctx context.Context, out io.Writer, articles Articles, f Filer) (report Report, err error) {
	begin, between, end := f.Frame()
	buffered := bufio.NewWriterSize(out, 1<<16)
	e := &streamed{out: buffered, report: &report, between: between}
	_, err = buffered.WriteString(begin)
	if err == nil {
		parts := func(j *job) { j.parts, j.losses, j.err = f.Parts(j.bundle) }
		err = records(ctx, articles, parts, e.write)
	}
	if err == nil {
		_, err = buffered.WriteString(end)
	}
	if err == nil {
		err = buffered.Flush()
	}
	return report, err
}

// streamed is an export to a stream under way.
type streamed struct {
	out     *bufio.Writer
	report  *Report
	between string
	begun   bool
}

func (e *streamed) write(j *job) error {
	if !e.report.take(j) {
		return nil
	}
	for _, p := range j.parts {
		if e.begun {
			if _, err := e.out.WriteString(e.between); err != nil {
				return err
			}
		}
		e.begun = true
		if _, err := e.out.Write(p.Data); err != nil {
			return err
		}
	}
	return nil
}

// take counts what became of an article, and tells whether it is written.
func (r *Report) take(j *job) bool {
	r.AddLosses(j.losses)
	if j.err != nil {
		r.Problems = append(r.Problems, Problem{Article: j.bundle.Article.Title(), What: j.err.Error()})
		return false
	}
	r.Articles++
	for _, p := range j.parts {
		r.Annotations += p.Annotations
		r.Bytes += int64(len(p.Data))
	}
	return true
}

// filesExport is an export to files under way.
type filesExport struct {
	to                  Target
	place               place
	report              *Report
	begin, between, end string
	open                map[string]*output
	order               []string // of the files that are open, as they came
}

// output is one file of records.
type output struct {
	file    *os.File
	out     *bufio.Writer
	written []written
}

func (e *filesExport) write(j *job) error {
	if !e.report.take(j) {
		return nil
	}
	for _, p := range j.parts {
		if err := e.part(&p); err != nil {
			return err
		}
	}
	return nil
}

func (e *filesExport) part(p *Part) error {
	if p.Whole {
		return e.place.whole(p.File, p.Data)
	}
	o, err := e.output(p.File)
	if err != nil {
		return err
	}
	if len(o.written) > 1 {
		if err := o.put([]byte(e.between)); err != nil {
			return err
		}
	}
	return o.put(p.Data)
}

// mostOpen is how many files of records one export may have.
const mostOpen = 500

// output is the file of records with the name, begun where it is new.
func (e *filesExport) output(name string) (*output, error) {
	if o, ok := e.open[name]; ok {
		return o, nil
	}
	if len(e.order) == mostOpen {
		return nil, fmt.Errorf("this export would have more than %d files; choose one person, or no file for each label", mostOpen)
	}
	file, err := e.place.create(e.to.name(name))
	if err != nil {
		return nil, err
	}
	o := &output{file: file, out: bufio.NewWriterSize(file, 1<<18)}
	e.open[name] = o
	e.order = append(e.order, name)
	return o, o.put([]byte(e.begin))
}

// name is the path of a file of records below the target's folder.
func (t *Target) name(file string) string {
	if t.Folder {
		if file == "" {
			file = "articles"
		}
		return file + t.Extension
	}
	base := filepath.Base(t.Path)
	if file == "" {
		return base
	}
	ext := filepath.Ext(base)
	return strings.TrimSuffix(base, ext) + "." + strings.ReplaceAll(file, "/", ".") + ext
}

func (o *output) put(data []byte) error {
	_, err := o.out.Write(data)
	o.written = append(o.written, written{int64(len(data)), annotate.DigestOf(data)})
	return err
}

// close ends the files of records and reads each back.
func (e *filesExport) close(ctx context.Context) error {
	for _, name := range e.order {
		o := e.open[name]
		if err := o.put([]byte(e.end)); err != nil {
			return err
		}
		if err := o.out.Flush(); err != nil {
			return err
		}
		if err := o.readBack(ctx); err != nil {
			return fmt.Errorf("%s: %w", e.to.name(name), err)
		}
	}
	return nil
}

func (o *output) readBack(ctx context.Context) error {
	if _, err := o.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return compare(ctx, "piece", o.file, o.written)
}

// compare reads what was written and holds it piece by piece against what it
// has to be.
func compare(ctx context.Context, noun string, file io.Reader, pieces []written) error {
	in := bufio.NewReaderSize(file, 1<<20)
	sum := sha256.New()
	for n, want := range pieces {
		if err := ctx.Err(); err != nil {
			return err
		}
		sum.Reset()
		if _, err := io.CopyN(sum, in, want.size); err != nil {
			return fmt.Errorf("read %s %d back: %w", noun, n+1, err)
		}
		if annotate.Digest(sum.Sum(nil)) != want.digest {
			return fmt.Errorf("%s %d reads back differently from what was written; check the disk", noun, n+1)
		}
	}
	if _, err := in.ReadByte(); err != io.EOF {
		return errors.New("the file is longer than what was written; check the disk")
	}
	return nil
}

// FreeName gives a name that is not taken yet, letter case aside, and takes it.
// It serves the file names of articles, two of which may be called the same.
type FreeName struct{ taken map[string]bool }

// Of is the name, or the name with a number. It is deterministic as long as the
// articles come in the same order.
func (f *FreeName) Of(name string) string {
	if f.taken == nil {
		f.taken = map[string]bool{}
	}
	free := name
	for n := 2; f.taken[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s-%d", name, n)
	}
	f.taken[strings.ToLower(free)] = true
	return free
}
