package adjudicator

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/app/desk"
)

// survey is how far the review of the whole project has come. It is made in the
// background, and kept up with what changes.
type survey struct {
	found   surveyed
	done    bool                 // the articles are counted
	ready   int                  // how many of them are so far
	total   int                  // how many there are
	late    map[annotate.ID]bool // changed while they were being counted
	cancel  func()               // nil where nothing is being counted
	made    int                  // generation
	waiting int                  // the direction of the article to be opened once it is done; 0 for none
}

// surveyed is what a survey finds.
type surveyed struct {
	ids    []annotate.ID                 // articles that somebody has submitted, as they were added
	counts map[annotate.ID]review.Counts // of those that two people have submitted
	failed int                           // articles that could not be read
}

func (s *survey) stop() {
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}

// progressSteps is how often a count tells how far it has come, at most.
const progressSteps = 100

// startSurvey counts all articles, from the beginning where it was at it.
func (a *Adjudicator) startSurvey() {
	s := &a.survey
	s.stop()
	ctx, cancel := context.WithCancel(context.Background())
	s.made++
	s.cancel, s.ready, s.late = cancel, 0, map[annotate.ID]bool{}
	generation := s.made
	progress := func(ready, total int) {
		if step := max(total/progressSteps, 1); ready%step == 0 {
			a.o.UI(func() { a.counting(generation, ready, total) })
		}
	}
	a.o.Work(func() {
		found, err := a.countAll(ctx, progress)
		a.o.UI(func() { a.surveyed(generation, found, err) })
	})
}

// countAll is done in the background.
func (a *Adjudicator) countAll(ctx context.Context, progress func(ready, total int)) (found surveyed, err error) {
	reviewer, err := a.reader.get()
	if err != nil {
		return found, err
	}
	found.counts = map[annotate.ID]review.Counts{}
	if found.ids, err = reviewer.Articles(); err != nil {
		return found, err
	}
	failed := func(annotate.ID, error) { found.failed++ }
	err = reviewer.Each(ctx, progress, failed, func(s *review.Sheet) error {
		if len(s.People) > 1 {
			found.counts[s.Article] = s.Counts()
		}
		return nil
	})
	return found, err
}

func (a *Adjudicator) counting(generation, ready, total int) {
	if s := &a.survey; !a.closed && generation == s.made && !s.done {
		s.ready, s.total = ready, total
		a.o.Show()
	}
}

func (a *Adjudicator) surveyed(generation int, found surveyed, err error) {
	s := &a.survey
	if a.closed || generation != s.made || errors.Is(err, context.Canceled) {
		return
	}
	s.cancel = nil
	if err != nil {
		a.o.Desk.Say(desk.Warning, "How far the project has come could not be counted: "+err.Error())
		return
	}
	s.found, s.done = found, true
	if sheet := a.Sheet(); sheet != nil && a.Settled() {
		a.counted(sheet)
	}
	a.recount(s.late)
	a.o.Show()
	if step := s.waiting; step != 0 {
		s.waiting = 0
		a.StepArticle(step)
	}
}

// counted takes over the counts of an article that was read.
func (a *Adjudicator) counted(s *review.Sheet) {
	if a.survey.done {
		a.survey.found.counts[s.Article] = s.Counts()
	}
}

// recount counts some articles again, after they changed.
func (a *Adjudicator) recount(touched map[annotate.ID]bool) {
	s := &a.survey
	if s.cancel != nil {
		maps.Copy(s.late, touched)
		return
	}
	if open := a.o.Desk.Open(); open != nil {
		delete(touched, open.Article.ID) // which is counted when it is read
	}
	if !s.done || len(touched) == 0 {
		return
	}
	for id := range touched {
		if !slices.Contains(s.found.ids, id) {
			a.startSurvey() // it was submitted, or came in, only now
			return
		}
	}
	generation := s.made
	a.o.Work(func() {
		for id := range touched {
			if sheet, err := a.reader.sheet(id); err == nil {
				a.o.UI(func() { a.countedElsewhere(generation, sheet) })
			}
		}
	})
}

func (a *Adjudicator) countedElsewhere(generation int, s *review.Sheet) {
	if !a.closed && generation == a.survey.made && a.survey.done {
		a.counted(s)
		a.o.Show()
	}
}

// Progress is how much is decided of what there is to decide.
type Progress struct {
	Settled, Units int
	Words          string
}

// Progress is how far the open article has come.
func (a *Adjudicator) Progress() Progress {
	s := a.Sheet()
	if s == nil {
		return Progress{Words: "nothing to compare"}
	}
	c := s.Counts()
	for i := range s.Units { // what is being written counts already
		if u := &s.Units[i]; a.pending[firstMark(u)] > 0 && s.Standing(u).Standing == review.Open {
			c.Open, c.Decided = c.Open-1, c.Decided+1
		}
	}
	return progressOf(c)
}

func progressOf(c review.Counts) Progress {
	p := Progress{Settled: c.Settled(), Units: c.Units}
	p.Words = fmt.Sprintf("%d of %d decided", p.Settled, p.Units)
	if c.Changed > 0 {
		p.Words += fmt.Sprintf(", %d changed since", c.Changed)
	}
	if c.Contested > 0 {
		p.Words += fmt.Sprintf(", %d decided twice", c.Contested)
	}
	return p
}

// Overall is how far the project has come.
func (a *Adjudicator) Overall() Progress {
	s := &a.survey
	if !s.done {
		if s.total == 0 {
			return Progress{Words: "counting…"}
		}
		return Progress{Words: fmt.Sprintf("counting, %d of %d articles", s.ready, s.total)}
	}
	var sum review.Counts
	for _, c := range s.found.counts {
		sum.Add(c)
	}
	p := progressOf(sum)
	if s.found.failed > 0 {
		p.Words += fmt.Sprintf(", %d articles could not be read", s.found.failed)
	}
	return p
}

// StepArticle opens the next article (1), or the one before (-1), in which
// something is open, going round at the ends.
func (a *Adjudicator) StepArticle(step int) {
	s := &a.survey
	if !s.done {
		s.waiting = step
		a.o.Desk.Say(desk.Info, "The articles are still being counted; the next one with something open comes then.")
		a.StartSurvey()
		return
	}
	at := -1
	if open := a.o.Desk.Open(); open != nil {
		at = slices.Index(s.found.ids, open.Article.ID)
	}
	n := len(s.found.ids)
	for i := 1; i <= n; i++ {
		to := at + i*step
		if at < 0 && step < 0 {
			to = n - i
		}
		id := s.found.ids[((to%n)+n)%n]
		c := s.found.counts[id]
		if (at < 0 || id != s.found.ids[at]) && c.Open+c.Changed+c.Contested > 0 {
			a.o.Desk.OpenArticle(id)
			return
		}
	}
	a.o.Desk.Say(desk.Info, "No other article that two people have submitted has anything open.")
}

// StartSurvey begins to count how far the project has come, unless that is
// known or under way.
func (a *Adjudicator) StartSurvey() {
	if a.survey.cancel == nil && !a.survey.done {
		a.startSurvey()
	}
}
