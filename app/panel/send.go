package panel

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/app/courier"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Send asks for whom a packet is and what goes into it, and says what that is.
type Send struct {
	widget.BaseWidget
	// OnChanged is told that something else was chosen.
	OnChanged func()
	// OnLeave is told that Escape was pressed.
	OnLeave func()

	send               *courier.Send
	to                 *leavingSelect
	home, review, full *leavingCheck
	others, said       *fyne.Container
	pass, again        *SecretEntry
	words, problem     *widget.Label
	body               fyne.CanvasObject
	people             []annotate.Person // that others lists
	silent             bool
}

// NewSend returns the form of a packet.
func NewSend(s *courier.Send) *Send {
	f := &Send{send: s, words: wrapping(), problem: wrapping(), others: container.NewVBox()}
	f.problem.Importance = widget.DangerImportance
	receivers := s.Receivers()
	names := make([]string, len(receivers))
	for i, p := range receivers {
		names[i] = p.Name
		if p.Lead {
			names[i] += " (lead)"
		}
	}
	f.to = newLeavingSelect(names, f.left)
	f.to.PlaceHolder = "nobody else is in the team"
	f.home = f.check("my own markings, with comments and decisions", func(on bool) { s.Home = on })
	f.review = f.check("comments, decisions and the adjudicated layer", func(on bool) { s.Review = on })
	f.full = f.check("from the beginning, whatever they have", func(on bool) { s.Full = on })
	f.pass, f.again = NewSecretEntry("none: anybody can read the file", f.left), NewSecretEntry("the same once more", f.left)
	f.pass.OnChanged = func(words string) { s.Passphrase = words; f.changed() }
	f.again.OnChanged = func(words string) { s.Again = words; f.changed() }
	if len(receivers) > 0 {
		f.to.SetSelectedIndex(0)
	}
	f.to.OnChanged = func(string) { s.For = receivers[max(f.to.SelectedIndex(), 0)].ID; f.changed() }
	form := widget.NewForm(widget.NewFormItem("To", f.to), widget.NewFormItem("Along with it", container.NewVBox(f.home, f.review)),
		widget.NewFormItem("Markings of others", f.layers()), widget.NewFormItem("Changes", f.full),
		widget.NewFormItem("Passphrase", f.pass), widget.NewFormItem("Again", f.again))
	f.said = container.NewBorder(f.problem, nil, nil, nil, container.NewVScroll(f.words))
	split := container.NewHSplit(container.NewVScroll(form), f.said)
	split.SetOffset(0.58)
	f.body = split
	f.ExtendBaseWidget(f)
	f.settle()
	return f
}

// layers are the others whose markings may go along, or why none may.
func (f *Send) layers() fyne.CanvasObject {
	if !f.send.Shares() {
		return quiet("They stay here: people mark blind, and only a lead hands their markings on.")
	}
	if len(f.send.Others()) == 0 {
		return quiet("There is nobody else.")
	}
	return f.others
}

// CreateRenderer is Fyne's.
func (f *Send) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }

// Focusable is what is asked first.
func (f *Send) Focusable() fyne.Focusable { return f.to }

func (f *Send) left() { call(f.OnLeave) }

// check is a box that sets something.
func (f *Send) check(words string, set func(bool)) *leavingCheck {
	return newLeavingCheck(words, func(on bool) {
		if !f.silent {
			set(on)
			f.changed()
		}
	}, f.left)
}

func (f *Send) changed() {
	if f.silent {
		return
	}
	f.settle()
	call(f.OnChanged)
}

// settle offers what the choices leave open.
func (f *Send) settle() {
	f.silent = true
	defer func() { f.silent = false }()
	if people := f.send.Others(); !slices.Equal(people, f.people) {
		f.people = people
		f.others.RemoveAll()
		for _, p := range people {
			box := f.check(p.Name, func(on bool) { f.send.Layers[p.ID] = on })
			box.Checked = f.send.Layers[p.ID]
			f.others.Add(box)
		}
		f.others.Refresh()
	}
	f.home.SetChecked(f.send.Home)
	allow(f.review, f.send.Shares() && !f.send.Home)
	f.review.SetChecked(f.send.Home || f.send.Review)
}

// SetWords says what would go into the packet, or why there can be none.
func (f *Send) SetWords(words string, problem error) {
	f.words.SetText(words)
	if problem == nil {
		f.problem.Hide()
	} else {
		f.problem.SetText(sentence(problem.Error()))
		f.problem.Show()
	}
	f.said.Refresh()
}
