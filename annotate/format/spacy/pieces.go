package spacy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// piece is a stretch of a mark as spaCy shows it: as a span of a group, as an
// entity, or both.
type piece struct {
	text.Range
	mark   int
	label  string
	kb     string // in the knowledge base
	key    string // what a reader calls it
	group  string // empty: no span
	entity bool
	span   jsonrecord.Object // of the file
	ent    jsonrecord.Object
}

// cut gives the stretches of all marks, in the order of the file.
func (e *encoding) cut() {
	order := e.Marks.Order(len(e.layer.Marks), func(i int) string { return e.layer.Marks[i].ID })
	for _, i := range order {
		m := &e.layer.Marks[i]
		first := len(e.pieces)
		for n, s := range m.Spans {
			r, ok := e.snap(text.Range{Start: s.Start, End: s.End})
			if !ok || slices.ContainsFunc(e.pieces[first:], func(p *piece) bool { return p.Range == r }) {
				continue
			}
			p := &piece{Range: r, mark: i, label: m.Label, kb: e.kb(m.Entity)}
			e.where(p, m.ID, n)
			e.pieces = append(e.pieces, p)
		}
	}
}

// snap gives the whole tokens that a span touches, without white space around;
// where the file has no tokens, the span.
func (e *encoding) snap(r text.Range) (text.Range, bool) {
	if len(e.tokens) == 0 {
		return r, true
	}
	r, ok := token.Trim(e.d.Text, r)
	if !ok {
		return r, false
	}
	from, to := token.CoverSpaced(e.tokens, r)
	if from == to {
		return r, false
	}
	return text.Range{Start: e.tokens[from].Start, End: e.tokens[to-1].End}, true
}

// kb is what an entry is called in the knowledge base: by Wikidata's id if it
// has one.
func (e *encoding) kb(entity string) string {
	for _, one := range e.d.Entities {
		if one.ID == entity && entity != "" {
			return cmp.Or(one.Wikidata, one.ID)
		}
	}
	return entity
}

// where decides in which lists a stretch stands. One of the file stands where it
// stood.
func (e *encoding) where(p *piece, id string, n int) {
	template, known := e.Marks.Get(id)
	if known && n == 0 {
		var isSpan bool
		if p.span, isSpan = template.Object(asSpan); isSpan {
			p.group = id[:strings.LastIndexByte(id, ':')]
		}
		p.ent, p.entity = template.Object(asEntity)
		return
	}
	entitiesAlone := !e.fresh && !e.Record.Has("spans") && e.Record.Has(ents)
	p.entity = e.fresh || entitiesAlone
	if !entitiesAlone {
		p.group = e.free()
	}
}

// free is the group for new spans.
func (e *encoding) free() string {
	groups, _ := e.Record.Object("spans")
	if groups.Raw(group) != nil { // something else than a list
		return extra.Key
	}
	return group
}

// choose leaves as entities those that touch no other.
func (e *encoding) choose() {
	var all []text.Range
	var candidates []*piece
	for _, p := range e.pieces {
		if p.entity {
			all, candidates = append(all, p.Range), append(candidates, p)
		}
	}
	for i, chosen := range extra.Flat(all) {
		p := candidates[i]
		if p.entity = chosen; !chosen && p.group == "" {
			p.group = e.free()
		}
	}
}

// groups writes the spans, and names each as a reader will.
func (e *encoding) groups() {
	groups, had := e.Record.Object("spans")
	lists := map[string][]jsonrecord.Object{}
	for _, f := range groups {
		lists[f.Key] = nil
	}
	for _, p := range e.pieces {
		if p.group == "" {
			continue
		}
		if _, there := lists[p.group]; !there {
			groups = append(groups, jsonrecord.Field{Key: p.group, Raw: null})
		}
		p.key = fmt.Sprintf("%s:%d", p.group, len(lists[p.group]))
		o := p.span.Clone()
		e.fill(&o, p)
		if kb, _ := o.Text("kb_id"); !o.Has("kb_id") || kb != p.kb {
			e.fail(o.SetText("kb_id", p.kb, e.Style))
		}
		lists[p.group] = append(lists[p.group], o)
	}
	for i, f := range groups {
		if f.Raw == nil || jsonrecord.IsNull(f.Raw) {
			raw, err := e.Style.Objects(lists[f.Key])
			e.fail(err)
			groups[i].Raw = raw
		}
	}
	if had || len(groups) > 0 {
		raw, err := e.Style.Object(groups)
		e.fail(err)
		e.Record.Set("spans", raw)
	}
}

func (e *encoding) fill(o *jsonrecord.Object, p *piece) {
	e.extent(o, p.Range)
	e.fail(o.SetText("label", p.label, e.Style))
}

// entities writes the entities in the order of the text.
func (e *encoding) entities() {
	sorted := slices.Clone(e.pieces)
	slices.SortStableFunc(sorted, func(a, b *piece) int { return a.Start - b.Start })
	var list []jsonrecord.Object
	alone := 0
	for _, p := range e.pieces {
		if p.group == ents {
			alone++
		}
	}
	for _, p := range sorted {
		if !p.entity {
			continue
		}
		o := p.ent.Clone()
		e.fill(&o, p)
		if p.group == "" {
			p.key = fmt.Sprintf("%s:%d", ents, alone)
			alone++
			if kb, _ := o.Text("kb_id"); kb != p.kb {
				e.fail(o.SetText("kb_id", p.kb, e.Style))
			}
		}
		list = append(list, o)
	}
	if e.fresh || e.Record.Has(ents) || len(list) > 0 {
		raw, err := e.Style.Objects(list)
		e.fail(err)
		e.Record.Set(ents, raw)
	}
}

// register gives the entries that a reader makes of the ids in the Doc.
func (e *encoding) register() (list []foreign.Entity) {
	read := reading{letters: []rune(e.d.Text), known: map[string]bool{}}
	groups, _ := e.Record.Object("spans")
	add := func(p *piece) {
		n := extra.Native{Entity: p.kb}
		var err error
		n.Start, err = e.offsets.ToUnit(e.unit, p.Start)
		e.fail(err)
		n.End, err = e.offsets.ToUnit(e.unit, p.End)
		e.fail(err)
		read.register(&n)
	}
	byGroup := map[string][]*piece{}
	for _, p := range e.pieces {
		byGroup[p.group] = append(byGroup[p.group], p)
	}
	for _, f := range groups {
		for _, p := range byGroup[f.Key] {
			add(p)
		}
	}
	for _, p := range byGroup[""] {
		add(p)
	}
	return read.Entities
}
