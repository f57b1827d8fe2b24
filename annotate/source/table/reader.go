package table

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"bluepencil/annotate/source/compose"
)

// MaxRecord is the longest record that is read, in bytes.
const MaxRecord = 16 << 20

// Kind is how records are written.
type Kind int

// The kinds of files.
const (
	CSV       Kind = iota // the delimiter is found out
	TSV                   // tabs; a quotation mark that is not closed stands for itself
	JSONLines             // an object a line
	JSONArray             // an array of objects
)

// Options say how records are read.
type Options struct {
	// Columns says what columns hold, by their names: a document field, a part
	// of the text, TextTarget, or "" for nothing. The others go by their names.
	Columns map[string]string
	// Check refuses a record by its bytes; it may be nil.
	Check func(raw []byte) error
}

// Record is one article of a file, or why there is none.
type Record struct {
	Where   string // "line 12", "row 12" as a spreadsheet counts, "record 12"
	Raw     []byte // its bytes; valid until the next record is read
	Article compose.Article
	Err     error
}

// ErrTooLong: a record is longer than MaxRecord.
var ErrTooLong = errors.New("longer than 16 MB")

// ErrNoText: a record has nothing in the columns that hold the text.
var ErrNoText = errors.New("no text in its column")

// Reader reads records one after the other. It belongs to one goroutine.
type Reader struct {
	split  splitter
	parse  parser
	o      Options
	sample []sampled // records read to get to know the columns, to be given first
	ahead  error     // what ended the sample
	known  columns
	m      mapping
}

// splitter finds the records of a file.
type splitter interface {
	// next gives the bytes of a record, valid until the next call, and its
	// place; io.EOF after the last. A *recordError is about one record only.
	next() (raw []byte, where string, err error)
}

// parser names the values of a record. It passes over columns that want does
// not want; a nil want wants all.
type parser func(raw []byte, want *wanted) ([]value, error)

// value is what a record has in one column: several where it is a list.
type value struct {
	column string
	texts  []string
}

// recordError is what is wrong with one record.
type recordError struct{ err error }

func (e *recordError) Error() string { return e.err.Error() }
func (e *recordError) Unwrap() error { return e.err }

func refuse(format string, args ...any) error { return &recordError{fmt.Errorf(format, args...)} }

// NewReader gets to know the columns by the first records. It fails where no
// record can be read; what else is wrong with the columns is in Problem.
func NewReader(in io.Reader, kind Kind, o Options) (*Reader, error) {
	buffered := bufio.NewReaderSize(in, 1<<18)
	r := &Reader{o: o}
	switch kind {
	case JSONLines:
		r.split, r.parse = &lines{in: buffered}, parseJSON
	case JSONArray:
		r.split, r.parse = &array{in: buffered}, parseJSON
	default:
		rows, header, err := openRows(buffered, kind == TSV)
		if err != nil {
			return nil, err
		}
		r.split, r.parse = rows, header.parse
		r.known.add(header.names...)
	}
	if err := r.learn(); err != nil {
		return nil, err
	}
	r.m = newMapping(r.known.names, o.Columns)
	return r, nil
}

// sampled is a record that was read to get to know the columns.
type sampled struct {
	where  string
	raw    []byte
	values []value
	err    error
}

// How much is read to get to know the columns.
const (
	sampleRecords = 50
	sampleBytes   = 1 << 20
)

// learn reads the first records. It fails where all of them are broken.
func (r *Reader) learn() error {
	bytes, good := 0, 0
	for len(r.sample) < sampleRecords && bytes < sampleBytes {
		one, err := r.read(nil)
		if err != nil {
			r.ahead = err
			break
		}
		one.raw = append([]byte(nil), one.raw...)
		bytes += len(one.raw)
		r.sample = append(r.sample, one)
		if one.err == nil {
			good++
			for _, v := range one.values {
				r.known.add(v.column)
			}
		}
	}
	switch {
	case r.ahead != nil && r.ahead != io.EOF && good == 0:
		return r.ahead
	case len(r.sample) > 0 && good == 0:
		return fmt.Errorf("%s: %w", r.sample[0].where, r.sample[0].err)
	}
	return nil
}

// read reads one record. The error is one of the file.
func (r *Reader) read(want *wanted) (sampled, error) {
	raw, where, err := r.split.next()
	one := sampled{where: where, raw: raw}
	var broken *recordError
	if errors.As(err, &broken) {
		one.err = broken.err
		return one, nil
	}
	if err != nil {
		return one, err
	}
	if r.o.Check != nil {
		one.err = r.o.Check(raw)
	}
	if one.err == nil {
		one.values, one.err = r.parse(raw, want)
	}
	return one, nil
}

// Next gives the next record, and io.EOF after the last. Any other error is
// one of the file and ends it.
func (r *Reader) Next() (Record, error) {
	if r.m.err != nil {
		return Record{}, r.m.err
	}
	var one sampled
	if len(r.sample) > 0 {
		one, r.sample = r.sample[0], r.sample[1:]
	} else {
		if r.ahead != nil {
			return Record{}, r.ahead
		}
		var err error
		if one, err = r.read(&r.m.wanted); err != nil {
			r.ahead = err
			return Record{}, err
		}
	}
	out := Record{Where: one.where, Raw: one.raw, Err: one.err}
	if out.Err == nil {
		out.Article, out.Err = r.m.article(one.values)
	}
	return out, nil
}

// Problem says why the columns give no articles: a *ColumnsError, or nil. Next
// fails with it.
func (r *Reader) Problem() error { return r.m.err }
