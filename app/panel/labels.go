package panel

import (
	"image"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/articleview/paint"
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

// Set shows labels that can be given, each with a sample of its marking.
func (b *Labels) Set(labels []annotate.Label, markings map[annotate.LabelID]look.Marking) {
	b.row.RemoveAll()
	var group annotate.Group
	for _, l := range labels {
		if group != "" && l.Group != group {
			b.row.Add(widget.NewSeparator())
		}
		group = l.Group
		id := l.ID
		b.row.Add(newLabelButton(l, markings[id], func() {
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
	marking look.Marking
	tapped  func()
	key     *canvas.Text
	name    *canvas.Text
	sample  *canvas.Raster
	hover   *canvas.Rectangle
	from    float32 // where the name begins
}

func newLabelButton(l annotate.Label, m look.Marking, tapped func()) *labelButton {
	b := &labelButton{marking: m, tapped: tapped, key: canvas.NewText(strings.ToUpper(l.Key), nil), name: canvas.NewText(l.Name, nil),
		hover: canvas.NewRectangle(nil)}
	b.sample = canvas.NewRaster(b.paintSample)
	b.sample.ScaleMode = canvas.ImageScalePixels
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

// Where a strip has the middle of its words, and how far it is to the left of
// its margin that bars stand, in ems.
const (
	wordsMiddleEm = 1.2
	barEm         = 0.55
)

// paintSample paints how the label looks in the text, around its name.
func (b *labelButton) paintSample(w, h int) image.Image {
	scale := float32(w) / max(b.sample.Size().Width, 1)
	em := theme.TextSize() * scale
	f := paint.Fragment{From: (b.from - 2) * scale, To: (b.from + b.name.MinSize().Width + 2) * scale,
		Style: b.marking.Style, Pattern: b.marking.Pattern, Colour: b.marking.Colour}
	if f.Style == paint.Tint {
		f.Row = -1
	}
	return paint.Sample(&paint.Strip{Width: w, Height: h, Size: em, Margin: 4*scale + barEm*em, Fragments: []paint.Fragment{f}, Dark: look.IsDark()})
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
	b.from = x
	em := theme.TextSize()
	b.sample.Move(fyne.NewPos(0, y+b.name.MinSize().Height/2-wordsMiddleEm*em))
	b.sample.Resize(fyne.NewSize(size.Width, em*2.45))
}

func (r *labelRenderer) Refresh() {
	b := r.b
	b.name.Color, b.key.Color = theme.Color(theme.ColorNameForeground), theme.Color(theme.ColorNamePlaceHolder)
	b.name.TextSize, b.key.TextSize = theme.TextSize(), theme.CaptionTextSize()
	r.Layout(b.Size())
	for _, o := range r.Objects() {
		canvas.Refresh(o)
	}
}

func (r *labelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.b.hover, r.b.sample, r.b.key, r.b.name}
}
func (r *labelRenderer) Destroy() {}
