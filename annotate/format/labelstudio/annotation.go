package labelstudio

import (
	"encoding/json"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// annotation reads what one person said: number n of so many.
func (d *decoding) annotation(raw json.RawMessage, n, of int) error {
	a, ok := jsonrecord.Split(raw)
	if !ok {
		d.problem(fmt.Sprintf("annotation %d", n+1), errResult)
		return nil
	}
	one := d.layer(a, fmt.Sprintf("annotation %d", n+1))
	l := foreign.Layer{}
	if state, ok := d.stateOf(one, n, of); ok {
		l = foreign.Layer{Person: state.Person, Status: state.Status, Reason: state.Reason, Submitted: state.Submitted, Codebook: state.Codebook}
	} else {
		l.Person = d.free(d.person(a))
	}
	switch cancelled := string(a.Get("was_cancelled")) == "true"; {
	case cancelled:
		l.Status = annotate.StatusSetAside
	case l.Status == annotate.StatusSetAside:
		l.Status = "" // somebody took it up again
	}
	one.envelope.Annotation = a.Without("result", "was_cancelled", "completed_by")
	if string(a.Get("ground_truth")) == "false" {
		one.envelope.Annotation = one.envelope.Annotation.Without("ground_truth")
	}
	return d.add(l, one)
}

// prediction reads what a machine said, as a layer of its own: its marks are
// suggestions that nobody has looked at.
func (d *decoding) prediction(raw json.RawMessage, n int) error {
	p, ok := jsonrecord.Split(raw)
	if !ok {
		d.problem(fmt.Sprintf("prediction %d", n+1), errResult)
		return nil
	}
	one := d.layer(p, fmt.Sprintf("prediction %d", n+1))
	model := scalar(p.Get("model_version"))
	l := foreign.Layer{Person: d.free(or(model, "prediction"))}
	for i := range one.marks {
		o := &one.marks[i].Origin
		o.By, o.Source = annotate.BySuggestion, or(o.Source, model)
	}
	one.envelope.Prediction = true
	one.envelope.Annotation = p.Without("result")
	return d.add(l, one)
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// add makes a layer of what was read.
func (d *decoding) add(l foreign.Layer, one *layerDecoding) (err error) {
	l.Marks = one.marks
	l.Envelope, err = one.envelope.seal()
	d.people[l.Person]++
	d.doc.Layers = append(d.doc.Layers, l)
	return err
}

// stateOf finds the layer's state: by the person that a region names, else by
// its place where nobody's annotation was added or taken away.
func (d *decoding) stateOf(one *layerDecoding, n, of int) (layerState, bool) {
	if one.person != nil {
		if s, ok := d.stateOfPerson(*one.person); ok && !d.has(s.Person) {
			return s, true
		}
	}
	if of == len(d.state.Layers) && !d.has(d.state.Layers[n].Person) {
		return d.state.Layers[n], true
	}
	return layerState{}, false
}

func (d *decoding) stateOfPerson(person string) (layerState, bool) {
	if d.states == nil {
		d.states = map[string]layerState{}
		for _, s := range d.state.Layers {
			d.states[s.Person] = s
		}
	}
	s, ok := d.states[person]
	return s, ok
}

func (d *decoding) has(person string) bool { return d.people[person] > 0 }

// person is who made an annotation, as far as it says: an e-mail, or a number
// that only the server knows.
func (d *decoding) person(a jsonrecord.Object) string {
	by := a.Get("completed_by")
	if by == nil {
		by = a.Get("annotator") // of JSON_MIN
	}
	if who, ok := jsonrecord.Split(by); ok {
		if email := who.TextAt("email"); email != "" {
			return email
		}
		by = who.Get("id")
	}
	if email, ok := jsonrecord.TextOf(by); ok && email != "" {
		return email
	}
	if id := scalar(by); id != "" {
		return "user-" + id
	}
	return d.options.Person
}
