package panel

import (
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Status is the line at the bottom: what happened, work under way, what undo
// would do, and whether everything is saved.
type Status struct {
	widget.BaseWidget
	// OnUndo is told when a person clicks the name of the undo.
	OnUndo func()
	// OnCancel is told when a person cancels the work under way.
	OnCancel func()
	// OnChecks is told when a person clicks what the checks say.
	OnChecks func()

	message *widget.Label
	icon    *widget.Icon
	undo    *widget.Button
	checks  *widget.Button
	saved   *widget.Label
	bar     *widget.ProgressBar
	work    *fyne.Container
	body    fyne.CanvasObject
}

// NewStatus returns an empty line.
func NewStatus() *Status {
	s := &Status{message: widget.NewLabel(""), icon: widget.NewIcon(nil), saved: widget.NewLabel(""), bar: widget.NewProgressBar()}
	s.message.Truncation = fyne.TextTruncateEllipsis
	s.undo = widget.NewButtonWithIcon("", theme.ContentUndoIcon(), func() {
		if s.OnUndo != nil {
			s.OnUndo()
		}
	})
	s.undo.Importance = widget.LowImportance
	s.undo.Hide()
	s.checks = widget.NewButton("", func() { call(s.OnChecks) })
	s.checks.Importance = widget.LowImportance
	s.checks.Hide()
	cancel := widget.NewButtonWithIcon("", theme.CancelIcon(), func() {
		if s.OnCancel != nil {
			s.OnCancel()
		}
	})
	cancel.Importance = widget.LowImportance
	s.work = container.NewHBox(container.NewGridWrap(fyne.NewSize(180, s.bar.MinSize().Height), s.bar), cancel)
	s.work.Hide()
	s.icon.Hide()
	s.body = container.NewBorder(nil, nil, s.icon, container.NewHBox(s.work, s.checks, s.undo, s.saved), s.message)
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's.
func (s *Status) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.body) }

// Say shows a message.
func (s *Status) Say(m desk.Message) {
	s.message.SetText(m.Text)
	switch m.Tone {
	case desk.Failure:
		s.icon.SetResource(theme.ErrorIcon())
		s.icon.Show()
	case desk.Warning:
		s.icon.SetResource(theme.WarningIcon())
		s.icon.Show()
	default:
		s.icon.Hide()
	}
}

// Message is the message shown.
func (s *Status) Message() string { return s.message.Text }

// SetSaved shows whether everything is saved.
func (s *Status) SetSaved(words string, ok bool) {
	s.saved.Importance = widget.LowImportance
	if !ok {
		s.saved.Importance = widget.DangerImportance
	}
	s.saved.SetText(words)
}

// SetUndo shows what undo would take back; nothing for "".
func (s *Status) SetUndo(action string) {
	if action == "" {
		s.undo.Hide()
		return
	}
	s.undo.SetText("Undo: " + action)
	s.undo.Show()
}

// SetChecks shows in short what the checks say; nothing for "".
func (s *Status) SetChecks(words string) {
	if words == "" {
		s.checks.Hide()
		return
	}
	s.checks.SetText(words)
	s.checks.Show()
}

// Checks is what is shown of the checks.
func (s *Status) Checks() string {
	if s.checks.Hidden {
		return ""
	}
	return s.checks.Text
}

// SetProgress shows work under way; a total of 0 ends it.
func (s *Status) SetProgress(done, total int) {
	if total == 0 {
		s.work.Hide()
		return
	}
	s.bar.Max = float64(total)
	s.bar.SetValue(float64(done))
	s.work.Show()
}
