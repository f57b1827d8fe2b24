// Package tableview is the presenter of the tables of a project: which table
// is shown, filtered and sorted how, which rows are chosen, and what an edit of
// them would do. It knows no widgets.
package tableview

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync/atomic"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
	"bluepencil/storage"
)

// Project is what the tables need of a project; *storage.Project has it.
type Project interface {
	SeenTables(ctx context.Context, reader annotate.ID, progress func(done, total int)) (*tables.Collector, error)
	PlanEdit(ctx context.Context, person annotate.ID, e tables.Edit, marks []tables.Mark) (*tables.Plan, error)
	WholeWords(*tables.Row) (string, error)
	Subscribe(func(storage.Event)) (cancel func())
}

// Options are what a view is made with.
type Options struct {
	Project Project
	Person  annotate.ID  // who looks at the tables, and may edit their own layers
	UI      func(func()) // runs a function on the screen's goroutine
	Go      func(func()) // runs a function in the background, beside others
	Show    func()       // tells that something to be shown changed, on the screen's goroutine
	Said    func()       // tells that only Words changed, on the screen's goroutine
}

// View is the presenter. Its methods are called on the screen's goroutine.
type View struct {
	o           Options
	ctx         context.Context
	cancel      context.CancelFunc
	unsubscribe func()
	told        atomic.Bool // that the project has changed

	collected *tables.Collector
	reading   bool
	stale     bool // the project has changed since it was read
	shown     bool // somebody looks at it
	progress  string
	failed    error

	kind     tables.Kind
	filter   tables.Filter
	sorted   map[tables.Kind]order
	table    *tables.Table
	shares   []tables.Share
	people   int
	choices  map[string][]string
	making   bool // a table is being made
	again    bool // and another one is wanted
	at, from int  // the row the keyboard is on; where a range of rows began
	chosen   map[annotate.ID]bool
}

// order is how a table is sorted.
type order struct {
	column     string
	descending bool
}

// New returns a view that has read nothing.
func New(o Options) *View {
	v := &View{o: o, kind: tables.Quotes, sorted: map[tables.Kind]order{}, chosen: map[annotate.ID]bool{}, at: -1, from: -1, stale: true}
	v.ctx, v.cancel = context.WithCancel(context.Background())
	v.table = &tables.Table{Kind: v.kind, Columns: tables.Columns(v.kind)}
	v.unsubscribe = o.Project.Subscribe(func(storage.Event) {
		if v.told.Swap(true) {
			return // the screen has not heard of the change before yet
		}
		o.UI(func() {
			v.told.Store(false)
			v.stale = true
			v.read()
		})
	})
	return v
}

// Close ends what is under way.
func (v *View) Close() {
	v.unsubscribe()
	v.cancel()
}

// Shown says whether somebody looks at the tables. While somebody does, they
// are read again whenever the project changes; else the next time somebody
// does.
func (v *View) Shown(shown bool) {
	v.shown = shown
	v.read()
}

// progressEvery is how often the progress of reading is told.
const progressEvery = 150 * time.Millisecond

// read reads the project, unless it is being read, is known, or nobody looks.
func (v *View) read() {
	if v.reading || !v.stale || !v.shown || v.ctx.Err() != nil {
		return
	}
	v.reading, v.stale, v.progress = true, false, "Reading the project…"
	v.o.Said()
	ctx := v.ctx
	v.o.Go(func() {
		last := time.Now()
		collected, err := v.o.Project.SeenTables(ctx, v.o.Person, func(done, total int) {
			if now := time.Now(); now.Sub(last) >= progressEvery {
				last = now
				v.o.UI(func() { v.progress = fmt.Sprintf("Reading the project: %d of %d articles", done, total); v.o.Said() })
			}
		})
		v.o.UI(func() { v.have(collected, err) })
	})
}

// have takes over what was read.
func (v *View) have(collected *tables.Collector, err error) {
	v.reading, v.progress = false, ""
	if errors.Is(err, context.Canceled) || v.ctx.Err() != nil {
		return
	}
	if v.failed = err; err == nil {
		v.collected = collected
	}
	v.make()
	v.read() // it may have changed meanwhile
}

// made is a table with all that is shown beside it.
type made struct {
	table   *tables.Table
	shares  []tables.Share
	people  int
	choices map[string][]string
}

// choicesShown is how many values of a column a filter offers.
const choicesShown = 60

// make filters and sorts in the background, one table at a time.
func (v *View) make() {
	if v.collected == nil {
		v.o.Show()
		return
	}
	if v.making {
		v.again = true
		return
	}
	v.making = true
	c, k, f, by := v.collected, v.kind, v.filter, v.sorted[v.kind]
	f.Values = maps.Clone(f.Values)
	v.o.Go(func() {
		m := makeTable(c, k, f, by)
		v.o.UI(func() {
			v.making = false
			if v.again {
				v.again = false
				v.make()
				return
			}
			v.take(m)
		})
	})
}

func makeTable(c *tables.Collector, k tables.Kind, f tables.Filter, by order) made {
	m := made{table: c.Table(k, f), choices: map[string][]string{}}
	m.table.Sort(by.column, by.descending)
	quotes := m.table
	if k == tables.Balance {
		quotes = c.Table(tables.Quotes, f)
		m.shares = tables.SourceBalance(quotes.Rows)
	}
	if k == tables.Balance || k == tables.Quotes {
		m.people = tables.People(quotes.Rows)
	}
	unasked := f
	unasked.Values = nil
	whole := c.Table(ofValues(k), unasked)
	for _, column := range whole.Columns {
		if values := whole.Values(column.ID, choicesShown); column.Choice && len(values) <= choicesShown {
			m.choices[column.ID] = values
		}
	}
	return m
}

// ofValues is the table whose columns can be asked for: the balance is that of
// quotes.
func ofValues(k tables.Kind) tables.Kind {
	if k == tables.Balance {
		return tables.Quotes
	}
	return k
}

func (v *View) take(m made) {
	row := v.Row()
	v.table, v.shares, v.people, v.choices = m.table, m.shares, m.people, m.choices
	kept, at := map[annotate.ID]bool{}, -1
	for i, r := range v.table.Rows {
		if v.chosen[r.ID] {
			kept[r.ID] = true
		}
		if row != nil && !r.ID.IsZero() && r.ID == row.ID {
			at = i
		}
	}
	if at < 0 && len(v.table.Rows) > 0 {
		at = min(max(v.at, 0), len(v.table.Rows)-1)
	}
	v.chosen, v.at, v.from = kept, at, at
	v.o.Show()
}

// Kind is which table is shown.
func (v *View) Kind() tables.Kind { return v.kind }

// SetKind shows another table. Nothing in it is chosen.
func (v *View) SetKind(k tables.Kind) {
	if k == v.kind {
		return
	}
	v.kind, v.at, v.chosen = k, -1, map[annotate.ID]bool{}
	v.table, v.shares = &tables.Table{Kind: k, Columns: tables.Columns(k)}, nil
	v.filter.Values, v.filter.Label = nil, ""
	v.make()
}

// StepKind goes to the next table (1) or the one before (-1).
func (v *View) StepKind(by int) {
	all := tables.Kinds()
	for i, k := range all {
		if k == v.kind {
			v.SetKind(all[(i+by+len(all))%len(all)])
			return
		}
	}
}

// Filter is what is asked for.
func (v *View) Filter() tables.Filter { return v.filter }

// SetFilter asks for other rows.
func (v *View) SetFilter(f tables.Filter) {
	v.filter = f
	v.make()
}

// Sort orders by a column; asked for twice, the other way round.
func (v *View) Sort(column string) {
	by := v.sorted[v.kind]
	if by.column == column {
		by.descending = !by.descending
	} else {
		by = order{column: column}
	}
	v.sorted[v.kind] = by
	v.make()
}

// Sorted is by which column the table is sorted, and whether downwards.
func (v *View) Sorted() (column string, descending bool) {
	by := v.sorted[v.kind]
	return by.column, by.descending
}

// Table is what is shown.
func (v *View) Table() *tables.Table { return v.table }

// Shares is the balance of sources, where it is shown.
func (v *View) Shares() []tables.Share { return v.shares }

// Choices are the values that can be asked for, by the id of a column.
func (v *View) Choices() map[string][]string { return v.choices }

// ChoiceColumns are the columns whose values can be asked for.
func (v *View) ChoiceColumns() (list []tables.Column) {
	for _, c := range tables.Columns(ofValues(v.kind)) {
		if c.Choice {
			list = append(list, c)
		}
	}
	return list
}
