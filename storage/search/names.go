package search

import (
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// names knows what the filters' values stand for in a project.
type names struct {
	book   *annotate.Codebook
	people []annotate.Person
}

func namesOf(p *storage.Project) (*names, error) {
	book, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	people, err := p.People()
	return &names{book, people}, err
}

// labels finds labels by id or name. One that was merged stands for what it
// was merged into, and that one for all that were: the index has the ids that
// were stored, annotations are read with merges made.
func (n *names) labels(value string) []annotate.LabelID {
	return n.withMerged(func(l *annotate.Label) bool { return same(value, string(l.ID), l.Name) })
}

func (n *names) withMerged(wanted func(*annotate.Label) bool) []annotate.LabelID {
	var found []annotate.LabelID
	add := func(id annotate.LabelID) {
		if !slices.Contains(found, id) {
			found = append(found, id)
		}
	}
	for i := range n.book.Labels {
		if l := &n.book.Labels[i]; wanted(l) {
			into := n.book.Resolve(l.ID)
			add(into)
			for _, merged := range n.book.MergedInto(into) {
				add(merged)
			}
		}
	}
	return found
}

// labelsWith finds labels with the phrase in their name.
func (n *names) labelsWith(ph phrase) []annotate.LabelID {
	return n.withMerged(func(l *annotate.Label) bool {
		return n.book.Resolve(l.ID) == l.ID && (ph.in(l.Name) || ph.in(string(l.ID)))
	})
}

// attributes finds attributes by id or name. Several may have one name.
func (n *names) attributes(value string) []annotate.AttributeID {
	var found []annotate.AttributeID
	for _, a := range n.book.Attributes {
		if same(value, string(a.ID), a.Name) {
			found = append(found, a.ID)
		}
	}
	return found
}

// values are the forms in which attributes may hold the value: as written,
// the ids of choices of that name, and of those merged into them.
func (n *names) values(attributes []annotate.AttributeID, value string) []string {
	found := []string{foldWhole(value)}
	for _, id := range attributes {
		a, _ := n.book.Attribute(id)
		wanted := map[annotate.ValueID]bool{}
		for _, c := range a.Choices {
			if same(value, c.Name, string(c.ID)) {
				wanted[a.Resolve(c.ID)] = true
			}
		}
		for _, c := range a.Choices {
			if wanted[a.Resolve(c.ID)] {
				found = append(found, foldWhole(string(c.ID)))
			}
		}
		if a.Type == annotate.TypeBoolean && slices.Contains([]string{"yes", "no"}, found[0]) {
			found = append(found, map[string]string{"yes": "true", "no": "false"}[found[0]])
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// mergedValues are the terms of values that are read as one with the phrase
// in it and were stored as another one.
func (n *names) mergedValues(ph phrase) (terms []string) {
	for i := range n.book.Attributes {
		a := &n.book.Attributes[i]
		for _, c := range a.Choices {
			if into := a.Resolve(c.ID); into != c.ID && ph.in(string(into)) {
				terms = append(terms, attributeTerm(a.ID, foldWhole(string(c.ID))))
			}
		}
	}
	return terms
}

// persons finds people by handle or name.
func (n *names) persons(value string) []annotate.ID {
	var found []annotate.ID
	for _, p := range n.people {
		if same(value, p.Handle, p.Name) {
			found = append(found, p.ID)
		}
	}
	return found
}

func (n *names) handles() string {
	list := make([]string, len(n.people))
	for i, p := range n.people {
		list[i] = p.Handle
	}
	return strings.Join(list, ", ")
}

// same tells whether the value is one of the names, however it is written.
func same(value string, names ...string) bool {
	folded := foldWhole(value)
	return slices.ContainsFunc(names, func(name string) bool {
		return name != "" && (name == value || folded != "" && foldWhole(name) == folded)
	})
}

func statuses(value string) []annotate.Status {
	var found []annotate.Status
	for _, s := range annotate.Statuses {
		if same(value, string(s)) {
			found = append(found, s)
		}
	}
	return found
}
