package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Catcher waits for one key to be pressed and tells which.
type Catcher struct {
	widget.BaseWidget
	// OnKey, OnRune and OnShortcut are told what was pressed, as Fyne tells it.
	OnKey      func(*fyne.KeyEvent)
	OnRune     func(rune)
	OnShortcut func(fyne.Shortcut)

	words *widget.Label
}

// NewCatcher returns a field that says what is to be pressed.
func NewCatcher(words string) *Catcher {
	c := &Catcher{words: widget.NewLabel(words)}
	c.words.Alignment = fyne.TextAlignCenter
	c.words.Wrapping = fyne.TextWrapWord
	c.ExtendBaseWidget(c)
	return c
}

// SetText says something else, such as why a key was refused.
func (c *Catcher) SetText(words string) { c.words.SetText(words) }

// CreateRenderer is Fyne's.
func (c *Catcher) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.words) }

// FocusGained is Fyne's.
func (c *Catcher) FocusGained() {}

// FocusLost is Fyne's.
func (c *Catcher) FocusLost() {}

// AcceptsTab keeps the Tab key here.
func (c *Catcher) AcceptsTab() bool { return true }

// TypedRune is Fyne's.
func (c *Catcher) TypedRune(r rune) {
	if c.OnRune != nil {
		c.OnRune(r)
	}
}

// TypedKey is Fyne's.
func (c *Catcher) TypedKey(e *fyne.KeyEvent) {
	if c.OnKey != nil {
		c.OnKey(e)
	}
}

// TypedShortcut is Fyne's.
func (c *Catcher) TypedShortcut(s fyne.Shortcut) {
	if c.OnShortcut != nil {
		c.OnShortcut(s)
	}
}
