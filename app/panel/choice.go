package panel

import (
	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// choiceField is a choice of one value, by mouse or by number: 1 takes the
// first value, 0 none.
type choiceField struct {
	widget.Select
	gained func() // the keyboard came to it
	leave  func() // Escape was pressed
}

func newChoiceField(names []string) *choiceField {
	c := &choiceField{}
	c.Options = names
	c.ExtendBaseWidget(c)
	return c
}

// TypedRune is Fyne's: a digit chooses.
func (c *choiceField) TypedRune(r rune) {
	if at := int(r - '0'); r >= '0' && r <= '9' && at < len(c.Options) {
		c.SetSelectedIndex(at)
		return
	}
	c.Select.TypedRune(r)
}

// TypedKey is Fyne's: Escape goes back to the text.
func (c *choiceField) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape && c.leave != nil {
		c.leave()
		return
	}
	c.Select.TypedKey(k)
}

// FocusGained is Fyne's.
func (c *choiceField) FocusGained() {
	c.Select.FocusGained()
	if c.gained != nil {
		c.gained()
	}
}

// scaleStep is one value of a scale. With the keyboard on any of them, a digit
// chooses its value, and 0 none.
type scaleStep struct {
	widget.Button
	scale  annotate.AttributeID // which scale it belongs to
	choose func(digit int)
	gained func()
	leave  func()
}

func newScaleStep(scale annotate.AttributeID, words string, tapped func(), choose func(digit int)) *scaleStep {
	s := &scaleStep{scale: scale, choose: choose}
	s.Text, s.OnTapped, s.Importance = words, tapped, widget.LowImportance
	s.ExtendBaseWidget(s)
	return s
}

// TypedRune is Fyne's: a digit chooses.
func (s *scaleStep) TypedRune(r rune) {
	if r >= '0' && r <= '9' {
		s.choose(int(r - '0'))
	}
}

// AcceptsTab keeps Tab, which passes over the other steps of the scale.
func (s *scaleStep) AcceptsTab() bool { return true }

// TypedKey is Fyne's: Escape goes back to the text, Tab on to the next
// question, the arrows from step to step.
func (s *scaleStep) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		if s.leave != nil {
			s.leave()
		}
	case fyne.KeyTab:
		s.pass(shiftHeld())
	case fyne.KeyRight:
		s.step(fyne.Canvas.FocusNext)
	case fyne.KeyLeft:
		s.step(fyne.Canvas.FocusPrevious)
	default:
		s.Button.TypedKey(k)
	}
}

func shiftHeld() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// pass moves the keyboard on until it is out of the scale.
func (s *scaleStep) pass(back bool) {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	move := fyne.Canvas.FocusNext
	if back {
		move = fyne.Canvas.FocusPrevious
	}
	for c != nil {
		move(c)
		if next, ok := c.Focused().(*scaleStep); !ok || next.scale != s.scale || next == s {
			return
		}
	}
}

// step moves the keyboard within the scale.
func (s *scaleStep) step(move func(fyne.Canvas)) {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil {
		return
	}
	move(c)
	if next, ok := c.Focused().(*scaleStep); !ok || next.scale != s.scale {
		c.Focus(s)
	}
}

// FocusGained is Fyne's.
func (s *scaleStep) FocusGained() {
	s.Button.FocusGained()
	if s.gained != nil {
		s.gained()
	}
}
