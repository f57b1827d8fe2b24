package webanno

import (
	"slices"
	"strconv"
	"strings"
)

// print gives the file. Rows are as they were read unless the table was edited.
func (t *table) print() string {
	lines := slices.Clone(t.head)
	for _, l := range t.layers {
		if l.line >= 0 && l.changed {
			lines[l.line] = l.declared()
		}
	}
	for _, s := range t.sentences {
		for range s.gap {
			lines = append(lines, "")
		}
		lines = append(lines, s.before...)
		for _, r := range s.rows {
			cells := r.cells
			if t.edited {
				cells = t.cells(r)
			}
			lines = append(lines, r.name()+"\t"+strconv.Itoa(r.begin)+"-"+strconv.Itoa(r.end)+"\t"+r.form+cells)
		}
	}
	end := "\n"
	if t.crlf {
		end = "\r\n"
	}
	return strings.Join(lines, end) + strings.ReplaceAll(t.tail, "\n", end)
}

func (l *layer) declared() string {
	return "#T_" + l.kind + "=" + l.name + "|" + strings.Join(l.columns, "|")
}

// cells are what the layers have in a row.
func (t *table) cells(r *row) string {
	var b strings.Builder
	for _, l := range t.layers {
		var here []*anno
		for _, a := range r.annos {
			if a.layer == l && !a.gone {
				here = append(here, a)
			}
		}
		for n := range l.columns {
			b.WriteByte('\t')
			b.WriteString(cell(here, n))
		}
	}
	b.WriteString(r.extra)
	return b.String()
}

// cell is one column of the annotations that a layer has in a row. What the
// file left out stays out; what is written anew is there in every column.
func cell(here []*anno, n int) string {
	some := false
	items := make([]string, 0, len(here))
	for _, a := range here {
		value, is := a.item(n)
		some = some || is
		switch {
		case is:
		case a.id > 0 && !a.touched && n < a.layer.original:
			continue
		default:
			value = "*"
		}
		items = append(items, value+a.suffix(n))
	}
	if !some {
		return "_"
	}
	return strings.Join(items, "|")
}

// item is what an annotation has in a column, before the number. One that says
// nothing anywhere is shown in the first.
func (a *anno) item(n int) (string, bool) {
	switch a.layer.columnKind(n) {
	case roles, targets:
		at := n
		if a.layer.columnKind(n) == roles {
			at++
		}
		if list := a.slots[at]; len(list) > 0 {
			return slots(list, at == n), true
		}
	case source:
		if a.from != nil {
			address := a.from.rows[0].name()
			if a.from.id > 0 || a.to.id > 0 {
				address += "[" + strconv.Itoa(a.from.id) + "_" + strconv.Itoa(a.to.id) + "]"
			}
			return address, true
		}
	}
	if value, is := a.values.get(n); is {
		return value, true
	}
	return "*", n == 0 && len(a.values) == 0
}

func slots(list []slot, addresses bool) string {
	parts := make([]string, len(list))
	for i, s := range list {
		switch {
		case !addresses && s.role == "":
			parts[i] = "*"
		case !addresses:
			parts[i] = s.role
		case s.to == nil:
			parts[i] = s.raw
		default:
			parts[i] = s.to.rows[0].name()
			if s.to.id > 0 {
				parts[i] += "[" + strconv.Itoa(s.to.id) + "]"
			}
		}
	}
	return strings.Join(parts, ";")
}

// suffix is the number, or the place in a chain.
func (a *anno) suffix(n int) string {
	switch kind := a.layer.columnKind(n); {
	case kind == targets || kind == source:
	case kind == chained && a.chain != [2]int{}:
		return "->" + strconv.Itoa(a.chain[0]) + "-" + strconv.Itoa(a.chain[1])
	case a.layer.kind == "CH" && a.chain != [2]int{}:
		return "[" + strconv.Itoa(a.chain[0]) + "]"
	case a.id > 0 && a.layer.kind != "CH":
		return "[" + strconv.Itoa(a.id) + "]"
	}
	return ""
}
