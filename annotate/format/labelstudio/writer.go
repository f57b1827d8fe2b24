package labelstudio

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// writer writes tasks of one project.
type writer struct {
	codebook *annotate.Codebook
	controls map[string]control

	mu     sync.Mutex
	labels map[string]bool // those that were written and are not in the codebook
}

func newWriter(s foreign.Setting) (foreign.Writer, error) {
	w := &writer{codebook: &annotate.Codebook{}, labels: map[string]bool{}}
	if s.Common != nil && s.Common.Codebook != nil {
		w.codebook = s.Common.Codebook
	}
	w.controls = controls(w.codebook)
	return w, nil
}

// Companions is the labelling configuration. Labels that are not in the
// codebook are in it once they have been written.
func (w *writer) Companions() ([]format.Companion, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	more := make([]string, 0, len(w.labels))
	for label := range w.labels {
		more = append(more, label)
	}
	slices.Sort(more)
	return []format.Companion{{Name: "label-studio-config.xml", Content: configuration(w.codebook, more)}}, nil
}

// Encode gives the document's task.
func (w *writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	e := &encoding{writer: w, doc: d, offsets: text.NewConverter(d.Text)}
	task, err := e.task()
	if err != nil {
		return nil, fmt.Errorf("%s for Label Studio: %w", d.Name, err)
	}
	raw, err := jsonrecord.Marshal(task)
	return []foreign.Piece{{Data: raw}}, err
}

// encoding is the writing of one document.
type encoding struct {
	*writer
	doc     *foreign.Document
	offsets *text.Converter
}

// task puts the keys in the order that tells soonest what the file is.
func (e *encoding) task() (jsonrecord.Object, error) {
	var first envelope
	if len(e.doc.Layers) > 0 {
		first = openEnvelope(e.doc.Layers[0].Envelope)
	}
	annotations, predictions := []jsonrecord.Object{}, []jsonrecord.Object{}
	state := articleState{Name: e.doc.Name, Head: e.doc.Head, Entities: e.doc.Entities, Controls: e.writer.controls}
	for i := range e.doc.Layers {
		l := &e.doc.Layers[i]
		made, prediction, err := e.layer(l)
		if err != nil {
			return nil, err
		}
		if prediction {
			predictions = append(predictions, made)
			continue
		}
		annotations = append(annotations, made)
		state.Layers = append(state.Layers, layerState{Person: l.Person, Status: l.Status, Reason: l.Reason, Submitted: l.Submitted.UTC(), Codebook: l.Codebook})
	}
	meta := first.Task.ObjectAt("meta")
	data, err := e.data(&first, state)
	task := jsonrecord.Object{}
	err = cmp.Or(err, meta.SetValue(ours, version), task.SetValue("meta", &meta), task.SetValue("data", data), task.SetValue("annotations", annotations), task.SetValue("predictions", predictions))
	return append(task, first.Task.Without("meta")...), err
}

func (e *encoding) data(first *envelope, state articleState) (jsonrecord.Object, error) {
	state.Head.Zones = slices.Clone(state.Head.Zones)
	for i := range state.Head.Zones {
		z := &state.Head.Zones[i]
		start, end, err := e.codePoints(z.Start, z.End)
		if err != nil {
			return nil, err
		}
		z.Start, z.End = start, end
	}
	data := jsonrecord.Object{}
	err := data.SetValue(cmp.Or(first.TextKey, textObject), e.doc.Text)
	data = append(data, first.Data...)
	if id := e.doc.Head.ID; id != "" && data.Get("doc_id") == nil {
		err = cmp.Or(err, data.SetValue("doc_id", id))
	}
	return data, cmp.Or(err, data.SetValue(ours, state))
}

// codePoints gives bytes in code points.
func (e *encoding) codePoints(start, end int) (from, to int, err error) {
	if from, err = e.offsets.ToUnit(text.CodePoint, start); err != nil {
		return 0, 0, err
	}
	to, err = e.offsets.ToUnit(text.CodePoint, end)
	return from, to, err
}

// layer gives an annotation, or the prediction that it was read from.
func (e *encoding) layer(l *foreign.Layer) (made jsonrecord.Object, prediction bool, err error) {
	one := &layerEncoding{encoding: e, layer: l, envelope: openEnvelope(l.Envelope), ids: map[string]string{}, taken: map[string]bool{}, copies: map[string]int{}, shared: map[string]*resultOut{}}
	results, err := one.results()
	if err != nil {
		return nil, false, err
	}
	made = jsonrecord.Object{}
	err = made.SetValue("result", results)
	if one.envelope.Prediction {
		if one.envelope.Annotation.Get("model_version") == nil {
			err = cmp.Or(err, made.SetValue("model_version", l.Person))
		}
		return append(made, one.envelope.Annotation...), true, err
	}
	err = cmp.Or(err, made.SetValue("was_cancelled", l.Status == annotate.StatusSetAside))
	if one.envelope.Annotation.Get("ground_truth") == nil {
		err = cmp.Or(err, made.SetValue("ground_truth", false)) // true where it is not said
	}
	return append(made, one.envelope.Annotation...), false, err
}

// results are everything that the layer says, in the order of its marks.
func (e *layerEncoding) results() ([]json.RawMessage, error) {
	e.nameRegions()
	var list []*resultOut
	for i := range e.layer.Marks {
		made, err := e.mark(&e.layer.Marks[i])
		if err != nil {
			return nil, err
		}
		list = append(list, made...)
	}
	if !e.envelope.Prediction {
		list = append(list, e.fields()...)
	}
	out := make([]json.RawMessage, 0, len(list))
	for _, r := range list {
		raw, err := jsonrecord.Marshal(r)
		if err != nil {
			return nil, err
		}
		out = append(out, raw)
	}
	relations, err := e.relations()
	return append(append(out, relations...), e.envelope.Results...), err
}
