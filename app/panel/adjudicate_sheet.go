package panel

import (
	"bluepencil/app/adjudicator"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// adjudicateSheet shows the current unit. With the keyboard on it, its keys
// decide.
type adjudicateSheet struct {
	widget.BaseWidget
	a       *adjudicator.Adjudicator
	key     func(*fyne.KeyEvent) // gets the function keys
	frame   *canvas.Rectangle    // says that the keyboard is here
	box     *fyne.Container
	scroll  *container.Scroll
	focused bool
	at      int // the unit that was shown last
	body    fyne.CanvasObject
}

func newAdjudicateSheet(a *adjudicator.Adjudicator) *adjudicateSheet {
	s := &adjudicateSheet{a: a, box: container.New(closeRows{}), frame: canvas.NewRectangle(nil), at: -1}
	s.scroll = container.NewVScroll(s.box)
	s.frame.CornerRadius = 4
	s.body = container.NewStack(s.frame, container.NewPadded(s.scroll))
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's.
func (s *adjudicateSheet) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(s.body)
}

// Tapped is Fyne's.
func (s *adjudicateSheet) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
}

// Cursor is Fyne's.
func (s *adjudicateSheet) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// FocusGained is Fyne's.
func (s *adjudicateSheet) FocusGained() { s.focused = true; s.drawFrame() }

// FocusLost is Fyne's.
func (s *adjudicateSheet) FocusLost() { s.focused = false; s.drawFrame() }

func (s *adjudicateSheet) drawFrame() {
	s.frame.FillColor = theme.Color(theme.ColorNameInputBackground)
	s.frame.StrokeColor, s.frame.StrokeWidth = theme.Color(theme.ColorNameInputBorder), 1
	if s.focused {
		s.frame.StrokeColor, s.frame.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
	}
	s.frame.Refresh()
}

// AcceptsTab keeps the Tab key here while a boundary is edited.
func (s *adjudicateSheet) AcceptsTab() bool {
	_, _, _, editing := s.a.Editing()
	return editing
}

// TypedRune is Fyne's.
func (s *adjudicateSheet) TypedRune(r rune) {
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	s.a.Rune(r)
}

// TypedKey is Fyne's.
func (s *adjudicateSheet) TypedKey(k *fyne.KeyEvent) {
	name := k.Name
	if name == fyne.KeyEnter {
		name = fyne.KeyReturn
	}
	switch {
	case s.a.Press(string(name)):
	case name == fyne.KeyPageUp || name == fyne.KeyPageDown:
		step := s.scroll.Size().Height * 0.8
		if name == fyne.KeyPageUp {
			step = -step
		}
		s.scroll.ScrollToOffset(fyne.NewPos(0, max(s.scroll.Offset.Y+step, 0)))
	case len(name) > 1 && name[0] == 'F' && s.key != nil:
		s.key(k)
	}
}

// closeRows stacks rows close together: paragraphs have room above and below
// that they can share.
type closeRows struct{}

// sharedRoom is how much of a row's room the next one takes.
const sharedRoom = 9

// rowRoom is how far below the one before a row begins, and how far below its
// own beginning the next one: a line has room on both sides.
func rowRoom(height float32) (before, step float32) {
	if height < 2*sharedRoom {
		return theme.Padding() * 2, height
	}
	return 0, height - sharedRoom
}

func (closeRows) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(120, sharedRoom)
	for _, row := range o {
		before, step := rowRoom(row.MinSize().Height)
		size.Height += before + step
	}
	return size
}

func (closeRows) Layout(o []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, row := range o {
		row.Resize(fyne.NewSize(size.Width, row.MinSize().Height)) // wraps at its width
		high := row.MinSize().Height
		row.Resize(fyne.NewSize(size.Width, high))
		before, step := rowRoom(high)
		row.Move(fyne.NewPos(0, y+before))
		y += before + step
	}
}

// show shows the current unit as it is.
func (s *adjudicateSheet) show() {
	s.box.Objects = s.contents()
	s.box.Refresh()
	if at := s.a.At(); at != s.at {
		s.at = at
		s.scroll.ScrollToTop()
	}
	s.drawFrame()
}
