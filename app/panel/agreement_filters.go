package panel

import (
	"bluepencil/annotate"
	"bluepencil/app/measure"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// agreementFilters are the line with what is measured, and of whom.
type agreementFilters struct {
	page        *Agreement
	submissions *leavingSelect
	round       *leavingSelect
	people      *leavingButton
	labels      *leavingButton
	without     *leavingCheck
	gold        *leavingCheck
	silent      bool
	body        fyne.CanvasObject
}

func newAgreementFilters(page *Agreement) *agreementFilters {
	f := &agreementFilters{page: page, submissions: newLeavingSelect(nil, page.escape), round: newLeavingSelect(nil, page.escape)}
	f.submissions.Options = []string{"first submissions", "last submissions"}
	f.submissions.OnChanged = func(string) {
		f.set(func(q *measure.Filter) { q.Latest = f.submissions.SelectedIndex() == 1 })
	}
	f.round.OnChanged = func(string) {
		f.set(func(q *measure.Filter) {
			q.Round = annotate.ID{}
			if at := f.round.SelectedIndex() - 1; at >= 0 {
				q.Round = page.view.Team().Rounds[at].ID
			}
		})
	}
	f.people = newLeavingButton("", func() { call(page.Do.People) }, page.escape)
	f.labels = newLeavingButton("", func() { call(page.Do.Labels) }, page.escape)
	f.without = newLeavingCheck("without accepted suggestions", func(is bool) { f.set(func(q *measure.Filter) { q.WithoutSuggestions = is }) }, page.escape)
	f.gold = newLeavingCheck("with gold", func(is bool) { f.set(func(q *measure.Filter) { q.Gold = is }) }, page.escape)
	f.body = container.NewHBox(f.submissions, f.round, f.people, f.labels, f.without, f.gold)
	return f
}

// set changes what is measured.
func (f *agreementFilters) set(change func(*measure.Filter)) {
	if f.silent {
		return
	}
	q := f.page.view.Filter()
	change(&q)
	f.page.view.SetFilter(q)
}

// update shows what is measured now.
func (f *agreementFilters) update() {
	f.silent = true
	defer func() { f.silent = false }()
	q, team := f.page.view.Filter(), f.page.view.Team()
	f.submissions.SetSelectedIndex(map[bool]int{true: 1}[q.Latest])
	names, at := []string{"every round, and none"}, 0
	for i := range team.Rounds {
		if names = append(names, "round: "+team.Rounds[i].Name); team.Rounds[i].ID == q.Round {
			at = i + 1
		}
	}
	f.round.Options = names
	f.round.SetSelectedIndex(at)
	shown(f.round, len(team.Rounds) > 0)
	f.people.SetText(chosenWords("People", len(q.People), len(team.People)))
	f.labels.SetText(chosenWords("Labels", len(q.Labels), len(team.Labels)))
	f.without.SetChecked(q.WithoutSuggestions)
	f.gold.SetChecked(q.Gold)
	shown(f.gold, team.Gold)
	f.body.Refresh()
}
