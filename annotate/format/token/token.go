// Package token cuts a text into tokens and sentences for the formats that are
// made of them. One rule serves them all, so that what one exports another can
// be held against: words and marks as UAX #29 has them, never any white space.
package token

import (
	"slices"
	"unicode"

	"bluepencil/annotate/text"
)

// Tokens lists the tokens of a text in order, in bytes. Together with the white
// space between them they are the whole text.
func Tokens(whole string) []text.Range {
	var list []text.Range
	for r := range text.Segments(whole) {
		list = append(list, solid(whole, r)...)
	}
	return list
}

// solid cuts the white space out of a segment.
func solid(whole string, r text.Range) []text.Range {
	var parts []text.Range
	start := -1
	for i, c := range whole[r.Start:r.End] {
		at := r.Start + i
		switch space := unicode.IsSpace(c); {
		case space && start >= 0:
			parts = append(parts, text.Range{Start: start, End: at})
			start = -1
		case !space && start < 0:
			start = at
		}
	}
	if start >= 0 {
		parts = append(parts, text.Range{Start: start, End: r.End})
	}
	return parts
}

// Sentences cuts the tokens into sentences: the numbers of the first token of
// each, in order. A sentence never begins inside of a token.
func Sentences(whole string, tokens []text.Range) []int {
	var starts []int
	end := -1
	for n, t := range tokens {
		if t.Start < end {
			continue
		}
		starts = append(starts, n)
		end = max(text.SentenceAt(whole, t.Start).End, t.End)
	}
	return starts
}

// Cover gives the tokens that a span touches, as a half-open range of their
// numbers; it is empty where the span lies in white space.
func Cover(tokens []text.Range, span text.Range) (from, to int) {
	from, _ = slices.BinarySearchFunc(tokens, span.Start, func(t text.Range, at int) int {
		if t.End <= at {
			return -1
		}
		return 1
	})
	for to = from; to < len(tokens) && tokens[to].Start < span.End; to++ {
	}
	return from, to
}
