package source

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"bluepencil/annotate/source/newswire"
)

// Part is one article of a file, or why there is none.
type Part struct {
	// Where is its place in a file of many: "line 12", "letters/3.html". It is
	// "" where the file is one article.
	Where    string
	Document Document
	Err      error
}

// Input is an opened file of many articles. Containers read from it as they
// go, so that a large one never lies in memory as a whole.
type Input struct {
	Name string // without its folders
	Size int64  // bytes
	io.ReaderAt
}

// Reader reads the input from its beginning.
func (in Input) Reader() io.Reader { return io.NewSectionReader(in.ReaderAt, 0, in.Size) }

// headSize is how many bytes of a file its kind is told by.
const headSize = 4096

// ReadParts reads the articles of a file and visits them in their order. A
// file that is one article has one part. What is wrong with one article is in
// its part, and the others follow; what is wrong with the file is the error,
// as ReadFile gives it, as is an error of visit and the end of the context.
func ReadParts(ctx context.Context, path string, o Options, visit func(Part) error) error {
	file, size, err := openFile(path, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	in := Input{Name: filepath.Base(path), Size: size, ReaderAt: file}
	if c := recogniseContainer(in, o); c != nil {
		return c.parts(ctx, in, o, visit)
	}
	if size > MaxSize {
		return ErrTooLarge
	}
	raw, err := readBytes(ctx, path, file, size)
	if err != nil {
		return err
	}
	d, err := Read(raw, in.Name, o)
	if err != nil {
		return err
	}
	return visit(Part{Document: d})
}

// HoldsRecords tells by the beginning of a file whether it is a table or the
// like, whose columns can be mapped: see PreviewFile. It fails as ReadParts
// does where the file cannot be opened.
func HoldsRecords(path string, o Options) (bool, error) {
	c, err := containerOf(path, o)
	return c != nil && isTable(c.name), err
}

// containerOf is the kind of container a file is, or nil.
func containerOf(path string, o Options) (*container, error) {
	file, size, err := openFile(path, 0)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return recogniseContainer(Input{Name: filepath.Base(path), Size: size, ReaderAt: file}, o), nil
}

// recogniseContainer tells the kind of container by the first bytes and the
// name, unless Options name the format. JSON whose columns are mapped holds
// records, whatever its keys are called.
func recogniseContainer(in Input, o Options) *container {
	head, err := headOf(in)
	if err != nil {
		return nil
	}
	if len(o.Columns) > 0 && o.Format == "" && extensionOf(in.Name) == ".json" && newswire.KindOf(head) == newswire.Other {
		o.Format = formatJSONLines
	}
	if o.Format != "" {
		return containerNamed(in, head, o)
	}
	for i := range containers {
		if containers[i].recognise(in.Name, head) {
			return &containers[i]
		}
	}
	return nil
}

// headOf is the beginning of a file, without a byte-order mark.
func headOf(in Input) ([]byte, error) {
	head := make([]byte, min(in.Size, headSize))
	n, err := in.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	return bytes.TrimPrefix(head[:n], []byte("\ufeff")), nil
}

// telling are the extensions of files that only their beginning tells apart.
var telling = map[string]bool{".xml": true, ".json": true}

// MayHold tells whether a file of this name may be taken up: Known ones, and
// those whose beginning has to tell.
func MayHold(name string) bool { return Known(name) || telling[extensionOf(name)] }

// recognised tells whether a file whose name says too little is one that is
// read, by its beginning.
func recognised(path string) bool {
	if !telling[extensionOf(path)] {
		return false
	}
	file, size, err := openFile(path, 0)
	if err != nil {
		return false
	}
	defer file.Close()
	return recognisedIn(Input{Name: filepath.Base(path), Size: size, ReaderAt: file})
}

func recognisedIn(in Input) bool {
	head, err := headOf(in)
	return err == nil && (recogniseContainer(in, Options{}) != nil ||
		slices.ContainsFunc(formats, func(f format) bool { return f.recognise != nil && f.recognise(head) }))
}

// openFile opens a regular file of at most limit bytes; 0 sets no limit. It
// looks before it opens, since opening can already do something to a device,
// and again after, since another file may be there by then; non-blocking, a
// pipe opens at once.
func openFile(path string, limit int64) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err == nil {
		err = refuse(info, limit)
	}
	if err != nil {
		return nil, 0, explain(path, err)
	}
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, 0, explain(path, err)
	}
	if info, err = file.Stat(); err == nil {
		err = refuse(info, limit)
	}
	if err != nil {
		_ = file.Close() // it was only opened for reading
		return nil, 0, explain(path, err)
	}
	return file, info.Size(), nil
}
