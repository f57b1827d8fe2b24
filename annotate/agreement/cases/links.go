package cases

import (
	"fmt"

	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/linking"
	"bluepencil/annotate/agreement/matching"
)

// linked is one person's spans, by the names that relations use, and relations.
type linked struct {
	layer     matching.Layer
	place     map[string]int // in the layer
	relations []relation
}

type relation struct{ role, from, to string }

// relations compares relations between spans.
func relations(in *node) (any, error) {
	names, people := in.sorted()
	var all []linked
	for i := range people {
		l, err := linkedOf(&people[i])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", names[i], err)
		}
		all = append(all, l)
	}
	v := values{}
	for i := range all {
		for k := i + 1; k < len(all); k++ {
			exact, loose := all[i].compare(&all[k], 1), all[i].compare(&all[k], leastIoU)
			suffix := ""
			if len(all) > 2 {
				suffix = "_" + joinNames(names[i], names[k])
			}
			v["span_match_exact"+suffix], v["span_match_iou>=0.5"+suffix] = exact, loose
		}
	}
	if len(all) < 2 {
		v.put("f1_end_to_end", agreement.Undefined(agreement.SecondAnnotator))
	}
	return v, nil
}

func linkedOf(in *node) (linked, error) {
	spans, _ := in.field("spans")
	var list []agreement.Span
	for i := range spans.list {
		s, _, err := spanOf(&spans.list[i])
		if err != nil {
			return linked{}, err
		}
		list = append(list, s)
	}
	l := linked{layer: matching.NewLayer(list), place: map[string]int{}}
	for i, at := range l.layer.Place { // one that is marked twice is the same
		if at >= 0 {
			l.place[spans.names[i]] = at
		}
	}
	found, _ := in.field("relations")
	for i := range found.list {
		parts := found.list[i].list
		if len(parts) < 3 || parts[0].kind != text || parts[1].kind != text || parts[2].kind != text {
			return l, fmt.Errorf("a relation is [role, from, to]: %w", errShape)
		}
		l.relations = append(l.relations, relation{parts[0].text, parts[1].text, parts[2].text})
	}
	return l, nil
}

// compare counts relations; spans are partners from such an IoU on.
func (l *linked) compare(o *linked, least float64) values {
	partners, matched := l.partners(o, least)
	mine, theirs := linking.Numbers(partners, len(o.layer.Spans))
	t := linking.Count(l.links(mine), o.links(theirs))
	v := values{"tp": t.Same, "eligible": [2]int{t.EligibleA, t.EligibleB}, "matched_spans": matched}
	v.put("f1_end_to_end", t.EndToEnd())
	v.put("f1_given_spans", t.GivenSpans())
	return v
}

func (l *linked) partners(o *linked, least float64) (partners []int, matched int) {
	partners = make([]int, len(l.layer.Spans))
	for i := range partners {
		partners[i] = -1
	}
	for _, label := range labelsIn(&l.layer) {
		same := func(s *agreement.Span) bool { return s.Label == label }
		part, other := l.layer.Pick(same), o.layer.Pick(same)
		_, pairs := matching.CountLabel(&part, &other)
		for _, p := range pairs {
			if p.IoU(&part, &other) >= least {
				partners[l.layer.Place[part.At[p.A]]] = o.layer.Place[other.At[p.B]]
				matched++
			}
		}
	}
	return partners, matched
}

func labelsIn(l *matching.Layer) []string {
	found := values{}
	for i := range l.Spans {
		found[l.Spans[i].Label] = true
	}
	return keys(found)
}

func (l *linked) links(numbers []int) []linking.Link {
	var links []linking.Link
	end := func(name string) linking.End {
		if at, ok := l.place[name]; ok {
			return linking.End{Number: numbers[at]}
		}
		return linking.End{Number: -1 - len(numbers) - len(links)} // a span that is not there
	}
	for _, r := range l.relations {
		links = append(links, linking.Link{Role: r.role, From: end(r.from), To: end(r.to)})
	}
	return links
}
