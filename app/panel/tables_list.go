package panel

import (
	"strings"

	"bluepencil/annotate/tables"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tableList is the rows of a table. The arrows move in it, with Shift they
// choose; Space chooses the current row, Enter goes to its place, figures sort.
type tableList struct {
	widget.List
	table  *Tables
	kind   tables.Kind // whose columns the rows have
	shift  bool
	silent bool
}

func newTableList(t *Tables) *tableList {
	l := &tableList{table: t, kind: t.view.Kind()}
	l.Length = func() int { return len(t.view.Table().Rows) }
	l.CreateItem = func() fyne.CanvasObject { return newTableRow() }
	l.UpdateItem = l.show
	l.OnSelected = func(i widget.ListItemID) {
		if l.silent {
			return
		}
		again := i == t.view.At()
		t.view.Go(i, l.shift)
		if again && !l.shift {
			call(t.Do.Open)
		}
		t.Update()
	}
	l.ExtendBaseWidget(l)
	return l
}

// shownOfCell is how many bytes of a cell are laid out: no window is wider.
const shownOfCell = 400

func (l *tableList) show(i widget.ListItemID, o fyne.CanvasObject) {
	v := l.table.view
	if i >= len(v.Table().Rows) {
		return
	}
	row := o.(*tableRow)
	columns := shownColumns(v.Kind())
	row.fit(columns)
	for n := range columns {
		cell := columns[n].Cell(v.Table().Rows[i])
		if len(cell) > shownOfCell {
			cell = strings.ToValidUTF8(cell[:shownOfCell], "")
		}
		row.cells[n].SetText(strings.Join(strings.Fields(cell), " "))
	}
	row.box.OnChanged = nil
	row.box.SetChecked(v.Chosen(i))
	row.box.OnChanged = func(bool) {
		v.Go(i, false)
		v.Toggle(i)
		l.table.Update()
	}
}

// update shows the rows anew, with the current one in sight.
func (l *tableList) update() {
	l.silent = true
	defer func() { l.silent = false }()
	v := l.table.view
	l.UnselectAll()
	if v.At() >= 0 {
		l.Select(v.At())
	}
	l.Refresh()
}

func (l *tableList) move(by int, extend bool) {
	l.table.view.Go(l.table.view.At()+by, extend)
	l.table.Update()
}

// KeyDown is Fyne's.
func (l *tableList) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		l.shift = true
	}
}

// KeyUp is Fyne's.
func (l *tableList) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		l.shift = false
	}
}

// FocusLost is Fyne's.
func (l *tableList) FocusLost() {
	l.shift = false
	l.List.FocusLost()
}

// tablePage is how many rows a page has.
const tablePage = 20

// TypedKey is Fyne's.
func (l *tableList) TypedKey(k *fyne.KeyEvent) {
	v, do := l.table.view, &l.table.Do
	far := len(v.Table().Rows)
	steps := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -tablePage, fyne.KeyPageDown: tablePage, fyne.KeyHome: -far, fyne.KeyEnd: far}
	if by, ok := steps[k.Name]; ok {
		l.move(by, l.shift)
		return
	}
	switch k.Name {
	case fyne.KeyLeft:
		v.StepKind(-1)
		call(do.ToRows)
	case fyne.KeyRight:
		v.StepKind(1)
		call(do.ToRows)
	case fyne.KeySpace:
		v.Toggle(v.At())
		l.table.Update()
	case fyne.KeyReturn, fyne.KeyEnter:
		call(do.Open)
	case fyne.KeyDelete:
		l.table.doEdit(true)
	case fyne.KeyEscape:
		call(do.Leave)
	}
}

// TypedRune is Fyne's: a figure sorts by that column, E edits, / searches.
func (l *tableList) TypedRune(r rune) {
	columns := shownColumns(l.table.view.Kind())
	switch {
	case r >= '1' && r <= '9' && int(r-'1') < len(columns):
		l.table.view.Sort(columns[r-'1'].ID)
	case r == 'e' || r == 'E':
		l.table.doEdit(false)
	case r == '/':
		call(l.table.Do.ToText)
	}
}

// TypedShortcut is Fyne's.
func (l *tableList) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		l.table.view.ToggleAll()
		l.table.Update()
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierShortcutDefault && s.KeyName == fyne.KeyS {
			call(l.table.Do.Save)
		}
	}
}

// tableRow is a row: a box to tick, and a cell for every column.
type tableRow struct {
	widget.BaseWidget
	box     *widget.Check
	cells   []*widget.Label
	columns []tables.Column
	body    *fyne.Container
}

func newTableRow() *tableRow {
	r := &tableRow{box: widget.NewCheck("", nil)}
	r.body = &fyne.Container{Layout: &tableColumns{}, Objects: []fyne.CanvasObject{r.box}}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.body) }

// fit gives the row the columns of a table.
func (r *tableRow) fit(columns []tables.Column) {
	if len(r.columns) == len(columns) && (len(columns) == 0 || r.columns[len(columns)-1].ID == columns[len(columns)-1].ID && r.columns[0].ID == columns[0].ID) {
		return
	}
	r.columns = columns
	for len(r.cells) < len(columns) {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		l.SizeName = theme.SizeNameCaptionText
		r.cells = append(r.cells, l)
		r.body.Add(l)
	}
	for i, l := range r.cells {
		l.Hidden = i >= len(columns)
		l.Alignment = fyne.TextAlignLeading
		if i < len(columns) && columns[i].Number {
			l.Alignment = fyne.TextAlignTrailing
		}
	}
	r.body.Layout = &tableColumns{columns: columns}
	r.body.Refresh()
}

// tableHead is the name of a column, above its cells; a click sorts.
type tableHead struct {
	widget.Label
	sort func()
}

func newTableHead(c tables.Column, sort func()) *tableHead {
	h := &tableHead{sort: sort}
	h.TextStyle.Bold, h.Truncation, h.SizeName = true, fyne.TextTruncateEllipsis, theme.SizeNameCaptionText
	if c.Number {
		h.Alignment = fyne.TextAlignTrailing
	}
	h.ExtendBaseWidget(h)
	return h
}

// Tapped is Fyne's.
func (h *tableHead) Tapped(*fyne.PointEvent) { h.sort() }

// Cursor is Fyne's.
func (h *tableHead) Cursor() desktop.Cursor { return desktop.PointerCursor }

// tableColumns lays a box and the cells of a row out, or the heads above them.
type tableColumns struct{ columns []tables.Column }

// boxWidth is the column of the boxes.
const boxWidth = 32

// columnWeights are how wide columns are beside one that is not named.
var columnWeights = map[string]float32{"words": 3.6, "normalised": 2, "article": 1.8, "string": 2, "labels": 2.5, "name": 2.2, "speaker": 1.4, "claimant": 1.3,
	"source_type": 1.2, "word_count": 1, "outlet": 1.2, "kind": 1.2, "affiliation": 1.1, "published": 1.4, "status": 1.4, "person": 1.2, "type": 0.9}

func (t *tableColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, object := range o {
		height = max(height, object.MinSize().Height)
	}
	return fyne.NewSize(400, height-theme.Padding())
}

func (t *tableColumns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	total := float32(0)
	for _, c := range t.columns {
		total += weight(c)
	}
	x := float32(boxWidth)
	for i, object := range o {
		width := x
		if i > 0 && i <= len(t.columns) {
			width = (size.Width - boxWidth) * weight(t.columns[i-1]) / total
		}
		height := object.MinSize().Height
		at := x
		if i == 0 {
			at = 0
		}
		object.Move(fyne.NewPos(at, (size.Height-height)/2))
		object.Resize(fyne.NewSize(width, height))
		if i > 0 {
			x += width
		}
	}
}

func weight(c tables.Column) float32 {
	if w, ok := columnWeights[c.ID]; ok {
		return w
	}
	return 1
}
