// Package webanno reads WebAnno TSV 3.2 and 3.3 and writes 3.3: a table with a
// row for each token, which INCEpTION and GUM use.
//
// Marks of our own are one span layer, webanno.custom.Mark, and their links one
// relation layer. Sentences are written with the white space that follows them,
// and white space that a mark begins or ends in as a token, so that the text and
// the edges of marks are exact; a file that was read keeps its own tokens.
package webanno

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

const (
	extension  = ".tsv"
	markLayer  = "webanno.custom.Mark"
	noteColumn = "bluepencilNote"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "webanno-tsv",
		Description: "WebAnno TSV 3.3 for INCEpTION and WebAnno: spans, relations and answers, one file for each person",
		Unit:        text.UTF16,
		Extension:   extension,
		Layout:      foreign.LayoutFiles,
		Carries: foreign.Carries{
			Overlap: true, Attributes: true, Links: true, LinkAttribute: true, Notes: true,
			Text: func(s string) error {
				if !utf8.ValidString(s) {
					return fmt.Errorf("%w: the text is not valid UTF-8", ErrInvalid)
				}
				return nil
			},
		},
		Recognise: func(_ string, head []byte) bool {
			return bytes.HasPrefix(bytes.TrimPrefix(head, []byte("\ufeff")), []byte(firstLine))
		},
		Open:      open,
		NewWriter: newWriter,
	}
}

func open(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return foreign.One(name, func() (*foreign.Document, error) { return read(string(data), name, o) }), nil
}

func read(data, name string, o foreign.ReadOptions) (*foreign.Document, error) {
	t, err := parse(data)
	if err != nil {
		return nil, err
	}
	whole, unit, err := t.assemble()
	if err != nil {
		return nil, err
	}
	d := t.document(whole, cmp.Or(o.Columns["label"], "value"))
	d.Where = name
	d.Name = strings.TrimSuffix(path.Base(name), path.Ext(name))
	d.Layers[0].Person = o.Person
	d.Layers[0].Envelope = t.envelope(data, whole, unit)
	return d, nil
}

func newWriter(s foreign.Setting) (foreign.Writer, error) {
	if s.Unit != text.UTF16 {
		return nil, fmt.Errorf("WebAnno TSV counts UTF-16 units, not %s", s.Unit)
	}
	return writer{}, nil
}

// writer writes documents.
type writer struct{}

// Encode gives the file of a document.
func (writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	if len(d.Layers) != 1 {
		return nil, fmt.Errorf("%w: %d layers, and there is room for one", ErrWrite, len(d.Layers))
	}
	offsets := text.NewConverter(d.Text)
	t, unit, raw, err := unwrap(d.Layers[0].Envelope, d.Text, offsets)
	if err != nil {
		return nil, err
	}
	if t == nil {
		if t, err = fresh(d.Text, offsets); err != nil {
			return nil, err
		}
	}
	u := &updating{table: t, doc: d, unit: unit, offsets: offsets}
	if err := u.run(); err != nil {
		return nil, err
	}
	if !t.edited && raw != "" {
		return []foreign.Piece{{Ending: extension, Data: []byte(raw)}}, nil
	}
	return []foreign.Piece{{Ending: extension, Data: []byte(t.print())}}, nil
}

// Companions are none.
func (writer) Companions() ([]format.Companion, error) { return nil, nil }
