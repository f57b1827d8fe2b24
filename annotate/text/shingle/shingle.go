// Package shingle tells whether two texts are copies of one: the same story,
// cut, with another headline, or with small corrections.
//
// A text is taken for the set of its shingles, the runs of five words it has;
// texts written without blanks for runs of eight characters. Case, marks and
// the forms of letters do not count. Two texts are as alike as their sets:
// [Set.Jaccard] for whole copies, [Set.Containment] for those that were cut.
//
// Comparing every text with every other takes too long for a corpus, so a
// [Signature] keeps the smallest of 128 different hashes over the set (Broder,
// 1997). Those of two texts agree in as many places as the sets are alike, and
// texts that may be alike are found by sorting: they share a [Signature.Band].
package shingle

import (
	"slices"
	"strings"
	"unicode"

	"bluepencil/annotate/text"

	"golang.org/x/text/unicode/norm"
)

// The lengths of a shingle.
const (
	words   = 5
	letters = 8
)

// Set is the hashes of a text's shingles, ascending, each once.
type Set []uint64

// Of makes the set of a text. A text shorter than a shingle is one shingle; one
// without words has none.
func Of(whole string) Set {
	units, dense := unitsOf(whole)
	if len(units) == 0 {
		return nil
	}
	size := words
	if dense*2 > len(units) {
		size = letters
	}
	size = min(size, len(units))
	set := make(Set, 0, len(units)-size+1)
	for at := 0; at+size <= len(units); at++ {
		hash := uint64(size)
		for _, unit := range units[at : at+size] {
			hash = mix(hash*0x9e3779b97f4a7c15 + unit)
		}
		set = append(set, hash)
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// unitsOf hashes the words of a text in their order, and counts those that are
// single characters of a script that is written without blanks.
func unitsOf(whole string) (units []uint64, dense int) {
	for r := range text.Segments(whole) {
		segment := whole[r.Start:r.End]
		if !text.IsWord(segment) {
			continue
		}
		plain := plainWord(segment)
		if !isDense(plain) {
			units = append(units, hashOf(plain))
			continue
		}
		for _, letter := range plain {
			units = append(units, hashOf(string(letter)))
			dense++
		}
	}
	return units, dense
}

// plainWord is a word without what may differ between copies: case, ligatures
// and widths of letters, the form of an apostrophe.
func plainWord(segment string) string {
	if isPlain(segment) {
		return segment
	}
	return strings.ReplaceAll(strings.ToLower(norm.NFKC.String(segment)), "’", "'")
}

func isPlain(segment string) bool {
	for i := range len(segment) {
		if b := segment[i]; b >= 0x80 || 'A' <= b && b <= 'Z' {
			return false
		}
	}
	return true
}

// isDense tells of words in scripts that put no blanks between words.
func isDense(word string) bool {
	for _, r := range word {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	}
	return false
}

// hashOf is FNV-1a with its bits mixed.
func hashOf(s string) uint64 {
	hash := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		hash = (hash ^ uint64(s[i])) * 0x100000001b3
	}
	return mix(hash)
}

// mix spreads the bits of a number over all of it (the finish of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// common is how many shingles two sets share.
func (s Set) common(o Set) int {
	n := 0
	for i, j := 0, 0; i < len(s) && j < len(o); {
		switch {
		case s[i] < o[j]:
			i++
		case s[i] > o[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// Jaccard is the share of all shingles of two sets that both have, from 0 to 1.
func (s Set) Jaccard(o Set) float64 {
	n := s.common(o)
	return share(n, len(s)+len(o)-n)
}

// Containment is the share of the smaller set's shingles that the larger has
// too, from 0 to 1: 1 for a text and what is left of it after a cut.
func (s Set) Containment(o Set) float64 {
	return share(s.common(o), min(len(s), len(o)))
}

func share(n, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}
