package desk

import (
	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage"
)

// HistoryOf says which changes are asked for.
type HistoryOf struct {
	Article annotate.ID // zero for all
	Person  annotate.ID // who made them; zero for everybody
	Limit   int         // at most so many
}

// ReadHistory reads the latest changes in the background. What others did in
// layers that the person may not see yet is left out.
func (d *Desk) ReadHistory(of HistoryOf, show func([]annotate.Change, error)) {
	p, me := d.o.Project, d.o.Person.ID
	d.o.Work(func() {
		list, err := seenHistory(p, me, of)
		d.o.UI(func() { show(list, err) })
	})
}

// seenHistory asks who may see what outside the transaction that reads the
// history, a stretch at a time.
func seenHistory(p Project, me annotate.ID, of HistoryOf) (list []annotate.Change, err error) {
	sights := map[rounds.Cell]rounds.Sight{}
	hidden := func(c *annotate.Change) (bool, error) {
		cell := rounds.Cell{Article: c.Article, Person: c.Person}
		if c.Person == me || c.Article.IsZero() || c.Stream != annotate.LayerStream(c.Person) {
			return false, nil
		}
		sight, known := sights[cell]
		if !known {
			if sight, err = p.MaySee(me, c.Article, c.Person); err != nil {
				return false, err
			}
			sights[cell] = sight
		}
		return sight == rounds.Nothing, nil
	}
	for limit := of.Limit; ; limit *= 4 {
		found, err := changes(p, storage.HistoryFilter{Article: of.Article, Person: of.Person, Newest: true, Limit: limit, Brief: true})
		if err != nil {
			return nil, err
		}
		list = list[:0]
		for i := range found {
			out, err := hidden(&found[i])
			if err != nil {
				return nil, err
			}
			if !out && len(list) < of.Limit {
				list = append(list, found[i])
			}
		}
		if len(list) == of.Limit || len(found) < limit {
			return list, nil
		}
	}
}

func changes(p Project, f storage.HistoryFilter) (list []annotate.Change, err error) {
	err = p.History(f, func(c annotate.Change) bool {
		list = append(list, c)
		return true
	})
	return list, err
}
