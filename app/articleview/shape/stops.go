package shape

import "github.com/clipperhouse/uax29/v2/graphemes"

// stop is a caret position in a word: a grapheme boundary in bytes from the
// word's start, and the advance up to it in reading order.
type stop struct {
	offset  int
	advance float32
}

// clusters are the shaper's: the runes of a word that glyphs belong to. All
// runes up to the next cluster share the glyphs, as those of a ligature do.
type clusters struct {
	advance []float32 // at a cluster's first rune
	begins  []bool    // a cluster begins at the rune
}

func (c *clusters) reset(runes int) {
	c.advance = append(c.advance[:0], make([]float32, runes)...)
	c.begins = append(c.begins[:0], make([]bool, runes)...)
}

func (c *clusters) begin(index int) { c.begins[index] = true }

// stops are the caret stops of a word: every grapheme boundary but the last
// one. Graphemes that share a cluster get an equal part of its advance each,
// so that the caret can stand within a ligature. Stops never go back, whatever
// advances a font has.
func (c *clusters) stops(word string, total float32) []stop {
	var list []stop
	iterator := graphemes.FromString(word)
	index, first := 0, 0 // first: the stop at which the present cluster begins
	x, from := float32(0), float32(0)
	for iterator.Next() {
		if len(list) > 0 && c.begins[index] {
			share(list[first:], from, x)
			first, from = len(list), x
		}
		list = append(list, stop{iterator.Start(), x})
		for range iterator.Value() {
			x = min(max(x+c.advance[index], x), total)
			index++
		}
	}
	share(list[first:], from, total)
	return list
}

// share spreads stops evenly from the first one's place on.
func share(list []stop, from, to float32) {
	for i := range list {
		list[i].advance = from + (to-from)*float32(i)/float32(len(list))
	}
}
