package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/matching"
)

// prepared is one person's layer, ready to be compared.
type prepared struct {
	person int // in the order of the options
	marks  []*annotate.Annotation
	all    matching.Layer
	labels map[string]matching.Layer
	groups map[string]matching.Layer
	byID   map[annotate.ID]int // the place among marks; made when links ask for it
}

// prepare takes the annotations that are compared, in code points.
func (c *Collector) prepare(person int, list []annotate.Annotation, article string, points places) prepared {
	p := prepared{person: person}
	spans := make([]agreement.Span, 0, len(list))
	room := make([]agreement.Range, 0, len(list)+8)
	for i := range list {
		if c.options.WithoutSuggestions && list[i].Origin.By == annotate.BySuggestion {
			continue
		}
		first := len(room)
		for _, s := range list[i].Spans {
			if s.Start < 0 || s.Start >= s.End || s.End > len(article) {
				continue
			}
			room = append(room, c.edges(article, agreement.Range{Start: s.Start, End: s.End}))
		}
		ranges := agreement.Tidy(room[first:len(room):len(room)])
		if len(ranges) == 0 {
			continue
		}
		for k := range ranges {
			ranges[k] = points.of(ranges[k])
		}
		p.marks = append(p.marks, &list[i])
		spans = append(spans, agreement.Span{Label: string(list[i].Label), Ranges: ranges})
	}
	p.all = matching.NewLayer(spans)
	p.labels = p.all.ByLabel()
	p.groups = c.byGroup(&p)
	return p
}

// byGroup takes the layer apart by groups of labels; the parts of groups with
// one label in use are those of the label.
func (c *Collector) byGroup(p *prepared) map[string]matching.Layer {
	groups := make(map[string]matching.Layer, len(p.labels))
	several := map[string]bool{}
	for label, layer := range p.labels {
		group := c.scheme.groupOf(label)
		if _, taken := groups[group]; taken {
			several[group] = true
		}
		groups[group] = layer
	}
	for group := range several {
		groups[group] = p.all.Pick(func(s *agreement.Span) bool { return c.scheme.groupOf(s.Label) == group })
	}
	return groups
}

// edges leaves the blanks and the punctuation at the ends of a range out,
// unless there is nothing else.
func (c *Collector) edges(article string, r agreement.Range) agreement.Range {
	if c.options.KeepEdges {
		return r
	}
	s := strings.TrimRightFunc(article[r.Start:r.End], isEdge)
	if s == "" {
		return r
	}
	end := r.Start + len(s)
	return agreement.Range{Start: end - len(strings.TrimLeftFunc(s, isEdge)), End: end}
}

// isEdge tells of blanks and punctuation. Signs that mean something beside a
// word or number, as in 5 %, § 7, @name or #topic, stay.
func isEdge(r rune) bool {
	if r < utf8.RuneSelf {
		switch r {
		case ' ', '\t', '\n', '\r', '.', ',', ';', ':', '!', '?', '\'', '"', '(', ')', '[', ']', '{', '}', '-':
			return true
		}
		return false
	}
	return unicode.IsSpace(r) || unicode.IsPunct(r) && !strings.ContainsRune("‰‱§¶†‡", r)
}

// places turns bytes of a text into code points; nil where both are the same.
type places []int32

func placesOf(article string) (p places, length int) {
	plain := true
	for i := 0; plain && i < len(article); i++ {
		plain = article[i] < utf8.RuneSelf
	}
	if plain {
		return nil, len(article)
	}
	p = make(places, len(article)+1)
	next := 0
	for at := range article {
		for ; next < at; next++ {
			p[next] = int32(length - 1) // inside of a code point: its start
		}
		p[at] = int32(length)
		next = at + 1
		length++
	}
	for ; next < len(article); next++ {
		p[next] = int32(length - 1)
	}
	p[len(article)] = int32(length)
	return p, length
}

func (p places) of(r agreement.Range) agreement.Range {
	if p == nil {
		return r
	}
	out := agreement.Range{Start: int(p[r.Start]), End: int(p[r.End])}
	out.End = max(out.End, out.Start+1)
	return out
}
