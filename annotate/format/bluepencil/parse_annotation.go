package bluepencil

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/format/jsonio"
)

var annotationShape = jsonio.Shape{Name: "an annotation",
	Required: []string{"id", "layer", "label", "spans", "attributes", "links", "entity", "note", "origin", "created", "modified"},
	Optional: []string{"question"}}

func (p parser) annotation(a *Annotation) error {
	return p.Record(&annotationShape, func(n int) error {
		switch n {
		case 0:
			return p.id(&a.ID)
		case 1:
			return p.word(&a.Layer)
		case 2:
			return p.word((*string)(&a.Label))
		case 3:
			return array(p, &a.Spans, p.span)
		case 4:
			return p.values(&a.Attributes)
		case 5:
			return array(p, &a.Links, p.link)
		case 6:
			return p.id(&a.Entity)
		case 7:
			return p.text(&a.Note)
		case 8:
			return p.origin(&a.Origin)
		case 9:
			return p.time(&a.Created)
		case 10:
			return p.time(&a.Modified)
		default:
			return p.flag(&a.Question)
		}
	})
}

var spanShape = jsonio.Shape{Name: "a span", Required: []string{"start", "end", "text"}, Optional: []string{"cut"}}

func (p parser) span(s *Span) error {
	return p.Record(&spanShape, func(n int) error {
		switch n {
		case 0:
			return p.whole(&s.Start)
		case 1:
			return p.whole(&s.End)
		case 2:
			return p.text(&s.Text)
		default:
			return p.flag(&s.Cut)
		}
	})
}

var linkShape = jsonio.Shape{Name: "a link", Required: []string{"id", "role", "to", "to_kind", "attributes"}}

func (p parser) link(l *Link) error {
	err := p.Record(&linkShape, func(n int) error {
		switch n {
		case 0:
			return p.id(&l.ID)
		case 1:
			return p.word((*string)(&l.Role))
		case 2:
			return p.id(&l.To)
		case 3:
			return p.word(&l.ToKind)
		default:
			return p.values(&l.Attributes)
		}
	})
	if err == nil && l.ToKind != toAnnotation && l.ToKind != toEntity {
		err = fmt.Errorf("a link points to %q; it is %s or %s", l.ToKind, toAnnotation, toEntity)
	}
	return err
}

var originShape = jsonio.Shape{Name: "an origin", Required: []string{"by", "source", "score", "edited", "from"}}

func (p parser) origin(o *Origin) error {
	return p.Record(&originShape, func(n int) error {
		switch n {
		case 0:
			return p.word((*string)(&o.By))
		case 1:
			return p.word(&o.Source)
		case 2:
			if p.Null() {
				return nil
			}
			score, err := p.Number()
			o.Score = &score
			return err
		case 3:
			return p.flag(&o.Edited)
		default:
			return array(p, &o.From, p.id)
		}
	})
}

var entityRoleShape = jsonio.Shape{Name: "a role of an entity", Required: []string{"title"}, Optional: []string{"from", "to"}}

func (p parser) role(r *annotate.EntityRole) error {
	return p.Record(&entityRoleShape, func(n int) error {
		return p.text([]*string{&r.Title, &r.From, &r.To}[n])
	})
}

var entityShape = jsonio.Shape{Name: "an entity", Required: []string{"id", "name", "type", "aliases"}, Optional: []string{"wikidata", "note", "roles", "same_as"}}

func (p parser) entity(e *Entity) error {
	return p.Record(&entityShape, func(n int) error {
		switch n {
		case 0:
			return p.id(&e.ID)
		case 1:
			return p.text(&e.Name)
		case 2:
			return p.word(&e.Type)
		case 3:
			return array(p, &e.Aliases, p.text)
		case 4:
			return p.text(&e.Wikidata)
		case 5:
			return p.text(&e.Note)
		case 6:
			return array(p, &e.Roles, p.role)
		default:
			return array(p, &e.SameAs, p.id)
		}
	})
}

func (p parser) values(into *Values) error {
	*into = Values{}
	return p.Object(func(key string) (err error) {
		(*into)[annotate.AttributeID(key)], err = p.value()
		return err
	})
}

// value reads what an attribute may hold; see annotate.AttributeValue.
func (p parser) value() (any, error) {
	switch p.Kind() {
	case '"':
		return p.Word()
	case 't':
		return p.Bool()
	case '[':
		words := []string{}
		err := array(p, &words, p.text)
		return words, err
	case '0':
		return p.Number()
	}
	return nil, fmt.Errorf("an attribute holds neither text nor a number, true, false or a list of texts (byte %d)", p.Offset())
}
