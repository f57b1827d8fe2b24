package doccano

import (
	"fmt"

	"bluepencil/annotate/format/jsonrecord"
)

// tail is the key, in the template of a list, of what follows the three.
const tail = "+"

// envelope is what stood in a record beside what is understood.
type envelope struct {
	style        jsonrecord.Style
	column       string            // where the labels stood; empty: nowhere
	record       jsonrecord.Object // with null where something is filled in
	marks, links jsonrecord.Templates
}

// listed tells whether labels were written as lists, which have no ids.
func (e *envelope) listed() bool {
	if e.column != "entities" {
		return true
	}
	template, ok := e.marks.First()
	return ok && !template.Has("label")
}

// linkKey names a link; of several between the same two, which one.
func linkKey(from, to, role string, n int) string {
	return fmt.Sprintf("%q %q %q %d", from, to, role, n)
}

func (e *envelope) addLink(from, to, role string, o jsonrecord.Object) {
	n := 0
	for _, there := e.links.Get(linkKey(from, to, role, n)); there; _, there = e.links.Get(linkKey(from, to, role, n)) {
		n++
	}
	e.links.Add(linkKey(from, to, role, n), o)
}

// setMeta puts what is left of meta into the record.
func (e *envelope) setMeta(meta jsonrecord.Object) error {
	raw, err := e.style.Object(meta)
	e.record.Set("meta", raw)
	return err
}

func (e *envelope) pack() ([]byte, error) {
	var plain jsonrecord.Style
	record, err := plain.Object(e.record)
	if err != nil {
		return nil, err
	}
	var out jsonrecord.Object
	out.Set("record", record)
	if e.column != "" {
		if err := out.SetText("column", e.column, plain); err != nil {
			return nil, err
		}
	}
	if style := e.style.String(); style != "" {
		if err := out.SetText("style", style, plain); err != nil {
			return nil, err
		}
	}
	if err := e.marks.SetTo(&out, "marks"); err != nil {
		return nil, err
	}
	if err := e.links.SetTo(&out, "links"); err != nil {
		return nil, err
	}
	return plain.Object(out)
}

// unpack reads what pack wrote; nil where there is no envelope.
func unpack(packed []byte) (*envelope, error) {
	if len(packed) == 0 {
		return nil, nil
	}
	o, err := jsonrecord.Parse(packed)
	if err != nil {
		return nil, fmt.Errorf("what was kept of the file: %w", err)
	}
	e := envelope{}
	e.record, _ = o.Object("record")
	e.column, _ = o.Text("column")
	style, _ := o.Text("style")
	e.style = jsonrecord.ParseStyle(style)
	e.marks = *jsonrecord.TemplatesFrom(o, "marks")
	e.links = *jsonrecord.TemplatesFrom(o, "links")
	return &e, nil
}
