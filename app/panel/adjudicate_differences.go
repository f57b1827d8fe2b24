package panel

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/app/adjudicator"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// SettledOtherwise lists what was settled otherwise than a person had it. The arrows
// move, Enter opens the place, Escape leaves.
type SettledOtherwise struct {
	widget.BaseWidget
	// OnOpen is told which row is to be opened, OnPerson whose differences are
	// wanted, OnLeave that the list is to be left.
	OnOpen   func(adjudicator.Otherwise)
	OnPerson func(annotate.Person)
	OnLeave  func()

	list *Rows
	note *widget.Label
	body fyne.CanvasObject
}

const noDifferences = "Nothing that is settled is otherwise than it was submitted. What others decide of it is listed here, with the reason."

// NewSettledOtherwise returns the list of a person's differences, with a choice
// among people whose differences may be looked at.
func NewSettledOtherwise(rows []adjudicator.Otherwise, people []annotate.Person, of annotate.Person) *SettledOtherwise {
	d := &SettledOtherwise{note: said(fmt.Sprintf("%d settled otherwise. Enter opens the place.", len(rows)), widget.LowImportance, false)}
	if len(rows) == 0 {
		d.note.SetText(noDifferences)
	}
	d.list = NewRows(func() int { return len(rows) }, func(int) string { return "" })
	d.list.CreateItem = func() fyne.CanvasObject { return newDifferenceRow() }
	d.list.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(rows) {
			o.(*differenceRow).set(rows[i])
		}
	}
	d.list.OnSelected = func(i widget.ListItemID) {
		if d.OnOpen != nil && i < len(rows) {
			d.OnOpen(rows[i])
		}
	}
	d.list.OnLeave = func() { call(d.OnLeave) }
	var choice fyne.CanvasObject
	if len(people) > 1 {
		choice = d.choice(people, of)
	}
	d.body = container.NewBorder(container.NewBorder(nil, nil, nil, choice, d.note), nil, nil, nil, d.list)
	d.ExtendBaseWidget(d)
	return d
}

// choice is of whom to show the differences.
func (d *SettledOtherwise) choice(people []annotate.Person, of annotate.Person) fyne.CanvasObject {
	names, at := make([]string, len(people)), -1
	for i, p := range people {
		names[i] = p.Name
		if p.ID == of.ID {
			at = i
		}
	}
	s := widget.NewSelect(names, nil)
	s.SetSelectedIndex(at)
	s.OnChanged = func(string) {
		if i := s.SelectedIndex(); i >= 0 && i != at && d.OnPerson != nil {
			d.OnPerson(people[i])
		}
	}
	return s
}

// CreateRenderer is Fyne's.
func (d *SettledOtherwise) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(d.body)
}

// Focusable is the list.
func (d *SettledOtherwise) Focusable() fyne.Focusable { return d.list }

// Note says something more above the list.
func (d *SettledOtherwise) Note(words string) { d.note.SetText(d.note.Text + " " + words) }

// differenceRow is a row: what it was and is, and below it where, and why.
type differenceRow struct {
	widget.BaseWidget
	row          adjudicator.Otherwise
	first, yours *canvas.Text
	quiet        *canvas.Text
}

func newDifferenceRow() *differenceRow {
	r := &differenceRow{first: canvas.NewText("", nil), yours: canvas.NewText("", nil), quiet: canvas.NewText("", nil)}
	r.first.TextStyle.Bold = true
	r.ExtendBaseWidget(r)
	return r
}

func (r *differenceRow) set(row adjudicator.Otherwise) {
	r.row = row
	r.Refresh()
}

// CreateRenderer is Fyne's.
func (r *differenceRow) CreateRenderer() fyne.WidgetRenderer { return &differenceRenderer{r} }

type differenceRenderer struct{ r *differenceRow }

func (m *differenceRenderer) MinSize() fyne.Size { return fyne.NewSize(240, theme.TextSize()*3.9) }
func (m *differenceRenderer) Destroy()           {}
func (m *differenceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{m.r.first, m.r.yours, m.r.quiet}
}

func (m *differenceRenderer) Layout(size fyne.Size) {
	r := m.r
	width := size.Width - 16
	lines := []struct {
		text  *canvas.Text
		words string
		size  float32
		name  fyne.ThemeColorName
	}{
		{r.first, r.row.What + "  ·  " + r.row.Title, theme.TextSize(), theme.ColorNameForeground},
		{r.yours, "yours: " + r.row.Yours + "  ·  settled: " + r.row.Gold, theme.TextSize(), theme.ColorNameForeground},
		{r.quiet, r.row.Why, theme.CaptionTextSize(), theme.ColorNamePlaceHolder},
	}
	y := theme.TextSize() * 0.15
	for _, l := range lines {
		l.text.TextSize, l.text.Color = l.size, theme.Color(l.name)
		l.text.Text = fitStyled(l.words, l.size, width, l.text.TextStyle)
		l.text.Resize(l.text.MinSize())
		l.text.Move(fyne.NewPos(8, y))
		y += l.text.MinSize().Height * 0.93
	}
}

func (m *differenceRenderer) Refresh() {
	m.Layout(m.r.Size())
	for _, o := range m.Objects() {
		canvas.Refresh(o)
	}
}
