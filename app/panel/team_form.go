package panel

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/app/team"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// RoundForm is where a new round is filled in, with what it would give out
// beside it.
type RoundForm struct {
	widget.BaseWidget
	// OnChanged is told what stands in the form whenever it changes.
	OnChanged func(team.Form)
	// OnStart is told that the round is to be made as it is shown.
	OnStart func(team.Form)
	// OnLeave is told that the form is to be left.
	OnLeave func()

	form     team.Form
	narrowed []annotate.ID // the articles that the list shows, where it does not show all
	name     *PlainEntry
	rule     *fyne.Container // what a rule asks; hidden by hand
	start    *GoButton
	plan     *planTable
	words    *widget.Label
	body     fyne.CanvasObject
}

// NewRoundForm returns a form for a round of the people given. narrowed are the
// articles that the list shows, where it does not show all.
func NewRoundForm(people []annotate.Person, narrowed []annotate.ID) *RoundForm {
	f := &RoundForm{form: team.NewForm(people), narrowed: narrowed, words: widget.NewLabel("")}
	f.words.Wrapping = fyne.TextWrapWord
	f.plan = newPlanTable(people)
	f.plan.leave = f.leave
	f.start = NewGoButton("Start the round", func() {
		if f.OnStart != nil {
			f.OnStart(f.form)
		}
	})
	f.start.Disable()
	f.start.OnLeave = f.leave
	left := container.NewVScroll(container.NewVBox(f.general(), f.rules(people)))
	right := container.NewBorder(container.NewVBox(f.words, widget.NewSeparator()), nil, nil, nil, f.plan)
	split := container.NewHSplit(left, right)
	split.Offset = 0.46
	note := quietWords("Nothing is written before you start the round. One undo takes all of it back.")
	note.Truncation = fyne.TextTruncateOff
	buttons := container.NewHBox(note, layout.NewSpacer(), newTool("Cancel", f.leave, f.leave), f.start)
	f.body = container.NewBorder(nil, buttons, nil, nil, split)
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer is Fyne's.
func (f *RoundForm) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }

// Focusable is the first line.
func (f *RoundForm) Focusable() fyne.Focusable { return f.name }

// Form is what stands in the form.
func (f *RoundForm) Form() team.Form { return f.form }

func (f *RoundForm) leave() { call(f.OnLeave) }

func (f *RoundForm) changed() {
	if f.OnChanged != nil {
		f.OnChanged(f.form)
	}
}

// line is an entry for a part of the form.
func (f *RoundForm) line(words, hint string, set func(string)) *PlainEntry {
	e := NewPlainEntry(hint)
	e.SetText(words)
	e.OnChanged = func(words string) { set(words); f.changed() }
	e.OnLeave = f.leave
	e.OnSubmitted = func(string) {
		if !f.start.Disabled() {
			f.start.Tapped(nil)
		}
	}
	return e
}

// check is a box to tick.
func (f *RoundForm) check(words string, on bool, set func(bool)) *tickBox {
	return newTickBox(words, on, func(on bool) { set(on); f.changed() }, f.leave)
}

func (f *RoundForm) general() fyne.CanvasObject {
	f.name = f.line("", "March, the first week", func(s string) { f.form.Name = s })
	instructions := f.line("", "what the people should know", func(s string) { f.form.Instructions = s })
	instructions.MultiLine, instructions.Wrapping = true, fyne.TextWrapWord
	instructions.SetMinRowsVisible(2)
	open := f.check("everybody sees what others submitted at once", false, func(on bool) { f.form.Open = on })
	byHand := f.check("by hand: give out nothing yet, the matrix does", false, func(on bool) {
		f.form.ByHand = on
		if on {
			f.rule.Hide()
		} else {
			f.rule.Show()
		}
	})
	return widget.NewForm(widget.NewFormItem("Name", f.name), widget.NewFormItem("Instructions", instructions), widget.NewFormItem("Open", open), widget.NewFormItem("Give out", byHand))
}

// spreads are what articles can be spread by, as they are offered.
var spreads = []struct {
	by   rounds.Stratify
	name string
}{{rounds.StratifyNone, "not spread"}, {rounds.StratifyOutlet, "outlet"}, {rounds.StratifyMonth, "month of publication"}}

// rules asks for what a rule needs.
func (f *RoundForm) rules(people []annotate.Person) fyne.CanvasObject {
	var names []string
	for _, s := range spreads {
		names = append(names, s.name)
	}
	spread := newChoiceField(names)
	spread.SetSelectedIndex(0)
	spread.leave = f.leave
	spread.OnChanged = func(string) {
		f.form.Stratify = spreads[max(0, spread.SelectedIndex())].by
		f.changed()
	}
	overlap := container.NewGridWithColumns(2, f.line(f.form.Overlap, "0", func(s string) { f.form.Overlap = s }),
		f.line("", "by everybody", func(s string) { f.form.OverlapBy = s }))
	numbers := widget.NewForm(widget.NewFormItem("People per article", f.line(f.form.PerArticle, "2", func(s string) { f.form.PerArticle = s })),
		widget.NewFormItem("Overlap in %, by", overlap), widget.NewFormItem("Spread evenly by", spread),
		widget.NewFormItem("Seed", f.line(f.form.Seed, "1", func(s string) { f.form.Seed = s })))
	rows := container.NewVBox()
	for i := range people {
		rows.Add(f.personRow(&people[i]))
	}
	f.rule = container.NewVBox(numbers)
	if len(f.narrowed) > 0 {
		f.rule.Add(f.check(fmt.Sprintf("only the %d articles that the list shows now", len(f.narrowed)), false, func(on bool) {
			f.form.Articles = nil
			if on {
				f.form.Articles = f.narrowed
			}
		}))
	}
	head := widget.NewLabel("Who gets articles, and at most how many")
	head.TextStyle.Bold = true
	f.rule.Add(head)
	f.rule.Add(rows)
	return f.rule
}

func (f *RoundForm) personRow(p *annotate.Person) fyne.CanvasObject {
	id := p.ID
	b := newBadge()
	b.set(p)
	quota := f.line("", "no quota", func(s string) { f.form.Quotas[id] = s })
	tick := f.check(p.Name, true, func(on bool) {
		f.form.Tick(id, on)
		if on {
			quota.Enable()
		} else {
			quota.Disable()
		}
	})
	return container.NewBorder(nil, nil, b, nil, container.NewGridWithColumns(2, tick, quota))
}

// SetPlan shows what the form would give out, or why it cannot; nil is what a
// round by hand gives out, nothing.
func (f *RoundForm) SetPlan(p *rounds.Plan, err error) {
	f.plan.set(p)
	f.start.Disable()
	f.words.Importance = widget.MediumImportance
	switch {
	case err != nil:
		f.words.Importance = widget.WarningImportance
		f.words.SetText("Not yet: " + err.Error() + ".")
		return
	case p == nil:
		f.words.SetText("Nothing is given out yet. The matrix gives articles out cell by cell.")
	default:
		f.words.SetText(fmt.Sprintf("%d articles, %d of them shared; %d assignments.", p.Articles, p.Shared, len(p.Cells)))
	}
	f.start.Enable()
}
