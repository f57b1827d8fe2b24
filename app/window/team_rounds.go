package window

import (
	"context"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/app/team"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// showRounds shows the rounds and how far they are.
func (w *Window) showRounds() {
	t := w.teamed.team
	p := panel.NewRounds(t)
	w.teamed.rounds = p
	d := dialog.NewCustomWithoutButtons("Rounds", p, w.win)
	back := func() { w.win.Canvas().Focus(p.Focusable()) }
	p.Do = panel.RoundDoings{
		New:      func() { w.askRound(back) },
		Matrix:   func(id annotate.ID) { w.showMatrix(id, d, back) },
		Edit:     func(id annotate.ID) { w.askRoundEdit(id, back) },
		OpenUp:   func(id annotate.ID) { t.EditRound(id, func(r *rounds.Round) { r.Open = !r.Open }) },
		CloseUp:  func(id annotate.ID) { t.EditRound(id, func(r *rounds.Round) { r.Closed = !r.Closed }) },
		BinRound: func(id annotate.ID) { w.binRound(id) },
		Leave:    d.Hide,
	}
	end := t.Watch()
	w.presentTeam(d, w.wide(), func() { w.teamed.rounds = nil; end() })
	back()
}

// wide is nearly the whole window.
func (w *Window) wide() fyne.Size {
	size := w.win.Canvas().Size()
	return fyne.NewSize(max(size.Width-60, 700), max(size.Height-60, 480))
}

func (w *Window) binRound(id annotate.ID) {
	r, _ := w.teamed.team.Round(id)
	w.teamed.team.DeleteRound(id)
	w.desk.Say(desk.Info, fmt.Sprintf("The round %s lies in the bin; what was marked stays. Undo brings it back.", r.Name))
}

// askRound asks for a new round, and shows what it would give out before
// anything is written.
func (w *Window) askRound(then func()) {
	t := w.teamed.team
	f := panel.NewRoundForm(t.Active(), w.desk.Narrowed())
	d := dialog.NewCustomWithoutButtons("New round", f, w.win)
	p := &planning{team: t, form: f, cancel: func() {}}
	f.OnLeave, f.OnChanged = d.Hide, p.plan
	f.OnStart = func(form team.Form) {
		round, err := form.Round()
		if err != nil || !p.ready {
			return // the form says why
		}
		d.Hide()
		t.AddRound(round, p.cells, func(made rounds.Round) {
			w.desk.Say(desk.Info, fmt.Sprintf("The round %s was made: %d assignments.", made.Name, len(p.cells)))
		})
	}
	w.presentThen(d, w.wide(), func() { p.cancel(); then() })
	w.win.Canvas().Focus(f.Focusable())
	p.plan(f.Form())
}

// planning is the preview of a round that is being filled in.
type planning struct {
	team   *team.Team
	form   *panel.RoundForm
	cancel context.CancelFunc // of the plan under way
	ready  bool               // the plan shown is what the form says
	cells  []rounds.Cell
}

// plan works out what the form says; a plan under way is dropped.
func (p *planning) plan(form team.Form) {
	p.cancel()
	p.ready, p.cells = false, nil
	_, err := form.Round()
	if err == nil && form.ByHand {
		p.ready = true
		p.form.SetPlan(nil, nil)
		return
	}
	if form.ByHand {
		p.form.SetPlan(nil, err)
		return
	}
	rule, wrong := form.Rule()
	if wrong != nil {
		p.form.SetPlan(nil, wrong)
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	p.team.Plan(ctx, rule, form.Articles, func(plan *rounds.Plan, failed error) {
		if failed != nil {
			p.form.SetPlan(nil, failed)
			return
		}
		p.ready, p.cells = err == nil, plan.Cells
		p.form.SetPlan(plan, err) // the numbers are shown though the name is still missing
	})
}

// askRoundEdit asks for another name and other instructions.
func (w *Window) askRoundEdit(id annotate.ID, then func()) {
	r, ok := w.teamed.team.Round(id)
	if !ok {
		return
	}
	name, words := widget.NewEntry(), widget.NewMultiLineEntry()
	name.SetText(r.Name)
	words.SetText(r.Instructions)
	words.Wrapping = fyne.TextWrapWord
	d := dialog.NewForm("Edit the round", "Save", "Cancel", []*widget.FormItem{widget.NewFormItem("Name", name), widget.NewFormItem("Instructions", words)}, func(ok bool) {
		if ok {
			w.teamed.team.EditRound(id, func(after *rounds.Round) { after.Name, after.Instructions = name.Text, words.Text })
		}
	}, w.win)
	name.OnSubmitted = func(string) { d.Submit() }
	w.presentThen(d, fyne.NewSize(520, 260), then)
	w.win.Canvas().Focus(name)
}

// showMatrix shows who marks which articles in a round.
func (w *Window) showMatrix(round annotate.ID, behind dialog.Dialog, then func()) {
	t := w.teamed.team
	m := t.OpenMatrix(round)
	p := panel.NewMatrix(m)
	w.teamed.matrix = p
	r := m.Round()
	d := dialog.NewCustomWithoutButtons("Who marks what: "+r.Name, p, w.win)
	back := func() { w.win.Canvas().Focus(p.Focusable()) }
	p.Do = panel.MatrixDoings{
		Open: func() {
			if c, ok := m.Current(); ok {
				d.Hide()
				behind.Hide()
				w.desk.OpenArticle(c.Article)
			}
		},
		Return: func() {
			if c, ok := m.Current(); ok {
				w.askReturnOf(c.Article, c.Person, back)
			}
		},
		Deeds: func() {
			if c, ok := m.Current(); ok {
				w.showDeeds(c.Article, c.Person, back)
			}
		},
		ToText: func() { w.win.Canvas().Focus(p.Text()) },
		Leave:  d.Hide,
	}
	w.presentTeam(d, w.wide(), func() {
		w.teamed.matrix = nil
		t.CloseMatrix()
		then()
	})
	back()
	p.Update()
}
