package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Rows is a list of words for a dialog: the arrows move in it, Enter chooses,
// Escape leaves.
type Rows struct {
	widget.List
	// OnLeave is told that the dialog is to be left.
	OnLeave func()
}

// NewRows returns a list of as many rows as count says, with the words of each.
func NewRows(count func() int, words func(row int) string) *Rows {
	r := &Rows{}
	r.Length = count
	r.CreateItem = func() fyne.CanvasObject {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		return l
	}
	r.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < count() { // it may have become shorter since the row was asked for
			o.(*widget.Label).SetText(words(i))
		}
	}
	r.ExtendBaseWidget(r)
	return r
}

// TypedKey is Fyne's.
func (r *Rows) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		if r.OnLeave != nil {
			r.OnLeave()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		r.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		r.List.TypedKey(e)
	}
}
