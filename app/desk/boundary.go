package desk

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Unit is how far a boundary moves at once.
type Unit int

// The units a boundary moves by.
const (
	ByCharacter Unit = iota // a grapheme cluster
	ByWord
	BySentence
)

// MoveBoundary moves the start or the end of the current annotation's piece
// nearest to the caret, to the right for a positive direction. The caret goes
// along, so that the boundary is seen and the next step is the same piece's.
func (d *Desk) MoveBoundary(end bool, direction int, by Unit) {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		spans := slices.Clone(a.Spans)
		at := pieceNear(spans, d.caret)
		s := &spans[at]
		edge := &s.Start
		if end {
			edge = &s.End
		}
		was := *edge
		*edge = moved(d.open.Text, was, end, direction, by)
		if *edge == was || s.Start >= s.End || at > 0 && s.Start <= spans[at-1].End || at+1 < len(spans) && s.End >= spans[at+1].Start {
			d.Say(Info, "The boundary cannot move any further.")
			return annotate.Draft{}, false
		}
		s.Text = d.open.Text[s.Start:s.End]
		d.caret = *edge
		d.o.Show(CaretMoved)
		return annotate.SetSpans(a.Ref(), "move boundary of "+d.name(a.Label), spans), true
	})
}

// moved is where a boundary goes. An end stops at ends of words and sentences,
// a start at their starts, so that no blank is taken in.
func moved(content string, offset int, end bool, direction int, by Unit) int {
	right := direction > 0
	switch {
	case by == ByWord && end && right:
		return text.NextWord(content, offset)
	case by == ByWord && end:
		return previousEnd(content, offset, text.PreviousWord, text.WordAt)
	case by == ByWord && right:
		return nextWordStart(content, offset)
	case by == ByWord:
		return text.PreviousWord(content, offset)
	case by == BySentence && end && right:
		return nextSentenceEnd(content, offset)
	case by == BySentence && end:
		return previousEnd(content, offset, text.PreviousSentence, text.SentenceAt)
	case by == BySentence && right:
		return text.NextSentence(content, offset)
	case by == BySentence:
		return text.PreviousSentence(content, offset)
	case right:
		return text.NextGrapheme(content, offset)
	}
	return text.PreviousGrapheme(content, offset)
}

// previousEnd is the last end of a word or sentence before an offset, or the
// offset where there is none.
func previousEnd(content string, offset int, previous func(string, int) int, around func(string, int) text.Range) int {
	start := previous(content, offset)
	if end := around(content, start).End; end < offset && end > start {
		return end
	}
	if before := previous(content, start); before < start {
		return around(content, before).End
	}
	return offset
}

// nextWordStart is the first start of a word after an offset, or the offset
// where there is none.
func nextWordStart(content string, offset int) int {
	end := text.NextWord(content, offset)
	if start := text.PreviousWord(content, end); start > offset {
		return start
	}
	return max(text.PreviousWord(content, text.NextWord(content, end)), offset)
}

// nextSentenceEnd is the first end of a sentence after an offset.
func nextSentenceEnd(content string, offset int) int {
	if end := text.SentenceAt(content, offset).End; end > offset {
		return end
	}
	return text.SentenceAt(content, text.NextSentence(content, offset)).End
}

// pieceNear is the piece an offset is in, or the nearest one.
func pieceNear(spans []annotate.Span, offset int) (best int) {
	distance := func(s annotate.Span) int { return max(s.Start-offset, offset-s.End, 0) }
	for i, s := range spans {
		if distance(s) < distance(spans[best]) {
			best = i
		}
	}
	return best
}

// touches tells whether an offset is in a piece of the annotation, or at an
// end of one.
func touches(a *annotate.Annotation, offset int) bool {
	return slices.ContainsFunc(a.Spans, func(s annotate.Span) bool { return s.Start <= offset && offset <= s.End })
}
