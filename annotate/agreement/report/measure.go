package report

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/linking"
	"bluepencil/annotate/agreement/matching"
	"bluepencil/annotate/agreement/unitizing"
)

// Measured is what was measured of one article.
type Measured struct {
	article annotate.ID
	title   string
	layers  []int // people, in the order of the options
	spans   []map[string]int
	labels  map[string]unitizing.Binary
	total   float64 // people times length
	pairs   []measuredPair
	groups  map[string]measuredGroup
}

// measuredPair is two people in one article.
type measuredPair struct {
	a, b       int
	all        matching.Tally
	labels     map[string]*measuredLabel
	semeval    matching.SemEval
	confusion  map[[2]string]int // labels; the empty one is nothing
	attributes map[asked]int
	links      map[string]linking.Tally // by role
	cases      []labelCase
}

// measuredLabel is one label in it.
type measuredLabel struct {
	tally   matching.Tally
	gap     int // the distances of the borders of its pairs
	aligned int // how many pairs these are
	binary  unitizing.Binary
}

// asked is an attribute of a matched pair with both values, as texts.
type asked struct {
	label, attribute string
	kind             annotate.AttributeType
	a, b             string
}

// labelCase is a case of the labels it is listed with: two where they differ.
type labelCase struct {
	Case
	label, other string
}

// Measure compares everybody who has finished an article. It is safe for
// concurrent use.
func (c *Collector) Measure(d *Document) *Measured {
	points, length := placesOf(d.Text)
	m := &Measured{article: d.Article, title: d.Title}
	var layers []prepared
	for _, l := range d.Layers {
		person, ok := c.people[l.Person]
		if !ok || slices.Contains(m.layers, person) {
			continue
		}
		layers, m.layers = append(layers, c.prepare(person, l.Annotations, d.Text, points)), append(m.layers, person)
	}
	slices.SortFunc(layers, func(a, b prepared) int { return a.person - b.person })
	slices.Sort(m.layers)
	m.total = float64(len(layers) * length)
	for i := range layers {
		for k := i + 1; k < len(layers); k++ {
			m.pairs = append(m.pairs, c.comparePair(d, &layers[i], &layers[k]))
		}
	}
	m.countLabels(layers, length)
	c.measureGroups(m, layers, length)
	return m
}

// countLabels counts spans, and what |u-alpha is computed from, when the pairs
// have been compared.
func (m *Measured) countLabels(layers []prepared, length int) {
	m.labels = map[string]unitizing.Binary{}
	for i := range layers {
		counts := make(map[string]int, len(layers[i].labels))
		for label, layer := range layers[i].labels {
			counts[label] = len(layer.Spans)
			m.labels[label] = unitizing.Binary{}
		}
		m.spans = append(m.spans, counts)
	}
	coders := make([][]agreement.Range, len(layers))
	for label := range m.labels {
		for i := range layers {
			coders[i] = coders[i][:0]
			for _, s := range layers[i].labels[label].Spans {
				coders[i] = append(coders[i], s.Ranges...)
			}
		}
		pair := 0
		m.labels[label] = unitizing.CountPairs(length, coders, func(_, _ int, of unitizing.Binary) {
			if one := m.pairs[pair].labels[label]; one != nil {
				one.binary = of
			}
			pair++
		})
	}
}

// comparison is two people in one article, being compared.
type comparison struct {
	c        *Collector
	d        *Document
	a, b     *prepared
	out      *measuredPair
	partners []int // by place in the first layer, the place in the second, or -1
}

func (c *Collector) comparePair(d *Document, a, b *prepared) measuredPair {
	p := measuredPair{a: a.person, b: b.person, labels: make(map[string]*measuredLabel, len(a.labels)+2), confusion: map[[2]string]int{}, attributes: map[asked]int{},
		cases: make([]labelCase, 0, 8+(len(a.marks)+len(b.marks))/4)}
	x := comparison{c: c, d: d, a: a, b: b, out: &p, partners: make([]int, len(a.all.Spans))}
	for i := range x.partners {
		x.partners[i] = -1
	}
	p.all = matching.CountBlind(&a.all, &b.all)
	for _, label := range either(a.labels, b.labels) {
		x.compareLabel(label)
	}
	for _, group := range either(a.groups, b.groups) {
		x.alignGroup(group)
	}
	x.compareLinks()
	return p
}

// either lists what one of two layers has or both, in order, so that cases
// come in the same order every time.
func either(a, b map[string]matching.Layer) []string {
	names := make([]string, 0, len(a)+len(b))
	for name := range a {
		names = append(names, name)
	}
	for name := range b {
		if _, both := a[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// compareLabel counts one label, and asks its matched pairs for the rest.
func (x *comparison) compareLabel(label string) {
	left, right := x.a.labels[label], x.b.labels[label]
	one := &measuredLabel{}
	x.out.labels[label] = one
	var pairs []matching.Pair
	one.tally, pairs = matching.CountLabel(&left, &right)
	for _, credit := range []matching.Credit{matching.Strict, matching.OverlapType, matching.IoUType} {
		x.out.all.Worth[credit] += one.tally.Worth[credit]
	}
	attributes := x.c.scheme.attributes[label]
	empty := make([]int, len(attributes)) // answers that neither gave: most of them
	for _, p := range pairs {
		if p.IoU(&left, &right) >= leastIoU {
			x.partners[x.a.all.Place[left.At[p.A]]] = x.b.all.Place[right.At[p.B]]
			x.compareRest(label, left.At[p.A], right.At[p.B], empty)
		}
	}
	for i, n := range empty {
		if n > 0 {
			x.out.attributes[asked{label, string(attributes[i].id), attributes[i].kind, notSet, notSet}] += n
		}
	}
}

// alignGroup says what differs in a group of labels.
func (x *comparison) alignGroup(group string) {
	left, right := x.a.groups[group], x.b.groups[group]
	pairs := matching.Align(&left, &right)
	x.out.semeval.Add(matching.CountSemEval(&left, &right, pairs))
	inA, inB := make([]bool, len(left.Spans)), make([]bool, len(right.Spans))
	for _, p := range pairs {
		inA[p.A], inB[p.B] = true, true
		x.alignedPair(&left, &right, p)
	}
	for i, found := range inA {
		if !found {
			x.note(Missed, left.At[i], -1, "")
			x.out.confusion[[2]string{left.Spans[i].Label, ""}]++
		}
	}
	for k, found := range inB {
		if !found {
			x.note(Missed, -1, right.At[k], "")
			x.out.confusion[[2]string{"", right.Spans[k].Label}]++
		}
	}
}

func (x *comparison) alignedPair(left, right *matching.Layer, p matching.Pair) {
	a, b := &left.Spans[p.A], &right.Spans[p.B]
	x.out.confusion[[2]string{a.Label, b.Label}]++
	if a.Label != b.Label {
		x.note(OtherLabel, left.At[p.A], right.At[p.B], "")
		return
	}
	one := x.out.labels[a.Label]
	one.aligned++
	one.gap += apart(a.Start(), b.Start()) + apart(a.End(), b.End())
	if !a.Same(b) {
		x.note(Boundary, left.At[p.A], right.At[p.B], "")
	}
}

func apart(a, b int) int { return max(a, b) - min(a, b) }

// note keeps a disagreement; a and b are places among the marks, or -1.
func (x *comparison) note(kind Kind, a, b int, about string) {
	l := labelCase{Case: Case{Kind: kind, Article: x.d.Article, About: about}}
	if b >= 0 {
		s := &x.b.all.Spans[x.b.all.Place[b]]
		l.B, l.Labels[1], l.Start, l.End, l.label = x.b.marks[b].ID, s.Label, s.Start(), s.End(), s.Label
	}
	if a >= 0 {
		s := &x.a.all.Spans[x.a.all.Place[a]]
		if l.other = l.label; l.other == s.Label {
			l.other = ""
		}
		l.A, l.Labels[0], l.label = x.a.marks[a].ID, s.Label, s.Label
		if b < 0 {
			l.Start, l.End = s.Start(), s.End()
		} else {
			l.Start, l.End = min(l.Start, s.Start()), max(l.End, s.End())
		}
	}
	x.out.cases = append(x.out.cases, l)
}
