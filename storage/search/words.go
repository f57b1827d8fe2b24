package search

import (
	"unicode"

	"bluepencil/annotate/text"

	"github.com/clipperhouse/uax29/v2/words"
)

// eachWord visits the words of a text in order until visit returns false: the
// segments of UAX #29 that have a letter or a digit in them. Ideographs,
// hiragana and the letters of scripts that write no blanks are words of one
// character, so that whatever stands side by side is found as a phrase. The
// folded form is valid until visit returns; the range is in bytes.
func eachWord(s string, visit func(folded []byte, r text.Range) bool) {
	var buffer [longestTerm * 2]byte
	iterator := words.FromString(s)
	for iterator.Next() {
		word := iterator.Value()
		if !hasWord(word) {
			continue
		}
		folded := appendFolded(buffer[:0], word)
		if len(folded) == 0 {
			continue
		}
		if !visit(folded, text.Range{Start: iterator.Start(), End: iterator.End()}) {
			return
		}
	}
}

func hasWord(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			return true
		}
		if c >= 0x80 {
			for _, r := range s[i:] {
				if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) {
					return true
				}
			}
			return false
		}
	}
	return false
}

// wordsOf lists the folded words of a text.
func wordsOf(s string) []string {
	var list []string
	eachWord(s, func(folded []byte, _ text.Range) bool {
		list = append(list, string(folded))
		return true
	})
	return list
}

// foldWhole is a text as filters compare it: its words with one blank between them.
func foldWhole(s string) string {
	var out []byte
	eachWord(s, func(folded []byte, _ text.Range) bool {
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = append(out, folded...)
		return true
	})
	return string(out)
}
