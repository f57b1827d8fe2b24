package foreign

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
)

// Suggested says what happens to marks that began as suggestions.
type Suggested string

// What can happen to them.
const (
	SuggestedKeep  Suggested = "keep"  // written as all others
	SuggestedMark  Suggested = "mark"  // written with the attribute OriginAttribute
	SuggestedLeave Suggested = "leave" // not written, and counted as a loss
)

// SuggestedWays lists them.
var SuggestedWays = []Suggested{SuggestedKeep, SuggestedMark, SuggestedLeave}

// OriginAttribute is what SuggestedMark gives a mark, with the value "suggestion".
const OriginAttribute = "origin"

// Maker makes documents of the articles of one project.
type Maker struct {
	Common    *format.Common
	Suggested Suggested // empty: SuggestedKeep

	handles  map[annotate.ID]string
	entities map[annotate.ID]annotate.Entity
	groups   map[annotate.LabelID]annotate.Group
}

// NewMaker prepares the making of documents.
func NewMaker(c *format.Common, suggested Suggested) *Maker {
	m := &Maker{Common: c, Suggested: suggested, handles: format.Handles(c.People), entities: map[annotate.ID]annotate.Entity{}, groups: map[annotate.LabelID]annotate.Group{}}
	for _, e := range c.Entities {
		m.entities[e.ID] = e
	}
	if c.Codebook != nil {
		for _, l := range c.Codebook.Labels {
			m.groups[l.ID] = l.Group
		}
	}
	return m
}

// Document is the article with its layers as documents have them: ids of the
// codebook for names, handles for people, everything in bytes. Layers whose
// envelope came along get the names back that their file had. A layer of which
// no span fits the text is refused whole.
func (k *Maker) Document(b *format.Bundle) (*Document, []format.Loss, error) {
	a := &b.Article
	d := &Document{Name: BaseName(a), Text: b.Text, Head: headOf(a)}
	one := &making{Maker: k, bundle: b, doc: d, entities: map[annotate.ID]Entity{}}
	byLayer := map[annotate.ID][]*annotate.Annotation{}
	for i := range b.Annotations {
		note := &b.Annotations[i]
		if err := annotate.CheckSpans(note.Spans, b.Text); err != nil {
			return nil, nil, err
		}
		byLayer[note.Layer] = append(byLayer[note.Layer], note)
	}
	for i := range b.Layers {
		d.Layers = append(d.Layers, one.layer(&b.Layers[i], byLayer[b.Layers[i].Person]))
	}
	for _, id := range slices.SortedFunc(maps.Keys(one.entities), annotate.ID.Compare) {
		d.Entities = append(d.Entities, one.entities[id])
	}
	return d, one.report.Losses, nil
}

// longestName is how many bytes of a name there are room for before the endings
// of a format: file systems allow 255 for all.
const longestName = 200

// BaseName is what the article's file was called, or its title, without what no
// file name may have, and no longer than file systems allow.
func BaseName(a *annotate.Article) string {
	name := cmp.Or(a.Content.SourceName, a.Meta[annotate.MetaTitle], a.ID.String())
	if dot := strings.LastIndexByte(name, '.'); dot > 0 && len(name)-dot <= 6 {
		name = name[:dot]
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	for len(name) > longestName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return cmp.Or(strings.TrimLeft(strings.TrimSpace(name), "."), a.ID.String())
}

func headOf(a *annotate.Article) Head {
	h := Head{ID: a.ID.String(), Note: a.Note, Meta: map[string]string{}, Source: Source{Name: a.Content.SourceName, Format: a.Content.Format,
		Encoding: a.Content.Encoding, SHA256: a.Content.SourceSHA256.String()}}
	if !a.Replaces.IsZero() {
		h.Replaces = a.Replaces.String()
	}
	for key, value := range a.Meta {
		if value != "" {
			h.Meta[key] = value
		}
	}
	for _, z := range a.Zones {
		h.Zones = append(h.Zones, Zone{Part: z.Part, Start: int(z.Start), End: int(z.End)})
	}
	return h
}

func entityOf(e annotate.Entity) Entity {
	out := Entity{ID: e.ID.String(), Name: e.Name, Type: e.Type, Aliases: e.Aliases, Wikidata: e.Wikidata, Note: e.Note, Roles: e.Roles}
	for _, id := range e.Same {
		out.Same = append(out.Same, id.String())
	}
	return out
}

// making is the making of one document.
type making struct {
	*Maker
	bundle   *format.Bundle
	doc      *Document
	entities map[annotate.ID]Entity
	report   format.Report
}

func (k *making) layer(l *annotate.Layer, list []*annotate.Annotation) Layer {
	envelope := k.bundle.Envelopes[l.Person]
	names := spellings(&envelope)
	out := Layer{Person: k.handle(l.Person), Status: l.Status, Reason: l.Reason, Codebook: l.Codebook, Envelope: envelope.Data}
	if !l.Submitted.IsZero() {
		out.Submitted = milliseconds(l.Submitted)
	}
	if envelope.Said != nil {
		giveBack(envelope.Said, k.doc, &out)
	}
	for _, a := range list {
		if a.Origin.By == annotate.BySuggestion && k.Suggested == SuggestedLeave {
			k.report.AddLosses([]format.Loss{{What: "markings that began as suggestions, left out as asked", Count: 1, Examples: []string{k.doc.Name + ": " + a.Text()}}})
			continue
		}
		m := k.mark(a, names)
		if envelope.Said != nil && asRead(a, envelope.Format) {
			m.Origin, m.Created, m.Modified = Origin{}, time.Time{}, time.Time{}
		}
		out.Marks = append(out.Marks, m)
	}
	return out
}

// asRead tells whether a mark is as a file that said nothing of its origin had it.
func asRead(a *annotate.Annotation, format string) bool {
	return a.Origin.By == annotate.ByImport && a.Origin.Source == format && len(a.Origin.From) == 0 && !a.Edited && a.Modified.Equal(a.Created)
}

func (k *making) handle(person annotate.ID) string {
	return cmp.Or(k.handles[person], person.String())
}

func (k *making) mark(a *annotate.Annotation, names *spelling) Mark {
	m := Mark{ID: names.mark(a.ID), Label: names.label(a), Group: k.groups[a.Label], Note: a.Note, Question: a.Question,
		Created: milliseconds(a.Created), Modified: milliseconds(a.Modified), Attributes: names.values(a.Attributes),
		Origin: Origin{By: cmp.Or(a.Origin.By, annotate.ByHand), Source: a.Origin.Source, Score: a.Origin.Score, Edited: a.Edited}}
	for _, s := range a.Spans {
		m.Spans = append(m.Spans, Span{Start: s.Start, End: s.End, Text: s.Text})
	}
	for _, id := range a.Origin.From {
		m.Origin.From = append(m.Origin.From, id.String())
	}
	if !a.Entity.IsZero() {
		m.Entity = k.entity(a.Entity, names)
	}
	for _, l := range a.Links {
		link := Link{ID: names.of(annotate.NameOfLink, l.ID.String()), Role: names.of(annotate.NameOfRole, string(l.Role)), To: names.mark(l.To), ToEntity: l.ToEntity, Attributes: names.values(l.Attributes)}
		if l.ToEntity {
			link.To = k.entity(l.To, names)
		}
		m.Links = append(m.Links, link)
	}
	if a.Origin.By == annotate.BySuggestion && k.Suggested == SuggestedMark {
		m.Attributes = append(m.Attributes, Attribute{Name: OriginAttribute, Value: string(annotate.BySuggestion)})
	}
	return m
}

// entity gives the name of an entry that a mark names, and takes the entry along.
func (k *making) entity(id annotate.ID, names *spelling) string {
	name := names.of(annotate.NameOfEntity, id.String())
	e, ok := k.Maker.entities[id]
	if _, taken := k.entities[id]; ok && !taken {
		out := entityOf(e)
		out.ID, out.Type = name, names.entryType(id, e.Type)
		k.entities[id] = out
	}
	return name
}

// spelling gives ids the names that the layer's file had for them.
type spelling struct {
	marks map[annotate.ID]annotate.ForeignMark
	names map[[2]string]string
}

func spellings(e *annotate.Envelope) *spelling {
	s := &spelling{marks: map[annotate.ID]annotate.ForeignMark{}, names: map[[2]string]string{}}
	for _, m := range e.Marks {
		s.marks[m.ID] = m
	}
	for _, n := range e.Names {
		s.names[[2]string{n.Kind, n.ID}] = n.Spelt
	}
	return s
}

func (s *spelling) mark(id annotate.ID) string { return cmp.Or(s.marks[id].Name, id.String()) }

func (s *spelling) label(a *annotate.Annotation) string {
	if m, ok := s.marks[a.ID]; ok && m.Spelt != "" && m.As == a.Label {
		return m.Spelt
	}
	return s.of(annotate.NameOfLabel, string(a.Label))
}

func (s *spelling) of(kind, id string) string {
	if spelt, ok := s.names[[2]string{kind, id}]; ok {
		return spelt
	}
	return id
}

// entryType is an entry's type as the file had it, if that is still what was made of it.
func (s *spelling) entryType(id annotate.ID, now string) string {
	if spelt, ok := s.names[[2]string{annotate.NameOfType, id.String() + "=" + now}]; ok {
		return spelt
	}
	return now
}

// values lists attributes in the order of their ids.
func (s *spelling) values(in map[annotate.AttributeID]annotate.AttributeValue) []Attribute {
	var list []Attribute
	for _, id := range slices.Sorted(maps.Keys(in)) {
		list = append(list, Attribute{Name: s.of(annotate.NameOfAttribute, string(id)), Value: s.value(string(id), in[id])})
	}
	return list
}

func (s *spelling) value(attribute string, v any) any {
	switch x := v.(type) {
	case string:
		if spelt, ok := s.names[[2]string{annotate.NameOfValue, attribute + "=" + x}]; ok {
			return spelt
		}
	case []string:
		list := make([]string, len(x))
		for i, one := range x {
			list[i] = s.value(attribute, one).(string)
		}
		return list
	}
	return v
}
