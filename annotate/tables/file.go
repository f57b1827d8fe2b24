package tables

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
)

// Writer writes a table as a file, row by row.
type Writer struct {
	out     *bufio.Writer
	columns []Column
	json    bool
	rows    int
}

// FileOptions say what a file looks like.
type FileOptions struct {
	JSON bool // an array of objects instead of CSV
	BOM  bool // a CSV begins with the byte order mark, by which spreadsheets know UTF-8
}

// NewWriter begins a file: a CSV as RFC 4180 has it, with a heading, or JSON.
func NewWriter(out io.Writer, k Kind, o FileOptions) (*Writer, error) {
	w := &Writer{out: bufio.NewWriter(out), columns: columns[k], json: o.JSON}
	if o.JSON {
		_, err := w.out.WriteString("[")
		return w, err
	}
	if o.BOM {
		w.out.WriteString("\ufeff") // an error stays and is told by Flush
	}
	var heads []string
	for _, c := range w.columns {
		heads = append(heads, c.ID)
	}
	return w, w.line(heads)
}

// Write writes a row. whole gives all words of one that were cut; it may be
// nil where none were.
func (w *Writer) Write(r *Row, whole func(*Row) (string, error)) error {
	cells := make([]string, len(w.columns))
	for i := range w.columns {
		c := &w.columns[i]
		cells[i] = c.Cell(r)
		if c.IsWords() && r.Cut && whole != nil {
			words, err := whole(r)
			if err != nil {
				return err
			}
			cells[i] = words
		}
		if !w.json && !c.Number {
			cells[i] = Guard(cells[i])
		}
	}
	if w.json {
		return w.object(cells)
	}
	return w.line(cells)
}

// Guard puts an apostrophe before what a spreadsheet would take for a formula:
// a cell that begins with =, +, -, @, a tab or a line end.
func Guard(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// line writes a line of CSV. The library's writer turns the line ends within
// cells into others; what is marked must stay as it is.
func (w *Writer) line(cells []string) error {
	for i, cell := range cells {
		if i > 0 {
			w.out.WriteByte(',')
		}
		if strings.ContainsAny(cell, ",\"\r\n") || strings.TrimSpace(cell) != cell {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		w.out.WriteString(cell)
	}
	_, err := w.out.WriteString("\r\n")
	return err
}

// object writes a row as an object, its fields in the order of the columns.
func (w *Writer) object(cells []string) error {
	if w.rows++; w.rows > 1 {
		w.out.WriteByte(',')
	}
	w.out.WriteString("\n  {")
	for i, cell := range cells {
		if i > 0 {
			w.out.WriteString(", ")
		}
		w.out.WriteString(`"` + w.columns[i].ID + `": `)
		if w.columns[i].Number {
			w.out.WriteString(cell)
			continue
		}
		var b strings.Builder
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(cell); err != nil {
			return err
		}
		w.out.WriteString(strings.TrimSuffix(b.String(), "\n"))
	}
	_, err := w.out.WriteString("}")
	return err
}

// Close ends the file; it does not close what it was written to.
func (w *Writer) Close() error {
	if w.json {
		if w.rows > 0 {
			w.out.WriteByte('\n')
		}
		w.out.WriteString("]\n")
	}
	return w.out.Flush()
}
