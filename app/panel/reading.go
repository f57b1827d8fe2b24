package panel

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Setting is something with a few choices, of which one is in force.
type Setting struct {
	Name    string
	Choices []string
	Chosen  func() int // the index of the one in force
	Choose  func(int)
}

// Settings is a table of settings: a row for each, with a button for every
// choice. Tab and the arrow keys go through the
// buttons, Enter and the blank choose.
type Settings struct {
	widget.BaseWidget
	// OnLeave is told that Escape was pressed.
	OnLeave func()

	list    []Setting
	buttons [][]*choice
	body    *fyne.Container
}

// NewSettings returns a table of settings.
func NewSettings(list []Setting) *Settings {
	s := &Settings{list: list, body: container.NewVBox()}
	for row := range list {
		name := widget.NewLabel(list[row].Name)
		line := container.NewHBox()
		var buttons []*choice
		for n, words := range list[row].Choices {
			b := newChoice(words, func() { s.list[row].Choose(n); s.Update() }, func() { s.leave() })
			buttons = append(buttons, b)
			line.Add(container.NewStack(b, b.ring))
		}
		s.buttons = append(s.buttons, buttons)
		s.body.Add(container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(110, name.MinSize().Height), name), nil, line))
	}
	s.Update()
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's.
func (s *Settings) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.body) }

// Update marks what is in force now.
func (s *Settings) Update() {
	for row, buttons := range s.buttons {
		for n, b := range buttons {
			importance := widget.LowImportance
			if n == s.list[row].Chosen() {
				importance = widget.HighImportance
			}
			if b.Importance != importance {
				b.Importance = importance
				b.Refresh()
			}
		}
	}
}

// First is what has the keyboard first; nil without settings.
func (s *Settings) First() fyne.Focusable {
	if len(s.buttons) == 0 || len(s.buttons[0]) == 0 {
		return nil
	}
	return s.buttons[0][0]
}

func (s *Settings) leave() {
	if s.OnLeave != nil {
		s.OnLeave()
	}
}

// choice is a button that Enter presses too, and that Escape leaves.
type choice struct {
	widget.Button
	leave func()
	ring  *canvas.Rectangle // around it while it has the keyboard, for some buttons have the colour of that
}

func newChoice(words string, tapped, leave func()) *choice {
	c := &choice{leave: leave, ring: canvas.NewRectangle(color.Transparent)}
	c.ring.StrokeWidth, c.ring.CornerRadius = 2, 5
	c.ring.Hide()
	c.Text, c.OnTapped, c.Importance = words, tapped, widget.LowImportance
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained is Fyne's.
func (c *choice) FocusGained() {
	c.Button.FocusGained()
	c.ring.StrokeColor = theme.Color(theme.ColorNameForeground)
	c.ring.Show()
}

// FocusLost is Fyne's.
func (c *choice) FocusLost() {
	c.Button.FocusLost()
	c.ring.Hide()
}

// Tapped is Fyne's; a button would give the keyboard away.
func (c *choice) Tapped(e *fyne.PointEvent) {
	c.Button.Tapped(e)
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(c); canvas != nil {
		canvas.Focus(c)
	}
}

// TypedKey is Fyne's.
func (c *choice) TypedKey(k *fyne.KeyEvent) {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(c)
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.OnTapped()
	case fyne.KeyEscape:
		c.leave()
	case fyne.KeyRight, fyne.KeyDown:
		canvas.FocusNext()
	case fyne.KeyLeft, fyne.KeyUp:
		canvas.FocusPrevious()
	}
}
