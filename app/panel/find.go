package panel

import (
	"fmt"

	"bluepencil/annotate/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Find is the line above the text in which words of the article are looked for.
type Find struct {
	widget.BaseWidget
	// OnFind is told what to look for, at every key.
	OnFind func(words string, o text.FindOptions)
	// OnStep is told to go to the next hit (1) or the one before (-1).
	OnStep func(step int)
	// OnClose is told that the search is over.
	OnClose func()

	Words   *FindEntry
	count   *widget.Label
	options text.FindOptions
	body    fyne.CanvasObject
}

// NewFind returns the line, hidden.
func NewFind() *Find {
	f := &Find{Words: newFindEntry(), count: widget.NewLabel("")}
	f.count.Importance = widget.LowImportance
	f.Words.OnChanged = func(string) { f.look() }
	f.Words.step = f.step
	f.Words.leave = f.close
	icon := func(i fyne.Resource, do func()) *widget.Button {
		b := widget.NewButtonWithIcon("", i, do)
		b.Importance = widget.LowImportance
		return b
	}
	tools := container.NewHBox(f.count, f.toggle("Aa", &f.options.MatchCase), f.toggle("é≠e", &f.options.MatchAccents), f.toggle("whole words", &f.options.WholeWords),
		icon(theme.MoveUpIcon(), func() { f.step(-1) }), icon(theme.MoveDownIcon(), func() { f.step(1) }), icon(theme.CancelIcon(), f.close))
	f.body = container.NewBorder(nil, nil, nil, tools, f.Words)
	f.ExtendBaseWidget(f)
	f.Hide()
	return f
}

// toggle is a button that turns an option on and off.
func (f *Find) toggle(name string, option *bool) *widget.Button {
	b := widget.NewButton(name, nil)
	b.Importance = widget.LowImportance
	b.OnTapped = func() {
		*option = !*option
		b.Importance = widget.LowImportance
		if *option {
			b.Importance = widget.HighImportance
		}
		b.Refresh()
		f.look()
	}
	return b
}

func (f *Find) look() {
	if f.OnFind != nil {
		f.OnFind(f.Words.Text, f.options)
	}
}

func (f *Find) step(by int) {
	if f.OnStep != nil {
		f.OnStep(by)
	}
}

func (f *Find) close() {
	if f.OnClose != nil {
		f.OnClose()
	}
}

// Look looks for the words again, as after another article was opened.
func (f *Find) Look() { f.look() }

// SetCount shows which of how many hits is shown; at counts from 0, -1 is none.
func (f *Find) SetCount(at, hits int) {
	switch {
	case f.Words.Text == "":
		f.count.SetText("")
	case hits == 0:
		f.count.SetText("not found")
	default:
		f.count.SetText(fmt.Sprintf("%d of %d", at+1, hits))
	}
}

// CreateRenderer is Fyne's.
func (f *Find) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }

// FindEntry is the line of a Find: Enter goes on, with Shift back, Escape ends it.
type FindEntry struct {
	widget.Entry
	step  func(int)
	leave func()
}

func newFindEntry() *FindEntry {
	e := &FindEntry{}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder("Find in the article…")
	return e
}

// TypedKey is Fyne's.
func (e *FindEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		e.step(1)
	case fyne.KeyUp:
		e.step(-1)
	case fyne.KeyEscape:
		e.leave()
	default:
		e.Entry.TypedKey(k)
	}
}
