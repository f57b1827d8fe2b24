package storage

import (
	"context"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage/kv"
)

const (
	// cellsAtOnce is how many assignments one transaction makes; more of them
	// are a batch.
	cellsAtOnce = 2000
	// mostUnassigned bounds one step of taking articles back.
	mostUnassigned = 10000
)

// AssignmentFilter says which assignments are listed. Zero ids select all.
type AssignmentFilter struct {
	Round   annotate.ID
	Article annotate.ID
	Person  annotate.ID
}

// Assignment is an article given to a person in a round.
type Assignment struct {
	rounds.Cell
	Round annotate.ID
}

// Assignments lists what is given out in rounds that are not in the bin, by
// article, person and round.
func (p *Project) Assignments(f AssignmentFilter) ([]Assignment, error) {
	var list []Assignment
	err := p.store.View(func(r kv.Reader) error {
		return p.scanAssignments(r, f, func(a Assignment) error {
			list = append(list, a)
			return nil
		})
	})
	return list, err
}

// scanAssignments gives the live assignments of a filter in the order of the store.
func (p *Project) scanAssignments(r kv.Reader, f AssignmentFilter, each func(Assignment) error) error {
	live, err := p.roundsIn(r, (*annotate.Object).Exists)
	if err != nil {
		return err
	}
	open := make(map[annotate.ID]bool, len(live))
	for _, round := range live {
		open[round.ID] = true
	}
	prefix := kindPrefix(annotate.KindAssignment)
	if !f.Article.IsZero() {
		prefix = kindPrefix(annotate.KindAssignment, f.Article)
	}
	return r.Scan(bucketObjects, prefix, nil, func(key, value []byte) (bool, error) {
		ref, err := refOfKey(key)
		if err != nil {
			return false, err
		}
		cell, round := rounds.CellOf(ref)
		if !open[round] || !f.Round.IsZero() && round != f.Round || !f.Person.IsZero() && cell.Person != f.Person {
			return true, nil
		}
		g, err := annotate.GlanceAt(ref, value)
		if err != nil {
			return false, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
		}
		if !g.Live() || !p.visible.shows(g.Batch) {
			return true, nil
		}
		return true, each(Assignment{cell, round})
	})
}

// PlanRound says what a rule would give out of the articles named, or of all
// that lists show where none is. It writes nothing. It fails with
// rounds.ErrRule, and with annotate.ErrNotFound for an article that is not
// there. Cancelling the context ends it with the context's error.
func (p *Project) PlanRound(ctx context.Context, rule rounds.Rule, articles []annotate.ID) (*rounds.Plan, error) {
	var list []rounds.Candidate
	take := func(a *annotate.Article) {
		list = append(list, rounds.Candidate{ID: a.ID, Stratum: rule.Stratify.Of(a.Meta)})
	}
	for _, id := range articles {
		a, err := p.Article(id)
		if err != nil {
			return nil, err
		}
		take(&a)
	}
	if len(articles) == 0 {
		err := p.EachArticle(ArticleFilter{}, func(a *annotate.Article) bool {
			take(a)
			return ctx.Err() == nil
		})
		if err != nil {
			return nil, err
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return rounds.Make(rule, list)
}

// Assign gives articles to people in a round: one step of undo, however many
// cells it are. Those that are given out already stay. It tells how many were
// given out. It fails with annotate.ErrInvalid where the round is closed or in
// the bin, or a person is retired, and with annotate.ErrNotFound where an
// article or a person is not there.
func (p *Project) Assign(by, round annotate.ID, cells []rounds.Cell) (int, error) {
	r, err := p.Round(round)
	if err != nil {
		return 0, err
	}
	if r.Closed || r.Deleted {
		return 0, annotate.Refuse("the round %s is closed; take it up again first", r.Name)
	}
	cells, err = p.cellsGiven(round, cells, false)
	if err != nil || len(cells) == 0 {
		return 0, err
	}
	if err := p.mayAssign(cells); err != nil {
		return 0, err
	}
	d := p.cellDraft(by, "assign", "to", r.Name, cells)
	d.Batch = bulk(cells)
	return len(cells), p.commitCells(d, cells, func(d *annotate.Draft, c rounds.Cell) { rounds.Assign(d, round, c) })
}

// Unassign takes articles back from people in a round, in one step of undo of
// at most 10,000 cells. What they have marked stays. It tells how many were
// taken back.
func (p *Project) Unassign(by, round annotate.ID, cells []rounds.Cell) (int, error) {
	r, err := p.Round(round)
	if err != nil {
		return 0, err
	}
	cells, err = p.cellsGiven(round, cells, true)
	if err != nil || len(cells) == 0 {
		return 0, err
	}
	if len(cells) > mostUnassigned {
		return 0, annotate.Refuse("%d articles are more than one step takes back; it is %d at a time, or the whole round", len(cells), mostUnassigned)
	}
	d := p.cellDraft(by, "take", "from", r.Name, cells)
	for _, c := range cells {
		rounds.Unassign(&d, round, c)
	}
	_, err = p.Commit(d)
	return len(cells), err
}

// cellsGiven gives those of the cells that are given out in the round, or
// those that are not.
func (p *Project) cellsGiven(round annotate.ID, cells []rounds.Cell, given bool) ([]rounds.Cell, error) {
	f := AssignmentFilter{Round: round}
	if len(cells) == 1 {
		f.Article = cells[0].Article
	}
	list, err := p.Assignments(f)
	there := make(map[rounds.Cell]bool, len(list))
	for _, a := range list {
		there[a.Cell] = true
	}
	return slices.DeleteFunc(rounds.Sorted(cells), func(c rounds.Cell) bool { return there[c] != given }), err
}

// mayAssign fails where somebody or something of the cells cannot be in a round.
func (p *Project) mayAssign(cells []rounds.Cell) error {
	people := map[annotate.ID]bool{}
	var last annotate.ID
	for _, c := range cells {
		if !people[c.Person] {
			person, err := p.Person(c.Person)
			if err == nil && person.Retired {
				err = annotate.Refuse("%s is retired; take them back first", person.Name)
			}
			if err != nil {
				return err
			}
			people[c.Person] = true
		}
		if c.Article != last { // cells come in order
			if _, err := p.Article(c.Article); err != nil {
				return err
			}
			last = c.Article
		}
	}
	return nil
}

// cellDraft is the draft of a change of the matrix, called by what it does.
func (p *Project) cellDraft(by annotate.ID, verb, direction, round string, cells []rounds.Cell) annotate.Draft {
	if len(cells) == 1 {
		name := "somebody"
		if person, err := p.Person(cells[0].Person); err == nil {
			name = person.Name
		}
		return annotate.Draft{Person: by, Action: fmt.Sprintf("%s article %s %s", verb, direction, name), Article: cells[0].Article}
	}
	return annotate.Draft{Person: by, Action: fmt.Sprintf("%s %d articles in the round %s", verb, len(cells), round)}
}

// bulk is a fresh batch where there are more cells than one transaction makes.
func bulk(cells []rounds.Cell) annotate.ID {
	if len(cells) <= cellsAtOnce {
		return annotate.ID{}
	}
	return annotate.NewID()
}

// commitCells commits a draft with the cells added: at once, or, where it is of
// a batch, step by step, so that nothing is to be seen until all of it is.
func (p *Project) commitCells(d annotate.Draft, cells []rounds.Cell, add func(*annotate.Draft, rounds.Cell)) error {
	if d.Batch.IsZero() {
		for _, c := range cells {
			add(&d, c)
		}
		_, err := p.Commit(d)
		return err
	}
	if _, err := p.Commit(annotate.OpenBatch(d.Person, d.Batch, d.Action)); err != nil {
		return err
	}
	step := annotate.Draft{Person: d.Person, Action: d.Action, Batch: d.Batch, Hidden: true, Settings: d.Settings}
	for part := range slices.Chunk(cells, cellsAtOnce) {
		for _, c := range part {
			add(&step, c)
		}
		if _, err := p.Commit(step); err != nil {
			return err
		}
		step.Settings = nil
	}
	_, err := p.Commit(annotate.CloseBatch(d.Person, d.Batch, d.Action, len(cells)))
	return err
}
