package text

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Segmenting into words, too, may begin where a boundary is sure whatever
// stands further to the left: after an inert character, which no rule of
// UAX #29 joins to what follows it, and before one that attaches to nothing.

// inert tells of a character that never is joined to the one after it: most
// ASCII but letters, digits and what may stand within a word or number;
// ideographs, hiragana and common marks. It knows some of them, not all.
func inert(r rune) bool {
	if r < utf8.RuneSelf {
		switch r {
		case '\'', '"', '.', ':', ',', ';', '_', '\r':
			return false
		}
		return !asciiAlphanumeric(r)
	}
	switch r {
	case 0x85, 0xA0, '«', '»', '–', '—', '“', '”', 0x2028, 0x2029, '、', '。', '「', '」', '『', '』':
		return true
	}
	return r >= 0x3041 && r <= 0x3096 || r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF
}

func asciiAlphanumeric(r rune) bool {
	return '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
}

// unattached tells of a character that stands alone after an inert one. The
// two halfwidth voicing marks are letters, but attach.
func unattached(r rune) bool {
	return r < utf8.RuneSelf && r != ' ' || inert(r) && r != ' ' || unicode.IsLetter(r) && r != 0xFF9E && r != 0xFF9F
}

// wordBefore is a sure word boundary before the offset, or 0.
func wordBefore(text string, offset int) int {
	after, size := utf8.DecodeLastRuneInString(text[:offset])
	for i := offset - size; i > 0; {
		before, size := utf8.DecodeLastRuneInString(text[:i])
		if inert(before) && unattached(after) || Unspaced(after) && sureCharacterCluster(text, i) {
			return i
		}
		after, i = before, i-size
	}
	return 0
}

// eachWord visits the word segments of the text from a word boundary on until
// visit returns false. Blanks and marks are segments too.
func eachWord(text string, from int, visit func(Range) bool) {
	iterator := words.FromString(text[from:])
	for iterator.Next() {
		if !visit(Range{from + iterator.Start(), from + iterator.End()}) {
			return
		}
	}
}

// eachStep visits what the caret steps over by words: the segments, or the
// character clusters in scripts without blanks, where UAX #29 would stop at
// every letter. Segments leave them alone, for much that is kept is made of
// those.
func eachStep(text string, from int, visit func(Range) bool) {
	at := from
	eachWord(text, from, func(r Range) bool {
		if r.End <= at {
			return true
		}
		r.Start = at
		for first, _ := utf8.DecodeRuneInString(text[at:]); at < r.End && Unspaced(first); first, _ = utf8.DecodeRuneInString(text[at:]) {
			at = NextCharacterCluster(text, at)
			if !visit(Range{r.Start, at}) {
				return false
			}
			r.Start = at
		}
		if at >= r.End {
			return true
		}
		at = r.End
		return visit(r)
	})
}

// Segments are the pieces UAX #29 divides a text into: words, blanks, marks.
// Together, in order, they are the text.
func Segments(text string) iter.Seq[Range] {
	return func(yield func(Range) bool) { eachWord(text, 0, yield) }
}

// IsWord tells whether a segment is a word: it has a letter or a digit in it.
func IsWord(segment string) bool { return isWord(segment) }

// isWord tells whether a segment has a letter or a digit in it.
func isWord(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// WordAt is the word at the offset, for a double click: the segment that
// contains the byte, or the word that ends there; between words, the blanks or
// the mark; a character cluster in Thai, Lao, Khmer and Burmese, and one
// ideograph in Chinese. It covers whole grapheme clusters. Line terminators and the text's
// end give an empty range, unless a word ends there.
func WordAt(text string, offset int) Range {
	offset = min(max(offset, 0), len(text))
	found := Range{offset, offset}
	eachStep(text, wordBefore(text, offset), func(r Range) bool {
		word := isWord(text[r.Start:r.End])
		switch {
		case r.End == offset && word:
			found = r
		case r.Contains(offset) && (word || found.Empty()) && terminatorAt(text, r.Start) == 0:
			found = r
		}
		return r.End <= offset
	})
	if found.Empty() {
		return found
	}
	return SnapOutward(text, found)
}

// NextWord is where the caret stops going right by a word: the end of the
// word at or after the offset, over paragraph borders; the text's end at last.
// The pieces WordAt finds are words here too.
func NextWord(text string, offset int) int {
	offset = min(max(offset, 0), len(text))
	stop := len(text)
	eachStep(text, wordBefore(text, offset), func(r Range) bool {
		if r.End > offset && isWord(text[r.Start:r.End]) {
			stop = r.End
			return false
		}
		return true
	})
	return SnapOutward(text, Range{stop, stop}).End
}

// PreviousWord is where the caret stops going left by a word: the start of
// the word before the offset; the text's start at last.
func PreviousWord(text string, offset int) int {
	offset = min(max(offset, 0), len(text))
	for end := offset; end > 0; {
		stop, from := -1, wordBefore(text, end)
		eachStep(text, from, func(r Range) bool {
			if r.Start < offset && isWord(text[r.Start:r.End]) {
				stop = r.Start
			}
			return r.End < end
		})
		if stop >= 0 {
			return SnapOutward(text, Range{stop, stop}).Start
		}
		end = from
	}
	return 0
}
