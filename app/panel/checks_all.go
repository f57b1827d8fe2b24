package panel

import (
	"bluepencil/app/checker"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ChecksAll lists what the checks found in the whole project: the arrows move,
// Enter and a click go to the place, Escape leaves.
type ChecksAll struct {
	widget.BaseWidget
	// OnOpen is told which place a person chose.
	OnOpen func(at int)
	// OnLeave is told that the list is to be left.
	OnLeave func()

	list *Rows
	body fyne.CanvasObject
}

// NewChecksAll returns the list of what was found, from a place on; -1 is the
// beginning.
func NewChecksAll(w *checker.Whole, at int) *ChecksAll {
	c := &ChecksAll{}
	c.list = NewRows(func() int { return len(w.Places) }, nil)
	c.list.CreateItem = newWholeRow
	c.list.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		title, person := w.Places[i].Title, w.Places[i].Person.Name
		if i > 0 && w.Places[i-1].Article == w.Places[i].Article {
			title = "" // it stands above already
			if w.Places[i-1].Person.ID == w.Places[i].Person.ID {
				person = ""
			}
		}
		setWholeRow(o, &w.Places[i], title, person)
	}
	if at >= 0 {
		c.list.Select(at)
	}
	c.list.OnSelected = func(i widget.ListItemID) { c.OnOpen(i) }
	c.list.OnLeave = func() { call(c.OnLeave) }
	said := widget.NewLabel(w.Words())
	said.Wrapping = fyne.TextWrapWord
	c.body = container.NewBorder(said, nil, nil, nil, c.list)
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *ChecksAll) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

// Focusable is the list, for the keyboard.
func (c *ChecksAll) Focusable() *Rows { return c.list }

// wholeColumns are the shares of the width of title, person, rule and words.
var wholeColumns = []float32{0.2, 0.1, 0.23, 0.47}

func newWholeRow() fyne.CanvasObject {
	objects := []fyne.CanvasObject{widget.NewIcon(nil)}
	for range 4 {
		l := widget.NewLabel("")
		l.SizeName, l.Truncation = theme.SizeNameCaptionText, fyne.TextTruncateEllipsis
		objects = append(objects, l)
	}
	return container.New(wholeLayout{}, objects...)
}

func setWholeRow(o fyne.CanvasObject, p *checker.Place, title, person string) {
	row := o.(*fyne.Container).Objects
	row[0].(*widget.Icon).SetResource(sign(p.Finding.Severity))
	for i, words := range []string{title, person, p.Finding.Severity.String() + " · " + string(p.Finding.Rule), p.Finding.Reason} {
		row[i+1].(*widget.Label).SetText(words)
	}
}

// wholeLayout puts a sign and four columns beside each other.
type wholeLayout struct{}

func (wholeLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(500, o[1].MinSize().Height)
}

func (wholeLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	side := theme.IconInlineSize()
	o[0].Move(fyne.NewPos(4, (size.Height-side)/2))
	o[0].Resize(fyne.NewSquareSize(side))
	x := side + 6
	rest := size.Width - x
	for i, share := range wholeColumns {
		o[i+1].Move(fyne.NewPos(x, 0))
		o[i+1].Resize(fyne.NewSize(rest*share, size.Height))
		x += rest * share
	}
}
