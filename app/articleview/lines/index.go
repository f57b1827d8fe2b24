package lines

import (
	"cmp"
	"slices"
	"sort"
)

// Span is a stretch of a highlight; a discontinuous highlight has several
// with one ID.
type Span struct {
	Start, End int   // bytes, half-open
	ID         int32 // of the highlight
}

// blockSize is how many spans share one bound of the index.
const blockSize = 32

// Index finds the spans that touch a range: spans ordered by start, with the
// furthest end of every block of them.
type Index struct {
	spans    []Span
	furthest []int // end over all blocks up to this one
}

// NewIndex builds an index of the spans.
func NewIndex(spans []Span) *Index {
	x := &Index{spans: slices.Clone(spans)}
	slices.SortFunc(x.spans, compareSpans)
	x.bound(0)
	return x
}

func compareSpans(a, b Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.ID, b.ID))
}

// bound computes the bounds from the given span on.
func (x *Index) bound(from int) {
	block := from / blockSize
	x.furthest = x.furthest[:min(block, len(x.furthest))]
	far := 0
	if block > 0 {
		far = x.furthest[block-1]
	}
	for at := block * blockSize; at < len(x.spans); at += blockSize {
		for _, s := range x.spans[at:min(at+blockSize, len(x.spans))] {
			far = max(far, s.End)
		}
		x.furthest = append(x.furthest, far)
	}
}

// Add inserts a span.
func (x *Index) Add(s Span) {
	at, _ := slices.BinarySearchFunc(x.spans, s, compareSpans)
	x.spans = slices.Insert(x.spans, at, s)
	x.bound(at)
}

// Remove takes out all spans of a highlight.
func (x *Index) Remove(id int32) {
	x.spans = slices.DeleteFunc(x.spans, func(s Span) bool { return s.ID == id })
	x.bound(0)
}

// Touching appends to into the spans that share a byte with the range, in
// order of their start.
func (x *Index) Touching(start, end int, into []Span) []Span {
	// Blocks whose furthest end does not reach the start hold nothing.
	first := sort.Search(len(x.furthest), func(b int) bool { return x.furthest[b] > start }) * blockSize
	for i := first; i < len(x.spans) && x.spans[i].Start < end; i++ {
		if x.spans[i].End > start {
			into = append(into, x.spans[i])
		}
	}
	return into
}

// All is every span, in order of their start. It is not to be written to, and
// holds until the next change.
func (x *Index) All() []Span { return x.spans }

// Len is the number of spans.
func (x *Index) Len() int { return len(x.spans) }
