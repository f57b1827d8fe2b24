package polnear

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"bluepencil/annotate/format/foreign"
)

// attributions gives the document as package brat writes it, with an event for
// each card, and which of its marks are such events.
func attributions(d *foreign.Document) (*foreign.Document, map[*foreign.Mark]bool, error) {
	if len(d.Layers) != 1 {
		return nil, nil, fmt.Errorf("an .ann holds the marks of one person, not of %d", len(d.Layers))
	}
	kept := envelope{}
	if data := d.Layers[0].Envelope; len(data) > 0 {
		if err := json.Unmarshal(data, &kept); err != nil {
			return nil, nil, fmt.Errorf("what was kept of the .ann cannot be read: %w", err)
		}
	}
	out := *d
	layer := d.Layers[0]
	layer.Envelope = kept.Brat
	f := filing{old: kept.Events, marks: map[string]*foreign.Mark{}, changed: map[string]bool{}, filed: map[string]bool{}}
	for i := range layer.Marks {
		f.marks[layer.Marks[i].ID] = &layer.Marks[i]
	}
	events := f.events(layer.Marks)
	marks := make([]foreign.Mark, 0, len(layer.Marks)+len(events))
	for i := range layer.Marks {
		m := layer.Marks[i]
		if m.Label == Quote {
			m.Links = slices.DeleteFunc(slices.Clone(m.Links), func(l foreign.Link) bool { return isCard(&l) })
		}
		m.Label = inFile(m.Label)
		marks = append(marks, m)
	}
	marks = append(marks, events...)
	are := map[*foreign.Mark]bool{}
	for i := len(layer.Marks); i < len(marks); i++ {
		are[&marks[i]] = true
	}
	layer.Marks = marks
	out.Layers = []foreign.Layer{layer}
	return &out, are, nil
}

// isCard tells whether a link of a quote is one that the event has.
func isCard(l *foreign.Link) bool {
	return !l.ToEntity && (l.Role == Speaker || l.Role == CueRole)
}

// filing puts quotes into events.
type filing struct {
	old     []attributed
	marks   map[string]*foreign.Mark
	changed map[string]bool // quotes whose card is no more what its events said
	filed   map[string]bool // quotes that have an event
}

func (f *filing) events(marks []foreign.Mark) []foreign.Mark {
	f.compare()
	var list []foreign.Mark
	for i := range f.old {
		if m, ok := f.again(&f.old[i]); ok {
			list = append(list, m)
		}
	}
	for i := range marks {
		if m := &marks[i]; m.Label == Quote && !f.filed[m.ID] && slices.ContainsFunc(m.Links, func(l foreign.Link) bool { return isCard(&l) }) {
			list = append(list, f.event(&attributed{Label: attribution}, m))
		}
	}
	return list
}

// end is where a link of a card leads.
type end struct{ role, to string }

// compare finds the quotes whose card has changed.
func (f *filing) compare() {
	before := map[string]map[end]foreign.Link{}
	for i := range f.old {
		for _, id := range f.old[i].ends(content) {
			if before[id] == nil {
				before[id] = map[end]foreign.Link{}
			}
			for _, l := range cardLinks(&f.old[i]) {
				if _, known := before[id][end{l.Role, l.To}]; !known && !slices.Contains(f.old[i].Lost, l.To) {
					before[id][end{l.Role, l.To}] = l
				}
			}
		}
	}
	for id, links := range before {
		if m := f.marks[id]; m != nil {
			f.changed[id] = m.Label != Quote || !sameLinks(links, m.Links)
		}
	}
}

// sameLinks tells whether the links of a quote are those of its events.
func sameLinks(before map[end]foreign.Link, now []foreign.Link) bool {
	count := 0
	for i := range now {
		l := &now[i]
		if !isCard(l) {
			continue
		}
		count++
		old, known := before[end{l.Role, l.To}]
		if !known || len(old.Attributes)+len(l.Attributes) > 0 && !reflect.DeepEqual(old.Attributes, l.Attributes) {
			return false
		}
	}
	return count == len(before)
}

// again gives an event of the file as it is now; ok is false where none of its
// quotes is left.
func (f *filing) again(a *attributed) (m foreign.Mark, ok bool) {
	contents := a.ends(content)
	var same []string
	var moved *foreign.Mark
	for _, id := range contents {
		q := f.marks[id]
		switch {
		case slices.Contains(a.Lost, id):
			same = append(same, id)
		case q == nil || f.filed[id] && f.changed[id]:
		case !f.changed[id]:
			same = append(same, id)
			f.filed[id] = true
		case moved == nil && q.Label == Quote:
			moved = q
		}
	}
	if len(same) == 0 && len(contents) > 0 {
		if moved == nil || !slices.ContainsFunc(moved.Links, func(l foreign.Link) bool { return isCard(&l) }) {
			return m, false
		}
		return f.event(a, moved), true
	}
	m = foreign.Mark{ID: a.ID, Label: a.Label, Attributes: a.Attributes, Note: a.Note, Question: a.Question}
	for _, l := range a.Links {
		if f.marks[l.To] != nil && (l.Role != content || slices.Contains(same, l.To)) {
			m.Links = append(m.Links, l)
		}
	}
	return m, true
}

// event makes the event of one quote, in the place of an earlier one.
func (f *filing) event(a *attributed, q *foreign.Mark) foreign.Mark {
	f.filed[q.ID] = true
	m := foreign.Mark{ID: a.ID, Label: a.Label, Spans: q.Spans, Attributes: a.Attributes, Note: a.Note, Question: a.Question,
		Links: []foreign.Link{{Role: content, To: q.ID}}}
	sourced, cued := false, false
	for _, l := range q.Links {
		if !isCard(&l) {
			continue
		}
		if l.Role == Speaker {
			l.Role, sourced = source, true
		} else {
			l.Role = cue
			if by := f.marks[l.To]; by != nil && !cued {
				m.Spans, cued = by.Spans, true
			}
		}
		m.Links = append(m.Links, l)
	}
	if m.Label = attribution; !sourced {
		m.Label = noSource
	}
	return m
}
