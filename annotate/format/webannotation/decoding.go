package webannotation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// decoding is the reading of one group.
type decoding struct {
	*reader
	group     *group
	doc       *foreign.Document
	locator   *locator
	layers    map[string]int    // by person
	envelopes []envelope        // of the layers
	taken     []map[string]bool // ids of their marks
	places    map[string][2]int // layer and mark of an annotation's IRI
	entities  map[string]*foreign.Entity
	links     []jsonrecord.Object // until all marks are there
}

func newDecoding(r *reader, g *group, d *foreign.Document, state *pageState) *decoding {
	one := &decoding{reader: r, group: g, doc: d, layers: map[string]int{}, places: map[string][2]int{}, entities: entitiesByID(d)}
	for _, l := range state.Layers {
		n := one.layer(l.Person)
		d.Layers[n] = foreign.Layer{Person: l.Person, Status: l.Status, Reason: l.Reason, Submitted: l.Submitted, Codebook: l.Codebook}
	}
	var all []pointed
	for _, a := range g.list {
		for _, t := range targetsOf(a.Get("target")) {
			if p, ok := pointedAt(t); ok {
				all = append(all, p)
			}
		}
	}
	one.locator = newLocator(d.Text, all)
	return one
}

// layer gives the number of a person's layer.
func (d *decoding) layer(person string) int {
	n, known := d.layers[person]
	if !known {
		n = len(d.doc.Layers)
		d.layers[person] = n
		d.doc.Layers = append(d.doc.Layers, foreign.Layer{Person: person})
		d.envelopes = append(d.envelopes, envelope{Marks: map[string]annotation{}})
		d.taken = append(d.taken, map[string]bool{})
	}
	return n
}

func (d *decoding) read() error {
	for _, a := range d.group.list {
		if slices.Contains(jsonrecord.TextsOf(a.Get("motivation")), "linking") {
			d.links = append(d.links, a)
		} else if err := d.annotation(a); err != nil {
			return err
		}
	}
	for _, a := range d.links {
		if err := d.link(a); err != nil {
			return err
		}
	}
	return d.seal()
}

func (d *decoding) problem(a jsonrecord.Object, err error) {
	d.doc.Problems = append(d.doc.Problems, fmt.Sprintf("%s left out: %v", strings.TrimSpace("annotation "+a.TextAt("id")), err))
}

// annotation makes a mark, or keeps what is about no stretch of the text.
func (d *decoding) annotation(a jsonrecord.Object) error {
	n := d.layer(d.person(a))
	var state markState
	raw := a.Get(stateKey)
	if raw != nil {
		if err := json.Unmarshal(raw, &state); err != nil {
			d.problem(a, fmt.Errorf("%s: %w", stateKey, err))
			return nil
		}
	}
	m := foreign.Mark{ID: idOf(markPrefix, a.TextAt("id")), Entity: state.Entity, Question: state.Question}
	if state.ID != nil {
		m.ID = *state.ID
	}
	understand(&m, a, raw != nil)
	m.Attributes = withState(m.Attributes, state.Attributes)
	if state.Origin != nil {
		m.Origin = foreign.Origin(*state.Origin)
	}
	for _, k := range state.Links {
		l := foreign.Link{Role: k.Role, To: k.Entity, ToEntity: true, Attributes: attributesOf(k.Attributes)}
		if k.ID != nil {
			l.ID = *k.ID
		}
		m.Links = append(m.Links, l)
	}
	found, err := d.spans(&m, a)
	if err != nil {
		d.problem(a, err)
		return nil
	}
	if !found {
		return d.keep(n, a)
	}
	for copies := 2; m.ID != "" && d.taken[n][m.ID]; copies++ {
		m.ID = fmt.Sprintf("%s#%d", a.TextAt("id"), copies+len(d.taken[n]))
	}
	d.taken[n][m.ID] = true
	if id := a.TextAt("id"); id != "" {
		d.places[id] = [2]int{n, len(d.doc.Layers[n].Marks)}
	}
	d.doc.Layers[n].Marks = append(d.doc.Layers[n].Marks, m)
	return d.remember(n, &m, a)
}

// withState takes the attributes that the state has; those a file of others
// has as tags only where the state has none.
func withState(said []foreign.Attribute, state []attribute) []foreign.Attribute {
	if len(state) == 0 {
		return said
	}
	return attributesOf(state)
}

func (d *decoding) person(a jsonrecord.Object) string {
	if person := personOf(a); person != "" || d.group.page.Get(stateKey) != nil {
		return person
	}
	return d.options.Person
}

// errPart: of several stretches, only some could be told.
var errPart = errors.New("one of its targets has no selector that is understood")

// spans gives the mark its stretches; false where no target is one.
func (d *decoding) spans(m *foreign.Mark, a jsonrecord.Object) (bool, error) {
	targets := targetsOf(a.Get("target"))
	for _, t := range targets {
		p, ok := pointedAt(t)
		if !ok {
			continue
		}
		span, err := d.locator.span(&p)
		if err != nil {
			return false, err
		}
		m.Spans = append(m.Spans, span)
	}
	if len(m.Spans) > 0 && len(m.Spans) < len(targets) {
		return false, errPart
	}
	return len(m.Spans) > 0, nil
}

func (d *decoding) keep(layer int, a jsonrecord.Object) error {
	raw, err := jsonrecord.Marshal(a)
	d.envelopes[layer].Items = append(d.envelopes[layer].Items, raw)
	return err
}

// remember keeps what is not written of the mark anyway.
func (d *decoding) remember(layer int, m *foreign.Mark, a jsonrecord.Object) error {
	if m.ID == "" {
		return nil
	}
	said := a.Without("id", "type", "target", stateKey)
	made, err := members(m, d.doc.Layers[layer].Person, d.entities)
	if err != nil {
		return err
	}
	var one annotation
	for _, member := range said {
		if !bytes.Equal(compact(member.Raw), made.Get(member.Key)) {
			one.Members = said
		}
	}
	if len(one.Members) > 0 || d.group.page.Get(stateKey) == nil {
		one.Target = compact(a.Get("target"))
		for _, s := range m.Spans {
			one.Spans = append(one.Spans, [2]int{s.Start, s.End})
		}
		d.envelopes[layer].Marks[m.ID] = one
	}
	return nil
}

func compact(raw json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// link makes a link of an annotation that links two others, and keeps one that
// links something else.
func (d *decoding) link(a jsonrecord.Object) error {
	layer := d.layer(d.person(a))
	from, ok := d.places[sourceOf(a)]
	l := foreign.Link{}
	to, found := [2]int{}, false
	for _, raw := range listOf(a.Get("body")) {
		if value, purposes := bodyOf(raw, ""); slices.Contains(purposes, "tagging") {
			l.Role = value
		} else if target, is := d.places[sourceOfTarget(raw)]; is {
			to, found = target, true
		}
	}
	if !ok || !found || from[0] != to[0] {
		return d.keep(layer, a)
	}
	var state linkState
	if raw := a.Get(stateKey); raw != nil {
		if err := json.Unmarshal(raw, &state); err != nil {
			d.problem(a, fmt.Errorf("%s: %w", stateKey, err))
			return nil
		}
	}
	if l.ID = idOf(linkPrefix, a.TextAt("id")); state.ID != nil {
		l.ID = *state.ID
	}
	l.To, l.Attributes = d.doc.Layers[to[0]].Marks[to[1]].ID, attributesOf(state.Attributes)
	m := &d.doc.Layers[from[0]].Marks[from[1]]
	m.Links = append(m.Links, l)
	if a.Get(stateKey) == nil {
		e := &d.envelopes[layer]
		if e.Links == nil {
			e.Links = map[string]jsonrecord.Object{}
		}
		e.Links[linkKey(m.ID, l.To, l.Role)] = a
	}
	return nil
}

// seal gives the layers their envelopes, the first one that of the page.
func (d *decoding) seal() error {
	for i := range d.envelopes {
		e := &d.envelopes[i]
		if i == 0 {
			e.Bare = d.group.page == nil
			e.Page = d.group.page.Without("type", "items", documentKey, stateKey)
			if d.group.page.Get(stateKey) != nil {
				e.Page = e.Page.Without("@context", "id")
			}
		}
		var err error
		if d.doc.Layers[i].Envelope, err = e.seal(); err != nil {
			return err
		}
	}
	return nil
}
