package doccano

import (
	"fmt"

	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// columns are where stretches are found, in the order they are looked for.
var columns = []string{"entities", "label", "labels"}

func read(o jsonrecord.Object, raw []byte, options foreign.ReadOptions) (*foreign.Document, error) {
	whole, ok := o.Text("text")
	switch {
	case !ok:
		return nil, fmt.Errorf("%w: there is no text", jsonrecord.ErrRecord)
	case whole == "":
		return nil, ErrEmpty
	}
	d := &foreign.Document{Text: whole}
	e := envelope{Envelope: jsonrecord.Envelope{Style: jsonrecord.StyleOf(raw), Record: o.Clone()}}
	r := extra.Record{Person: options.Person}
	meta, _ := o.Object("meta")
	r.Head = extra.HeadOf(o.Raw("id"), meta)
	if r.Extra = meta.Raw(extra.Key); r.Extra != nil {
		meta.Delete(extra.Key)
		if err := e.setMeta(meta); err != nil {
			return nil, err
		}
	} else if r.Extra = o.Raw(extra.Key); r.Extra != nil {
		e.Record.Delete(extra.Key)
	}
	e.Record.Set("text", []byte("null"))
	for _, key := range columns {
		if list, ok := o.List(key); ok && !classes(list) {
			e.column = key
			e.natives(d, &r, list)
			break
		}
	}
	if e.column == "entities" {
		e.relations(d, &r, o)
	}
	packed, err := e.pack()
	if err != nil {
		return nil, err
	}
	r.Document(d, packed)
	return d, nil
}

// classes tells whether a list has names alone, as for whole texts.
func classes(list [][]byte) bool {
	for _, raw := range list {
		if _, ok := jsonrecord.Word(raw); !ok {
			return false
		}
	}
	return len(list) > 0
}

// natives reads the stretches. What is none is left out and said.
func (e *envelope) natives(d *foreign.Document, r *extra.Record, list [][]byte) {
	e.Record.Set(e.column, []byte("null"))
	for i, raw := range list {
		n, template, err := item(raw)
		if err != nil {
			d.Problems = append(d.Problems, fmt.Sprintf("label %d left out: %v", i+1, err))
			continue
		}
		if _, twice := e.Marks.Get(n.Key); n.Key == "" || twice {
			n.Key = fmt.Sprintf("s%d", len(r.Natives))
		}
		e.Marks.Add(n.Key, template)
		r.Natives = append(r.Natives, n)
	}
}

// item reads a stretch, as a list or as an object. The template is what it was
// written as: for a list, what follows the three.
func item(raw []byte) (n extra.Native, template jsonrecord.Object, err error) {
	if len(raw) > 0 && raw[0] == '{' {
		o, err := jsonrecord.Parse(raw)
		if err != nil {
			return n, nil, err
		}
		n.Key, _ = jsonrecord.Word(o.Raw("id"))
		err = fill(&n, o.Raw("start_offset"), o.Raw("end_offset"), o.Raw("label"))
		for _, known := range []string{"start_offset", "end_offset", "label"} {
			o.Set(known, []byte("null"))
		}
		return n, o, err
	}
	list, err := jsonrecord.List(raw)
	if err != nil || len(list) < 3 {
		return n, nil, fmt.Errorf("%w: a label is a list of start, end and name", jsonrecord.ErrRecord)
	}
	template = jsonrecord.Object{}
	if len(list) > 3 {
		template.Set(tail, jsonrecord.Style{}.List(list[3:]))
	}
	return n, template, fill(&n, list[0], list[1], list[2])
}

func fill(n *extra.Native, start, end, label []byte) error {
	var okStart, okEnd, okLabel bool
	n.Start, okStart = jsonrecord.IntOf(start)
	n.End, okEnd = jsonrecord.IntOf(end)
	n.Label, okLabel = jsonrecord.Word(label)
	if !okStart || !okEnd || !okLabel || n.Label == "" {
		return fmt.Errorf("%w: a label has a start, an end and a name", jsonrecord.ErrRecord)
	}
	return nil
}

// relations reads the links, whose ends are ids of entities.
func (e *envelope) relations(d *foreign.Document, r *extra.Record, o jsonrecord.Object) {
	list, ok := o.List("relations")
	if !ok || e.listed() {
		return
	}
	r.Relates = true
	e.Record.Set("relations", []byte("null"))
	for i, raw := range list {
		one, err := jsonrecord.Parse(raw)
		from, okFrom := jsonrecord.Word(one.Raw("from_id"))
		to, okTo := jsonrecord.Word(one.Raw("to_id"))
		role, okRole := jsonrecord.Word(one.Raw("type"))
		if err != nil || !okFrom || !okTo || !okRole {
			d.Problems = append(d.Problems, fmt.Sprintf("relation %d left out: it has no from_id, to_id and type", i+1))
			continue
		}
		e.AddLink(from, to, role, one)
		r.Relations = append(r.Relations, extra.Relation{From: from, To: to, Role: role})
	}
}
