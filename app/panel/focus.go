package panel

import (
	"bluepencil/annotate"
	"bluepencil/annotate/format/claimreview"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// The form is built anew when something about the annotation changes, which
// happens as soon as a value is given. The keyboard then stays in the field it
// was in, or goes on to the field it was going to.

// keep remembers where an attribute is filled in, and lets the field follow
// when it is built anew.
func (i *Inspector) keep(id annotate.AttributeID, field fyne.CanvasObject) {
	gained := func(own fyne.Focusable) func() {
		return func() {
			if now := i.inputs[id]; now != nil && now != own && i.canvas() != nil && !i.built(own) {
				i.canvas().Focus(now)
				return
			}
			i.reveal(own.(fyne.CanvasObject))
		}
	}
	switch f := field.(type) {
	case *commitEntry:
		f.leave, f.gained = i.left, gained(f)
		if id == claimreview.Normalised {
			f.OnChanged = i.typed
		}
		i.inputs[id] = f
	case *choiceField:
		f.leave, f.gained = i.left, gained(f)
		i.inputs[id] = f
	case *fyne.Container: // the steps of a scale
		for _, o := range f.Objects {
			if step, ok := o.(*scaleStep); ok {
				step.leave, step.gained = i.left, gained(step)
				if i.inputs[id] == nil || step.Importance == widget.HighImportance {
					i.inputs[id] = step
				}
			}
		}
	}
}

// reveal scrolls the form so that a field can be seen.
func (i *Inspector) reveal(field fyne.CanvasObject) {
	const room = 28 // for the field's name above it
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(field).Y - driver.AbsolutePositionForObject(i.scroll).Y
	offset := i.scroll.Offset.Y
	switch bottom := at + field.Size().Height; {
	case at < room:
		offset += at - room
	case bottom > i.scroll.Size().Height:
		offset += bottom - i.scroll.Size().Height
	default:
		return
	}
	i.scroll.ScrollToOffset(fyne.NewPos(0, max(offset, 0)))
}

// built tells whether a field is part of the form as it is shown.
func (i *Inspector) built(field fyne.Focusable) bool {
	var within func(fyne.CanvasObject) bool
	within = func(o fyne.CanvasObject) bool {
		if o == field.(fyne.CanvasObject) {
			return true
		}
		box, ok := o.(*fyne.Container)
		if !ok {
			return false
		}
		for _, child := range box.Objects {
			if within(child) {
				return true
			}
		}
		return false
	}
	return within(i.card)
}

func (i *Inspector) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(i) }

// held is the attribute whose field has the keyboard, and keeps it.
func (i *Inspector) held() annotate.AttributeID {
	if len(i.inputs) == 0 || i.canvas() == nil {
		return ""
	}
	focused := i.canvas().Focused()
	if e, ok := focused.(*commitEntry); ok && e.going {
		return "" // to the field that the keyboard goes to, which follows by itself
	}
	for id, field := range i.inputs {
		step, isStep := focused.(*scaleStep)
		if field == focused || isStep && sameScale(field, step) {
			return id
		}
	}
	return ""
}

// sameScale tells whether two steps belong to one scale.
func sameScale(field fyne.Focusable, step *scaleStep) bool {
	other, ok := field.(*scaleStep)
	return ok && other.scale == step.scale
}

// hold gives the keyboard back to an attribute's field.
func (i *Inspector) hold(id annotate.AttributeID) {
	if field := i.inputs[id]; id != "" && field != nil {
		i.canvas().Focus(field)
	}
}
