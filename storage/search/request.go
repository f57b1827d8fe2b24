package search

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// Check tells whether the request can be answered, without answering it: for
// a field that shows the fault while somebody types. It fails with
// *SyntaxError.
func (r *Request) Check(p *storage.Project) error {
	names, err := namesOf(p)
	if err == nil {
		_, err = r.query(names)
	}
	return err
}

// query joins the query and the filters beside it.
func (r *Request) query(names *names) (*query, error) {
	q, err := parse(r.Query, names)
	if err != nil {
		return nil, err
	}
	if r.In != 0 {
		q.in = r.In
	}
	filters, err := r.filters(names)
	if err != nil {
		return nil, err
	}
	if len(filters) == 0 && q.root.op == opAll && len(q.root.kids) == 0 {
		return nil, &SyntaxError{Query: r.Query, At: -1, Message: "there is nothing to search for"}
	}
	if len(filters) > 0 {
		root := &node{op: opAll, kids: append([]*node{}, q.required()...)}
		for i := range filters {
			root.kids = append(root.kids, &node{op: opFilter, filter: filters[i]})
		}
		q.root = root
	}
	return q, nil
}

func (r *Request) filters(names *names) ([]filter, error) {
	var list []filter
	if len(r.Labels) > 0 {
		labels := names.withMerged(func(l *annotate.Label) bool { return slices.Contains(r.Labels, l.ID) })
		list = append(list, filter{by: byLabel, labels: labels})
	}
	for id, value := range r.Attributes {
		ids := []annotate.AttributeID{id}
		list = append(list, filter{by: byAttribute, attributes: ids, values: names.values(ids, value)})
	}
	if len(r.People) > 0 {
		list = append(list, filter{by: byPerson, people: r.People})
	}
	if len(r.Statuses) > 0 {
		list = append(list, filter{by: byStatus, statuses: r.Statuses})
	}
	if outlet := foldWhole(r.Outlet); outlet != "" {
		list = append(list, filter{by: byOutlet, values: []string{outlet}})
	}
	if r.From != "" || r.To != "" {
		for _, d := range []string{r.From, r.To} {
			if d != "" && !isDate(d) {
				return nil, &SyntaxError{At: -1, Message: fmt.Sprintf("“%s” is no date; write 2026, 2026-01 or 2026-01-31", d)}
			}
		}
		list = append(list, filter{by: byDate, from: r.From, to: r.To})
	}
	for by, ids := range map[property][]annotate.ID{byEntity: r.Entities, bySpeaker: r.Speakers} {
		if len(ids) > 0 {
			list = append(list, filter{by: by, ids: ids})
		}
	}
	return list, nil
}
