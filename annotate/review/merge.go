package review

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
)

// Preview counts what an automatic merge would do, or did.
type Preview struct {
	Articles int           `json:"articles"`
	Passed   int           `json:"passed_over"` // articles the rule says nothing about: too few layers
	Units    int           `json:"units"`
	States   map[State]int `json:"-"`       // units by state
	Decided  int           `json:"decided"` // units that somebody has decided; they are left alone
	Merged   int           `json:"merged"`  // units that the rule settles
	Open     int           `json:"open"`    // units left to decide
	Added    int           `json:"added"`   // annotations for the adjudicated layer
	Removed  int           `json:"removed"` // annotations of an earlier merge that are so no more
	Kept     int           `json:"kept"`    // annotations of an earlier merge that stay
	// Lost are attributes and links that the codebook does not allow any more.
	Lost int `json:"lost"`
}

// Add takes another article's counts in.
func (p *Preview) Add(o *Preview) {
	p.Articles, p.Passed, p.Units, p.Decided = p.Articles+o.Articles, p.Passed+o.Passed, p.Units+o.Units, p.Decided+o.Decided
	p.Merged, p.Open, p.Lost = p.Merged+o.Merged, p.Open+o.Open, p.Lost+o.Lost
	p.Added, p.Removed, p.Kept = p.Added+o.Added, p.Removed+o.Removed, p.Kept+o.Kept
	if p.States == nil {
		p.States = map[State]int{}
	}
	for state, n := range o.States {
		p.States[state] += n
	}
}

// Plan is an automatic merge of one article that is not carried out yet.
type Plan struct {
	Preview
	// New makes the annotations of the adjudicated layer, Rest does all else:
	// what goes away, links from what stays, the rule, the status. Either may
	// have no settings; both are of one person and of the stream of the review.
	New, Rest annotate.Draft
}

// Draft is the whole merge as one change; it has no settings where there is
// nothing to do.
func (p *Plan) Draft() annotate.Draft {
	d := p.Rest
	d.Settings = slices.Concat(p.New.Settings, p.Rest.Settings)
	return d
}

// Merge plans the automatic merge of the article by a rule. Units that somebody
// has decided, and those whose gold somebody has moved or relabelled, are left
// alone. What an earlier merge made and this rule does not is taken away. To
// merge again by the same rule changes nothing. The batch is that of a merge of
// many articles; zero for this one alone.
func (s *Sheet) Merge(rule Rule, person, batch annotate.ID) *Plan {
	if rule.Trim != s.rule.Trim {
		return s.by(rule).Merge(rule, person, batch)
	}
	plan := &Plan{Preview: Preview{Articles: 1, Units: len(s.Units), States: map[State]int{}}}
	for i := range s.Units {
		plan.States[s.Units[i].State]++
	}
	if !rule.Applies(s.People) {
		plan.Passed, plan.Open = 1, s.Counts().Open
		return plan
	}
	w := s.writer(person, "merge automatically: "+string(rule.Strategy))
	w.d.Batch = batch
	for i := range s.Units {
		s.mergeUnit(w, plan, &rule, &s.Units[i])
	}
	for _, g := range s.stale {
		w.remove(g.ID)
	}
	plan.Added, plan.Removed = len(w.made), len(w.removed)
	w.write()
	if s.Rule != rule.String() {
		w.d.SetMergeRule(s.Article, rule.String())
	}
	w.standAt(plan.Open)
	plan.Lost = w.lost
	plan.split(w.d)
	return plan
}

// by is the sheet laid out for another rule, of the same merge.
func (s *Sheet) by(rule Rule) *Sheet {
	other := &Sheet{Input: s.Input, rule: s.rule, ruled: s.ruled}
	other.rule.Trim = rule.Trim
	other.Comparison = Align(s.Scheme, s.Text, s.Layers, rule.Trim)
	other.stands = make([]UnitStanding, len(other.Units))
	other.placeDecisions()
	other.placeGold()
	for i := range other.Units {
		other.stand(&other.Units[i])
	}
	return other
}

// mergeUnit merges one unit.
func (s *Sheet) mergeUnit(w *writer, plan *Plan, rule *Rule, u *Unit) {
	st := s.Standing(u)
	byHand := slices.ContainsFunc(st.Gold, func(g *annotate.Annotation) bool { return !s.automatic(g) })
	if st.Decision != nil || byHand {
		plan.Decided++
		return
	}
	out := s.apply(rule, u)
	if out.open {
		plan.Open++
	} else {
		plan.Merged++
	}
	stays := map[annotate.ID]bool{}
	for i := range out.picks {
		p := &out.picks[i]
		if !s.fits(p) {
			w.lost++
			continue
		}
		at := slices.IndexFunc(st.Gold, func(g *annotate.Annotation) bool { return isPick(g, p) && s.sameDetails(g, p) })
		if at >= 0 {
			stays[st.Gold[at].ID] = true
			plan.Kept++
			continue
		}
		w.add(*p)
	}
	for _, g := range st.Gold {
		if !stays[g.ID] {
			w.remove(g.ID)
		}
	}
}

// sameDetails tells whether an annotation has the attributes and the entity
// that a pick would give it. One that somebody has worked on since stays as it
// is.
func (s *Sheet) sameDetails(g *annotate.Annotation, p *pick) bool {
	if !g.Modified.Equal(g.Created) {
		return true
	}
	if s.Scheme.canonical(g.Entity) != s.Scheme.canonical(p.entity) && s.Scheme.entry(p.entity) {
		return false
	}
	allowed := (&writer{s: s}).allowed(p.label, p.attributes)
	if len(allowed) != len(g.Attributes) {
		return false
	}
	for id, value := range allowed {
		if valueKey(value) != valueKey(g.Attributes[id]) {
			return false
		}
	}
	return true
}

// split parts the draft into what makes annotations and all else.
func (p *Plan) split(d *annotate.Draft) {
	p.New, p.Rest = *d, *d
	p.New.Settings, p.Rest.Settings = nil, nil
	fresh := map[annotate.ID]bool{}
	for _, set := range d.Settings {
		if set.Field == annotate.FieldLabel && set.Ref.Kind == annotate.KindAnnotation {
			fresh[set.Ref.ID] = true
		}
	}
	for _, set := range d.Settings {
		if fresh[set.Ref.ID] {
			p.New.Settings = append(p.New.Settings, set)
		} else {
			p.Rest.Settings = append(p.Rest.Settings, set)
		}
	}
}

// Summary is the preview in one sentence.
func (p *Preview) Summary() string {
	return fmt.Sprintf("%d of %d units settled (%d decided, %d merged), %d left to decide; %d annotations added, %d removed, %d kept",
		p.Units-p.Open, p.Units, p.Decided, p.Merged, p.Open, p.Added, p.Removed, p.Kept)
}
