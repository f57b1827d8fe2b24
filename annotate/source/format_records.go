package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/table"
)

// tableContainer is a kind of file whose records are articles.
func tableContainer(name string, recognise func(name string, head []byte) bool, extensions ...string) container {
	return container{name: name, extensions: extensions, recognise: recognise,
		parts: func(ctx context.Context, in Input, o Options, visit func(Part) error) error {
			r, err := openRecords(in, name, o)
			if err != nil {
				return err
			}
			return r.each(ctx, visit)
		}}
}

// byName recognises files by their extensions alone.
func byName(extensions ...string) func(string, []byte) bool {
	return func(name string, _ []byte) bool {
		for _, extension := range extensions {
			if extensionOf(name) == extension {
				return true
			}
		}
		return false
	}
}

// records are the articles of a table under way.
type records struct {
	*table.Reader
	name   string // of the file
	format string
	text   stream
}

// openRecords finds the encoding and gets to know the columns. JSON that no
// encoding is sure for is taken for UTF-8, as its standard has it.
func openRecords(in Input, format string, o Options) (*records, error) {
	text, err := openStream(in, o.Encoding)
	if errors.Is(err, errNoEncoding) && format == formatJSONLines {
		text, err = streamOf(in, 0, "utf-8", nil, ByValidity), nil
	}
	if err != nil {
		return nil, err
	}
	r := &records{name: in.Name, format: format, text: text}
	kind := table.CSV
	switch format {
	case formatTSV:
		kind = table.TSV
	case formatJSONLines:
		kind, r.text.Reader = jsonKind(text.Reader)
	}
	if in.Size == 0 {
		return nil, ErrEmpty
	}
	r.Reader, err = table.NewReader(r.text.Reader, kind, table.Options{Columns: o.Columns, Check: r.text.refuse})
	return r, explainTable(err)
}

// jsonKind tells an array from lines by the first byte that is no white space.
func jsonKind(in io.Reader) (table.Kind, io.Reader) {
	head := make([]byte, headSize)
	n, err := io.ReadFull(in, head)
	rest := io.MultiReader(bytes.NewReader(head[:n]), in)
	if err != nil {
		rest = bytes.NewReader(head[:n])
	}
	if bytes.HasPrefix(bytes.TrimLeft(head[:n], " \t\r\n"), []byte("[")) {
		return table.JSONArray, rest
	}
	return table.JSONLines, rest
}

// explainTable gives errors of tables the sentinels of this package.
func explainTable(err error) error {
	var columns *table.ColumnsError
	switch {
	case errors.As(err, &columns):
		return &kindError{err.Error(), []error{ErrColumns, err}}
	case errors.Is(err, table.ErrTooLong):
		return &kindError{"the record is longer than 16 MB", []error{ErrTooLarge}}
	case errors.Is(err, table.ErrNoText):
		return &kindError{err.Error(), []error{ErrEmpty}}
	}
	return err
}

func (r *records) each(ctx context.Context, visit func(Part) error) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		record, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return explainTable(err)
		}
		part := Part{Where: record.Where, Err: explainTable(record.Err)}
		if part.Err == nil {
			part.Document, part.Err = r.document(&record)
		}
		if err := visit(part); err != nil {
			return err
		}
	}
}

// document is a record's article. Its source is the record's bytes, as UTF-8.
func (r *records) document(record *table.Record) (Document, error) {
	raw := bytes.TrimRight(record.Raw, "\r\n")
	d, err := composed(Document{Encoding: r.text.encoding, EncodingSource: r.text.source, BOM: r.text.bom}, record.Article)
	if err != nil {
		return Document{}, err
	}
	d.Name, d.Format = fmt.Sprintf("%s, %s", r.name, record.Where), r.format
	d.SourceSize, d.SourceSHA256 = int64(len(raw)), sha256.Sum256(raw)
	return d.settle(false)
}

// composed is the document of an article of a decoded file. Formats that write
// any character by its number may hold what is no text.
func composed(file Document, a compose.Article) (Document, error) {
	if isBinary(a.Text) {
		return Document{}, errControls
	}
	return file.with(a).titled(), nil
}

// isRecordsJSON recognises a .json file of articles by its first object: an
// array of them, or one a line.
func isRecordsJSON(name string, head []byte) bool {
	if extensionOf(name) != ".json" {
		return false
	}
	inner, isArray := bytes.CutPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("["))
	likely := false
	first := jsonio.NewDecoder(inner)
	err := first.Object(func(key string) error {
		likely = likely || table.Likely(key)
		return first.Skip()
	})
	if isArray {
		return likely
	}
	return likely && err == nil && first.Kind() == '{'
}
