package adjudicator

import (
	"errors"
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/app/desk"
)

// errGone: a unit that was to be decided has other markings by now.
var errGone = errors.New("what was to be decided is not there any more; somebody has submitted anew")

// decide has the current unit decided, and goes on to the next one that is
// undecided. The decision is made on the article as it is when its turn comes,
// so that a person may be faster than the disk.
func (a *Adjudicator) decide(r review.Ruling) {
	u, ok := a.unit()
	if !ok {
		return
	}
	if a.forAll {
		a.askAlike(u, r)
		return
	}
	mark := firstMark(u)
	r.Reason, r.Clause = a.explained(mark)
	me, at := a.o.Desk.Person().ID, a.o.Now()
	a.write(mark, "decide", func(s *review.Sheet, u *review.Unit) (annotate.Draft, error) { return s.Decide(u, r, me, at) })
	delete(a.said, mark)
	a.goOn()
}

// explained is the reason and the clause that were given before the decision.
func (a *Adjudicator) explained(mark annotate.ID) (reason, clause string) {
	said := a.said[mark]
	return said.reason, said.clause
}

// write has something written about a unit of the open article, and about
// others of it.
func (a *Adjudicator) write(mark annotate.ID, action string, draft func(*review.Sheet, *review.Unit) (annotate.Draft, error), others ...annotate.ID) {
	article := a.page.article
	marks := append(others, mark)
	for _, one := range marks {
		a.pending[one]++
	}
	a.trail = append(a.trail, stop{article, mark})
	a.o.Desk.Review(action, func() error {
		s, err := a.reader.sheet(article)
		if err != nil {
			return err
		}
		u, ok := s.Unit(mark)
		if !ok {
			return errGone
		}
		d, err := draft(s, u)
		if err != nil {
			return err
		}
		_, err = a.o.Project.Commit(d)
		return err
	}, func(err error) { a.wrote(marks, err) })
}

// wrote is told that what was under way for units is over.
func (a *Adjudicator) wrote(marks []annotate.ID, err error) {
	if err != nil && len(a.trail) > 0 {
		a.trail = a.trail[:len(a.trail)-1]
	}
	a.landed = append(a.landed, marks...)
	a.Load()
}

// goOn shows the next unit that is undecided; where none is left, it stays.
func (a *Adjudicator) goOn() {
	a.leaveUnit()
	if at := a.seek(a.at, 1); at >= 0 {
		a.at = at
		a.remember()
	} else {
		a.o.Desk.Say(desk.Info, a.nothingLeft())
	}
	a.o.Show()
}

// TakePerson takes the version of the person with a number: what they have
// marked, and nothing where they have marked nothing.
func (a *Adjudicator) TakePerson(number int) {
	if number < 1 || number > len(a.voters) {
		a.o.Desk.Say(desk.Info, fmt.Sprintf("Nobody has the number %d here.", number))
		return
	}
	a.decide(review.Ruling{Verdict: annotate.VerdictPerson, Person: a.voters[number-1].ID})
}

// TakeProposed takes the version with the most votes.
func (a *Adjudicator) TakeProposed() { a.decide(review.Ruling{Verdict: annotate.VerdictProposed}) }

// TakeBoth takes everything that anybody has marked.
func (a *Adjudicator) TakeBoth() { a.decide(review.Ruling{Verdict: annotate.VerdictBoth}) }

// TakeWhole makes one marking over all that anybody has marked.
func (a *Adjudicator) TakeWhole() { a.decide(review.Ruling{Verdict: annotate.VerdictMerged}) }

// TakeNone decides that nothing is to be marked here.
func (a *Adjudicator) TakeNone() { a.decide(review.Ruling{Verdict: annotate.VerdictRejected}) }

// Reopen takes back what was decided of the current unit, whoever decided it.
func (a *Adjudicator) Reopen() {
	u, ok := a.unit()
	if !ok {
		return
	}
	if a.page.sheet.Standing(u).Decision == nil && a.pending[firstMark(u)] == 0 {
		a.o.Desk.Say(desk.Info, "Nobody has decided this yet. What a rule has merged is decided otherwise by deciding it.")
		return
	}
	a.leaveUnit()
	me := a.o.Desk.Person().ID
	a.write(firstMark(u), "take back a decision", func(s *review.Sheet, u *review.Unit) (annotate.Draft, error) { return s.Reopen(u, me) })
	a.o.Show()
}

// Undo takes back the latest step, and shows the unit it was about.
func (a *Adjudicator) Undo() {
	a.leaveUnit()
	if n := len(a.trail); n > 0 && (len(a.pending) > 0 || reviews(a.o.Desk.UndoName())) {
		last := a.trail[n-1]
		a.trail = a.trail[:n-1]
		a.current = place{article: last.article, marks: []annotate.ID{last.mark}, start: a.current.start}
		if a.page != nil && a.page.article == last.article {
			a.relist()
			a.o.Show()
		}
	}
	a.o.Desk.Undo()
}

// reviews tells whether a step of undo is one of the decisions made here.
func reviews(action string) bool {
	return strings.HasPrefix(action, "decide") || action == "take back a decision"
}

// Explained is the reason and the rule of the current unit's decision, or
// those that were given for the decision to come.
func (a *Adjudicator) Explained() (reason, clause string) {
	u, ok := a.unit()
	if !ok {
		return "", ""
	}
	if said, given := a.said[firstMark(u)]; given {
		return said.reason, said.clause
	}
	if d := a.page.sheet.Standing(u).Decision; d != nil {
		return d.Reason, d.Clause
	}
	return "", ""
}

// Explain gives a reason and a rule of the guideline, both of which may be
// empty: to the decision of the current unit, or to the one to come.
func (a *Adjudicator) Explain(reason, clause string) {
	u, ok := a.unit()
	if !ok {
		return
	}
	mark := firstMark(u)
	d := a.page.sheet.Standing(u).Decision
	if d == nil || a.pending[mark] > 0 {
		a.said[mark] = explanation{reason, clause}
		a.o.Show()
		return
	}
	draft := annotate.ExplainDecision(a.o.Desk.Person().ID, d, reason, clause)
	a.o.Desk.Review(draft.Action, func() error {
		_, err := a.o.Project.Commit(draft)
		return err
	}, func(error) { a.Load() })
}
