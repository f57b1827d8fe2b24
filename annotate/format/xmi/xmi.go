// Package xmi reads and writes UIMA CAS XMI: an XML file with the text and the
// structures, and beside it one with their types.
//
// A file that was read is kept, without its text, and changed only where the
// document was. The names of entities that a document type could define are
// never expanded, and there may be no document type at all.
package xmi

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/uima"
	"bluepencil/annotate/text"
)

const (
	extension = ".xmi"
	typesEnd  = ".typesystem.xml"
	space     = "http://www.omg.org/XMI"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "uima-xmi",
		Description: "UIMA CAS XMI with its type system, for INCEpTION and DKPro: everything, one file for each person",
		Unit:        text.UTF16,
		Extension:   extension,
		Layout:      foreign.LayoutFiles,
		Carries: foreign.Carries{
			Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true,
			Notes: true, Questions: true, Origins: true, Times: true, Status: true, Persons: true, Head: true, Meta: true,
			Text: writable,
		},
		Recognise: recognise,
		Open:      open,
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return newWriter(s) },
	}
}

// recognise looks for the name spaces of XMI and of UIMA; UML and Ecore models
// have only the first.
func recognise(_ string, head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte(":XMI")) && bytes.Contains(head, []byte(space)) && bytes.Contains(head, []byte("http:///uima/"))
}

func open(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	var types []byte
	for _, beside := range []string{strings.TrimSuffix(name, path.Ext(name)) + typesEnd, path.Join(path.Dir(name), "TypeSystem.xml"), path.Join(path.Dir(name), "typesystem.xml")} {
		if types, err = fs.ReadFile(folder, beside); err == nil {
			break
		}
	}
	return foreign.One(name, func() (*foreign.Document, error) { return read(data, types, name, o) }), nil
}

func read(data, types []byte, name string, o foreign.ReadOptions) (*foreign.Document, error) {
	f, err := parse(data, types)
	if err != nil {
		return nil, err
	}
	return f.cas.Read(o).Named(name, f.envelope)
}

// writer writes documents.
type writer struct{ book *annotate.Codebook }

func newWriter(s foreign.Setting) (*writer, error) {
	if s.Unit != text.UTF16 {
		return nil, fmt.Errorf("XMI counts UTF-16 units, not %s", s.Unit)
	}
	w := &writer{}
	if s.Common != nil {
		w.book = s.Common.Codebook
	}
	return w, nil
}

// Encode gives the file of a document, and that of its types.
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
	pieces := []foreign.Piece{{Ending: extension, Data: data}}
	types, err := f.renderTypes(w.book)
	if types != nil {
		pieces = append(pieces, foreign.Piece{Ending: typesEnd, Data: types})
	}
	return pieces, err
}

// base is the file that the document was read from, or a new one.
func (w *writer) base(d *foreign.Document) (*file, error) {
	if envelope := d.Layers[0].Envelope; len(envelope) > 0 {
		return unwrap(envelope, d.Text)
	}
	cas, err := uima.Fresh(d.Text, text.NewConverter(d.Text), w.book)
	return &file{cas: cas}, err
}

// Companions are none: the types depend on the document, and lie beside it.
func (*writer) Companions() ([]format.Companion, error) { return nil, nil }
