package review

import (
	"cmp"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Disputed lists the ranges of the text that people have marked otherwise, in
// bytes, in order and disjoint: where the labels of the unit's group that cover
// them are not the same for everybody.
func (u *Unit) Disputed() []text.Range {
	var out []text.Range
	cover := newCover(len(u.People))
	start := -1
	for _, e := range u.edges() {
		if start >= 0 && e.at > start && cover.differs() {
			if n := len(out); n > 0 && out[n-1].End == start {
				out[n-1].End = e.at
			} else {
				out = append(out, text.Range{Start: start, End: e.at})
			}
		}
		start = e.at
		cover.step(e)
	}
	return out
}

// edge is where a person's label begins or ends.
type edge struct {
	at     int
	person int // its place in Unit.People
	label  annotate.LabelID
	step   int // 1 or -1
}

func (u *Unit) edges() []edge {
	var edges []edge
	for m := range u.Marks {
		person, _ := slices.BinarySearchFunc(u.People, m.Person, annotate.ID.Compare)
		for _, s := range m.Spans {
			edges = append(edges, edge{s.Start, person, m.Label, 1}, edge{s.End, person, m.Label, -1})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	return edges
}

// cover is which labels of each person cover a place.
type cover []map[annotate.LabelID]int

func newCover(people int) cover {
	c := make(cover, people)
	for i := range c {
		c[i] = map[annotate.LabelID]int{}
	}
	return c
}

func (c cover) step(e edge) {
	if c[e.person][e.label] += e.step; c[e.person][e.label] == 0 {
		delete(c[e.person], e.label)
	}
}

func (c cover) differs() bool {
	for _, labels := range c[1:] {
		if len(labels) != len(c[0]) {
			return true
		}
		for label := range labels {
			if c[0][label] == 0 {
				return true
			}
		}
	}
	return false
}

// Words are what the unit is about: the text from its first byte to its last.
func (c *Comparison) Words(u *Unit) string {
	if u.Range.End > len(c.text) {
		return ""
	}
	return c.text[u.Range.Start:u.Range.End]
}
