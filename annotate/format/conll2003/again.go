package conll2003

import (
	"cmp"
	"encoding/json"
	"slices"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// again writes a document in the rows it was read from; ok is false where it
// has none, or its marks do not fit their tokens.
func again(d *foreign.Document) (data []byte, ok bool) {
	var kept envelope
	if len(d.Layers[0].Envelope) == 0 || json.Unmarshal(d.Layers[0].Envelope, &kept) != nil {
		return nil, false
	}
	at := 0
	lines := make([]string, len(kept.Rows))
	for i := range kept.Rows {
		w := &kept.Rows[i]
		if w.Size <= 0 {
			lines[i] = w.Before
			continue
		}
		if at += w.Gap; w.Gap < 0 || at > len(d.Text) || len(d.Text)-at < w.Size {
			return nil, false
		}
		lines[i] = w.Before + d.Text[at:at+w.Size] + w.Between + w.Tag + w.After
		at += w.Size
	}
	rows := cut(lines) // as a reader sees them
	whole, tokens := rebuild(rows)
	if whole != d.Text || len(rows) != len(kept.Rows) {
		return nil, false
	}
	_, first := tagged(rows)
	tags, err := tagsFor(tokens, d.Layers[0].Marks, kept.Scheme, first)
	if err != nil {
		return nil, false
	}
	if !slices.Equal(chunks(tags, first, schemeOf(tags, first)), wanted(tokens, d.Layers[0].Marks)) {
		return nil, false // the scheme cannot tell marks apart that touch
	}
	n := 0
	for _, w := range rows {
		if w.Size == 0 {
			data = append(data, w.Before...)
			continue
		}
		if w.Tag == "" && tags[n] != "O" {
			return nil, false // a line without a column for it
		}
		if tags[n] != "O" || w.Tag != "_" && w.Tag != "-" && w.Tag != "" {
			w.Tag = tags[n]
		}
		data = append(data, w.Before+w.token+w.Between+w.Tag+w.After...)
		n++
	}
	return data, true
}

// wanted are the marks by their tokens.
func wanted(tokens []text.Range, marks []foreign.Mark) (list []chunk) {
	for i := range marks {
		from, to := token.Cover(tokens, text.Range{Start: marks[i].Start(), End: marks[i].End()})
		list = append(list, chunk{marks[i].Label, from, to})
	}
	slices.SortFunc(list, func(a, b chunk) int { return cmp.Compare(a.from, b.from) })
	return list
}
