package panel

import (
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/team"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// Return asks to whom an article is given back, and why.
type Return struct {
	widget.BaseWidget
	// OnDone is told to whom, and why.
	OnDone func(person annotate.ID, reason string)
	// OnLeave is told that nothing is given back.
	OnLeave func()

	list   []team.Finished
	whom   *choiceField
	reason *PlainEntry
	fault  *widget.Label
	body   fyne.CanvasObject
}

// NewReturn returns the question, with one of those who are done chosen.
func NewReturn(list []team.Finished, chosen annotate.ID) *Return {
	r := &Return{list: list, reason: NewPlainEntry("the second quote has no speaker, …"), fault: widget.NewLabel("")}
	var names []string
	at := 0
	for i, f := range list {
		names = append(names, fmt.Sprintf("%s: %s", f.Person.Name, statusNames[f.Status]))
		if f.Person.ID == chosen {
			at = i
		}
	}
	leave := func() { call(r.OnLeave) }
	r.whom = newChoiceField(distinct(names))
	r.whom.SetSelectedIndex(at)
	r.whom.leave, r.reason.OnLeave = leave, leave
	r.reason.OnSubmitted = func(string) { r.done() }
	r.fault.Importance = widget.DangerImportance
	r.fault.Hide()
	words := widget.NewLabel("They work on it again and submit again. What they submitted stays as it was.")
	words.Wrapping = fyne.TextWrapWord
	do := NewGoButton("Return", r.done)
	do.OnLeave = leave
	buttons := container.NewHBox(layout.NewSpacer(), newTool("Cancel", leave, leave), do)
	form := widget.NewForm(widget.NewFormItem("To", r.whom), widget.NewFormItem("Why?", r.reason))
	r.body = container.NewBorder(words, container.NewVBox(r.fault, buttons), nil, nil, form)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *Return) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.body) }

// Focusable is the line for the reason.
func (r *Return) Focusable() fyne.Focusable { return r.reason }

func (r *Return) done() {
	reason, at := strings.TrimSpace(r.reason.Text), r.whom.SelectedIndex()
	if reason == "" || at < 0 {
		r.fault.SetText("Say why, so that they know what to do.")
		r.fault.Show()
		return
	}
	if r.OnDone != nil {
		r.OnDone(r.list[at].Person.ID, reason)
	}
}
