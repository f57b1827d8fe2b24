package token

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"bluepencil/annotate/text"
)

// Spaced is a token by spaCy's rule: one space behind a word belongs to the
// word, and all other white space up to the next word is a token of its own. So
// the tokens and their spaces are the whole text.
type Spaced struct {
	text.Range      // without the space
	Space      bool // a space follows
}

// SpacedTokens cuts a text by spaCy's rule, and words also at the given places.
// Cuts need no order; those in white space have no effect.
func SpacedTokens(whole string, cuts []int) []Spaced {
	var list []Spaced
	at := 0
	for _, word := range cutWords(whole, cuts) {
		if word.Start > at {
			list = append(list, Spaced{Range: text.Range{Start: at, End: word.Start}})
		}
		at = word.End
		space := at < len(whole) && whole[at] == ' '
		if list = append(list, Spaced{Range: word, Space: space}); space {
			at++
		}
	}
	if at < len(whole) {
		list = append(list, Spaced{Range: text.Range{Start: at, End: len(whole)}})
	}
	return list
}

// cutWords gives the words, free of what Python takes for white space.
func cutWords(whole string, cuts []int) (words []text.Range) {
	cuts = slices.Clone(cuts)
	slices.Sort(cuts)
	for _, t := range Tokens(whole) {
		start := t.Start
		add := func(end int) {
			if r, ok := Trim(whole, text.Range{Start: start, End: end}); ok {
				words = append(words, r)
			}
			start = end
		}
		n, _ := slices.BinarySearch(cuts, t.Start+1)
		for i, c := range whole[t.Start:t.End] {
			at := t.Start + i
			for n < len(cuts) && cuts[n] < at {
				n++
			}
			if at > start && (n < len(cuts) && cuts[n] == at || separator(c) || separator(rune(whole[at-1]))) {
				add(at)
			}
		}
		add(t.End)
	}
	return words
}

// Space tells whether Python takes the character for white space.
func Space(c rune) bool { return unicode.IsSpace(c) || separator(c) }

// separator is what is white space to Python and not to Go.
func separator(c rune) bool { return c >= 0x1c && c <= 0x1f }

// Trim takes the white space off both ends of a span. ok is false where nothing
// is left.
func Trim(whole string, r text.Range) (trimmed text.Range, ok bool) {
	part := whole[r.Start:r.End]
	r.Start += len(part) - len(strings.TrimLeftFunc(part, Space))
	if r.Start == r.End {
		return r, false
	}
	r.End -= len(part) - len(strings.TrimRightFunc(part, Space))
	return r, true
}

// CoverSpaced gives the tokens that a span touches, as a half-open range of
// their numbers; it is empty where the span lies between them.
func CoverSpaced(tokens []Spaced, span text.Range) (from, to int) {
	from, _ = slices.BinarySearchFunc(tokens, span.Start, func(t Spaced, at int) int { return cmp.Compare(t.End, at+1) })
	for to = from; to < len(tokens) && tokens[to].Start < span.End; to++ {
	}
	return from, to
}
