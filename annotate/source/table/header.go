package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// header names the values of rows.
type header struct {
	names   []string
	comma   byte
	lenient bool
}

// openRows finds out how the rows are written and reads the first, which
// names the columns.
func openRows(in *bufio.Reader, tabs bool) (*rows, *header, error) {
	head, err := in.Peek(sniffBytes)
	if err != nil && err != io.EOF {
		return nil, nil, err
	}
	r := &rows{in: in, end: '\n'}
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		r.end = '\r'
	}
	if comma, length := stated(head); length > 0 {
		r.comma, r.row = comma, 1
		_, err = in.Discard(length)
	} else {
		r.comma, err = sniff(head, r.end, tabs, err == io.EOF), nil
	}
	if err != nil {
		return nil, nil, err
	}
	r.lenient = r.comma == '\t'
	raw, _, err := r.next()
	if err == io.EOF {
		return nil, nil, &ColumnsError{}
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the row that names the columns: %w", err)
	}
	names, err := fields(raw, r.comma, r.lenient)
	if err != nil {
		return nil, nil, fmt.Errorf("the row that names the columns: %w", err)
	}
	if len(names) > mostColumns {
		return nil, nil, fmt.Errorf("the first row names %d columns; the most are %d", len(names), mostColumns)
	}
	return r, &header{distinct(names), r.comma, r.lenient}, nil
}

// stated is the delimiter that the first line states as some spreadsheets do,
// and the length of that line; 0 where it does not.
func stated(head []byte) (comma byte, length int) {
	if !bytes.HasPrefix(head, []byte("sep=")) || len(head) < 6 || head[4] >= utf8.RuneSelf || head[4] == '"' {
		return 0, 0
	}
	for _, end := range []string{"\r\n", "\n"} {
		if bytes.HasPrefix(head[5:], []byte(end)) {
			return head[4], 5 + len(end)
		}
	}
	return 0, 0
}

// distinct makes names of the first row's values: none is empty, none comes twice.
func distinct(values []string) []string {
	seen := map[string]bool{}
	names := make([]string, len(values))
	for i, name := range values {
		name = strings.TrimSpace(name)
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		if seen[name] {
			name = fmt.Sprintf("%s (column %d)", name, i+1)
		}
		seen[name], names[i] = true, name
	}
	return names
}

// parse names the values of a row. One that has more or fewer values than
// there are columns is refused: where one is missing, they are all displaced.
func (h *header) parse(raw []byte, want *wanted) ([]value, error) {
	texts, err := fields(raw, h.comma, h.lenient)
	if err != nil {
		return nil, errors.Unwrap(err)
	}
	for len(texts) > len(h.names) && texts[len(texts)-1] == "" {
		texts = texts[:len(texts)-1]
	}
	if len(texts) != len(h.names) {
		return nil, fmt.Errorf("%d values where the first row names %d columns", len(texts), len(h.names))
	}
	values := make([]value, 0, len(texts))
	for i, text := range texts {
		if text != "" && want.wants(h.names[i]) {
			values = append(values, value{h.names[i], texts[i : i+1]})
		}
	}
	return values, nil
}

// How much the delimiter is found out by.
const (
	sniffBytes   = 1 << 16
	sniffRecords = 20
)

// sniff finds the delimiter that splits the first records most evenly. The
// last record is left out where the file goes on.
func sniff(head []byte, end byte, tabs, whole bool) byte {
	candidates := []byte{',', ';', '\t', '|'}
	if tabs {
		candidates = []byte{'\t', ',', ';', '|'}
	}
	best, most := candidates[0], 0.0
	for _, comma := range candidates {
		if even := evenness(head, comma, end, whole); even > most {
			best, most = comma, even
		}
	}
	return best
}

// evenness is the share of records that have as many values as the first, or
// 0 where that has one only.
func evenness(head []byte, comma, end byte, whole bool) float64 {
	r := rows{in: bufio.NewReader(bytes.NewReader(head)), comma: comma, end: end, lenient: comma == '\t', again: mostAgain}
	first, same, all := 0, 0, 0
	for range sniffRecords {
		raw, _, err := r.next()
		if err == io.EOF {
			break
		}
		if all++; err != nil {
			continue
		}
		values, err := fields(raw, comma, r.lenient)
		switch {
		case err != nil:
		case all == 1:
			first, same = len(values), 1
		case len(values) == first:
			same++
		default:
			if _, peeked := r.in.Peek(1); peeked == io.EOF && len(r.pending) == 0 && !whole {
				all-- // cut off
			}
		}
	}
	if first < 2 || all == 0 {
		return 0
	}
	return float64(same) / float64(all)
}
