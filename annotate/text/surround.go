package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// quotation is a pair of quotation marks at the ends of a range. The closing
// one is empty where the quotation goes on in the next paragraph.
type quotation struct {
	open, close Range
}

// IncludeQuotationMarks widens a range by the quotation marks that stand just
// outside of it, on both sides or on the one where they are missing, with the
// comma or stop between the words and the mark: "late" of “late,” becomes
// “late,”. It is false where there are none, or where they are a pair with
// other marks.
func IncludeQuotationMarks(text string, r Range) (Range, bool) {
	if !within(text, r) {
		return r, false
	}
	insideOpen, outsideOpen := openingMark(text, r, true), openingMark(text, r, false)
	insideClose, outsideClose := closingMark(text, r, true), closingMark(text, r, false)
	pairs := pairsAround(text, r)
	for _, q := range []quotation{{outsideOpen, outsideClose}, {insideOpen, outsideClose}, {outsideOpen, insideClose}, {outsideOpen, Range{}}} {
		if whole, ok := q.whole(text, r, pairs); ok && whole != r && IsBoundary(text, whole.Start) && IsBoundary(text, whole.End) {
			return whole, true
		}
	}
	return r, false
}

// TrimQuotationMarks narrows a range by the pair of quotation marks at its
// ends, with the blanks French puts inside of them, and with what stands behind
// the closing one: a comma or stop. It is false where there is no pair, or
// nothing in it.
func TrimQuotationMarks(text string, r Range) (Range, bool) {
	if !within(text, r) {
		return r, false
	}
	open, end := openingMark(text, r, true), closingMark(text, r, true)
	pairs := pairsAround(text, r)
	for _, q := range []quotation{{open, end}, {open, Range{}}} {
		if _, ok := q.whole(text, r, pairs); !ok {
			continue
		}
		inner := Range{q.open.End, q.close.Start}
		if q.close.Empty() {
			inner.End = r.End
		}
		if inner = withoutBlanks(text, inner, r); !inner.Empty() && IsBoundary(text, inner.Start) && IsBoundary(text, inner.End) {
			return inner, true
		}
	}
	return r, false
}

// within tells whether a range can have anything at its ends.
func within(text string, r Range) bool { return r.Start >= 0 && r.Start < r.End && r.End <= len(text) }

// whole is the range with the marks in it, if they belong together.
func (q quotation) whole(text string, r Range, pairs []Range) (Range, bool) {
	if q.open.Empty() {
		return r, false
	}
	if q.close.Empty() { // only what is never closed ends without a mark
		return Range{q.open.Start, r.End}, slices.Contains(pairs, Range{q.open.Start, r.End}) && familyAt(text, r.End) < 0
	}
	if q.close.Start < q.open.End {
		return r, false
	}
	marks := Range{q.open.Start, q.close.End}
	if ParagraphAt(text, q.open.Start).End < q.close.Start {
		opener, _ := utf8.DecodeRuneInString(text[q.open.Start:])
		closer, _ := utf8.DecodeRuneInString(text[q.close.Start:])
		return Range{min(r.Start, marks.Start), max(r.End, marks.End)}, familyOf[opener] == familyOf[closer] && closes(opener, closer)
	}
	return Range{min(r.Start, marks.Start), max(r.End, marks.End)}, slices.Contains(pairs, marks)
}

// familyAt is the family of the quotation mark that ends at the offset, or -1.
func familyAt(text string, end int) family {
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	if f, ok := familyOf[last]; ok && f != single {
		return f
	}
	return -1
}

// pairsAround lists the pairs of quotation marks of the paragraph a range
// begins in.
func pairsAround(text string, r Range) []Range {
	p := ParagraphAt(text, r.Start)
	pr := pairMarks(text, p)
	list := make([]Range, 0, len(pr.found)+1)
	for _, found := range pr.found {
		list = append(list, found.Range)
	}
	if n := pr.outermostOpen(); n >= 0 { // it goes on to the paragraph's end
		list = append(list, trimBlanks(text, Range{pr.open[n].at, p.End}))
	}
	return list
}

// openingMark is the mark that begins a range, or the one before it.
func openingMark(text string, r Range, inside bool) Range {
	if inside {
		first, size := utf8.DecodeRuneInString(text[r.Start:r.End])
		return markOf(first, Range{r.Start, r.Start + size})
	}
	at := r.Start
	if blank, size := utf8.DecodeLastRuneInString(text[:at]); isInnerBlank(blank) {
		at -= size
	}
	last, size := utf8.DecodeLastRuneInString(text[:at])
	if f, ok := familyOf[last]; at < r.Start && (!ok || !spaced(f)) {
		return Range{}
	}
	return markOf(last, Range{at - size, at})
}

// closingMark is the mark that ends a range or stands behind it; a comma or
// stop may stand between the words and the mark, or behind a mark within.
func closingMark(text string, r Range, inside bool) Range {
	if inside {
		at := r.Start + len(strings.TrimRightFunc(text[r.Start:r.End], isStop))
		last, size := utf8.DecodeLastRuneInString(text[r.Start:at])
		return markOf(last, Range{at - size, at})
	}
	at := skipStops(text, r.End)
	mark := skipBlank(text, at)
	next, size := utf8.DecodeRuneInString(text[mark:])
	if f, ok := familyOf[next]; mark > at && (!ok || !spaced(f)) {
		return Range{}
	}
	return markOf(next, Range{mark, mark + size})
}

func markOf(r rune, at Range) Range {
	if _, ok := familyOf[r]; ok {
		return at
	}
	return Range{}
}

// spaced tells of the marks that may have a blank inside: « so ».
func spaced(f family) bool { return f == guillemet || f == angle }
