package storage

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage/kv"
)

// Progress says how far everybody is with a round, or with all of them for the
// zero id, where an article given out twice counts once. It lists the people by
// their ids, those to whom something is given. Articles in the bin do not
// count. Cancelling the context ends it with the context's error.
func (p *Project) Progress(ctx context.Context, round annotate.ID) ([]rounds.Progress, error) {
	by := map[annotate.ID]*rounds.Progress{}
	err := p.store.View(func(r kv.Reader) error {
		var last rounds.Cell
		return p.scanAssignments(r, AssignmentFilter{Round: round}, func(a Assignment) error {
			if a.Cell == last {
				return nil
			}
			last = a.Cell
			if err := ctx.Err(); err != nil {
				return err
			}
			return p.progressOf(r, a.Cell, by)
		})
	})
	if err != nil {
		return nil, err
	}
	var list []rounds.Progress
	for _, person := range slices.SortedFunc(maps.Keys(by), annotate.ID.Compare) {
		list = append(list, *by[person])
	}
	return list, nil
}

// progressOf counts one article of a person.
func (p *Project) progressOf(r kv.Reader, c rounds.Cell, by map[annotate.ID]*rounds.Progress) error {
	ref := annotate.ArticleRef(c.Article)
	record := r.Get(bucketObjects, objectKey(ref))
	if record == nil {
		return nil // it has not arrived, or was purged
	}
	g, err := annotate.GlanceAt(ref, record)
	if err != nil {
		return fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	if !g.Live() || !p.visible.shows(g.Batch) {
		return nil
	}
	l, err := standingOf(r, c.Article, c.Person)
	if err != nil {
		return err
	}
	marked, err := p.countAnnotations(r, c.Article, c.Person)
	if err != nil {
		return err
	}
	if l.Status == annotate.StatusNew && marked > 0 {
		l.Status = annotate.StatusInProgress // somebody has marked it without a word
	}
	if by[c.Person] == nil {
		by[c.Person] = &rounds.Progress{Person: c.Person}
	}
	by[c.Person].Add(l.Status, marked)
	return nil
}

// Deed is something that was done about a person's work on an article.
type Deed struct {
	When   time.Time
	By     annotate.ID
	Action string
}

// Deeds lists who did what and when about a person's work on an article:
// giving it out, starting, submitting, returning and so on, in the order it
// happened. Single markings are left out. It goes through the history.
func (p *Project) Deeds(article, person annotate.ID) ([]Deed, error) {
	given, err := p.Assignments(AssignmentFilter{Article: article, Person: person})
	if err != nil {
		return nil, err
	}
	var deeds []Deed
	for _, a := range given {
		o, err := p.Object(rounds.AssignmentRef(a.Round, a.Cell))
		if err != nil {
			return nil, err
		}
		round, err := p.Round(a.Round)
		if err != nil {
			return nil, err
		}
		f := o.Fields[annotate.FieldDeleted]
		deeds = append(deeds, Deed{f.Stamp.Time(), f.Person, "assign in the round " + round.Name})
	}
	err = p.History(HistoryFilter{Article: article}, func(c annotate.Change) bool {
		if slices.ContainsFunc(c.Edits, func(e annotate.Edit) bool { return aboutWork(e.Ref, article, person) }) {
			deeds = append(deeds, Deed{c.When(), c.Person, c.Action})
		}
		return true
	})
	slices.SortStableFunc(deeds, func(a, b Deed) int { return a.When.Compare(b.When) })
	return deeds, err
}

func aboutWork(ref annotate.Ref, article, person annotate.ID) bool {
	if ref.Article != article || ref.Owner != person {
		return false
	}
	return ref.Kind == annotate.KindLayer || ref.Kind == annotate.KindSubmission || ref.Kind == annotate.KindRuling
}
