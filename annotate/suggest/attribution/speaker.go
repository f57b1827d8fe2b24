package attribution

import (
	"cmp"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

func sortCues(list []cue) {
	slices.SortStableFunc(list, func(a, b cue) int { return cmp.Compare(b.Score, a.Score) })
}

// phraseAtMost is how many words a description of a speaker has.
const phraseAtMost = 12

// speakers finds who may have said the quote: whoever stands beside the best
// cues, then names and pronouns nearby, then who spoke before.
func (v *view) speakers(found []cue) []Candidate {
	var list []Candidate
	for rank := range min(len(found), 3) {
		c := &found[rank]
		part := c.Score
		if rank > 0 {
			part *= 0.6
		}
		list = append(list, v.beside(c, part)...)
	}
	best := 0.0
	if len(found) > 0 {
		best = found[0].Score
	}
	list = append(list, v.nearby()...)
	if c, ok := v.spokeBefore(best); ok {
		list = append(list, c)
	}
	return list
}

// beside is who stands at a cue: before a verb, or behind it where the verb
// comes first.
func (v *view) beside(c *cue, part float64) (list []Candidate) {
	add := func(r text.Range, ok bool, share float64, reason string) {
		if ok && !v.overlapsQuote(r) {
			one := Candidate{Range: r, Reason: reason, Score: part * share}
			v.known(&one)
			list = append(list, one)
		}
	}
	before, okBefore := v.phraseBefore(c.first)
	behind, okBehind := v.phraseBehind(c.last)
	takes := v.words.takesWhom[v.tokens[min(c.last, len(v.tokens)-1)].lower]
	inverted := c.after || okBehind && !takes && (!okBefore || v.tokens[c.first].breaks)
	if c.first > c.last { // a colon
		r, ok := v.beginning(c.last)
		add(r, ok, 1, "whose sentence it is")
		add(before, okBefore, 0.9, "before the colon")
		return list
	}
	if r, ok := v.phraseBehind(c.last + 1); ok && c.last+1 < len(v.tokens) && v.tokens[c.last+1].lower == "by" && v.tokens[c.last+1].region == v.tokens[c.last].region {
		add(r, true, 1, "behind the cue")
		before, okBefore = text.Range{}, false
	}
	if r, ok := v.subject(c); ok {
		add(r, true, 1, "whose sentence it is")
		add(before, okBefore, 0.8, "before the cue")
		return list
	}
	if inverted {
		add(behind, okBehind, 1, "behind the cue")
		add(before, okBefore && !c.after, 0.7, "before the cue")
		return list
	}
	add(before, okBefore, 1, "before the cue")
	if !takes {
		add(behind, okBehind && v.tokens[c.last].region > 0, 0.6, "behind the cue")
	}
	return list
}

// subject is who a participle such as adding is said of: whoever the sentence
// begins with.
func (v *view) subject(c *cue) (text.Range, bool) {
	if c.first != c.last || !strings.HasSuffix(v.tokens[c.last].lower, "ing") || v.words.verbs["saying"] == 0 {
		return text.Range{}, false
	}
	r, ok := v.beginning(c.first)
	return r, ok && r.End < v.tokens[c.first].Start
}

// beginning is the description that a token's sentence begins with.
func (v *view) beginning(at int) (text.Range, bool) {
	for at > 0 && !v.tokens[at].ends && v.tokens[at-1].region == v.tokens[at].region {
		at--
	}
	return v.phraseFrom(at)
}

func (v *view) overlapsQuote(r text.Range) bool { return slices.ContainsFunc(v.Quote, r.Overlaps) }

// phraseBefore is the description that ends before a token, with an aside
// between commas passed over.
func (v *view) phraseBefore(at int) (text.Range, bool) {
	last := at - 1
	if last < 0 || at < len(v.tokens) && v.tokens[at].region != v.tokens[last].region {
		return text.Range{}, false
	}
	if at < len(v.tokens) && v.tokens[at].breaks {
		if v.tokens[at].ends || !strings.ContainsAny(v.tokens[at].before, ",)—–，") {
			return text.Range{}, false
		}
		aside := last
		for aside > 0 && !v.tokens[aside].breaks {
			aside--
		}
		if aside == 0 || v.tokens[aside].ends || !strings.ContainsAny(v.tokens[aside].before, ",(—–，") || v.tokens[aside-1].region != v.tokens[aside].region {
			return text.Range{}, false
		}
		last = aside - 1
	}
	return v.phraseUpTo(last)
}

// phraseUpTo is the description whose last word is a token.
func (v *view) phraseUpTo(last int) (text.Range, bool) {
	first := last + 1
	for i := last; i >= 0 && last-i < phraseAtMost; i-- {
		t := &v.tokens[i]
		if v.stopsAt(i, last) {
			break
		}
		first = i
		if t.breaks || v.words.pronouns[t.lower] && i == last && !v.words.determiner[t.lower] {
			break
		}
	}
	if first > last {
		return text.Range{}, false
	}
	first = v.head(first, last)
	return text.Range{Start: v.tokens[first].Start, End: v.tokens[last].End}, true
}

// stopsAt tells whether a description cannot reach back over a token.
func (v *view) stopsAt(i, last int) bool {
	t := &v.tokens[i]
	switch {
	case i < last && t.region != v.tokens[i+1].region:
		return true
	case t.lower == "and" || t.lower == "und" || t.lower == "et" || t.lower == "и":
		return i == last || i == 0 || !v.tokens[i-1].capital || !v.tokens[i+1].capital
	case t.capital && i > 0 && !t.breaks:
		return false
	}
	return v.words.stops[t.lower] && !v.words.pronouns[t.lower] || v.words.verbs[t.lower] >= 0.75 && i < last
}

// head drops what does not belong to a description at its beginning: a
// description begins with a determiner, a name or a pronoun.
func (v *view) head(first, last int) int {
	if v.words.han != nil {
		return first
	}
	for i := first; i < last; i++ {
		t := &v.tokens[i]
		if v.words.determiner[t.lower] || t.capital && !v.words.within[t.lower] && !v.words.stops[t.lower] || v.words.pronouns[t.lower] {
			return i
		}
	}
	if t := &v.tokens[last]; t.capital || v.words.pronouns[t.lower] {
		return last
	}
	return first
}

// phraseBehind is the description that begins behind a token.
func (v *view) phraseBehind(at int) (text.Range, bool) {
	first := at + 1
	if at < 0 || first >= len(v.tokens) || v.tokens[first].region != v.tokens[at].region || v.tokens[first].breaks {
		return text.Range{}, false
	}
	return v.phraseFrom(first)
}

// phraseFrom is the description whose first word is a token.
func (v *view) phraseFrom(first int) (text.Range, bool) {
	t := &v.tokens[first]
	begins := v.words.determiner[t.lower] || v.words.pronouns[t.lower] || v.words.han != nil
	if !begins && (!t.capital || v.words.stops[t.lower]) {
		return text.Range{}, false
	}
	if v.words.pronouns[t.lower] && !v.words.determiner[t.lower] {
		return t.Range, true
	}
	last := first
	for i := first + 1; i < len(v.tokens) && i-first < phraseAtMost && v.tokens[i].region == t.region && v.goesOn(i); i++ {
		if name := t.capital && !begins; name && !v.tokens[i].capital && !v.words.within[v.tokens[i].lower] && !v.capitalAt(i+1) {
			break // a name ends where a verb of no list begins
		}
		last = i
	}
	for last > first && v.words.within[v.tokens[last].lower] {
		last--
	}
	return text.Range{Start: t.Start, End: v.tokens[last].End}, true
}

// capitalAt tells whether a name goes on with a token.
func (v *view) capitalAt(i int) bool {
	return i < len(v.tokens) && v.tokens[i].capital && !v.tokens[i].breaks
}

// goesOn tells whether a description may take in a token after its first.
func (v *view) goesOn(i int) bool {
	n := &v.tokens[i]
	switch {
	case n.breaks || weekday(n.lower) || v.words.pronouns[n.lower] && !v.words.determiner[n.lower]:
		return false
	case n.lower == "and":
		return v.capitalAt(i + 1)
	case v.words.verbs[n.lower] > 0 && !n.capital || v.words.auxiliary[n.lower]:
		return false
	}
	return !v.words.stops[n.lower]
}

func weekday(lower string) bool {
	return strings.Contains(" monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag ", " "+lower+" ")
}

// nearby are names, pronouns and what is marked as a possible speaker near the
// quote.
func (v *view) nearby() (list []Candidate) {
	for i := 0; i < len(v.tokens); i++ {
		t := &v.tokens[i]
		words, sentences := v.distance(i)
		if words > farthest || sentences > sentencesAway || v.words.stops[t.lower] {
			continue
		}
		last, reason := i, "a name nearby"
		switch {
		case v.words.pronouns[t.lower]:
			reason = "a pronoun nearby"
		case t.capital && !(t.breaks && (v.words.determiner[t.lower] || v.words.auxiliary[t.lower])) && !weekday(t.lower):
			for last+1 < len(v.tokens) && v.tokens[last+1].capital && !v.tokens[last+1].breaks && v.tokens[last+1].region == t.region {
				last++
			}
		default:
			continue
		}
		c := Candidate{Range: text.Range{Start: t.Start, End: v.tokens[last].End}, Reason: reason, Score: 0.4 - 0.006*float64(words) - 0.1*float64(sentences)}
		if v.inForeign(c.Range) {
			c.Score -= 0.2
		}
		v.known(&c)
		list = append(list, c)
		i = last
	}
	return list
}

// spokeBefore is the speaker of the quote before this one, who goes on where
// no cue is near.
func (v *view) spokeBefore(best float64) (Candidate, bool) {
	var before *annotate.Annotation
	for i := range v.Marks {
		m := &v.Marks[i]
		if m.ID != v.ID && m.Start() < v.whole.Start && v.group(m) == annotate.GroupQuote && (before == nil || m.Start() > before.Start()) {
			before = m
		}
	}
	if before == nil {
		return Candidate{}, false
	}
	for _, l := range before.Links {
		if l.Role != SpeakerRole || l.ToEntity {
			continue
		}
		at := slices.IndexFunc(v.Marks, func(m annotate.Annotation) bool { return m.ID == l.To && len(m.Spans) > 0 })
		if at >= 0 {
			m := &v.Marks[at]
			return Candidate{Range: text.Range{Start: m.Start(), End: m.End()}, Mark: m.ID, Reason: "who spoke before", Score: max(0.3, 0.55-best)}, true
		}
	}
	return Candidate{}, false
}
