package labelstudio

import (
	"encoding/json"
	"fmt"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// ofMin are the keys that JSON_MIN adds to those of the data and the controls.
var ofMin = []string{"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"}

// min reads a record of JSON_MIN, or a task that is nothing but its data. It
// has lost the ids of regions, and which answer was about which; an answer goes
// to the marks that have its place.
func (d *decoding) min(record jsonrecord.Object) (*foreign.Document, error) {
	rest := record.Without(ofMin...)
	var controls, data jsonrecord.Object
	for _, m := range rest {
		if isPlacedList(m.Raw) {
			controls = append(controls, m)
		} else {
			data = append(data, m)
		}
	}
	if err := d.text(data); err != nil {
		return nil, err
	}
	if err := d.article(record, data); err != nil {
		return nil, err
	}
	if len(controls) == 0 && record.Get("annotation_id") == nil {
		return d.doc, nil
	}
	one := d.newLayer("record")
	for _, c := range controls {
		one.minMarks(c.Key, jsonrecord.Elements(c.Raw))
	}
	places := map[[2]int]int{}
	for i := len(one.marks) - 1; i >= 0; i-- {
		span := one.marks[i].Spans[0]
		places[[2]int{span.Start, span.End}] = i
	}
	for _, c := range controls {
		one.minAnswers(c.Key, jsonrecord.Elements(c.Raw), places)
	}
	d.doc.Layers = []foreign.Layer{{Person: d.person(record), Marks: one.marks}}
	return d.doc, nil
}

// isPlacedList tells of the values of a control that is about parts of the text.
func isPlacedList(raw json.RawMessage) bool {
	list := jsonrecord.Elements(raw)
	if len(list) == 0 {
		return false
	}
	first, err := jsonrecord.Parse(list[0])
	return err == nil && first.Get("start") != nil && first.Get("end") != nil
}

func (d *layerDecoding) minMarks(control string, list [][]byte) {
	for n, raw := range list {
		value, err := jsonrecord.Parse(raw)
		if err != nil {
			d.problem(fmt.Sprintf("%s, %d", control, n+1), err)
			continue
		}
		r := result{value: value, kind: typeLabels, form: form{From: control}}
		if _, ok := r.labels(); !ok {
			continue
		}
		if err := d.region(&r); err != nil {
			d.problem(fmt.Sprintf("%s, %d", control, n+1), err)
		}
	}
}

// minAnswers gives marks the answers that have their place.
func (d *layerDecoding) minAnswers(name string, list [][]byte, places map[[2]int]int) {
	for _, raw := range list {
		value, err := jsonrecord.Parse(raw)
		if err != nil || value.Get(typeLabels) != nil {
			continue
		}
		for _, kind := range []string{typeChoices, typeNumber, typeRating, typeDatetime, typeTaxonomy, "text"} {
			if value.Get(kind) == nil {
				continue
			}
			if kind == "text" {
				kind = typeTextarea
			}
			d.minAnswer(&control{Attribute: name}, &result{value: value, kind: kind}, places)
			break
		}
	}
}

func (d *layerDecoding) minAnswer(c *control, r *result, places map[[2]int]int) {
	start, ok := jsonrecord.IntOf(r.value.Get("start"))
	end, also := jsonrecord.IntOf(r.value.Get("end"))
	value, told := c.value(r)
	mark, there := places[[2]int{start, end}]
	if said := (answered{mark, c.Attribute}); ok && also && told && there && !d.answered[said] {
		d.answered[said] = true
		d.marks[mark].Attributes = append(d.marks[mark].Attributes, foreign.Attribute{Name: c.Attribute, Value: value})
		return
	}
	d.problem("record", fmt.Errorf("an answer about no region: %s", strings.TrimSpace(c.Attribute)))
}
