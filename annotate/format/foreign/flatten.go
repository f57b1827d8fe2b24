package foreign

import (
	"cmp"
	"slices"
)

// flatten leaves of marks that overlap the one that the strategy prefers.
func (r *reducing) flatten(parts []Part) []Part {
	if r.Flat == FlatFiles {
		parts = byLabel(parts)
	}
	for i := range parts {
		for l := range parts[i].Document.Layers {
			layer := &parts[i].Document.Layers[l]
			layer.Marks = r.flat(layer.Marks)
		}
	}
	return parts
}

// byLabel makes a part of each label. A document without marks stays one part.
func byLabel(parts []Part) []Part {
	var out []Part
	for _, p := range parts {
		marks := map[string][]Mark{}
		for _, m := range p.Document.Layers[0].Marks {
			marks[m.Label] = append(marks[m.Label], m)
		}
		labels := make([]string, 0, len(marks))
		for label := range marks {
			labels = append(labels, label)
		}
		slices.Sort(labels)
		for _, label := range labels {
			own := *p.Document
			own.Layers = []Layer{p.Document.Layers[0]}
			own.Layers[0].Marks = marks[label]
			out = append(out, Part{Person: p.Person, Label: label, Document: &own})
		}
	}
	return out
}

// flat goes through the marks in the order of preference and keeps those that
// touch none that is kept.
func (r *reducing) flat(marks []Mark) []Mark {
	ranked := slices.Clone(marks)
	slices.SortStableFunc(ranked, func(a, b Mark) int { return cmp.Or(r.prefer(&a, &b), byExtent(a, b)) })
	var kept []Mark
	var taken []Span // of the kept marks, in order
	for _, m := range ranked {
		if overlaps(taken, m.Spans) {
			r.lose("markings that overlap others, left out", &m)
			continue
		}
		kept = append(kept, m)
		for _, s := range m.Spans {
			at, _ := slices.BinarySearchFunc(taken, s.Start, func(t Span, start int) int { return cmp.Compare(t.Start, start) })
			taken = slices.Insert(taken, at, s)
		}
	}
	slices.SortStableFunc(kept, byExtent)
	return kept
}

func (r *reducing) prefer(a, b *Mark) int {
	length := cmp.Compare(b.length(), a.length())
	switch r.Flat {
	case FlatFirst:
		return cmp.Or(cmp.Compare(a.Start(), b.Start()), length)
	case FlatPriority:
		return cmp.Or(cmp.Compare(r.rank(a.Label), r.rank(b.Label)), length)
	}
	return length
}

// rank is a label's place in the order of priority; labels that are not named come last.
func (r *reducing) rank(label string) int {
	if at := slices.Index(r.Priority, label); at >= 0 {
		return at
	}
	return len(r.Priority)
}

func (m *Mark) length() (n int) {
	for _, s := range m.Spans {
		n += s.End - s.Start
	}
	return n
}

// overlaps tells whether any of the spans touches one of those taken, which are
// disjoint and in order.
func overlaps(taken, spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool {
		at, _ := slices.BinarySearchFunc(taken, s.Start, func(t Span, start int) int {
			if t.End <= start {
				return -1
			}
			return 1
		})
		return at < len(taken) && taken[at].Start < s.End
	})
}
