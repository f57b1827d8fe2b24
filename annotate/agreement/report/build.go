package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/bootstrap"
	"bluepencil/annotate/agreement/matching"
	"bluepencil/annotate/agreement/unitizing"
)

// building is a report in the making: intervals are put in when all measures
// are known that are computed of the same resamples.
type building struct {
	c       *Collector
	plan    bootstrap.Plan
	pending []pendingInterval
	pairs   [][2]int
}

// pendingInterval is where an interval goes.
type pendingInterval struct {
	number int
	into   **[2]float64
	row    *Row
	name   string
}

// Report computes everything of what was added. The collector may go on
// collecting afterwards.
func (c *Collector) Report() *Report {
	b := building{c: c, plan: c.plan.Fork(), pairs: slices.SortedFunc(maps.Keys(c.pairs), func(x, y [2]int) int {
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})}
	r := &Report{Suggestions: "included", Edges: "ignored", Seed: c.options.Seed, Resamples: c.options.Resamples, Layers: b.present(),
		Articles: c.articles, NotComparable: append([]Alone{}, c.alone...), Each: slices.Clone(c.each)}
	if c.options.WithoutSuggestions {
		r.Suggestions = "left out"
	}
	if c.options.KeepEdges {
		r.Edges = "kept"
	}
	slices.SortFunc(r.NotComparable, func(x, y Alone) int { return x.Article.Compare(y.Article) })
	slices.SortFunc(r.Each, func(x, y InArticle) int { return x.Article.Compare(y.Article) })
	r.Labels, r.Pairs = b.labelRows(), b.pairRows()
	b.allRow(&r.All, r.Pairs)
	r.Attributes, r.Links = b.attributeRows(), b.linkRows()
	r.Matrix, r.Confusion = b.matrix(), b.confusion()
	r.Groups = b.groups()
	b.intervals()
	return r
}

// present are the people with articles that can be compared.
func (b *building) present() []string {
	names := []string{}
	for person, n := range b.c.finished {
		if n > 0 {
			names = append(names, b.c.handles[person])
		}
	}
	return names
}

// later asks for an interval; it goes where into says, and the reason why
// there is none to the row's.
func (b *building) later(row *Row, name string, into **[2]float64, of func([]float64) Value, columns ...*bootstrap.Column) {
	b.pending = append(b.pending, pendingInterval{b.plan.Measure(of, columns...), into, row, name})
}

func (b *building) intervals() {
	found := b.plan.Run(b.c.articles, b.c.options.Resamples, b.c.options.Seed)
	for _, p := range b.pending {
		if in := found[p.number]; in.Undefined == "" {
			*p.into = &[2]float64{in.Low, in.High}
		} else {
			p.row.Undefined[p.name] = in.Undefined
		}
	}
}

func (b *building) handles(pair [2]int) []string {
	return []string{b.c.handles[pair[0]], b.c.handles[pair[1]]}
}

// inCodebook orders ids as the codebook does; those it has not come last.
func inCodebook[T ~string](known []T, ids []string) []string {
	place := func(id string) int {
		if at := slices.Index(known, T(id)); at >= 0 {
			return at
		}
		return len(known)
	}
	slices.SortFunc(ids, func(x, y string) int { return cmp.Or(cmp.Compare(place(x), place(y)), strings.Compare(x, y)) })
	return ids
}

func (b *building) labelIDs() []string {
	var known []annotate.LabelID
	if book := b.c.options.Codebook; book != nil {
		for _, l := range book.Labels {
			known = append(known, l.ID)
		}
	}
	return inCodebook(known, slices.Collect(maps.Keys(b.c.labels)))
}

func (b *building) labelName(id string) string {
	if book := b.c.options.Codebook; book != nil {
		if l, ok := book.Label(annotate.LabelID(id)); ok {
			return l.Name
		}
	}
	return id
}

func (b *building) labelRows() []Row {
	ids := b.labelIDs()
	rows := make([]Row, len(ids)) // their places stay: intervals come later
	for i, id := range ids {
		b.labelRow(&rows[i], id)
	}
	return rows
}

func (b *building) labelRow(row *Row, id string) {
	c, s := b.c, b.c.labels[id]
	*row = Row{Label: id, Name: b.labelName(id), Layers: b.present(), Articles: c.articles, With: s.articles, Spans: map[string]int{}, CIOf: "u_alpha_binary"}
	users := []string{}
	for person, n := range s.spans {
		if c.finished[person] > 0 {
			row.Spans[c.handles[person]] = n
		}
		if n > 0 {
			users = append(users, c.handles[person])
		}
	}
	if len(users) == 1 {
		row.Only = users[0]
	}
	binary := s.binary
	binary.Total = c.length
	alpha := binary.Alpha()
	row.UAlpha = &alpha
	row.Pairs = b.labelPairRows(id, s)
	b.meanOfPairs(row, row.Pairs)
	row.Gap = gapOf(s)
	b.tell(row, s)
	row.undefined()
	b.later(row, "ci", &row.CI, binaryAlpha, c.total, s.sums)
	b.laterF1(row, &row.F1CI, "f1_ci", s)
}

// binaryAlpha is |u-alpha of four sums.
func binaryAlpha(sums []float64) Value {
	b := unitizing.Binary{Total: sums[0], Marked: sums[1], Both: sums[2], Units: sums[3]}
	return b.Alpha()
}

// laterF1 asks for the interval of the mean F1 of overlaps over the pairs.
func (b *building) laterF1(row *Row, into **[2]float64, name string, s *labelSum) {
	var columns []*bootstrap.Column
	for _, pair := range b.pairs {
		if p := s.pairs[pair]; p != nil {
			columns = append(columns, p.overlaps)
		}
	}
	b.later(row, name, into, meanF1, columns...)
}

// meanF1 is the mean of F1 over pairs of people, of two sums each.
func meanF1(sums []float64) Value {
	mean, n := 0.0, 0.0
	for i := 0; i+1 < len(sums); i += 2 {
		if sums[i+1] > 0 {
			mean += 2 * sums[i] / sums[i+1]
			n++
		}
	}
	return agreement.Ratio(mean, n, agreement.NoSpans)
}

func f1Of(t *matching.Tally) *F1 {
	f := &F1{}
	for _, c := range matching.Credits {
		*f.of(c) = t.F1(c)
	}
	return f
}

// meanOfPairs gives a row the means of its pairs, and names the lowest.
func (b *building) meanOfPairs(row *Row, pairs []Row) {
	row.F1 = &F1{}
	for _, c := range matching.Credits {
		var all []Value
		for i := range pairs {
			all = append(all, *pairs[i].F1.of(c))
		}
		*row.F1.of(c) = agreement.Mean(all, agreement.SecondAnnotator)
	}
	if len(pairs) < 2 {
		return
	}
	for i := range pairs {
		v := pairs[i].F1.OverlapType
		if v.Defined() && (row.Lowest == nil || v.Number < row.Lowest.OverlapType.Number) {
			row.Lowest = &Lowest{[2]string(pairs[i].Layers), v}
		}
	}
}

func (b *building) labelPairRows(id string, s *labelSum) []Row {
	rows := make([]Row, 0, len(b.pairs))
	for _, pair := range b.pairs {
		p := s.pairs[pair]
		if p == nil {
			continue
		}
		rows = append(rows, Row{Label: id, Layers: b.handles(pair), Articles: b.c.pairs[pair].articles, F1: f1Of(&p.tally), CIOf: "f1.overlap_type",
			Spans: map[string]int{b.c.handles[pair[0]]: p.tally.A, b.c.handles[pair[1]]: p.tally.B}, Disagreements: maps.Clone(p.counts)})
		row := &rows[len(rows)-1]
		gap := agreement.Ratio(float64(p.gap), float64(p.aligned), "no spans that overlap")
		row.Gap = &gap
		binary := p.binary
		binary.Total = b.c.pairs[pair].length
		alpha := binary.Alpha()
		row.UAlpha, row.Gold = &alpha, againstGold(&p.tally, row.Layers)
		for _, kind := range Kinds {
			first := len(row.Cases)
			row.Cases = append(row.Cases, p.cases[kind]...)
			inOrderOfTheText(row.Cases[first:])
		}
		row.undefined()
		b.later(row, "ci", &row.CI, meanF1, p.overlaps)
	}
	return rows
}

func gapOf(s *labelSum) *Value {
	gap, n := 0, 0
	for _, p := range s.pairs {
		gap += p.gap
		n += p.aligned
	}
	v := agreement.Ratio(float64(gap), float64(n), "no spans that overlap")
	return &v
}

// tell says how many disagreements of each kind there are, and which is the
// commonest.
func (b *building) tell(row *Row, s *labelSum) {
	row.Disagreements = map[Kind]int{}
	missed, others := map[string]int{}, map[string]int{}
	for pair, p := range s.pairs {
		for kind, n := range p.counts {
			row.Disagreements[kind] += n
		}
		missed[b.c.handles[pair[0]]] += p.missedBy[0]
		missed[b.c.handles[pair[1]]] += p.missedBy[1]
		for label, n := range p.others {
			others[label] += n
		}
	}
	candidates := []Commonest{{Kind: Boundary, Count: row.Disagreements[Boundary]}, {Kind: AnAttribute, Count: row.Disagreements[AnAttribute]},
		{Kind: ALink, Count: row.Disagreements[ALink]}, {Kind: OtherEntity, Count: row.Disagreements[OtherEntity]}}
	for _, handle := range slices.Sorted(maps.Keys(missed)) {
		candidates = append(candidates, Commonest{Kind: Missed, By: handle, Count: missed[handle]})
	}
	for _, label := range slices.Sorted(maps.Keys(others)) {
		candidates = append(candidates, Commonest{Kind: OtherLabel, Label: label, Count: others[label]})
	}
	best := slices.MaxFunc(candidates, func(x, y Commonest) int { return cmp.Compare(x.Count, y.Count) })
	if best.Count > 0 {
		row.Commonest = &best
	}
}
