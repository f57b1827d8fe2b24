package brat

import (
	"encoding/json"
	"maps"
	"slices"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// makeExtras reads the comments of ours. Each thing in one is believed where
// the lines are still those it was written with.
func (b *builder) makeExtras(unit text.Unit) {
	offsets := text.NewConverter(b.doc.Text)
	all := map[string]*extra{}
	claimed := map[string]bool{}
	for i := range b.lines {
		l := &b.lines[i]
		m := b.marks[l.To]
		if l.Kind != '#' || l.Type != ours || m == nil || all[l.To] != nil {
			continue
		}
		x := &extra{}
		if json.Unmarshal([]byte(l.Words), x) != nil {
			b.problem(i, "it is no comment of Bluepencil's")
			continue
		}
		b.used[i] = useOurs
		all[l.To] = x
		b.apply(m, x, offsets, unit)
		if x.ID != "" && !claimed[x.ID] {
			claimed[x.ID] = true
			b.renamed[l.To] = x.ID
		}
	}
	b.rename()
	b.prune()
}

// rename gives marks their ids in the project, but for those that other marks
// have already.
func (b *builder) rename() {
	maps.DeleteFunc(b.renamed, func(_, id string) bool { return b.marks[id] != nil && b.renamed[id] == "" })
	for file, id := range b.renamed {
		b.marks[file].ID = id
	}
	for _, m := range b.marks {
		for i, link := range m.Links {
			if id := b.renamed[link.To]; id != "" && !link.ToEntity {
				m.Links[i].To = id
			}
		}
	}
}

func (b *builder) apply(m *foreign.Mark, x *extra, offsets *text.Converter, unit text.Unit) {
	b.applySpans(m, x, offsets, unit)
	for _, a := range fromExtra(x.Attributes) {
		applyAttribute(m, a)
	}
	if x.Note != "" && folded(x.Note) == m.Note {
		m.Note = x.Note
	}
	m.Question = x.Question
	if e := x.Entity; e != nil && b.about(m, e) {
		b.replace(*e)
		m.Entity = e.ID
	}
	applyLinks(m, x.Links)
	for _, link := range x.EntityLinks {
		if link.Entity != nil {
			b.entity(*link.Entity)
			m.Links = append(m.Links, foreign.Link{Role: link.Role, To: link.Entity.ID, ToEntity: true, Attributes: fromExtra(link.Attributes)})
		}
	}
}

// about tells whether an entry of a comment is the one of the mark's N line.
func (b *builder) about(m *foreign.Mark, e *foreign.Entity) bool {
	if m.Entity == "" || !named(e) {
		return m.Entity == "" && !named(e)
	}
	return m.Entity == reference(e) || slices.ContainsFunc(b.doc.Entities, func(known foreign.Entity) bool { return known.ID == m.Entity && known.Name == e.Name })
}

// applyLinks gives links what the file says about them, each of equal ones once.
func applyLinks(m *foreign.Mark, list []extraLink) {
	type end struct{ role, to string }
	waiting := map[end][]int{}
	for i, l := range m.Links {
		waiting[end{l.Role, l.To}] = append(waiting[end{l.Role, l.To}], i)
	}
	for _, link := range list {
		key := end{link.Role, link.To}
		if at := waiting[key]; len(at) > 0 {
			m.Links[at[0]].Attributes = fromExtra(link.Attributes)
			waiting[key] = at[1:]
		}
	}
}

// named tells whether an entry has an N line.
func named(e *foreign.Entity) bool { return e.Name != "" && oneLine(e.Name) }

// replace puts an entry in the place of what an N line alone told of it.
func (b *builder) replace(e foreign.Entity) {
	if b.known[e.ID] {
		at := slices.IndexFunc(b.doc.Entities, func(known foreign.Entity) bool { return known.ID == e.ID })
		b.doc.Entities[at] = e
		return
	}
	b.entity(e)
}

// prune leaves the entries that marks name.
func (b *builder) prune() {
	used := map[string]bool{}
	for _, m := range b.marks {
		used[m.Entity] = true
		for _, l := range m.Links {
			used[l.To] = used[l.To] || l.ToEntity
		}
	}
	b.doc.Entities = slices.DeleteFunc(b.doc.Entities, func(e foreign.Entity) bool { return !used[e.ID] })
}

// applyAttribute puts the exact value in the place of that of its A line.
func applyAttribute(m *foreign.Mark, a foreign.Attribute) {
	word, hasLine := lineValue(a.Value)
	at := slices.IndexFunc(m.Attributes, func(known foreign.Attribute) bool { return known.Name == a.Name })
	switch {
	case at >= 0 && hasLine && m.Attributes[at].Value == plainValue(word):
		m.Attributes[at].Value = a.Value
	case at < 0 && !hasLine:
		m.Attributes = append(m.Attributes, a)
	}
}

// applySpans takes the exact edges where they make the pieces of the T line.
func (b *builder) applySpans(m *foreign.Mark, x *extra, offsets *text.Converter, unit text.Unit) {
	last := 0
	var spans []text.Range
	var exact []foreign.Span
	for _, s := range x.Spans {
		r, err := inBytes(offsets, unit, s)
		if err != nil || r.Start == r.End || r.Start < last {
			return
		}
		last = r.End
		b.budget -= r.End - r.Start
		spans = append(spans, r)
		exact = append(exact, foreign.Span{Start: s[0], End: s[1], Text: b.doc.Text[r.Start:r.End]})
	}
	if b.budget < 0 {
		return
	}
	list := pieces(b.doc.Text, spans)
	if len(list) != len(m.Spans) || len(list) == 0 {
		return
	}
	for i, r := range list {
		start, err := offsets.ToUnit(unit, r.Start)
		end, err2 := offsets.ToUnit(unit, r.End)
		if err != nil || err2 != nil || m.Spans[i].Start != start || m.Spans[i].End != end {
			return
		}
	}
	m.Spans = exact
}
