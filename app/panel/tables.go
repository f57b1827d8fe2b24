package panel

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
	"bluepencil/app/tableview"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// TableDoings are what a person can do from the tables. Each may be nil.
type TableDoings struct {
	Open   func()            // goes to the place of the current row
	Edit   func(delete bool) // edits what is chosen, or deletes it
	Save   func()            // writes the table to a file
	Leave  func()            // closes the tables
	ToText func()            // moves the keyboard to the line that is searched with
	ToRows func()            // moves the keyboard to the rows
}

// Tables shows the tables of a project: which one, what is asked for, and the
// rows, or the balance as a chart.
type Tables struct {
	widget.BaseWidget
	// Do is what can be done.
	Do TableDoings

	view    *tableview.View
	kinds   map[tables.Kind]*widget.Button
	filters *tableFilters
	said    *widget.Label
	heads   *fyne.Container
	list    *tableList
	chart   *Balance
	rows    *fyne.Container // heads above the list
	edit    *widget.Button
	body    fyne.CanvasObject
	headed  tables.Kind // whose columns the heads are
}

// kindNames are the tables as the window calls them.
var kindNames = map[tables.Kind]string{tables.Quotes: "Quotes", tables.Claims: "Claims", tables.Names: "Names", tables.Strings: "Labelled differently", tables.Balance: "Source balance"}

// NewTables shows a view once Update is called.
func NewTables(view *tableview.View, choices FilterChoices) *Tables {
	t := &Tables{view: view, kinds: map[tables.Kind]*widget.Button{}, said: widget.NewLabel(""), chart: NewBalance()}
	t.said.Truncation = fyne.TextTruncateEllipsis
	tabs := container.NewHBox()
	for _, k := range tables.Kinds() {
		b := widget.NewButton(kindNames[k], func() { t.view.SetKind(k); call(t.Do.ToRows) })
		t.kinds[k] = b
		tabs.Add(b)
	}
	t.filters = newTableFilters(view, choices)
	t.filters.text.OnMove = func(step int) { t.list.move(step, false) }
	t.filters.text.OnSubmitted = func(string) { call(t.Do.ToRows) }
	t.filters.text.OnLeave = func() { call(t.Do.Leave) }
	t.list = newTableList(t)
	t.chart.OnStep = func(by int) { t.view.StepKind(by); call(t.Do.ToRows) }
	t.chart.OnLeave = func() { call(t.Do.Leave) }
	t.heads = container.New(&tableColumns{})
	t.rows = container.NewBorder(t.heads, nil, nil, nil, t.list)
	t.edit = widget.NewButton("Edit…  [E]", func() { t.doEdit(false) })
	save := widget.NewButton("Save as CSV…  [Ctrl+S]", func() { call(t.Do.Save) })
	leave := widget.NewButton("Close  [Esc]", func() { call(t.Do.Leave) })
	bottom := container.NewBorder(nil, nil, nil, container.NewHBox(t.edit, save, leave), t.said)
	t.body = container.NewBorder(container.NewVBox(tabs, t.filters.body), bottom, nil, nil, container.NewStack(t.rows, t.chart))
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer is Fyne's.
func (t *Tables) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.body) }

// Text is the line that is searched with.
func (t *Tables) Text() fyne.Focusable { return t.filters.text }

// Focusable is what has the keys of the table that is shown.
func (t *Tables) Focusable() fyne.Focusable {
	if t.view.Kind() == tables.Balance {
		return t.chart
	}
	return t.list
}

func (t *Tables) doEdit(delete bool) {
	if t.Do.Edit != nil && t.view.Kind() != tables.Balance {
		t.Do.Edit(delete)
	}
}

// Say shows in words what the view has now.
func (t *Tables) Say() { t.said.SetText(t.view.Words()) }

// Update shows what the view has now.
func (t *Tables) Update() {
	for k, b := range t.kinds {
		importance := widget.LowImportance
		if k == t.view.Kind() {
			importance = widget.HighImportance
		}
		if b.Importance != importance {
			b.Importance = importance
			b.Refresh()
		}
	}
	t.Say()
	t.filters.update()
	if t.view.Kind() == tables.Balance {
		t.rows.Hide()
		t.chart.Show()
		t.chart.Set(t.view.Shares())
		t.edit.Disable()
		return
	}
	t.chart.Hide()
	t.rows.Show()
	t.edit.Enable()
	t.updateHeads()
	t.list.update()
}

// shownColumns are the columns that the window shows.
func shownColumns(k tables.Kind) (list []tables.Column) {
	for _, c := range tables.Columns(k) {
		if !c.InFile {
			list = append(list, c)
		}
	}
	return list
}

// updateHeads shows which column the rows are sorted by; a click sorts.
func (t *Tables) updateHeads() {
	columns := shownColumns(t.view.Kind())
	if t.headed != t.view.Kind() {
		t.headed = t.view.Kind()
		t.heads.Objects = []fyne.CanvasObject{widget.NewLabel("")} // above the boxes
		for _, c := range columns {
			t.heads.Add(newTableHead(c, func() { t.view.Sort(c.ID) }))
		}
		t.heads.Layout = &tableColumns{columns: columns}
	}
	by, descending := t.view.Sorted()
	for i, c := range columns {
		words := c.Name
		if c.ID == by {
			words += map[bool]string{false: " ▲", true: " ▼"}[descending]
		}
		t.heads.Objects[i+1].(*tableHead).SetText(words)
	}
	t.heads.Refresh()
}

// tableFilters are the line with what is asked for.
type tableFilters struct {
	view     *tableview.View
	text     *PaletteEntry
	label    *widget.Select
	labels   []annotate.Label // that are offered now
	all      []annotate.Label
	column   *widget.Select
	columns  []tables.Column
	value    *widget.Select
	values   []string
	kind     tables.Kind // whose labels and columns are offered
	chosenBy string      // the id of the column that is asked for
	body     fyne.CanvasObject
	silent   bool
}

func newTableFilters(view *tableview.View, choices FilterChoices) *tableFilters {
	f := &tableFilters{view: view, all: choices.Labels, text: NewPaletteEntry("Words in any column…")}
	f.text.OnChanged = func(s string) { f.set(func(q *tables.Filter) { q.Text = s }) }
	f.label, f.column, f.value = widget.NewSelect(nil, nil), widget.NewSelect(nil, nil), widget.NewSelect(nil, nil)
	f.label.OnChanged = func(string) {
		f.set(func(q *tables.Filter) {
			q.Label = pick(f.labels, f.label.SelectedIndex()-1, annotate.Label{}).ID
		})
	}
	f.column.OnChanged = func(string) { f.chooseColumn() }
	f.value.OnChanged = func(string) { f.chooseValue() }
	outlet, from, to := widget.NewEntry(), widget.NewEntry(), widget.NewEntry()
	outlet.SetPlaceHolder("outlet")
	from.SetPlaceHolder("from 2026-01")
	to.SetPlaceHolder("to 2026-12")
	outlet.OnChanged = func(s string) { f.set(func(q *tables.Filter) { q.Outlet = s }) }
	from.OnChanged = func(s string) { f.set(func(q *tables.Filter) { q.From = s }) }
	to.OnChanged = func(s string) { f.set(func(q *tables.Filter) { q.To = s }) }
	line := container.NewGridWithColumns(8, f.label, f.person(choices.People), f.status(), outlet, from, to, f.column, f.value)
	f.body = container.NewVBox(f.text, line)
	return f
}

func (f *tableFilters) person(people []annotate.Person) fyne.CanvasObject {
	names := []string{"person: " + anything}
	for _, p := range people {
		names = append(names, p.Name)
	}
	s := widget.NewSelect(names, nil)
	s.SetSelectedIndex(0)
	s.OnChanged = func(string) {
		f.set(func(q *tables.Filter) { q.Person = pick(people, s.SelectedIndex()-1, annotate.Person{}).ID })
	}
	return s
}

func (f *tableFilters) status() fyne.CanvasObject {
	names := []string{"status: " + anything}
	for _, s := range annotate.Statuses {
		names = append(names, statusNames[s])
	}
	s := widget.NewSelect(names, nil)
	s.SetSelectedIndex(0)
	s.OnChanged = func(string) {
		f.set(func(q *tables.Filter) {
			q.Statuses = one(annotate.Statuses, s.SelectedIndex()-1, func(s annotate.Status) annotate.Status { return s })
		})
	}
	return s
}

// set changes what is asked for.
func (f *tableFilters) set(change func(*tables.Filter)) {
	if f.silent {
		return
	}
	q := f.view.Filter()
	change(&q)
	f.view.SetFilter(q)
}

func (f *tableFilters) chooseColumn() {
	if f.silent {
		return
	}
	f.chosenBy = pick(f.columns, f.column.SelectedIndex()-1, tables.Column{}).ID
	f.set(func(q *tables.Filter) { q.Values = nil })
	f.values = nil
	f.offer(f.value, []string{"value: " + anything})
	f.offerValues()
}

func (f *tableFilters) chooseValue() {
	f.set(func(q *tables.Filter) {
		q.Values = nil
		if at := f.value.SelectedIndex() - 1; at >= 0 && at < len(f.values) {
			q.Values = map[string]string{f.chosenBy: f.values[at]}
		}
	})
}

// update offers what the table that is shown can be asked for.
func (f *tableFilters) update() {
	if f.kind != f.view.Kind() {
		f.kind, f.chosenBy, f.values = f.view.Kind(), "", nil
		f.offerLabels()
		f.columns = f.view.ChoiceColumns()
		names := []string{"column: " + anything}
		for _, c := range f.columns {
			names = append(names, c.Name)
		}
		f.offer(f.column, names)
		f.offer(f.value, []string{"value: " + anything})
	}
	f.offerValues()
}

// offerLabels offers the labels that the rows of a table can have.
func (f *tableFilters) offerLabels() {
	groups := map[tables.Kind][]annotate.Group{tables.Quotes: {annotate.GroupQuote}, tables.Balance: {annotate.GroupQuote}, tables.Claims: {annotate.GroupClaim},
		tables.Names: {annotate.GroupEntity, annotate.GroupSource}, tables.Strings: {annotate.GroupEntity}}[f.kind]
	names := []string{"label: " + anything}
	f.labels = nil
	for _, l := range f.all {
		for _, g := range groups {
			if l.Group == g {
				f.labels, names = append(f.labels, l), append(names, l.Name)
			}
		}
	}
	f.offer(f.label, names)
}

// offerValues offers the values of the chosen column, where they are known
// and others than before.
func (f *tableFilters) offerValues() {
	values := f.view.Choices()[f.chosenBy]
	if f.chosenBy == "" || slices.Equal(values, f.values) {
		return
	}
	chosen, held := f.view.Filter().Values[f.chosenBy]
	f.values = values
	names, at := []string{"value: " + anything}, 0
	for i, v := range values {
		if held && v == chosen {
			at = i + 1
		}
		if v == "" {
			v = "(" + tables.NotFilledIn + ")"
		}
		names = append(names, v)
	}
	f.offer(f.value, names)
	f.silent = true
	f.value.SetSelectedIndex(at)
	f.silent = false
}

// offer gives a choice other names, the first of them chosen.
func (f *tableFilters) offer(s *widget.Select, names []string) {
	f.silent = true
	defer func() { f.silent = false }()
	s.Options = names
	s.SetSelectedIndex(0)
	s.Refresh()
}
