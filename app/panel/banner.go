package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Banner is a line above the text that says what is unusual about what is
// shown, with a button that ends it. It is hidden while there is nothing to say.
type Banner struct {
	widget.BaseWidget
	// OnEnd is told that the button was pressed.
	OnEnd func()

	ground *canvas.Rectangle
	words  *widget.Label
	end    *widget.Button
	body   fyne.CanvasObject
}

// NewBanner returns a hidden line with the words of its button.
func NewBanner(end string) *Banner {
	b := &Banner{ground: canvas.NewRectangle(theme.Color(theme.ColorNameWarning)), words: widget.NewLabel("")}
	b.end = widget.NewButton(end, func() {
		if b.OnEnd != nil {
			b.OnEnd()
		}
	})
	b.words.TextStyle.Bold = true
	b.words.Truncation = fyne.TextTruncateEllipsis
	b.ground.SetMinSize(fyne.NewSize(6, 0))
	b.body = container.NewBorder(nil, nil, container.NewHBox(b.ground, widget.NewIcon(theme.VisibilityIcon())), b.end, b.words)
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// CreateRenderer is Fyne's.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.body) }

// Set shows a sentence; an empty one hides the line.
func (b *Banner) Set(sentence string) {
	b.words.SetText(sentence)
	b.ground.FillColor = theme.Color(theme.ColorNameWarning)
	b.ground.Refresh()
	if sentence == "" {
		b.Hide()
	} else {
		b.Show()
	}
}

// Words is the sentence shown, or "".
func (b *Banner) Words() string { return b.words.Text }
