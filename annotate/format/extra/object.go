package extra

import (
	"fmt"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/jsonrecord"
)

// object is the object of a record, read.
type object struct {
	jsonrecord.Object
	marks []entry
}

// entry is what is said of a mark.
type entry struct {
	mark      foreign.Mark
	shown     []extent
	keys      []string
	hasID     bool
	hasEntity bool
	hasOrigin bool
}

// parse reads the object. One that is broken is an error, so that it is not
// taken for one that says nothing.
func parse(raw []byte) (*object, error) {
	o, err := jsonrecord.Parse(raw)
	if err != nil {
		return nil, err
	}
	out := &object{Object: o}
	if !o.Has("marks") {
		return out, nil
	}
	list, ok := o.List("marks")
	if !ok {
		return nil, fmt.Errorf("%w: marks are no list", jsonrecord.ErrRecord)
	}
	for i, raw := range list {
		e, err := parseEntry(raw)
		if err != nil {
			return nil, fmt.Errorf("mark %d: %w", i+1, err)
		}
		out.marks = append(out.marks, *e)
	}
	return out, nil
}

func parseEntry(raw []byte) (*entry, error) {
	o, err := jsonrecord.Parse(raw)
	if err != nil {
		return nil, err
	}
	var e entry
	m := &e.mark
	m.Label, _ = o.Text("label")
	spans, err := places(o.Raw("spans"))
	if err != nil || len(spans) == 0 {
		return nil, fmt.Errorf("%w: spans", jsonrecord.ErrRecord)
	}
	words := texts(o, "words")
	for i, s := range spans {
		span := foreign.Span{Start: s[0], End: s[1]}
		if i < len(words) {
			span.Text = words[i]
		}
		m.Spans = append(m.Spans, span)
	}
	if o.Has("shown") {
		if spans, err = places(o.Raw("shown")); err != nil {
			return nil, err
		}
	}
	for _, s := range spans {
		e.shown = append(e.shown, extent{s[0], s[1], m.Label})
	}
	e.keys = texts(o, "keys")
	m.ID, e.hasID = o.Text("id")
	m.Entity, e.hasEntity = o.Text("entity")
	return &e, e.facts(o)
}

// facts reads what is said beside the place.
func (e *entry) facts(o jsonrecord.Object) (err error) {
	m := &e.mark
	m.Note, _ = o.Text("note")
	m.Question = string(o.Raw("question")) == "true"
	m.Created, m.Modified = moment(o, "created"), moment(o, "modified")
	if m.Attributes, err = parseAttributes(o); err != nil {
		return err
	}
	if from, ok := o.Object("origin"); ok {
		e.hasOrigin = true
		by, _ := from.Text("by")
		m.Origin.By = annotate.OriginBy(by)
		m.Origin.Source, _ = from.Text("source")
		if raw := from.Raw("score"); raw != nil {
			if score, err := jsonio.NewDecoder(raw).Number(); err == nil {
				m.Origin.Score = &score
			}
		}
		m.Origin.From = texts(from, "from")
		m.Origin.Edited = string(from.Raw("edited")) == "true"
	}
	links, _ := o.List("links")
	for _, raw := range links {
		one, err := jsonrecord.Parse(raw)
		if err != nil {
			return err
		}
		var l foreign.Link
		l.ID, _ = one.Text("id")
		l.Role, _ = one.Text("role")
		l.To, _ = one.Text("to")
		l.ToEntity = string(one.Raw("to_entity")) == "true"
		if l.Attributes, err = parseAttributes(one); err != nil {
			return err
		}
		m.Links = append(m.Links, l)
	}
	return nil
}

func parseAttributes(o jsonrecord.Object) (list []foreign.Attribute, err error) {
	values, _ := o.Object("attributes")
	for _, f := range values {
		value, err := attributeValue(f.Raw)
		if err != nil {
			return nil, fmt.Errorf("answer to %q: %w", f.Key, err)
		}
		list = append(list, foreign.Attribute{Name: f.Key, Value: value})
	}
	return list, nil
}

func attributeValue(raw []byte) (any, error) {
	d := jsonio.NewDecoder(raw)
	switch d.Kind() {
	case '"':
		return d.Text()
	case 't':
		return d.Bool()
	case '0':
		return d.Number()
	case '[':
		list := []string{}
		err := d.Array(func() error {
			value, err := d.Text()
			list = append(list, value)
			return err
		})
		return list, err
	}
	return nil, fmt.Errorf("%w: no simple value", jsonrecord.ErrRecord)
}

// places reads pairs of offsets.
func places(raw []byte) (list [][2]int, err error) {
	d := jsonio.NewDecoder(raw)
	err = d.Array(func() error {
		var pair [2]int
		n := 0
		err := d.Array(func() (err error) {
			if n > 1 {
				return d.Fail("a third offset")
			}
			pair[n], err = d.Int()
			n++
			return err
		})
		list = append(list, pair)
		if err == nil && n < 2 {
			err = d.Fail("one offset alone")
		}
		return err
	})
	return list, err
}

// texts reads a list of strings; what is none in it counts as empty.
func texts(o jsonrecord.Object, key string) (list []string) {
	raws, _ := o.List(key)
	for _, raw := range raws {
		s, _ := jsonrecord.TextOf(raw)
		list = append(list, s)
	}
	return list
}

func moment(o jsonrecord.Object, key string) time.Time {
	s, _ := o.Text(key)
	t, err := time.Parse(stamp, s)
	if err != nil {
		return time.Time{}
	}
	return t
}
