package desk

import (
	"fmt"
	"maps"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// bySplitting is the source in the origin of an annotation that was cut off
// another one.
const bySplitting = "split"

// Split makes two annotations of the current one: what lies before the caret,
// and what lies behind it; of several pieces the caret may stand in one or
// between two. Both have the label, the attributes, the entry of the register,
// the question flag and the links, since what was said of the whole holds for
// its parts. The first keeps the id, with it the links that point to it, and
// the note; the second one's origin names the first.
func (d *Desk) Split() {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		first, second := cut(d.open.Text, a.Spans, d.caret)
		if len(first) == 0 || len(second) == 0 {
			d.Say(Info, fmt.Sprintf("Put the caret where the %s is to be split, inside of it.", d.name(a.Label)))
			return annotate.Draft{}, false
		}
		draft := annotate.SetSpans(a.Ref(), "split "+d.name(a.Label), first)
		part := a
		part.ID, part.Spans, part.Note = annotate.NewID(), second, ""
		part.Origin = annotate.Origin{By: annotate.ByHand, Source: bySplitting, From: []annotate.ID{a.ID}}
		part.Attributes, part.Links = maps.Clone(a.Attributes), nil
		for _, link := range a.Links {
			link.ID = annotate.NewID()
			part.Links = append(part.Links, link)
		}
		draft.AddWhole(part.Ref(), &part)
		d.Say(Info, fmt.Sprintf("Split in two; the second is “%s”.", text.Shorten(part.Text(), wordsInMessages)))
		return draft, true
	})
}

// cut divides spans at an offset. Blanks at the cut belong to neither side.
func cut(content string, spans []annotate.Span, offset int) (before, after []annotate.Span) {
	add := func(list []annotate.Span, start, end int) []annotate.Span {
		r := trimBlanks(content, text.Range{Start: start, End: end})
		if span, err := annotate.SpanOf(content, r.Start, r.End); err == nil {
			list = append(list, span)
		}
		return list
	}
	for _, s := range spans {
		switch {
		case s.End <= offset:
			before = append(before, s)
		case s.Start >= offset:
			after = append(after, s)
		default:
			before, after = add(before, s.Start, offset), add(after, offset, s.End)
		}
	}
	return before, after
}
