package shape

import (
	"cmp"
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// mostBrackets is how many brackets may be open at once (BD16).
const mostBrackets = 63

// pair is a pair of brackets, by their places in a sequence.
type pair struct{ open, close int }

// brackets gives both brackets of a pair one direction (N0).
func (r *resolver) brackets(s sequence) {
	for _, p := range r.pairs(s) {
		if direction := r.direction(s, p); direction != neutral {
			r.setBracket(s, p.open, direction)
			r.setBracket(s, p.close, direction)
		}
	}
}

// pairs finds the pairs of brackets in a sequence, by their opening ones
// (BD16). With too many open at once it stops looking.
func (r *resolver) pairs(s sequence) []pair {
	type opened struct {
		closing rune
		at      int
	}
	var stack []opened
	var list []pair
search:
	for k, i := range s.indices {
		c := r.runes[i]
		properties, _ := bidi.LookupRune(c)
		switch {
		case r.classes[i] != neutral || !properties.IsBracket():
		case properties.IsOpeningBracket():
			if len(stack) == mostBrackets {
				break search
			}
			stack = append(stack, opened{sameBracket(counterpart(c)), k})
		default:
			for n := len(stack) - 1; n >= 0; n-- {
				if stack[n].closing == sameBracket(c) {
					list = append(list, pair{stack[n].at, k})
					stack = stack[:n]
					break
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b pair) int { return cmp.Compare(a.open, b.open) })
	return list
}

// counterpart is the closing bracket of an opening one.
func counterpart(c rune) rune { return []rune(bidi.ReverseString(string(c)))[0] }

// sameBracket makes one of the two angle brackets that are canonically
// equivalent.
func sameBracket(c rune) rune {
	if c == 0x232A {
		return 0x3009
	}
	return c
}

// direction is that of a pair of brackets: the one around them if there is
// text of it inside; else that of the text inside, where text before them
// agrees, or the one around them; neutral with no text inside.
func (r *resolver) direction(s sequence, p pair) bidi.Class {
	around := directionOf(s.level)
	found := neutral
	for k := p.open + 1; k < p.close; k++ {
		switch strong(r.classes[s.indices[k]]) {
		case around:
			return around
		case neutral:
		default:
			found = strong(r.classes[s.indices[k]])
		}
	}
	if found == neutral {
		return neutral
	}
	before := s.start
	for k := p.open - 1; k >= 0; k-- {
		if class := strong(r.classes[s.indices[k]]); class != neutral {
			before = class
			break
		}
	}
	if before == found {
		return found
	}
	return around
}

// setBracket turns a bracket, and the marks on it.
func (r *resolver) setBracket(s sequence, at int, direction bidi.Class) {
	r.classes[s.indices[at]] = direction
	for k := at + 1; k < len(s.indices) && r.original[s.indices[k]] == bidi.NSM; k++ {
		r.classes[s.indices[k]] = direction
	}
}

// strong is the direction of a character, numbers reading as right-to-left
// text does (N0 to N2); neutral for all others.
func strong(class bidi.Class) bidi.Class {
	switch class {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return neutral
}

func directionOf(level uint8) bidi.Class {
	if isRTL(level) {
		return bidi.R
	}
	return bidi.L
}
