package webannotation

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// layerEncoding is the writing of one layer.
type layerEncoding struct {
	*encoding
	layer    *foreign.Layer
	envelope envelope
	iris     map[string]string // of the marks
}

// mark is a mark as an annotation. What its file said goes before what is made
// here, while it still holds.
func (e *layerEncoding) mark(m *foreign.Mark) (jsonrecord.Object, error) {
	name := e.iris[m.ID]
	if m.ID == "" {
		name = e.names.fresh(markPrefix)
	}
	was := e.envelope.Marks[m.ID]
	o := jsonrecord.Object{}
	err := cmp.Or(o.SetValue("id", name), o.SetValue("type", "Annotation"))
	made, also := members(m, e.layer.Person, e.entities)
	err = cmp.Or(err, also)
	for _, member := range made {
		if raw := was.Members.Get(member.Key); raw != nil && holds(m, member.Key, was.Members) {
			member.Raw = raw
		}
		o = append(o, member)
	}
	target, also := e.targets(m.Spans)
	if was.Target != nil && reflect.DeepEqual(sorted(was.Spans), sorted(e.places(m.Spans))) {
		target = was.Target
	}
	err = cmp.Or(err, also, o.SetValue("target", target))
	for _, member := range was.Members {
		if o.Get(member.Key) == nil && holds(m, member.Key, was.Members) {
			o = append(o, member)
		}
	}
	if state := stateOf(m, name); !reflect.DeepEqual(state, markState{}) {
		err = cmp.Or(err, o.SetValue(stateKey, state))
	}
	return o, err
}

// places are the spans in code points; nil where they are not in the text.
func (e *layerEncoding) places(spans []foreign.Span) (list [][2]int) {
	for _, s := range spans {
		start, err := e.offsets.ToUnit(text.CodePoint, s.Start)
		end, also := e.offsets.ToUnit(text.CodePoint, s.End)
		if err != nil || also != nil {
			return nil
		}
		list = append(list, [2]int{start, end})
	}
	return list
}

func sorted(places [][2]int) [][2]int {
	places = slices.Clone(places)
	slices.SortFunc(places, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return places
}

// members are what the model has terms for, in their usual order.
func members(m *foreign.Mark, person string, entities map[string]*foreign.Entity) (o jsonrecord.Object, err error) {
	err = o.SetValue("motivation", "tagging")
	if person != "" {
		err = cmp.Or(err, o.SetValue("creator", creator(person)))
	}
	if !m.Created.IsZero() {
		err = cmp.Or(err, o.SetValue("created", moment(m.Created)))
	}
	if !m.Modified.IsZero() {
		err = cmp.Or(err, o.SetValue("modified", moment(m.Modified)))
	}
	return o, cmp.Or(err, o.SetValue("body", bodies(m, entities)))
}

// creator is a person who has nothing but a name: an address where it is one.
func creator(person string) any {
	if isIRI(person) {
		return person
	}
	return struct {
		Type string `json:"type"`
		Name string `json:"nickname"`
	}{"Person", person}
}

// body is a resource that says one thing about the target.
type body struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Value   string `json:"value,omitempty"`
	Source  string `json:"source,omitempty"`
}

// bodies say what a person would want to read in any tool: the label, the
// answers, the note, a question, whom it names.
func bodies(m *foreign.Mark, entities map[string]*foreign.Entity) []body {
	list := []body{{Type: "TextualBody", Purpose: "tagging", Value: m.Label}}
	for _, a := range m.Attributes {
		list = append(list, body{Type: "TextualBody", Purpose: "describing", Value: a.Name + ": " + spoken(a.Value)})
	}
	if m.Note != "" {
		list = append(list, body{Type: "TextualBody", Purpose: "commenting", Value: m.Note})
	}
	if m.Question {
		list = append(list, body{Type: "TextualBody", Purpose: "questioning", Value: "?"})
	}
	if m.Entity != "" {
		list = append(list, body{Type: "SpecificResource", Purpose: "identifying", Source: entityIRI(m.Entity, entities)})
	}
	return list
}

func spoken(value any) string {
	if list, is := value.([]string); is {
		return strings.Join(list, ", ")
	}
	return fmt.Sprint(value)
}

func entityIRI(id string, entities map[string]*foreign.Entity) string {
	if e := entities[id]; e != nil && e.Wikidata != "" && strings.Trim(e.Wikidata, "Q0123456789") == "" {
		return wikidataPrefix + e.Wikidata
	}
	return iri(entityPrefix, id)
}

// stateOf is what the annotation's own terms do not say.
func stateOf(m *foreign.Mark, name string) markState {
	s := markState{Attributes: stateOfAttributes(m.Attributes), Entity: m.Entity, Question: m.Question}
	if idOf(markPrefix, name) != m.ID || m.ID == "" {
		s.ID = &m.ID
	}
	if !reflect.DeepEqual(m.Origin, foreign.Origin{}) {
		o := origin(m.Origin)
		s.Origin = &o
	}
	for _, l := range m.Links {
		if l.ToEntity {
			s.Links = append(s.Links, linkState{ID: &l.ID, Role: l.Role, Entity: l.To, Attributes: stateOfAttributes(l.Attributes)})
		}
	}
	return s
}

// holds tells whether a member that a file said of a mark is still so.
func holds(m *foreign.Mark, key string, said jsonrecord.Object) bool {
	var then foreign.Mark
	understand(&then, said, false)
	switch key {
	case "created":
		return then.Created.Equal(milliseconds(m.Created))
	case "updated", "modified":
		return then.Modified.Equal(milliseconds(m.Modified))
	case "body", "text", "tags", "motivation":
		return then.Label == m.Label && then.Note == m.Note
	}
	return true
}

// links are the links to marks, each an annotation on the one it comes from.
func (e *layerEncoding) links(m *foreign.Mark) (list []jsonrecord.Object, err error) {
	for i := range m.Links {
		l := &m.Links[i]
		if l.ToEntity {
			continue
		}
		from, to := e.iris[m.ID], e.iris[l.To]
		if m.ID == "" || to == "" {
			return nil, fmt.Errorf("the link %s leads from or to a marking without an id", l.Role)
		}
		if was := e.envelope.Links[linkKey(m.ID, l.To, l.Role)]; was != nil {
			list = append(list, was)
			continue
		}
		o := jsonrecord.Object{}
		err := cmp.Or(o.SetValue("id", e.names.fresh(iri(linkPrefix, cmp.Or(l.ID, m.ID)))), o.SetValue("type", "Annotation"), o.SetValue("motivation", "linking"))
		if e.layer.Person != "" {
			err = cmp.Or(err, o.SetValue("creator", creator(e.layer.Person)))
		}
		err = cmp.Or(err, o.SetValue("body", []body{{Type: "TextualBody", Purpose: "tagging", Value: l.Role}, {Type: "SpecificResource", Purpose: "linking", Source: to}}),
			o.SetValue("target", from), o.SetValue(stateKey, linkState{ID: &l.ID, Attributes: stateOfAttributes(l.Attributes)}))
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, nil
}
