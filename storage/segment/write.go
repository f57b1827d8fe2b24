package segment

import (
	"io"

	"bluepencil/annotate"
	"bluepencil/storage/items"
)

// Writer writes a segment. It belongs to one goroutine.
type Writer struct {
	out    *items.Writer
	counts counts
}

// NewWriter begins a segment.
func NewWriter(out io.Writer, h Header) (*Writer, error) {
	h.Version = FormatVersion
	row, err := items.NewWriter(out, magic)
	if err != nil {
		return nil, err
	}
	record, err := annotate.Encode(&h)
	if err != nil {
		return nil, err
	}
	return &Writer{out: row}, row.Put(byte(head), record)
}

// Add appends an item. Its bytes are copied.
func (w *Writer) Add(i Item) error {
	w.counts.add(i.Kind)
	if i.Kind == Undo {
		return w.out.Put(byte(Undo), []byte{byte(len(i.Key))}, i.Key, i.Data)
	}
	return w.out.Put(byte(i.Kind), i.Key, i.Data)
}

// Close ends the segment with its counts and its checksum. It leaves out open.
func (w *Writer) Close() error {
	record, err := annotate.Encode(&w.counts)
	if err != nil {
		return err
	}
	if err := w.out.Put(byte(end), record); err != nil {
		return err
	}
	return w.out.Close()
}
