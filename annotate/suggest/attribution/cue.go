package attribution

import (
	"strings"

	"bluepencil/annotate/text"
)

// cue is words that may say that the quote was said, as tokens.
type cue struct {
	Candidate
	first, last int  // tokens
	after       bool // the speaker stands behind it whatever else: according to
	verb        bool
}

// What a place costs a cue, or brings it.
const (
	perWord       = 0.018 // between it and the quote
	perSentence   = 0.22
	furtherPart   = 0.08 // of what a clause in between costs
	between       = 0.08 // bonus: it stands between the pieces of the quote
	inOthersWords = 0.45
	anothersCue   = 0.12
	anotherClause = 0.25
	knownCue      = 0.15
	farthest      = 45 // words
	sentencesAway = 2
)

// cues finds what may be the cue of the quote, the best first.
func (v *view) cues() []cue {
	var list []cue
	for i := range v.tokens {
		c, ok := v.cueAt(i)
		if !ok {
			continue
		}
		v.weigh(&c)
		if c.Score > 0.05 {
			list = append(list, c)
		}
	}
	list = append(list, v.colon()...)
	list = append(list, v.wordBefore()...)
	sortCues(list)
	return list
}

// cueAt reads the cue that a token is the head of.
func (v *view) cueAt(i int) (cue, bool) {
	t := &v.tokens[i]
	for _, p := range v.words.phrases {
		if v.phraseAt(i, p) {
			c := cue{first: i, last: i + len(p) - 1, verb: v.words.verbs[p[0]] > 0}
			c.after = !c.verb
			c.Score, c.Reason = 0.9, "these words name a source"
			return c, true
		}
	}
	weight, verb := v.words.verbs[t.lower]
	if verb && !v.isNoun(i) && !v.isName(i) {
		c := cue{first: i, last: i, verb: true}
		c.Score, c.Reason = weight, "a verb of saying"
		for c.first > 0 && v.belongs(c.first-1, c.first) {
			c.first--
		}
		for v.words.auxiliary[v.tokens[c.first].lower] && v.tokens[c.first].lower == "to" && c.first < i {
			c.first++ // an infinitive begins behind it
		}
		return c, true
	}
	if words, sentences := v.distance(i); v.words.nouns[t.lower] && words == 0 && sentences == 0 && t.region < len(v.Quote) {
		c := cue{first: i, last: i}
		c.Score, c.Reason = 0.6, "a noun of saying right before it"
		return c, true
	}
	return cue{}, false
}

// isName tells of a capital within a sentence, which begins a name.
func (v *view) isName(i int) bool {
	t := &v.tokens[i]
	return t.capital && (!t.breaks || i+1 < len(v.tokens) && v.tokens[i+1].capital && !v.tokens[i+1].breaks)
}

// isNoun tells of a word after an article, which is no verb.
func (v *view) isNoun(i int) bool {
	return i > 0 && !v.tokens[i].breaks && v.words.articles[v.tokens[i-1].lower]
}

// phraseAt tells whether the words of a phrase begin at a token.
func (v *view) phraseAt(i int, phrase []string) bool {
	for n, word := range phrase {
		at := i + n
		if at >= len(v.tokens) || v.tokens[at].lower != word || n > 0 && (v.tokens[at].breaks || v.tokens[at].region != v.tokens[i].region) {
			return false
		}
	}
	return true
}

// belongs tells whether a token is part of the verb group that begins behind it.
func (v *view) belongs(i, next int) bool {
	t := &v.tokens[i]
	if v.tokens[next].breaks || t.region != v.tokens[next].region || v.words.pronouns[t.lower] {
		return false
	}
	return v.words.auxiliary[t.lower] || strings.HasSuffix(t.lower, "ly") && !t.capital && t.lower != "family"
}

// weigh says how good a cue's place is.
func (v *view) weigh(c *cue) {
	c.Range = text.Range{Start: v.tokens[c.first].Start, End: v.tokens[c.last].End}
	words, sentences := v.distance(c.first)
	if w, s := v.distance(c.last); cost(w, s) < cost(words, sentences) {
		words, sentences = w, s
	}
	if words > farthest || sentences > sentencesAway {
		c.Score = 0
		return
	}
	c.Score -= cost(words, sentences)
	region := v.tokens[c.first].region
	switch {
	case sentences > 0:
		c.Reason += ", in another sentence"
	case region > 0 && region < len(v.Quote):
		c.Score += between
		c.Reason += ", between the pieces"
	case region == 0:
		c.Reason += ", before the quote"
	default:
		c.Reason += ", behind the quote"
	}
	if v.inForeign(c.Range) {
		c.Score -= inOthersWords
	}
	if v.nextClause(c) {
		c.Score -= anotherClause
	}
	c.Score -= furtherPart * float64(v.verbsBetween(c))
	if m, ok := v.marked(CueRole, c.Range); ok && len(m.Spans) == 1 {
		c.Mark, c.Range, c.Reason = m.ID, text.Range{Start: m.Start(), End: m.End()}, c.Reason+", marked already"
		c.Score += knownCue
		if v.linked[m.ID] {
			c.Score -= anothersCue + knownCue
		}
	}
}

// nextClause tells of a verb behind the quote that goes on with the sentence
// of one before: and said.
func (v *view) nextClause(c *cue) bool {
	if c.first == 0 || v.tokens[c.first].region == 0 || v.tokens[c.first-1].region != v.tokens[c.first].region {
		return false
	}
	switch v.tokens[c.first-1].lower {
	case "and", "but", "or", "und", "aber", "et", "mais", "и", "а":
		return true
	}
	return false
}

// verbsBetween counts the other verbs of saying between a cue and the quote.
func (v *view) verbsBetween(c *cue) (n int) {
	region := v.tokens[c.first].region
	left, right := 0, 0
	for i := c.first - 1; i >= 0 && v.tokens[i].region == region; i-- {
		if v.words.verbs[v.tokens[i].lower] > 0 {
			left++
		}
	}
	for i := c.last + 1; i < len(v.tokens) && v.tokens[i].region == region; i++ {
		if v.words.verbs[v.tokens[i].lower] > 0 {
			right++
		}
	}
	switch {
	case region == 0:
		n = right
	case region == len(v.Quote):
		n = left
	default:
		n = min(left, right)
	}
	return min(n, 6)
}

// colon is the colon right before the quote, which is a cue where nothing
// better is.
func (v *view) colon() []cue {
	last := -1
	for i := range v.tokens {
		if v.tokens[i].region == 0 {
			last = i
		}
	}
	if last < 0 {
		return nil
	}
	end := v.tokens[last].End
	gap := v.Text[end:v.whole.Start]
	at := strings.IndexAny(gap, ":：")
	if at < 0 || len(gap) > 24 {
		return nil
	}
	size := len(":")
	if strings.HasPrefix(gap[at:], "：") {
		size = len("：")
	}
	c := cue{first: last + 1, last: last, Candidate: Candidate{Range: text.Range{Start: end + at, End: end + at + size}, Reason: "a colon before the quote", Score: 0.45}}
	if m, ok := v.marked(CueRole, c.Range); ok {
		c.Mark = m.ID
	}
	return []cue{c}
}

// wordBefore is the word right before the quote, which is its cue where it is
// a verb that no list has.
func (v *view) wordBefore() []cue {
	last := -1
	for i := range v.tokens {
		if v.tokens[i].region == 0 {
			last = i
		}
	}
	if last < 0 || v.words.han != nil {
		return nil
	}
	t := &v.tokens[last]
	_, listed := v.words.verbs[t.lower]
	if listed || t.capital || t.breaks || v.words.stops[t.lower] || v.words.determiner[t.lower] || v.words.within[t.lower] || v.endsBefore(v.whole.Start, t.End) {
		return nil
	}
	c := cue{first: last, last: last, verb: true, Candidate: Candidate{Reason: "the word right before it", Score: 0.42}}
	for c.first > 0 && v.belongs(c.first-1, c.first) {
		c.first--
	}
	v.weigh(&c)
	return []cue{c}
}

// known gives a candidate the annotation that stands on its words already.
func (v *view) known(c *Candidate) {
	if m, ok := v.marked(SpeakerRole, c.Range); ok {
		c.Mark, c.Range = m.ID, text.Range{Start: m.Start(), End: m.End()}
		c.Reason += ", marked already"
		c.Score += 0.04
	}
}
