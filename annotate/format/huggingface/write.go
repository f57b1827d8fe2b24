package huggingface

import (
	"fmt"
	"slices"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

type writer struct {
	unit   text.Unit
	common *format.Common
}

// Companions are the card with the columns and their types, and the list of tags.
func (w *writer) Companions() ([]format.Companion, error) { return companions(w.common), nil }

// encoding is one document under way.
type encoding struct {
	*jsonrecord.Envelope
	unit    text.Unit
	d       *foreign.Document
	layer   *foreign.Layer
	offsets *text.Converter
	tokens  []text.Range
	shown   []extra.Shown
	fresh   bool
	err     error
}

// Encode gives the line of a document.
func (w *writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	e := encoding{unit: w.unit, d: d, layer: &d.Layers[0], offsets: text.NewConverter(d.Text)}
	if e.Envelope, e.err = jsonrecord.UnpackEnvelope(e.layer.Envelope); e.err != nil {
		return nil, e.err
	}
	if e.Envelope == nil {
		e.fresh = true
		e.Envelope = &jsonrecord.Envelope{Record: jsonrecord.Object{{Key: "id"}, {Key: "tokens", Raw: null}, {Key: "ner_tags"}, {Key: "spans"}, {Key: "text", Raw: null}}}
		e.fail(e.Record.SetText("id", d.Head.ID, e.Style))
	}
	e.shown = make([]extra.Shown, len(e.layer.Marks))
	if e.More.Has("tagged") {
		e.tagged()
	} else {
		e.spans()
	}
	e.own()
	if e.err != nil {
		return nil, e.err
	}
	line, err := e.Style.Object(e.Record)
	if err != nil {
		return nil, err
	}
	return []foreign.Piece{{Data: append(line, '\n')}}, nil
}

func (e *encoding) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// texts writes a list of strings.
func (e *encoding) texts(key string, list []string) {
	raws := make([][]byte, len(list))
	for i, s := range list {
		raw, err := e.Style.Text(s)
		e.fail(err)
		raws[i] = raw
	}
	e.Record.Set(key, e.Style.List(raws))
}

// spans writes a line that has its text.
func (e *encoding) spans() {
	e.fail(e.Record.SetText("text", e.d.Text, e.Style))
	e.tokens = token.Tokens(e.d.Text)
	tagged := true
	if e.Record.Has("tokens") && e.Record.Raw("tokens") == nil {
		e.texts("tokens", words(e.d.Text, e.tokens))
	} else if own, ok := column(e.Record, "tokens"); ok {
		e.tokens, tagged = locate(e.d.Text, own)
	}
	var list []jsonrecord.Object
	for _, i := range e.Marks.Order(len(e.layer.Marks), func(i int) string { return e.layer.Marks[i].ID }) {
		m := &e.layer.Marks[i]
		for n, s := range m.Spans {
			o, known := e.Marks.Get(m.ID)
			if known = known && n == 0; !known {
				o = jsonrecord.Object{}
			}
			r := text.Range{Start: s.Start, End: s.End}
			e.extent(&o, r)
			e.fail(o.SetText("label", m.Label, e.Style))
			if !known || o.Has("text") {
				e.fail(o.SetText("text", e.d.Text[r.Start:r.End], e.Style))
			}
			e.shown[i].Keys = append(e.shown[i].Keys, fmt.Sprintf("s%d", len(list)))
			e.shown[i].Spans = append(e.shown[i].Spans, r)
			list = append(list, o)
		}
	}
	if e.fresh || e.Record.Has("spans") || len(list) > 0 {
		raw, err := e.Style.Objects(list)
		e.fail(err)
		e.Record.Set("spans", raw)
	}
	if tagged && e.Record.Has("ner_tags") && e.Record.Raw("ner_tags") == nil {
		e.texts("ner_tags", tagsOf(e.flat(), len(e.tokens)))
	}
}

// extent sets start and end, in the unit of the file.
func (e *encoding) extent(o *jsonrecord.Object, r text.Range) {
	start, err := e.offsets.ToUnit(e.unit, r.Start)
	e.fail(err)
	end, err := e.offsets.ToUnit(e.unit, r.End)
	e.fail(err)
	o.SetInt("start", start)
	o.SetInt("end", end)
}

// flat gives the runs of tokens that the tags show, in order.
func (e *encoding) flat() (list []token.Run) {
	for _, p := range e.pieces() {
		list = append(list, p.Run)
	}
	return list
}

// piece is a run of tokens that a mark covers.
type piece struct {
	token.Run
	mark int
}

// pieces makes the marks flat: of those that overlap the longest.
func (e *encoding) pieces() (chosen []piece) {
	var all []text.Range
	var pieces []piece
	for i := range e.layer.Marks {
		for _, s := range e.layer.Marks[i].Spans {
			from, to := token.Cover(e.tokens, text.Range{Start: s.Start, End: s.End})
			all = append(all, text.Range{Start: from, End: to})
			pieces = append(pieces, piece{token.Run{From: from, To: to, Label: e.layer.Marks[i].Label}, i})
		}
	}
	for i, ok := range extra.Flat(all) {
		if ok {
			chosen = append(chosen, pieces[i])
		}
	}
	slices.SortFunc(chosen, func(a, b piece) int { return a.From - b.From })
	return chosen
}

// tagged writes a line whose marks are tags. As long as they say the same they
// stay as they were.
func (e *encoding) tagged() {
	e.tokens = e.places()
	if !e.More.Has("joined") {
		e.fail(e.Record.SetText("text", e.d.Text, e.Style))
	}
	e.texts("tokens", words(e.d.Text, e.tokens))
	var list []token.Run
	for i, p := range e.pieces() {
		list = append(list, p.Run)
		shown := &e.shown[p.mark]
		shown.Keys = append(shown.Keys, fmt.Sprintf("s%d", i))
		shown.Spans = append(shown.Spans, text.Range{Start: e.tokens[p.From].Start, End: e.tokens[p.To-1].End})
	}
	key := tagColumn(e.Record)
	raws, _ := e.More.List("classes")
	classes := make([]string, len(raws))
	for i, raw := range raws {
		classes[i], _ = jsonrecord.TextOf(raw)
	}
	was, err := named(e.Record, key, classes)
	switch {
	case key == "" && len(list) == 0, err == nil && slices.Equal(token.Runs(was), list):
	case key == "":
		e.texts("ner_tags", tagsOf(list, len(e.tokens)))
	default:
		e.retag(key, tagsOf(list, len(e.tokens)), classes)
	}
}

// places gives the tokens of the line.
func (e *encoding) places() []text.Range {
	if raws, ok := e.More.List("sizes"); ok {
		list, err := placesOf(raws, e.d.Text)
		e.fail(err)
		return list
	}
	if e.More.Has("joined") {
		return joined(e.d.Text)
	}
	return token.Tokens(e.d.Text)
}

// retag writes tags as numbers where they were and all have one, else as words.
func (e *encoding) retag(key string, tags, classes []string) {
	numbers := make([][]byte, len(tags))
	for i, tag := range tags {
		n := slices.Index(classes, tag)
		if n < 0 {
			e.texts(key, tags)
			return
		}
		numbers[i] = fmt.Append(nil, n)
	}
	e.Record.Set(key, e.Style.List(numbers))
}

// own puts everything else into one string.
func (e *encoding) own() {
	own := extra.Writer{Unit: e.unit, Head: extra.HeadOf(e.Record.Raw("id"), nil)}
	if !e.fresh {
		own.Name = e.d.Name // it came from the file's name
	}
	raw, err := own.Write(e.d, e.shown)
	if e.fail(err); raw == nil && e.fresh {
		raw = []byte("{}")
	}
	if raw != nil {
		e.fail(e.Record.SetText(extra.Key, string(raw), e.Style))
	}
}
