package shape

import (
	"unicode/utf8"

	"bluepencil/annotate/text"

	"golang.org/x/text/unicode/bidi"
)

// stretch is a part of a line with one level.
type stretch struct {
	start, end int // in bytes from the paragraph's start
	level      uint8
}

// line is the range start to end (bytes from the paragraph's start) by levels:
// the paragraph's, with blanks at the line's end at the paragraph's own level
// (rule L1), so that they never stand inside of the line. into is appended to.
func (l levels) line(paragraph string, start, end int, into []stretch) []stretch {
	if len(l.runs) == 0 {
		return append(into, stretch{start, end, 0})
	}
	ink := trailing(paragraph, start, end)
	for i := max(l.at(start), 0); start < ink; i++ {
		to := ink
		if i+1 < len(l.runs) {
			to = min(to, int(l.runs[i+1].start))
		}
		into = append(into, stretch{start, to, l.runs[i].level})
		start = to
	}
	if ink < end {
		into = append(into, stretch{ink, end, l.base})
	}
	return into
}

// trailing is where the blanks at the end of a line begin.
func trailing(paragraph string, start, end int) int {
	at := end
	for at > start {
		c, size := utf8.DecodeLastRuneInString(paragraph[start:at])
		if class := classOf(c); class != bidi.WS && class != bidi.S && !isIsolate(class) && !removed(class) {
			break
		}
		at -= size
	}
	if at > start && at < end && !text.IsBoundary(paragraph, at) {
		return text.NextGrapheme(paragraph, at)
	}
	return at
}

// visualOrder is the order of the pieces of a line from left to right: from
// the highest level down to the lowest odd one, stretches of that level or
// higher ones are turned round (rule L2).
func visualOrder(pieces []piece) []int {
	order := make([]int, len(pieces))
	highest, lowest := uint8(0), uint8(255)
	for i, p := range pieces {
		order[i] = i
		highest = max(highest, p.level)
		if isRTL(p.level) {
			lowest = min(lowest, p.level)
		}
	}
	for level := highest; level >= lowest; level-- {
		for i := 0; i < len(order); i++ {
			end := i
			for end < len(order) && pieces[order[end]].level >= level {
				end++
			}
			reverse(order[i:end])
			i = max(i, end)
		}
	}
	return order
}

func reverse(list []int) {
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
}
