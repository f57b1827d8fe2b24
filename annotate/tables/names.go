package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// gathered counts what a row of names stands for.
type gathered struct {
	marks            []int32
	labels           map[annotate.LabelID]int
	articles         map[annotate.ID]bool
	people           map[annotate.ID]bool
	mentions, asRole int
	quotes           int
}

func newGathered() *gathered {
	return &gathered{labels: map[annotate.LabelID]int{}, articles: map[annotate.ID]bool{}, people: map[annotate.ID]bool{}}
}

func (g *gathered) add(at int32, m *mention) {
	g.marks = append(g.marks, at)
	g.labels[m.label]++
	g.seen(m.article, m.layer)
	if m.source {
		g.asRole++
	} else {
		g.mentions++
	}
}

func (g *gathered) seen(a *Article, l *Layer) {
	g.articles[a.ID], g.people[l.Person] = true, true
}

// labelsBy lists the labels with the names of the codebook, the most frequent
// first.
func (g *gathered) labelsBy(cb *annotate.Codebook, write func(name string, times int) string) string {
	ids := make([]annotate.LabelID, 0, len(g.labels))
	for id := range g.labels {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b annotate.LabelID) int {
		return cmp.Or(cmp.Compare(g.labels[b], g.labels[a]), cmp.Compare(a, b))
	})
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = write(cb.LabelName(id), g.labels[id])
	}
	return strings.Join(parts, "; ")
}

// gatherNames makes a row of everybody and everything that is marked by name
// or speaks: an entry of the register, or words with one label that have none.
// Quotes that several people say count for each of them.
func (c *Collector) gatherNames(f *Filter) []*Row {
	all := make([]*gathered, len(c.who))
	of := func(who int32) *gathered {
		if all[who] == nil {
			all[who] = newGathered()
		}
		return all[who]
	}
	for i := range c.mentions {
		if m := &c.mentions[i]; f.fits(m.article, m.layer, m.label) {
			of(m.who).add(int32(i), m)
		}
	}
	anyLabel := *f
	anyLabel.Label = "" // a label is asked of the names, not of what they say
	for _, r := range c.quotes {
		if !anyLabel.fits(r.Article, r.Layer, r.Label) {
			continue
		}
		for _, who := range r.who {
			if f.Label != "" && all[who] == nil {
				continue
			}
			of(who).quotes++
			of(who).seen(r.Article, r.Layer)
		}
	}
	var rows []*Row
	for who, g := range all {
		if g != nil {
			rows = append(rows, c.nameRow(int32(who), g))
		}
	}
	return rows
}

func (c *Collector) nameRow(who int32, g *gathered) *Row {
	w := c.who[who]
	linked := "no"
	if !w.entry.IsZero() {
		linked = "yes"
	}
	label := g.labelsBy(c.codebook, func(name string, _ int) string { return name })
	if entry, ok := c.register.Entry(w.entry); ok && label == "" {
		label = c.codebook.LabelName(annotate.LabelID(entry.Type))
	}
	return c.gatheredRow(g, c.called(who), label, linked, fmt.Sprint(g.mentions), fmt.Sprint(g.asRole), fmt.Sprint(len(g.articles)),
		fmt.Sprint(g.quotes), fmt.Sprint(len(g.people)), entryID(w))
}

// gatherStrings makes a row of every name that has two labels or more: the
// words by which the checks compare names, exactly as they are written but for
// blanks. Names of the group of entities are compared, sources are not.
func (c *Collector) gatherStrings(f *Filter) []*Row {
	label := f.Label
	all := make([]*gathered, len(c.names))
	whole := *f
	whole.Label = "" // one label alone never differs
	for i := range c.mentions {
		m := &c.mentions[i]
		if m.name < 0 || !whole.fits(m.article, m.layer, m.label) {
			continue
		}
		if all[m.name] == nil {
			all[m.name] = newGathered()
		}
		all[m.name].add(int32(i), m)
	}
	var rows []*Row
	for name, g := range all {
		if g == nil || len(g.labels) < 2 || label != "" && g.labels[label] == 0 {
			continue
		}
		labels := g.labelsBy(c.codebook, func(name string, times int) string { return fmt.Sprintf("%s %d", name, times) })
		rows = append(rows, c.gatheredRow(g, c.names[name], labels, fmt.Sprint(g.mentions), fmt.Sprint(len(g.articles)), fmt.Sprint(len(g.people))))
	}
	return rows
}

func (c *Collector) gatheredRow(g *gathered, cells ...string) *Row {
	r := &Row{Cells: cells, Words: cells[0], marks: g.marks}
	if len(g.marks) > 0 {
		r.Mark = c.mentions[g.marks[0]].mark()
	}
	return r
}
