package window

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/app/team"

	"fyne.io/fyne/v2/dialog"
)

// teamCommands are the commands about people and rounds.
func (w *Window) teamCommands(add adder) {
	add("Review", "return-article", "Return the article to somebody…", w.hasArticle, w.askReturn, "Ctrl+Shift+B")
	add("Team", "people", "People…", w.hasProject, w.showPeople, "Ctrl+Shift+E")
	add("Team", "rounds", "Rounds…", w.hasProject, w.showRounds, "Ctrl+Shift+W")
	add("Team", "only-mine", "List only what is given out to me, or everything", w.hasProject, w.toggleMine, "Ctrl+Shift+Y")
	add("Team", "deeds", "Who did what about my article…", w.hasArticle, w.showOwnDeeds)
}

// teaming is people and rounds of the open project, and what is shown of them.
type teaming struct {
	team    *team.Team
	people  *panel.People // nil while it is not shown, as the others
	rounds  *panel.Rounds
	matrix  *panel.Matrix
	dialogs []dialog.Dialog // of people, rounds and matrix
}

// close ends what belongs to a project, or a person, that is about to go.
func (t *teaming) close() {
	if t.team != nil {
		t.team.Close()
	}
	*t = teaming{}
}

// startTeam reads people and rounds of the project that is open.
func (w *Window) startTeam() {
	d := w.desk
	still := func(do func()) {
		if w.desk == d {
			do()
		}
	}
	w.teamed.team = team.New(team.Options{Project: w.project, Person: d.Person().ID, UI: w.o.UI, Work: w.worker.do, Go: w.background,
		Show: func() { still(w.showTeam) }, Done: func() { still(d.Noted) },
		Failed: func(what string, err error) { still(func() { w.fail(what, err) }) }})
	w.teamed.team.Read()
}

// showTeam brings everything that shows people or rounds in line with them.
func (w *Window) showTeam() {
	t := &w.teamed
	w.showList()
	if t.people != nil {
		t.people.Set(t.team.People(), t.team.Me())
	}
	if t.rounds != nil {
		t.rounds.Update()
	}
	if t.matrix != nil {
		t.matrix.Update()
	}
}

// undoesTeam tells whether a command takes back, or does again, what was done
// to people and rounds, which are in front.
func (w *Window) undoesTeam(id string) bool {
	n := len(w.dialogs)
	return n > 0 && slices.Contains(w.teamed.dialogs, w.dialogs[n-1]) && (id == "undo" || id == "redo")
}

// mine is what the list offers about what is given out.
func (w *Window) mine() panel.Mine {
	var m panel.Mine
	m.On, m.Round = w.desk.Assigned()
	if w.teamed.team == nil {
		return m
	}
	for _, r := range w.teamed.team.Rounds() {
		if !r.Closed || r.ID == m.Round {
			m.Rounds = append(m.Rounds, panel.RoundChoice{ID: r.ID, Name: r.Name})
		}
	}
	return m
}

func (w *Window) toggleMine() {
	on, _ := w.desk.Assigned()
	if !on && len(w.teamed.team.Rounds()) == 0 {
		w.desk.Say(desk.Info, "There is no round yet: nothing is given out. Team, Rounds… makes one.")
		return
	}
	w.desk.SetAssigned(!on, annotate.ID{})
	if on {
		w.desk.Say(desk.Info, "The list shows all articles.")
	} else {
		w.desk.Say(desk.Info, "The list shows what is given out to you.")
	}
}

// become seats another person at the desk, in the same project.
func (w *Window) become(p annotate.Person) {
	if w.desk.Person().ID == p.ID {
		w.desk.Say(desk.Info, "You are "+p.Name+" already.")
		return
	}
	d, err := w.newDesk(w.project, p, w.worker)
	if err != nil {
		w.fail("The desk of "+p.Name+" could not be made ready", err)
		return
	}
	var open annotate.ID
	if w.hasArticle() {
		open = w.desk.Open().Article.ID
	}
	w.endSideBySide()
	w.standUp()
	w.sitDown(d)
	if open.IsZero() {
		w.openFirst()
	} else {
		d.OpenArticle(open)
	}
	d.Say(desk.Info, "You are "+p.Name+" now: what you mark goes into their layer.")
}
