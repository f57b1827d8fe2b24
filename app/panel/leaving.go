package panel

import (
	"fyne.io/fyne/v2"
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
