package csv

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// rows reads a table row by row. A quotation mark that does not begin a field
// stands for itself; line ends within quotation marks stay as they are.
type rows struct {
	in    *bufio.Reader
	comma byte
	line  int // the number of the line that comes next
}

var errOpen = errors.New("a quotation mark is never closed")

// next gives the fields of the next row that is not blank, and the line it
// begins in.
func (r *rows) next() (fields []string, line int, err error) {
	for {
		line = r.line
		fields, err = r.row()
		if err != nil || len(fields) > 1 || fields[0] != "" {
			return fields, line, err
		}
	}
}

// row reads to the end of a row. io.EOF comes alone.
func (r *rows) row() ([]string, error) {
	var fields []string
	var field []byte
	started, quoted := false, false // the field has begun; it is within quotation marks
	for {
		c, err := r.in.ReadByte()
		switch {
		case err == io.EOF && quoted:
			return nil, errOpen
		case err == io.EOF && len(fields) == 0 && len(field) == 0 && !started:
			return nil, io.EOF
		case err == io.EOF:
			return append(fields, string(field)), nil
		case err != nil:
			return nil, err
		case quoted && c == '"':
			if !r.follows('"') {
				quoted = false
				continue
			}
			field = append(field, c)
		case quoted:
			if c == '\n' {
				r.line++
			}
			field = append(field, c)
		case c == '"' && !started:
			started, quoted = true, true
		case c == r.comma:
			fields, field, started = append(fields, string(field)), field[:0], false
		case c == '\n' || c == '\r':
			if c == '\r' {
				r.follows('\n')
			}
			r.line++
			return append(fields, string(field)), nil
		default:
			started = true
			field = append(field, c)
		}
	}
}

// follows takes the byte if it comes next.
func (r *rows) follows(c byte) bool {
	next, err := r.in.Peek(1)
	if err != nil || next[0] != c {
		return false
	}
	_, err = r.in.Discard(1)
	return err == nil
}

// appendRow writes a row; fields are quoted where they must be.
func appendRow(to []byte, fields []string) []byte {
	for i, field := range fields {
		if i > 0 {
			to = append(to, ',')
		}
		if field == "" && len(fields) > 1 || field != "" && !strings.ContainsAny(field, "\",;\r\n\t") && field[0] != ' ' && field[len(field)-1] != ' ' {
			to = append(to, field...)
			continue
		}
		to = append(to, '"')
		to = append(to, strings.ReplaceAll(field, `"`, `""`)...)
		to = append(to, '"')
	}
	return append(to, '\n')
}

// commaOf finds what parts the fields of a heading.
func commaOf(head []byte) byte {
	line := string(head)
	if end := strings.IndexAny(line, "\r\n"); end >= 0 {
		line = line[:end]
	}
	best, most := byte(','), strings.Count(line, ",")
	for _, c := range []byte{'\t', ';', '|'} {
		if n := strings.Count(line, string(rune(c))); n > most {
			best, most = c, n
		}
	}
	return best
}
