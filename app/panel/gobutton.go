package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// GoButton is the button that a dialog is there for: with the keyboard on it,
// Enter presses it, and Escape leaves.
type GoButton struct {
	widget.Button
	// OnLeave is told that Escape was pressed.
	OnLeave func()
}

// NewGoButton returns a button that stands out.
func NewGoButton(words string, tapped func()) *GoButton {
	b := &GoButton{}
	b.Text, b.OnTapped, b.Importance = words, tapped, widget.HighImportance
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey is Fyne's.
func (b *GoButton) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !b.Disabled() {
			b.Tapped(&fyne.PointEvent{})
		}
	case fyne.KeyEscape:
		if b.OnLeave != nil {
			b.OnLeave()
		}
	default:
		b.Button.TypedKey(k)
	}
}
