package anchor

import (
	"math/bits"
	"unicode/utf8"
)

// The weights of aligning small regions. A mark is worth little: there are
// many of them everywhere.
const (
	equalWord   = 16
	equalMark   = 3
	similarAt   = 0.6 // how alike two words are that may be one word corrected
	similarWord = 12  // of words that are entirely alike
)

// fill aligns a small region token by token: the alignment with the greatest
// weight (Needleman and Wunsch, 1970).
func (a *Alignment) fill(r region) {
	rows, columns := r.oldEnd-r.old, r.newEnd-r.new
	width := columns + 1
	best := make([]int32, (rows+1)*width)
	weights := make([]int8, rows*columns)
	was, is := a.old.letterSets(r.old, r.oldEnd), a.new.letterSets(r.new, r.newEnd)
	for i := range rows {
		for j := range columns {
			w := a.weight(r.old+i, r.new+j, was[i], is[j])
			weights[i*columns+j] = int8(w)
			value := max(best[i*width+j+1], best[(i+1)*width+j])
			if w > 0 {
				value = max(value, best[i*width+j]+int32(w))
			}
			best[(i+1)*width+j+1] = value
		}
	}
	for i, j := rows, columns; i > 0 && j > 0; {
		w := int32(weights[(i-1)*columns+j-1])
		switch here := best[i*width+j]; {
		case w > 0 && here == best[(i-1)*width+j-1]+w:
			i, j = i-1, j-1
			kind := similar
			if a.old.ids[r.old+i] == a.new.ids[r.new+j] {
				kind = equal
			}
			a.pair(r.old+i, r.new+j, kind)
		case here == best[(i-1)*width+j]:
			i--
		default:
			j--
		}
	}
}

// letterSets gives, for tokens of a text, which letters are in each.
func (s *side) letterSets(from, to int) []uint64 {
	sets := make([]uint64, to-from)
	for at := from; at < to; at++ {
		if !s.words[at] {
			continue
		}
		for _, r := range s.word(at) {
			sets[at-from] |= 1 << (r % 64)
		}
	}
	return sets
}

// mayBeSimilar tells of two words quickly that they are not alike: each letter
// that only one has is at least half a change.
func mayBeSimilar(x, y uint64, a, b int) bool {
	return x != 0 && y != 0 && float64(bits.OnesCount64(x^y))/2 <= (1-similarAt)*float64(max(a, b)) && float64(min(a, b)) >= similarAt/2*float64(max(a, b))
}

func (a *Alignment) weight(old, new int, x, y uint64) int {
	if a.old.ids[old] == a.new.ids[new] {
		if a.old.words[old] {
			return equalWord
		}
		return equalMark
	}
	was, is := a.old.word(old), a.new.word(new)
	if !mayBeSimilar(x, y, len(was), len(is)) {
		return 0
	}
	if alike := Similarity(was, is); alike >= similarAt {
		return int(alike * similarWord)
	}
	return 0
}

// longestCompared bounds the words that are compared letter by letter.
const longestCompared = 128

// Similarity is how alike two words are, from 0 to 1: one less the share of
// letters that have to be changed. Words of more than 128 bytes
// are alike as far as their beginnings and ends are the same.
func Similarity(a, b string) float64 {
	if a == b {
		return 1
	}
	longer := max(len(a), len(b))
	if longer > longestCompared {
		prefix := commonPrefix(a, b)
		return float64(prefix+commonSuffix(a[prefix:], b[prefix:])) / float64(longer)
	}
	if min(len(a), len(b))*2 < longer {
		return 0 // cannot come near
	}
	x, y := []rune(a), []rune(b)
	return 1 - float64(distance(x, y))/float64(max(len(x), len(y)))
}

// distance is how many letters have to be added, left out, replaced or swapped
// with their neighbour to make one word of the other (Damerau); both have at
// most longestCompared letters.
func distance(x, y []rune) int {
	var rows [3][longestCompared + 1]uint8
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(y) + 1 {
		row[j] = uint8(j)
	}
	for i := range x {
		before, last, row = last, row, before
		row[0] = uint8(i + 1)
		for j := range y {
			cost := uint8(1)
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return int(row[len(y)])
}

// commonPrefix is how many bytes two texts have in common at their beginning,
// in whole characters.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}

// commonSuffix is the same for their ends.
func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && (!utf8.RuneStart(a[len(a)-n]) || !utf8.RuneStart(b[len(b)-n])) {
		n--
	}
	return n
}
