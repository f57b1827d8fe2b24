package table

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// rows splits CSV. A record ends where its line does, unless a quotation mark
// is open; one that is never closed costs the line it stands in and no more.
type rows struct {
	in      *bufio.Reader
	pending []byte // lines that were read and are to be read again
	comma   byte
	end     byte // of lines
	lenient bool // a quotation mark that does not fit stands for itself
	row     int
	buffer  []byte
	again   int // bytes that were read again so far
}

// mostAgain bounds how many bytes of a file are read again, so that a file of
// open quotation marks takes no longer than others.
const mostAgain = 8 * MaxRecord

// line appends the next line with its end.
func (r *rows) line(to []byte) ([]byte, error) {
	if len(r.pending) == 0 {
		return readLine(r.in, r.end, to)
	}
	end := bytes.IndexByte(r.pending, r.end) + 1
	if end == 0 {
		to, r.pending = append(to, r.pending...), nil
		return readMore(r.in, r.end, to)
	}
	if len(to)+end > MaxRecord {
		r.pending = r.pending[end:]
		return to, &recordError{ErrTooLong}
	}
	to, r.pending = append(to, r.pending[:end]...), r.pending[end:]
	return to, nil
}

// readMore appends the rest of a line, of which there may be none.
func readMore(in *bufio.Reader, end byte, line []byte) ([]byte, error) {
	line, err := readLine(in, end, line)
	if err == io.EOF { // there was something before
		err = nil
	}
	return line, err
}

// next gives the next row that is not blank.
func (r *rows) next() ([]byte, string, error) {
	for {
		r.row++
		raw, err := r.record()
		where := fmt.Sprintf("row %d", r.row)
		if err != nil {
			return nil, where, err
		}
		if len(bytes.TrimRight(raw, "\r\n")) > 0 {
			return raw, where, nil
		}
	}
}

// record reads as many lines as the next record has.
func (r *rows) record() ([]byte, error) {
	var err error
	if r.buffer, err = r.line(r.buffer[:0]); err != nil {
		return nil, err
	}
	first := len(r.buffer)
	var state quoting
	state.read(r.buffer, r.comma)
	for state.open() {
		before := len(r.buffer)
		if r.buffer, err = r.line(r.buffer); err != nil {
			return r.giveUp(first, err)
		}
		state.read(r.buffer[before:], r.comma)
	}
	if state.broken && r.lenient && len(r.buffer) > first {
		return r.giveUp(first, nil)
	}
	return r.buffer, nil
}

// giveUp takes the first line for the record and reads the others again.
func (r *rows) giveUp(first int, err error) ([]byte, error) {
	r.again += len(r.buffer) - first
	if r.again > mostAgain {
		return nil, refuse("a quotation mark is opened and never closed, as too many were before; the lines up to here are left out")
	}
	r.pending = append(append([]byte(nil), r.buffer[first:]...), r.pending...)
	switch {
	case r.lenient:
		return r.buffer[:first], nil
	case err == io.EOF:
		return nil, refuse("a quotation mark is opened and never closed")
	}
	return nil, err
}

// quoting follows the quotation marks of a record.
type quoting struct {
	inside bool // of a quoted value
	middle bool // of a value that is not quoted
	closed bool // right after a quotation mark inside a quoted value
	broken bool // something followed a closing mark
}

// open tells whether the record goes on in the next line.
func (q *quoting) open() bool { return q.inside && !q.closed }

func (q *quoting) read(line []byte, comma byte) {
	for i := 0; i < len(line); i++ {
		b := line[i]
		switch {
		case q.open():
			at := bytes.IndexByte(line[i:], '"')
			if at < 0 {
				return
			}
			i += at
			q.closed = true
		case q.closed && b == '"':
			q.closed = false
		case b == comma:
			*q = quoting{broken: q.broken}
		case q.closed && (b == '\r' || b == '\n'):
		case q.closed:
			*q = quoting{middle: true, broken: true}
		case b == '"' && !q.middle:
			q.inside = true
		default:
			q.middle = true
		}
	}
}

// fields splits a record into its values.
func fields(raw []byte, comma byte, lenient bool) ([]string, error) {
	raw = bytes.TrimSuffix(bytes.TrimRight(raw, "\n"), []byte("\r"))
	var out []string
	for at := 0; ; {
		value, next, err := field(raw, at, comma)
		if err != nil && lenient {
			return plainFields(raw, comma)
		}
		if err != nil {
			return nil, err
		}
		if out = append(out, value); next > len(raw) {
			return out, nil
		}
		if at = next; len(out) > 2*mostColumns {
			return nil, refuse("there are more than %d values in it", 2*mostColumns)
		}
	}
}

// plainFields splits a record whose quotation marks stand for themselves.
func plainFields(raw []byte, comma byte) ([]string, error) {
	if bytes.Count(raw, []byte{comma}) > 2*mostColumns {
		return nil, refuse("there are more than %d values in it", 2*mostColumns)
	}
	return strings.Split(string(raw), string(rune(comma))), nil
}

// field reads the value at a place, and gives the place of the next, which is
// beyond the end after the last.
func field(raw []byte, at int, comma byte) (value string, next int, err error) {
	if at >= len(raw) || raw[at] != '"' {
		end := bytes.IndexByte(raw[at:], comma)
		if end < 0 {
			end = len(raw) - at
		}
		return string(raw[at : at+end]), at + end + 1, nil
	}
	var out []byte
	for at++; ; {
		end := bytes.IndexByte(raw[at:], '"')
		if end < 0 {
			return "", 0, refuse("a quotation mark is opened and never closed")
		}
		out = append(out, raw[at:at+end]...)
		at += end + 1
		switch {
		case at < len(raw) && raw[at] == '"':
			out = append(out, '"')
			at++
		case at < len(raw) && raw[at] != comma:
			return "", 0, refuse("a quotation mark stands inside a quoted value; it must be written twice")
		default:
			return string(out), at + 1, nil
		}
	}
}
