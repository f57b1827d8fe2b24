package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// SearchEntry is a line to search in: Escape clears it, and leaves it when it
// is empty.
type SearchEntry struct {
	widget.Entry
	// OnLeave is told when Escape is pressed in an empty line, or Down.
	OnLeave func()
	// OnShortcut gets the shortcuts that are not the entry's own; Fyne would
	// swallow them.
	OnShortcut func(fyne.Shortcut)
}

// NewSearchEntry returns an empty line with a hint in it.
func NewSearchEntry(hint string) *SearchEntry {
	e := &SearchEntry{}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(hint)
	return e
}

// TypedKey is Fyne's.
func (e *SearchEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && e.Text != "":
		e.SetText("")
	case k.Name == fyne.KeyEscape || k.Name == fyne.KeyDown:
		if e.OnLeave != nil {
			e.OnLeave()
		}
	default:
		e.Entry.TypedKey(k)
	}
}
