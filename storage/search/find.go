package search

import (
	"strings"

	"bluepencil/annotate/text"
)

// finder finds phrases in texts, all in one pass.
type finder struct {
	phrases  []phrase
	byFirst  map[string][]int // phrases by their first word
	starting []int            // phrases whose first word is a beginning only
}

func newFinder(phrases []phrase) *finder {
	f := &finder{phrases: phrases, byFirst: map[string][]int{}}
	for i, ph := range phrases {
		if ph.prefix && len(ph.words) == 1 {
			f.starting = append(f.starting, i)
		} else {
			f.byFirst[ph.words[0]] = append(f.byFirst[ph.words[0]], i)
		}
	}
	return f
}

// partial is a phrase of which some words have passed.
type partial struct {
	phrase, words, start int
}

// each visits where the phrases stand, in bytes of the text, by their ends,
// until visit returns false.
func (f *finder) each(s string, visit func(phrase int, r text.Range) bool) {
	var open, next []partial
	eachWord(s, func(folded []byte, r text.Range) bool {
		next = next[:0]
		more := true
		step := func(p partial) {
			p.words++
			switch {
			case p.words < len(f.phrases[p.phrase].words):
				next = append(next, p)
			case more:
				more = visit(p.phrase, text.Range{Start: p.start, End: r.End})
			}
		}
		for _, p := range open {
			if f.phrases[p.phrase].accepts(p.words, folded) {
				step(p)
			}
		}
		for _, i := range f.byFirst[string(folded)] {
			step(partial{i, 0, r.Start})
		}
		for _, i := range f.starting {
			if f.phrases[i].accepts(0, folded) {
				step(partial{i, 0, r.Start})
			}
		}
		open, next = next, open
		return more
	})
}

// accepts tells whether the nth word of the phrase may be this one.
func (ph *phrase) accepts(n int, folded []byte) bool {
	if ph.prefix && n == len(ph.words)-1 {
		return strings.HasPrefix(string(folded), ph.words[n])
	}
	return string(folded) == ph.words[n]
}

// in tells whether the phrase stands in the text.
func (ph phrase) in(s string) bool {
	found := false
	newFinder([]phrase{ph}).each(s, func(int, text.Range) bool {
		found = true
		return false
	})
	return found
}

// around is how many characters a snippet has on either side of its hit.
const around = 40

// longestHit is how many characters of a hit a snippet shows.
const longestHit = 400

// snippet cuts a hit out of its text with what stands around it. Line ends
// become blanks. The range of the hit is in bytes of the snippet.
func snippet(s string, hit text.Range) (string, text.Range) {
	e := text.Around(s, hit, around, longestHit)
	return e.Before + e.Words + e.After, text.Range{Start: len(e.Before), End: len(e.Before) + len(e.Words)}
}
