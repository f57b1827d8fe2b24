package foreign

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
)

// Incoming turns a settled document into an article with layers, in the
// codebook's ids. What is left out is said in its Problems. The document's marks
// without ids get some.
func (p *Plan) Incoming(d *Document) *format.Incoming {
	in := &format.Incoming{Where: d.Where, Document: documentOf(d)}
	in.ID, _ = annotate.ParseID(d.Head.ID) // ids of other tools are no ids here
	in.Replaces, _ = annotate.ParseID(d.Head.Replaces)
	for _, problem := range d.Problems {
		in.Problems = append(in.Problems, format.Problem{Article: d.Name, What: problem})
	}
	one := &incoming{Plan: p, in: in, doc: d, named: map[string]Entity{}, taken: map[string]bool{}}
	for _, e := range d.Entities {
		one.named[e.ID] = e
	}
	for i := range d.Layers {
		in.Layers = append(in.Layers, one.layer(&d.Layers[i]))
	}
	return in
}

// documentOf is the article of a document as an import takes it.
func documentOf(d *Document) source.Document {
	out := source.Document{Text: d.Text, Name: cmp.Or(d.Head.Source.Name, d.Name), Title: d.Head.Meta[annotate.MetaTitle],
		Format: cmp.Or(d.Head.Source.Format, "text"), Encoding: cmp.Or(d.Head.Source.Encoding, "utf-8"), EncodingSource: source.ByDeclared,
		TextSHA256: annotate.TextDigest(d.Text), SourceSize: int64(len(d.Text)), Meta: map[string]string{}}
	out.SourceSHA256 = out.TextSHA256
	if sum, err := hex.DecodeString(d.Head.Source.SHA256); err == nil && len(sum) == len(out.SourceSHA256) {
		out.SourceSHA256 = [32]byte(sum)
	}
	for key, value := range d.Head.Meta {
		out.Meta[key] = value
	}
	for _, z := range d.Head.Zones {
		out.Zones = append(out.Zones, annotate.Zone{Part: z.Part, Start: uint64(z.Start), End: uint64(z.End)})
	}
	return out
}

// incoming is one document on its way.
type incoming struct {
	*Plan
	in    *format.Incoming
	doc   *Document
	named map[string]Entity
	taken map[string]bool
}

func (c *incoming) problem(format_ string, args ...any) {
	c.in.Problems = append(c.in.Problems, format.Problem{Article: c.doc.Name, What: fmt.Sprintf(format_, args...)})
}

func (c *incoming) layer(l *Layer) format.IncomingLayer {
	out := format.IncomingLayer{Person: l.Person, Status: cmp.Or(l.Status, annotate.StatusSubmitted), Reason: l.Reason}
	envelope := annotate.Envelope{Format: c.Format, Data: l.Envelope, Said: saidBy(c.doc, l)}
	ids := make(map[string]annotate.ID, len(l.Marks))
	for i := range l.Marks {
		m := &l.Marks[i]
		if m.ID == "" {
			m.ID = "#" + strconv.Itoa(i) // for links, which name no such one
		}
		if _, twice := ids[m.ID]; twice {
			c.problem("%s: its id %s comes twice; links to it go to the first", describe(m), m.ID)
			m.ID += "#" + strconv.Itoa(i)
		}
		if c.labels[m.Label] != "" {
			id, err := annotate.ParseID(m.ID)
			if err != nil {
				id = annotate.NewID()
				envelope.Marks = append(envelope.Marks, annotate.ForeignMark{ID: id, Name: m.ID})
			}
			ids[m.ID] = id
		}
	}
	left := map[string]int{}
	for i := range l.Marks {
		m := &l.Marks[i]
		if id, ok := ids[m.ID]; ok {
			out.Annotations = append(out.Annotations, c.mark(m, id, ids, &envelope))
		} else {
			left[m.Label]++
		}
	}
	envelope.Names = slices.DeleteFunc(envelope.Names, func(n annotate.ForeignName) bool { return n.Spelt == n.ID })
	out.Envelope = &envelope
	return out
}

func (c *incoming) mark(m *Mark, id annotate.ID, ids map[string]annotate.ID, e *annotate.Envelope) annotate.Annotation {
	a := annotate.Annotation{ID: id, Label: c.labels[m.Label], Note: m.Note, Question: m.Question, Edited: m.Origin.Edited, Created: m.Created, Modified: m.Modified,
		Origin: annotate.Origin{By: cmp.Or(m.Origin.By, annotate.ByImport), Source: m.Origin.Source, Score: m.Origin.Score}}
	if m.Origin.By == "" {
		a.Origin.Source = cmp.Or(m.Origin.Source, c.Format)
	}
	spelt(e, annotate.NameOfLabel, string(a.Label), m.Label, &a)
	for _, s := range m.Spans {
		a.Spans = append(a.Spans, annotate.Span{Start: s.Start, End: s.End, Text: s.Text})
	}
	for _, from := range m.Origin.From {
		if id, err := annotate.ParseID(from); err == nil {
			a.Origin.From = append(a.Origin.From, id)
		}
	}
	a.Attributes = c.attributesOf(m.Label, m.Attributes, e, describe(m))
	for _, l := range m.Links {
		if link, ok := c.link(m, l, ids, e); ok {
			a.Links = append(a.Links, link)
		}
	}
	slices.SortFunc(a.Links, func(x, y annotate.Link) int { return x.ID.Compare(y.ID) })
	if m.Entity != "" {
		a.Entity = c.entity(m.Entity, m, e)
	}
	return a
}

// spelt takes note of how the file spells a name, where that is not the id.
// Where two names of the file mean one label, the mark itself remembers.
func spelt(e *annotate.Envelope, kind, id, name string, a *annotate.Annotation) {
	at := slices.IndexFunc(e.Names, func(n annotate.ForeignName) bool { return n.Kind == kind && n.ID == id })
	switch {
	case at < 0:
		e.Names = append(e.Names, annotate.ForeignName{Kind: kind, ID: id, Spelt: name})
	case e.Names[at].Spelt != name && a != nil:
		mark := slices.IndexFunc(e.Marks, func(m annotate.ForeignMark) bool { return m.ID == a.ID })
		if mark < 0 {
			e.Marks = append(e.Marks, annotate.ForeignMark{ID: a.ID, Name: a.ID.String()})
			mark = len(e.Marks) - 1
		}
		e.Marks[mark].Spelt, e.Marks[mark].As = name, a.Label
	}
}

func (c *incoming) attributesOf(of string, list []Attribute, e *annotate.Envelope, where string) map[annotate.AttributeID]annotate.AttributeValue {
	out := map[annotate.AttributeID]annotate.AttributeValue{}
	for _, in := range list {
		id, ok := c.attributes[owned{of, in.Name}]
		attribute, known := c.book.Attribute(id)
		value, fits := convert(&attribute, in.Value)
		if !ok || !known || !fits || attribute.CheckValue(value) != nil {
			c.problem("%s: %s = %s does not fit the codebook and is left out", where, in.Name, text.Shorten(fmt.Sprint(in.Value), 40))
			continue
		}
		out[id] = value
		spelt(e, annotate.NameOfAttribute, string(id), in.Name, nil)
		if before, is := in.Value.(string); is {
			if after, is := value.(string); is && after != before {
				spelt(e, annotate.NameOfValue, string(id)+"="+after, before, nil)
			}
		}
	}
	return out
}

// convert gives a value the type that the attribute has.
func convert(a *annotate.Attribute, value any) (annotate.AttributeValue, bool) {
	word, isWord := value.(string)
	switch a.Type {
	case annotate.TypeEnum:
		if !isWord {
			word = fmt.Sprint(value)
		}
		return enumValue(a, word)
	case annotate.TypeFlags:
		return flagValues(a, value)
	case annotate.TypeBoolean:
		if isWord {
			b, err := strconv.ParseBool(strings.ToLower(word))
			return b, err == nil
		}
	case annotate.TypeNumber, annotate.TypeScale:
		if isWord {
			n, err := strconv.ParseFloat(word, 64)
			return n, err == nil
		}
	case annotate.TypeText, annotate.TypeDate:
		if list, is := value.([]string); is {
			return strings.Join(list, ", "), true
		}
		if !isWord {
			return fmt.Sprint(value), true
		}
	}
	return value, true
}

func enumValue(a *annotate.Attribute, word string) (annotate.AttributeValue, bool) {
	id, ok := choiceOf(a, word)
	return id, ok
}

func flagValues(a *annotate.Attribute, value any) (annotate.AttributeValue, bool) {
	list, is := value.([]string)
	if word, one := value.(string); one {
		list, is = strings.Split(word, ","), true
	}
	out := []string{}
	for _, word := range list {
		id, ok := choiceOf(a, strings.TrimSpace(word))
		if !ok {
			return nil, false
		}
		out = append(out, id)
	}
	return out, is
}

func (c *incoming) link(m *Mark, l Link, ids map[string]annotate.ID, e *annotate.Envelope) (annotate.Link, bool) {
	role, ok := c.roles[owned{m.Label, l.Role}]
	if !ok {
		return annotate.Link{}, false
	}
	if !l.ToEntity && l.To == m.ID {
		c.problem("%s: the link %s goes to the marking itself, and is left out", describe(m), l.Role)
		return annotate.Link{}, false
	}
	id, err := annotate.ParseID(l.ID)
	if err != nil {
		id = annotate.NewID()
	}
	out := annotate.Link{ID: id, Role: role, ToEntity: l.ToEntity, Attributes: c.attributesOf("role "+string(role), l.Attributes, e, describe(m))}
	spelt(e, annotate.NameOfRole, string(role), l.Role, nil)
	spelt(e, annotate.NameOfLink, id.String(), l.ID, nil)
	if l.ToEntity {
		out.To = c.entity(l.To, m, e)
		return out, true
	}
	if out.To, ok = ids[l.To]; !ok {
		c.problem("%s: the link %s goes to a marking that is not there, and is left out", describe(m), l.Role)
	}
	return out, ok
}

// entity is the register's id of an entry that the file names: the entry that
// is there, or one that comes along.
func (c *incoming) entity(name string, m *Mark, e *annotate.Envelope) annotate.ID {
	given, ok := c.named[name]
	if !ok {
		given = Entity{ID: name, Name: m.Spans[0].Text}
	}
	id, seen := c.entities[name]
	if !seen {
		id = c.entryOf(given)
		c.entities[name] = id
	}
	entry := given.domain(id, cmp.Or(given.Type, string(c.labels[m.Label])))
	if name != id.String() {
		spelt(e, annotate.NameOfEntity, id.String(), name, nil)
		spelt(e, annotate.NameOfType, id.String()+"="+entry.Type, given.Type, nil)
	}
	if !c.taken[name] {
		c.taken[name] = true
		c.in.Entities = append(c.in.Entities, entry)
	}
	return id
}

func (c *incoming) entryOf(e Entity) annotate.ID {
	if id, err := annotate.ParseID(e.ID); err == nil {
		return id
	}
	if c.known != nil {
		if id, ok := c.known(e); ok {
			return id
		}
	}
	return annotate.NewID()
}

func (e *Entity) domain(id annotate.ID, kind string) annotate.Entity {
	out := annotate.Entity{ID: id, Name: cmp.Or(strings.TrimSpace(e.Name), e.ID), Type: kind, Aliases: e.Aliases, Wikidata: e.Wikidata, Note: e.Note, Roles: e.Roles}
	for _, same := range e.Same {
		if id, err := annotate.ParseID(same); err == nil {
			out.Same = append(out.Same, id)
		}
	}
	return out
}
