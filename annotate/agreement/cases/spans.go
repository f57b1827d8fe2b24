package cases

import (
	"fmt"

	"bluepencil/annotate/agreement"
)

// isSpan tells of [start, end, label], or [[[start, end], …], label].
func isSpan(n *node) bool {
	_, _, err := spanOf(n)
	return err == nil
}

func isSpansOrMissing(n *node) bool {
	return n.kind == null || n.kind == list && (len(n.list) == 0 || n.every(isSpan))
}

// spanOf reads a span and what is behind its label.
func spanOf(n *node) (agreement.Span, []node, error) {
	wrong := fmt.Errorf("a span is [start, end, label]: %w", errShape)
	if n.kind != list || len(n.list) < 2 {
		return agreement.Span{}, nil, wrong
	}
	rest := n.list[2:]
	var ranges []agreement.Range
	if n.list[0].kind == list {
		rest = n.list[1:]
		for i := range n.list[0].list {
			r, ok := rangeOf(n.list[0].list[i].list)
			if !ok {
				return agreement.Span{}, nil, wrong
			}
			ranges = append(ranges, r)
		}
	} else if r, ok := rangeOf(n.list[:2]); ok {
		ranges = append(ranges, r)
	} else {
		return agreement.Span{}, nil, wrong
	}
	if len(rest) == 0 || rest[0].kind != text {
		return agreement.Span{}, nil, wrong
	}
	return agreement.Span{Label: rest[0].text, Ranges: agreement.Tidy(ranges)}, rest[1:], nil
}

func rangeOf(ends []node) (agreement.Range, bool) {
	if len(ends) != 2 {
		return agreement.Range{}, false
	}
	start, first := ends[0].whole()
	end, second := ends[1].whole()
	return agreement.Range{Start: start, End: end}, first && second && start <= end
}

// marked is the spans of one person, with what they were given.
type marked struct {
	spans      []agreement.Span
	attributes []map[string]node
}

func spansOf(n *node) (marked, error) {
	var m marked
	for i := range n.list {
		span, rest, err := spanOf(&n.list[i])
		if err != nil {
			return m, err
		}
		given := map[string]node{}
		for k := range rest {
			if rest[k].kind == object {
				for at, name := range rest[k].names {
					given[name] = rest[k].list[at]
				}
			}
		}
		m.spans, m.attributes = append(m.spans, span), append(m.attributes, given)
	}
	return m, nil
}

// byDocument is what people have marked: by person, then by document. A
// document that somebody has not finished is not there.
type byDocument struct {
	people    []string
	documents []string
	marked    map[string]map[string]marked
}

// take notes the spans of one person in one document; null is not finished.
func (b *byDocument) take(person, document string, n *node) error {
	if n.kind == null {
		return nil
	}
	m, err := spansOf(n)
	if err != nil {
		return fmt.Errorf("%s, %s: %w", person, document, err)
	}
	if b.marked == nil {
		b.marked = map[string]map[string]marked{}
	}
	if b.marked[person] == nil {
		b.marked[person] = map[string]marked{}
	}
	b.marked[person][document] = m
	return nil
}
