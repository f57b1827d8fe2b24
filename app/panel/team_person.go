package panel

import (
	"strings"

	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// PersonForm is where a member of the team is filled in.
type PersonForm struct {
	widget.BaseWidget
	// OnDone is told what was filled in.
	OnDone func(annotate.Person)
	// OnLeave is told that the form is to be left.
	OnLeave func()

	person                         annotate.Person
	name, initials, handle, colour *PlainEntry
	lead                           *tickBox
	sample                         *badge
	fault                          *widget.Label
	body                           fyne.CanvasObject
}

// NewPersonForm returns a form that is filled in with a person; a new one has
// no id.
func NewPersonForm(p annotate.Person) *PersonForm {
	f := &PersonForm{person: p, sample: newBadge(), fault: widget.NewLabel("")}
	entry := func(words, hint string) *PlainEntry {
		e := NewPlainEntry(hint)
		e.SetText(words)
		e.OnSubmitted = func(string) { f.done() }
		e.OnLeave = func() { call(f.OnLeave) }
		return e
	}
	fresh := p.ID.IsZero()
	f.name, f.initials = entry(p.Name, "Nora Vik"), entry(p.Initials, "made from the name")
	f.handle, f.colour = entry(p.Handle, "the word for exports; made from the name"), entry(p.Colour, "#0072B2; the least used one")
	f.lead = newTickBox("gives out articles and settles differences", p.Lead, nil, func() { call(f.OnLeave) })
	f.fault.Importance, f.fault.Wrapping = widget.DangerImportance, fyne.TextWrapWord
	f.fault.Hide()
	show := func(string) { f.show() }
	f.name.OnChanged, f.initials.OnChanged, f.colour.OnChanged = show, show, show
	form := widget.NewForm(widget.NewFormItem("Name", f.name), widget.NewFormItem("Initials", f.initials), widget.NewFormItem("Handle", f.handle),
		widget.NewFormItem("Colour", container.NewBorder(nil, nil, nil, container.NewHBox(f.sample, f.swatches()), f.colour)), widget.NewFormItem("Leads", f.lead))
	verb := "Save"
	if fresh {
		verb = "Add"
	}
	save := NewGoButton(verb, f.done)
	save.OnLeave = func() { call(f.OnLeave) }
	buttons := container.NewHBox(layout.NewSpacer(), newTool("Cancel", save.OnLeave, save.OnLeave), save)
	f.body = container.NewBorder(nil, container.NewVBox(f.fault, buttons), nil, nil, form)
	f.show()
	f.ExtendBaseWidget(f)
	return f
}

// swatches is a button that goes through the colours that can be told apart.
func (f *PersonForm) swatches() fyne.CanvasObject {
	return newTool("Another", func() {
		at := 0
		for i, s := range annotate.Swatches {
			if strings.EqualFold(s, f.colour.Text) {
				at = (i + 1) % len(annotate.Swatches)
			}
		}
		f.colour.SetText(annotate.Swatches[at])
	}, func() { call(f.OnLeave) })
}

// CreateRenderer is Fyne's.
func (f *PersonForm) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }

// Focusable is the first line.
func (f *PersonForm) Focusable() fyne.Focusable { return f.name }

// SetFault says why what was filled in cannot be.
func (f *PersonForm) SetFault(words string) {
	f.fault.SetText(words)
	if words == "" {
		f.fault.Hide()
		return
	}
	f.fault.Show()
}

// filled is what stands in the form.
func (f *PersonForm) filled() annotate.Person {
	p := f.person
	p.Name, p.Initials = strings.TrimSpace(f.name.Text), strings.TrimSpace(f.initials.Text)
	p.Handle, p.Colour, p.Lead = strings.TrimSpace(f.handle.Text), strings.TrimSpace(f.colour.Text), f.lead.Checked
	return p
}

func (f *PersonForm) show() {
	p := f.filled()
	if p.Initials == "" {
		p.Initials = annotate.InitialsOf(p.Name)
	}
	f.sample.set(&p)
}

func (f *PersonForm) done() {
	p := f.filled()
	if p.Name == "" {
		f.SetFault("A person needs a name.")
		return
	}
	f.SetFault("")
	if f.OnDone != nil {
		f.OnDone(p)
	}
}

// PlainEntry is a line that Escape leaves.
type PlainEntry struct {
	widget.Entry
	// OnLeave is told that Escape was pressed.
	OnLeave func()
}

// NewPlainEntry returns an empty line with a hint in it.
func NewPlainEntry(hint string) *PlainEntry {
	e := &PlainEntry{}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(hint)
	return e
}

// TypedKey is Fyne's.
func (e *PlainEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape && e.OnLeave != nil {
		e.OnLeave()
		return
	}
	e.Entry.TypedKey(k)
}
