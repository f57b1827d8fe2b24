package shape

import (
	"sort"

	"bluepencil/annotate/text"

	"golang.org/x/text/unicode/bidi"
)

// levelRun is a stretch of a paragraph with one embedding level (UAX #9): even
// levels read from left to right, odd ones from right to left. It ends where
// the next one starts.
type levelRun struct {
	start uint32 // in bytes from the paragraph's start
	level uint8
}

// levels are the embedding levels of a paragraph. They are resolved once for
// the whole of it; what depends on where its lines end is added by line.
type levels struct {
	base uint8      // the paragraph's own: 0, or 1 where it reads from right to left
	runs []levelRun // none where everything is level 0, as in nearly all text
}

func isRTL(level uint8) bool { return level&1 == 1 }

// levelsOf resolves the levels of a paragraph by the Unicode bidirectional
// algorithm, rules P2 to I2. golang.org/x/text/unicode/bidi, which has the
// classes of characters, keeps its levels to itself and tells directions alone,
// by which numbers inside of right-to-left text cannot be put in order. Time
// and memory are linear in the paragraph's length.
func levelsOf(paragraph string) levels {
	if !mayReadRightToLeft(paragraph) {
		return levels{}
	}
	r := newResolver(paragraph)
	r.explicit()
	for _, s := range r.sequences() {
		r.weak(s)
		r.brackets(s)
		r.neutral(s)
		r.implicit(s)
	}
	r.separators()
	return levels{r.base, r.runs(paragraph)}
}

// resolver holds a paragraph by its characters while its levels are resolved.
type resolver struct {
	runes    []rune
	original []bidi.Class // of the characters
	classes  []bidi.Class // as the rules change them
	levels   []uint8
	match    []int32 // of an isolate initiator: its PDI, or the number of characters
	kept     []int32 // what rule X9 leaves
	base     uint8
}

func newResolver(paragraph string) *resolver {
	r := &resolver{runes: []rune(paragraph)}
	n := len(r.runes)
	r.original, r.classes = make([]bidi.Class, n), make([]bidi.Class, n)
	r.levels, r.match = make([]uint8, n), make([]int32, n)
	for i, c := range r.runes {
		r.original[i] = classOf(c)
	}
	copy(r.classes, r.original)
	r.matchIsolates()
	r.base = r.firstStrong(0, n)
	return r
}

// classOf is a character's class. Separators of paragraphs that an article's
// paragraphs do not end at, old control characters, are taken as tabs.
func classOf(c rune) bidi.Class {
	properties, _ := bidi.LookupRune(c)
	if class := properties.Class(); class != bidi.B {
		return class
	}
	return bidi.S
}

// removed tells of classes that rule X9 takes out.
func removed(class bidi.Class) bool {
	switch class {
	case bidi.BN, bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF:
		return true
	}
	return false
}

func isInitiator(class bidi.Class) bool {
	return class == bidi.LRI || class == bidi.RLI || class == bidi.FSI
}

func isIsolate(class bidi.Class) bool { return isInitiator(class) || class == bidi.PDI }

// matchIsolates finds the PDI of every isolate initiator (BD9).
func (r *resolver) matchIsolates() {
	var open []int32
	for i, class := range r.original {
		switch {
		case isInitiator(class):
			r.match[i] = int32(len(r.original))
			open = append(open, int32(i))
		case class == bidi.PDI && len(open) > 0:
			r.match[open[len(open)-1]] = int32(i)
			open = open[:len(open)-1]
		}
	}
}

// firstStrong is the level that the first strong character of a stretch
// calls for, isolates left out (P2, P3): 1 for one of right-to-left text.
func (r *resolver) firstStrong(from, to int) uint8 {
	for i := from; i < to; i++ {
		switch class := r.original[i]; {
		case class == bidi.L:
			return 0
		case class == bidi.R || class == bidi.AL:
			return 1
		case isInitiator(class):
			i = int(r.match[i])
		}
	}
	return 0
}

// runs joins the characters of one level. Grapheme clusters are never divided:
// where characters of one differ, all of it has the level of the first.
func (r *resolver) runs(paragraph string) []levelRun {
	r.fill()
	var list []levelRun
	at := 0 // of the character
	last := r.base
	for offset := range paragraph {
		if level := r.levels[at]; level != last && text.IsBoundary(paragraph, offset) {
			list = append(list, levelRun{uint32(offset), level})
			last = level
		}
		at++
	}
	if len(list) > 0 && list[0].start > 0 || len(list) == 0 && r.base > 0 {
		list = append([]levelRun{{0, r.base}}, list...)
	}
	return list
}

// fill gives what rule X9 took out the level of what stands before it, as
// section 5.2 of the standard advises.
func (r *resolver) fill() {
	last := r.base
	for i := range r.levels {
		if removed(r.original[i]) {
			r.levels[i] = last
		}
		last = r.levels[i]
	}
}

// separators resets tabs, and the blanks before them, to the paragraph's
// level (rule L1, the part that does not depend on lines).
func (r *resolver) separators() {
	reset := false
	for i := len(r.original) - 1; i >= 0; i-- {
		switch class := r.original[i]; {
		case class == bidi.S:
			reset = true
			r.levels[i] = r.base
		case class == bidi.WS || isIsolate(class):
			if reset {
				r.levels[i] = r.base
			}
		case !removed(class):
			reset = false
		}
	}
}

// at is the index of the run that a byte of the paragraph is in.
func (l levels) at(offset int) int {
	return sort.Search(len(l.runs), func(i int) bool { return int(l.runs[i].start) > offset }) - 1
}

// mayReadRightToLeft tells whether a text has a character that may make any
// of it read from right to left. All of them are in blocks whose UTF-8 begins
// with these bytes.
func mayReadRightToLeft(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < 0xD6 {
			continue
		}
		second, third := byte(0), byte(0)
		if i+2 < len(text) {
			second, third = text[i+1], text[i+2]
		}
		switch {
		case c <= 0xDF, c == 0xE0 && second <= 0xA3, c == 0xEF && second >= 0xAC,
			c == 0xF0 && (second == 0x90 || second == 0x9E):
			return true
		case c == 0xE2 && second == 0x80 && (third == 0x8F || third == 0xAB || third == 0xAE), // RLM, RLE, RLO
			c == 0xE2 && second == 0x81 && third == 0xA7: // RLI
			return true
		}
	}
	return false
}
