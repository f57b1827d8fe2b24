// Package outgoing writes a project's articles to files: the one way out that
// the window and bp share. It knows all formats, splits what it writes, and
// says what could not be carried.
package outgoing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/format/dataset"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/formats"
	"bluepencil/annotate/text"
	"bluepencil/storage"
)

// Options say what is written and how.
type Options struct {
	Format    string // empty: the project's own
	Person    annotate.ID
	All       bool       // what nobody has finished, too
	Unit      *text.Unit // what offsets count; nil is what the format counts
	NoText    bool
	Flat      foreign.Flat      // for formats that know no overlap
	Priority  []string          // with foreign.FlatPriority
	Suggested foreign.Suggested // what becomes of marks that began as suggestions
	Shares    []dataset.Share   // the parts of a split, or none
	Seed      uint64
	Stratify  []Stratum // what a split is balanced by
	Licence   string    // as the data set's card states it
	Card      bool      // a card beside a single file, too
	Publisher claimreview.Publisher
	Progress  func(done, total int) // may be nil
	Articles  []annotate.ID         // only these; nil is all
}

// ErrOptions: what is asked for does not go together.
var ErrOptions = errors.New("this cannot be exported so")

// Format is one that can be written.
type Format struct {
	Name, Description string
	Folder            bool // a folder, with files for each article
	Extension         string
	Unit              text.Unit
	Codec             *foreign.Codec // nil for the project's own and for claim reviews
}

// Formats lists what can be written, the project's own first.
func Formats() []Format {
	list := []Format{
		{Name: bluepencil.Name, Description: "the project's own JSON Lines, with project.json beside it", Extension: ".jsonl", Unit: text.CodePoint},
		{Name: claimreview.Name, Description: "checked claims as schema.org's ClaimReview, JSON-LD, one a line", Extension: ".jsonl", Unit: text.CodePoint},
	}
	for _, c := range formats.All() {
		if c.NewWriter != nil {
			list = append(list, Format{Name: c.Name, Description: c.Description, Folder: c.Layout == foreign.LayoutFiles, Extension: c.Extension, Unit: c.Unit, Codec: &c})
		}
	}
	return list
}

// FormatNamed finds a format that can be written; the empty name is the
// project's own.
func FormatNamed(name string) (Format, bool) {
	list := Formats()
	at := slices.IndexFunc(list, func(f Format) bool { return f.Name == name || name == "" })
	if at < 0 {
		return Format{}, false
	}
	return list[at], true
}

// Write writes to a path: a file, or a folder where the format has a file for
// each article, where the data is split, or where the path is a folder. It fails
// with ErrOptions or format.ErrTarget where it cannot begin.
func Write(ctx context.Context, p *storage.Project, path string, o Options) (format.Report, error) {
	j, err := prepare(ctx, p, o)
	if err != nil {
		return format.Report{}, err
	}
	to := j.target(path)
	j.beside, j.folder = !to.Folder, filepath.Dir(to.Path)
	j.base = strings.TrimSuffix(filepath.Base(to.Path), filepath.Ext(to.Path))
	report, err := format.ExportFiles(ctx, to, j.articles(), j)
	j.settle(&report)
	return report, err
}

// Stream writes to a stream. It fails with ErrOptions where the result would be
// more than one file.
func Stream(ctx context.Context, p *storage.Project, out io.Writer, o Options) (format.Report, error) {
	j, err := prepare(ctx, p, o)
	if err != nil {
		return format.Report{}, err
	}
	if j.format.Folder || len(o.Shares) > 0 || j.people {
		return format.Report{}, fmt.Errorf("%w: it makes several files; name a folder for them, or one person's layer", ErrOptions)
	}
	if o.Flat == foreign.FlatFiles {
		return format.Report{}, fmt.Errorf("%w: a file for each label needs a folder", ErrOptions)
	}
	report, err := format.StreamParts(ctx, out, j.articles(), j)
	j.settle(&report)
	return report, err
}

// Rehearse does everything but writing: the report says what would be lost.
func Rehearse(ctx context.Context, p *storage.Project, o Options) (format.Report, error) {
	j, err := prepare(ctx, p, o)
	if err != nil {
		return format.Report{}, err
	}
	report, err := format.StreamParts(ctx, io.Discard, j.articles(), j)
	j.settle(&report)
	return report, err
}

// target says where an export goes. A folder that is there and holds other
// things gets the data as a file, or as a folder named after the project.
func (j *job) target(path string) format.Target {
	named := strings.HasSuffix(path, string(filepath.Separator))
	folder := isFolder(path)
	clean := filepath.Clean(path)
	if folder && !format.FolderReplaceable(clean) {
		name := j.p.Name() + "-" + j.format.Name
		if !j.manyFiles() {
			return format.Target{Path: filepath.Join(clean, j.p.Name()+j.format.Extension)}
		}
		return format.Target{Path: filepath.Join(clean, name), Folder: true, Extension: j.format.Extension}
	}
	if j.manyFiles() && (j.format.Folder || folder || named || filepath.Ext(clean) == "") {
		return format.Target{Path: clean, Folder: true, Extension: j.format.Extension}
	}
	if folder || named {
		return format.Target{Path: filepath.Join(clean, j.p.Name()+j.format.Extension)}
	}
	return format.Target{Path: clean}
}

// manyFiles tells whether the data is more than one file.
func (j *job) manyFiles() bool {
	return j.format.Folder || len(j.o.Shares) > 0 || j.people || j.o.Flat == foreign.FlatFiles && j.flat()
}

// flat tells whether the format knows no overlap.
func (j *job) flat() bool { return j.format.Codec != nil && !j.format.Codec.Carries.Overlap }
