// Package casjson reads and writes UIMA CAS JSON 0.4, the form of a CAS that
// brings its types along and that INCEpTION recommends.
//
// A file that was read is kept, without its text, and changed only where the
// document was: structures that stayed as they were are the same bytes again.
package casjson

import (
	"bytes"
	"fmt"
	"io/fs"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/uima"
	"bluepencil/annotate/text"
)

const extension = ".json"

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "uima-cas-json",
		Description: "UIMA CAS JSON 0.4 for INCEpTION: text, marks, links and everything else, one file for each person",
		Unit:        text.UTF16,
		Extension:   extension,
		Layout:      foreign.LayoutFiles,
		Carries:     carries(),
		Recognise:   recognise,
		Open:        open,
		NewWriter:   func(s foreign.Setting) (foreign.Writer, error) { return newWriter(s) },
	}
}

func carries() foreign.Carries {
	return foreign.Carries{
		Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
		Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true,
		Notes: true, Questions: true, Origins: true, Times: true, Status: true, Persons: true, Head: true, Meta: true,
		Text: func(s string) error {
			if !utf8.ValidString(s) {
				return fmt.Errorf("%w: the text is not valid UTF-8", jsonio.ErrInvalid)
			}
			return nil
		},
	}
}

// recognise looks for the keys that only a CAS has, where one of them comes first.
func recognise(_ string, head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	rest, is := bytes.CutPrefix(head, []byte("{"))
	if !is {
		return false
	}
	rest = bytes.TrimLeft(rest, " \t\r\n")
	for _, key := range []string{keyTypes, keyStructures, keyViews, "%FLAGS"} {
		if bytes.HasPrefix(rest, []byte(`"`+key+`"`)) {
			return true
		}
	}
	return false
}

func open(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return foreign.One(name, func() (*foreign.Document, error) { return read(data, name, o) }), nil
}

func read(data []byte, name string, o foreign.ReadOptions) (*foreign.Document, error) {
	f, err := parse(data)
	if err != nil {
		return nil, err
	}
	return f.cas.Read(o).Named(name, f.envelope)
}

// writer writes documents.
type writer struct{ book *annotate.Codebook }

func newWriter(s foreign.Setting) (*writer, error) {
	if s.Unit != text.UTF16 {
		return nil, fmt.Errorf("CAS JSON counts UTF-16 units, not %s", s.Unit)
	}
	w := &writer{}
	if s.Common != nil {
		w.book = s.Common.Codebook
	}
	return w, nil
}

// Encode gives the file of a document.
func (w *writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	if len(d.Layers) != 1 {
		return nil, fmt.Errorf("%w: %d layers, and there is room for one", uima.ErrWrite, len(d.Layers))
	}
	f, err := w.base(d)
	if err != nil {
		return nil, err
	}
	if err := f.cas.Update(d, text.NewConverter(d.Text), w.book); err != nil {
		return nil, err
	}
	data, err := f.render()
	if err != nil {
		return nil, err
	}
	return []foreign.Piece{{Ending: extension, Data: data}}, nil
}

// base is the file that the document was read from, or a new one.
func (w *writer) base(d *foreign.Document) (*file, error) {
	if envelope := d.Layers[0].Envelope; len(envelope) > 0 {
		f, err := unwrap(envelope, d.Text)
		if err == nil {
			return f, nil
		}
		return nil, fmt.Errorf("what was kept of the file cannot be read: %w", err)
	}
	cas, err := uima.Fresh(d.Text, text.NewConverter(d.Text), w.book)
	return &file{cas: cas}, err
}

// Companions are none: the types are in every file.
func (*writer) Companions() ([]format.Companion, error) { return nil, nil }
