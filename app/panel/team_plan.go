package panel

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// planTable is the preview of a rule: a row for everything, then one for each
// outlet or month; how many articles, how many shared, and what each person
// gets.
type planTable struct {
	widget.Table
	people map[annotate.ID]annotate.Person
	plan   *rounds.Plan
	order  []int  // of the plan's people, by name
	leave  func() // Escape was pressed
}

// The widths of the preview's columns.
const (
	planNameWidth   = 150
	planNumberWidth = 66
)

func newPlanTable(people []annotate.Person) *planTable {
	t := &planTable{people: map[annotate.ID]annotate.Person{}}
	for _, p := range people {
		t.people[p.ID] = p
	}
	t.Length = t.length
	t.ShowHeaderRow = true
	t.CreateCell = func() fyne.CanvasObject {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		return l
	}
	t.UpdateCell = func(id widget.TableCellID, o fyne.CanvasObject) {
		l := o.(*widget.Label)
		l.Alignment = fyne.TextAlignTrailing
		if id.Col == 0 {
			l.Alignment = fyne.TextAlignLeading
		}
		l.TextStyle.Bold = id.Row == 0
		l.SetText(t.cell(id.Row, id.Col))
	}
	t.CreateHeader = func() fyne.CanvasObject { return newMatrixHead() }
	t.UpdateHeader = func(id widget.TableCellID, o fyne.CanvasObject) {
		h := o.(*matrixHead)
		if at := id.Col - 3; t.plan != nil && at >= 0 && at < len(t.plan.Loads) {
			person := t.people[t.plan.Loads[t.order[at]].Person]
			h.person(&person, "")
			return
		}
		h.article([]string{"", "articles", "shared", ""}[max(0, min(id.Col, 3))])
	}
	t.ExtendBaseWidget(t)
	t.SetColumnWidth(0, planNameWidth)
	for i := 1; i < 3; i++ {
		t.SetColumnWidth(i, planNumberWidth)
	}
	return t
}

func (t *planTable) length() (rows, columns int) {
	if t.plan == nil {
		return 0, 0
	}
	rows = 1
	if len(t.plan.Strata) > 1 {
		rows += len(t.plan.Strata)
	}
	return rows, 3 + len(t.plan.Loads)
}

// cell is what stands in a row and a column; row 0 is everything.
func (t *planTable) cell(row, column int) string {
	name, articles, shared := "everything", t.plan.Articles, t.plan.Shared
	load := func(at int) int { return t.plan.Loads[at].Articles }
	if row > 0 {
		s := &t.plan.Strata[row-1]
		name, articles, shared = s.Name, s.Articles, s.Shared
		if name == "" {
			name = "(not filled in)"
		}
		load = func(at int) int { return s.Loads[at] }
	}
	switch column {
	case 0:
		return name
	case 1:
		return fmt.Sprint(articles)
	case 2:
		return fmt.Sprint(shared)
	}
	return fmt.Sprint(load(t.order[column-3]))
}

func (t *planTable) set(p *rounds.Plan) {
	t.plan, t.order = nil, nil
	if p != nil {
		for i := range p.Loads {
			t.SetColumnWidth(3+i, planNumberWidth)
			t.order = append(t.order, i)
		}
		name := func(i int) string { return strings.ToLower(t.people[p.Loads[i].Person].Name) }
		slices.SortStableFunc(t.order, func(a, b int) int { return cmp.Compare(name(a), name(b)) })
	}
	t.plan = p
	t.Refresh()
}

// TypedKey is Fyne's.
func (t *planTable) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		call(t.leave)
		return
	}
	t.Table.TypedKey(k)
}
