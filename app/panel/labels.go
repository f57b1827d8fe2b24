package panel

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Labels is the bar of labels below the article: key, sample of how it looks,
// name. A click marks.
type Labels struct {
	widget.BaseWidget
	// OnLabel is told which label a person chose.
	OnLabel func(annotate.LabelID)

	row    *fyne.Container
	scroll *container.Scroll
}

// NewLabels returns an empty bar.
func NewLabels() *Labels {
	b := &Labels{row: container.NewHBox()}
	b.scroll = container.NewHScroll(b.row)
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is Fyne's.
func (b *Labels) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.scroll) }

// Set shows labels that can be given.
func (b *Labels) Set(labels []annotate.Label) {
	b.row.RemoveAll()
	var group annotate.Group
	for _, l := range labels {
		if group != "" && l.Group != group {
			b.row.Add(widget.NewSeparator())
		}
		group = l.Group
		id := l.ID
		b.row.Add(newLabelButton(l, func() {
			if b.OnLabel != nil {
				b.OnLabel(id)
			}
		}))
	}
	b.row.Refresh()
}

// labelButton is one label of the bar.
type labelButton struct {
	widget.BaseWidget
	label  annotate.Label
	tapped func()
	key    *canvas.Text
	name   *canvas.Text
	sample *canvas.Rectangle
	hover  *canvas.Rectangle
}

func newLabelButton(l annotate.Label, tapped func()) *labelButton {
	b := &labelButton{label: l, tapped: tapped, key: canvas.NewText(strings.ToUpper(l.Key), nil), name: canvas.NewText(l.Name, nil),
		sample: canvas.NewRectangle(look.Colour(l.Colour)), hover: canvas.NewRectangle(nil)}
	b.key.TextStyle.Bold = true
	b.hover.CornerRadius = 4
	b.ExtendBaseWidget(b)
	return b
}

// Tapped is Fyne's.
func (b *labelButton) Tapped(*fyne.PointEvent) { b.tapped() }

// MouseIn is Fyne's.
func (b *labelButton) MouseIn(*desktop.MouseEvent) {
	b.hover.FillColor = theme.Color(theme.ColorNameHover)
	canvas.Refresh(b.hover)
}

// MouseMoved is Fyne's.
func (b *labelButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's.
func (b *labelButton) MouseOut() {
	b.hover.FillColor = nil
	canvas.Refresh(b.hover)
}

// CreateRenderer is Fyne's.
func (b *labelButton) CreateRenderer() fyne.WidgetRenderer {
	r := &labelRenderer{b}
	r.Refresh()
	return r
}

type labelRenderer struct{ b *labelButton }

const labelGap = 7

func (r *labelRenderer) MinSize() fyne.Size {
	width := labelGap*2 + r.b.name.MinSize().Width
	if r.b.key.Text != "" {
		width += r.b.key.MinSize().Width + 5
	}
	return fyne.NewSize(width, theme.TextSize()*2.1)
}

func (r *labelRenderer) Layout(size fyne.Size) {
	b := r.b
	b.hover.Resize(size)
	x, y := float32(labelGap), (size.Height-b.name.MinSize().Height)/2-1
	if b.key.Text != "" {
		b.key.Move(fyne.NewPos(x, y))
		x += b.key.MinSize().Width + 5
	}
	b.name.Move(fyne.NewPos(x, y))
	name := b.name.MinSize()
	switch b.label.Style {
	case annotate.StyleTint: // a ground, as in the text
		b.sample.Move(fyne.NewPos(x-2, y))
		b.sample.Resize(fyne.NewSize(name.Width+4, name.Height))
	case annotate.StyleBar: // a bar at the side
		b.sample.Move(fyne.NewPos(1, y))
		b.sample.Resize(fyne.NewSize(3, name.Height))
	default: // a line below
		b.sample.Move(fyne.NewPos(x, y+name.Height))
		b.sample.Resize(fyne.NewSize(name.Width, 2))
	}
}

func (r *labelRenderer) Refresh() {
	b := r.b
	b.name.Color, b.key.Color = theme.Color(theme.ColorNameForeground), theme.Color(theme.ColorNamePlaceHolder)
	b.name.TextSize, b.key.TextSize = theme.TextSize(), theme.CaptionTextSize()
	colour := look.Colour(b.label.Colour)
	if b.label.Style == annotate.StyleTint {
		colour.A = 80
	}
	b.sample.FillColor = colour
	r.Layout(b.Size())
	for _, o := range r.Objects() {
		canvas.Refresh(o)
	}
}

func (r *labelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.b.hover, r.b.sample, r.b.key, r.b.name}
}
func (r *labelRenderer) Destroy() {}
