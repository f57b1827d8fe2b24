package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/bootstrap"
	"bluepencil/annotate/agreement/coding"
	"bluepencil/annotate/agreement/linking"
)

func (b *building) pairRows() []Row {
	rows := make([]Row, len(b.pairs))
	for i, pair := range b.pairs {
		p, row := b.c.pairs[pair], &rows[i]
		*row = Row{Layers: b.handles(pair), Articles: p.articles, F1: f1Of(&p.tally), SemEval: semevalOf(&p.semeval), CIOf: "f1.overlap_type",
			Spans: map[string]int{b.c.handles[pair[0]]: p.tally.A, b.c.handles[pair[1]]: p.tally.B}}
		row.Gold = againstGold(&p.tally, row.Layers)
		row.undefined()
		b.later(row, "ci", &row.CI, meanF1, p.overlaps)
	}
	return rows
}

// allRow is all labels together; labels overlap, so there is no u-alpha.
func (b *building) allRow(row *Row, pairs []Row) {
	*row = Row{Layers: b.present(), Articles: b.c.articles, CIOf: "f1.overlap_type", Spans: map[string]int{}}
	for person, handle := range b.c.handles {
		if b.c.finished[person] > 0 {
			row.Spans[handle] = 0
			for _, s := range b.c.labels {
				row.Spans[handle] += s.spans[person]
			}
		}
	}
	b.meanOfPairs(row, pairs)
	row.undefined()
	var columns []*bootstrap.Column
	for _, pair := range b.pairs {
		columns = append(columns, b.c.pairs[pair].overlaps)
	}
	b.later(row, "ci", &row.CI, meanF1, columns...)
}

func (b *building) matrix() []Cell {
	cells := make([]Cell, 0, len(b.pairs))
	for _, pair := range b.pairs {
		f := f1Of(&b.c.pairs[pair].tally)
		cells = append(cells, Cell{[2]string(b.handles(pair)), f.Exact, f.OverlapType})
	}
	return cells
}

func (b *building) confusion() []Confusion {
	sum := map[[2]string]int{}
	for _, p := range b.c.pairs {
		for labels, n := range p.confusion {
			sum[labels] += n
		}
	}
	list := make([]Confusion, 0, len(sum))
	for labels, n := range sum {
		list = append(list, Confusion{labels[0], labels[1], n})
	}
	slices.SortFunc(list, func(x, y Confusion) int { return cmp.Or(strings.Compare(x.A, y.A), strings.Compare(x.B, y.B)) })
	return list
}

func (b *building) attributeRows() []Row {
	keys := slices.SortedFunc(maps.Keys(b.c.asked), func(x, y [2]string) int {
		return cmp.Or(strings.Compare(x[0], y[0]), strings.Compare(x[1], y[1]))
	})
	rows := make([]Row, len(keys))
	for i, key := range keys {
		b.attributeRow(&rows[i], key)
	}
	return rows
}

func (b *building) attributeRow(row *Row, key [2]string) {
	s := b.c.asked[key]
	*row = Row{Label: key[0], Attribute: key[1], Name: b.attributeName(key[1]), Layers: b.present(), Articles: s.articles, CIOf: "percent"}
	row.Pairs = make([]Row, 0, len(b.pairs)) // their places stay: intervals come later
	all := coding.Contingency{}
	var kappas []Value
	var columns []*bootstrap.Column
	spans := 0.0
	for _, pair := range b.pairs {
		if p := b.c.labels[key[0]].pairs[pair]; p != nil {
			spans += float64(p.tally.A + p.tally.B)
		}
		c := s.pairs[pair]
		if c == nil {
			continue
		}
		row.Pairs = append(row.Pairs, Row{Label: key[0], Attribute: key[1], Layers: b.handles(pair), Articles: b.c.pairs[pair].articles, CIOf: "percent"})
		one := &row.Pairs[len(row.Pairs)-1]
		b.answers(one, s, c.answers, float64(b.c.labels[key[0]].pairs[pair].tally.A+b.c.labels[key[0]].pairs[pair].tally.B))
		kappa := c.answers.Cohen()
		one.Kappa = &kappa
		one.undefined()
		b.later(one, "ci", &one.CI, ratio, c.same)
		columns = append(columns, c.same)
		kappas = append(kappas, kappa)
		for values, n := range c.answers {
			all[values] += n
		}
	}
	b.answers(row, s, all, spans)
	kappa := agreement.Mean(kappas, agreement.SecondAnnotator)
	row.Kappa = &kappa
	row.undefined()
	b.later(row, "ci", &row.CI, ratio, columns...)
}

// ratio divides the first of every two sums by the second, all together.
func ratio(sums []float64) Value {
	top, bottom := 0.0, 0.0
	for i := 0; i+1 < len(sums); i += 2 {
		top += sums[i]
		bottom += sums[i+1]
	}
	return agreement.Ratio(top, bottom, agreement.NoUnits)
}

// answers fills in how far the answers of matched spans agree.
func (b *building) answers(row *Row, s *askedSum, c coding.Contingency, spans float64) {
	matched := 0.0
	for _, n := range c {
		matched += n
	}
	values := s.values.Table().Values
	coverage, percent := agreement.Ratio(2*matched, spans, agreement.NoSpans), c.Percent()
	nominal := coding.AlphaOf(values, c, coding.Nominal)
	alpha, of := nominal, "nominal"
	switch s.kind {
	case annotate.TypeScale:
		alpha, of = coding.AlphaOf(values, filledIn(values, c), coding.Ordinal), "ordinal"
	case annotate.TypeNumber:
		alpha, of = coding.AlphaOf(values, filledIn(values, c), coding.Interval), "interval"
	case annotate.TypeFlags:
		alpha, of = coding.AlphaOf(values, c, coding.MASI), "masi"
	}
	row.Matched, row.Coverage, row.Percent, row.Nominal, row.Alpha, row.AlphaOf = int(matched), &coverage, &percent, &nominal, &alpha, of
}

// filledIn leaves out the answers that have no number.
func filledIn(values []coding.Category, c coding.Contingency) coding.Contingency {
	out := coding.Contingency{}
	for pair, n := range c {
		if values[pair[0]].Name != notSet && values[pair[1]].Name != notSet {
			out[pair] = n
		}
	}
	return out
}

func (b *building) attributeName(id string) string {
	if book := b.c.options.Codebook; book != nil {
		if a, ok := book.Attribute(annotate.AttributeID(id)); ok {
			return a.Name
		}
	}
	return id
}

func (b *building) linkRows() []Row {
	roles := slices.Sorted(maps.Keys(b.c.links))
	rows := make([]Row, len(roles))
	for i, role := range roles {
		b.linkRow(&rows[i], role)
	}
	return rows
}

func (b *building) linkRow(row *Row, role string) {
	s := b.c.links[role]
	*row = Row{Role: role, Name: b.roleName(role), Layers: b.present(), Articles: s.articles, CIOf: "link_f1.end_to_end"}
	row.Pairs, row.Count = make([]Row, 0, len(b.pairs)), map[string]int{}
	for person, n := range s.count {
		if b.c.finished[person] > 0 {
			row.Count[b.c.handles[person]] = n
		}
	}
	var ends, given []Value
	var columns []*bootstrap.Column
	for _, pair := range b.pairs {
		p := s.pairs[pair]
		if p == nil {
			continue
		}
		row.Pairs = append(row.Pairs, Row{Role: role, Layers: b.handles(pair), Articles: b.c.pairs[pair].articles, CIOf: "link_f1.end_to_end",
			LinkF1: linkF1(&p.tally), Count: map[string]int{b.c.handles[pair[0]]: p.tally.A, b.c.handles[pair[1]]: p.tally.B}})
		one := &row.Pairs[len(row.Pairs)-1]
		one.undefined()
		b.later(one, "ci", &one.CI, meanF1, p.links)
		columns = append(columns, p.links)
		ends, given = append(ends, one.LinkF1.EndToEnd), append(given, one.LinkF1.GivenSpans)
	}
	row.LinkF1 = &LinkF1{agreement.Mean(ends, agreement.SecondAnnotator), agreement.Mean(given, agreement.SecondAnnotator)}
	row.undefined()
	b.later(row, "ci", &row.CI, meanF1, columns...)
}

func linkF1(t *linking.Tally) *LinkF1 { return &LinkF1{t.EndToEnd(), t.GivenSpans()} }

func (b *building) roleName(id string) string {
	if book := b.c.options.Codebook; book != nil {
		if r, ok := book.Role(annotate.RoleID(id)); ok {
			return r.Name
		}
	}
	return id
}
