package report

import (
	"maps"
	"slices"

	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/gamma"
	"bluepencil/annotate/agreement/matching"
	"bluepencil/annotate/agreement/unitizing"
)

// Group is what experts ask for, by groups of labels: coefficients that look
// at positions and labels together.
type Group struct {
	Group     string            `json:"group"`
	Labels    []string          `json:"labels"`
	UAlpha    Value             `json:"u_alpha"`
	Binary    Value             `json:"u_alpha_binary"`
	Coding    Value             `json:"cu_alpha"`
	Values    map[string]Value  `json:"k_u_alpha"`
	Gamma     []PairGamma       `json:"gamma"` // of every two people, with exact alignments
	Undefined map[string]string `json:"undefined"`
}

// PairGamma is gamma of two people over all articles: the disorders of the
// articles, added up, against those of random continua, added up.
type PairGamma struct {
	Layers  [2]string `json:"layers"`
	Gamma   Value     `json:"gamma"`
	Samples int       `json:"samples"` // for each article
	Sampler string    `json:"sampler"`
}

// measuredGroup is one article.
type measuredGroup struct {
	continuum unitizing.Continuum
	labels    []string // by the categories of the continuum
	gamma     map[[2]int]disorders
}

// disorders are the observed and the expected one.
type disorders struct{ observed, expected float64 }

// groupSum is a group over all articles.
type groupSum struct {
	articles map[int]measuredGroup // by number; those without a mark of the group are missing
	labels   map[string]bool
	gamma    map[[2]int]disorders
}

// measureGroups prepares what the coefficients of groups are computed from.
func (c *Collector) measureGroups(m *Measured, layers []prepared, length int) {
	if !c.options.Expert || len(layers) < 2 {
		return
	}
	m.groups = map[string]measuredGroup{}
	for i := range layers {
		for group := range layers[i].groups {
			if _, done := m.groups[group]; !done {
				m.groups[group] = c.measureGroup(layers, group, length)
			}
		}
	}
}

func (c *Collector) measureGroup(layers []prepared, group string, length int) measuredGroup {
	g := measuredGroup{continuum: unitizing.Continuum{Length: length}, gamma: map[[2]int]disorders{}}
	for i := range layers {
		var segments []unitizing.Segment
		part := layers[i].groups[group]
		for _, s := range part.Spans {
			at := slices.Index(g.labels, s.Label)
			if at < 0 {
				at, g.labels = len(g.labels), append(g.labels, s.Label)
			}
			for _, r := range s.Ranges {
				segments = append(segments, unitizing.Segment{Range: r, Category: at})
			}
		}
		g.continuum.Coders = append(g.continuum.Coders, segments)
		for k := range i {
			other := layers[k].groups[group]
			if d, ok := c.disorders(&other, &part); ok {
				g.gamma[[2]int{layers[k].person, layers[i].person}] = d
			}
		}
	}
	return g
}

// disorders compares two people; it is false where neither has marked
// anything. A span in pieces is one unit from its first character to its last.
func (c *Collector) disorders(a, b *matching.Layer) (disorders, bool) {
	two := gamma.Continuum{Annotators: 2}
	for person, layer := range []*matching.Layer{a, b} {
		for i := range layer.Spans {
			s := &layer.Spans[i]
			two.Units = append(two.Units, gamma.Unit{Annotator: person, Label: s.Label, Start: float64(s.Start()), End: float64(s.End())})
		}
	}
	if len(two.Units) == 0 {
		return disorders{}, false
	}
	r := gamma.Compute(&two, gamma.Options{Weights: gamma.Usual, Sampler: gamma.Statistical, Seed: c.options.Seed})
	mean := float64(len(two.Units)) / 2
	return disorders{r.Observed * mean, r.Expected * mean}, true
}

// addGroups adds the groups of an article with a number.
func (c *Collector) addGroups(document int, m *Measured) {
	if c.options.Expert {
		c.empty = append(c.empty, unitizing.Continuum{Length: int(m.total) / len(m.layers), Coders: make([][]unitizing.Segment, len(m.layers))})
	}
	for group, g := range m.groups {
		s := c.groups[group]
		if s == nil {
			s = &groupSum{articles: map[int]measuredGroup{}, labels: map[string]bool{}, gamma: map[[2]int]disorders{}}
			c.groups[group] = s
		}
		s.articles[document] = g
		for _, label := range g.labels {
			s.labels[label] = true
		}
		for pair, d := range g.gamma {
			sum := s.gamma[pair]
			s.gamma[pair] = disorders{sum.observed + d.observed, sum.expected + d.expected}
		}
	}
}

func (b *building) groups() []Group {
	var list []Group
	for _, name := range slices.Sorted(maps.Keys(b.c.groups)) {
		list = append(list, b.group(name, b.c.groups[name]))
	}
	return list
}

func (b *building) group(name string, s *groupSum) Group {
	labels := slices.Sorted(maps.Keys(s.labels))
	f := b.family(labels, s)
	g := Group{Group: name, Labels: labels, UAlpha: f.U, Binary: f.Binary, Coding: f.Coding, Values: f.Values, Undefined: map[string]string{}, Gamma: []PairGamma{}}
	note := func(name string, v Value) {
		if !v.Defined() {
			g.Undefined[name] = v.Undefined
		}
	}
	note("u_alpha", f.U)
	note("u_alpha_binary", f.Binary)
	note("cu_alpha", f.Coding)
	for _, label := range labels {
		note("k_u_alpha."+label, f.Values[label])
	}
	for _, pair := range b.pairs {
		d := s.gamma[pair]
		v := agreement.Ratio(d.expected-d.observed, d.expected, agreement.NoSpans)
		g.Gamma = append(g.Gamma, PairGamma{[2]string(b.handles(pair)), v, gamma.FewestSamples, string(gamma.Statistical)})
	}
	return g
}

// family computes the u-alphas of a group over all articles.
func (b *building) family(labels []string, s *groupSum) unitizing.Family {
	tally := unitizing.NewTally(labels)
	for document := range b.c.empty {
		g, marked := s.articles[document]
		if !marked { // what nobody has marked counts, too
			tally.Add(&b.c.empty[document])
			continue
		}
		c := unitizing.Continuum{Length: g.continuum.Length}
		for _, segments := range g.continuum.Coders {
			renamed := make([]unitizing.Segment, len(segments))
			for k, segment := range segments {
				renamed[k] = unitizing.Segment{Range: segment.Range, Category: slices.Index(labels, g.labels[segment.Category])}
			}
			c.Coders = append(c.Coders, renamed)
		}
		tally.Add(&c)
	}
	return tally.Family()
}
