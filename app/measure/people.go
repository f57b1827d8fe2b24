package measure

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/agreement/report"
)

// matrixOf is person by person.
func (v *View) matrixOf(t *Table) {
	rows, what := v.report.Pairs, "all labels together"
	if v.matrix.Label != "" {
		rows, what = nil, v.labelName(v.matrix.Label)
		for i := range v.report.Labels {
			if v.report.Labels[i].Label == v.matrix.Label {
				rows = v.report.Labels[i].Pairs
			}
		}
	}
	t.Note = fmt.Sprintf("%s of every two people, %s. V and L change what is shown.", Worths()[v.matrix.Worth], what)
	t.Columns = []Column{{Name: "Person", Weight: 1.6}}
	for _, b := range v.report.Layers {
		t.Columns = append(t.Columns, Column{v.person(b).Name, true, 1})
	}
	for _, a := range v.report.Layers {
		line := Line{Cells: []Cell{words(v.person(a).Name)}}
		for _, b := range v.report.Layers {
			line.Cells = append(line.Cells, v.pairCell(rows, a, b))
		}
		t.Lines = append(t.Lines, line)
	}
}

// pairCell is two people.
func (v *View) pairCell(rows []report.Row, a, b string) Cell {
	if a == b {
		return Cell{Undefined: true, Why: "The same person."}
	}
	r := pairOf(rows, a, b)
	if r == nil {
		return undefined("no article is finished by both, or neither uses the label")
	}
	q := &query{title: v.person(a).Name + " and " + v.person(b).Name, people: r.Layers}
	if v.matrix.Label != "" {
		q.title, q.labels = v.labelName(v.matrix.Label)+": "+q.title, []string{v.matrix.Label}
	}
	var c Cell
	switch v.matrix.Worth {
	case Overlap:
		c, q.kinds = percent(&r.F1.OverlapType), []report.Kind{report.Missed, report.OtherLabel}
	case Exact:
		c = percent(&r.F1.Exact)
	case Alpha:
		if r.UAlpha == nil {
			return undefined(noAlphaOfAll + "; choose a label")
		}
		c = decimal(r.UAlpha)
	}
	if q.kinds == nil {
		q.kinds = []report.Kind{report.Missed, report.OtherLabel, report.Boundary}
	}
	c.Bar = c.order
	return v.pairWords(c, r).behind(q)
}

// pairWords says what else is known of two people.
func (v *View) pairWords(c Cell, r *report.Row) Cell {
	c = c.saying("%s; %s F1 overlap %s, exact %s.", counted(r.Articles, "article"), v.spans(r).Why, percent(&r.F1.OverlapType).Text, percent(&r.F1.Exact).Text)
	if r.CI != nil {
		c = c.saying("95 %% interval of F1 overlap: %.1f to %.1f %%.", 100*r.CI[0], 100*r.CI[1])
	}
	if g := r.Gold; g != nil {
		c = c.saying("Against gold, %s: precision %s, recall %s by overlap; precision %s, recall %s exact.", v.person(g.Layer).Name,
			percent(&g.OverlapType.P).Text, percent(&g.OverlapType.R).Text, percent(&g.Exact.P).Text, percent(&g.Exact.R).Text)
	}
	return c
}

// nothing stands for no label.
const nothing = "nothing"

// confusion is label by label, with nothing as the last of each.
func (v *View) confusion(t *Table) {
	t.Note = "Lines are what the first person of each pair has, columns the second; on the diagonal both have the label."
	counts := map[[2]string]int{}
	var ids []string
	for i := range v.report.Labels {
		ids = append(ids, v.report.Labels[i].Label)
	}
	for _, c := range v.report.Confusion {
		counts[[2]string{c.A, c.B}] = c.Count
	}
	ids = append(ids, "")
	name := func(id string) string {
		if id == "" {
			return nothing
		}
		return v.labelName(id)
	}
	t.Columns = []Column{{Name: "First person", Weight: 1.5}}
	for _, b := range ids {
		t.Columns = append(t.Columns, Column{name(b), true, 1})
	}
	for _, a := range ids {
		line := Line{Cells: []Cell{words(name(a))}, last: a == ""}
		sum := 0
		for _, b := range ids {
			sum += counts[[2]string{a, b}]
		}
		for _, b := range ids {
			line.Cells = append(line.Cells, confused(a, b, name, counts[[2]string{a, b}], sum))
		}
		t.Lines = append(t.Lines, line)
	}
}

func confused(a, b string, name func(string) string, n, of int) Cell {
	if n == 0 {
		return Cell{Why: fmt.Sprintf("No span is %s for the first and %s for the second.", name(a), name(b))}
	}
	c := number(n)
	c.Bar = float64(n) / float64(of)
	if a == b {
		return c.saying("Both have %s in the same place; the cases are those with other borders.", name(a)).
			behind(&query{title: name(a) + ": other borders", labels: []string{a}, kinds: []report.Kind{report.Boundary}})
	}
	return c.saying("%s for the first, %s for the second.", name(a), name(b)).
		behind(&query{title: name(a) + " for the first, " + name(b) + " for the second", kinds: []report.Kind{report.Missed, report.OtherLabel}, exactly: &[2]string{a, b}})
}

// names lists people by their handles.
func (v *View) names(handles []string) string {
	list := make([]string, 0, len(handles))
	for _, h := range handles {
		list = append(list, v.person(h).Initials)
	}
	return strings.Join(slices.Compact(list), "  ")
}
