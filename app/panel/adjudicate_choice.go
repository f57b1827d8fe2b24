package panel

import (
	"strings"

	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// LabelChoice is a list of labels, one of which is to be chosen: by the arrows
// and Enter, by a label's own key, or by a click.
type LabelChoice struct {
	widget.List
	// OnChoose is told which label; OnLeave, that Escape was pressed.
	OnChoose func(annotate.LabelID)
	OnLeave  func()

	labels []annotate.Label
}

// NewLabelChoice returns the list of some labels.
func NewLabelChoice(labels []annotate.Label) *LabelChoice {
	c := &LabelChoice{labels: labels}
	c.Length = func() int { return len(labels) }
	c.CreateItem = func() fyne.CanvasObject {
		key, name := widget.NewLabel(""), widget.NewLabel("")
		key.TextStyle.Bold = true
		return container.New(labelColumns{}, key, container.NewStack(), name)
	}
	c.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		row := o.(*fyne.Container).Objects
		row[0].(*widget.Label).SetText(strings.ToUpper(labels[i].Key))
		row[1].(*fyne.Container).Objects = []fyne.CanvasObject{chip(labels[i])}
		row[1].Refresh()
		row[2].(*widget.Label).SetText(labels[i].Name)
	}
	c.OnSelected = func(i widget.ListItemID) { c.choose(i) }
	c.ExtendBaseWidget(c)
	return c
}

// labelColumns lays a label's key, tag and name out in columns.
type labelColumns struct{}

func (labelColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(240, o[0].MinSize().Height)
}

func (labelColumns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, width := range []float32{36, 76, max(size.Width-112, 0)} {
		o[i].Move(fyne.NewPos(x, 0))
		o[i].Resize(fyne.NewSize(width, size.Height))
		x += width
	}
}

func (c *LabelChoice) choose(i int) {
	if c.OnChoose != nil && i >= 0 && i < len(c.labels) {
		c.OnChoose(c.labels[i].ID)
	}
}

// TypedRune takes the label whose key was typed.
func (c *LabelChoice) TypedRune(r rune) {
	for i, l := range c.labels {
		if l.Key == string(r) {
			c.choose(i)
			return
		}
	}
}

// TypedKey is Fyne's.
func (c *LabelChoice) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		call(c.OnLeave)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		c.List.TypedKey(k)
	}
}
