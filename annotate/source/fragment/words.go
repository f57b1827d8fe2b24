package fragment

import (
	"strings"
	"unicode"
)

// Words are the words of a text in lower case, without marks.
func Words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// SameWords tells whether two texts have the same words, and some; marks and
// case may differ.
func SameWords(a, b string) bool {
	first, second := Words(a), Words(b)
	return len(first) > 0 && strings.Join(first, " ") == strings.Join(second, " ")
}

// WithoutRepeated leaves a headline out of the blocks below it, at whose start
// it often stands again.
func WithoutRepeated(headline string, blocks []Block) []Block {
	const top = 3 // blocks; further down the words mean something
	for i := range blocks[:min(len(blocks), top)] {
		if SameWords(blocks[i].Text, headline) {
			return append(blocks[:i:i], blocks[i+1:]...)
		}
	}
	return blocks
}
