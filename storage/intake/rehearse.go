package intake

import (
	"context"
	"errors"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/source"
	"bluepencil/storage"
)

// Rehearsal is what an intake of files would do.
type Rehearsal struct {
	Files    []Rehearsed
	Foreign  []ForeignRehearsal // what files of other tools ask for, by format
	Notes    []string           // what was found out about them
	Failures []source.Failure   // files and articles that would not be read
}

// ForeignRehearsal is what would be done with the labels of one format's files.
type ForeignRehearsal struct {
	Format string
	Survey *foreign.Survey
	Fates  foreign.Fates
	Added  []string // to the codebook, in words
}

// Rehearsed is one file of a rehearsal.
type Rehearsed struct {
	Path    string
	Preview source.Preview // with the format only, where it is an export of Bluepencil
	New     int            // articles that would be added
	Known   int            // articles whose text is there already
	Marks   int            // annotations that the articles state themselves and that would be added
}

// Rehearse reads files and folders as Files does and writes nothing. The error
// is one of the project, or the context's.
func Rehearse(ctx context.Context, p *storage.Project, paths []string, o Options) (Rehearsal, error) {
	files, failures, err := source.Files(ctx, paths, o.foreign)
	if err != nil {
		return Rehearsal{Failures: failures}, err
	}
	t := newTaking(ctx, p, annotate.ID{}, o)
	t.report.Failures = failures
	files = t.findExports(files, paths)
	r := rehearsing{taking: t, seen: map[annotate.Digest]bool{}}
	var out Rehearsal
	if out.Foreign, err = t.rehearseForeign(files); err != nil {
		return out, err
	}
	for n, path := range files {
		one, err := r.file(path)
		var broken errProject
		if ctx.Err() != nil || errors.As(err, &broken) {
			return out, errors.Join(ctx.Err(), broken.error)
		}
		if err != nil {
			t.fail(path, err)
		} else {
			out.Files = append(out.Files, one)
		}
		if o.Progress != nil {
			o.Progress(n+1, len(files))
		}
	}
	t.noteUnlabelled()
	out.Failures, out.Notes = t.report.Failures, t.report.Notes
	return out, nil
}

// rehearseForeign finds out what files of other tools ask for.
func (t *taking) rehearseForeign(files []string) ([]ForeignRehearsal, error) {
	groups, err := t.look(files)
	if err != nil {
		return nil, err
	}
	var list []ForeignRehearsal
	for _, g := range groups {
		if err := t.makePlan(g); err != nil {
			return nil, err
		}
		list = append(list, ForeignRehearsal{Format: g.codec.Name, Survey: g.survey, Fates: g.fates, Added: g.plan.Added})
	}
	return list, nil
}

// RehearseForeign is Rehearse where any of the files is one of another tool, and
// else reads no further: Foreign is then empty.
func RehearseForeign(ctx context.Context, p *storage.Project, paths []string, o Options) (Rehearsal, error) {
	files, _, err := source.Files(ctx, paths, o.foreign)
	if err != nil {
		return Rehearsal{}, err
	}
	t := newTaking(ctx, p, annotate.ID{}, o)
	t.findExports(files, paths)
	if len(t.foreign) == 0 {
		return Rehearsal{}, nil
	}
	return Rehearse(ctx, p, paths, o)
}

type rehearsing struct {
	*taking
	seen map[annotate.Digest]bool // texts of this rehearsal
}

func (r *rehearsing) file(path string) (Rehearsed, error) {
	r.begin(path)
	one := Rehearsed{Path: path}
	if r.exports[path] {
		one.Preview.Format = FormatBluepencil
		if f := r.foreign[path]; f != nil {
			one.Preview.Format = f.codec.Name
		}
		err := r.each(path, r.fail, func(_ string, in *format.Incoming) error {
			return r.count(&one, annotate.Digest(in.Document.TextSHA256))
		})
		return one, err
	}
	var err error
	if one.Preview, err = source.PreviewFile(r.ctx, path, r.o.source()); err != nil {
		return one, err
	}
	if one.Preview.Problem != nil {
		r.fail(path, one.Preview.Problem)
		return one, nil
	}
	return one, source.ReadParts(r.ctx, path, r.o.source(), func(part source.Part) error {
		if part.Err != nil {
			return r.part(path, part) // notes the failure, and no more
		}
		marks, err := r.countStated(&part.Document)
		if err != nil {
			return err
		}
		one.Marks += marks
		return r.count(&one, annotate.Digest(part.Document.TextSHA256))
	})
}

func (r *rehearsing) count(one *Rehearsed, text annotate.Digest) error {
	_, there, err := r.p.ArticleByText(text)
	if err != nil {
		return errProject{err}
	}
	if there || r.seen[text] {
		one.Known++
	} else {
		one.New++
	}
	r.seen[text] = true
	return nil
}
