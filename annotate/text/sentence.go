package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// abbreviations end with a full stop that seldom ends a sentence: titles and
// forms of news copy, in lower case. UAX #29 alone breaks after them.
var abbreviations = map[string]bool{}

func init() {
	for _, a := range strings.Fields(`mr mrs ms dr prof gen col lt maj capt sgt cpl pvt adm cmdr sen rep gov pres
		hon rev fr sr jr st mt ft no vs etc inc ltd co corp dept univ assn bros approx est fig vol ed pp
		jan feb mar apr jun jul aug sept sep oct nov dec u.s u.n u.k e.u a.m p.m i.e e.g d.c cf al ca`) {
		abbreviations[a] = true
	}
}

// eachSentence visits the sentences of the paragraph at the offset. A
// sentence includes the blanks that follow it.
func eachSentence(text string, offset int, visit func(Range) bool) {
	p := ParagraphAt(text, offset)
	iterator := sentences.FromString(text[p.Start:p.End])
	open := Range{p.Start, p.Start}
	for iterator.Next() {
		open.End = p.Start + iterator.End()
		if open.End < p.End && goesOn(text[open.Start:open.End]) {
			continue
		}
		if !visit(open) {
			return
		}
		open.Start = open.End
	}
}

// goesOn tells whether what UAX #29 took for a sentence ends in an
// abbreviation or an initial.
func goesOn(sentence string) bool {
	s := strings.TrimRightFunc(sentence, unicode.IsSpace)
	if !strings.HasSuffix(s, ".") {
		return false
	}
	s = strings.TrimSuffix(s, ".")
	last := s[strings.LastIndexFunc(s, unicode.IsSpace)+1:]
	last = strings.TrimLeft(last, "\"“‘'(«")
	if utf8.RuneCountInString(last) == 1 && unicode.IsUpper([]rune(last)[0]) {
		return true // an initial: J. Smith
	}
	return abbreviations[strings.ToLower(last)]
}

// SentenceAt is the sentence at the offset, without the blanks after it.
func SentenceAt(text string, offset int) Range {
	found := ParagraphAt(text, offset)
	eachSentence(text, offset, func(r Range) bool {
		found = r
		return r.End <= offset
	})
	trimmed := strings.TrimRightFunc(text[found.Start:found.End], unicode.IsSpace)
	return Range{found.Start, found.Start + len(trimmed)}
}

// NextSentence is the start of the sentence after the offset's; the text's end at last.
func NextSentence(text string, offset int) int {
	if offset >= len(text) {
		return len(text)
	}
	next := NextParagraph(text, offset)
	eachSentence(text, offset, func(r Range) bool {
		if r.Start > offset {
			next = r.Start
			return false
		}
		return true
	})
	return next
}

// PreviousSentence is the start of the offset's sentence, or of the one before
// where the offset is at the start already.
func PreviousSentence(text string, offset int) int {
	p := ParagraphAt(text, offset)
	if p.Start == offset {
		if offset == 0 {
			return 0
		}
		offset = ParagraphAt(text, p.Start-1).End
		p = ParagraphAt(text, offset)
	}
	stop := p.Start
	eachSentence(text, offset, func(r Range) bool {
		if r.Start < offset {
			stop = r.Start
		}
		return r.Start < offset
	})
	return stop
}
