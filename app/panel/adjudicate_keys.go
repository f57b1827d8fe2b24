package panel

import (
	"bluepencil/app/adjudicator"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// adjudicateKeys lays hints of keys out in two columns.
type adjudicateKeys struct{}

func (adjudicateKeys) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	return fyne.NewSize(220, float32((len(o)+1)/2)*o[0].MinSize().Height)
}

func (adjudicateKeys) Layout(o []fyne.CanvasObject, size fyne.Size) {
	rows := (len(o) + 1) / 2
	for i, one := range o {
		h := one.MinSize().Height
		one.Move(fyne.NewPos(float32(i/rows)*size.Width/2, float32(i%rows)*h))
		one.Resize(fyne.NewSize(size.Width/2, h))
	}
}

// keyHint is a key and what it does; a click does it.
type keyHint struct {
	widget.BaseWidget
	of        adjudicator.Key
	tapped    func()
	hover     *canvas.Rectangle
	key, what *canvas.Text
}

func newKeyHint(k adjudicator.Key, tapped func()) *keyHint {
	h := &keyHint{of: k, tapped: tapped, hover: canvas.NewRectangle(nil), key: canvas.NewText(k.Keys, nil), what: canvas.NewText("", nil)}
	h.key.TextStyle.Bold = true
	h.hover.CornerRadius = 3
	h.ExtendBaseWidget(h)
	return h
}

// Tapped is Fyne's.
func (h *keyHint) Tapped(*fyne.PointEvent) { h.tapped() }

// MouseIn is Fyne's.
func (h *keyHint) MouseIn(*desktop.MouseEvent) {
	h.hover.FillColor = theme.Color(theme.ColorNameHover)
	canvas.Refresh(h.hover)
}

// MouseMoved is Fyne's.
func (h *keyHint) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's.
func (h *keyHint) MouseOut() {
	h.hover.FillColor = nil
	canvas.Refresh(h.hover)
}

// CreateRenderer is Fyne's.
func (h *keyHint) CreateRenderer() fyne.WidgetRenderer { return &keyHintRenderer{h} }

type keyHintRenderer struct{ h *keyHint }

// keyColumn is the column of the keys.
const keyColumn = 72

func (r *keyHintRenderer) MinSize() fyne.Size {
	return fyne.NewSize(110, theme.CaptionTextSize()*1.55)
}
func (r *keyHintRenderer) Destroy() {}
func (r *keyHintRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.h.hover, r.h.key, r.h.what}
}

func (r *keyHintRenderer) Layout(size fyne.Size) {
	h := r.h
	h.hover.Resize(size)
	small := theme.CaptionTextSize()
	h.key.TextSize, h.what.TextSize = small, small
	h.key.Color, h.what.Color = theme.Color(theme.ColorNameForeground), theme.Color(theme.ColorNamePlaceHolder)
	h.what.Text = fit(h.of.Short, small, size.Width-keyColumn-4)
	y := (size.Height - h.key.MinSize().Height) / 2
	h.key.Move(fyne.NewPos(6, y))
	h.what.Move(fyne.NewPos(keyColumn, y))
	h.key.Resize(h.key.MinSize())
	h.what.Resize(h.what.MinSize())
}

func (r *keyHintRenderer) Refresh() {
	r.Layout(r.h.Size())
	for _, o := range r.Objects() {
		canvas.Refresh(o)
	}
}
