package token_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

func TestSpacesBelongToWordsAsSpacyHasThem(t *testing.T) {
	for whole, want := range map[string][]string{
		"a  b":                {"a_", " ", "b"},
		"a\n\nb":              {"a", "\n\n", "b"},
		"a \nb":               {"a_", "\n", "b"},
		" a":                  {" ", "a"},
		"a ":                  {"a_"},
		"a  ":                 {"a_", " "},
		"  ":                  {"  "},
		"voilà là":            {"voilà_", "là"},
		"":                    nil,
		"Lund said, “yes”":    {"Lund_", "said", ",_", "“", "yes", "”"},
		"a\x1cb":              {"a", "\x1c", "b"},
		"a\u00a0b\u2028 \x1f": {"a", "\u00a0", "b", "\u2028 \x1f"},
	} {
		var got []string
		for _, s := range token.SpacedTokens(whole, nil) {
			word := whole[s.Start:s.End]
			if s.Space {
				word += "_"
			}
			got = append(got, word)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", whole, got, want)
		}
	}
}

// What spaCy itself would make of the words and the text is what was written,
// and every place where a cut was asked for inside of a word is an edge.
func TestSpacedTokensAreWhatSpacyMakesOfThem(t *testing.T) {
	parts := []string{"a", "bc", " ", "  ", "\n", "\t", "\x1c", "\u00a0", "é", "😊", ".", ",", "U.S.", "東京"}
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 5))
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		whole := b.String()
		var cuts []int
		for i := range whole {
			if r.IntN(4) == 0 {
				cuts = append(cuts, i)
			}
		}
		tokens := token.SpacedTokens(whole, cuts)
		checkSpaced(t, whole, tokens)
		edges := map[int]bool{}
		for _, s := range tokens {
			edges[s.Start], edges[s.End] = true, true
		}
		for _, c := range cuts {
			before, after := strings.TrimRightFunc(whole[:c], token.Space), strings.TrimLeftFunc(whole[c:], token.Space)
			if len(before) == c && len(after) == len(whole)-c && !edges[c] {
				t.Fatalf("%q: no edge at %d", whole, c)
			}
		}
	}
}

// checkSpaced holds the tokens against spaCy's way to find words in a text.
func checkSpaced(t *testing.T, whole string, tokens []token.Spaced) {
	t.Helper()
	var words []string
	for _, s := range tokens {
		if word := whole[s.Start:s.End]; strings.TrimFunc(word, token.Space) != "" {
			words = append(words, word)
		}
	}
	var again []token.Spaced
	at := 0
	for _, word := range words {
		if gap := strings.Index(whole[at:], word); gap > 0 {
			again = append(again, token.Spaced{Range: text.Range{Start: at, End: at + gap}})
			at += gap
		}
		s := token.Spaced{Range: text.Range{Start: at, End: at + len(word)}}
		at += len(word)
		if at < len(whole) && whole[at] == ' ' {
			s.Space = true
			at++
		}
		again = append(again, s)
	}
	if at < len(whole) {
		again = append(again, token.Spaced{Range: text.Range{Start: at, End: len(whole)}})
	}
	if !reflect.DeepEqual(again, tokens) {
		t.Fatalf("%q: spaCy makes %v of %v", whole, again, tokens)
	}
}
