package panel

import (
	"image/color"

	"bluepencil/annotate"
	"bluepencil/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// badge is a person at a glance: their initials on their colour.
type badge struct {
	widget.BaseWidget
	ground   *canvas.Rectangle
	initials *canvas.Text
}

func newBadge() *badge {
	b := &badge{ground: canvas.NewRectangle(color.Transparent), initials: canvas.NewText("", nil)}
	b.ground.CornerRadius = 4
	b.initials.TextStyle.Bold, b.initials.Alignment = true, fyne.TextAlignCenter
	b.ExtendBaseWidget(b)
	return b
}

// set shows a person. The initials are black or white, whichever is read
// better on the colour.
func (b *badge) set(p *annotate.Person) {
	ground := look.Colour(p.Colour)
	b.ground.FillColor, b.initials.Color, b.initials.Text = ground, look.InkOn(ground), p.Initials
	b.initials.TextSize = theme.CaptionTextSize()
	b.Refresh()
}

// CreateRenderer is Fyne's.
func (b *badge) CreateRenderer() fyne.WidgetRenderer { return &badgeRenderer{b} }

type badgeRenderer struct{ b *badge }

// badgeSize is how large a badge is.
var badgeSize = fyne.NewSize(34, 20)

func (r *badgeRenderer) MinSize() fyne.Size { return badgeSize }
func (r *badgeRenderer) Destroy()           {}
func (r *badgeRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.b.ground, r.b.initials}
}

func (r *badgeRenderer) Layout(size fyne.Size) {
	at := fyne.NewPos((size.Width-badgeSize.Width)/2, (size.Height-badgeSize.Height)/2)
	r.b.ground.Move(at)
	r.b.ground.Resize(badgeSize)
	r.b.initials.Move(at)
	r.b.initials.Resize(badgeSize)
}

func (r *badgeRenderer) Refresh() {
	r.b.initials.Text = fit(r.b.initials.Text, r.b.initials.TextSize, badgeSize.Width-2)
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
