package anchor

import "strings"

// slideAtMost bounds how far an insertion is slid, in tokens.
const slideAtMost = 200

// slide moves insertions and deletions to where a writer makes them. When “He
// said yes.” is put before “He said no.”, comparing alone cannot tell which
// “He said” is the new one; that it begins a sentence can.
func (a *Alignment) slide() {
	list := a.runs()
	for n := 1; n < len(list); n++ {
		before, after := &list[n-1], &list[n]
		left, right := before.oldEnd-before.old, after.oldEnd-after.old
		switch {
		case before.oldEnd == after.old && before.newEnd() < after.new:
			a.shift(before, after, best(&a.new, before.newEnd(), after.new, left, right))
		case before.newEnd() == after.new && before.oldEnd < after.old:
			a.shift(before, after, best(&a.old, before.oldEnd, after.old, left, right))
		}
	}
}

// shift gives tokens of one row to the other: of the row before to the one
// after where by is negative.
func (a *Alignment) shift(before, after *run, by int) {
	for ; by < 0; by++ {
		a.unpair(before.oldEnd - 1)
		before.oldEnd, after.old, after.new = before.oldEnd-1, after.old-1, after.new-1
		a.pair(after.old, after.new, a.kindOf(after.old, after.new))
	}
	for ; by > 0; by-- {
		a.unpair(after.old)
		before.oldEnd, after.old, after.new = before.oldEnd+1, after.old+1, after.new+1
		a.pair(before.oldEnd-1, before.newEnd()-1, a.kindOf(before.oldEnd-1, before.newEnd()-1))
	}
}

func (a *Alignment) kindOf(old, new int) kind {
	if a.old.ids[old] == a.new.ids[new] {
		return equal
	}
	return similar
}

// best is how far the tokens from start to end, which only one side has, are
// slid: negative to the left. left and right are the lengths of the rows
// around them. Of places that are as good the nearest wins, the left one first.
func best(s *side, start, end, left, right int) int {
	quality := func(by int) int { return s.opening(start+by) + s.opening(end+by) }
	by, most := 0, quality(0)
	for n := 1; n <= min(left, slideAtMost) && s.ids[start-n] == s.ids[end-n]; n++ {
		if q := quality(-n); q > most {
			by, most = -n, q
		}
	}
	for n := 1; n <= min(right, slideAtMost) && s.ids[start+n-1] == s.ids[end+n-1]; n++ {
		if q := quality(n); q > most || q == most && n < -by {
			by, most = n, q
		}
	}
	return by
}

// The qualities of a place to begin something new.
const (
	amidWords = iota
	afterMark
	afterSentence
	afterParagraph
)

// opening is how good a place to begin something new is before a token.
func (s *side) opening(at int) int {
	if at == 0 || at == len(s.tokens) {
		return afterParagraph
	}
	between := s.text[s.end(at-1):s.start(at)]
	before := s.word(at - 1)
	switch {
	case strings.ContainsAny(between, "\n\r\u2028\u2029\u0085"):
		return afterParagraph
	case s.words[at-1] || between == "" && !strings.ContainsAny(before, "。！？"):
		return amidWords
	case strings.ContainsAny(before, ".!?…。！？”\"»"):
		return afterSentence
	}
	return afterMark
}
