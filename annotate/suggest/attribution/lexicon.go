package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// lexicon is the words of a language that tell who said something.
type lexicon struct {
	verbs      map[string]float64 // forms of reporting verbs, and how surely they report
	nouns      map[string]bool    // nouns that report where the quote follows at once
	phrases    [][]string         // cues of several words, such as according to
	auxiliary  map[string]bool    // belong to the verb beside them
	pronouns   map[string]bool    // may speak
	articles   map[string]bool    // before a noun, never before a verb
	determiner map[string]bool    // begin a description such as the spokesman
	stops      map[string]bool    // end a description
	within     map[string]bool    // go on within a description: of, for
	takesWhom  map[string]bool    // verbs followed by whoever is spoken to
	han        []string           // cues of a language without blanks, longest first
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func weights(sure, likely, perhaps string) map[string]float64 {
	m := map[string]float64{}
	for weight, words := range map[float64]string{0.9: sure, 0.75: likely, 0.55: perhaps} {
		for _, w := range strings.Fields(words) {
			m[w] = weight
		}
	}
	return m
}

func phrases(list ...string) (out [][]string) {
	for _, p := range list {
		out = append(out, strings.Fields(p))
	}
	return out
}

// lexiconFor guesses the language of a text by its script and its little
// words, and gives that language's words. English is what is left.
func lexiconFor(s string) *lexicon {
	letters, han, cyrillic := 0, 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	switch {
	case han*3 > letters:
		return chinese()
	case cyrillic*2 > letters:
		return russian()
	}
	little := [3]map[string]bool{set("the and of to in is that for was with"), set("der die das und ist nicht mit den von sich auf"), set("le la les et est des du que une dans")}
	counts := [3]int{}
	for _, w := range strings.Fields(strings.ToLower(s)) {
		for i, words := range little {
			if words[w] {
				counts[i]++
			}
		}
	}
	switch {
	case counts[1] > counts[0] && counts[1] >= counts[2]:
		return german()
	case counts[2] > counts[0]:
		return french()
	}
	return english()
}

// split cuts the words of a language without blanks at its cues; other words
// stay whole.
func (l *lexicon) split(content string, r text.Range) []text.Range {
	if len(l.han) == 0 {
		return []text.Range{r}
	}
	var parts []text.Range
	start := r.Start
	for at := r.Start; at < r.End; {
		n := l.cueAt(content[at:r.End], at == r.Start)
		if n == 0 {
			_, size := utf8.DecodeRuneInString(content[at:])
			at += size
			continue
		}
		if at > start {
			parts = append(parts, text.Range{Start: start, End: at})
		}
		parts = append(parts, text.Range{Start: at, End: at + n})
		at += n
		start = at
	}
	if start < r.End {
		parts = append(parts, text.Range{Start: start, End: r.End})
	}
	return parts
}

// cueAt is how long the cue is that words begin with. One of a single
// character is one only at the end of a run, or at its beginning where it says
// according to.
func (l *lexicon) cueAt(s string, first bool) int {
	for _, cue := range l.han {
		if strings.HasPrefix(s, cue) && (len(cue) > 3 || len(s) == len(cue) || first && cue == "据") {
			return len(cue)
		}
	}
	return 0
}
