package spacyjson

import (
	"fmt"

	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// keep puts the paragraphs into the envelope, without their words.
func keep(e *jsonrecord.Envelope, paragraphs []paragraph) error {
	var plain jsonrecord.Style
	var list []jsonrecord.Object
	at := 0
	for _, p := range paragraphs {
		object, err := plain.Object(p.object)
		if err != nil {
			return err
		}
		var sizes, counts [][]byte
		for _, r := range p.places {
			sizes = append(sizes, fmt.Append(nil, r.Start-at), fmt.Append(nil, r.End-r.Start))
			at = r.End
		}
		for _, n := range p.counts {
			counts = append(counts, fmt.Append(nil, n))
		}
		list = append(list, jsonrecord.Object{{Key: "object", Raw: object}, {Key: "sentences", Raw: jsonrecord.Pack(p.sentences)},
			{Key: "counts", Raw: plain.List(counts)}, {Key: "tokens", Raw: jsonrecord.Pack(p.tokens)}, {Key: "sizes", Raw: plain.List(sizes)}, {Key: "range", Raw: fmt.Appendf(nil, "[%d,%d]", p.start, p.end)}})
	}
	raw, err := plain.Objects(list)
	e.More.Set("paragraphs", raw)
	return err
}

// kept reads what keep wrote.
func kept(e *jsonrecord.Envelope, whole string) (list []paragraph, err error) {
	raws, _ := e.More.List("paragraphs")
	at := 0
	for _, raw := range raws {
		o, err := jsonrecord.Parse(raw)
		if err != nil {
			return nil, err
		}
		p := paragraph{tokens: jsonrecord.Unpack(o.Raw("tokens")), sentences: jsonrecord.Unpack(o.Raw("sentences"))}
		p.object, _ = o.Object("object")
		total := 0
		for _, n := range ints(o, "counts") {
			p.counts = append(p.counts, n)
			total += n
		}
		sizes := ints(o, "sizes")
		for i := 0; i+1 < len(sizes); i += 2 {
			start := at + sizes[i]
			at = start + sizes[i+1]
			p.places = append(p.places, text.Range{Start: start, End: at})
		}
		if place := ints(o, "range"); len(place) == 2 {
			p.start, p.end = place[0], place[1]
		}
		if at > len(whole) || p.start > p.end || p.end > len(whole) || len(p.places) != len(p.tokens) || total != len(p.tokens) || len(p.counts) != len(p.sentences) {
			return nil, fmt.Errorf("%w: what was kept of the tokens is not of this text", jsonrecord.ErrRecord)
		}
		for _, one := range p.tokens {
			tag, _ := one.Text("ner")
			p.tags = append(p.tags, tag)
		}
		list = append(list, p)
	}
	return list, nil
}

// ints reads a list of numbers that are not negative.
func ints(o jsonrecord.Object, key string) (list []int) {
	raws, _ := o.List(key)
	for _, raw := range raws {
		n, _ := jsonrecord.IntOf(raw)
		list = append(list, max(n, 0))
	}
	return list
}
