package search

import (
	"slices"
	"strings"

	"bluepencil/annotate"
)

// holds tells whether a part of the query holds of the article, or of one of
// its annotations.
func (c *collector) holds(n *node, mark *annotate.Annotation) bool {
	kidHolds := func(kid *node) bool { return c.holds(kid, mark) }
	switch n.op {
	case opAll:
		return !slices.ContainsFunc(n.kids, func(kid *node) bool { return !kidHolds(kid) })
	case opAny:
		return slices.ContainsFunc(n.kids, kidHolds)
	case opNot:
		return !kidHolds(n.kids[0])
	case opFilter:
		if n.filter.ofAnnotation() {
			return c.property(&n.filter, mark)
		}
		return c.standing(&n.filter, mark)
	}
	if mark == nil {
		return c.has[n.phrase]
	}
	return c.inMark(n.phrase, mark)
}

// inMark tells whether a phrase stands in an annotation.
func (c *collector) inMark(phrase int, mark *annotate.Annotation) bool {
	ph := c.query.phrases[phrase]
	switch {
	case c.fields&InText != 0 && inSpans(ph, mark),
		c.fields&InNotes != 0 && ph.in(mark.Note),
		c.fields&InMeta != 0 && c.inMeta(ph):
		return true
	}
	return c.inProperties(mark, phrase)
}

func (c *collector) inMeta(ph phrase) bool {
	a := &c.whole.Article
	for _, value := range a.Meta {
		if ph.in(value) {
			return true
		}
	}
	return ph.in(a.Content.SourceName)
}

// property tells whether an annotation has a property.
func (c *collector) property(f *filter, mark *annotate.Annotation) bool {
	switch f.by {
	case byLabel:
		return slices.Contains(f.labels, mark.Label)
	case byQuestion:
		return mark.Question == f.flag
	case byEntity:
		return !mark.Entity.IsZero() && slices.Contains(f.entities(c.entities), mark.Entity)
	case bySpeaker:
		return c.spoken(f, mark)
	}
	for _, id := range f.attributes {
		for _, value := range valuesOf(mark.Attributes[id]) {
			if slices.Contains(f.values, foldWhole(value)) {
				return true
			}
		}
	}
	return false
}

// speakerRole is the role that leads from a quote to who speaks.
const speakerRole annotate.RoleID = "speaker"

// spoken tells whether an annotation's speaker is one of the entities, or a
// mention of one.
func (c *collector) spoken(f *filter, mark *annotate.Annotation) bool {
	ids := f.entities(c.entities)
	for _, l := range mark.Links {
		if l.Role == speakerRole && slices.Contains(ids, c.named(l, mark.Layer)) {
			return true
		}
	}
	return false
}

// named is the entity that a link leads to, by way of a mention or not; zero
// where it leads to none.
func (c *collector) named(l annotate.Link, layer annotate.ID) annotate.ID {
	if l.ToEntity {
		return l.To
	}
	if c.mentions == nil {
		c.mentions = map[[2]annotate.ID]annotate.ID{}
		for i := range c.whole.Annotations {
			if m := &c.whole.Annotations[i]; !m.Entity.IsZero() {
				c.mentions[[2]annotate.ID{m.Layer, m.ID}] = m.Entity
			}
		}
	}
	return c.mentions[[2]annotate.ID{layer, l.To}]
}

// standing tells whether a filter of articles holds. Of an annotation, person
// and status are those of the layer it lies in.
func (c *collector) standing(f *filter, mark *annotate.Annotation) bool {
	a := &c.whole.Article
	switch f.by {
	case byPerson:
		if mark != nil {
			return slices.Contains(f.people, mark.Layer)
		}
		if c.query.asksStatus() {
			return true
		}
		return slices.ContainsFunc(c.whole.Layers, func(l annotate.Layer) bool { return slices.Contains(f.people, l.Person) }) ||
			slices.ContainsFunc(c.whole.Annotations, func(m annotate.Annotation) bool { return slices.Contains(f.people, m.Layer) })
	case byStatus:
		return c.status(f, mark)
	case byOutlet:
		outlet := foldWhole(a.Meta[annotate.MetaOutlet])
		return outlet == f.values[0] || f.prefix && strings.HasPrefix(outlet, f.values[0])
	}
	return f.holds(dateOf(a))
}

func (c *collector) status(f *filter, mark *annotate.Annotation) bool {
	people := c.query.people()
	if mark != nil {
		people = []annotate.ID{mark.Layer}
	}
	of := func(person annotate.ID) annotate.Status {
		for _, l := range c.whole.Layers {
			if l.Person == person {
				return l.Status
			}
		}
		return annotate.StatusNew
	}
	if len(people) > 0 {
		return slices.ContainsFunc(people, func(person annotate.ID) bool { return slices.Contains(f.statuses, of(person)) })
	}
	anyStatus := slices.ContainsFunc(c.whole.Layers, func(l annotate.Layer) bool { return slices.Contains(f.statuses, l.Status) })
	untouched := !slices.ContainsFunc(c.whole.Layers, func(l annotate.Layer) bool { return l.Status != annotate.StatusNew })
	return anyStatus && !slices.Contains(f.statuses, annotate.StatusNew) || untouched && slices.Contains(f.statuses, annotate.StatusNew)
}
