package near

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"

	"bluepencil/annotate"
	"bluepencil/annotate/text/shingle"
)

// record is what is kept of an article: which text it is of, how many shingles
// that has, and its signature.
type record struct {
	id        annotate.ID
	text      annotate.Digest
	size      uint32
	signature shingle.Signature
}

// recordBytes is the size of a record in a file.
const recordBytes = 16 + 32 + 4 + 4*shingle.Hashes

func (r *record) append(b []byte) []byte {
	b = append(b, r.id[:]...)
	b = append(b, r.text[:]...)
	b = binary.LittleEndian.AppendUint32(b, r.size)
	for _, h := range r.signature {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	return b
}

func readRecord(b []byte) record {
	r := record{id: annotate.ID(b[:16]), text: annotate.Digest(b[16:48]), size: binary.LittleEndian.Uint32(b[48:])}
	for i := range r.signature {
		r.signature[i] = binary.LittleEndian.Uint32(b[52+4*i:])
	}
	return r
}

// table is the records of a project, in the order of their articles: 564 bytes
// an article, while an update is under way.
type table struct{ records []record }

func (t *table) len() int         { return len(t.records) }
func (t *table) at(i int) *record { return &t.records[i] }

// readTable reads a file of records. One that is missing, damaged or of
// another project is empty: then everything is made again.
func readTable(path string, head header) map[annotate.ID]record {
	known := map[annotate.ID]record{}
	b, ok := readFile(path, head)
	if !ok || len(b)%recordBytes != 0 {
		return known
	}
	for ; len(b) > 0; b = b[recordBytes:] {
		r := readRecord(b)
		known[r.id] = r
	}
	return known
}

// header says what a file of the index is of. A file of another format, or of
// another copy of the project, is not used.
type header struct {
	Format  string
	Project annotate.ID
	Replica annotate.ID
}

// format changes with the shape of the files and with what a signature is.
const format = "bluepencil-near/1"

func (x *Index) header() header { return header{format, x.p.ID(), x.p.Replica()} }

func (h header) bytes() []byte {
	b := append([]byte(h.Format), '\n')
	b = append(b, h.Project[:]...)
	return append(b, h.Replica[:]...)
}

// readFile gives what follows the header and the digest of a file; ok is false
// where it is not what it should be.
func readFile(path string, head header) (content []byte, ok bool) {
	b, err := os.ReadFile(path)
	want := head.bytes()
	if err != nil || len(b) < len(want)+32 || string(b[:len(want)]) != string(want) {
		return nil, false
	}
	b = b[len(want):]
	content = b[32:]
	return content, annotate.DigestOf(content) == annotate.Digest(b[:32])
}

// writeFile puts a file in place as a whole.
func writeFile(path string, head header, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temporary := path + ".new"
	file, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	digest := annotate.DigestOf(content)
	for _, part := range [][]byte{head.bytes(), digest[:], content} {
		if err == nil {
			_, err = file.Write(part)
		}
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(temporary))
	}
	return err
}
