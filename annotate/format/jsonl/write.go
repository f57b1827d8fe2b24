package jsonl

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/marking"
	"bluepencil/annotate/text"
)

func compare(a, b string) int { return cmp.Compare(a, b) }

// encoder writes one record.
type encoder struct {
	*writer
	doc     *foreign.Document
	offsets *text.Converter
	record  *node
	kept    *envelope
	links   map[string][]bool // which links of a mark are written
	err     error             // the first that came
}

// Encode gives the record of a document with one layer.
func (w *writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	if len(d.Layers) != 1 {
		return nil, fmt.Errorf("a record holds the marks of one person, not of %d", len(d.Layers))
	}
	e := &encoder{writer: w, doc: d, offsets: text.NewConverter(d.Text), links: map[string][]bool{}}
	kept, err := openEnvelope(d.Layers[0].Envelope)
	if err != nil {
		return nil, err
	}
	fits := kept.fits(w.columns)
	if e.kept = kept; !fits {
		e.kept = &envelope{Record: &node{kind: '{'}}
	}
	e.record = e.kept.Record
	e.head(fits)
	e.put(e.record, w.columns["spans"], e.spans())
	if relations := e.relations(); len(relations.items) > 0 || e.record.at(w.columns["relations"]) != nil {
		e.put(e.record, w.columns["relations"], relations)
	}
	if len(d.Entities) > 0 {
		e.putJSON(e.record, "entities", d.Entities)
	}
	if kept != nil && !fits {
		e.putJSON(e.record, "other", kept)
	}
	if e.err != nil {
		return nil, e.err
	}
	data, err := e.record.append(nil)
	return []foreign.Piece{{Data: append(data, '\n')}}, err
}

func (e *encoder) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

func (e *encoder) put(n *node, path string, value *node) {
	if path != "" {
		n.set(path, value)
	}
}

func (e *encoder) putText(n *node, path, s string) {
	value, err := textNode(s)
	if err != nil {
		e.fail(err)
	}
	if old, ok := n.at(path).text(); !ok || old != s {
		e.put(n, path, value)
	}
}

func (e *encoder) putJSON(n *node, path string, value any) {
	data, err := marking.Marshal(value)
	if err != nil {
		e.fail(err)
		return
	}
	parsed, err := parse(data)
	if err != nil {
		e.fail(err)
		return
	}
	e.put(n, path, parsed)
}

// head writes what is said of the article, and the text.
func (e *encoder) head(known bool) {
	c, d := e.columns, e.doc
	if !known || e.record.at(c["id"]) != nil {
		e.putText(e.record, c["id"], d.Head.ID)
	}
	if digest := c["text_sha256"]; !known || e.record.at(digest) != nil || e.setting.NoText {
		e.putText(e.record, digest, annotate.TextDigest(d.Text).String())
	}
	if !known && d.Name != "" && d.Name != d.Head.ID {
		e.putText(e.record, "name", d.Name)
	}
	own := c.under("meta.")
	names := make([]string, 0, len(d.Head.Meta))
	for name := range d.Head.Meta {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		path, has := own[name]
		if !has {
			path = c["meta"] + "." + name
		}
		if has || !known || e.record.at(path) != nil {
			e.putText(e.record, path, d.Head.Meta[name])
		}
	}
	if e.setting.NoText {
		e.record.drop(c["text"])
	} else {
		e.putText(e.record, c["text"], d.Text)
	}
}

// spans writes the marks: those of the record in their places, and then new ones.
func (e *encoder) spans() *node {
	out := &node{kind: '['}
	marks := map[string]*foreign.Mark{}
	layer := &e.doc.Layers[0]
	for i := range layer.Marks {
		m := &layer.Marks[i]
		marks[m.ID] = m
		e.links[m.ID] = make([]bool, len(m.Links))
	}
	for _, k := range e.kept.Spans {
		if k.ID == "" {
			out.items = append(out.items, k.Node)
		} else if m := marks[k.ID]; m != nil {
			out.items = append(out.items, e.span(k.Node, m, len(out.items), false))
			delete(marks, k.ID)
		}
	}
	for i := range layer.Marks {
		if m := &layer.Marks[i]; marks[m.ID] == m {
			out.items = append(out.items, e.span(e.fresh(), m, len(out.items), true))
		}
	}
	return out
}

// fresh is a node for a new mark: a list where the others are lists.
func (e *encoder) fresh() *node {
	most := -1
	for _, key := range []string{"span.start", "span.end", "span.label", "span.text"} {
		if i, err := strconv.Atoi(e.columns[key]); err == nil && i < 100 {
			most = max(most, i)
		}
	}
	if most < 0 {
		return &node{kind: '{'}
	}
	n := &node{kind: '['}
	for range most + 1 {
		n.items = append(n.items, &node{raw: []byte("null")})
	}
	return n
}

// span writes a mark into a node that may hold other things. at is its place in
// the list, which is its id where it has none.
func (e *encoder) span(n *node, m *foreign.Mark, at int, fresh bool) *node {
	c := e.columns
	pieces := e.pieces(m)
	if len(pieces) == 0 {
		e.fail(fmt.Errorf("mark %s covers nothing", m.ID))
		return n
	}
	if path := cmp.Or(c["span.id"], "id"); m.ID != idOf(at) || n.at(path) != nil {
		e.putText(n, path, m.ID)
	}
	e.putText(n, c["span.label"], m.Label)
	e.put(n, c["span.start"], numberNode(pieces[0][0]))
	e.put(n, c["span.end"], numberNode(pieces[len(pieces)-1][1]))
	if fresh || n.at(c["span.text"]) != nil {
		e.putText(n, c["span.text"], e.words(m))
	}
	n.drop("pieces")
	if len(pieces) > 1 {
		e.putJSON(n, "pieces", pieces)
	}
	e.answers(n, m)
	return n
}

// pieces are the extents of a mark.
func (e *encoder) pieces(m *foreign.Mark) (list [][2]int) {
	for _, s := range m.Spans {
		start, err := e.offsets.ToUnit(e.setting.Unit, s.Start)
		end, err2 := e.offsets.ToUnit(e.setting.Unit, s.End)
		if err = cmp.Or(err, err2); err != nil {
			e.fail(fmt.Errorf("mark %s: %w", m.ID, err))
		}
		list = append(list, [2]int{start, end})
	}
	return list
}

// quoted is how many characters of a mark are written where texts are left out.
const quoted = 20

// words is the text from the beginning of a mark to its end.
func (e *encoder) words(m *foreign.Mark) string {
	all := e.doc.Text[m.Start():m.End()]
	if !e.setting.NoText {
		return all
	}
	count := 0
	for at := range all {
		if count == quoted {
			return all[:at]
		}
		count++
	}
	return all
}

// answers writes what else is known of a mark, where the node says otherwise.
func (e *encoder) answers(n *node, m *foreign.Mark) {
	var before foreign.Mark
	(&builder{reader: &reader{columns: e.columns}}).details(n, &before)
	own := e.columns.under("span.attribute.")
	var rest marking.Attributes
	for _, a := range m.Attributes {
		if path := own[a.Name]; path == "" {
			rest = append(rest, a)
		} else if !reflect.DeepEqual(before.Attribute(a.Name), a.Value) {
			e.putJSON(n, path, a.Value)
		}
	}
	for name, path := range own {
		if before.Attribute(name) != nil && m.Attribute(name) == nil {
			e.put(n, path, &node{raw: []byte("null")})
		}
	}
	e.change(n, "attributes", rest, unowned(before.Attributes, own), len(rest) == 0)
	entities := func(list []foreign.Link) (out []marking.Link) {
		for _, l := range list {
			if l.ToEntity {
				l.ID = ""
				out = append(out, marking.Links([]foreign.Link{l})...)
			}
		}
		return out
	}
	links := entities(m.Links)
	e.change(n, "entity_links", links, entities(before.Links), len(links) == 0)
	e.change(n, "entity", m.Entity, before.Entity, m.Entity == "")
	e.change(n, "note", m.Note, before.Note, m.Note == "")
	e.change(n, "question", m.Question, before.Question, !m.Question)
}

func unowned(list []foreign.Attribute, own map[string]string) (out marking.Attributes) {
	for _, a := range list {
		if own[a.Name] == "" {
			out = append(out, a)
		}
	}
	return out
}

// change writes a key, or takes it out, where it does not say the same already.
func (e *encoder) change(n *node, key string, now, before any, empty bool) {
	switch {
	case reflect.DeepEqual(now, before):
	case empty:
		n.drop(key)
	default:
		e.putJSON(n, key, now)
	}
}
