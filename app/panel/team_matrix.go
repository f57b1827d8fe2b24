package panel

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/app/team"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// MatrixDoings are what can be done at the cell that the keyboard is on.
type MatrixDoings struct{ Open, Return, Deeds, ToText, Leave func() }

// Matrix is the table of articles and people of a round.
type Matrix struct {
	widget.BaseWidget
	// Do is what can be done.
	Do MatrixDoings

	matrix *team.Matrix
	query  *SearchEntry
	only   *tickBox
	words  *widget.Label
	table  *matrixTable
	body   fyne.CanvasObject
}

// NewMatrix returns the table.
func NewMatrix(m *team.Matrix) *Matrix {
	p := &Matrix{matrix: m, query: NewSearchEntry("Search the articles…"), words: widget.NewLabel("")}
	p.only = newTickBox("only articles of this round", false, func(on bool) { m.Narrow(m.Query(), on) }, func() { call(p.Do.Leave) })
	p.query.OnChanged = func(words string) { m.Narrow(words, m.Only()) }
	p.query.OnLeave = func() { p.focus() }
	p.words.Truncation = fyne.TextTruncateEllipsis
	p.table = newMatrixTable(p)
	leave := func() { call(p.Do.Leave) }
	button := func(words string, do func() func()) *GoButton {
		return newTool(words, func() { call(do()) }, leave)
	}
	tools := container.NewHBox(newTool("Give or take (Space)", m.Toggle, leave), button("Open the article (Enter)", func() func() { return p.Do.Open }),
		button("Return… (R)", func() func() { return p.Do.Return }), button("Who did what… (H)", func() func() { return p.Do.Deeds }),
		layout.NewSpacer(), button("Close", func() func() { return p.Do.Leave }))
	top := container.NewBorder(nil, nil, nil, p.only, p.query)
	bottom := container.NewVBox(p.words, legend(), tools)
	p.body = container.NewBorder(top, bottom, nil, nil, p.table)
	p.ExtendBaseWidget(p)
	return p
}

// quietWords are words that only explain.
func quietWords(words string) *widget.Label {
	l := widget.NewLabel(words)
	l.Importance, l.SizeName, l.Truncation = widget.LowImportance, theme.SizeNameCaptionText, fyne.TextTruncateEllipsis
	return l
}

// CreateRenderer is Fyne's.
func (p *Matrix) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

// Focusable is the table, Text the line to search in.
func (p *Matrix) Focusable() fyne.Focusable { return p.table }

// Text is the line to search in.
func (p *Matrix) Text() fyne.Focusable { return p.query }

func (p *Matrix) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p.table)
	}
}

// Update shows the matrix anew.
func (p *Matrix) Update() {
	p.words.SetText(p.inWords())
	p.table.Refresh()
}

// Words say what the cell is that the keyboard is on.
func (p *Matrix) Words() string { return p.words.Text }

// inWords says what the cell is that the keyboard is on.
func (p *Matrix) inWords() string {
	m := p.matrix
	row, column := m.At()
	r, ok := m.Row(row)
	if m.Len() == 0 || len(m.Columns()) == 0 {
		return "No article is shown."
	}
	c, person := m.Cell(row, column), m.Columns()[column]
	title := "…"
	if ok {
		title = r.Title
	}
	words := fmt.Sprintf("%d of %d: %s — %s: ", row+1, m.Len(), title, person.Name)
	switch {
	case c.Given && c.Hidden:
		return words + "given out"
	case c.Given:
		return words + statusNames[c.Status]
	case c.Known && !c.Hidden && c.Status != annotate.StatusNew:
		return words + "not given out, " + statusNames[c.Status]
	}
	return words + "not given out"
}

// matrixTable shows only what is in sight, so that a hundred thousand rows cost
// what a few do.
type matrixTable struct {
	widget.Table
	panel *Matrix
}

// The widths of the table's columns.
const (
	matrixTitleWidth = 340
	matrixCellWidth  = 92
)

func newMatrixTable(p *Matrix) *matrixTable {
	m := p.matrix
	t := &matrixTable{panel: p}
	t.Length = func() (int, int) { return m.Len(), len(m.Columns()) }
	t.CreateCell = func() fyne.CanvasObject { return newMatrixCell() }
	t.UpdateCell = func(id widget.TableCellID, o fyne.CanvasObject) { o.(*matrixCell).set(m.Cell(id.Row, id.Col)) }
	t.ShowHeaderRow, t.ShowHeaderColumn = true, true
	t.CreateHeader = func() fyne.CanvasObject { return newMatrixHead() }
	t.UpdateHeader = t.head
	t.OnSelected = func(id widget.TableCellID) {
		t.UnselectAll()
		m.Go(id.Row, id.Col)
		m.Toggle()
		p.Update()
	}
	t.ExtendBaseWidget(t)
	t.SetColumnWidth(-1, matrixTitleWidth)
	return t
}

func (t *matrixTable) head(id widget.TableCellID, o fyne.CanvasObject) {
	m, h := t.panel.matrix, o.(*matrixHead)
	switch {
	case id.Row >= 0:
		words := "…"
		if r, ok := m.Row(id.Row); ok {
			words = r.Title
		}
		h.article(words)
	case id.Col >= 0 && id.Col < len(m.Columns()):
		person := m.Columns()[id.Col]
		h.person(&person, fmt.Sprint(m.Load(person.ID)))
	default:
		h.article(fmt.Sprintf("%d articles", m.Len()))
	}
}

// matrixPage is how many rows a page has.
const matrixPage = 15

// TypedKey is Fyne's: the arrows move, Space gives or takes.
func (t *matrixTable) TypedKey(k *fyne.KeyEvent) {
	m, do := t.panel.matrix, &t.panel.Do
	row, column := m.At()
	switch k.Name {
	case fyne.KeyUp:
		row--
	case fyne.KeyDown:
		row++
	case fyne.KeyLeft:
		column--
	case fyne.KeyRight:
		column++
	case fyne.KeyPageUp:
		row -= matrixPage
	case fyne.KeyPageDown:
		row += matrixPage
	case fyne.KeyHome:
		row = 0
	case fyne.KeyEnd:
		row = m.Len() - 1
	case fyne.KeySpace:
		m.Toggle()
	case fyne.KeyReturn, fyne.KeyEnter:
		call(do.Open)
		return
	case fyne.KeyEscape:
		call(do.Leave)
		return
	default:
		return
	}
	m.Go(row, column)
	row, column = m.At()
	t.Highlight(widget.TableCellID{Row: row, Col: column})
	t.panel.Update()
}

// TypedRune is Fyne's.
func (t *matrixTable) TypedRune(r rune) {
	do := &t.panel.Do
	switch r {
	case 'r', 'R':
		call(do.Return)
	case 'h', 'H':
		call(do.Deeds)
	case '/':
		call(do.ToText)
	}
}
