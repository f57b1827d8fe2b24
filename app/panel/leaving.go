package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Fields of a dialog that Escape leaves: Fyne's own keep the key to themselves.

// leavingSelect is a choice.
type leavingSelect struct {
	widget.Select
	leave func()
}

func newLeavingSelect(options []string, leave func()) *leavingSelect {
	s := &leavingSelect{leave: leave}
	s.Options = options
	s.ExtendBaseWidget(s)
	return s
}

// MinSize is Fyne's: the longest choice can be read.
func (s *leavingSelect) MinSize() fyne.Size {
	const most, arrow = 260, 34
	size := s.Select.MinSize()
	for _, o := range s.Options {
		words := fyne.MeasureText(o, theme.TextSize(), fyne.TextStyle{}).Width + 2*theme.InnerPadding() + arrow
		size.Width = max(size.Width, min(words, most))
	}
	return size
}

// TypedKey is Fyne's.
func (s *leavingSelect) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		s.leave()
		return
	}
	s.Select.TypedKey(k)
}

// leavingCheck is a box to tick.
type leavingCheck struct {
	widget.Check
	leave func()
}

func newLeavingCheck(words string, changed func(bool), leave func()) *leavingCheck {
	c := &leavingCheck{leave: leave}
	c.Text, c.OnChanged = words, changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey is Fyne's.
func (c *leavingCheck) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		c.leave()
		return
	}
	c.Check.TypedKey(k)
}

// leavingButton is a button that Enter presses, too, and Escape leaves.
type leavingButton struct {
	widget.Button
	leave func()
}

func newLeavingButton(words string, tapped, leave func()) *leavingButton {
	b := &leavingButton{leave: leave}
	b.Text, b.OnTapped = words, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey is Fyne's.
func (b *leavingButton) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		b.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		b.OnTapped()
	default:
		b.Button.TypedKey(k)
	}
}

// SecretEntry is a line for a passphrase.
type SecretEntry struct {
	widget.Entry
	// OnLeave is told that Escape was pressed.
	OnLeave func()
}

// NewSecretEntry returns an empty line with a hint in it.
func NewSecretEntry(hint string, leave func()) *SecretEntry {
	e := &SecretEntry{OnLeave: leave}
	e.Password, e.Wrapping = true, fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(hint)
	return e
}

// TypedKey is Fyne's.
func (e *SecretEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		call(e.OnLeave)
		return
	}
	e.Entry.TypedKey(k)
}
