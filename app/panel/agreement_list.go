package panel

import (
	"unicode"

	"bluepencil/app/measure"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// agreementList is the rows of a table of agreement, with the keyboard on one
// of their cells. The arrows move, Enter opens what is behind the cell,
// figures sort, [ and ] change the table.
type agreementList struct {
	widget.List
	page   *Agreement
	heads  *fyne.Container
	scroll *container.Scroll // sideways
	body   fyne.CanvasObject
	silent bool
}

func newAgreementList(page *Agreement) *agreementList {
	l := &agreementList{page: page}
	l.Length = func() int { return len(page.view.Table().Lines) }
	l.CreateItem = func() fyne.CanvasObject { return newAgreementRow(l) }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*agreementRow).show(i) }
	l.OnSelected = func(i widget.ListItemID) {
		if _, column := page.view.At(); !l.silent {
			l.tapped(i, column)
		}
	}
	l.ExtendBaseWidget(l)
	l.heads = container.New(&agreementColumns{})
	l.scroll = container.NewHScroll(container.NewBorder(l.heads, nil, nil, nil, l))
	l.body = l.scroll
	return l
}

// tapped goes to a cell; a further click opens what is behind it.
func (l *agreementList) tapped(row, column int) {
	v := l.page.view
	atRow, atColumn := v.At()
	v.Go(row, column)
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(l); canvas != nil {
		canvas.Focus(l)
	}
	if row == atRow && column == atColumn {
		l.open()
		return
	}
	l.moved()
}

// open opens what is behind the current cell.
func (l *agreementList) open() {
	if l.page.view.Open() {
		l.page.Update()
	} else if _, _, _, ok := l.page.view.Place(); ok {
		call(l.page.Do.Open)
	}
}

// update shows the rows anew, with the current one in sight.
func (l *agreementList) update() {
	l.updateHeads()
	l.moved()
}

// moved shows which cell the keyboard is on.
func (l *agreementList) moved() {
	l.silent = true
	defer func() { l.silent = false }()
	row, column := l.page.view.At()
	l.UnselectAll()
	if row >= 0 {
		l.Select(row)
	}
	l.Refresh()
	l.inSight(column)
	l.page.tell(row, column)
}

// inSight scrolls sideways to a column.
func (l *agreementList) inSight(column int) {
	x, width := columnsOf(l.page.view.Table()).place(column, l.Size().Width)
	offset := l.scroll.Offset.X
	switch {
	case x < offset:
		offset = x
	case x+width > offset+l.scroll.Size().Width:
		offset = x + width - l.scroll.Size().Width
	default:
		return
	}
	l.scroll.ScrollToOffset(fyne.NewPos(max(offset, 0), 0))
}

// updateHeads shows the columns, and which one the rows are sorted by.
func (l *agreementList) updateHeads() {
	v := l.page.view
	t := v.Table()
	by, descending := v.Sorted()
	for len(l.heads.Objects) < len(t.Columns) {
		n := len(l.heads.Objects)
		l.heads.Add(newSortHead(func() { v.Sort(n); l.page.Update() }))
	}
	l.heads.Objects = l.heads.Objects[:len(t.Columns)]
	for i, c := range t.Columns {
		h := l.heads.Objects[i].(*tableHead)
		words := c.Name
		if i == by {
			words += map[bool]string{false: " ▲", true: " ▼"}[descending]
		}
		h.Alignment = fyne.TextAlignLeading
		if c.Number {
			h.Alignment = fyne.TextAlignTrailing
		}
		h.SetText(words)
	}
	l.heads.Layout = columnsOf(t)
	l.heads.Refresh()
	l.scroll.Refresh()
}

// TypedKey is Fyne's.
func (l *agreementList) TypedKey(k *fyne.KeyEvent) {
	v := l.page.view
	row, column := v.At()
	far := len(v.Table().Lines)
	switch k.Name {
	case fyne.KeyUp:
		row--
	case fyne.KeyDown:
		row++
	case fyne.KeyPageUp:
		row -= tablePage
	case fyne.KeyPageDown:
		row += tablePage
	case fyne.KeyHome:
		row -= far
	case fyne.KeyEnd:
		row += far
	case fyne.KeyLeft:
		column--
	case fyne.KeyRight:
		column++
	default:
		l.typedOther(k.Name)
		return
	}
	v.Go(row, column)
	l.moved()
}

func (l *agreementList) typedOther(name fyne.KeyName) {
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.open()
	case fyne.KeyBackspace:
		l.page.goBack()
	case fyne.KeyEscape:
		l.page.escape()
	}
}

// TypedRune is Fyne's: a figure sorts by that column, 0 by the tenth, s by the
// current one; [ and ] change the table, m measures, e for experts, v and l
// change what is shown of people.
func (l *agreementList) TypedRune(r rune) {
	v, page := l.page.view, l.page
	people := v.Part() == measure.People && v.Cases() == nil
	_, column := v.At()
	switch r = unicode.ToLower(r); {
	case r >= '1' && r <= '9':
		v.Sort(int(r - '1'))
	case r == '0':
		v.Sort(9)
	case r == 's':
		v.Sort(column)
	case r == '[':
		v.StepPart(-1)
	case r == ']':
		v.StepPart(1)
	case r == 'v' && people:
		page.stepMatrix(page.worth)
	case r == 'l' && people:
		page.stepMatrix(page.label)
	case r == 'm':
		page.measure()
	case r == 'e' && page.experts.Visible():
		v.MeasureForExperts()
	default:
		return
	}
	page.Update()
}
