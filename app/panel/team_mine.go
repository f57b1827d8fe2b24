package panel

import (
	"slices"

	"bluepencil/annotate"
)

// RoundChoice is a round that the list can be narrowed to.
type RoundChoice struct {
	ID   annotate.ID
	Name string
}

// Mine says whether the list shows only what is given out to the person who
// works here, in which round (zero for all), and which rounds there are.
type Mine struct {
	On     bool
	Round  annotate.ID
	Rounds []RoundChoice
}

// words are the choices, by their place: everything, all rounds, each round.
func (m *Mine) words() []string {
	words := []string{"All articles", "Mine, of all rounds"}
	for _, r := range m.Rounds {
		words = append(words, "Mine: "+r.Name)
	}
	return distinct(words)
}

// at is the place of what is chosen.
func (m *Mine) at() int {
	if !m.On {
		return 0
	}
	return 2 + slices.IndexFunc(m.Rounds, func(r RoundChoice) bool { return r.ID == m.Round })
}

func (p *Articles) makeMine() {
	p.mine = newChoiceField(nil)
	p.mine.leave = func() { call(p.OnMineLeave) }
	p.mine.OnChanged = func(string) {
		at := p.mine.SelectedIndex()
		if p.silent || at < 0 || p.OnMine == nil {
			return
		}
		var round annotate.ID
		if at >= 2 && at-2 < len(p.view.Mine.Rounds) {
			round = p.view.Mine.Rounds[at-2].ID
		}
		p.OnMine(at > 0, round)
	}
	p.mine.Hide()
}

// setMine offers the rounds; without any there is nothing to choose.
func (p *Articles) setMine(m *Mine) {
	p.silent = true
	defer func() { p.silent = false }()
	if len(m.Rounds) == 0 && !m.On {
		p.mine.Hide()
		return
	}
	if words := m.words(); !slices.Equal(words, p.mine.Options) {
		p.mine.Options = words
	}
	p.mine.SetSelectedIndex(max(0, m.at()))
	p.mine.Show()
	p.mine.Refresh()
}
