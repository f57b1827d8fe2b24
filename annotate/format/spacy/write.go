package spacy

import (
	"fmt"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

type writer struct{ unit text.Unit }

// Companions are the script that makes a .spacy file.
func (writer) Companions() ([]format.Companion, error) {
	return []format.Companion{{Name: scriptName, Content: []byte(script)}}, nil
}

const scriptName = "to_spacy.py"

const script = `"""Makes a .spacy file of a file of Docs: to_spacy.py FILE.jsonl FILE.spacy"""
import json, sys, spacy
from spacy.tokens import Doc, DocBin

Doc.set_extension("bluepencil", default=None)
vocab, docs = spacy.blank("xx").vocab, DocBin(store_user_data=True)
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        docs.add(Doc(vocab).from_json(json.loads(line)))
docs.to_disk(sys.argv[2])
`

// encoding is one document under way.
type encoding struct {
	*jsonrecord.Envelope
	unit    text.Unit
	d       *foreign.Document
	layer   *foreign.Layer
	offsets *text.Converter
	tokens  []token.Spaced
	objects []jsonrecord.Object // what stood of each token; nil: ours
	pieces  []*piece            // in the order of the file
	fresh   bool
	err     error
}

// Encode gives the Doc of a document.
func (w writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	e := encoding{unit: w.unit, d: d, layer: &d.Layers[0], offsets: text.NewConverter(d.Text)}
	if e.Envelope, e.err = jsonrecord.UnpackEnvelope(e.layer.Envelope); e.err != nil {
		return nil, e.err
	}
	e.begin()
	e.cut()
	e.choose()
	e.groups()
	e.entities()
	e.tokenList()
	e.fail(e.Record.SetText("text", d.Text, e.Style))
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

// begin takes the record and the tokens of the file, or new ones. What tells the
// format comes before the text, which may be long.
func (e *encoding) begin() {
	if e.Envelope != nil {
		e.kept()
		return
	}
	e.fresh = true
	e.Envelope = &jsonrecord.Envelope{Record: jsonrecord.Object{{Key: "spans", Raw: []byte(`{"sc":null}`)}, {Key: ents, Raw: null}, {Key: "tokens", Raw: null}, {Key: "text", Raw: null}}}
	var cuts []int
	for _, m := range e.layer.Marks {
		for _, s := range m.Spans {
			if r, ok := token.Trim(e.d.Text, text.Range{Start: s.Start, End: s.End}); ok {
				cuts = append(cuts, r.Start, r.End)
			}
		}
	}
	e.tokens = token.SpacedTokens(e.d.Text, cuts)
}

// kept gives the tokens of the file their places in bytes.
func (e *encoding) kept() {
	e.objects = jsonrecord.Unpack(e.More.Raw("tokens"))
	for _, o := range e.objects {
		start, _ := o.Int("start")
		end, _ := o.Int("end")
		from, errFrom := e.offsets.FromUnit(e.unit, start)
		to, errTo := e.offsets.FromUnit(e.unit, end)
		if n := len(e.tokens); errFrom != nil || errTo != nil || from >= to || n > 0 && from < e.tokens[n-1].End {
			e.tokens = nil // they are not of this text
			return
		}
		e.tokens = append(e.tokens, token.Spaced{Range: text.Range{Start: from, End: to}})
	}
}

func (e *encoding) tokenList() {
	if !e.fresh && !e.More.Has("tokens") {
		return
	}
	list := e.objects
	if e.fresh {
		list = make([]jsonrecord.Object, len(e.tokens))
		for i, t := range e.tokens {
			list[i] = jsonrecord.Object{{Key: "id", Raw: null}}
			e.extent(&list[i], t.Range)
		}
	}
	for i := range list {
		if list[i].Has("id") && list[i].Raw("id") == nil {
			list[i].SetInt("id", i)
		}
	}
	raw, err := e.Style.Objects(list)
	e.fail(err)
	e.Record.Set("tokens", raw)
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

// own puts what a Doc has no place for into an extension attribute.
func (e *encoding) own() {
	own := extra.Writer{Unit: e.unit, Entities: e.register()}
	if !e.fresh {
		own.Name = e.d.Name // it came from the file's name
	}
	shown := make([]extra.Shown, len(e.layer.Marks))
	for _, p := range e.pieces {
		s := &shown[p.mark]
		if len(s.Keys) == 0 {
			s.Entity = p.kb
		}
		s.Keys, s.Spans = append(s.Keys, p.key), append(s.Spans, p.Range)
	}
	raw, err := own.Write(e.d, shown)
	if e.fail(err); raw == nil && e.fresh {
		raw = []byte("{}")
	}
	if raw == nil {
		return
	}
	attributes, _ := e.Record.Object(underscore)
	attributes.Set(extra.Key, raw)
	if raw, err = e.Style.Object(attributes); err != nil {
		e.fail(fmt.Errorf("extension attributes: %w", err))
	}
	e.Record.Set(underscore, raw)
}
