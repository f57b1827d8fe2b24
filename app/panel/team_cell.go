package panel

import (
	"image/color"

	"bluepencil/annotate"
	"bluepencil/app/team"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// matrixCell is where an article and a person meet; the one that the keyboard
// is on has a frame.
type matrixCell struct {
	widget.BaseWidget
	frame *canvas.Rectangle
	sign  *widget.Icon
	words *canvas.Text
	body  fyne.CanvasObject
}

func newMatrixCell() *matrixCell {
	c := &matrixCell{frame: canvas.NewRectangle(color.Transparent), sign: widget.NewIcon(nil), words: canvas.NewText("", nil)}
	c.frame.CornerRadius = 3
	c.frame.SetMinSize(fyne.NewSize(matrixCellWidth, theme.TextSize()*1.7))
	c.body = container.NewStack(c.frame, container.NewCenter(container.NewHBox(c.sign, c.words)))
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *matrixCell) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

func (c *matrixCell) set(what team.Cell) {
	sign, words := cellSign(what)
	c.sign.SetResource(sign)
	c.sign.Hidden = sign == nil
	c.words.Text, c.words.TextSize = words, theme.TextSize()
	c.words.TextStyle.Bold = what.Given
	c.words.Color = theme.Color(theme.ColorNameForeground)
	switch {
	case !what.Given:
		c.words.Color = theme.Color(theme.ColorNamePlaceHolder)
	case what.Status == annotate.StatusSubmitted || what.Status == annotate.StatusAdjudicated:
		c.words.Color = theme.Color(theme.ColorNameSuccess)
	case what.Status == annotate.StatusReturned:
		c.words.Color = theme.Color(theme.ColorNameWarning)
	case what.Status == annotate.StatusInProgress:
		c.words.Color = theme.Color(theme.ColorNamePrimary)
	}
	c.frame.StrokeWidth, c.frame.StrokeColor, c.frame.FillColor = 0, nil, color.Transparent
	if what.Given {
		c.frame.FillColor = theme.Color(theme.ColorNameHover)
	}
	if what.Current {
		c.frame.StrokeWidth, c.frame.StrokeColor = 2, theme.Color(theme.ColorNamePrimary)
	}
	c.body.Refresh()
}

// matrixHead is the head of a row, an article, or of a column, a person with
// how many articles they have.
type matrixHead struct {
	widget.BaseWidget
	badge *badge
	words *widget.Label
	body  fyne.CanvasObject
}

func newMatrixHead() *matrixHead {
	h := &matrixHead{badge: newBadge(), words: widget.NewLabel("")}
	h.words.Truncation = fyne.TextTruncateEllipsis
	h.body = container.NewBorder(nil, nil, h.badge, nil, h.words)
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer is Fyne's.
func (h *matrixHead) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.body) }

func (h *matrixHead) article(title string) {
	h.badge.Hide()
	h.words.SetText(title)
	h.body.Refresh() // there is room where the badge was
}

func (h *matrixHead) person(p *annotate.Person, load string) {
	h.badge.set(p)
	h.badge.Show()
	h.words.SetText(load)
	h.body.Refresh()
}
