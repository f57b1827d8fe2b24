package webanno

import (
	"strconv"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/uima"
)

// document puts a table into words. The offsets are those of the file.
func (t *table) document(whole, labelled string) *foreign.Document {
	d := &foreign.Document{Text: whole, Layers: []foreign.Layer{{}}}
	taken := map[string]int{}
	for _, a := range t.annos {
		a.name = ""
		if a.layer.kind == "RL" || !uima.MayMark(a.layer.name) {
			continue
		}
		a.name = uima.Short(a.layer.name) + "-"
		if a.id > 0 {
			a.name += strconv.Itoa(a.id)
		} else {
			a.name += a.rows[0].name()
		}
		if taken[a.name]++; taken[a.name] > 1 {
			a.name += "/" + strconv.Itoa(taken[a.name])
		}
	}
	links := t.links(labelled)
	for _, a := range t.annos {
		if a.name != "" {
			m := a.mark(labelled)
			for _, l := range links[a] {
				m.Links = append(m.Links, l.Link)
			}
			d.Layers[0].Marks = append(d.Layers[0].Marks, m)
		}
	}
	return d
}

// said is what an annotation says in a column; nothing where it says nothing.
func (a *anno) said(n int) (string, bool) {
	value, is := a.values.get(n)
	if !is || value == "*" || value == "_" {
		return "", false
	}
	return unescapeValue(value), true
}

// label is the value of the column that holds it, or the layer's name.
func (a *anno) label(labelled string) (label string, column int) {
	if a.layer.kind == "CH" {
		labelled = "referenceType"
	}
	if n, is := a.layer.find(labelled); is {
		if value, said := a.said(n); said && value != "" {
			return value, n
		}
	}
	return uima.Short(a.layer.name), -1
}

func (a *anno) mark(labelled string) foreign.Mark {
	m := foreign.Mark{ID: a.name}
	var column int
	m.Label, column = a.label(labelled)
	span := foreign.Span{Start: a.begin(), End: a.end()}
	if len(a.rows) == 1 {
		span.Text = unescapeText(a.rows[0].form)
	}
	m.Spans = []foreign.Span{span}
	for n, name := range a.layer.columns {
		value, said := a.said(n)
		switch {
		case !said || n == column || a.layer.columnKind(n) != plain || name == "":
		case name == noteColumn:
			m.Note = value
		default:
			m.Attributes = append(m.Attributes, foreign.Attribute{Name: attributeName(name), Value: value})
		}
	}
	return m
}

// carried is a link with what it is made of: a relation or a slot. A link of a
// chain is made of neither.
type carried struct {
	foreign.Link
	relation *anno
	slot     *slot
}

// links finds relations, slots and chains between marks.
func (t *table) links(labelled string) map[*anno][]carried {
	links := map[*anno][]carried{}
	chains := map[key]*anno{}
	for _, a := range t.annos {
		if a.layer.kind == "CH" && a.name != "" {
			chains[key{a.layer, a.chain}] = a
		}
	}
	for _, a := range t.annos {
		switch {
		case a.layer.kind == "RL":
			if a.from != nil && a.from.name != "" && a.to.name != "" {
				links[a.from] = append(links[a.from], carried{Link: a.link(labelled), relation: a})
			}
		case a.layer.kind == "CH" && a.name != "":
			if next := chains[key{a.layer, [2]int{a.chain[0], a.chain[1] + 1}}]; next != nil && a.chain != [2]int{} {
				links[a] = append(links[a], carried{Link: foreign.Link{Role: a.relation(), To: next.name}})
			}
		case a.name != "":
			for n := range a.layer.columns {
				for i := range a.slots[n] {
					s := &a.slots[n][i]
					if s.to != nil && s.to.name != "" {
						links[a] = append(links[a], carried{Link: foreign.Link{Role: s.says(a.layer.columns[n-1]), To: s.to.name}, slot: s})
					}
				}
			}
		}
	}
	return links
}

// relation is how a link of a chain is called.
func (a *anno) relation() string {
	for n := range a.layer.columns {
		if a.layer.columnKind(n) == chained {
			if value, said := a.said(n); said && value != "" {
				return value
			}
		}
	}
	return "next"
}

// says is the role of a slot, or the name of the feature.
func (s *slot) says(declared string) string {
	if s.role != "" && s.role != "*" && s.role != "_" {
		return unescapeValue(s.role)
	}
	_, name, _ := strings.Cut(declared, ":")
	name, _, _ = strings.Cut(name, "_")
	return name
}

// link is a relation from its source.
func (a *anno) link(labelled string) foreign.Link {
	role, column := a.label(labelled)
	l := foreign.Link{Role: role, To: a.to.name}
	for n, name := range a.layer.columns {
		if value, said := a.said(n); said && n != column && a.layer.columnKind(n) == plain && name != "" {
			l.Attributes = append(l.Attributes, foreign.Attribute{Name: attributeName(name), Value: value})
		}
	}
	return l
}
