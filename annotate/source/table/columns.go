package table

import (
	"slices"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// mostColumns bounds how many columns are told apart.
const mostColumns = 2000

// columns are the names there are, in the order they came up.
type columns struct {
	names []string
	seen  map[string]bool
}

func (c *columns) add(names ...string) {
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	for _, name := range names {
		if !c.seen[name] && len(c.names) < mostColumns {
			c.seen[name] = true
			c.names = append(c.names, name)
		}
	}
}

// Column is a column of a file, what it is taken for, and what is in it.
type Column struct {
	Name   string
	Target string   // a document field, a part, TextTarget, or "" for nothing
	Values []string // those of the first records, shortened, "" where one has none
}

// Columns gives the columns with the values of the first records, at most most
// of them. It must be called before Next.
func (r *Reader) Columns(most int) []Column {
	out := make([]Column, len(r.known.names))
	at := map[string]int{}
	for i, name := range r.known.names {
		out[i] = Column{Name: name, Target: r.m.targets[name]}
		at[name] = i
	}
	shown := 0
	for _, record := range r.sample {
		if record.err != nil || shown == most {
			continue
		}
		shown++
		for i := range out {
			out[i].Values = append(out[i].Values, "")
		}
		for _, v := range record.values {
			if i, ok := at[v.column]; ok {
				out[i].Values[shown-1] = shorten(strings.Join(v.texts, ", "))
			}
		}
	}
	return out
}

// shorten is the beginning of a value in one line.
func shorten(s string) string {
	const most = 60
	cut := s[:min(len(s), 4*most+utf8.UTFMax)]
	short := text.Shorten(strings.Join(strings.Fields(strings.ToValidUTF8(cut, "")), " "), most)
	if len(cut) < len(s) && !strings.HasSuffix(short, "…") {
		short += "…"
	}
	return short
}

// ColumnsError says that the columns of a file give no articles, and what to do.
type ColumnsError struct {
	Columns []string
	Missing string // a column that was mapped and is not there, or ""
}

// Error lists the columns there are, and says how to name the one with the text.
func (e *ColumnsError) Error() string {
	const most = 30
	names := slices.Clone(e.Columns[:min(len(e.Columns), most)])
	for i, name := range names {
		names[i] = shorten(name)
	}
	if len(e.Columns) > most {
		names = append(names, "…")
	}
	list := strings.Join(names, ", ")
	switch {
	case e.Missing != "":
		return "there is no column " + shorten(e.Missing) + "; the columns are " + list
	case len(e.Columns) == 0:
		return "there are no columns in it"
	}
	return "no column is known to hold the text; the columns are " + list + ": map one of them to text, as in " + shorten(e.Columns[0]) + "=text"
}
