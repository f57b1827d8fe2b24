package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// UAX #29 finds the places where a sentence may end; abbreviation.go and
// goesOn say where one goes on all the same. Both look only at the few words
// around a place, so segmenting may begin at any place UAX #29 breaks for
// certain and goesOn does not join.

// sureSentence tells whether UAX #29 breaks at i whatever stands further left:
// a full stop, question or exclamation mark and a blank before a capital, or
// an ideographic full stop before an ideograph.
func sureSentence(text string, i int) bool {
	after, _ := utf8.DecodeRuneInString(text[i:])
	if strings.HasSuffix(text[:i], "。") {
		return after >= 0x4E00 && after <= 0x9FFF
	}
	capital := 'A' <= after && after <= 'Z' || 'А' <= after && after <= 'Я'
	if !capital || i < 2 || text[i-1] != ' ' {
		return false
	}
	mark := text[i-2]
	return mark == '.' || mark == '!' || mark == '?'
}

// sentenceBefore is the start of a sentence, or of a paragraph, before the
// offset; or 0.
func sentenceBefore(text string, offset int) int {
	for i := offset - 1; i > 0; i-- {
		if utf8.RuneStart(text[i]) && sureSentence(text, i) && !goesOn(text, i) || paragraphEnd(text, i) >= 0 {
			return i
		}
	}
	return 0
}

// eachSentence visits the sentences from a sentence's start on until visit
// returns false. A sentence includes the blanks and the line terminator after
// it; an empty paragraph is a sentence of its terminator alone.
func eachSentence(text string, from int, visit func(Range) bool) {
	open := Range{from, from}
	iterator := sentences.FromString(text[from:])
	for iterator.Next() {
		open.End = beforeOpeners(text, open.Start, from+iterator.End())
		if open.End < len(text) && goesOn(text, open.End) {
			continue
		}
		if !visit(open) {
			return
		}
		open.Start = open.End
	}
}

// beforeOpeners moves the end of a sentence before the opening marks that
// UAX #29 gives to it where no blank stands between, as in Chinese or
// Japanese: it knows opening and closing marks as one class.
func beforeOpeners(text string, start, end int) int {
	for at := end; at > start && end < len(text); {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if !strings.ContainsRune("「『“‘„‚«‹（《【([{", r) {
			return at
		}
		at -= size
	}
	return end
}

// trimBlanks is the range without the white space at both ends of it, but for
// a blank that carries a combining mark.
func trimBlanks(text string, r Range) Range {
	s := strings.TrimRightFunc(text[r.Start:r.End], unicode.IsSpace)
	r.End = r.Start + len(s)
	r.Start = r.End - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	if r.Empty() {
		return r
	}
	return SnapOutward(text, r)
}

// SentenceAt is the sentence at the offset, without the blanks around it. It
// never reaches over the end of a paragraph. An offset in the blanks or the
// line terminator after a sentence belongs to that sentence; in an empty
// paragraph, and after the last line terminator, the range is empty.
func SentenceAt(text string, offset int) Range {
	offset = min(max(offset, 0), len(text))
	found := Range{offset, offset}
	eachSentence(text, sentenceBefore(text, offset), func(r Range) bool {
		atEnd := r.End == offset && offset == len(text) && paragraphEnd(text, offset) < 0
		if r.Contains(offset) || atEnd {
			found = trimBlanks(text, r)
		}
		return r.End <= offset
	})
	return found
}

// NextSentence is the start of the first sentence that starts after the
// offset; the text's end at last. Empty paragraphs are passed over.
func NextSentence(text string, offset int) int {
	offset = min(max(offset, 0), len(text))
	next := len(text)
	eachSentence(text, sentenceBefore(text, offset), func(r Range) bool {
		if r = trimBlanks(text, r); !r.Empty() && r.Start > offset {
			next = r.Start
			return false
		}
		return true
	})
	return next
}

// PreviousSentence is the start of the offset's sentence, or of the one before
// where the offset is at the start already; 0 at last.
func PreviousSentence(text string, offset int) int {
	offset = min(max(offset, 0), len(text))
	for end := offset; end > 0; {
		stop, from := -1, sentenceBefore(text, end)
		eachSentence(text, from, func(r Range) bool {
			if s := trimBlanks(text, r); !s.Empty() && s.Start < offset {
				stop = s.Start
			}
			return r.End < end
		})
		if stop >= 0 {
			return stop
		}
		end = from
	}
	return 0
}
