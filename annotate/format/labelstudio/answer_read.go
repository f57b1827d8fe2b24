package labelstudio

import (
	"errors"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// other takes a result that makes no mark: an answer about one, a choice about
// the article, or what is only kept. Relations wait until all marks are there.
func (d *layerDecoding) other(r *result) {
	c := controlOf(d.state.Controls, r.form.From)
	switch marks := d.regions[r.id]; {
	case r.kind == typeRelation:
		d.relation(r)
	case r.isPlaced() && len(marks) > 0:
		d.answer(marks[0], &c, r)
	case r.isPlaced():
		d.problem(d.place, errors.New("an answer about a region that is not there or has no label: "+r.form.From))
	default:
		d.field(&c, r)
	}
}

// answer gives a mark an attribute. Of one that is answered twice, the first
// answer holds and the other is kept.
func (d *layerDecoding) answer(mark int, c *control, r *result) {
	value, ok := c.value(r)
	said := answered{mark, c.Attribute}
	if !ok || c.Attribute == "" || d.answered[said] {
		d.keep(r)
		return
	}
	d.answered[said] = true
	m := &d.marks[mark]
	m.Attributes = append(m.Attributes, foreign.Attribute{Name: c.Attribute, Value: value})
	if _, known := d.state.Controls[r.form.From]; !known {
		d.envelope.Kinds[c.Attribute] = r.form
	}
}

func (d *layerDecoding) keep(r *result) {
	raw, err := jsonrecord.Marshal(r.whole)
	if err != nil {
		d.problem(d.place, err)
		return
	}
	d.envelope.Results = append(d.envelope.Results, raw)
}

// field reads a choice about the article. Where it is one of the document
// fields, an answer that differs from what the article's own state says is a
// newer one; others are document fields by the name of their control.
func (d *layerDecoding) field(c *control, r *result) {
	value, ok := c.value(r)
	text, one := value.(string)
	if list, several := value.([]string); several {
		text = strings.Join(list, ", ")
	}
	name := c.Field
	if name == "" {
		d.keep(r)
		if name = r.form.From; d.known || name == "" {
			return
		}
	} else if !one {
		return
	}
	if ok && text != "" && text != d.meta[name] {
		if d.doc.Head.Meta == nil {
			d.doc.Head.Meta = map[string]string{}
		}
		d.doc.Head.Meta[name] = text
	}
}

func texts(raw []byte) []string { return jsonrecord.TextsOf(raw) }

func number(raw []byte) (any, bool) {
	n, ok := jsonrecord.NumberOf(raw)
	return n, ok
}

// ways are the ways through a taxonomy, each in one string.
func ways(raw []byte) (any, bool) {
	var list []string
	for _, way := range jsonrecord.Elements(raw) {
		list = append(list, strings.Join(jsonrecord.TextsOf(way), step))
	}
	return list, len(list) > 0
}
