package matching

import "bluepencil/annotate/agreement"

// Layer is the spans of one person in one document, in order, each once.
type Layer struct {
	Spans  []agreement.Span
	At     []int // which of the spans it was made from each one was
	Place  []int // where each of these went, or -1; nil for a part of a layer
	farEnd []int // the farthest end up to each span
}

// NewLayer puts spans in order; the slice stays as it is.
func NewLayer(spans []agreement.Span) Layer {
	distinct, at, place := agreement.Distinct(spans)
	l := Layer{Spans: distinct, At: at, Place: place, farEnd: make([]int, len(distinct))}
	end := 0
	for i := range distinct {
		end = max(end, distinct[i].End())
		l.farEnd[i] = end
	}
	return l
}

// Pick is the layer's spans that are wanted, which keep their order.
func (l *Layer) Pick(want func(*agreement.Span) bool) Layer {
	var p Layer
	end := 0
	for i := range l.Spans {
		if want(&l.Spans[i]) {
			end = max(end, l.Spans[i].End())
			p.Spans, p.At, p.farEnd = append(p.Spans, l.Spans[i]), append(p.At, l.At[i]), append(p.farEnd, end)
		}
	}
	return p
}

// touching gives the spans of the layer that share text with a span. The
// spans are in the order of their starts, so that those before the last
// candidate end the search as soon as none of them reaches far enough.
func (l *Layer) touching(s *agreement.Span, each func(i, overlap int)) {
	low, high := 0, len(l.Spans)
	for low < high {
		if middle := (low + high) / 2; l.Spans[middle].Start() < s.End() {
			low = middle + 1
		} else {
			high = middle
		}
	}
	for i := low - 1; i >= 0 && l.farEnd[i] > s.Start(); i-- {
		if overlap := s.Overlap(&l.Spans[i]); overlap > 0 {
			each(i, overlap)
		}
	}
}

// ByLabel takes the layer apart by label. Places in the parts are those of
// the parts; At still leads to what the layer was made from.
func (l *Layer) ByLabel() map[string]Layer {
	counts := map[string]int{}
	for i := range l.Spans {
		counts[l.Spans[i].Label]++
	}
	parts := make(map[string]Layer, len(counts))
	spans, numbers := make([]agreement.Span, len(l.Spans)), make([]int, 2*len(l.Spans))
	for label, n := range counts { // room for each, of one piece
		parts[label] = Layer{Spans: spans[:0:n], At: numbers[:0:n], farEnd: numbers[n : n : 2*n]}
		spans, numbers = spans[n:], numbers[2*n:]
	}
	for i := range l.Spans {
		s := &l.Spans[i]
		p := parts[s.Label]
		end := s.End()
		if n := len(p.farEnd); n > 0 {
			end = max(end, p.farEnd[n-1])
		}
		p.Spans, p.At, p.farEnd = append(p.Spans, *s), append(p.At, l.At[i]), append(p.farEnd, end)
		parts[s.Label] = p
	}
	return parts
}
