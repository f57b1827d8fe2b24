package packet

import (
	"fmt"
	"io"

	"bluepencil/annotate"
	"bluepencil/storage/items"
)

// Writer writes a packet. It belongs to one goroutine.
type Writer struct {
	sealed io.WriteCloser
	out    *items.Writer
	counts Counts
}

// NewWriter begins a packet, encrypted where the secret has a passphrase.
func NewWriter(out io.Writer, h Header, s Secret) (*Writer, error) {
	h.Version = FormatVersion
	record, err := annotate.Encode(&h)
	if err != nil {
		return nil, err
	}
	if len(record) > largestHeader {
		return nil, fmt.Errorf("the packet would have %d streams of as many copies, more than fit into its header", len(h.Lanes))
	}
	w := &Writer{}
	if w.sealed, err = s.seal(out); err != nil {
		return nil, err
	}
	if w.out, err = items.NewWriter(w.sealed, magic); err != nil {
		return nil, err
	}
	return w, w.out.Put(byte(head), record)
}

// Add appends an item. Its bytes are copied.
func (w *Writer) Add(i Item) error {
	w.counts.add(i.Kind)
	return w.out.Put(byte(i.Kind), i.Key, i.Data)
}

// Close ends the packet with its counts and its checksum, and tells the
// counts. It leaves out open.
func (w *Writer) Close() (Counts, error) {
	record, err := annotate.Encode(&w.counts)
	if err != nil {
		return w.counts, err
	}
	if err := w.out.Put(byte(end), record); err != nil {
		return w.counts, err
	}
	if err := w.out.Close(); err != nil {
		return w.counts, err
	}
	return w.counts, w.sealed.Close()
}
