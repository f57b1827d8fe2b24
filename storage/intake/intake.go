// Package intake takes files and folders into a project: the one way in that
// the window and bp share. It reads, adds, reports, and never stops at a file,
// an article or an annotation that does not fit.
package intake

import (
	"cmp"
	"context"
	"errors"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/storage"
)

// FormatBluepencil is the format of the project's own exports. The others that
// Options may name are those of package source.
const FormatBluepencil = "bluepencil"

// Options say how files are taken in.
type Options struct {
	Encoding string            // of all files; empty means to find it out
	Format   string            // FormatBluepencil, or see source.Options; empty means to find it out
	Columns  map[string]string // see source.Options
	// Places say where things lie in the records of Format, where that is one of
	// another tool whose files have any shape; see foreign.ReadOptions.Columns. With
	// them the files named are read as that format, whatever they look like.
	Places map[string]string
	// ByHandle puts the annotations of an export back into the layers they
	// came from, with their ids, and adds the people that are missing. Without
	// it they go into the importing person's layer, with ids of their own.
	ByHandle bool
	// Update takes a document that the source calls by the guid or URL of an
	// article of the project for a new version of it.
	Update bool
	// Fates says what becomes of labels of other tools' files; those it does not
	// name are proposed by foreign.Suggest.
	Fates foreign.Fates
	// LeaveUnknown leaves marks out whose label the codebook does not have, where
	// Fates says nothing; else such labels are added to it.
	LeaveUnknown bool
	// Unit is what the offsets of other tools' files count; nil finds it out.
	Unit     *text.Unit
	Progress func(done, total int) // may be nil; called on the importing goroutine
}

func (o *Options) source() source.Options {
	if o.foreignOnly() {
		return source.Options{Encoding: o.Encoding, Columns: o.Columns}
	}
	return source.Options{Encoding: o.Encoding, Format: o.Format, Columns: o.Columns}
}

// Files takes in files and folders: the articles as one step that can be
// undone. Cancelling the context ends it early: what was read so far is kept,
// and the report says so. The error is one of the project, never of a file.
func Files(ctx context.Context, p *storage.Project, person annotate.ID, paths []string, o Options) (Report, error) {
	t := newTaking(ctx, p, person, o)
	files, failures, err := source.Files(ctx, paths, o.foreign)
	t.report.Failures = failures
	if err != nil && !errors.Is(err, context.Canceled) {
		return t.report, err
	}
	files = t.findExports(files, paths)
	if err := t.survey(files); err != nil {
		return t.report, err
	}
	if err := t.prepare(files); err != nil {
		return t.report, err
	}
	isText := func(path string) bool { return !t.exports[path] }
	t.ahead = startReading(ctx, files, isText, o.source())
	defer t.ahead.stop()
	err = t.all(len(files), func(n int) (string, error) { return files[n], t.file(files[n]) })
	if err == nil {
		err = t.finish(files)
	}
	t.noteUnlabelled()
	return t.report, err
}

// Document takes in one document, such as a pasted text.
func Document(p *storage.Project, person annotate.ID, doc source.Document) (Report, error) {
	t := newTaking(context.Background(), p, person, Options{})
	err := t.all(1, func(int) (string, error) { return doc.Name, t.add(doc.Name, doc) })
	if err == nil {
		err = t.settle()
	}
	t.noteUnlabelled()
	return t.report, err
}

// taking is one intake under way.
type taking struct {
	ctx    context.Context
	p      *storage.Project
	person annotate.ID
	o      Options
	into   *storage.Import
	ahead  *readAhead // the article files, in the order of the files
	report Report
	lines  lineTaking
	// path is the file under way, failed how much of it failed so far, unlisted
	// what of that is only counted.
	path     string
	failed   int
	unlisted *unlistedError
	// exports are the files with annotations: exports of Bluepencil, and those of
	// other tools, which are in foreign, too.
	exports map[string]bool
	foreign map[string]*foreignFile
	finder  *storage.VersionFinder // where Options.Update asks for it
}

func newTaking(ctx context.Context, p *storage.Project, person annotate.ID, o Options) *taking {
	return &taking{ctx: ctx, p: p, person: person, o: o, lines: newLineTaking(), foreign: map[string]*foreignFile{}}
}

// errProject marks errors that end the whole intake.
type errProject struct{ error }

func (e errProject) Unwrap() error { return e.error }

// all adds articles, one after the other, and makes them visible together.
func (t *taking) all(total int, take func(n int) (string, error)) (err error) {
	if total == 0 {
		return nil
	}
	if t.into, err = t.p.StartImport(t.person, "import"); err != nil {
		return err
	}
	for n := range total {
		if t.cancelled() {
			break
		}
		path, err := take(n)
		var broken errProject
		if errors.As(err, &broken) {
			t.giveUp()
			return broken.error
		}
		if err != nil {
			t.fail(path, err)
		}
		if t.o.Progress != nil {
			t.o.Progress(n+1, total)
		}
	}
	if err = t.linkVersions(); err == nil {
		_, err = t.into.Close("import " + text.Count(len(t.report.Added), "article"))
	}
	if err != nil {
		t.giveUp()
	}
	return err
}

// giveUp leaves nothing to be seen, and nothing in the report that says so.
func (t *taking) giveUp() {
	t.into.Abandon()
	t.report.Added, t.report.Updated, t.report.Annotations = nil, nil, 0
}

func (t *taking) cancelled() bool {
	t.report.Cancelled = t.report.Cancelled || t.ctx.Err() != nil
	return t.report.Cancelled
}

func (t *taking) fail(where string, err error) {
	t.failed++
	if t.failed == mostListed+1 {
		t.unlisted = &unlistedError{}
		where, err = t.path, t.unlisted
	}
	if t.failed > mostListed {
		t.unlisted.n++
	}
	if t.failed <= mostListed+1 {
		t.report.Failures = append(t.report.Failures, source.Failure{Path: where, Err: err})
	}
}

// begin notes which file comes next.
func (t *taking) begin(path string) { t.path, t.failed = path, 0 }

func (t *taking) file(path string) error {
	t.begin(path)
	if t.exports[path] {
		return t.exported(path)
	}
	err := t.ahead.next(func(part source.Part) error { return t.part(path, part) })
	if errors.Is(err, context.Canceled) {
		t.report.Cancelled = true // the file itself may be fine
		return nil
	}
	return err
}

// part takes one article of a file. What is wrong with it is its own matter.
func (t *taking) part(path string, part source.Part) error {
	where := path
	if part.Where != "" {
		where += ", " + part.Where
	}
	if part.Err != nil {
		t.fail(where, part.Err)
		return nil
	}
	return t.add(where, part.Document)
}

func (t *taking) add(path string, doc source.Document) error {
	before := len(t.report.Added)
	id, err := t.article(path, doc)
	if err == nil {
		err = t.stated(path, id, len(t.report.Added) > before, &doc)
	}
	var broken errProject
	if err != nil && !errors.As(err, &broken) {
		t.fail(path, err) // the file's other articles may come
		return nil
	}
	return err
}

// article adds a document, unless its text is there, and tells which article it is.
func (t *taking) article(where string, doc source.Document) (annotate.ID, error) {
	old, err := t.versionOf(doc)
	if err != nil {
		return old, errProject{err}
	}
	id, duplicate, err := t.into.AddVersion(old, doc)
	if errors.Is(err, annotate.ErrPurged) {
		return id, err
	}
	if err != nil {
		return id, errProject{err}
	}
	t.report.Bytes += doc.SourceSize
	if !duplicate {
		t.report.Added = append(t.report.Added, id)
		if t.finder != nil {
			t.finder.Add(id, cmp.Or(doc.Title, doc.Name), doc.Meta)
		}
		if !old.IsZero() {
			t.report.Updated = append(t.report.Updated, Update{Article: id, Replaces: old})
		}
		return id, nil
	}
	title := cmp.Or(doc.Title, doc.Name)
	if a, err := t.p.Article(id); err == nil { // not where it came with this very import
		title = a.Title()
	}
	t.report.Duplicates = append(t.report.Duplicates, Duplicate{where, id, title})
	return id, nil
}
