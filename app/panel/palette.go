package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// PaletteEntry is a line to search in: arrows move in the list below it.
type PaletteEntry struct {
	widget.Entry
	OnMove  func(step int) // in the list
	OnLeave func()         // Escape was pressed
}

// NewPaletteEntry returns an empty line with a hint in it.
func NewPaletteEntry(hint string) *PaletteEntry {
	e := &PaletteEntry{}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(hint)
	e.SetIcon(theme.SearchIcon())
	return e
}

// TypedKey is Fyne's.
func (e *PaletteEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		e.OnMove(1)
	case fyne.KeyUp:
		e.OnMove(-1)
	case fyne.KeyEscape:
		e.OnLeave()
	default:
		e.Entry.TypedKey(k)
	}
}
