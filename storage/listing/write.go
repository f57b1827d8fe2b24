package listing

import (
	"encoding/binary"
	"hash/crc32"
	"io"

	"bluepencil/annotate"
)

// magic begins a file; its last byte is the version of the format.
const magic = "bp list\x01"

// The lengths of the header and of a block's head in bytes.
const (
	headerSize = len(magic) + 16 + 16 + 8 + 16 + 4
	blockHead  = 4 + 4 + 4 // bytes that follow, entries among them, checksum
)

// blockSize is from how many bytes on a block is closed; mostBlock is more
// than any has.
const (
	blockSize = 128 << 10
	mostBlock = 64 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Writer writes a listing.
type Writer struct {
	out     io.Writer
	block   []byte // head and entries
	entries uint32 // in the block
	ids     map[annotate.ID]uint64
	err     error
}

// NewWriter begins a listing on out. Entries are to come in the order of
// their ids; Close ends it.
func NewWriter(out io.Writer, s Stamp) *Writer {
	w := &Writer{out: out, ids: map[annotate.ID]uint64{}, block: make([]byte, blockHead, blockSize+4096)}
	_, w.err = out.Write(appendHeader(nil, s))
	return w
}

func appendHeader(b []byte, s Stamp) []byte {
	b = append(b, magic...)
	b = append(b, s.Project[:]...)
	b = append(b, s.Replica[:]...)
	b = binary.BigEndian.AppendUint64(b, s.Arrival)
	b = append(b, s.Change[:]...)
	return binary.BigEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// Add writes an entry, which it does not keep. Absent ones are passed over.
func (w *Writer) Add(e *Entry) error {
	if e.State == Absent || w.err != nil {
		return w.err
	}
	w.block = append(append(w.block, e.ID[:]...), byte(e.State))
	w.id(e.Batch)
	w.block = binary.AppendUvarint(w.block, uint64(len(e.Standing)))
	for _, s := range e.Standing {
		w.id(s.Person)
		w.text([]byte(s.Status))
	}
	w.text(e.Words)
	w.text(e.Published)
	if w.entries++; len(w.block) >= blockSize {
		w.flush()
	}
	return w.err
}

// id writes an id whole at its first time and its number from then on.
func (w *Writer) id(id annotate.ID) {
	if n, ok := w.ids[id]; ok {
		w.block = binary.AppendUvarint(w.block, n)
		return
	}
	w.ids[id] = uint64(len(w.ids)) + 1
	w.block = append(append(w.block, 0), id[:]...)
}

func (w *Writer) text(b []byte) {
	w.block = append(binary.AppendUvarint(w.block, uint64(len(b))), b...)
}

func (w *Writer) flush() {
	binary.BigEndian.PutUint32(w.block, uint32(len(w.block)-blockHead))
	binary.BigEndian.PutUint32(w.block[4:], w.entries)
	binary.BigEndian.PutUint32(w.block[8:], crc32.Checksum(w.block[blockHead:], castagnoli))
	if _, err := w.out.Write(w.block); w.err == nil {
		w.err = err
	}
	w.block, w.entries = w.block[:blockHead], 0
}

// Close writes what is left and the end. It does not close the output.
func (w *Writer) Close() error {
	if w.entries > 0 && w.err == nil {
		w.flush()
	}
	if w.err == nil {
		w.flush()
	}
	return w.err
}
