package register

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// Likeness is an entry that some words may say again.
type Likeness struct {
	Entry Entry
	Score float64 // 0 to 1; 1 for the same words
}

// The weights of words: numbers say which claim it is, small words do not.
const (
	weightNumber = 2.0
	weightWord   = 1.0
	weightSmall  = 0.1
)

// alikeAtLeast is the score from which on an entry is listed.
const alikeAtLeast = 0.2

// Similar lists the entries of a type that say something like the words, the
// likeliest first: those whose name or alias shares the most words with them.
// Endings do not count, so that “carried” is “carries”; whether both say yes
// or no does not count either, and is for a person to judge.
func (r *Register) Similar(words, kind string) []Likeness {
	wanted := contentOf(words)
	var list []Likeness
	for _, entry := range r.entries {
		if entry.Type != kind {
			continue
		}
		score := wanted.like(contentOf(entry.Name))
		for _, alias := range entry.Aliases {
			score = max(score, wanted.like(contentOf(alias)))
		}
		if score >= alikeAtLeast {
			list = append(list, Likeness{entry, score})
		}
	}
	slices.SortStableFunc(list, func(a, b Likeness) int { return cmp.Compare(b.Score, a.Score) })
	return list
}

// content is the words of a sentence with their weights.
type content map[string]float64

// like is twice what two sentences share as a part of what both have (Dice 1945).
func (c content) like(o content) float64 {
	shared, all := 0.0, 0.0
	for word, weight := range c {
		all += weight
		if _, both := o[word]; both {
			shared += 2 * weight
		}
	}
	for _, weight := range o {
		all += weight
	}
	if all == 0 {
		return 0
	}
	return shared / all
}

// contentOf takes a sentence apart. Of a script that is written without blanks
// each two characters that stand together are a word.
func contentOf(sentence string) content {
	folded, c, before := fold(sentence), content{}, ""
	for r := range text.Segments(folded) {
		word := folded[r.Start:r.End]
		if !text.IsWord(word) {
			if word != " " {
				before = ""
			}
			continue
		}
		if first, _ := utf8.DecodeRuneInString(word); unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			if before != "" {
				c[before+word] = weightWord
			}
			before = word
			continue
		}
		before = ""
		c[stem(word)] = weightOf(word)
	}
	return c
}

func weightOf(word string) float64 {
	switch {
	case unicode.IsDigit(rune(word[0])):
		return weightNumber
	case smallWords[word]:
		return weightSmall
	}
	return weightWord
}

// stemLength is how many characters of a longer word count.
const stemLength = 5

// stem is the beginning of a word, in which its forms agree for the most part.
func stem(word string) string {
	if unicode.IsDigit(rune(word[0])) {
		return word
	}
	return text.Beginning(word, stemLength)
}

// smallWords hold sentences together and say little by themselves.
var smallWords = setOf(
	"a an and are as at be been but by for from had has have he her his in is it its of on or she that the their they this to was were which who will with would",
	"am auf aus bei das dass dem den der des die ein eine einem einen einer er es fur hat ihr im in ist mit nach nicht sein sich sie sind und von vor war werden wird zu zum zur",
	"au aux ce ces dans de des du elle en est et etait il la le les leur mais ou par pas pour qu que qui sa se ses son sont sur un une",
	"без будет был была были было в во да для до его ее за и из их к как ко на не но о об он она они от по с со у что это")

func setOf(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for word := range strings.FieldsSeq(list) {
			set[word] = true
		}
	}
	return set
}
