package page

import (
	"slices"
	"strconv"

	"bluepencil/annotate/agreement/report"
)

// grid is a table with names on both sides.
type grid struct {
	Columns []string
	Rows    []gridRow
}

type gridRow struct {
	Name  string
	Cells []string
}

// matrixOf is person by person: above the diagonal F1 of overlaps, below it of
// exact stretches.
func matrixOf(r *report.Report) grid {
	g := grid{Columns: r.Layers}
	for i, name := range r.Layers {
		row := gridRow{Name: name, Cells: make([]string, len(r.Layers))}
		for k, other := range r.Layers {
			at := slices.IndexFunc(r.Matrix, func(c report.Cell) bool {
				return c.Layers == [2]string{name, other} || c.Layers == [2]string{other, name}
			})
			switch {
			case i == k || at < 0:
			case i < k:
				row.Cells[k] = percent(r.Matrix[at].OverlapType)
			default:
				row.Cells[k] = percent(r.Matrix[at].Exact)
			}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// confusionOf is label by label, with nothing as the last of each.
func confusionOf(r *report.Report) grid {
	const nothing = "nothing"
	var names []string
	counts := map[[2]string]int{}
	for _, c := range r.Confusion {
		counts[[2]string{c.A, c.B}] = c.Count
		for _, label := range []string{c.A, c.B} {
			if label != "" && !slices.Contains(names, label) {
				names = append(names, label)
			}
		}
	}
	slices.Sort(names)
	ids := append(slices.Clone(names), "")
	g := grid{Columns: append(names, nothing)}
	for i, a := range ids {
		row := gridRow{Name: g.Columns[i]}
		for _, b := range ids {
			row.Cells = append(row.Cells, count(counts[[2]string{a, b}]))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// count leaves the cell of nothing empty.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
