package window

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"bluepencil/annotate/agreement/page"
	"bluepencil/annotate/agreement/report"
	"bluepencil/annotate/format"
	"bluepencil/app/desk"
	"bluepencil/app/measure"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// agreeing is the page of agreement of the project, which stays as it was left.
type agreeing struct {
	view  *measure.View
	panel *panel.Agreement
	front bool // somebody looks at it
}

// close ends the page of a project that is about to be closed.
func (a *agreeing) close() {
	if a.view != nil {
		a.view.Close()
	}
	*a = agreeing{}
}

// agreementCommands are the commands about agreement.
func (w *Window) agreementCommands(add adder) {
	add("Review", "agreement", "Agreement…", w.hasProject, w.showAgreement, "Ctrl+Shift+G")
}

// showAgreement shows how far people agree, as it was left.
func (w *Window) showAgreement() {
	team, err := w.agreementTeam()
	if err != nil {
		w.fail("The agreement could not be measured", err)
		return
	}
	a := &w.agreed
	if a.view == nil {
		w.startAgreement()
	}
	a.view.SetTeam(team)
	d := dialog.NewCustomWithoutButtons("Agreement", a.panel, w.win)
	a.panel.Do = panel.AgreementDoings{
		Open: func() { w.openCase(d) }, People: w.choosePeople, Labels: w.chooseLabels, Save: w.saveAgreement, Leave: d.Hide, ToRows: w.focusAgreement,
	}
	a.front = true
	size := w.win.Canvas().Size()
	w.presentThen(d, fyne.NewSize(max(size.Width-40, 700), max(size.Height-40, 480)), func() {
		a.front = false
		if a.view != nil && a.view.Measuring() {
			a.view.Stop()
		}
	})
	a.panel.Update()
	w.focusAgreement()
	a.view.Measure()
}

// agreementTeam is who and what can be asked for.
func (w *Window) agreementTeam() (t measure.Team, err error) {
	if t.People, err = w.project.People(); err != nil {
		return t, err
	}
	if t.Rounds, err = w.project.Rounds(); err != nil {
		return t, err
	}
	t.Labels = w.desk.Codebook().Labels
	t.Gold, err = w.project.Adjudicates()
	return t, err
}

// startAgreement makes what the page is shown with.
func (w *Window) startAgreement() {
	a := &w.agreed
	a.view = measure.New(measure.Options{Project: w.project, Reader: w.desk.Person().ID, UI: w.o.UI, Go: w.background, Show: func() {
		if a.front {
			a.panel.Update()
		}
	}, Said: func() {
		if a.front {
			a.panel.Say()
		}
	}})
	a.panel = panel.NewAgreement(a.view)
}

func (w *Window) focusAgreement() {
	if w.agreed.front {
		w.win.Canvas().Focus(w.agreed.panel.Focusable())
	}
}

// openCase leaves the page for the place of the current case.
func (w *Window) openCase(d dialog.Dialog) {
	if article, mark, r, ok := w.agreed.view.Place(); ok {
		d.Hide()
		w.desk.OpenAt(article, mark, r)
	}
}

// choosePeople asks whose work is compared.
func (w *Window) choosePeople() {
	view := w.agreed.view
	people, f := view.Team().People, view.Filter()
	names, ticked := make([]string, len(people)), make([]bool, len(people))
	for i, p := range people {
		names[i], ticked[i] = p.Name+" ("+p.Handle+")", len(f.People) == 0 || slices.Contains(f.People, p.ID)
	}
	w.tickOff("Whose work is compared?", names, ticked, func() {
		f.People = nil
		for i, is := range ticked {
			if is {
				f.People = append(f.People, people[i].ID)
			}
		}
		if len(f.People) == len(people) {
			f.People = nil
		}
		view.SetFilter(f)
	})
}

// chooseLabels asks which labels are compared.
func (w *Window) chooseLabels() {
	view := w.agreed.view
	labels, f := view.Team().Labels, view.Filter()
	names, ticked := make([]string, len(labels)), make([]bool, len(labels))
	for i, l := range labels {
		names[i], ticked[i] = l.Name, len(f.Labels) == 0 || slices.Contains(f.Labels, l.ID)
	}
	w.tickOff("Which labels are compared?", names, ticked, func() {
		f.Labels = nil
		for i, is := range ticked {
			if is {
				f.Labels = append(f.Labels, labels[i].ID)
			}
		}
		if len(f.Labels) == len(labels) {
			f.Labels = nil
		}
		view.SetFilter(f)
	})
}

// tickOff asks which of some are wanted; none is as good as all.
func (w *Window) tickOff(title string, names []string, ticked []bool, then func()) {
	rows := container.NewVBox()
	var boxes []*widget.Check
	for i, name := range names {
		box := widget.NewCheck(name, func(is bool) { ticked[i] = is })
		box.SetChecked(ticked[i])
		boxes = append(boxes, box)
		rows.Add(box)
	}
	all := func(is bool) func() {
		return func() {
			for _, box := range boxes {
				box.SetChecked(is)
			}
		}
	}
	above := container.NewHBox(widget.NewButton("All", all(true)), widget.NewButton("None", all(false)))
	body := container.NewBorder(above, nil, nil, nil, container.NewVScroll(rows))
	w.ask(title, "Compare these", body, fyne.NewSize(420, 480), func() {
		w.focusAgreement()
		then()
	})
}

// saveAgreement asks for a file for the report that is shown.
func (w *Window) saveAgreement(kind string) {
	r := w.agreed.view.Report()
	w.chooseSave(w.project.Name()+"-agreement."+kind, func(path string) { w.writeAgreement(path, kind, r) })
}

func (w *Window) writeAgreement(path, kind string, r *report.Report) {
	name := w.project.Name()
	write := map[string]func(io.Writer) error{
		"html": func(out io.Writer) error { return page.HTML(out, name, r) },
		"csv":  func(out io.Writer) error { return page.CSV(out, r) },
		"json": func(out io.Writer) error { return page.JSON(out, r) },
	}[kind]
	w.background(func() {
		var out bytes.Buffer
		err := write(&out)
		if err == nil {
			err = format.WriteFile(path, out.Bytes())
		}
		w.o.UI(func() {
			if err != nil {
				w.fail("The report could not be saved", err)
				return
			}
			w.with(func() { w.desk.Say(desk.Info, fmt.Sprintf("Saved the agreement to %s.", path)) })
			w.focusAgreement()
		})
	})
}
