package text

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Segmenting may begin at any place that is a cluster boundary whatever stands
// further to the left. UAX #29 decides nearly everywhere by the two characters
// at the boundary. Only three rules look further back: an emoji after a
// zero-width joiner (GB11), a consonant after a virama (GB9c), a regional
// indicator after another (GB12, GB13). The left character of the first two is
// attached to the one before it, and in the third the pair alone joins. So a
// pair that breaks is a sure boundary where the pair before it breaks too, or
// where its right character is none of an emoji or an Indic consonant.

// clusterStart is a sure cluster boundary at or before the offset, close by in
// any text that is not one long cluster or a row of flags.
func clusterStart(text string, offset int) int {
	for insideCodePoint(text, offset) {
		offset--
	}
	for offset > 0 && !sureCluster(text, offset) {
		_, size := utf8.DecodeLastRuneInString(text[:offset])
		offset -= size
	}
	return offset
}

// sureCluster tells whether there is a cluster boundary at i for certain. It
// may say no where there is one.
func sureCluster(text string, i int) bool {
	if i <= 0 || i >= len(text) {
		return i == 0
	}
	if before, after := text[i-1], text[i]; before < utf8.RuneSelf && after < utf8.RuneSelf {
		return before != '\r' || after != '\n'
	}
	_, before := utf8.DecodeLastRuneInString(text[:i])
	right, after := utf8.DecodeRuneInString(text[i:])
	if joins(text[i-before:i+after], before) {
		return false
	}
	if contextFree(right) {
		return true
	}
	_, further := utf8.DecodeLastRuneInString(text[:i-before])
	return further == 0 || !joins(text[i-before-further:i], further)
}

// contextFree tells of a character that is sure to be neither an emoji nor an
// Indic consonant: all before Devanagari but two signs, kana, most ideographs.
func contextFree(r rune) bool {
	return r < 0x900 && r != '©' && r != '®' || r >= 0x3041 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF
}

// joins tells whether two characters on their own are one cluster; size is
// that of the first.
func joins(pair string, size int) bool {
	iterator := graphemes.FromString(pair)
	iterator.Next()
	return iterator.End() != size
}

// clusterAt is the grapheme cluster that contains the byte at the offset.
func clusterAt(text string, offset int) Range {
	from := clusterStart(text, offset)
	iterator := graphemes.FromString(text[from:])
	for iterator.Next() {
		if end := from + iterator.End(); end > offset {
			return Range{from + iterator.Start(), end}
		}
	}
	return Range{len(text), len(text)}
}

// IsBoundary tells whether the offset is a grapheme cluster boundary; the
// text's start and end are.
func IsBoundary(text string, offset int) bool {
	if offset <= 0 || offset >= len(text) {
		return offset == 0 || offset == len(text)
	}
	return clusterAt(text, offset).Start == offset
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
	offset = min(offset, len(text))
	if offset <= 0 {
		return 0
	}
	return clusterAt(text, offset-1).Start
}

// Nearest is the cluster boundary nearest to the offset in bytes, the earlier
// one of two that are as near.
func Nearest(text string, offset int) int {
	if offset <= 0 || offset >= len(text) {
		return min(max(offset, 0), len(text))
	}
	c := clusterAt(text, offset)
	if offset-c.Start > c.End-offset {
		return c.End
	}
	return c.Start
}

// SnapOutward widens a range to whole grapheme clusters, and to a valid one:
// ends the wrong way round are swapped, ends outside of the text drawn in.
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
