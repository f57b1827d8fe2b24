package bluepencil

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
)

// longestLine bounds a line in bytes: an article of 16 MB, escaped, with its
// annotations.
const longestLine = 256 << 20

// ErrLongLine: a line is longer than any article's can be.
var ErrLongLine = fmt.Errorf("longer than %d MB", longestLine>>20)

// ReadOptions say how a file is read.
type ReadOptions struct {
	// Text gives the text with a hash, for lines that came without theirs;
	// nil where there is none.
	Text func(annotate.Digest) (text string, ok bool, err error)
	// LongestLine bounds a line in bytes; 0 means 256 MB.
	LongestLine int
}

// Reader reads a file of lines, one line at a time. It is a format.Reader.
type Reader struct {
	in     *bufio.Reader
	o      ReadOptions
	number int // of the line last read, from 1
	buffer []byte
}

var _ format.Reader = (*Reader)(nil)

// NewReader reads from a stream.
func NewReader(in io.Reader, o ReadOptions) *Reader {
	if o.LongestLine == 0 {
		o.LongestLine = longestLine
	}
	return &Reader{in: bufio.NewReaderSize(in, 1<<16), o: o}
}

// Next gives the article of the next line, and io.EOF after the last. A
// *format.RecordError is about one line only. Blank lines are passed over.
func (r *Reader) Next() (*format.Incoming, error) {
	for {
		raw, err := r.line()
		where := fmt.Sprintf("line %d", r.number)
		if errors.Is(err, ErrLongLine) {
			return nil, &format.RecordError{Where: where, Err: err}
		}
		if err != nil {
			return nil, err
		}
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		incoming, err := r.incoming(raw)
		if err != nil {
			return nil, &format.RecordError{Where: where, Err: err}
		}
		incoming.Where = where
		return incoming, nil
	}
}

// line reads one line without its end. Of one that is too long the rest is
// read and forgotten. The bytes are valid until the next call.
func (r *Reader) line() ([]byte, error) {
	r.buffer = r.buffer[:0]
	r.number++
	tooLong := false
	for {
		part, err := r.in.ReadSlice('\n')
		if tooLong = tooLong || len(r.buffer)+len(part) > r.o.LongestLine; !tooLong {
			r.buffer = append(r.buffer, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && (len(r.buffer) > 0 || tooLong), err == nil:
			if tooLong {
				return nil, ErrLongLine
			}
			if r.number == 1 {
				return bytes.TrimPrefix(r.buffer, []byte("\xef\xbb\xbf")), nil
			}
			return r.buffer, nil
		default:
			return nil, err
		}
	}
}

func (r *Reader) incoming(raw []byte) (*format.Incoming, error) {
	line, err := Parse(raw)
	if err != nil {
		return nil, err
	}
	return line.Incoming(r.o.Text)
}

// Incoming gives the line as an import takes it: the document, and per layer
// the annotations whose spans hold. textOf gives texts by their hash, for a
// line that came without its own; it may be nil.
func (l *Line) Incoming(textOf func(annotate.Digest) (string, bool, error)) (*format.Incoming, error) {
	document, err := l.document()
	if err != nil {
		return nil, err
	}
	whole := document.Text
	if l.Text == nil {
		ok := false
		if textOf != nil {
			whole, ok, err = textOf(document.TextSHA256)
		}
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("%w, and the project has no article with its hash; import the article first", ErrNoText)
		}
	}
	byLayer, bad, err := l.ReadWith(whole)
	if err != nil {
		return nil, err
	}
	out := &format.Incoming{ID: l.ID, Replaces: l.Replaces, Document: document}
	for _, layer := range l.Layers {
		out.Layers = append(out.Layers, format.IncomingLayer{Person: layer.Person, Status: layer.Status, Reason: layer.Reason, Annotations: byLayer[layer.Person]})
		delete(byLayer, layer.Person)
	}
	for handle, list := range byLayer {
		out.Problems = append(out.Problems, format.Problem{Article: document.Title,
			What: fmt.Sprintf("%d annotations are in the layer of %q, which the line does not list", len(list), handle)})
	}
	decisions, refused := l.decisions(whole)
	out.Decisions, out.Rule = decisions, l.Review.Rule
	for _, err := range refused {
		out.Problems = append(out.Problems, format.Problem{Article: document.Title, What: err.Error()})
	}
	for _, e := range l.Entities {
		out.Entities = append(out.Entities, e.domain())
	}
	for i := range l.Review.Comments {
		out.Comments = append(out.Comments, l.Review.Comments[i].incoming(l.ID))
	}
	for _, m := range bad {
		out.Problems = append(out.Problems, format.Problem{Article: document.Title, What: m.String()})
	}
	return out, nil
}
