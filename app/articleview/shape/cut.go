package shape

import (
	"unicode/utf8"

	"bluepencil/annotate/text"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// longestWord bounds what is shaped as one word, in bytes; longer stretches
// are shaped in parts.
const longestWord = 256

// softHyphen is where a word may be divided; it shows only at a line's end.
const softHyphen = '\u00ad'

// nextWord is the length of the first word of a stretch: a single blank or
// control character, or everything up to the next one. It never ends inside of
// a grapheme cluster.
func nextWord(stretch string) int {
	n := plainWord(stretch)
	if joined(stretch, n) {
		return text.NextGrapheme(stretch, n)
	}
	return n
}

func plainWord(stretch string) int {
	for i, r := range stretch {
		if r <= ' ' || r == softHyphen || r == '\u2028' || r == '\u2029' {
			if i > 0 {
				return i
			}
			return utf8.RuneLen(r)
		}
		if i >= longestWord {
			return clusterBound(stretch, i)
		}
	}
	return len(stretch)
}

// clusterBound is the last grapheme boundary at or before i, or the first one
// where it is behind i.
func clusterBound(stretch string, i int) int {
	iterator := graphemes.FromString(stretch)
	last := 0
	for iterator.Next() && (iterator.End() <= i || last == 0) {
		last = iterator.End()
	}
	return last
}

// brokenAtHyphen tells whether a line that ends at an offset divides a word at
// a soft hyphen.
func brokenAtHyphen(paragraph string, end int) bool {
	if end >= len(paragraph) || end < 2 {
		return false
	}
	return paragraph[end-2:end] == string(softHyphen)
}

// hyphen is what is drawn at a soft hyphen where a line ends.
func (s *Shaper) hyphen(size float32, rtl bool) *word {
	if _, ok := s.faces.Resolve("\u2010", s.around); ok {
		return s.word("\u2010", size, rtl)
	}
	return s.word("-", size, rtl)
}
