package anchor

import (
	"strings"

	"bluepencil/annotate/text"
)

// token is a word or a mark of a text. Blanks are no tokens: where only they
// differ, two texts have the same words. Texts are at most 16 MB, so 32 bits
// are enough, and half the memory.
type token struct{ start, end int32 }

// side is one of the two texts as tokens.
type side struct {
	text   string
	tokens []token
	ids    []int32 // equal for equal tokens, over both sides
	words  []bool  // whether the token is a word and no mark
}

// vocabulary gives each different token a number.
type vocabulary map[string]int32

func (v vocabulary) split(whole string) side {
	s := side{text: whole}
	for r := range text.Segments(whole) {
		segment := whole[r.Start:r.End]
		if strings.TrimSpace(segment) == "" {
			continue
		}
		id, known := v[segment]
		if !known {
			id = int32(len(v))
			v[segment] = id
		}
		s.tokens = append(s.tokens, token{int32(r.Start), int32(r.End)})
		s.ids = append(s.ids, id)
		s.words = append(s.words, text.IsWord(segment))
	}
	return s
}

// word is the text of a token.
func (s *side) word(at int) string { return s.text[s.tokens[at].start:s.tokens[at].end] }

func (s *side) start(at int) int { return int(s.tokens[at].start) }

func (s *side) end(at int) int { return int(s.tokens[at].end) }

// first is the first token that ends after the offset, or the number of tokens.
func (s *side) first(offset int) int {
	low, high := 0, len(s.tokens)
	for low < high {
		middle := (low + high) / 2
		if s.end(middle) > offset {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// within are the tokens that share a byte with a range, half-open.
func (s *side) within(r text.Range) (from, to int) {
	from = s.first(r.Start)
	to = from
	for to < len(s.tokens) && s.start(to) < r.End {
		to++
	}
	return from, to
}

// countWords is how many of the tokens from one to another are words.
func (s *side) countWords(from, to int) int {
	n := 0
	for _, word := range s.words[from:to] {
		if word {
			n++
		}
	}
	return n
}

// index knows where each token stands.
type index struct{ starts, at []int32 }

func indexOf(ids []int32, different int) index {
	x := index{make([]int32, different+1), make([]int32, len(ids))}
	for _, id := range ids {
		x.starts[id+1]++
	}
	for id := range different {
		x.starts[id+1] += x.starts[id]
	}
	next := append([]int32(nil), x.starts...)
	for at, id := range ids {
		x.at[next[id]] = int32(at)
		next[id]++
	}
	return x
}

// of lists the places of a token, in order.
func (x index) of(id int32) []int32 { return x.at[x.starts[id]:x.starts[id+1]] }
