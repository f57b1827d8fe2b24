package foreign

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"testing/fstest" // a file system in memory

	"bluepencil/annotate/format"
	"bluepencil/annotate/text"
)

// Framer is a Writer whose files have a beginning, an end, or something between
// records. Without it, LayoutRecords has none of them and LayoutArray those of
// a JSON array.
type Framer interface {
	Frame() Frame
}

// Frame is what stands around the records of a file.
type Frame struct{ Begin, Between, End string }

// FrameOf is the frame of the files that a writer makes.
func FrameOf(c *Codec, w Writer) Frame {
	if framer, ok := w.(Framer); ok {
		return framer.Frame()
	}
	if c.Layout == LayoutArray {
		return Frame{Begin: "[\n", Between: ",\n", End: "\n]\n"}
	}
	return Frame{}
}

// ReadBack reads what Encode gave of one document: settled, as an import would
// have it. The companions lie beside it as they will lie beside the export.
func ReadBack(c *Codec, frame Frame, companions []format.Companion, name string, pieces []Piece, unit text.Unit, o ReadOptions) (*Document, error) {
	folder := fstest.MapFS{}
	for _, companion := range companions {
		folder[companion.Name] = &fstest.MapFile{Data: companion.Content}
	}
	main := name + c.Extension
	for _, p := range pieces {
		file, data := main, p.Data
		if c.Layout == LayoutFiles {
			file = name + p.Ending
		} else {
			data = append(append([]byte(frame.Begin), data...), frame.End...)
		}
		folder[file] = &fstest.MapFile{Data: data}
	}
	docs, err := ReadAll(c, folder, main, o)
	if err != nil {
		return nil, err
	}
	if len(docs) != 1 {
		return nil, fmt.Errorf("%w: %d documents, not one", ErrDifferent, len(docs))
	}
	Settle(docs[0], unit) // what does not fit was kept in an envelope and is no mark of ours
	return docs[0], nil
}

// ReadAll reads a whole file, its spans as they stand there. It ends at the
// first document that cannot be read.
func ReadAll(c *Codec, folder fs.FS, name string, o ReadOptions) (docs []*Document, err error) {
	r, err := c.Open(folder, name, o)
	if err != nil {
		return nil, err
	}
	if closer, ok := r.(io.Closer); ok {
		defer func() { err = errors.Join(err, closer.Close()) }()
	}
	for {
		d, err := r.Next()
		if err == io.EOF {
			return docs, nil
		}
		if err != nil {
			return docs, err
		}
		docs = append(docs, d)
	}
}
