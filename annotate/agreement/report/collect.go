package report

import (
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/bootstrap"
	"bluepencil/annotate/agreement/coding"
	"bluepencil/annotate/agreement/linking"
	"bluepencil/annotate/agreement/matching"
	"bluepencil/annotate/agreement/unitizing"
)

// Collector adds up what is measured of articles. Measure may be called from
// several goroutines; Add and Report belong to one.
type Collector struct {
	options  Options
	scheme   *scheme
	people   map[annotate.ID]int
	handles  []string
	articles int
	alone    []Alone
	each     []InArticle
	plan     bootstrap.Plan
	total    *bootstrap.Column
	length   float64
	labels   map[string]*labelSum
	pairs    map[[2]int]*pairSum
	asked    map[[2]string]*askedSum // by label and attribute
	links    map[string]*linkSum     // by role
	groups   map[string]*groupSum
	empty    []unitizing.Continuum // the articles without marks, for experts
	finished []int                 // by person: articles that somebody else has finished, too
}

// New makes a collector. Nothing of the options is changed.
func New(o Options) *Collector {
	if o.Resamples <= 0 {
		o.Resamples = usualSamples
	}
	if o.MostCases <= 0 {
		o.MostCases = usualCases
	}
	c := &Collector{options: o, scheme: newScheme(&o), people: map[annotate.ID]int{}, finished: make([]int, len(o.People)),
		labels: map[string]*labelSum{}, pairs: map[[2]int]*pairSum{}, asked: map[[2]string]*askedSum{}, links: map[string]*linkSum{}, groups: map[string]*groupSum{}}
	c.total = c.plan.Column(1)
	for i, p := range o.People {
		c.people[p.ID] = i
		c.handles = append(c.handles, p.Handle)
	}
	return c
}

// labelSum is a label over all articles.
type labelSum struct {
	binary   unitizing.Binary
	sums     *bootstrap.Column // what is marked, by both, and the squares of the units
	spans    []int             // by person
	articles int               // in which anybody has it
	pairs    map[[2]int]*labelPair
}

// labelPair is a label and two people.
type labelPair struct {
	tally        matching.Tally
	gap, aligned int
	binary       unitizing.Binary
	overlaps     *bootstrap.Column // what they are worth, and the spans
	counts       map[Kind]int
	missedBy     [2]int         // by the first, and by the second
	others       map[string]int // the labels the other one gave
	cases        map[Kind][]Case
}

// pairSum is two people.
type pairSum struct {
	articles  int
	length    float64 // of both
	tally     matching.Tally
	semeval   matching.SemEval
	overlaps  *bootstrap.Column // what they are worth, and the spans
	confusion map[[2]string]int
}

// askedSum is an attribute of a label.
type askedSum struct {
	kind     annotate.AttributeType
	values   coding.Builder
	pairs    map[[2]int]*askedPair
	articles int
}

// askedPair is an attribute of a label and two people.
type askedPair struct {
	answers coding.Contingency
	same    *bootstrap.Column // how many are the same, and all
}

// linkSum is a role.
type linkSum struct {
	pairs    map[[2]int]*linkPair
	count    []int // by person
	articles int
}

// linkPair is a role and two people.
type linkPair struct {
	tally linking.Tally
	links *bootstrap.Column // what both have, and all
}

// inShort is an article for the list of them.
func (m *Measured) inShort(handles []string) InArticle {
	in := InArticle{Article: m.article, Title: m.title}
	for _, person := range m.layers {
		in.Layers = append(in.Layers, handles[person])
	}
	worth := 0.0
	for i := range m.pairs {
		worth += m.pairs[i].all.Worth[matching.OverlapType]
		in.Spans += m.pairs[i].all.A + m.pairs[i].all.B
	}
	in.OverlapType = agreement.Ratio(2*worth, float64(in.Spans), agreement.NoSpans)
	in.Spans /= len(m.layers) - 1 // each person is in as many pairs
	return in
}

// Add adds an article. Articles that fewer than two people have finished are
// listed and not counted.
func (c *Collector) Add(m *Measured) {
	if len(m.layers) < 2 {
		if len(m.layers) == 1 {
			c.alone = append(c.alone, Alone{m.article, m.title, c.handles[m.layers[0]]})
		}
		return
	}
	document := c.articles
	c.articles++
	c.total.Add(document, m.total)
	c.length += m.total
	c.addGroups(document, m)
	c.each = append(c.each, m.inShort(c.handles))
	for i, person := range m.layers {
		c.finished[person]++
		for label, n := range m.spans[i] {
			c.label(label).spans[person] += n
		}
	}
	for label, b := range m.labels {
		c.label(label).add(document, b)
	}
	asked, linked := map[[2]string]bool{}, map[string]bool{}
	for i := range m.pairs {
		c.addPair(document, int(m.total)/len(m.layers), &m.pairs[i])
		for one := range m.pairs[i].attributes {
			asked[[2]string{one.label, one.attribute}] = true
		}
		for role := range m.pairs[i].links {
			linked[role] = true
		}
	}
	for key := range asked {
		c.asked[key].articles++
	}
	for role := range linked {
		c.links[role].articles++
	}
	c.countLinks(m)
}

// countLinks counts everybody's links once: in the pairs of the first person.
func (c *Collector) countLinks(m *Measured) {
	for i := range m.pairs {
		p := &m.pairs[i]
		if p.a != m.layers[0] {
			return
		}
		for role, t := range p.links {
			c.links[role].count[p.b] += t.B
			if i == 0 {
				c.links[role].count[p.a] += t.A
			}
		}
	}
}

func (c *Collector) label(label string) *labelSum {
	s := c.labels[label]
	if s == nil {
		s = &labelSum{spans: make([]int, len(c.handles)), pairs: map[[2]int]*labelPair{}, sums: c.plan.Column(3)}
		c.labels[label] = s
	}
	return s
}

func (s *labelSum) add(document int, b unitizing.Binary) {
	b.Total = 0 // what has not got the label counts, too
	s.binary.Add(b)
	s.articles++
	s.sums.Add(document, b.Marked, b.Both, b.Units)
}

func (c *Collector) addPair(document, length int, m *measuredPair) {
	key := [2]int{m.a, m.b}
	p := c.pairs[key]
	if p == nil {
		p = &pairSum{overlaps: c.plan.Column(2), confusion: map[[2]string]int{}}
		c.pairs[key] = p
	}
	p.articles++
	p.length += 2 * float64(length)
	p.tally.Add(m.all)
	p.semeval.Add(m.semeval)
	p.overlaps.Add(document, m.all.Worth[matching.OverlapType], float64(m.all.A+m.all.B))
	for labels, n := range m.confusion {
		p.confusion[labels] += n
	}
	for label, one := range m.labels {
		c.labelPair(label, key).add(document, one)
	}
	for _, l := range m.cases {
		c.labelPair(l.label, key).note(&l.Case, l.label, c.options.MostCases)
		if l.other != "" {
			c.labelPair(l.other, key).note(&l.Case, l.other, c.options.MostCases)
		}
	}
	c.addAsked(document, key, m)
	c.addLinks(document, key, m)
}

func (c *Collector) labelPair(label string, key [2]int) *labelPair {
	s := c.label(label)
	p := s.pairs[key]
	if p == nil {
		p = &labelPair{overlaps: c.plan.Column(2), counts: map[Kind]int{}, others: map[string]int{}, cases: map[Kind][]Case{}}
		s.pairs[key] = p
	}
	return p
}

func (p *labelPair) add(document int, m *measuredLabel) {
	p.tally.Add(m.tally)
	p.gap += m.gap
	p.aligned += m.aligned
	b := m.binary
	b.Total = 0 // what has not got the label counts, too
	p.binary.Add(b)
	p.overlaps.Add(document, m.tally.Worth[matching.OverlapType], float64(m.tally.A+m.tally.B))
}

// note counts a disagreement, and keeps it while there are few.
func (p *labelPair) note(one *Case, label string, most int) {
	p.counts[one.Kind]++
	switch {
	case one.Kind == Missed && one.A.IsZero():
		p.missedBy[0]++
	case one.Kind == Missed:
		p.missedBy[1]++
	case one.Kind == OtherLabel && one.Labels[0] == label:
		p.others[one.Labels[1]]++
	case one.Kind == OtherLabel:
		p.others[one.Labels[0]]++
	}
	if len(p.cases[one.Kind]) < most {
		p.cases[one.Kind] = append(p.cases[one.Kind], *one)
	}
}

func (c *Collector) addAsked(document int, key [2]int, m *measuredPair) {
	sums := map[*askedPair][2]float64{}
	for _, one := range sortedAsked(m.attributes) {
		n := float64(m.attributes[one])
		name := [2]string{one.label, one.attribute}
		s := c.asked[name]
		if s == nil {
			s = &askedSum{kind: one.kind, pairs: map[[2]int]*askedPair{}}
			c.asked[name] = s
		}
		p := s.pairs[key]
		if p == nil {
			p = &askedPair{answers: coding.Contingency{}, same: c.plan.Column(2)}
			s.pairs[key] = p
		}
		p.answers[[2]int{s.value(one.a), s.value(one.b)}] += n
		sum := sums[p]
		if one.a == one.b {
			sum[0] += n
		}
		sum[1] += n
		sums[p] = sum
	}
	for p, sum := range sums {
		p.same.Add(document, sum[0], sum[1])
	}
}

// sortedAsked puts what was asked in order, so that values get the same places
// every time.
func sortedAsked(all map[asked]int) []asked {
	list := make([]asked, 0, len(all))
	for one := range all {
		list = append(list, one)
	}
	slices.SortFunc(list, func(x, y asked) int {
		for _, c := range []int{strings.Compare(x.label, y.label), strings.Compare(x.attribute, y.attribute), strings.Compare(x.a, y.a)} {
			if c != 0 {
				return c
			}
		}
		return strings.Compare(x.b, y.b)
	})
	return list
}

// value is the place of a value.
func (s *askedSum) value(text string) int {
	category := coding.Category{Name: text}
	switch s.kind {
	case annotate.TypeScale, annotate.TypeNumber:
		category.Number, _ = strconv.ParseFloat(text, 64) // what is not set is left out where numbers count
	case annotate.TypeFlags:
		if text != notSet {
			category.Set = strings.Split(text, setSeparator)
		} else {
			category.Set = []string{notSet}
		}
	}
	return s.values.Value(category)
}

func (c *Collector) addLinks(document int, key [2]int, m *measuredPair) {
	for role, t := range m.links {
		s := c.links[role]
		if s == nil {
			s = &linkSum{pairs: map[[2]int]*linkPair{}, count: make([]int, len(c.handles))}
			c.links[role] = s
		}
		p := s.pairs[key]
		if p == nil {
			p = &linkPair{links: c.plan.Column(2)}
			s.pairs[key] = p
		}
		p.tally.Add(t)
		p.links.Add(document, float64(t.Same), float64(t.A+t.B))
	}
}
