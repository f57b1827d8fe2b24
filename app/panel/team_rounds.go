package panel

import (
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/app/team"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// RoundDoings are what can be done with rounds; the id is that of the round
// that is chosen.
type RoundDoings struct {
	New                                     func()
	Matrix, Edit, OpenUp, CloseUp, BinRound func(annotate.ID)
	Leave                                   func()
}

// Rounds is the list of rounds, and how far everybody is with the chosen one.
type Rounds struct {
	widget.BaseWidget
	// Do is what can be done.
	Do RoundDoings

	team         *team.Team
	at           int
	list         *roundList
	head, detail *widget.Label
	progress     *fyne.Container
	empty        *widget.Label
	open, closed *GoButton
	body         fyne.CanvasObject
}

// NewRounds returns the list of a team's rounds.
func NewRounds(t *team.Team) *Rounds {
	p := &Rounds{team: t, head: widget.NewLabel(""), detail: widget.NewLabel(""), progress: container.NewVBox(), empty: widget.NewLabel("")}
	p.head.TextStyle.Bold, p.head.Wrapping, p.detail.Wrapping, p.empty.Wrapping = true, fyne.TextWrapWord, fyne.TextWrapWord, fyne.TextWrapWord
	p.empty.Importance = widget.LowImportance
	p.list = newRoundList(p)
	leave := func() { call(p.Do.Leave) }
	button := func(words string, do func(annotate.ID)) *GoButton {
		return newTool(words, func() { p.tell(do) }, leave)
	}
	p.open = button("", func(id annotate.ID) { p.Do.OpenUp(id) })
	p.closed = button("", func(id annotate.ID) { p.Do.CloseUp(id) })
	tools := container.NewHBox(newTool("New… (N)", func() { call(p.Do.New) }, leave), button("Matrix… (Enter)", func(id annotate.ID) { p.Do.Matrix(id) }),
		button("Edit… (E)", func(id annotate.ID) { p.Do.Edit(id) }), p.open, p.closed, button("Delete (Del)", func(id annotate.ID) { p.Do.BinRound(id) }),
		layout.NewSpacer(), newTool("Close", leave, leave))
	right := container.NewBorder(container.NewVBox(p.head, p.detail, widget.NewSeparator()), nil, nil, nil, container.NewVScroll(p.progress))
	split := container.NewHSplit(container.NewStack(p.list, container.NewPadded(p.empty)), right)
	split.Offset = 0.4
	p.body = container.NewBorder(nil, tools, nil, nil, split)
	p.ExtendBaseWidget(p)
	p.Update()
	return p
}

// CreateRenderer is Fyne's.
func (p *Rounds) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

// Focusable is the list.
func (p *Rounds) Focusable() fyne.Focusable { return p.list }

// Select takes the keyboard to a row.
func (p *Rounds) Select(at int) {
	p.at = at
	p.Update()
}

// Update shows the rounds anew.
func (p *Rounds) Update() {
	all := p.team.Rounds()
	p.at = max(0, min(p.at, len(all)-1))
	p.empty.SetText("")
	if known, err := p.team.Known(); err != nil {
		p.empty.SetText("The rounds could not be read: " + err.Error())
	} else if known && len(all) == 0 {
		p.empty.SetText("There is no round yet.\n\nA round says who marks which articles. Press N to make one: by a rule, with a preview, or by hand in the matrix.")
	}
	p.list.Refresh()
	p.list.silent = true
	if len(all) > 0 {
		p.list.Select(p.at)
	} else {
		p.list.UnselectAll()
	}
	p.list.silent = false
	p.showRound()
}

func (p *Rounds) current() (team.Round, bool) {
	all := p.team.Rounds()
	if p.at >= len(all) {
		return team.Round{}, false
	}
	return all[p.at], true
}

func (p *Rounds) tell(do func(annotate.ID)) {
	if r, ok := p.current(); ok && do != nil {
		do(r.ID)
	}
}

// showRound shows how far everybody is with the chosen round.
func (p *Rounds) showRound() {
	r, ok := p.current()
	p.progress.RemoveAll()
	open, closed := "Open (O)", "Close the round (C)"
	if r.Open {
		open = "Make blind (O)"
	}
	if r.Closed {
		closed = "Take up again (C)"
	}
	p.open.SetText(open)
	p.closed.SetText(closed)
	if !ok {
		p.head.SetText("")
		p.detail.SetText("")
		return
	}
	p.head.SetText(r.Name)
	p.detail.SetText(p.details(&r))
	for i := range r.Progress {
		p.progress.Add(p.personLine(&r.Progress[i]))
	}
	if r.Counted && len(r.Progress) == 0 {
		quiet := widget.NewLabel("Nothing is given out yet. Enter shows the matrix.")
		quiet.Importance = widget.LowImportance
		p.progress.Add(quiet)
	}
	p.progress.Refresh()
}

func (p *Rounds) details(r *team.Round) string {
	lines := []string{fmt.Sprintf("%s on %s by %s.", "Made", r.Created.Local().Format("2 January 2006"), p.team.Person(r.By).Name)}
	if r.Open {
		lines[0] += " Open: everybody sees what others have submitted."
	} else {
		lines[0] += " Blind: others are hidden until one has submitted."
	}
	if r.Closed {
		lines[0] += " Closed: nothing is given out any more."
	}
	if r.Rule != nil {
		lines = append(lines, RuleInWords(r.Rule))
	}
	if r.Instructions != "" {
		lines = append(lines, "“"+r.Instructions+"”")
	}
	return strings.Join(lines, "\n")
}

// RuleInWords says what a rule gives out.
func RuleInWords(r *rounds.Rule) string {
	words := fmt.Sprintf("Rule: %d of %d people an article", r.PerArticle, len(r.People))
	if r.Overlap > 0 {
		by := "everybody"
		if r.OverlapBy > 0 {
			by = fmt.Sprint(r.OverlapBy)
		}
		words += fmt.Sprintf(", %.4g %% by %s", r.Overlap*100, by)
	}
	if len(r.Quotas) > 0 {
		words += fmt.Sprintf(", %d with a quota", len(r.Quotas))
	}
	if r.Stratify != rounds.StratifyNone {
		words += ", spread by " + string(r.Stratify)
	}
	return words + fmt.Sprintf(", seed %d.", r.Seed)
}

// personLine is how far a person is: a bar, and the numbers in words.
func (p *Rounds) personLine(g *rounds.Progress) fyne.CanvasObject {
	person := p.team.Person(g.Person)
	b := newBadge()
	b.set(&person)
	name := widget.NewLabel(fmt.Sprintf("%s: %d of %d done", person.Name, g.Finished(), g.Assigned))
	name.TextStyle.Bold = true
	bar := widget.NewProgressBar()
	bar.Max, bar.Value = float64(max(g.Assigned, 1)), float64(g.Finished())
	var parts []string
	for _, s := range annotate.Statuses {
		if n := g.By[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", statusNames[s], n))
		}
	}
	parts = append(parts, fmt.Sprintf("%d markings", g.Annotations))
	small := widget.NewLabel(strings.Join(parts, " · "))
	small.SizeName, small.Wrapping = theme.SizeNameCaptionText, fyne.TextWrapWord
	return container.NewVBox(container.NewBorder(nil, nil, b, nil, container.NewGridWithColumns(2, name, bar)), small)
}
