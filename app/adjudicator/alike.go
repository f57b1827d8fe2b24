package adjudicator

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/app/desk"
)

// Alike is a decision that others of the same words may go along with.
type Alike struct {
	Words string
	Here  int // undecided units of the words in this article, this one too
	// Everywhere tells whether the decision can be made in all articles: what was
	// edited goes by the places of one.
	Everywhere bool

	article, mark annotate.ID
	ruling        review.Ruling
}

// ForAll tells whether the next decision is asked about for all of the same
// words.
func (a *Adjudicator) ForAll() bool { return a.forAll }

// SameForAll has the decision of the current unit asked about for all of the
// same words; where it is undecided, the next decision.
func (a *Adjudicator) SameForAll() {
	u, ok := a.unit()
	if !ok {
		return
	}
	if d := a.page.sheet.Standing(u).Decision; d != nil && d.Choice != annotate.VerdictEdited && a.pending[firstMark(u)] == 0 {
		a.askAlike(u, review.Ruling{Verdict: d.Choice, Person: d.Picked, Reason: d.Reason, Clause: d.Clause})
		return
	}
	a.edit, a.forAll = nil, !a.forAll
	a.o.Show()
}

// askAlike asks whether a ruling is for all of the same words.
func (a *Adjudicator) askAlike(u *review.Unit, r review.Ruling) {
	mark := firstMark(u)
	if said, ok := a.said[mark]; ok {
		r.Reason, r.Clause = said.reason, said.clause
	}
	a.alike = &Alike{Words: a.page.sheet.Words(u), Here: len(a.page.sheet.Same(u)), Everywhere: r.Verdict != annotate.VerdictEdited,
		article: a.page.article, mark: mark, ruling: r}
	a.leaveUnit()
	a.o.Show()
	a.o.Ask(AskAlike)
}

// Alike is what was asked about last; nil where nothing was.
func (a *Adjudicator) Alike() *Alike { return a.alike }

// DecideHere makes the decision that was asked about in this article: one step
// of undo.
func (a *Adjudicator) DecideHere() {
	k := a.alike
	if k == nil || a.page == nil || a.page.article != k.article {
		return
	}
	me, at := a.o.Desk.Person().ID, a.o.Now()
	var others []annotate.ID
	if u, ok := a.page.sheet.Unit(k.mark); ok {
		for _, same := range a.page.sheet.Same(u)[1:] { // itself first
			others = append(others, firstMark(same))
		}
	}
	a.write(k.mark, "decide the same for all", func(s *review.Sheet, u *review.Unit) (annotate.Draft, error) {
		return s.DecideAll(s.Same(u), k.ruling, me, at)
	}, others...)
	a.goOn()
}

// Elsewhere is how many undecided units of the words there are in all articles.
type Elsewhere struct{ Units, Articles int }

// CountEverywhere counts the undecided units of the words that were asked about
// in all articles, this one too. It is for the background. progress may be nil.
func (a *Adjudicator) CountEverywhere(ctx context.Context, k *Alike, progress func(done, total int)) (e Elsewhere, err error) {
	reviewer, err := a.reader.get()
	if err != nil {
		return e, err
	}
	own, err := reviewer.Sheet(k.article)
	if err != nil {
		return e, err
	}
	u, ok := own.Unit(k.mark)
	if !ok {
		return e, errGone
	}
	var broken error
	failed := func(id annotate.ID, err error) { broken = errors.Join(broken, fmt.Errorf("article %s: %w", id, err)) }
	err = reviewer.Each(ctx, progress, failed, func(s *review.Sheet) error {
		n := len(s.Alike(u.Group, k.Words))
		if s.Article == k.article {
			n = len(own.Same(u))
		} else if k.ruling.Verdict == annotate.VerdictPerson && !slices.Contains(s.People, k.ruling.Person) {
			n = 0
		}
		if n > 0 {
			e.Units, e.Articles = e.Units+n, e.Articles+1
		}
		return nil
	})
	return e, errors.Join(err, broken)
}

// DecideEverywhere makes the decision that was asked about in all articles: one
// step of undo. It is for the background, and tells how many units it decided;
// see storage.Reviewer.DecideEverywhere for its errors.
func (a *Adjudicator) DecideEverywhere(ctx context.Context, k *Alike, me annotate.ID, progress func(done, total int)) (units int, err error) {
	reviewer, err := a.reader.get()
	if err != nil {
		return 0, err
	}
	s, err := reviewer.Sheet(k.article)
	if err != nil {
		return 0, err
	}
	u, ok := s.Unit(k.mark)
	if !ok {
		return 0, errGone
	}
	return reviewer.DecideEverywhere(ctx, s, u, k.ruling, me, a.o.Now(), progress)
}

// DecidedEverywhere is told what came of it, and goes on.
func (a *Adjudicator) DecidedEverywhere(k *Alike, units int) {
	a.trail = append(a.trail, stop{k.article, k.mark})
	a.o.Desk.Say(desk.Info, fmt.Sprintf("Decided %s about “%s”, in all articles. It is one step of undo.", unitsInWords(units), k.Words))
	a.Load()
	a.goOn()
}

func unitsInWords(n int) string {
	if n == 1 {
		return "1 place"
	}
	return fmt.Sprintf("%d places", n)
}
