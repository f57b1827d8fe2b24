package spacyjson

import (
	"fmt"
	"slices"

	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// fill writes the paragraphs.
func (e *encoding) fill() {
	list := make([]jsonrecord.Object, len(e.paragraphs))
	for i := range e.paragraphs {
		p := &e.paragraphs[i]
		e.tag(p)
		o := p.object.Clone()
		if string(o.Raw("raw")) == filled {
			e.fail(o.SetText("raw", e.d.Text[p.start:p.end], e.Style))
		}
		if string(o.Raw("sentences")) == filled {
			o.Set("sentences", e.sentences(p))
		}
		list[i] = o
	}
	raw, err := e.Style.Objects(list)
	e.fail(err)
	e.Record.Set("paragraphs", raw)
}

// tag gives the tokens of a paragraph their tags. As long as these say the same
// they stay as they were.
func (e *encoding) tag(p *paragraph) {
	starts, ends := map[int]int{}, map[int]int{}
	for i, r := range p.places {
		starts[r.Start], ends[r.End] = i, i+1
	}
	var list []token.Run
	for i, r := range e.ranges {
		from, isStart := starts[r.Start]
		to, isEnd := ends[r.End]
		if r.Start >= r.End || !isStart || !isEnd {
			continue
		}
		list = append(list, token.Run{From: from, To: to, Label: e.marks[i].Label})
		e.shown[i].Keys = append(e.shown[i].Keys, fmt.Sprintf("s%d", e.natives))
		e.shown[i].Spans = append(e.shown[i].Spans, text.Range{Start: r.Start, End: r.End})
		e.natives++
	}
	if slices.Equal(token.Runs(p.tags), list) {
		return
	}
	now := biluo(list, len(p.tokens))
	was := biluo(token.Runs(p.tags), len(p.tokens))
	for i := range p.tokens {
		if now[i] != was[i] || now[i] != token.Outside {
			e.fail(p.tokens[i].SetText("ner", now[i], e.Style))
		}
	}
}

// biluo writes runs that are disjoint as tags: first, inner and last tokens, and
// those that are alone.
func biluo(list []token.Run, count int) []string {
	tags := slices.Repeat([]string{token.Outside}, count)
	for _, r := range list {
		for i := r.From; i < r.To; i++ {
			tags[i] = "I-" + r.Label
		}
		tags[r.From], tags[r.To-1] = "B-"+r.Label, "L-"+r.Label
		if r.To-r.From == 1 {
			tags[r.From] = "U-" + r.Label
		}
	}
	return tags
}

func (e *encoding) sentences(p *paragraph) []byte {
	list := make([]jsonrecord.Object, len(p.sentences))
	at := 0
	for i, sentence := range p.sentences {
		tokens := make([]jsonrecord.Object, p.counts[i])
		for n := range tokens {
			tokens[n] = p.tokens[at].Clone()
			e.fail(tokens[n].SetText("orth", e.d.Text[p.places[at].Start:p.places[at].End], e.Style))
			at++
		}
		raw, err := e.Style.Objects(tokens)
		e.fail(err)
		list[i] = sentence.Clone()
		list[i].Set("tokens", raw)
	}
	raw, err := e.Style.Objects(list)
	e.fail(err)
	return raw
}
