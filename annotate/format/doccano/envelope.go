package doccano

import (
	"bluepencil/annotate/format/jsonrecord"
)

// tail is the key, in the template of a list, of what follows the three.
const tail = "+"

// envelope is what stood in a record beside what is understood.
type envelope struct {
	jsonrecord.Envelope
	column string // where the labels stood; empty: nowhere
}

// listed tells whether labels were written as lists, which have no ids.
func (e *envelope) listed() bool {
	if e.column != "entities" {
		return true
	}
	template, ok := e.Marks.First()
	return ok && !template.Has("label")
}

// setMeta puts what is left of meta into the record.
func (e *envelope) setMeta(meta jsonrecord.Object) error {
	raw, err := e.Style.Object(meta)
	e.Record.Set("meta", raw)
	return err
}

func (e *envelope) pack() ([]byte, error) {
	if e.column != "" {
		if err := e.More.SetText("column", e.column, jsonrecord.Style{}); err != nil {
			return nil, err
		}
	}
	return e.Pack()
}

// unpack reads what pack wrote; nil where there is no envelope.
func unpack(packed []byte) (*envelope, error) {
	inner, err := jsonrecord.UnpackEnvelope(packed)
	if inner == nil {
		return nil, err
	}
	e := envelope{Envelope: *inner}
	e.column, _ = e.More.Text("column")
	return &e, nil
}
