package tables

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate"
)

// Filter says which rows a table shows. All that is set must hold. The rows of
// names gather what is left of the markings; Text and Values then look at what
// was gathered. The balance is that of the quotes that fit.
type Filter struct {
	Text     string // in any cell the window shows; upper and lower case are the same
	Label    annotate.LabelID
	Outlet   string // in the outlet's name; upper and lower case are the same
	Person   annotate.ID
	Statuses []annotate.Status
	From, To string            // days, months or years, both included; articles without a date fit neither
	Values   map[string]string // by the id of a column: exactly this, "" for what is not filled in
}

// fits tells whether a marking passes what can be told of all markings.
func (f *Filter) fits(a *Article, l *Layer, label annotate.LabelID) bool {
	switch {
	case f.Label != "" && label != f.Label,
		!f.Person.IsZero() && l.Person != f.Person,
		len(f.Statuses) > 0 && !slices.Contains(f.Statuses, l.Status),
		f.From != "" && (a.Published == "" || a.Published < f.From),
		f.To != "" && (a.Published == "" || a.Published[:min(len(a.Published), len(f.To))] > f.To):
		return false
	}
	return f.Outlet == "" || strings.Contains(strings.ToLower(a.Outlet), strings.ToLower(strings.TrimSpace(f.Outlet)))
}

// shows tells whether a row passes what its cells say.
func (f *Filter) shows(columns []Column, r *Row, words string) bool {
	for i := range columns {
		if want, ok := f.Values[columns[i].ID]; ok && columns[i].Cell(r) != want {
			return false
		}
	}
	if words == "" {
		return true
	}
	return slices.ContainsFunc(columns, func(c Column) bool {
		return !c.InFile && strings.Contains(strings.ToLower(c.Cell(r)), words)
	})
}

// Table gives the rows that a filter lets through, in the order of the project.
func (c *Collector) Table(k Kind, f Filter) *Table {
	t := &Table{Kind: k, Columns: columns[k]}
	if k == Balance {
		t.Rows = balance(SourceBalance(c.Table(Quotes, f).Rows))
		return t
	}
	f.Values = f.valuesOf(t.Columns)
	words := strings.ToLower(strings.TrimSpace(f.Text))
	var rows []*Row
	switch k {
	case Quotes:
		rows = c.fitting(c.quotes, &f)
	case Claims:
		rows = c.fitting(c.claims, &f)
	case Names:
		rows = c.gatherNames(&f)
	case Strings:
		rows = c.gatherStrings(&f)
	}
	for _, r := range rows {
		if f.shows(t.Columns, r, words) {
			t.Rows = append(t.Rows, r)
		}
	}
	return t
}

// valuesOf leaves out what is asked of columns that the table does not have.
func (f *Filter) valuesOf(columns []Column) map[string]string {
	values := map[string]string{}
	for _, c := range columns {
		if v, ok := f.Values[c.ID]; ok {
			values[c.ID] = v
		}
	}
	return values
}

func (c *Collector) fitting(rows []*Row, f *Filter) (list []*Row) {
	for _, r := range rows {
		if f.fits(r.Article, r.Layer, r.Label) {
			list = append(list, r)
		}
	}
	return list
}

// Sort orders the rows by a column; those that are alike keep their order.
// What is empty comes last, whichever way.
func (t *Table) Sort(column string, descending bool) {
	at := slices.IndexFunc(t.Columns, func(c Column) bool { return c.ID == column })
	if at < 0 {
		return
	}
	type keyed struct {
		row    *Row
		words  string
		number float64
	}
	keys := make([]keyed, len(t.Rows))
	for i, r := range t.Rows {
		keys[i] = keyed{row: r, words: strings.ToLower(t.Columns[at].Cell(r))}
		if t.Columns[at].Number {
			keys[i].number, _ = strconv.ParseFloat(keys[i].words, 64)
		}
	}
	way := 1
	if descending {
		way = -1
	}
	slices.SortStableFunc(keys, func(a, b keyed) int {
		if a.words == "" || b.words == "" {
			return cmp.Compare(emptyLast(a.words), emptyLast(b.words))
		}
		if t.Columns[at].Number {
			return way * cmp.Compare(a.number, b.number)
		}
		return way * strings.Compare(a.words, b.words)
	})
	for i := range keys {
		t.Rows[i] = keys[i].row
	}
}

func emptyLast(s string) int {
	if s == "" {
		return 1
	}
	return 0
}

// Values lists what a column's cells hold, each once, in order: what a filter
// can ask for. It gives up at most and one more.
func (t *Table) Values(column string, most int) []string {
	at := slices.IndexFunc(t.Columns, func(c Column) bool { return c.ID == column })
	if at < 0 {
		return nil
	}
	seen := map[string]bool{}
	for _, r := range t.Rows {
		if seen[t.Columns[at].Cell(r)] = true; len(seen) > most {
			break
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
