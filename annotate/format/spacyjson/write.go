package spacyjson

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

type writer struct{ unit text.Unit }

// Companions are none.
func (writer) Companions() ([]format.Companion, error) { return nil, nil }

// encoding is one document under way.
type encoding struct {
	*jsonrecord.Envelope
	d          *foreign.Document
	marks      []foreign.Mark // in the order of the text
	ranges     []text.Range   // of the marks, without white space around; empty where nothing is left
	paragraphs []paragraph
	shown      []extra.Shown
	natives    int
	err        error
}

// Encode gives the document of an article. Its marks are flat.
func (w writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	e := encoding{d: d, marks: slices.Clone(d.Layers[0].Marks)}
	if e.Envelope, e.err = jsonrecord.UnpackEnvelope(d.Layers[0].Envelope); e.err != nil {
		return nil, e.err
	}
	slices.SortStableFunc(e.marks, func(a, b foreign.Mark) int { return a.Start() - b.Start() })
	e.ranges, e.shown = make([]text.Range, len(e.marks)), make([]extra.Shown, len(e.marks))
	for i := range e.marks {
		if r, ok := token.Trim(d.Text, text.Range{Start: e.marks[i].Start(), End: e.marks[i].End()}); ok {
			e.ranges[i] = r
		}
	}
	if err := e.begin(); err != nil {
		return nil, err
	}
	e.fill()
	e.own(w.unit)
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

// begin takes the paragraphs of the file, or makes one of the article. Where a
// mark begins or ends inside of a token of the file, or goes over paragraphs,
// all tokens are made anew.
func (e *encoding) begin() (err error) {
	if e.Envelope != nil {
		if e.paragraphs, err = kept(e.Envelope, e.d.Text); err != nil {
			return err
		}
	}
	if e.Envelope != nil && e.fits() {
		return nil
	}
	if e.Envelope == nil {
		e.Envelope = &jsonrecord.Envelope{Record: jsonrecord.Object{{Key: "id", Raw: []byte("0")}, {Key: "paragraphs", Raw: null}}}
	}
	e.paragraphs = []paragraph{e.fresh()}
	return nil
}

// fits tells whether all marks are made of whole tokens of one paragraph.
func (e *encoding) fits() bool {
	first, last := map[int]int{}, map[int]int{} // paragraphs, by where tokens begin and end
	for i, p := range e.paragraphs {
		for _, r := range p.places {
			first[r.Start], last[r.End] = i+1, i+1
		}
	}
	for _, r := range e.ranges {
		if r.Start < r.End && (first[r.Start] == 0 || first[r.Start] != last[r.End]) {
			return false
		}
	}
	return true
}

// fresh makes one paragraph of the article.
func (e *encoding) fresh() paragraph {
	var cuts []int
	for _, r := range e.ranges {
		cuts = append(cuts, r.Start, r.End)
	}
	p := paragraph{object: jsonrecord.Object{{Key: "raw", Raw: []byte(filled)}, {Key: "sentences", Raw: []byte(filled)}, {Key: "cats", Raw: []byte("[]")}}, end: len(e.d.Text)}
	var words []text.Range
	var numbers []int // of the words among the tokens
	for i, t := range token.SpacedTokens(e.d.Text, cuts) {
		space := `""`
		if t.Space {
			space = `" "`
		}
		p.tokens = append(p.tokens, jsonrecord.Object{{Key: "id", Raw: fmt.Append(nil, i)}, {Key: "orth", Raw: null}, {Key: "space", Raw: []byte(space)}, {Key: "ner", Raw: []byte(`"O"`)}})
		p.places, p.tags = append(p.places, t.Range), append(p.tags, "")
		if _, ok := token.Trim(e.d.Text, t.Range); ok {
			words, numbers = append(words, t.Range), append(numbers, i)
		}
	}
	if len(p.tokens) == 0 {
		return p
	}
	starts := []int{0}
	for _, n := range token.Sentences(e.d.Text, words) {
		if n > 0 {
			starts = append(starts, numbers[n])
		}
	}
	starts = append(starts, len(p.tokens))
	for i := range len(starts) - 1 {
		p.counts = append(p.counts, starts[i+1]-starts[i])
		p.sentences = append(p.sentences, jsonrecord.Object{{Key: "tokens", Raw: null}, {Key: "brackets", Raw: []byte("[]")}})
	}
	return p
}

// own says beside the tags what they cannot: where white space belongs to a mark.
func (e *encoding) own(unit text.Unit) {
	d := *e.d
	d.Entities, d.Head = nil, foreign.Head{}
	layer := foreign.Layer{Marks: e.marks}
	for i := range layer.Marks { // ids are not carried
		m := &layer.Marks[i]
		*m = foreign.Mark{ID: fmt.Sprintf("w%d", i), Label: m.Label, Spans: m.Spans}
		if len(e.shown[i].Keys) > 0 {
			m.ID = e.shown[i].Keys[0]
		}
	}
	d.Layers = []foreign.Layer{layer}
	own := extra.Writer{Unit: unit, Name: d.Name}
	raw, err := own.Write(&d, e.shown)
	if e.fail(err); raw != nil {
		e.Record.Set(extra.Key, raw)
	}
}
