package window

import (
	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// presentTeam shows a dialog of people and rounds, in which undo works.
func (w *Window) presentTeam(d dialog.Dialog, size fyne.Size, closed func()) {
	w.teamed.dialogs = append(w.teamed.dialogs, d)
	w.presentThen(d, size, func() {
		for i, other := range w.teamed.dialogs {
			if other == d {
				w.teamed.dialogs = append(w.teamed.dialogs[:i:i], w.teamed.dialogs[i+1:]...)
				break
			}
		}
		closed()
	})
}

// showPeople shows the members of the team.
func (w *Window) showPeople() {
	t := w.teamed.team
	p := panel.NewPeople()
	w.teamed.people = p
	d := dialog.NewCustomWithoutButtons("People", p, w.win)
	back := func() { w.win.Canvas().Focus(p.Focusable()) }
	p.OnLeave = d.Hide
	p.OnAdd = func() { w.askPerson(annotate.Person{}, back) }
	p.OnEdit = func(person annotate.Person) { w.askPerson(person, back) }
	p.OnRetire = func(person annotate.Person) { t.Retire(person.ID) }
	p.OnHistory = func(person annotate.Person) { w.showHistoryOf(desk.HistoryOf{Person: person.ID}, back) }
	p.OnMe = func(person annotate.Person) { w.askBecome(person, d) }
	p.Set(t.People(), t.Me())
	w.presentTeam(d, fyne.NewSize(760, 440), func() { w.teamed.people = nil })
	back()
	t.Read()
}

// askPerson asks for a new member, or for what is to become of one.
func (w *Window) askPerson(person annotate.Person, then func()) {
	title := "Edit " + person.Name
	if person.ID.IsZero() {
		title = "Add somebody"
	}
	f := panel.NewPersonForm(person)
	d := dialog.NewCustomWithoutButtons(title, f, w.win)
	f.OnLeave = d.Hide
	f.OnDone = func(filled annotate.Person) {
		if err := w.teamed.team.CheckPerson(filled); err != nil {
			f.SetFault(err.Error())
			return
		}
		d.Hide()
		if person.ID.IsZero() {
			w.teamed.team.AddPerson(filled, func(added annotate.Person) { w.desk.Say(desk.Info, added.Name+" was added.") })
		} else {
			w.teamed.team.EditPerson(filled, nil)
		}
	}
	w.presentThen(d, fyne.NewSize(560, 320), then)
	w.win.Canvas().Focus(f.Focusable())
}

// askBecome asks whether to work as somebody else from now on.
func (w *Window) askBecome(person annotate.Person, people dialog.Dialog) {
	if person.ID == w.desk.Person().ID {
		w.desk.Say(desk.Info, "You are "+person.Name+" already.")
		return
	}
	words := widget.NewLabel("From now on you mark as " + person.Name + ", in their layer, and undo takes back what they did. " +
		"That is for a computer that several people share, and for a copy of the project that was made for them.")
	words.Wrapping = fyne.TextWrapWord
	w.ask("Work as "+person.Name+"?", "I am "+person.Name, container.NewVBox(words), fyne.NewSize(480, 200), func() {
		people.Hide()
		w.become(person)
	})
}
