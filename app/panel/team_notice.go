package panel

import (
	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Notice is a line in the head of an article that says why it came back. It is
// hidden while there is nothing to say.
type Notice struct {
	widget.BaseWidget
	// OnMore is told that somebody asks what happened.
	OnMore func()

	ground *canvas.Rectangle
	words  *widget.Label
	body   fyne.CanvasObject
}

// NewNotice returns a hidden line with the words of its button.
func NewNotice(more string) *Notice {
	n := &Notice{ground: canvas.NewRectangle(theme.Color(theme.ColorNameWarning)), words: widget.NewLabel("")}
	n.words.Wrapping = fyne.TextWrapWord
	n.words.TextStyle.Bold = true
	n.ground.SetMinSize(fyne.NewSize(6, 0))
	button := widget.NewButton(more, func() { call(n.OnMore) })
	n.body = container.NewBorder(nil, nil, container.NewHBox(n.ground, widget.NewIcon(statusIcon(annotate.StatusReturned))), container.NewCenter(button), n.words)
	n.ExtendBaseWidget(n)
	n.Hide()
	return n
}

// CreateRenderer is Fyne's.
func (n *Notice) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(n.body) }

// Set shows a sentence; an empty one hides the line.
func (n *Notice) Set(sentence string) {
	if sentence == n.words.Text {
		return
	}
	n.words.SetText(sentence)
	n.ground.FillColor = theme.Color(theme.ColorNameWarning)
	n.ground.Refresh()
	if sentence == "" {
		n.Hide()
	} else {
		n.Show()
	}
}

// Words is the sentence shown, or "".
func (n *Notice) Words() string { return n.words.Text }
