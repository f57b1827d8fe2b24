package storage

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/talk"
)

// givenOut lists the rounds with what they give out.
func (p *Project) givenOut() ([]format.Round, error) {
	all, err := p.Rounds()
	if err != nil || len(all) == 0 {
		return nil, err
	}
	assignments, err := p.Assignments(AssignmentFilter{})
	if err != nil {
		return nil, err
	}
	cells := map[annotate.ID][]rounds.Cell{}
	for _, a := range assignments {
		cells[a.Round] = append(cells[a.Round], a.Cell)
	}
	list := make([]format.Round, len(all))
	for i, r := range all {
		list[i] = format.Round{Round: r, Cells: cells[r.ID]}
	}
	return list, nil
}

// exportComments lists the live comments of an article in the order they were
// written, but for those on layers that are not exported.
func (p *Project) exportComments(article annotate.ID, layers []annotate.Layer) ([]talk.Comment, error) {
	comments, err := p.Comments(article)
	comments = slices.DeleteFunc(comments, func(c talk.Comment) bool {
		if c.Deleted || c.About.Kind != annotate.KindAnnotation {
			return c.Deleted
		}
		return !slices.ContainsFunc(layers, func(l annotate.Layer) bool { return l.Person == c.About.Owner })
	})
	slices.SortStableFunc(comments, func(a, b talk.Comment) int { return a.Written.Compare(b.Written) })
	return comments, err
}
