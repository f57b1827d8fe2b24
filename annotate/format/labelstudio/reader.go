package labelstudio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// reader reads tasks one after the other.
type reader struct {
	file    io.ReadCloser
	in      *jsonrecord.Stream
	options foreign.ReadOptions
}

// Close closes the file.
func (r *reader) Close() error { return r.file.Close() }

// Next gives the document of the next task.
func (r *reader) Next() (*foreign.Document, error) {
	raw, where, err := r.in.Next()
	if err != nil {
		return nil, err
	}
	task, err := jsonrecord.Parse(raw)
	if err != nil {
		return nil, &format.RecordError{Where: where, Err: err}
	}
	d, err := r.document(task)
	if err != nil {
		return nil, &format.RecordError{Where: where, Err: err}
	}
	d.Where = where
	return d, nil
}

// errNoText: a task has no text that could be told from its other data.
var errNoText = errors.New("no text in it: it lies under data.text, or whatever key is said to hold the text")

// decoding is the reading of one task.
type decoding struct {
	*reader
	doc     *foreign.Document
	state   articleState
	known   bool                  // state was there
	states  map[string]layerState // by person, once asked
	textKey string
	offsets *text.Converter
	meta    map[string]string // as the article's own state says it
	people  map[string]int    // how many layers asked for the name
}

func (r *reader) document(task jsonrecord.Object) (*foreign.Document, error) {
	d := &decoding{reader: r, doc: &foreign.Document{}, people: map[string]int{}}
	data := task.ObjectAt("data")
	if data == nil {
		return d.min(task)
	}
	if err := d.text(data); err != nil {
		return nil, err
	}
	if err := d.article(task, data); err != nil {
		return nil, err
	}
	list := task.Get("annotations")
	if list == nil {
		list = task.Get("completions") // as it was called until 2021
	}
	people := jsonrecord.Elements(list)
	for i, raw := range people {
		if err := d.annotation(raw, i, len(people)); err != nil {
			return nil, err
		}
	}
	for i, raw := range jsonrecord.Elements(task.Get("predictions")) {
		if err := d.prediction(raw, i); err != nil {
			return nil, err
		}
	}
	return d.doc, d.seal(task)
}

// text finds the text in the data, and what the document is called.
func (d *decoding) text(data jsonrecord.Object) error {
	d.textKey = d.keyOfText(data)
	raw := data.Get(d.textKey)
	s, ok := jsonrecord.TextOf(raw)
	if !ok {
		if d.textKey == "" || len(raw) == 0 || !bytes.ContainsAny(raw[:1], "-0123456789") {
			return errNoText
		}
		s = string(raw) // a number is taken as it is written
	}
	d.doc.Text, d.offsets = s, text.NewConverter(s)
	return nil
}

// keyOfText is the key that was said to be the text's, or "text", or that of
// the only string.
func (d *decoding) keyOfText(data jsonrecord.Object) string {
	only, strings := "", 0
	for _, m := range data {
		if d.options.Columns[m.Key] == textObject {
			return m.Key
		}
		if _, ok := jsonrecord.TextOf(m.Raw); ok {
			only = m.Key
			strings++
		}
	}
	switch {
	case data.Get(textObject) != nil:
		return textObject
	case strings == 1:
		return only
	}
	return ""
}

// article reads what is said of the article as a whole.
func (d *decoding) article(task, data jsonrecord.Object) error {
	if raw := data.Get(ours); raw != nil {
		if err := json.Unmarshal(raw, &d.state); err != nil {
			return fmt.Errorf("data.%s: %w", ours, err)
		}
		d.known = true
		d.doc.Name, d.doc.Head, d.doc.Entities, d.meta = d.state.Name, d.state.Head, d.state.Entities, d.state.Head.Meta
		d.doc.Head.Meta = copied(d.meta)
		return nil
	}
	d.doc.Head.Meta = map[string]string{}
	for _, m := range data {
		if s, ok := jsonrecord.TextOf(m.Raw); ok && m.Key != d.textKey {
			d.doc.Head.Meta[m.Key] = s
		}
	}
	for _, raw := range []json.RawMessage{data.Get("doc_id"), data.Get("id"), task.Get("id")} {
		if d.doc.Head.ID == "" {
			d.doc.Head.ID = scalar(raw)
		}
	}
	d.doc.Name = d.doc.Head.ID
	return nil
}

func copied(m map[string]string) map[string]string {
	if m == nil {
		return nil
	}
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// scalar is a string, or a number as it is written: it may be larger than any
// number that is counted with.
func scalar(raw []byte) string {
	if s, ok := jsonrecord.TextOf(raw); ok {
		return s
	}
	if _, ok := jsonrecord.NumberOf(raw); ok {
		return string(bytes.TrimSpace(raw))
	}
	return ""
}

// seal gives the first layer what the task says beside its annotations.
func (d *decoding) seal(task jsonrecord.Object) error {
	if len(d.doc.Layers) == 0 {
		return nil
	}
	first := &d.doc.Layers[0]
	e := openEnvelope(first.Envelope)
	e.Task = task.Without("data", "annotations", "completions", "predictions", "meta")
	if meta := task.ObjectAt("meta").Without(ours); len(meta) > 0 {
		if err := e.Task.SetValue("meta", meta); err != nil {
			return err
		}
	}
	e.Data = task.ObjectAt("data").Without(d.textKey, ours)
	if d.known {
		e.Data = e.Data.Without("doc_id")
	}
	if d.textKey != textObject {
		e.TextKey = d.textKey
	}
	var err error
	first.Envelope, err = e.seal()
	return err
}

func (d *decoding) problem(place string, err error) {
	d.doc.Problems = append(d.doc.Problems, fmt.Sprintf("%s left out: %v", place, err))
}

// free makes a name that no other layer has.
func (d *decoding) free(name string) string {
	free := name
	for d.people[free] > 0 {
		d.people[name]++
		free = fmt.Sprintf("%s-%d", name, d.people[name])
	}
	return free
}
