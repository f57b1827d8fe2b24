package panel

import (
	"fmt"

	"bluepencil/app/measure"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// AgreementDoings are what a person can do from the page of agreement. Each
// may be nil.
type AgreementDoings struct {
	Open   func()            // goes to the place of the current row
	People func()            // asks whose work is compared
	Labels func()            // asks which labels are compared
	Save   func(kind string) // writes the report: "html", "csv" or "json"
	Leave  func()            // closes the page
	ToRows func()            // moves the keyboard to the rows
}

// Agreement shows how far people agree: what is measured of whom, one of the
// tables, or the cases behind a number.
type Agreement struct {
	widget.BaseWidget
	// Do is what can be done.
	Do AgreementDoings

	view    *measure.View
	parts   []*widget.Button
	filters *agreementFilters
	title   *widget.Label // what the cases are of
	back    *leavingButton
	list    *agreementList
	detail  *widget.Label
	said    *widget.Label
	stop    *leavingButton
	again   *leavingButton
	experts *leavingButton
	matrix  *fyne.Container
	worth   *leavingSelect
	label   *leavingSelect
	silent  bool
	above   *fyne.Container
	row     *fyne.Container // of the buttons
	body    *fyne.Container
}

// NewAgreement shows a view once Update is called.
func NewAgreement(view *measure.View) *Agreement {
	a := &Agreement{view: view, title: widget.NewLabel(""), detail: widget.NewLabel(""), said: widget.NewLabel("")}
	a.ExtendBaseWidget(a)
	a.title.TextStyle.Bold, a.title.Truncation = true, fyne.TextTruncateEllipsis
	a.detail.Wrapping = fyne.TextWrapWord
	a.said.Truncation = fyne.TextTruncateEllipsis
	a.said.Importance = widget.LowImportance
	tabs := container.NewHBox()
	for i, name := range measure.Parts() {
		b := newLeavingButton(name, func() { view.SetPart(measure.Part(i)); a.Update(); call(a.Do.ToRows) }, a.escape)
		a.parts = append(a.parts, &b.Button)
		tabs.Add(b)
	}
	a.filters = newAgreementFilters(a)
	a.list = newAgreementList(a)
	a.back = newLeavingButton("Back  [Backspace]", func() { a.goBack() }, a.escape)
	a.makeMatrix()
	a.above = container.NewVBox(tabs, a.filters.body, a.matrix, container.NewBorder(nil, nil, a.back, nil, a.title))
	detail := container.NewVScroll(a.detail)
	detail.SetMinSize(fyne.NewSize(100, 62))
	below := container.NewVBox(widget.NewSeparator(), detail, a.said, a.buttons())
	a.body = container.NewBorder(a.above, below, nil, nil, a.list.body)
	return a
}

func (a *Agreement) buttons() fyne.CanvasObject {
	a.stop = newLeavingButton("Stop", func() { a.view.Stop(); call(a.Do.ToRows) }, a.escape)
	a.again = newLeavingButton("Measure  [M]", func() { a.measure() }, a.escape)
	a.experts = newLeavingButton("Measure for experts  [E]", func() { a.view.MeasureForExperts(); call(a.Do.ToRows) }, a.escape)
	a.row = container.NewHBox(a.stop, a.again, a.experts, layout.NewSpacer())
	for _, kind := range []struct{ name, kind string }{{"Save as HTML…", "html"}, {"CSV…", "csv"}, {"JSON…", "json"}} {
		a.row.Add(newLeavingButton(kind.name, func() { a.save(kind.kind) }, a.escape))
	}
	a.row.Add(newLeavingButton("Close  [Esc]", func() { call(a.Do.Leave) }, a.escape))
	return a.row
}

// makeMatrix is what the table of people is asked for.
func (a *Agreement) makeMatrix() {
	a.worth, a.label = newLeavingSelect(nil, a.escape), newLeavingSelect(nil, a.escape)
	a.worth.Options = measure.Worths()
	a.worth.OnChanged = func(string) { a.setMatrix() }
	a.label.OnChanged = func(string) { a.setMatrix() }
	a.matrix = container.NewHBox(widget.NewLabel("Of every two people:"), a.worth, a.label)
}

func (a *Agreement) setMatrix() {
	if a.silent {
		return
	}
	m := measure.Matrix{Worth: measure.Worth(max(a.worth.SelectedIndex(), 0))}
	if r := a.view.Report(); r != nil && a.label.SelectedIndex() > 0 {
		m.Label = r.Labels[a.label.SelectedIndex()-1].Label
	}
	a.view.SetMatrix(m)
	a.Update()
}

// stepMatrix shows the next measure, or the next label, of people.
func (a *Agreement) stepMatrix(s *leavingSelect) {
	if n := len(s.Options); n > 0 {
		s.SetSelectedIndex((s.SelectedIndex() + 1) % n)
	}
}

func (a *Agreement) measure() {
	a.view.Measure()
	call(a.Do.ToRows)
}

func (a *Agreement) save(kind string) {
	if a.Do.Save != nil && a.view.Report() != nil {
		a.Do.Save(kind)
	}
}

// escape goes from the cases to the table they are of, or leaves the page.
func (a *Agreement) escape() {
	if !a.goBack() {
		call(a.Do.Leave)
	}
}

func (a *Agreement) goBack() bool {
	if !a.view.Back() {
		return false
	}
	a.Update()
	call(a.Do.ToRows)
	return true
}

// CreateRenderer is Fyne's.
func (a *Agreement) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(a.body) }

// Focusable is what has the keys of the rows.
func (a *Agreement) Focusable() fyne.Focusable { return a.list }

// Say shows in words what the view has now.
func (a *Agreement) Say() {
	a.said.SetText(a.view.Words())
	shown(a.stop, a.view.Measuring())
	shown(a.again, !a.view.Measuring())
	shown(a.experts, a.view.Part() == measure.Experts && !a.view.Measured() && !a.view.Measuring() && a.view.Report() != nil)
	a.row.Refresh() // closes the gaps of what is hidden
}

func shown(o fyne.CanvasObject, is bool) {
	if is {
		o.Show()
	} else {
		o.Hide()
	}
}

// Update shows what the view has now.
func (a *Agreement) Update() {
	cases := a.view.Cases()
	for i, b := range a.parts {
		importance := widget.LowImportance
		if measure.Part(i) == a.view.Part() {
			importance = widget.HighImportance
		}
		if b.Importance != importance {
			b.Importance = importance
			b.Refresh()
		}
	}
	shown(a.back, cases != nil)
	shown(a.title, cases != nil)
	if cases != nil {
		a.title.SetText(cases.Title)
	}
	shown(a.matrix, cases == nil && a.view.Part() == measure.People)
	a.offerMatrix()
	a.filters.update()
	a.above.Refresh()
	a.body.Layout.Layout(a.body.Objects, a.body.Size()) // closes the gaps of what is hidden
	a.list.update()
	a.Say()
	a.tell(a.view.At())
}

// tell shows what is to be known of a cell.
func (a *Agreement) tell(row, column int) { a.detail.SetText(a.view.Detail(row, column)) }

// offerMatrix offers the labels that there are.
func (a *Agreement) offerMatrix() {
	a.silent = true
	defer func() { a.silent = false }()
	names, at := []string{"all labels together"}, 0
	if r := a.view.Report(); r != nil {
		for i := range r.Labels {
			if names = append(names, r.Labels[i].Name); r.Labels[i].Label == a.view.Matrix().Label {
				at = i + 1
			}
		}
	}
	a.label.Options = names
	a.label.SetSelectedIndex(at)
	a.worth.SetSelectedIndex(int(a.view.Matrix().Worth))
}

// chosenWords says how many of some are chosen.
func chosenWords(what string, chosen, all int) string {
	if chosen == 0 || chosen == all {
		return fmt.Sprintf("%s: all…", what)
	}
	return fmt.Sprintf("%s: %d of %d…", what, chosen, all)
}
