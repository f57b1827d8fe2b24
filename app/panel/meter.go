package panel

import (
	"fmt"

	"bluepencil/annotate/lint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// meter is a bar that says how much of something is done, in words too.
type meter struct {
	widget.BaseWidget
	name, said     *canvas.Text
	ground, filled *canvas.Rectangle
	share          lint.Share
}

func newMeter(name string) *meter {
	m := &meter{name: canvas.NewText(name, nil), said: canvas.NewText("", nil), ground: canvas.NewRectangle(nil), filled: canvas.NewRectangle(nil)}
	m.ExtendBaseWidget(m)
	return m
}

// set shows a share, with the words for it.
func (m *meter) set(s lint.Share, words string) {
	m.share, m.said.Text = s, words
	m.Refresh()
}

// percent is a share in words; one that is not whole is never said to be.
func percent(s lint.Share) string {
	switch {
	case s.All == 0:
		return "none"
	case s.Whole():
		return "all"
	}
	return fmt.Sprintf("%d %%", s.Done*100/s.All)
}

// outOf is a share of a few things in words.
func outOf(s lint.Share) string {
	if s.All == 0 {
		return "none"
	}
	return fmt.Sprintf("%d of %d", s.Done, s.All)
}

// CreateRenderer is Fyne's.
func (m *meter) CreateRenderer() fyne.WidgetRenderer { return &meterRenderer{m} }

type meterRenderer struct{ m *meter }

// The columns of a meter: its name, and what it says at the end.
const (
	meterName = 150
	meterSaid = 64
)

func (r *meterRenderer) MinSize() fyne.Size {
	return fyne.NewSize(meterName+meterSaid+40, theme.CaptionTextSize()*1.6)
}
func (r *meterRenderer) Destroy() {}
func (r *meterRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.m.name, r.m.ground, r.m.filled, r.m.said}
}

func (r *meterRenderer) Layout(size fyne.Size) {
	m := r.m
	for _, t := range []*canvas.Text{m.name, m.said} {
		t.TextSize, t.Color = theme.CaptionTextSize(), theme.Color(theme.ColorNameForeground)
		t.Resize(t.MinSize())
	}
	m.ground.FillColor, m.filled.FillColor = theme.Color(theme.ColorNameInputBorder), theme.Color(theme.ColorNamePrimary)
	m.name.Move(fyne.NewPos(8, (size.Height-m.name.MinSize().Height)/2))
	const high = 6
	left, width := float32(meterName), max(size.Width-meterName-meterSaid, 0)
	part := float32(0)
	if m.share.All > 0 {
		part = float32(m.share.Done) / float32(m.share.All)
	}
	for o, w := range map[*canvas.Rectangle]float32{m.ground: width, m.filled: width * part} {
		o.CornerRadius = high / 2
		o.Move(fyne.NewPos(left, (size.Height-high)/2))
		o.Resize(fyne.NewSize(w, high))
	}
	m.said.Move(fyne.NewPos(size.Width-meterSaid+10, (size.Height-m.said.MinSize().Height)/2))
}

func (r *meterRenderer) Refresh() {
	r.Layout(r.m.Size())
	for _, o := range r.Objects() {
		canvas.Refresh(o)
	}
}
