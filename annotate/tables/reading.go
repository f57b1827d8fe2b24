package tables

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// The parts of a codebook that the tables know. A codebook without them has
// empty cells.
const (
	speakerRole   annotate.RoleID      = "speaker"
	cueRole       annotate.RoleID      = "cue"
	claimantRole  annotate.RoleID      = "claimant"
	sameRole      annotate.RoleID      = "same-as"
	typeOf        annotate.AttributeID = "type"
	namedOf       annotate.AttributeID = "named"
	affiliationOf annotate.AttributeID = "affiliation"
	sourceTypeOf  annotate.AttributeID = "source-type"
)

// reading is an article under way.
type reading struct {
	*Collector
	article  *Article
	byID     map[annotate.ID]*annotate.Annotation
	standing func(annotate.ID) annotate.Status
}

func (in *reading) row(m *annotate.Annotation, cells ...string) *Row {
	for i := range cells {
		cells[i] = in.share(cells[i])
	}
	return &Row{Mark: Mark{ID: m.ID, Article: in.article, Layer: in.layer(m.Layer), Start: int32(m.Start()), End: int32(m.End())},
		Label: annotate.LabelID(in.share(string(m.Label))), Cells: cells}
}

func (in *reading) layer(person annotate.ID) *Layer {
	p := in.people[person]
	l := Layer{Person: person, Name: p.Name, Handle: p.Handle, Status: in.standing(person)}
	kept, ok := in.layers[l]
	if !ok {
		kept = &l
		in.layers[l] = kept
	}
	return kept
}

func (in *reading) quote(m *annotate.Annotation) *Row {
	var speakers, named, affiliations, types, entries, cues []string
	var who []int32
	for i := range m.Links {
		switch l := &m.Links[i]; l.Role {
		case cueRole:
			if cue, ok := in.byID[l.To]; ok {
				cues = add(cues, cue.Text())
			}
		case speakerRole:
			s, ok := in.source(l)
			if !ok {
				continue // it lies in the bin
			}
			who = append(who, s.who)
			speakers, entries = add(speakers, in.called(s.who)), add(entries, entryID(in.who[s.who]))
			named, affiliations, types = add(named, s.named), add(affiliations, s.affiliation), add(types, s.kind)
		}
	}
	slices.Sort(who)
	r := in.row(m, in.value(m, typeOf), join(speakers), join(named), join(affiliations), join(types), shorten(join(cues)), fmt.Sprint(words(m)), join(entries))
	r.who = slices.Compact(who)
	return r
}

func (in *reading) claim(m *annotate.Annotation) *Row {
	var claimants, entries []string
	for i := range m.Links {
		if l := &m.Links[i]; l.Role == claimantRole {
			if s, ok := in.source(l); ok {
				claimants, entries = add(claimants, in.called(s.who)), add(entries, entryID(in.who[s.who]))
			}
		}
	}
	return in.row(m, shorten(in.value(m, "normalised")), in.value(m, "claim-kind"), in.value(m, "verifiable"), in.value(m, "check-worthiness"),
		join(claimants), in.value(m, "claim-status"), join(entries))
}

// source is who speaks, as far as it is marked.
type source struct {
	who                      int32
	named, affiliation, kind string // what nobody filled in is empty
}

// source follows a link to whoever speaks, and on along links that say that
// two mentions mean the same, to the first one that is in the register. What is
// asked about a source is taken from the first mention that answers it.
func (in *reading) source(l *annotate.Link) (s source, ok bool) {
	s.named = in.name(namedOf, l.Attributes[namedOf])
	if l.ToEntity {
		s.who = in.number(whom{entry: in.register.Canonical(l.To)})
		return s, true
	}
	first := in.byID[l.To]
	if first == nil {
		return s, false
	}
	s.who = in.whoIs(first)
	seen := map[annotate.ID]bool{}
	for m := first; m != nil && !seen[m.ID]; {
		seen[m.ID] = true
		s.take(in, m)
		if !m.Entity.IsZero() {
			s.who = in.whoIs(m)
			break
		}
		m = in.same(m, &s)
	}
	return s, true
}

// take fills in what a mention says about the source. A marking of a name is
// one of a named source, whatever kind of source nobody has said it is.
func (s *source) take(in *reading, m *annotate.Annotation) {
	if s.affiliation == "" {
		s.affiliation = in.value(m, affiliationOf)
	}
	if s.kind == "" {
		s.kind = in.value(m, sourceTypeOf)
	}
	if s.named != "" {
		return
	}
	kind, _ := m.Attributes[sourceTypeOf].(string)
	switch {
	case strings.HasPrefix(kind, "named-"), kind == "" && in.groups[m.Label] == annotate.GroupEntity:
		s.named = in.name(namedOf, "named")
	case strings.HasPrefix(kind, "unnamed-"):
		s.named = in.name(namedOf, "unnamed")
	case kind == "document":
		s.named = in.name(namedOf, "document")
	}
}

// same is the mention that another one says it means the same as; an entry of
// the register settles who it is.
func (in *reading) same(m *annotate.Annotation, s *source) *annotate.Annotation {
	for i := range m.Links {
		l := &m.Links[i]
		if l.Role != sameRole {
			continue
		}
		if l.ToEntity {
			s.who = in.number(whom{entry: in.register.Canonical(l.To)})
			return nil
		}
		return in.byID[l.To]
	}
	return nil
}

// value is an attribute as a person reads it.
func (in *reading) value(m *annotate.Annotation, id annotate.AttributeID) string {
	return in.name(id, m.Attributes[id])
}

// name is what a value of an attribute is called; a value the codebook does
// not have is called by its id.
func (in *reading) name(id annotate.AttributeID, value annotate.AttributeValue) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		attribute, _ := in.codebook.Attribute(id)
		for _, choice := range attribute.Choices {
			if string(choice.ID) == v {
				return choice.Name
			}
		}
		return v
	case []string:
		var names []string
		for _, one := range v {
			names = append(names, in.name(id, one))
		}
		return join(names)
	}
	return fmt.Sprint(value)
}

func entryID(w whom) string {
	if w.entry.IsZero() {
		return ""
	}
	return w.entry.String()
}

// add adds a value that is not there yet; that nobody filled in is none.
func add(list []string, s string) []string {
	if s = strings.Join(strings.Fields(s), " "); s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// join puts several values into one cell, always in the same order.
func join(list []string) string {
	slices.Sort(list)
	return strings.Join(list, "; ")
}

func shorten(s string) string { return text.Shorten(s, wordsKept) }

// words counts the words of UAX #29 that an annotation covers: the segments
// with a letter or a digit in them.
func words(m *annotate.Annotation) (n int) {
	for _, span := range m.Spans {
		for r := range text.Segments(span.Text) {
			if text.IsWord(span.Text[r.Start:r.End]) {
				n++
			}
		}
	}
	return n
}
