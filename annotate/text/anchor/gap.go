package anchor

import "unicode/utf8"

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
	for i := range rows {
		for j := range columns {
			w := a.weight(r.old+i, r.new+j)
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

func (a *Alignment) weight(old, new int) int {
	switch {
	case a.old.ids[old] == a.new.ids[new] && a.old.words[old]:
		return equalWord
	case a.old.ids[old] == a.new.ids[new]:
		return equalMark
	case !a.old.words[old] || !a.new.words[new]:
		return 0
	}
	if alike := Similarity(a.old.word(old), a.new.word(new)); alike >= similarAt {
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
// with their neighbour to make one word of the other (Damerau).
func distance(x, y []rune) int {
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(y)]
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
