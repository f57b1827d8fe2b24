package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stopsAtMost is how many marks of punctuation are taken at once: ?!, or “…”.
const stopsAtMost = 4

// skipStops is the offset behind the commas and stops that begin at one. French
// has a blank before some.
func skipStops(text string, at int) int {
	for range stopsAtMost {
		mark := at
		if r, size := utf8.DecodeRuneInString(text[skipBlank(text, at):]); strings.ContainsRune("?!;:", r) && size > 0 {
			mark = skipBlank(text, at)
		}
		r, size := utf8.DecodeRuneInString(text[mark:])
		if !isStop(r) {
			return at
		}
		at = mark + size
	}
	return at
}

// skipBlank is the offset behind a blank that may stand inside of « ».
func skipBlank(text string, at int) int {
	if r, size := utf8.DecodeRuneInString(text[at:]); isInnerBlank(r) {
		return at + size
	}
	return at
}

// isInnerBlank tells of an ordinary, a no-break or a thin blank.
func isInnerBlank(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' }

// isStop tells of punctuation that ends a sentence or a part of one.
func isStop(r rune) bool {
	return r > 0 && strings.ContainsRune(".,;:!?…。，、；：！？．｡､؟،؛·", r)
}

// isLead tells of punctuation that begins a sentence.
func isLead(r rune) bool { return r == '¿' || r == '¡' }

// IncludePunctuation widens a range by the commas and stops that stand right
// behind it, by ¿ and ¡ before it, and by a pair of brackets around it. It is
// false where there are none.
func IncludePunctuation(text string, r Range) (Range, bool) {
	if !within(text, r) {
		return r, false
	}
	wide := r
	if wide.End = skipStops(text, r.End); goesOnWithout(text, wide.End) {
		wide.End = r.End
	}
	if last, size := utf8.DecodeLastRuneInString(text[:r.Start]); isLead(last) {
		wide.Start -= size
	}
	if wide == r {
		before, left := utf8.DecodeLastRuneInString(text[:r.Start])
		after, right := utf8.DecodeRuneInString(text[r.End:])
		if brackets[before] == after && after != 0 {
			wide = Range{r.Start - left, r.End + right}
		}
	}
	if wide == r || !IsBoundary(text, wide.Start) || !IsBoundary(text, wide.End) {
		return r, false
	}
	return wide, true
}

// goesOnWithout tells whether a word goes on right behind an ASCII mark, as
// in 3.5, 10:30 and U.S.
func goesOnWithout(text string, at int) bool {
	next, _ := utf8.DecodeRuneInString(text[at:])
	return at > 0 && text[at-1] < utf8.RuneSelf && isAlphanumeric(next)
}

// TrimPunctuation narrows a range by the commas and stops at its end, ¿ and ¡
// at its start, and the brackets around it. It is false where there are none,
// or nothing else.
func TrimPunctuation(text string, r Range) (Range, bool) {
	if !within(text, r) {
		return r, false
	}
	s := strings.TrimRightFunc(text[r.Start:r.End], isStop)
	narrow := Range{r.Start, r.Start + len(s)}
	narrow.Start += len(s) - len(strings.TrimLeftFunc(s, isLead))
	if narrow == r {
		first, left := utf8.DecodeRuneInString(s)
		last, right := utf8.DecodeLastRuneInString(s)
		if brackets[first] == last && last != 0 {
			narrow = Range{r.Start + left, r.End - right}
		}
	}
	narrow = withoutBlanks(text, narrow, r)
	if narrow == r || narrow.Empty() || !IsBoundary(text, narrow.Start) || !IsBoundary(text, narrow.End) {
		return r, false
	}
	return narrow, true
}

// withoutBlanks drops the blanks that trimming laid open at an end, as inside
// of the marks of French: « Quoi ? ».
func withoutBlanks(text string, narrow, was Range) Range {
	if narrow.Empty() {
		return narrow
	}
	if narrow.End < was.End {
		narrow.End = narrow.Start + len(strings.TrimRightFunc(text[narrow.Start:narrow.End], unicode.IsSpace))
	}
	if narrow.Start > was.Start {
		narrow.Start = narrow.End - len(strings.TrimLeftFunc(text[narrow.Start:narrow.End], unicode.IsSpace))
	}
	return narrow
}

// brackets are the closing brackets by the opening ones.
var brackets = map[rune]rune{'(': ')', '[': ']', '（': '）', '【': '】', '［': '］'}
