package storage

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage/kv"
)

// Rounds lists the rounds, the oldest first.
func (p *Project) Rounds() (found []rounds.Round, err error) {
	err = p.store.View(func(r kv.Reader) error {
		found, err = p.roundsIn(r, (*annotate.Object).Exists)
		return err
	})
	return found, err
}

// DeletedRounds lists the rounds that lie in the bin.
func (p *Project) DeletedRounds() (found []rounds.Round, err error) {
	err = p.store.View(func(r kv.Reader) error {
		found, err = p.roundsIn(r, (*annotate.Object).Deleted)
		return err
	})
	return found, err
}

func (p *Project) roundsIn(r kv.Reader, keep func(*annotate.Object) bool) ([]rounds.Round, error) {
	var found []rounds.Round
	err := scanObjects(r, kindPrefix(annotate.KindRound), func(o *annotate.Object) bool {
		if keep(o) && p.visible.shows(annotate.BatchOf(o)) {
			found = append(found, rounds.RoundFrom(o))
		}
		return true
	})
	slices.SortStableFunc(found, func(a, b rounds.Round) int { return a.Created.Compare(b.Created) })
	return found, err
}

// Round reads a round, one in the bin too. It fails with annotate.ErrNotFound.
func (p *Project) Round(id annotate.ID) (rounds.Round, error) {
	o, err := p.existing(rounds.RoundRef(id))
	if err == nil && !p.visible.shows(annotate.BatchOf(o)) {
		err = fmt.Errorf("round %s: %w", id, annotate.ErrNotFound)
	}
	if err != nil {
		return rounds.Round{}, err
	}
	return rounds.RoundFrom(o), nil
}

// FindRound finds a round by its id or its name, upper and lower case being
// the same. It fails with annotate.ErrNotFound, and with annotate.ErrInvalid
// where several have the name.
func (p *Project) FindRound(name string) (rounds.Round, error) {
	list, err := p.Rounds()
	if err != nil {
		return rounds.Round{}, err
	}
	var fit []rounds.Round
	for _, r := range list {
		if r.ID.String() == strings.ToUpper(name) {
			return r, nil
		}
		if strings.EqualFold(r.Name, name) {
			fit = append(fit, r)
		}
	}
	switch len(fit) {
	case 0:
		return rounds.Round{}, fmt.Errorf("round %q: %w; bp rounds lists what there is", name, annotate.ErrNotFound)
	case 1:
		return fit[0], nil
	}
	return rounds.Round{}, annotate.Refuse("%d rounds are called %q; name it by its id", len(fit), name)
}

// AddRound makes a round and gives out its cells, all in one step of undo. A
// zero id is replaced by a fresh one. It fails as Assign does.
func (p *Project) AddRound(by annotate.ID, r rounds.Round, cells []rounds.Cell) (rounds.Round, error) {
	if r.ID.IsZero() {
		r.ID = annotate.NewID()
	}
	cells = rounds.Sorted(cells)
	if err := p.mayAssign(cells); err != nil {
		return r, err
	}
	return p.TakeRound(by, r, cells)
}

// TakeRound is AddRound for a round that comes from elsewhere with its id: its
// people may be retired by now, and it may be closed.
func (p *Project) TakeRound(by annotate.ID, r rounds.Round, cells []rounds.Cell) (rounds.Round, error) {
	cells = rounds.Sorted(cells)
	d := annotate.Draft{Person: by, Action: "start the round " + r.Name, Batch: bulk(cells)}
	if err := rounds.AddTo(&d, r); err != nil {
		return r, err
	}
	if err := p.commitCells(d, cells, func(d *annotate.Draft, c rounds.Cell) { rounds.Assign(d, r.ID, c) }); err != nil {
		return r, err
	}
	return p.Round(r.ID)
}

// EditRound makes of a round what is given: name, instructions, whether it is
// open, whether it is closed. It fails with annotate.ErrNotFound and as
// rounds.Edit does.
func (p *Project) EditRound(by annotate.ID, after rounds.Round) error {
	before, err := p.Round(after.ID)
	if err != nil {
		return err
	}
	d, err := rounds.Edit(by, before, after)
	if err != nil || len(d.Settings) == 0 {
		return err
	}
	_, err = p.Commit(d)
	return err
}

// DeleteRound puts a round with its assignments into the bin; what was marked stays.
func (p *Project) DeleteRound(by, id annotate.ID) error { return p.binRound(by, id, rounds.Delete) }

// RestoreRound takes a round out of the bin.
func (p *Project) RestoreRound(by, id annotate.ID) error { return p.binRound(by, id, rounds.Restore) }

func (p *Project) binRound(by, id annotate.ID, draft func(annotate.ID, rounds.Round) annotate.Draft) error {
	r, err := p.Round(id)
	if err == nil {
		_, err = p.Commit(draft(by, r))
	}
	return err
}
