package huggingface

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

var null = []byte("null")

// reading is one line under way.
type reading struct {
	jsonrecord.Envelope
	extra.Record
	d *foreign.Document
	o jsonrecord.Object
}

func read(o jsonrecord.Object, raw []byte, classes []string, options foreign.ReadOptions) (*foreign.Document, error) {
	r := reading{Envelope: jsonrecord.Envelope{Style: jsonrecord.StyleOf(raw), Record: o.Clone()}, d: &foreign.Document{}, o: o}
	r.Envelope.Record.Delete(extra.Key)
	if own, ok := o.Text(extra.Key); ok {
		r.Extra = []byte(own)
	}
	r.Person = options.Person
	r.Head = extra.HeadOf(o.Raw("id"), nil)
	var err error
	whole, ok := o.Text("text")
	if _, listed := o.List("spans"); ok && (listed || tagColumn(o) == "") {
		err = r.spans(whole)
	} else {
		err = r.tags(classes)
	}
	if err != nil {
		return nil, err
	}
	packed, err := r.Pack()
	if err != nil {
		return nil, err
	}
	r.Document(r.d, packed)
	return r.d, nil
}

// tagColumn is where tags stand; empty where there are none.
func tagColumn(o jsonrecord.Object) string {
	for _, key := range []string{"ner_tags", "tags"} {
		if _, ok := o.List(key); ok {
			return key
		}
	}
	return ""
}

// spans reads a line that has its text. Tokens that are not cut as we do stay
// as they were.
func (r *reading) spans(whole string) error {
	r.d.Text = whole
	r.Envelope.Record.Set("text", null)
	if list, ok := column(r.o, "tokens"); ok && slices.Equal(list, words(whole, token.Tokens(whole))) {
		r.Envelope.Record.Set("tokens", null)
	}
	if r.Extra != nil && r.o.Has("ner_tags") { // these tags are ours, made of the spans
		r.Envelope.Record.Set("ner_tags", null)
	}
	list, ok := r.o.List("spans")
	if !ok {
		return nil
	}
	r.Envelope.Record.Set("spans", null)
	for i, raw := range list {
		one, err := jsonrecord.Parse(raw)
		start, okStart := one.Int("start")
		end, okEnd := one.Int("end")
		label, okLabel := jsonrecord.Word(one.Raw("label"))
		if err != nil || !okStart || !okEnd || !okLabel {
			r.d.Problems = append(r.d.Problems, fmt.Sprintf("span %d left out: it has no start, end and label", i+1))
			continue
		}
		n := extra.Native{Key: fmt.Sprintf("s%d", len(r.Natives)), Start: start, End: end, Label: label}
		n.Text, _ = one.Text("text")
		for _, key := range []string{"start", "end", "label", "text"} {
			if one.Has(key) {
				one.Set(key, null)
			}
		}
		r.Natives = append(r.Natives, n)
		r.Marks.Add(n.Key, one)
	}
	return nil
}

// tags reads a line whose marks are tags. Where it has no text, that is made of
// the tokens.
func (r *reading) tags(classes []string) error {
	tokens, ok := column(r.o, "tokens")
	if !ok {
		return fmt.Errorf("%w: there is neither a text nor tokens", jsonrecord.ErrRecord)
	}
	places, usual, err := r.tokens(tokens)
	if err != nil {
		return err
	}
	r.Envelope.Record.Set("tokens", null)
	r.More.Set("tagged", []byte("true"))
	if !slices.Equal(places, usual) {
		r.More.Set("sizes", sizes(places))
	}
	key := tagColumn(r.o)
	if key == "" {
		return nil
	}
	tags, err := named(r.o, key, classes)
	if err == nil && len(tags) != len(tokens) {
		err = fmt.Errorf("%w: %d tokens and %d tags", jsonrecord.ErrRecord, len(tokens), len(tags))
	}
	if err != nil {
		return err
	}
	if raws, _ := r.o.List(key); len(raws) > 0 && raws[0][0] != '"' {
		r.More.Set("classes", list(classes))
	}
	offsets := text.NewConverter(r.d.Text)
	for i, run := range token.Runs(tags) {
		start, errStart := offsets.ToUnit(text.CodePoint, places[run.From].Start)
		end, errEnd := offsets.ToUnit(text.CodePoint, places[run.To-1].End)
		if err := cmp.Or(errStart, errEnd); err != nil {
			return err
		}
		r.Natives = append(r.Natives, extra.Native{Key: fmt.Sprintf("s%d", i), Start: start, End: end, Label: run.Label, Text: r.d.Text[places[run.From].Start:places[run.To-1].End]})
	}
	return nil
}

// tokens finds the text and where the tokens lie in it, in bytes, and where they
// would lie if nothing were said.
func (r *reading) tokens(tokens []string) (places, usual []text.Range, err error) {
	whole, ok := r.o.Text("text")
	if !ok {
		r.d.Text = strings.Join(tokens, " ")
		r.More.Set("joined", []byte("true"))
		at := 0
		for _, word := range tokens {
			places = append(places, text.Range{Start: at, End: at + len(word)})
			at += len(word) + 1
		}
		return places, joined(r.d.Text), nil
	}
	r.d.Text = whole
	r.Envelope.Record.Set("text", null)
	if places, ok = locate(whole, tokens); !ok {
		return nil, nil, fmt.Errorf("%w: the tokens are not those of the text", jsonrecord.ErrRecord)
	}
	return places, token.Tokens(whole), nil
}

// joined gives the tokens of a text that was made of them, if no token has a
// space in it.
func joined(whole string) (list []text.Range) {
	if whole == "" {
		return nil
	}
	at := 0
	for _, word := range strings.Split(whole, " ") {
		list = append(list, text.Range{Start: at, End: at + len(word)})
		at += len(word) + 1
	}
	return list
}

// sizes writes where tokens lie: for each the bytes before it, and its own.
func sizes(places []text.Range) []byte {
	var raws [][]byte
	at := 0
	for _, r := range places {
		raws = append(raws, fmt.Append(nil, r.Start-at), fmt.Append(nil, r.End-r.Start))
		at = r.End
	}
	return jsonrecord.Style{}.List(raws)
}

// placesOf reads what sizes wrote.
func placesOf(raws [][]byte, whole string) (list []text.Range, err error) {
	at := 0
	for i := 0; i+1 < len(raws); i += 2 {
		gap, okGap := jsonrecord.IntOf(raws[i])
		size, okSize := jsonrecord.IntOf(raws[i+1])
		if !okGap || !okSize || gap < 0 || size < 0 || at+gap+size > len(whole) {
			return nil, fmt.Errorf("%w: what was kept of the tokens is not of this text", jsonrecord.ErrRecord)
		}
		list = append(list, text.Range{Start: at + gap, End: at + gap + size})
		at += gap + size
	}
	return list, nil
}

// list writes words as a JSON value. They are valid, as they were read.
func list(words []string) []byte {
	raws := make([][]byte, len(words))
	for i, word := range words {
		raw, err := jsonrecord.Style{}.Text(word)
		if err != nil {
			raw = []byte(`""`)
		}
		raws[i] = raw
	}
	return jsonrecord.Style{}.List(raws)
}
