package jsonl

import (
	"encoding/json"
	"fmt"
	"slices"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/marking"
	"bluepencil/annotate/text"
)

// builder makes a document of a record.
type builder struct {
	*reader
	doc     *foreign.Document
	record  *node
	marks   []foreign.Mark
	at      map[string]int    // the mark of an id
	extents map[[2]int]string // the first mark of an extent
	kept    envelope
}

func (b *builder) problem(what string, n *node, why string) {
	b.doc.Problems = append(b.doc.Problems, fmt.Sprintf("a %s left out: %s: %s", what, why, shorten(n)))
}

func (b *builder) build() error {
	if data := b.record.at("entities"); data != nil {
		raw, err := data.append(nil)
		if err == nil && json.Unmarshal(raw, &b.doc.Entities) == nil {
			b.record.drop("entities")
		}
	}
	spans, err := b.list(b.record, "spans", b.doc.Head.ID)
	if err != nil {
		return err
	}
	relations, err := b.list(b.record, "relations", b.doc.Head.ID)
	if err != nil {
		return err
	}
	for i, n := range spans {
		b.mark(i, n)
	}
	for _, n := range relations {
		b.link(n)
	}
	b.doc.Layers = []foreign.Layer{{Person: b.options.Person, Marks: b.marks}}
	b.doc.Layers[0].Envelope, err = b.seal()
	return err
}

// mark reads a mark. What cannot be read is kept as it is.
func (b *builder) mark(i int, n *node) {
	c := b.columns
	id, stated := n.at(c["span.id"]).text()
	if !stated {
		id = idOf(i)
	}
	label, labelled := n.at(c["span.label"]).text()
	extent, placed := place(n, c["span.start"], c["span.end"])
	_, twice := b.at[id]
	if !placed || !labelled || twice {
		b.kept.Spans = append(b.kept.Spans, kept{Node: n})
		b.problem("mark", n, map[bool]string{true: "its id comes twice", false: "it has no label, or no place that is two whole numbers"}[twice && placed && labelled])
		return
	}
	m := foreign.Mark{ID: id, Label: label}
	words, _ := n.at(c["span.text"]).text()
	if b.record.at(c["text"]) == nil {
		words = "" // only their beginning is written
	}
	m.Spans = []foreign.Span{{Start: extent[0], End: extent[1], Text: words}}
	if pieces := piecesOf(n); pieces != nil {
		m.Spans = pieces
	}
	b.details(n, &m)
	b.at[id] = len(b.marks)
	if _, known := b.extents[extent]; !known {
		b.extents[extent] = id
	}
	b.marks = append(b.marks, m)
	b.kept.Spans = append(b.kept.Spans, kept{Node: n, ID: id, Words: words != ""})
}

func piecesOf(n *node) (list []foreign.Span) {
	pieces := n.at("pieces")
	if pieces == nil {
		return nil
	}
	for _, item := range pieces.items {
		extent, ok := place(item, "0", "1")
		if !ok {
			return nil
		}
		list = append(list, foreign.Span{Start: extent[0], End: extent[1]})
	}
	return list
}

// take reads a key as something of ours. Where it is of another shape it is
// none, and stays unknown.
func take[T any](n *node, key string) (out T) {
	value := n.at(key)
	if value == nil {
		return out
	}
	var read T
	if raw, err := value.append(nil); err != nil || json.Unmarshal(raw, &read) != nil {
		return out
	}
	return read
}

func (b *builder) details(n *node, m *foreign.Mark) {
	m.Attributes = take[marking.Attributes](n, "attributes")
	for name, path := range b.columns.under("span.attribute.") {
		switch v := take[any](n, path).(type) {
		case string, float64, bool:
			m.Attributes = append(m.Attributes, foreign.Attribute{Name: name, Value: v})
		}
	}
	slices.SortStableFunc(m.Attributes, func(a, b foreign.Attribute) int { return compare(a.Name, b.Name) })
	for _, l := range marking.Foreign(take[[]marking.Link](n, "entity_links")) {
		l.ToEntity = true
		m.Links = append(m.Links, l)
	}
	m.Entity, m.Note, m.Question = take[string](n, "entity"), take[string](n, "note"), take[bool](n, "question")
}

// link reads a link between two marks, which are named by their ids or by
// where they lie.
func (b *builder) link(n *node) {
	c := b.columns
	role, _ := n.at(c["relation.type"]).text()
	from, to := b.end(n, "relation.from"), b.end(n, "relation.to")
	i, known := b.at[from]
	_, known2 := b.at[to]
	if role == "" || !known || !known2 {
		b.kept.Relations = append(b.kept.Relations, linked{Node: n})
		b.problem("link", n, "it has no type, or an end that is no mark")
		return
	}
	l := foreign.Link{Role: role, To: to, Attributes: take[marking.Attributes](n, "attributes")}
	b.marks[i].Links = append(b.marks[i].Links, l)
	b.kept.Relations = append(b.kept.Relations, linked{Node: n, From: from, Role: role, To: to})
}

func (b *builder) end(n *node, which string) string {
	if start := b.columns[which+".start"]; start != "" {
		if extent, ok := place(n, start, b.columns[which+".end"]); ok {
			return b.extents[extent]
		}
	}
	id, _ := n.at(b.columns[which]).text()
	return id
}

// seal keeps what the writer needs to write the record again.
func (b *builder) seal() ([]byte, error) {
	if other := b.record.at("other"); other != nil && other.at("columns") != nil && other.at("record") != nil {
		raw, err := other.append(nil)
		if e, _ := openEnvelope(raw); err == nil && e != nil && e.Record != nil {
			return raw, nil // what a record of another shape had
		}
	}
	b.release()
	for i := range b.kept.Spans {
		k := &b.kept.Spans[i]
		if k.ID != "" && k.Words {
			k.Node.set(b.columns["span.text"], &node{raw: []byte("null")})
		}
	}
	for path, n := range map[string]*node{b.columns["text"]: {raw: []byte("null")}, b.columns["spans"]: {kind: '['}, b.columns["relations"]: {kind: '['}} {
		if b.record.at(path) != nil {
			b.record.set(path, n)
		}
	}
	b.kept.Columns, b.kept.Record = b.columns, b.record
	return marking.Marshal(&b.kept)
}

// release keeps the marks that will not hold against the text, and their
// links, as they are.
func (b *builder) release() {
	units := foreign.NewUnits(text.CodePoint)
	units.Add(b.doc)
	unit, _ := units.Unit()
	trial := foreign.Document{Text: b.doc.Text, Layers: []foreign.Layer{{Marks: slices.Clone(b.marks)}}}
	foreign.Settle(&trial, unit)
	held := map[string]bool{}
	for _, m := range trial.Layers[0].Marks {
		held[m.ID] = true
	}
	for i := range b.kept.Spans {
		if k := &b.kept.Spans[i]; !held[k.ID] {
			k.ID = ""
		}
	}
	for i := range b.kept.Relations {
		if k := &b.kept.Relations[i]; !held[k.From] || !held[k.To] {
			b.kept.Relations[i] = linked{Node: k.Node}
		}
	}
}
