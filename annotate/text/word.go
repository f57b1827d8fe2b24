package text

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// eachWord visits the word segments (UAX #29) of the text around an offset,
// beginning at a sure boundary before it, until visit returns false.
func eachWord(text string, around int, visit func(Range) bool) {
	p := ParagraphAt(text, around)
	from := p.Start
	if around-from > lookBack {
		from = spaceBefore(text, around-lookBack/2, from)
	}
	iterator := words.FromString(text[from:p.End])
	for iterator.Next() {
		if !visit(Range{from + iterator.Start(), from + iterator.End()}) {
			return
		}
	}
}

// spaceBefore is the offset after the last blank between an ASCII blank and an
// ASCII letter at or before i: a word boundary for certain.
func spaceBefore(text string, i, floor int) int {
	for ; i > floor; i-- {
		if text[i-1] == ' ' && text[i] < utf8.RuneSelf && text[i] != ' ' {
			return i
		}
	}
	return floor
}

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
// contains the byte, or the word that ends there.
func WordAt(text string, offset int) Range {
	var found Range
	eachWord(text, offset, func(r Range) bool {
		if r.Contains(offset) && (isWord(text[r.Start:r.End]) || found.Empty()) {
			found = r
		} else if r.End == offset && isWord(text[r.Start:r.End]) {
			found = r
			return true
		}
		return r.End <= offset
	})
	if found.Empty() {
		return Range{offset, offset}
	}
	return found
}

// NextWord is where the caret stops going right by a word: the end of the
// word at or after the offset, over paragraph borders; the text's end at last.
func NextWord(text string, offset int) int {
	for offset < len(text) {
		stop := -1
		eachWord(text, offset, func(r Range) bool {
			if r.End > offset && isWord(text[r.Start:r.End]) {
				stop = r.End
				return false
			}
			return true
		})
		if stop >= 0 {
			return stop
		}
		offset = NextParagraph(text, offset)
	}
	return len(text)
}

// PreviousWord is where the caret stops going left by a word: the start of
// the word before the offset; the text's start at last.
func PreviousWord(text string, offset int) int {
	for offset > 0 {
		stop := -1
		eachWord(text, offset, func(r Range) bool {
			if r.Start < offset && isWord(text[r.Start:r.End]) {
				stop = r.Start
			}
			return r.Start < offset
		})
		if stop >= 0 {
			return stop
		}
		p := ParagraphAt(text, offset)
		if p.Start == 0 {
			return 0
		}
		offset = ParagraphAt(text, p.Start-1).End
		if offset == 0 {
			return 0
		}
	}
	return 0
}
