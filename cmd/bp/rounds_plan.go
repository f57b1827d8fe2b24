package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage"
)

type planRow struct {
	Articles    int             `json:"articles"`
	Shared      int             `json:"shared"` // articles of the overlap
	Loads       map[string]int  `json:"loads"`  // articles by handle
	Strata      []stratumRow    `json:"strata"`
	Assignments []plannedAssign `json:"assignments"`
}

type stratumRow struct {
	Name     string         `json:"name"`
	Articles int            `json:"articles"`
	Shared   int            `json:"shared"`
	Loads    map[string]int `json:"loads"`
}

type plannedAssign struct {
	Article annotate.ID `json:"article"`
	Person  string      `json:"person"`
}

func (f *roundFlags) preview(out io.Writer, p *storage.Project, plan *rounds.Plan) error {
	handles, err := handlesOf(p)
	if err != nil {
		return err
	}
	if f.asJSON {
		return writeJSON(out, planRowOf(plan, handles))
	}
	return writePlan(out, plan, handles)
}

// writePlan writes a row for each outlet or month, and one for all.
func writePlan(out io.Writer, plan *rounds.Plan, handles map[annotate.ID]string) error {
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprint(table, "SPREAD OVER\tARTICLES\tSHARED")
	for _, l := range plan.Loads {
		fmt.Fprint(table, "\t", printable(handles[l.Person]))
	}
	fmt.Fprintln(table)
	row := func(name string, articles, shared int, loads []int) {
		fmt.Fprintf(table, "%s\t%d\t%d", printable(name), articles, shared)
		for _, n := range loads {
			fmt.Fprintf(table, "\t%d", n)
		}
		fmt.Fprintln(table)
	}
	var all []int
	for _, l := range plan.Loads {
		all = append(all, l.Articles)
	}
	if len(plan.Strata) > 1 {
		for _, s := range plan.Strata {
			name := s.Name
			if name == "" {
				name = "(not filled in)"
			}
			row(name, s.Articles, s.Shared, s.Loads)
		}
	}
	row("all", plan.Articles, plan.Shared, all)
	return table.Flush()
}

func planRowOf(plan *rounds.Plan, handles map[annotate.ID]string) planRow {
	row := planRow{Articles: plan.Articles, Shared: plan.Shared, Loads: map[string]int{}, Strata: []stratumRow{}, Assignments: []plannedAssign{}}
	for _, l := range plan.Loads {
		row.Loads[handles[l.Person]] = l.Articles
	}
	for _, s := range plan.Strata {
		one := stratumRow{Name: s.Name, Articles: s.Articles, Shared: s.Shared, Loads: map[string]int{}}
		for i, n := range s.Loads {
			one.Loads[handles[plan.Loads[i].Person]] = n
		}
		row.Strata = append(row.Strata, one)
	}
	for _, c := range plan.Cells {
		row.Assignments = append(row.Assignments, plannedAssign{c.Article, handles[c.Person]})
	}
	return row
}
