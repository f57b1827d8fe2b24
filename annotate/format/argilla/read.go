package argilla

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/jsonrecord"
)

// Where the spans of a record stand.
const (
	suggestions = "suggestions"
	responses   = "responses"
)

var null = []byte("null")

// reading is one record under way.
type reading struct {
	jsonrecord.Envelope
	d        *foreign.Document
	record   jsonrecord.Object
	field    string
	question string
	person   string
}

func read(o jsonrecord.Object, raw []byte, options foreign.ReadOptions) (*foreign.Document, error) {
	r := reading{Envelope: jsonrecord.Envelope{Style: jsonrecord.StyleOf(raw), Record: o.Clone()}, d: &foreign.Document{}, record: o, person: options.Person}
	if err := r.text(); err != nil {
		return nil, err
	}
	answers := r.answers(responses)
	if len(answers) == 0 {
		answers = r.answers(suggestions)
	}
	if len(answers) == 0 {
		answers = []answer{{}}
	}
	if err := r.metadata(); err != nil {
		return nil, err
	}
	var layers []foreign.Layer
	for _, a := range answers {
		l, err := r.layer(a)
		if err != nil {
			return nil, err
		}
		layers = append(layers, l)
	}
	r.d.Layers = layers
	return r.d, nil
}

// text finds the field with the text: the one so called, or else the first.
func (r *reading) text() error {
	fields, _ := r.record.Object("fields")
	r.field = "text"
	if _, ok := fields.Text(r.field); !ok {
		for _, f := range slices.Backward(fields) {
			if _, ok := jsonrecord.TextOf(f.Raw); ok {
				r.field = f.Key
			}
		}
	}
	whole, ok := fields.Text(r.field)
	if !ok {
		return fmt.Errorf("%w: no field is a text", jsonrecord.ErrRecord)
	}
	r.d.Text = whole
	fields.Set(r.field, null)
	raw, err := r.Style.Object(fields)
	r.Record.Set("fields", raw)
	if err != nil {
		return err
	}
	return r.More.SetText("field", r.field, jsonrecord.Style{})
}

// metadata takes our own string out of the record.
func (r *reading) metadata() error {
	metadata, ok := r.record.Object("metadata")
	if !ok || !metadata.Has(extra.Key) {
		return nil
	}
	metadata.Delete(extra.Key)
	raw, err := r.Style.Object(metadata)
	r.Record.Set("metadata", raw)
	return err
}

// answer is one answer to the question about spans: who gave it and what.
type answer struct {
	where    string
	template jsonrecord.Object // with null for the value
	spans    [][]byte
}

// answers gives the answers of one kind to the first question that is about
// spans, and takes them out of the record.
func (r *reading) answers(where string) (list []answer) {
	questions, ok := r.record.Object(where)
	if !ok {
		return nil
	}
	for _, q := range questions {
		raws := [][]byte{q.Raw}
		if where == responses {
			raws, _ = jsonrecord.List(q.Raw)
		}
		for _, raw := range raws {
			if a, ok := answerOf(where, raw); ok {
				list = append(list, a)
			}
		}
		if len(list) == 0 || len(list) != len(raws) {
			list = nil
			continue
		}
		r.question = q.Key
		questions.Set(q.Key, null)
		raw, err := r.Style.Object(questions)
		if err != nil {
			return nil
		}
		r.Record.Set(where, raw)
		return list
	}
	return nil
}

func answerOf(where string, raw []byte) (a answer, ok bool) {
	if a.template, ok = object(raw); !ok {
		return a, false
	}
	a.where = where
	value := a.template.Raw("value")
	if status, _ := a.template.Text("status"); value == nil && status == "discarded" {
		return a, true
	}
	spans, err := jsonrecord.List(value)
	if err != nil {
		return a, false
	}
	for _, span := range spans {
		if o, ok := object(span); !ok || !o.Has("start") || !o.Has("end") {
			return a, false
		}
	}
	a.spans = spans
	a.template.Set("value", null)
	return a, true
}

func object(raw []byte) (jsonrecord.Object, bool) {
	o, err := jsonrecord.Parse(raw)
	return o, err == nil
}

// layer makes a layer of an answer. The envelope of each has the whole record,
// but for the answers of others.
func (r *reading) layer(a answer) (l foreign.Layer, err error) {
	one := extra.Record{Person: r.person}
	metadata, _ := r.record.Object("metadata")
	one.Head = extra.HeadOf(r.record.Raw("id"), metadata)
	if own, ok := metadata.Text(extra.Key); ok {
		one.Extra = []byte(own)
	}
	e := r.Envelope
	e.More = r.More.Clone()
	if a.where != "" {
		raw, err := jsonrecord.Style{}.Object(a.template)
		if err != nil {
			return l, err
		}
		if err := e.More.SetText("where", a.where, jsonrecord.Style{}); err != nil {
			return l, err
		}
		if err := e.More.SetText("question", r.question, jsonrecord.Style{}); err != nil {
			return l, err
		}
		e.More.Set("answer", raw)
	}
	a.say(&one)
	r.spans(&one, &e, a)
	packed, err := e.Pack()
	if err != nil {
		return l, err
	}
	one.Document(r.d, packed)
	return r.d.Layers[0], nil
}

// say takes over who answered, and whether it is finished.
func (a *answer) say(r *extra.Record) {
	if user, ok := a.template.Text("user_id"); ok && a.where == responses {
		r.Person = user
	}
	switch status, _ := a.template.Text("status"); status {
	case "draft":
		r.Status = annotate.StatusInProgress
	case "discarded":
		r.Status, r.Reason = annotate.StatusSetAside, "it was discarded in Argilla"
	}
}

func (r *reading) spans(one *extra.Record, e *jsonrecord.Envelope, a answer) {
	origin := a.origin()
	for i, raw := range a.spans {
		o, _ := object(raw)
		start, okStart := o.Int("start")
		end, okEnd := o.Int("end")
		label, okLabel := jsonrecord.Word(o.Raw("label"))
		if !okStart || !okEnd || !okLabel {
			r.d.Problems = append(r.d.Problems, fmt.Sprintf("span %d left out: it has no start, end and label", i+1))
			continue
		}
		n := extra.Native{Key: fmt.Sprintf("s%d", len(one.Natives)), Start: start, End: end, Label: label, Origin: origin}
		for _, key := range []string{"start", "end", "label"} {
			o.Set(key, null)
		}
		one.Natives = append(one.Natives, n)
		e.Marks.Add(n.Key, o)
	}
}

// origin is that of the marks: a suggestion is its agent's.
func (a *answer) origin() (o foreign.Origin) {
	if a.where != suggestions {
		return o
	}
	o.By = annotate.BySuggestion
	o.Source, _ = a.template.Text("agent")
	if raw := a.template.Raw("score"); raw != nil {
		if score, err := jsonio.NewDecoder(raw).Number(); err == nil {
			o.Score = &score
		}
	}
	return o
}
