package panel

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/app/look"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// statusMarks are the glyphs that stand for a status, readable without colour.
var statusMarks = map[annotate.Status]string{
	annotate.StatusNew: "●", annotate.StatusInProgress: "◐", annotate.StatusSubmitted: "✓",
	annotate.StatusReturned: "↩", annotate.StatusAdjudicated: "★", annotate.StatusSetAside: "–",
}

// statusNames are what a status is called in the list.
var statusNames = map[annotate.Status]string{
	annotate.StatusNew: "new", annotate.StatusInProgress: "started", annotate.StatusSubmitted: "submitted",
	annotate.StatusReturned: "returned", annotate.StatusAdjudicated: "settled", annotate.StatusSetAside: "set aside",
}

// Articles is the pane on the left: search, statuses, and the list.
type Articles struct {
	widget.BaseWidget
	// OnQuery is told what is searched for, at every key.
	OnQuery func(string)
	// OnStatus is told which status to show, or "" for all.
	OnStatus func(annotate.Status)
	// OnMine is told whether to show only what is given out to the person who
	// works here, and in which round; zero for all of them.
	OnMine func(on bool, round annotate.ID)
	// OnMineLeave is told that Escape was pressed in that choice.
	OnMineLeave func()
	// OnOpen is told which row a person chose.
	OnOpen func(row int)

	Search   *SearchEntry
	mine     *choiceField
	list     *widget.List
	statuses *fyne.Container
	empty    *widget.Label
	body     fyne.CanvasObject
	view     View
	silent   bool // a selection made by the program, not by a person
}

// NewArticles returns the pane, empty.
func NewArticles() *Articles {
	p := &Articles{statuses: container.NewVBox(), empty: widget.NewLabel("")}
	p.empty.Wrapping = fyne.TextWrapWord
	p.empty.Importance = widget.LowImportance
	p.Search = NewSearchEntry("Search articles…")
	p.Search.OnChanged = func(s string) {
		if p.OnQuery != nil {
			p.OnQuery(s)
		}
	}
	p.list = widget.NewList(func() int { return p.view.Len }, newRow, p.showRow)
	p.list.OnSelected = func(id widget.ListItemID) {
		if !p.silent && p.OnOpen != nil {
			p.OnOpen(id)
		}
	}
	p.makeMine()
	top := container.NewVBox(p.Search, p.mine, p.statuses, widget.NewSeparator())
	p.body = container.NewBorder(top, nil, nil, nil, container.NewStack(p.list, container.NewPadded(p.empty)))
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is Fyne's.
func (p *Articles) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

// rowOf is a row of the list: status, title, second line, count.
type rowOf struct {
	widget.BaseWidget
	status, title, second, count *canvas.Text
}

func newRow() fyne.CanvasObject {
	r := &rowOf{status: canvas.NewText("●", nil), title: canvas.NewText("", nil), second: canvas.NewText("", nil), count: canvas.NewText("", nil)}
	r.title.TextSize = theme.TextSize()
	r.status.TextSize, r.second.TextSize, r.count.TextSize = theme.CaptionTextSize(), theme.CaptionTextSize(), theme.CaptionTextSize()
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *rowOf) CreateRenderer() fyne.WidgetRenderer { return &rowRenderer{r} }

// rowRenderer lays a row out and cuts its words to the width there is.
type rowRenderer struct{ r *rowOf }

func (l *rowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(120, l.r.title.TextSize*1.4+l.r.second.TextSize*1.45+6)
}

func (l *rowRenderer) Layout(size fyne.Size) {
	r := l.r
	pad := float32(6)
	line := r.title.TextSize * 1.4
	count := r.count.MinSize().Width
	r.status.Move(fyne.NewPos(pad, 4+(line-r.status.MinSize().Height)/2))
	r.title.Move(fyne.NewPos(pad+18, 3))
	r.title.Resize(fyne.NewSize(size.Width-pad*2-18-count-6, line))
	r.count.Move(fyne.NewPos(size.Width-pad-count, 4+(line-r.count.MinSize().Height)/2))
	r.second.Move(fyne.NewPos(pad+18, 3+line))
}

func (l *rowRenderer) Refresh() {
	l.Layout(l.r.Size())
	for _, o := range l.Objects() {
		canvas.Refresh(o)
	}
}
func (l *rowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.r.status, l.r.title, l.r.second, l.r.count}
}
func (l *rowRenderer) Destroy() {}

// clear empties a row.
func (r *rowOf) clear() {
	for _, text := range []*canvas.Text{r.status, r.title, r.second, r.count} {
		text.Text = ""
	}
	r.Refresh()
}

func (p *Articles) showRow(id widget.ListItemID, object fyne.CanvasObject) {
	r := object.(*rowOf)
	if id >= p.view.Len {
		return
	}
	row, ok := p.view.Row(id)
	if !ok {
		r.clear() // until it has been read
		return
	}
	ink, quiet := theme.Color(theme.ColorNameForeground), theme.Color(theme.ColorNamePlaceHolder)
	r.title.Color, r.second.Color, r.count.Color, r.status.Color = ink, quiet, quiet, quiet
	if row.Status == annotate.StatusInProgress {
		r.status.Color = theme.Color(theme.ColorNamePrimary)
	} else if row.Status == annotate.StatusSubmitted {
		r.status.Color = theme.Color(theme.ColorNameSuccess)
	}
	r.status.Text = statusMarks[row.Status]
	r.count.Text = ""
	if row.Marked > 0 {
		r.count.Text = fmt.Sprint(row.Marked)
	}
	second := row.SourceName
	if row.Outlet != "" {
		second = row.Outlet
	}
	if row.Published != "" {
		second += " · " + look.Day(row.Published)
	}
	width := p.list.Size().Width - 50
	r.title.Text = fit(row.Title, r.title.TextSize, width-r.count.MinSize().Width)
	r.second.Text = fit(second, r.second.TextSize, width)
	r.Refresh()
}

// fit cuts words to a width, with an ellipsis.
func fit(words string, size, width float32) string {
	return fitStyled(words, size, width, fyne.TextStyle{})
}

func fitStyled(words string, size, width float32, style fyne.TextStyle) string {
	runes := []rune(words)
	if fyne.MeasureText(words, size, style).Width <= width {
		return words
	}
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if fyne.MeasureText(string(runes[:middle])+"…", size, style).Width <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return string(runes[:low]) + "…"
}

// View is what the pane shows. Rows are asked for as they come into sight.
type View struct {
	Len    int                                      // how many rows there are
	Row    func(row int) (storage.ArticleRow, bool) // false where it has still to be read
	Counts map[annotate.Status]int
	Status annotate.Status // shown only, or ""
	Query  string
	Open   int // the row of the open article, or -1
	Mine   Mine
}

// Set shows other articles.
func (p *Articles) Set(v View) {
	p.view = v
	p.setStatuses(v)
	p.setMine(&v.Mine)
	p.empty.SetText(emptyWords(v))
	if v.Len == 0 {
		p.empty.Show()
	} else {
		p.empty.Hide()
	}
	p.list.Refresh()
	p.Select(v.Open)
}

func emptyWords(v View) string {
	total := 0
	for _, n := range v.Counts {
		total += n
	}
	switch {
	case v.Len > 0:
		return ""
	case total == 0 && v.Query == "" && !v.Mine.On:
		return "No articles yet.\n\nDrop files or a folder here, press Ctrl+O to open some, or Ctrl+Shift+V to paste a text."
	case v.Mine.On && v.Query == "" && v.Status == "":
		return "Nothing of this is given out to you."
	case v.Query != "":
		return fmt.Sprintf("Nothing matches “%s”.", v.Query)
	}
	return fmt.Sprintf("No article is %s.", statusNames[v.Status])
}

// setStatuses shows one line for each status that occurs.
func (p *Articles) setStatuses(v View) {
	p.statuses.RemoveAll()
	for _, s := range annotate.Statuses {
		n := v.Counts[s]
		if n == 0 && v.Status != s {
			continue
		}
		status := s
		b := widget.NewButton(fmt.Sprintf("%s  %s   %d", statusMarks[s], statusNames[s], n), func() { p.toggle(status, v.Status) })
		b.Alignment = widget.ButtonAlignLeading
		b.Importance = widget.LowImportance
		if v.Status == s {
			b.Importance = widget.MediumImportance
		}
		p.statuses.Add(b)
	}
}

func (p *Articles) toggle(status, shown annotate.Status) {
	if status == shown {
		status = ""
	}
	if p.OnStatus != nil {
		p.OnStatus(status)
	}
}

// Recount shows the rows in sight anew, after they were read or counted.
func (p *Articles) Recount() { p.list.Refresh() }

// Select marks the row of the open article; -1 marks none.
func (p *Articles) Select(row int) {
	p.silent = true
	defer func() { p.silent = false }()
	if row < 0 || row >= p.view.Len {
		p.list.UnselectAll()
		return
	}
	p.list.Select(row)
}

// Focusable is the list, for walking the panes by keyboard.
func (p *Articles) Focusable() fyne.Focusable { return p.list }
