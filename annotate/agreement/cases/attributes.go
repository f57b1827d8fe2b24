package cases

import (
	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/coding"
	"bluepencil/annotate/agreement/matching"
)

// attributeValues are those of attributes given matched spans, where spans
// have any.
func (b *byDocument) attributeValues(v values) {
	all := values{}
	for _, name := range b.attributeNames() {
		a := attribute{name: name}
		for i, first := range b.people {
			for _, second := range b.people[i+1:] {
				a.pairs = append(a.pairs, coding.Contingency{})
				for _, document := range b.documents {
					mine, ok := b.marked[first][document]
					theirs, both := b.marked[second][document]
					if ok && both {
						a.count(&mine, &theirs)
					}
				}
			}
		}
		all[name] = a.result()
	}
	if len(all) > 0 {
		v["attributes"] = all
	}
	if len(all) == 1 {
		for _, one := range all {
			for name, x := range one.(values) {
				if _, taken := v[name]; !taken {
					v[name] = x
				}
			}
		}
	}
}

func (b *byDocument) attributeNames() []string {
	found := values{}
	for _, documents := range b.marked {
		for _, m := range documents {
			for _, given := range m.attributes {
				for name := range given {
					found[name] = true
				}
			}
		}
	}
	return keys(found)
}

// attribute is one attribute of matched spans.
type attribute struct {
	name   string
	known  coding.Builder
	pairs  []coding.Contingency // by pair of people
	spans  int                  // of both people together
	shared int
}

// leastIoU is what two spans share at least of what either covers, to be
// asked for their attributes.
const leastIoU = 0.5

func (a *attribute) count(mine, theirs *marked) {
	left, right := matching.NewLayer(mine.spans), matching.NewLayer(theirs.spans)
	a.spans += len(left.Spans) + len(right.Spans)
	parts, others := left.ByLabel(), right.ByLabel()
	for label, part := range parts {
		other := others[label]
		_, pairs := matching.CountLabel(&part, &other)
		for _, p := range pairs {
			if p.IoU(&part, &other) < leastIoU {
				continue
			}
			a.shared++
			x, y := a.category(mine.attributes[part.At[p.A]]), a.category(theirs.attributes[other.At[p.B]])
			a.pairs[len(a.pairs)-1][[2]int{x, y}]++
		}
	}
}

func (a *attribute) category(given map[string]node) int {
	n, ok := given[a.name]
	if !ok {
		n = node{}
	}
	return a.known.Value(categoryOf(&n))
}

func (a *attribute) categories() []coding.Category { return a.known.Table().Values }

func (a *attribute) result() values {
	v := values{"pairs": a.shared, "matched_pairs": a.shared}
	v.put("coverage", agreement.Ratio(2*float64(a.shared), float64(a.spans), agreement.NoSpans))
	all := coding.Contingency{}
	var kappas []agreement.Value
	for _, c := range a.pairs {
		kappas = append(kappas, c.Cohen())
		for k, n := range c {
			all[k] += n
		}
	}
	v.put("percent", all.Percent())
	v.put("cohen", agreement.Mean(kappas, agreement.SecondAnnotator))
	v.put("kappa", agreement.Mean(kappas, agreement.SecondAnnotator))
	v.put("alpha_nominal", coding.AlphaOf(a.categories(), all, coding.Nominal))
	v.put("alpha_ordinal", coding.AlphaOf(a.categories(), all, coding.Ordinal))
	return v
}
