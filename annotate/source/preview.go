package source

import (
	"context"
	"errors"
	"path/filepath"

	"bluepencil/annotate/source/table"
)

// Preview is what a file would be read as.
type Preview struct {
	Format         string // as Document.Format has it
	Encoding       string
	EncodingSource string
	// Columns are those of a file of records, with what they are taken for and
	// the values of the first records; nil for other files.
	Columns []Column
	// Articles are the first ones, whole.
	Articles []Part
	More     bool // there are more
	// Problem says why there are no articles, where the file itself is fine:
	// no column is known to hold the text (ErrColumns).
	Problem error
}

// Column is a column of records.
type Column = table.Column

// ColumnTargets are what a column may be mapped to, whatever the codebook: the
// text and its parts first, then document fields.
func ColumnTargets() []string { return table.Targets() }

// previewed is how many articles a preview has, and values a column.
const previewed = 5

// errEnough ends the reading for a preview.
var errEnough = errors.New("enough was read")

// PreviewFile reads the beginning of a file. It fails as ReadParts does, for
// the file as a whole.
func PreviewFile(ctx context.Context, path string, o Options) (Preview, error) {
	c, err := containerOf(path, o)
	if err != nil {
		return Preview{}, err
	}
	if c != nil && isTable(c.name) {
		return previewRecords(ctx, path, c.name, o)
	}
	p := Preview{}
	if c != nil {
		p.Format = c.name
	}
	return p.read(func(visit func(Part) error) error { return ReadParts(ctx, path, o, visit) })
}

func previewRecords(ctx context.Context, path, format string, o Options) (Preview, error) {
	file, size, err := openFile(path, 0)
	if err != nil {
		return Preview{}, err
	}
	defer file.Close()
	r, err := openRecords(Input{Name: filepath.Base(path), Size: size, ReaderAt: file}, format, o)
	if err != nil {
		return Preview{}, err
	}
	p := Preview{Format: format, Encoding: r.text.encoding, EncodingSource: r.text.source, Columns: r.Columns(previewed)}
	if p.Problem = explainTable(r.Problem()); p.Problem != nil {
		return p, nil
	}
	return p.read(func(visit func(Part) error) error { return r.each(ctx, visit) })
}

// read takes the first articles.
func (p Preview) read(parts func(visit func(Part) error) error) (Preview, error) {
	err := parts(func(part Part) error {
		if len(p.Articles) == previewed {
			p.More = true
			return errEnough
		}
		p.Articles = append(p.Articles, part)
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	for _, part := range p.Articles {
		if part.Err == nil && p.Encoding == "" {
			p.Encoding, p.EncodingSource = part.Document.Encoding, part.Document.EncodingSource
		}
		if part.Err == nil && p.Format == "" {
			p.Format = part.Document.Format
		}
	}
	return p, err
}
