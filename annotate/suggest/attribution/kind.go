package attribution

import (
	"strings"
	"unicode"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// The types of quotes that quotation marks tell of.
const (
	Direct   annotate.ValueID = "direct"
	Indirect annotate.ValueID = "indirect"
	Mixed    annotate.ValueID = "mixed"
	Partial  annotate.ValueID = "partial"
)

// partialWords is up to how many words in quotation marks make a quote partial
// rather than mixed.
const partialWords = 3

// typeOf says how much of a quote stands in quotation marks: all of it, some,
// a few words, or none.
func typeOf(content string, pieces []text.Range) annotate.ValueID {
	inside, outside := 0, 0
	for _, piece := range pieces {
		for at := piece.Start; at < piece.End; {
			p := text.ParagraphAt(content, at)
			end := min(max(p.End, at+1), piece.End)
			in, out := shares(content, text.Range{Start: at, End: end})
			inside, outside = inside+in, outside+out
			at = max(end, at+1)
		}
	}
	switch {
	case inside == 0:
		return Indirect
	case outside == 0:
		return Direct
	case inside <= partialWords:
		return Partial
	}
	return Mixed
}

// shares counts the words of a stretch of one paragraph that stand in
// quotation marks, and those that do not.
func shares(content string, r text.Range) (inside, outside int) {
	at := r.Start
	for _, q := range text.Quoted(content, r.Start) {
		from, to := max(q.Start, r.Start), min(q.End, r.End)
		if from >= to {
			continue
		}
		outside += wordsIn(content[at:from])
		inside += wordsIn(content[from:to])
		at = to
	}
	return inside, outside + wordsIn(content[at:r.End])
}

// wordsIn counts words; a run of letters without blanks is one.
func wordsIn(s string) int {
	return len(strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
	}))
}
