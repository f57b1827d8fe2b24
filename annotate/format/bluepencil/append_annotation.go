package bluepencil

import (
	"fmt"
	"maps"
	"slices"

	"bluepencil/annotate"
)

func (a *appender) annotation(m Annotation) {
	a.raw(`{"id": `)
	a.id(m.ID)
	a.raw(`, "layer": `)
	a.text(m.Layer)
	a.raw(`, "label": `)
	a.text(string(m.Label))
	a.raw(`, "spans": `)
	list(a, m.Spans, a.span)
	a.raw(`, "attributes": `)
	a.values(m.Attributes)
	a.raw(`, "links": `)
	list(a, m.Links, a.link)
	a.raw(`, "entity": `)
	a.id(m.Entity)
	a.raw(`, "note": `)
	a.text(m.Note)
	if m.Question {
		a.raw(`, "question": true`)
	}
	a.raw(`, "origin": `)
	a.origin(m.Origin)
	a.raw(`, "created": `)
	a.time(m.Created)
	a.raw(`, "modified": `)
	a.time(m.Modified)
	a.raw("}")
}

func (a *appender) span(s Span) {
	a.raw(`{"start": `)
	a.whole(s.Start)
	a.raw(`, "end": `)
	a.whole(s.End)
	a.raw(`, "text": `)
	a.text(s.Text)
	if s.Cut {
		a.raw(`, "cut": true`)
	}
	a.raw("}")
}

func (a *appender) link(l Link) {
	a.raw(`{"id": `)
	a.id(l.ID)
	a.raw(`, "role": `)
	a.text(string(l.Role))
	a.raw(`, "to": `)
	a.id(l.To)
	a.raw(`, "to_kind": `)
	a.text(l.ToKind)
	a.raw(`, "attributes": `)
	a.values(l.Attributes)
	a.raw("}")
}

func (a *appender) origin(o Origin) {
	a.raw(`{"by": `)
	a.text(string(o.By))
	a.raw(`, "source": `)
	a.text(o.Source)
	a.raw(`, "score": `)
	if o.Score == nil {
		a.raw("null")
	} else {
		a.number(*o.Score)
	}
	a.raw(`, "edited": `)
	a.flag(o.Edited)
	a.raw(`, "from": `)
	list(a, o.From, a.id)
	a.raw("}")
}

// values appends attributes, ordered by their ids.
func (a *appender) values(values Values) {
	if len(values) == 0 {
		a.raw("{}")
		return
	}
	a.raw("{")
	for i, id := range slices.Sorted(maps.Keys(values)) {
		if i > 0 {
			a.raw(", ")
		}
		a.text(string(id))
		a.raw(": ")
		a.value(values[id])
	}
	a.raw("}")
}

// value appends what an attribute may hold; see annotate.AttributeValue.
func (a *appender) value(v any) {
	switch v := v.(type) {
	case string:
		a.text(v)
	case bool:
		a.flag(v)
	case float64:
		a.number(v)
	case []string:
		list(a, v, a.text)
	default:
		a.keep(fmt.Errorf("%w: an attribute holds a %T", annotate.ErrInvalid, v))
	}
}
