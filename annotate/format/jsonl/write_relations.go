package jsonl

import (
	"fmt"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/marking"
)

// relations writes the links between marks: those of the record in their
// places, and then new ones.
func (e *encoder) relations() *node {
	out := &node{kind: '['}
	marks := map[string]*foreign.Mark{}
	layer := &e.doc.Layers[0]
	for i := range layer.Marks {
		marks[layer.Marks[i].ID] = &layer.Marks[i]
	}
	waiting := map[linked][]int{} // links that are not written, by their ends
	for i := range layer.Marks {
		for j, l := range layer.Marks[i].Links {
			if !l.ToEntity {
				key := linked{From: layer.Marks[i].ID, Role: l.Role, To: l.To}
				waiting[key] = append(waiting[key], j)
			}
		}
	}
	for _, k := range e.kept.Relations {
		if k.From == "" {
			out.items = append(out.items, k.Node)
			continue
		}
		key := linked{From: k.From, Role: k.Role, To: k.To}
		if m, list := marks[k.From], waiting[key]; m != nil && len(list) > 0 {
			if i := list[0]; !e.links[m.ID][i] {
				waiting[key] = list[1:]
				e.links[m.ID][i] = true
				e.change(k.Node, "attributes", marking.Attributes(m.Links[i].Attributes), take[marking.Attributes](k.Node, "attributes"), len(m.Links[i].Attributes) == 0)
				e.place(k.Node, "relation.from", m)
				if to := marks[k.To]; to != nil {
					e.place(k.Node, "relation.to", to)
				}
				out.items = append(out.items, k.Node)
			}
		}
	}
	for i := range layer.Marks {
		m := &layer.Marks[i]
		for j := range m.Links {
			if l := &m.Links[j]; !l.ToEntity && !e.links[m.ID][j] {
				out.items = append(out.items, e.relation(m, marks[l.To], l))
			}
		}
	}
	return out
}

func (e *encoder) relation(from, to *foreign.Mark, l *foreign.Link) *node {
	n := &node{kind: '{'}
	if to == nil {
		e.fail(fmt.Errorf("mark %s has a link %s to a mark that is not there: %s", from.ID, l.Role, l.To))
		return n
	}
	e.putText(n, e.columns["relation.type"], l.Role)
	if e.columns["relation.from.start"] == "" {
		e.putText(n, e.columns["relation.from"], from.ID)
		e.putText(n, e.columns["relation.to"], to.ID)
	}
	e.place(n, "relation.from", from)
	e.place(n, "relation.to", to)
	if len(l.Attributes) > 0 {
		e.putJSON(n, "attributes", marking.Attributes(l.Attributes))
	}
	return n
}

// place writes where an end of a link lies, in records that name ends so.
func (e *encoder) place(n *node, which string, m *foreign.Mark) {
	start, end := e.columns[which+".start"], e.columns[which+".end"]
	if pieces := e.pieces(m); start != "" && end != "" && len(pieces) > 0 {
		e.put(n, start, numberNode(pieces[0][0]))
		e.put(n, end, numberNode(pieces[len(pieces)-1][1]))
	}
}
