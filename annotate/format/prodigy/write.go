package prodigy

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

type writer struct{ unit text.Unit }

// Companions are none: Prodigy takes its labels from the command line.
func (writer) Companions() ([]format.Companion, error) { return nil, nil }

// encoding is one document under way.
type encoding struct {
	*jsonrecord.Envelope
	unit    text.Unit
	d       *foreign.Document
	layer   *foreign.Layer
	offsets *text.Converter
	tokens  *layer
	shown   []extra.Shown
	order   []int          // of marks, as in the file
	places  map[string]int // how often a label stands at a place
	fresh   bool
	same    bool // nothing that was read has changed
	err     error
}

// Encode gives the task of a document.
func (w writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	e := encoding{unit: w.unit, d: d, layer: &d.Layers[0], offsets: text.NewConverter(d.Text), same: true}
	if e.Envelope, e.err = jsonrecord.UnpackEnvelope(e.layer.Envelope); e.err != nil {
		return nil, e.err
	}
	e.begin()
	e.show()
	e.fill()
	if e.err != nil {
		return nil, e.err
	}
	line, err := e.Style.Object(e.Record)
	if err != nil {
		return nil, err
	}
	return []foreign.Piece{{Data: append(line, '\n')}}, nil
}

// begin takes the record of the file, or a new one.
func (e *encoding) begin() {
	if e.Envelope != nil {
		e.tokens = kept(e.Envelope, e.d.Text)
		return
	}
	e.fresh = true
	e.Envelope = &jsonrecord.Envelope{Record: jsonrecord.Object{{Key: "_view_id"}, {Key: "text"}, {Key: "meta"}, {Key: "tokens"}, {Key: "spans"}, {Key: "relations"}}}
	var cuts []int
	for _, m := range e.layer.Marks {
		for _, s := range m.Spans {
			if r, ok := token.Trim(e.d.Text, text.Range{Start: s.Start, End: s.End}); ok {
				cuts = append(cuts, r.Start, r.End)
			}
		}
	}
	e.tokens = &layer{whole: e.d.Text, ranges: token.SpacedTokens(e.d.Text, cuts)}
}

// show finds what of each mark Prodigy can show: whole tokens, and no white
// space at the edges. What the file had beside its tokens stays beside them.
func (e *encoding) show() {
	e.order = e.Marks.Order(len(e.layer.Marks), func(i int) string { return e.layer.Marks[i].ID })
	e.shown = make([]extra.Shown, len(e.layer.Marks))
	aligned := e.fresh || e.More.Has("aligned")
	place := 0
	for _, i := range e.order {
		m := &e.layer.Marks[i]
		_, known := e.Marks.Get(m.ID)
		for _, s := range m.Spans {
			r, ok := text.Range{Start: s.Start, End: s.End}, true
			if e.tokens.known() && (aligned || !known) {
				r, ok = e.tokens.snap(r)
			}
			if ok && !slices.Contains(e.shown[i].Spans, r) {
				e.shown[i].Spans = append(e.shown[i].Spans, r)
				e.shown[i].Keys = append(e.shown[i].Keys, fmt.Sprintf("s%d", place))
				place++
			}
		}
	}
}

// snap gives the whole tokens that a span touches, without white space around.
func (l *layer) snap(r text.Range) (text.Range, bool) {
	r, ok := token.Trim(l.whole, r)
	if !ok {
		return r, false
	}
	from, to := token.CoverSpaced(l.ranges, r)
	if from == to {
		return r, false
	}
	return text.Range{Start: l.ranges[from].Start, End: l.ranges[to-1].End}, true
}

// fill puts into the record what the document has.
func (e *encoding) fill() {
	e.fail(e.Record.SetText("text", e.d.Text, e.Style))
	if e.tokens.known() {
		e.tokenList()
	} else if e.fresh {
		e.Record.Set("tokens", []byte("[]"))
	}
	answered := e.answer()
	if e.fresh || answered || len(e.layer.Marks) > 0 {
		e.spanList()
		e.relationList()
	}
	if e.fresh {
		e.own()
	}
	_, wasAnswered := e.Record.Text("answer")
	e.extra(wasAnswered && !answered)
	if !e.same {
		e.Record.Delete("_task_hash")
	}
}

func (e *encoding) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// answer gives the task its answer, and tells whether its spans count.
func (e *encoding) answer() bool {
	aside := e.layer.Status == annotate.StatusSetAside
	was, ok := e.Record.Text("answer")
	switch {
	case e.fresh && aside:
		e.fail(e.Record.SetText("answer", "ignore", e.Style))
	case e.fresh, ok && was != accept && !aside:
		e.fail(e.Record.SetText("answer", accept, e.Style))
	}
	now, ok := e.Record.Text("answer")
	return !ok || now == accept
}

// own puts into a new task what Prodigy itself would, but for hashes.
func (e *encoding) own() {
	meta := jsonrecord.Object{}
	e.fail(meta.SetText("id", e.d.Head.ID, e.Style))
	for _, key := range keysOf(e.d.Head.Meta) {
		if !meta.Has(key) && key != extra.Key {
			e.fail(meta.SetText(key, e.d.Head.Meta[key], e.Style))
		}
	}
	raw, err := e.Style.Object(meta)
	e.fail(err)
	e.Record.Set("meta", raw)
	view := "spans_manual"
	if list, _ := e.Record.List("relations"); len(list) > 0 {
		view = "relations"
	}
	e.fail(e.Record.SetText("_view_id", view, e.Style))
	if e.layer.Person != "" {
		e.fail(e.Record.SetText("_annotator_id", e.layer.Person, e.Style))
	}
}

func keysOf(m map[string]string) (keys []string) {
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// extra puts in what Prodigy has no place for.
func (e *encoding) extra(aside bool) {
	own := extra.Writer{Unit: e.unit, Relates: e.Record.Has("relations"), Head: head(e.Record), Person: person(e.Record, "")}
	if !e.fresh {
		own.Name = e.d.Name // it came from the file's name
	}
	if answer, ok := e.Record.Text("answer"); aside && ok && len(e.layer.Marks) == 0 {
		own.Status, own.Reason = annotate.StatusSetAside, "the answer in Prodigy was "+answer
	}
	raw, err := own.Write(e.d, e.shown)
	if e.fail(err); raw == nil && e.fresh {
		raw = []byte("{}")
	}
	if raw != nil {
		e.Record.Set(extra.Key, raw)
	}
}
