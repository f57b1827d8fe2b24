package jsonrecord

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
)

// Reader reads the documents of a file, one of each record. It is a
// foreign.Reader and an io.Closer.
type Reader struct {
	source *source
	base   string
	read   func(*Object, []byte) (*foreign.Document, error)
}

// NewReader reads the file, and gives read each record: as an object and as it
// stands in the file. Both belong to read.
func NewReader(folder fs.FS, name string, read func(o *Object, raw []byte) (*foreign.Document, error)) (*Reader, error) {
	s, err := open(folder, name)
	if err != nil {
		return nil, err
	}
	base := path.Base(name)
	return &Reader{source: s, base: strings.TrimSuffix(base, path.Ext(base)), read: read}, nil
}

// Close closes the file.
func (r *Reader) Close() error { return r.source.file.Close() }

// Next gives the document of the next record, and io.EOF after the last. A
// *format.RecordError is about one record only.
func (r *Reader) Next() (*foreign.Document, error) {
	raw, where, err := r.source.next()
	if err != nil {
		return nil, err
	}
	d, err := r.document(raw)
	if err != nil {
		return nil, &format.RecordError{Where: where, Err: err}
	}
	d.Where = where
	if d.Name == "" {
		d.Name = r.name(d.Head.ID)
	}
	return d, nil
}

func (r *Reader) document(raw []byte) (*foreign.Document, error) {
	o, err := Parse(raw)
	if err != nil {
		return nil, err
	}
	return r.read(&o, raw)
}

// name is the record's own id where that can be a file's name, and else the
// file's name with the number of the record.
func (r *Reader) name(id string) string {
	odd := func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune("-_.", c)
	}
	if id != "" && len(id) <= 60 && strings.IndexFunc(id, odd) < 0 && strings.Trim(id, ".") != "" {
		return id
	}
	return fmt.Sprintf("%s-%d", r.base, r.source.number)
}
