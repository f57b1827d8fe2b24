package extra

import (
	"encoding/json"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// reading puts together what the tool's own part and the object say.
type reading struct {
	*Record
	d       *foreign.Document
	queues  map[extent][]int // natives by their extent, in order
	byKey   map[string]int   // natives by their key
	taken   []bool           // natives that belong to a mark
	meant   []bool           // natives that are named by their keys
	owner   map[string]string
	ids     map[string]int // that are taken, with how often they were asked for
	ordered []placed
}

// placed is a mark with the number of its first native, to keep their order.
type placed struct {
	mark  foreign.Mark
	first int
	links []foreign.Link // from the object
}

// Document puts what was found into the document, whose text is there: its
// head, its only layer, its entries, and as problems what does not fit. The
// envelope is given to the layer.
func (r *Record) Document(d *foreign.Document, envelope []byte) {
	one := reading{Record: r, d: d, queues: map[extent][]int{}, byKey: map[string]int{}, taken: make([]bool, len(r.Natives)), meant: make([]bool, len(r.Natives)), owner: map[string]string{}, ids: map[string]int{}}
	for i := range r.Natives {
		n := &r.Natives[i]
		one.queues[n.extent()] = append(one.queues[n.extent()], i)
		one.byKey[n.Key] = i
	}
	o := &object{}
	if len(r.Extra) > 0 && !jsonrecord.IsNull(r.Extra) {
		read, err := parse(r.Extra)
		if err != nil {
			d.Problems = append(d.Problems, fmt.Sprintf("what is said in %q cannot be read and was left out: %v", Key, err))
		} else {
			o = read
		}
	}
	layer := foreign.Layer{Person: r.Person, Envelope: envelope}
	one.article(o, &layer)
	for i := range o.marks {
		one.mean(&o.marks[i])
	}
	for i := range o.marks {
		one.entry(&o.marks[i])
	}
	one.rest()
	one.link()
	for _, p := range one.ordered {
		layer.Marks = append(layer.Marks, p.mark)
	}
	d.Layers = []foreign.Layer{layer}
}

func (r *reading) article(o *object, l *foreign.Layer) {
	r.d.Head, r.d.Entities = r.Head, r.Entities
	if name, ok := o.Text("name"); ok {
		r.d.Name = name
	}
	if raw := o.Raw("article"); raw != nil {
		var head foreign.Head
		if err := json.Unmarshal(raw, &head); err != nil {
			r.problem("what is said of the article cannot be read: %v", err)
		} else {
			r.d.Head = head
		}
	}
	if raw := o.Raw("entities"); raw != nil {
		var entities []foreign.Entity
		if err := json.Unmarshal(raw, &entities); err != nil {
			r.problem("the entries cannot be read: %v", err)
		} else {
			r.d.Entities = entities
		}
	}
	if person, ok := o.Text("person"); ok {
		l.Person = person
	}
	l.Status, l.Reason = r.Status, r.Reason
	if status, ok := o.Text("status"); ok {
		l.Status = annotate.Status(status)
	}
	if reason, ok := o.Text("reason"); ok {
		l.Reason = reason
	}
	if n, ok := o.Int("codebook"); ok && n > 0 {
		l.Codebook = uint64(n)
	}
	l.Submitted = moment(o.Object, "submitted")
}

func (r *reading) problem(what string, args ...any) {
	r.d.Problems = append(r.d.Problems, fmt.Sprintf(what, args...))
}

// mean takes note of the natives that the object names by their keys, so that
// they are not given to another mark of the same extent.
func (r *reading) mean(e *entry) {
	for i := range min(len(e.shown), len(e.keys)) {
		if n, ok := r.byKey[e.keys[i]]; ok && r.Natives[n].extent() == e.shown[i] {
			r.meant[n] = true
		}
	}
}

// take gives the native with the extent, the one with the key if there are
// several; -1 where there is none.
func (r *reading) take(e extent, key string) int {
	if n, ok := r.byKey[key]; ok && !r.taken[n] && r.Natives[n].extent() == e {
		r.taken[n] = true
		return n
	}
	queue := r.queues[e]
	for len(queue) > 0 && (r.taken[queue[0]] || r.meant[queue[0]]) {
		queue = queue[1:]
	}
	r.queues[e] = queue
	if len(queue) == 0 {
		return -1
	}
	r.taken[queue[0]] = true
	r.queues[e] = queue[1:]
	return queue[0]
}

// entry makes a mark of what the object says, as far as the tool still shows it.
func (r *reading) entry(e *entry) {
	p := placed{mark: e.mark, first: len(r.Natives)}
	var found []int
	for i, place := range e.shown {
		key := ""
		if i < len(e.keys) {
			key = e.keys[i]
		}
		if n := r.take(place, key); n >= 0 {
			found = append(found, n)
		}
	}
	if len(e.shown) > 0 && len(found) == 0 {
		return // it was deleted there
	}
	if len(found) < len(e.shown) { // a part of it was
		p.mark.Spans = nil
		for _, n := range found {
			p.mark.Spans = append(p.mark.Spans, r.span(n))
		}
	}
	if len(found) > 0 {
		n := &r.Natives[found[0]]
		p.first = found[0]
		if !e.hasID {
			p.mark.ID = n.Key
		}
		if !e.hasEntity {
			p.mark.Entity = n.Entity
		}
		if !e.hasOrigin {
			p.mark.Origin = n.Origin
		}
		if n.Text != "" && len(p.mark.Spans) == 1 && p.mark.Spans[0].Start == n.Start && p.mark.Spans[0].End == n.End {
			p.mark.Spans[0].Text = n.Text
		}
	}
	p.links, p.mark.Links = p.mark.Links, nil
	r.place(&p, found)
}

func (r *reading) span(n int) foreign.Span {
	return foreign.Span{Start: r.Natives[n].Start, End: r.Natives[n].End, Text: r.Natives[n].Text}
}

// place gives the mark an id of its own.
func (r *reading) place(p *placed, natives []int) {
	for wish := p.mark.ID; wish != "" && r.ids[p.mark.ID] > 0; {
		r.ids[wish]++
		p.mark.ID = fmt.Sprintf("%s+%d", wish, r.ids[wish])
	}
	r.ids[p.mark.ID]++
	for _, n := range natives {
		r.owner[r.Natives[n].Key] = p.mark.ID
	}
	r.ordered = append(r.ordered, *p)
}

// rest makes marks of the natives that the object says nothing of, and brings
// all into the order of the tool's own part.
func (r *reading) rest() {
	for i := range r.Natives {
		if r.taken[i] {
			continue
		}
		n := &r.Natives[i]
		r.place(&placed{mark: foreign.Mark{ID: n.Key, Label: n.Label, Entity: n.Entity, Origin: n.Origin, Spans: []foreign.Span{r.span(i)}}, first: i}, []int{i})
	}
	slices.SortStableFunc(r.ordered, func(a, b placed) int { return a.first - b.first })
}
