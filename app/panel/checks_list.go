package panel

import (
	"fmt"
	"strings"

	"bluepencil/annotate/lint"
	"bluepencil/app/checker"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// findingList is the list of findings: the arrows choose, Enter goes to the
// place, Escape leaves, and the function keys are the program's.
type findingList struct {
	widget.List
	checker *checker.Checker
	silent  bool
	leave   func()
	key     func(*fyne.KeyEvent) // gets the function keys
}

func newFindingList(c *checker.Checker) *findingList {
	l := &findingList{checker: c}
	l.Length = c.Len
	l.CreateItem = func() fyne.CanvasObject { return newFindingRow() }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < c.Len() {
			o.(*findingRow).set(c.Row(i))
		}
	}
	l.OnSelected = func(i widget.ListItemID) {
		if !l.silent {
			c.Choose(i)
			c.Go()
		}
	}
	l.HideSeparators = true
	l.ExtendBaseWidget(l)
	return l
}

// FocusGained chooses the first finding where none is; Fyne would show a row of
// its own besides the chosen one.
func (l *findingList) FocusGained() {
	if l.checker.At() < 0 {
		l.checker.Move(1)
	}
}

// FocusLost is Fyne's.
func (l *findingList) FocusLost() {}

// TypedKey is Fyne's.
func (l *findingList) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp:
		l.checker.Move(-1)
	case fyne.KeyDown:
		l.checker.Move(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.checker.Go()
	case fyne.KeyEscape:
		call(l.leave)
	default:
		if len(k.Name) > 1 && k.Name[0] == 'F' && l.key != nil {
			l.key(k)
			return
		}
		l.List.TypedKey(k)
	}
}

// show brings the list in line with the checker.
func (l *findingList) show() {
	l.silent = true
	defer func() { l.silent = false }()
	l.Refresh()
	if at := l.checker.At(); at >= 0 {
		l.Select(at)
	} else {
		l.UnselectAll()
	}
}

// sign tells how much a finding weighs by its shape, not by colour alone.
func sign(s lint.Severity) fyne.Resource {
	switch s {
	case lint.Error:
		return theme.NewErrorThemedResource(theme.ErrorIcon())
	case lint.Warning:
		return theme.NewWarningThemedResource(theme.WarningIcon())
	}
	return theme.InfoIcon()
}

// findingRow is a row of the list: the sign, the reason, and below it the
// weight, the rule and the words; or the place of the rows below.
type findingRow struct {
	widget.BaseWidget
	icon          *widget.Icon
	reason, quiet *canvas.Text
	row           checker.Row
}

func newFindingRow() *findingRow {
	r := &findingRow{icon: widget.NewIcon(nil), reason: canvas.NewText("", nil), quiet: canvas.NewText("", nil)}
	r.ExtendBaseWidget(r)
	return r
}

func (r *findingRow) set(row checker.Row) {
	r.row = row
	r.Refresh()
}

// words are what the two lines of a row say.
func (r *findingRow) words() (first, second string) {
	if r.row.Head != "" {
		if r.row.Count == 1 {
			return r.row.Head, "1 finding"
		}
		return r.row.Head, fmt.Sprintf("%d findings", r.row.Count)
	}
	f := &r.row.Finding
	parts := []string{f.Severity.String(), string(f.Rule)}
	if r.row.Words != "" {
		parts = append(parts, r.row.Words)
	}
	return f.Reason, strings.Join(parts, " · ")
}

// CreateRenderer is Fyne's.
func (r *findingRow) CreateRenderer() fyne.WidgetRenderer { return &findingRenderer{r} }

type findingRenderer struct{ r *findingRow }

func (m *findingRenderer) MinSize() fyne.Size { return fyne.NewSize(160, theme.TextSize()*2.6) }
func (m *findingRenderer) Destroy()           {}
func (m *findingRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{m.r.icon, m.r.reason, m.r.quiet}
}

// signWidth is the column of the signs.
const signWidth = 28

func (m *findingRenderer) Layout(size fyne.Size) {
	r := m.r
	x := float32(6)
	if r.row.Head == "" {
		x += signWidth
		side := theme.IconInlineSize() * 0.9
		r.icon.Resize(fyne.NewSquareSize(side))
		r.icon.Move(fyne.NewPos(6, theme.TextSize()*0.32))
	}
	first, second := r.words()
	r.reason.TextStyle.Bold = r.row.Head != ""
	r.reason.TextSize, r.quiet.TextSize = theme.TextSize(), theme.CaptionTextSize()
	r.reason.Color, r.quiet.Color = theme.Color(theme.ColorNameForeground), theme.Color(theme.ColorNamePlaceHolder)
	r.reason.Text = fitStyled(first, r.reason.TextSize, size.Width-x-6, r.reason.TextStyle)
	r.quiet.Text = fit(second, r.quiet.TextSize, size.Width-x-6)
	y := (size.Height - r.reason.MinSize().Height - r.quiet.MinSize().Height) / 2
	for _, t := range []*canvas.Text{r.reason, r.quiet} {
		t.Resize(t.MinSize())
		t.Move(fyne.NewPos(x, y))
		y += t.MinSize().Height
	}
}

func (m *findingRenderer) Refresh() {
	m.r.icon.Hidden = m.r.row.Head != ""
	if !m.r.icon.Hidden {
		m.r.icon.SetResource(sign(m.r.row.Finding.Severity))
	}
	m.Layout(m.r.Size())
	for _, o := range m.Objects() {
		canvas.Refresh(o)
	}
}
