package review

import (
	"cmp"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Align lays the layers of several people side by side. The spans must fit the
// text. trim takes extents that differ in punctuation and blanks at their edges
// for the same. Every annotation with a span lies in exactly one unit; neither
// the order of the layers nor that of their annotations matters. The layers are
// kept and must not be changed afterwards.
func Align(scheme *Scheme, whole string, layers []Layer, trim bool) *Comparison {
	c := &Comparison{scheme: scheme, text: whole, home: map[annotate.ID]home{}}
	marks := c.marks(layers)
	groups := scheme.groups()
	group := func(m *Mark) annotate.Group { return groups(m.Label) }
	for _, part := range components(marks, group) {
		u := Unit{Group: group(&part[0]), Range: rangeOf(part), People: c.People}
		for _, versions := range itemsOf(versionsOf(part, whole, trim)) {
			u.Items = append(u.Items, Item{Versions: versions})
		}
		c.Units = append(c.Units, u)
	}
	slices.SortFunc(c.Units, func(a, b Unit) int {
		return cmp.Or(cmp.Compare(a.Range.Start, b.Range.Start), cmp.Compare(a.Range.End, b.Range.End), cmp.Compare(a.Group, b.Group), compareItems(a.Items, b.Items))
	})
	c.settle()
	return c
}

// marks lists the marks of all layers.
func (c *Comparison) marks(layers []Layer) []Mark {
	n := 0
	for i := range layers {
		c.People = append(c.People, layers[i].Person)
		n += len(layers[i].Annotations)
	}
	slices.SortFunc(c.People, annotate.ID.Compare)
	c.People = slices.Compact(c.People)
	marks := make([]Mark, 0, n)
	for i := range layers {
		for j := range layers[i].Annotations {
			if a := &layers[i].Annotations[j]; len(a.Spans) > 0 {
				marks = append(marks, Mark{a, layers[i].Person, layers[i].Submission, layers[i].stored(j)})
			}
		}
	}
	return marks
}

// settle notes where everything went, and then how people differ: links are
// compared by where they lead.
func (c *Comparison) settle() {
	for i := range c.Units {
		c.Units[i].index = i
		for j := range c.Units[i].Items {
			for k := range c.Units[i].Items[j].Versions {
				marks := c.Units[i].Items[j].Versions[k].Marks
				for n := range marks {
					c.home[marks[n].ID] = home{i, j, &marks[n]}
				}
			}
		}
	}
	for i := range c.Units {
		u := &c.Units[i]
		for j := range u.Items {
			found := c.differences(&u.Items[j], j)
			u.Differences = append(u.Differences, found...)
			u.State = max(u.State, u.Items[j].state(len(c.People), len(found) > 0))
		}
	}
}

// piece is one span of a mark.
type piece struct {
	group      annotate.Group
	start, end int
	mark       int
}

// piecesOf lists the pieces of all marks by group and place.
func piecesOf(marks []Mark, group func(*Mark) annotate.Group) []piece {
	pieces := make([]piece, 0, len(marks))
	for i := range marks {
		g := group(&marks[i])
		for _, s := range marks[i].Spans {
			pieces = append(pieces, piece{g, s.Start, s.End, i})
		}
	}
	slices.SortFunc(pieces, func(a, b piece) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.group, b.group))
	})
	return pieces
}

// components parts the marks into those that hang together by overlapping
// spans of one group. Runs of overlapping spans are found in one sweep; a
// discontinuous mark joins the runs that its pieces lie in.
func components(marks []Mark, group func(*Mark) annotate.Group) [][]Mark {
	type run struct{ mark, reach int }
	runs := map[annotate.Group]run{} // the latest of each group
	sets := newSets(len(marks))
	for _, p := range piecesOf(marks, group) {
		r, begun := runs[p.group]
		if begun && p.start < r.reach {
			sets.join(p.mark, r.mark)
			runs[p.group] = run{p.mark, max(r.reach, p.end)}
		} else {
			runs[p.group] = run{p.mark, p.end}
		}
	}
	at := map[int]int{}
	var parts [][]Mark
	for i := range marks {
		root := sets.root(i)
		n, ok := at[root]
		if !ok {
			n = len(parts)
			at[root] = n
			parts = append(parts, nil)
		}
		parts[n] = append(parts[n], marks[i])
	}
	return parts
}

// sets are disjoint sets of numbers.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) root(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(i, j int) { s[s.root(i)] = s.root(j) }

func rangeOf(marks []Mark) text.Range {
	r := text.Range{Start: marks[0].Start(), End: marks[0].End()}
	for i := range marks {
		r.Start, r.End = min(r.Start, marks[i].Start()), max(r.End, marks[i].End())
	}
	return r
}

func compareItems(a, b []Item) int {
	return slices.CompareFunc(a, b, func(x, y Item) int { return compareVersions(&x.Versions[0], &y.Versions[0]) })
}

// compareVersions orders by place and then by label.
func compareVersions(a, b *Version) int {
	return cmp.Or(slices.CompareFunc(a.Spans, b.Spans, compareSpans), cmp.Compare(a.Label, b.Label))
}

func compareSpans(a, b annotate.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}
