package argilla

import (
	"fmt"
	"regexp"
	"slices"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

type writer struct{ unit text.Unit }

// agents are the names that the server takes for those who suggest.
var agents = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9_:./ -]{0,199}$`)

// encoding is one document under way.
type encoding struct {
	*jsonrecord.Envelope
	unit    text.Unit
	d       *foreign.Document
	layer   *foreign.Layer
	offsets *text.Converter
	shown   []extra.Shown
	answer  answer
	fresh   bool
	err     error
}

// Encode gives the record of a document.
func (w writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	e := encoding{unit: w.unit, d: d, layer: &d.Layers[0], offsets: text.NewConverter(d.Text)}
	if e.Envelope, e.err = jsonrecord.UnpackEnvelope(e.layer.Envelope); e.err != nil {
		return nil, e.err
	}
	e.begin()
	e.answers()
	e.own()
	if e.err != nil {
		return nil, e.err
	}
	record, err := e.Style.Object(e.Record)
	if err != nil {
		return nil, err
	}
	return []foreign.Piece{{Data: record}}, nil
}

func (e *encoding) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// begin takes the record of the file, or a new one.
func (e *encoding) begin() {
	if e.Envelope == nil {
		e.fresh = true
		empty := []byte("{}")
		e.Envelope = &jsonrecord.Envelope{Record: jsonrecord.Object{{Key: "id"}, {Key: "fields", Raw: empty}, {Key: "metadata", Raw: e.metadata()},
			{Key: suggestions, Raw: empty}, {Key: responses, Raw: empty}, {Key: "vectors", Raw: empty}, {Key: "_server_id", Raw: null}}}
		e.fail(e.Record.SetText("id", e.d.Head.ID, e.Style))
	}
	field, ok := e.More.Text("field")
	if !ok {
		field = "text"
	}
	fields, _ := e.Record.Object("fields")
	e.fail(fields.SetText(field, e.d.Text, e.Style))
	e.object("fields", fields)
}

// metadata are the fields of a new record.
func (e *encoding) metadata() []byte {
	keys := make([]string, 0, len(e.d.Head.Meta))
	for key := range e.d.Head.Meta {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	metadata := jsonrecord.Object{}
	for _, key := range keys {
		if key != extra.Key {
			e.fail(metadata.SetText(key, e.d.Head.Meta[key], jsonrecord.Style{}))
		}
	}
	raw, err := jsonrecord.Style{}.Object(metadata)
	e.fail(err)
	return raw
}

func (e *encoding) object(key string, o jsonrecord.Object) {
	raw, err := e.Style.Object(o)
	e.fail(err)
	e.Record.Set(key, raw)
}

// answers puts the marks where they came from, and those of a new record into
// the suggestion.
func (e *encoding) answers() {
	where, _ := e.More.Text("where")
	question, _ := e.More.Text("question")
	template, known := e.More.Object("answer")
	spans := e.spans()
	if !known {
		if len(e.layer.Marks) == 0 {
			return
		}
		where, question = suggestions, e.free()
		template = jsonrecord.Object{{Key: "value"}, {Key: "score", Raw: null}, {Key: "agent", Raw: null}}
		if agents.MatchString(e.layer.Person) {
			e.fail(template.SetText("agent", e.layer.Person, e.Style))
		}
	}
	if discarded, _ := template.Text("status"); len(e.layer.Marks) > 0 || discarded != "discarded" {
		template.Set("value", spans)
	}
	e.answer = answer{where: where, template: template}
	e.origins()
	raw, err := e.Style.Object(template)
	e.fail(err)
	if where == responses {
		raw = e.Style.List([][]byte{raw})
	}
	questions, _ := e.Record.Object(where)
	questions.Set(question, raw)
	e.object(where, questions)
}

// free is a name for the question that the record does not use otherwise.
func (e *encoding) free() string {
	given, _ := e.Record.Object(suggestions)
	name := "spans"
	for n := 2; given.Has(name); n++ {
		name = fmt.Sprintf("spans_%d", n)
	}
	return name
}

// spans writes the spans, those of the file in its order.
func (e *encoding) spans() []byte {
	e.shown = make([]extra.Shown, len(e.layer.Marks))
	var list []jsonrecord.Object
	for _, i := range e.Marks.Order(len(e.layer.Marks), func(i int) string { return e.layer.Marks[i].ID }) {
		m := &e.layer.Marks[i]
		for n, s := range m.Spans {
			o, known := e.Marks.Get(m.ID)
			if !known || n > 0 {
				o = jsonrecord.Object{}
			}
			start, err := e.offsets.ToUnit(e.unit, s.Start)
			e.fail(err)
			end, err := e.offsets.ToUnit(e.unit, s.End)
			e.fail(err)
			o.SetInt("start", start)
			o.SetInt("end", end)
			e.fail(o.SetText("label", m.Label, e.Style))
			e.shown[i].Keys = append(e.shown[i].Keys, fmt.Sprintf("s%d", len(list)))
			e.shown[i].Spans = append(e.shown[i].Spans, text.Range{Start: s.Start, End: s.End})
			list = append(list, o)
		}
	}
	raw, err := e.Style.Objects(list)
	e.fail(err)
	return raw
}

func (e *encoding) origins() {
	for i := range e.shown {
		e.shown[i].Origin = e.answer.origin()
	}
}

// own puts what Argilla has no place for into the metadata.
func (e *encoding) own() {
	metadata, _ := e.Record.Object("metadata")
	said := extra.Record{}
	e.answer.say(&said)
	own := extra.Writer{Unit: e.unit, Head: extra.HeadOf(e.Record.Raw("id"), metadata), Person: said.Person, Status: said.Status, Reason: said.Reason}
	if !e.fresh {
		own.Name = e.d.Name // it came from the file's name
	}
	raw, err := own.Write(e.d, e.shown)
	if e.fail(err); raw == nil && e.fresh {
		raw = []byte("{}")
	}
	if raw != nil {
		e.fail(metadata.SetText(extra.Key, string(raw), e.Style))
		e.object("metadata", metadata)
	}
}

// Companions are the script that makes a dataset of the file.
func (writer) Companions() ([]format.Companion, error) {
	return []format.Companion{{Name: scriptName, Content: []byte(script)}}, nil
}

const scriptName = "argilla_dataset.py"

const script = `"""Makes an Argilla dataset of a file of records: argilla_dataset.py FILE NAME"""
import json
import os
import sys

import argilla as rg

path, name = sys.argv[1:3]
with open(path, encoding="utf-8") as file:
    records = json.load(file)
labels = sorted({s["label"] for r in records for a in r["suggestions"].values() for s in a["value"]})
client = rg.Argilla(api_url=os.environ["ARGILLA_API_URL"], api_key=os.environ["ARGILLA_API_KEY"])
settings = rg.Settings(
    fields=[rg.TextField(name="text")],
    questions=[rg.SpanQuestion(name="spans", field="text", labels=labels or ["none"], allow_overlapping=True)],
    allow_extra_metadata=True,
)
dataset = rg.Dataset(name=name, settings=settings, client=client)
dataset.create()
dataset.records.from_json(path)
`
