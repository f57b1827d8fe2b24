package panel

import (
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// contextRow shows words with what stands around them, the words one below
// the other in all rows.
type contextRow struct {
	widget.BaseWidget
	before, words, after *canvas.Text
	shown                desk.Context
}

func newContextRow() *contextRow {
	r := &contextRow{before: canvas.NewText("", nil), words: canvas.NewText("", nil), after: canvas.NewText("", nil)}
	r.words.TextStyle.Bold = true
	r.ExtendBaseWidget(r)
	return r
}

func (r *contextRow) set(c desk.Context) {
	r.shown = c
	r.Refresh()
}

// CreateRenderer is Fyne's.
func (r *contextRow) CreateRenderer() fyne.WidgetRenderer { return &contextRenderer{r} }

type contextRenderer struct{ r *contextRow }

// middle is where the words begin, as a share of the row's width.
const middle = 0.42

func (l *contextRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, theme.TextSize()*1.6)
}

func (l *contextRenderer) Layout(size fyne.Size) {
	r := l.r
	quiet := theme.Color(theme.ColorNamePlaceHolder)
	r.before.Color, r.after.Color, r.words.Color = quiet, quiet, theme.Color(theme.ColorNameForeground)
	for _, t := range []*canvas.Text{r.before, r.words, r.after} {
		t.TextSize = theme.TextSize()
	}
	at := size.Width * middle
	r.words.Text = fitStyled(r.shown.Words, theme.TextSize(), size.Width-at, r.words.TextStyle)
	words := r.words.MinSize().Width
	r.before.Text = fitEnd(r.shown.Before, theme.TextSize(), at-4)
	r.after.Text = fit(r.shown.After, theme.TextSize(), max(size.Width-at-words-4, 0))
	y := (size.Height - r.words.MinSize().Height) / 2
	r.before.Move(fyne.NewPos(at-r.before.MinSize().Width, y))
	r.words.Move(fyne.NewPos(at, y))
	r.after.Move(fyne.NewPos(at+words, y))
}

func (l *contextRenderer) Refresh() {
	l.Layout(l.r.Size())
	for _, o := range l.Objects() {
		canvas.Refresh(o)
	}
}

func (l *contextRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{l.r.before, l.r.words, l.r.after}
}

func (l *contextRenderer) Destroy() {}

// fitEnd cuts words at their beginning to a width, with an ellipsis.
func fitEnd(words string, size, width float32) string {
	runes := []rune(words)
	if fyne.MeasureText(words, size, fyne.TextStyle{}).Width <= width {
		return words
	}
	low, high := 0, len(runes)
	for low < high {
		half := (low + high) / 2
		if fyne.MeasureText("…"+string(runes[half:]), size, fyne.TextStyle{}).Width <= width {
			high = half
		} else {
			low = half + 1
		}
	}
	return "…" + string(runes[low:])
}
