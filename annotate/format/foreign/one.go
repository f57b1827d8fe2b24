package foreign

import (
	"io"

	"bluepencil/annotate/format"
)

// One is the Reader of a file that is one document. What read fails with is about
// that document.
func One(name string, read func() (*Document, error)) Reader {
	return &oneDocument{name: name, read: read}
}

type oneDocument struct {
	name string
	read func() (*Document, error)
	done bool
}

// Next gives the document, and then io.EOF.
func (r *oneDocument) Next() (*Document, error) {
	if r.done {
		return nil, io.EOF
	}
	r.done = true
	d, err := r.read()
	if err != nil {
		return nil, &format.RecordError{Where: r.name, Err: err}
	}
	return d, nil
}
