package register

import (
	"slices"
	"strings"

	"bluepencil/annotate/text"
)

// fold is a name without regard to case and accents.
func fold(name string) string { return text.Fold(name, text.FindOptions{}).String() }

// wordsOf are the words of a name, folded; a possessive ending is left out.
func wordsOf(name string) []string {
	var list []string
	folded := strings.ReplaceAll(fold(name), "’", "'")
	for r := range text.Segments(folded) {
		word := folded[r.Start:r.End]
		if text.IsWord(word) {
			list = append(list, strings.TrimSuffix(word, "'s"))
		}
	}
	return list
}

// key is how names are looked up: their words in order.
func key(words []string) string { return strings.Join(words, " ") }

// Key is how names are told apart: two names with one key are the same, however
// they are written. It is empty where there is no word.
func Key(called string) string { return key(wordsOf(called)) }

// name is one of the names of an entry.
type name struct {
	entry int // in the register's entries
	words []string
	alias bool
}

// keys finds the names of entries.
type keys struct {
	whole  map[string][]name // by all words
	last   map[string][]name // by the last one: the surname
	begin  map[string][]name // by the first letters of the words: the acronym
	byWord map[string][]name // by each word, of names of more than one
}

func newKeys(entries []Entry) keys {
	k := keys{map[string][]name{}, map[string][]name{}, map[string][]name{}, map[string][]name{}}
	for i := range entries {
		k.add(i, entries[i].Name, false)
		for _, alias := range entries[i].Aliases {
			k.add(i, alias, true)
		}
	}
	return k
}

// leastAcronym is how many words a name has at least to be known by its
// letters.
const leastAcronym = 2

func (k *keys) add(entry int, called string, alias bool) {
	words := wordsOf(called)
	if len(words) == 0 {
		return
	}
	n := name{entry, words, alias}
	k.whole[key(words)] = append(k.whole[key(words)], n)
	if len(words) < leastAcronym {
		return
	}
	last := words[len(words)-1]
	k.last[last] = append(k.last[last], n)
	if letters := acronym(words); len(letters) >= leastAcronym {
		k.begin[letters] = append(k.begin[letters], n)
	}
	for i, word := range words {
		if !slices.Contains(words[:i], word) {
			k.byWord[word] = append(k.byWord[word], n)
		}
	}
}

// small are words that no acronym counts.
var small = map[string]bool{"of": true, "the": true, "and": true, "for": true, "in": true, "de": true, "du": true, "des": true, "la": true, "le": true,
	"der": true, "die": true, "das": true, "und": true, "für": true, "fur": true, "y": true, "e": true, "del": true, "van": true, "von": true}

func acronym(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if !small[w] {
			for _, r := range w {
				b.WriteRune(r)
				break
			}
		}
	}
	return b.String()
}
