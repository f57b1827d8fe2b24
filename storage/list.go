package storage

import (
	"context"
	"errors"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/listing"
)

// List is what a filter found: which articles, in which order. Their rows are
// read when they are asked for, so that a list of a large project costs
// sixteen bytes an article. It is safe for concurrent use.
type List struct {
	p      *Project
	person annotate.ID
	ids    []annotate.ID
	counts map[annotate.Status]int
}

// List finds the articles of a filter by the index beside the project, which
// it brings up to date, or makes where there is none. Cancelling the context
// ends it with the context's error; the making of the index goes on.
func (p *Project) List(ctx context.Context, f ArticleFilter) (*List, error) {
	hidden, err := p.hiddenVersions(f)
	if err != nil {
		return nil, err
	}
	q := listing.Query{Hidden: hidden, Person: f.Person, Text: f.Query, Statuses: f.Statuses, Binned: f.Deleted,
		Order: f.Order, Descending: f.Descending, Shows: p.visible.shows}
	if f.Assigned != nil {
		if q.Among, err = p.articlesGiven(*f.Assigned); err != nil {
			return nil, err
		}
	}
	result, err := p.listed.query(ctx, p, q)
	if errors.Is(err, listing.ErrDamaged) {
		result, err = p.listed.query(ctx, p, q) // it has been thrown away
	}
	if err != nil {
		return nil, err
	}
	return &List{p: p, person: f.Person, ids: result.IDs, counts: result.Counts}, nil
}

// articlesGiven are the articles that assignments of a filter give out.
func (p *Project) articlesGiven(f AssignmentFilter) (map[annotate.ID]bool, error) {
	given, err := p.Assignments(f)
	among := make(map[annotate.ID]bool, len(given))
	for _, a := range given {
		among[a.Article] = true
	}
	return among, err
}

// Len is how many articles the list has.
func (l *List) Len() int { return len(l.ids) }

// ID is the article at a place, from 0.
func (l *List) ID(at int) annotate.ID { return l.ids[at] }

// Index is the place of an article, or -1.
func (l *List) Index(id annotate.ID) int { return slices.Index(l.ids, id) }

// Counts says of all that fits the filter but for its statuses how many stand
// where. Callers must not write to it.
func (l *List) Counts() map[annotate.Status]int { return l.counts }

// Rows reads a page of the list as the project stands now: at most limit rows
// from a place on.
func (l *List) Rows(offset, limit int) ([]ArticleRow, error) {
	offset = min(max(offset, 0), len(l.ids))
	ids := l.ids[offset:min(offset+max(limit, 0), len(l.ids))]
	rows := make([]ArticleRow, 0, len(ids))
	err := l.p.store.View(func(r kv.Reader) error {
		for _, id := range ids {
			row, err := l.row(r, id)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

func (l *List) row(r kv.Reader, id annotate.ID) (ArticleRow, error) {
	o, err := readObject(r, annotate.ArticleRef(id))
	if err != nil {
		return ArticleRow{}, err
	}
	a := annotate.ArticleFrom(o)
	row, err := rowOf(r, &a, l.person)
	if err != nil {
		return row, err
	}
	row.Marked, err = l.p.countAnnotations(r, id, l.person)
	return row, err
}
