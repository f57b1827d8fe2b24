package text

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// lookBack bounds how far a step looks for a place to start segmenting. No
// cluster of a written language comes near it.
const lookBack = 4096

// anchor is a cluster boundary at or before the offset: one between two
// characters that never join, close by.
func anchor(text string, offset int) int {
	floor := max(0, offset-lookBack)
	for i := offset; i > floor; i-- {
		if joinless(text, i) {
			return i
		}
	}
	for floor > 0 && !utf8.RuneStart(text[floor]) {
		floor--
	}
	return floor
}

// joinless tells whether there is a cluster boundary at i for certain: both
// neighbours are ASCII (UAX #29 never joins these, but for CR LF), or both are
// Han characters.
func joinless(text string, i int) bool {
	if i <= 0 || i >= len(text) {
		return false
	}
	before, after := text[i-1], text[i]
	if before < utf8.RuneSelf && after < utf8.RuneSelf {
		return before != '\r' || after != '\n'
	}
	return isHanLead(after) && i >= 3 && isHanLead(text[i-3])
}

// isHanLead tells whether the byte leads a character of U+5000 to U+9FFF, all
// of them ideographs.
func isHanLead(b byte) bool { return b >= 0xE5 && b <= 0xE9 }

// IsBoundary tells whether a grapheme cluster begins or ends at the offset.
func IsBoundary(text string, offset int) bool {
	if offset <= 0 || offset >= len(text) {
		return offset == 0 || offset == len(text)
	}
	return clusterAt(text, offset).Start == offset
}

// clusterAt is the grapheme cluster that contains the byte at the offset.
func clusterAt(text string, offset int) Range {
	from := anchor(text, offset)
	iterator := graphemes.FromString(text[from:])
	for iterator.Next() {
		if end := from + iterator.End(); end > offset {
			return Range{from + iterator.Start(), end}
		}
	}
	return Range{len(text), len(text)}
}

// NextGrapheme is the first cluster boundary after the offset, or the text's end.
func NextGrapheme(text string, offset int) int {
	if offset >= len(text) {
		return len(text)
	}
	return clusterAt(text, max(offset, 0)).End
}

// PreviousGrapheme is the last cluster boundary before the offset, or 0.
func PreviousGrapheme(text string, offset int) int {
	if offset <= 0 {
		return 0
	}
	return clusterAt(text, min(offset, len(text))-1).Start
}

// SnapOutward widens a range to whole grapheme clusters, and to a valid one.
func SnapOutward(text string, r Range) Range {
	r = r.Ordered()
	r.Start, r.End = min(max(r.Start, 0), len(text)), min(max(r.End, 0), len(text))
	if !IsBoundary(text, r.Start) {
		r.Start = clusterAt(text, r.Start).Start
	}
	if !IsBoundary(text, r.End) {
		r.End = clusterAt(text, r.End).End
	}
	return r
}
