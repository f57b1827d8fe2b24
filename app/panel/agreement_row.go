package panel

import (
	"strings"

	"bluepencil/app/measure"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// agreementRow is a row: a cell for every column.
type agreementRow struct {
	widget.BaseWidget
	list  *agreementList
	row   int
	cells []*agreementCell
	body  *fyne.Container
}

func newAgreementRow(l *agreementList) *agreementRow {
	r := &agreementRow{list: l, body: &fyne.Container{Layout: &agreementColumns{}}}
	r.ExtendBaseWidget(r)
	r.fit(&measure.Table{Columns: []measure.Column{{Name: "as high as any other", Weight: 1}}})
	return r
}

// CreateRenderer is Fyne's.
func (r *agreementRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.body) }

// fit gives the row the columns of a table.
func (r *agreementRow) fit(t *measure.Table) {
	for len(r.cells) < len(t.Columns) {
		c := newAgreementCell(r, len(r.cells))
		r.cells = append(r.cells, c)
	}
	r.body.Objects = r.body.Objects[:0]
	for i := range t.Columns {
		r.body.Objects = append(r.body.Objects, r.cells[i])
	}
	r.body.Layout = columnsOf(t)
	r.body.Refresh()
}

// show shows a line of the table.
func (r *agreementRow) show(row int) {
	v := r.list.page.view
	t := v.Table()
	if row >= len(t.Lines) {
		return
	}
	r.row = row
	r.fit(t)
	atRow, atColumn := v.At()
	for i := range t.Columns {
		r.cells[i].show(&t.Lines[row].Cells[i], t.Columns[i].Number, row == atRow && i == atColumn && v.Cases() == nil)
	}
}

// agreementCell is one place of a table: words, perhaps with a bar behind them.
type agreementCell struct {
	widget.BaseWidget
	row    *agreementRow
	column int
	share  float64
	opens  bool
	bar    *canvas.Rectangle
	frame  *canvas.Rectangle // where the keyboard is
	label  *widget.Label
}

func newAgreementCell(r *agreementRow, column int) *agreementCell {
	c := &agreementCell{row: r, column: column, bar: canvas.NewRectangle(nil), frame: canvas.NewRectangle(nil), label: widget.NewLabel("")}
	c.label.Truncation, c.label.SizeName = fyne.TextTruncateEllipsis, theme.SizeNameCaptionText
	c.frame.StrokeWidth, c.frame.CornerRadius, c.bar.CornerRadius = 1.5, 3, 2
	c.frame.Hide()
	c.ExtendBaseWidget(c)
	return c
}

func (c *agreementCell) show(cell *measure.Cell, number, current bool) {
	words := cell.Text
	if len(words) > shownOfCell {
		words = strings.ToValidUTF8(words[:shownOfCell], "")
	}
	c.label.Alignment = fyne.TextAlignLeading
	if number {
		c.label.Alignment = fyne.TextAlignTrailing
	}
	c.label.Importance = widget.MediumImportance
	if cell.Undefined {
		c.label.Importance = widget.LowImportance
	}
	c.label.SetText(words)
	c.share, c.opens = cell.Bar, cell.Opens()
	shown(c.frame, current)
	c.Refresh()
}

// CreateRenderer is Fyne's.
func (c *agreementCell) CreateRenderer() fyne.WidgetRenderer { return &agreementCellRenderer{c} }

// Tapped is Fyne's.
func (c *agreementCell) Tapped(*fyne.PointEvent) { c.row.list.tapped(c.row.row, c.column) }

// MouseIn is Fyne's: what is to be known of the cell is said below.
func (c *agreementCell) MouseIn(*desktop.MouseEvent) { c.row.list.page.tell(c.row.row, c.column) }

// MouseMoved is Fyne's.
func (c *agreementCell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's: what is said below is about the current cell again.
func (c *agreementCell) MouseOut() { c.row.list.page.tell(c.row.list.page.view.At()) }

// Cursor is Fyne's.
func (c *agreementCell) Cursor() desktop.Cursor {
	if c.opens {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

type agreementCellRenderer struct{ c *agreementCell }

func (r *agreementCellRenderer) Destroy() {}

func (r *agreementCellRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.c.bar, r.c.frame, r.c.label}
}

func (r *agreementCellRenderer) MinSize() fyne.Size {
	return fyne.NewSize(20, r.c.label.MinSize().Height-theme.Padding())
}

func (r *agreementCellRenderer) Layout(size fyne.Size) {
	const edge = 2
	c := r.c
	height := c.label.MinSize().Height
	c.label.Move(fyne.NewPos(0, (size.Height-height)/2))
	c.label.Resize(fyne.NewSize(size.Width, height))
	c.frame.Move(fyne.NewPos(edge, edge))
	c.frame.Resize(fyne.NewSize(size.Width-2*edge, size.Height-2*edge))
	c.bar.Move(fyne.NewPos(edge, size.Height-5))
	c.bar.Resize(fyne.NewSize(float32(c.share)*(size.Width-2*edge), 3))
	if c.label.Text == "" && c.share > 0 { // nothing but a bar
		c.bar.Move(fyne.NewPos(edge, size.Height/2-4))
		c.bar.Resize(fyne.NewSize(float32(c.share)*(size.Width-2*edge), 8))
	}
}

// Refresh takes the colours of the theme, too: they may be others now.
func (r *agreementCellRenderer) Refresh() {
	c := r.c
	c.bar.FillColor = theme.Color(theme.ColorNamePrimary)
	c.frame.StrokeColor = theme.Color(theme.ColorNamePrimary)
	shown(c.bar, c.share > 0)
	r.Layout(c.Size())
	c.label.Refresh()
	canvas.Refresh(c)
}

// newSortHead is the name of a column that a click sorts by.
func newSortHead(sort func()) *tableHead {
	h := &tableHead{sort: sort}
	h.TextStyle.Bold, h.Truncation, h.SizeName = true, fyne.TextTruncateEllipsis, theme.SizeNameCaptionText
	h.ExtendBaseWidget(h)
	return h
}

// agreementColumns lays the cells of a row out, or the heads above them.
type agreementColumns struct {
	weights []float32
	total   float32
}

func columnsOf(t *measure.Table) *agreementColumns {
	a := &agreementColumns{}
	for _, c := range t.Columns {
		a.weights = append(a.weights, c.Weight)
		a.total += c.Weight
	}
	return a
}

// narrowest is how wide a column of weight 1 is at least.
const narrowest = 78

// place is where a column begins in so much room, and how wide it is.
func (a *agreementColumns) place(column int, room float32) (x, width float32) {
	for i, weight := range a.weights {
		width = room * weight / a.total
		if i == column {
			break
		}
		x += width
	}
	return x, width
}

// MinSize is Fyne's.
func (a *agreementColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, object := range o {
		height = max(height, object.MinSize().Height)
	}
	return fyne.NewSize(narrowest*a.total, height)
}

// Layout is Fyne's.
func (a *agreementColumns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for i, object := range o {
		x, width := a.place(i, size.Width)
		height := object.MinSize().Height
		object.Move(fyne.NewPos(x, (size.Height-height)/2))
		object.Resize(fyne.NewSize(width, height))
	}
}
