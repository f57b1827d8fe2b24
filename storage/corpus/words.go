package corpus

import (
	"math/rand/v2"
	"strings"

	"bluepencil/annotate"
)

// The deck of words: how many cards it has and how many different words.
const (
	deckCards = 1 << 16
	deckWords = 20_000
)

// newDeck makes a deck from which a word is drawn in one step. By Zipf's law
// the word of rank k comes in proportion to 1/k; frequent words are short.
func newDeck(r *rand.Rand) []string {
	total := 0.0
	for rank := 1; rank <= deckWords; rank++ {
		total += 1 / float64(rank)
	}
	deck := make([]string, 0, deckCards)
	for rank := 1; len(deck) < deckCards; rank++ {
		word := invent(r, 1+min(rank/60, 1)+min(rank/2000, 1)*r.IntN(2))
		for range max(int(deckCards/(total*float64(rank))+0.5), 1) {
			deck = append(deck, word)
		}
	}
	return deck
}

var (
	onsets = []string{"b", "br", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "é"}
	rhymes = []string{"a", "an", "ar", "e", "en", "er", "i", "in", "o", "on", "or", "u", "un", "ay", "ell"}
)

// invent makes a word of so many syllables.
func invent(r *rand.Rand, syllables int) string {
	var out strings.Builder
	for range syllables {
		out.WriteString(onsets[r.IntN(len(onsets))])
		out.WriteString(rhymes[r.IntN(len(rhymes))])
	}
	return out.String()
}

// newRegister makes so many entries: every second one a person.
func newRegister(r *rand.Rand, n int) []annotate.Entity {
	list := make([]annotate.Entity, n)
	for i := range list {
		name := title(invent(r, 2+r.IntN(2)))
		entity := annotate.Entity{ID: annotate.NewID(), Name: name, Type: "place"}
		switch i % 4 {
		case 0, 2:
			entity.Name, entity.Type = title(invent(r, 2))+" "+name, "person"
			entity.Aliases = []string{name}
		case 1:
			entity.Name, entity.Type = name+" Council", "organisation"
		}
		list[i] = entity
	}
	return list
}

func title(word string) string {
	first := []rune(word)[:1]
	return strings.ToUpper(string(first)) + word[len(string(first)):]
}
