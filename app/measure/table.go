package measure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement/report"
)

// Table is one of the tables of the page, as it is shown.
type Table struct {
	Columns []Column
	Lines   []Line
	Note    string // what the numbers are
}

// Column is a column of a table.
type Column struct {
	Name   string
	Number bool
	Weight float32 // how wide it is beside the others
}

// Line is a line of a table.
type Line struct {
	Cells []Cell
	last  bool // stays below the others however they are sorted
}

// Cell is one place of a table.
type Cell struct {
	Text string
	// Why says more about it: where it is undefined, the reason.
	Why string
	// Undefined tells that there is no value.
	Undefined bool
	// Bar is how much of the cell a bar fills, from 0 to 1.
	Bar float64

	order   float64
	query   *query      // the cases behind it
	article annotate.ID // that it stands for
}

// Opens tells whether there is something behind the cell.
func (c *Cell) Opens() bool { return c.query != nil || !c.article.IsZero() }

// undefinedMark stands for a value that is undefined.
const undefinedMark = "–"

// undefined is a cell without a value.
func undefined(reason string) Cell {
	return Cell{Text: undefinedMark, Why: "Undefined: " + reason + ".", Undefined: true}
}

func (c Cell) behind(q *query) Cell {
	c.query = q
	return c
}

func (c Cell) saying(format string, a ...any) Cell {
	words := fmt.Sprintf(format, a...)
	if c.Why != "" {
		words = c.Why + " " + words
	}
	c.Why = words
	return c
}

func words(s string) Cell { return Cell{Text: s} }

func number(n int) Cell { return Cell{Text: fmt.Sprint(n), order: float64(n)} }

// percent is a value as a share of a hundred.
func percent(v *report.Value) Cell { return valued(v, 100, "%.1f %%") }

// decimal is a value with two digits.
func decimal(v *report.Value) Cell { return valued(v, 1, "%.2f") }

func valued(v *report.Value, times float64, format string) Cell {
	switch {
	case v == nil:
		return undefined("it does not apply")
	case !v.Defined():
		return undefined(v.Undefined)
	}
	return Cell{Text: rounded(format, times*v.Number), order: v.Number}
}

// rounded is a number in a format; a little less than nothing is nothing.
func rounded(format string, x float64) string {
	s := fmt.Sprintf(format, x)
	if strings.Trim(s, "-0. %") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// interval is where 95 of 100 resamples lie.
func interval(ci *[2]float64, reason, of string) Cell {
	if ci == nil {
		return undefined(cmp.Or(reason, "too few documents"))
	}
	return Cell{Text: rounded("%.2f", ci[0]) + " to " + rounded("%.2f", ci[1]), order: ci[0], Why: "95 of 100 resamples of the articles lie here: " + of + "."}
}

// order is how a table is sorted; the zero value is as it comes.
type order struct {
	column     int // from 1 on
	descending bool
}

// sort sorts the lines; what is undefined comes last either way.
func (t *Table) sort(by order) {
	if by.column == 0 || by.column > len(t.Columns) {
		return
	}
	at := by.column - 1
	slices.SortStableFunc(t.Lines, func(x, y Line) int {
		a, b := &x.Cells[at], &y.Cells[at]
		c := strings.Compare(strings.ToLower(a.Text), strings.ToLower(b.Text))
		if t.Columns[at].Number {
			c = cmp.Compare(a.order, b.order)
		}
		if by.descending {
			c = -c
		}
		return cmp.Or(last(x.last, y.last), last(a.Undefined, b.Undefined), c)
	})
}

// last puts what is so behind what is not.
func last(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}

// Table is what is shown: the cases, where somebody asked for them.
func (v *View) Table() *Table {
	if v.cases != nil {
		return v.cases.table
	}
	return v.table
}

// Sort orders by a column, counted from 0; asked for twice, the other way
// round, and the third time as it was.
func (v *View) Sort(column int) {
	t := v.Table()
	if column < 0 || column >= len(t.Columns) {
		return
	}
	by := v.sorting()
	switch first := (order{column + 1, t.Columns[column].Number}); {
	case by.column != column+1:
		by = first
	case by == first:
		by.descending = !by.descending
	default:
		by = order{}
	}
	if v.cases != nil {
		v.cases.sorted = by
		v.cases.fill()
		v.o.Show()
		return
	}
	v.sorted[v.part] = by
	v.make()
}

func (v *View) sorting() order {
	if v.cases != nil {
		return v.cases.sorted
	}
	return v.sorted[v.part]
}

// Sorted is the column by which the table is sorted, or -1, and whether downwards.
func (v *View) Sorted() (column int, descending bool) {
	by := v.sorting()
	return by.column - 1, by.descending
}

// At is the row and the column the keyboard is on.
func (v *View) At() (row, column int) {
	t := v.Table()
	if v.cases != nil {
		return min(v.cases.row, len(t.Lines)-1), 0
	}
	return min(v.row[v.part], len(t.Lines)-1), min(v.column[v.part], len(t.Columns)-1)
}

// Go moves the keyboard to a cell, or as near to it as there is one.
func (v *View) Go(row, column int) {
	t := v.Table()
	row, column = max(min(row, len(t.Lines)-1), 0), max(min(column, len(t.Columns)-1), 0)
	if v.cases != nil {
		v.cases.row = row
		return
	}
	v.row[v.part], v.column[v.part] = row, column
}

// cell is the cell at a place, nil where there is none.
func (v *View) cell(row, column int) *Cell {
	t := v.Table()
	if row < 0 || row >= len(t.Lines) || column < 0 || column >= len(t.Lines[row].Cells) {
		return nil
	}
	return &t.Lines[row].Cells[column]
}

// Detail says in words what is at a place.
func (v *View) Detail(row, column int) string {
	c := v.cell(row, column)
	if c == nil {
		return v.Table().Note
	}
	t := v.Table()
	var parts []string
	if v.cases != nil {
		for _, cell := range t.Lines[row].Cells {
			parts = append(parts, cell.Text)
		}
		return strings.Join(parts, "   ")
	}
	if column > 0 {
		parts = append(parts, fmt.Sprintf("%s · %s: %s", t.Lines[row].Cells[0].Text, t.Columns[column].Name, c.Text))
	} else {
		parts = append(parts, c.Text)
	}
	if c.Why != "" {
		parts = append(parts, c.Why)
	}
	return strings.Join(parts, "   ")
}
