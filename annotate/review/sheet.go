package review

import (
	"cmp"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// Standing is how far a unit has come.
type Standing string

// The standings.
const (
	Open    Standing = "open"    // somebody has to decide
	Merged  Standing = "merged"  // settled by the rule the article was merged by, or by hand in the adjudicated layer
	Decided Standing = "decided" // settled by a decision
)

// Standings lists them.
var Standings = []Standing{Open, Merged, Decided}

// UnitStanding is where a unit stands.
type UnitStanding struct {
	Standing Standing
	// Changed says that what people have there is not what it was when the unit
	// was decided, or merged: somebody has submitted anew.
	Changed bool
	// Contested says that two copies of the project have decided the unit without
	// knowing of each other. What both made stands until somebody decides anew.
	Contested bool
	Decision  *annotate.Decision     // the latest, nil where nobody decided
	Gold      []*annotate.Annotation // what the adjudicated layer has of the unit, by place

	older []*annotate.Decision // decisions of the same unit that came before, or met it on another copy
}

// Input is an article as it comes to review.
type Input struct {
	Article   annotate.ID
	Text      string
	Scheme    *Scheme
	Layers    []Layer
	Decisions []annotate.Decision   // the live ones
	Gold      []annotate.Annotation // the adjudicated layer
	Status    annotate.Status       // of the adjudicated layer
	Rule      string                // by which the article was merged last; "" where it was not
}

// Sheet is one article under review. It is read-only; what is decided gives a
// draft, and the sheet is made anew once that is committed.
type Sheet struct {
	*Comparison
	Input

	rule    Rule
	ruled   bool // the article was merged by the rule
	stands  []UnitStanding
	orphans []*annotate.Decision
	stale   []*annotate.Annotation // merged from what nobody has any more
}

// NewSheet lays out an article for review. What the input points to is kept and
// must not be changed. A rule that cannot be read, of a newer version, counts
// as none.
func NewSheet(in Input) *Sheet {
	rule, err := ParseRule(in.Rule)
	s := &Sheet{Input: in, rule: rule, ruled: err == nil}
	s.Comparison = Align(in.Scheme, in.Text, in.Layers, rule.Trim)
	s.stands = make([]UnitStanding, len(s.Units))
	s.placeDecisions()
	s.placeGold()
	for i := range s.Units {
		s.stand(&s.Units[i])
	}
	return s
}

// Standing is where a unit of the sheet stands.
func (s *Sheet) Standing(u *Unit) *UnitStanding { return &s.stands[u.index] }

// Orphans are decisions about markings that nobody has any more, anywhere near
// the place; they stand, and bring nothing.
func (s *Sheet) Orphans() []*annotate.Decision { return s.orphans }

// placeDecisions finds the units of the decisions: by the markings they were
// about; where none of them is left, by group and place.
func (s *Sheet) placeDecisions() {
	sorted := make([]*annotate.Decision, len(s.Decisions))
	for i := range s.Decisions {
		sorted[i] = &s.Decisions[i]
	}
	slices.SortFunc(sorted, func(a, b *annotate.Decision) int { return cmp.Or(cmp.Compare(b.At, a.At), b.ID.Compare(a.ID)) })
	for _, d := range sorted {
		units := s.unitsOf(d)
		for _, at := range units {
			if st := &s.stands[at]; st.Decision == nil {
				st.Decision = d
			} else {
				st.older = append(st.older, d)
			}
		}
		if len(units) == 0 {
			s.orphans = append(s.orphans, d)
		}
	}
}

// unitsOf lists the places of the units that a decision is about.
func (s *Sheet) unitsOf(d *annotate.Decision) []int {
	var units []int
	for i := range d.Options {
		if h, ok := s.home[d.Options[i].Annotation]; ok && s.Units[h.unit].Group == d.Group {
			units = append(units, h.unit)
		}
	}
	if len(units) == 0 {
		for i := range s.Units {
			if u := &s.Units[i]; u.Group == d.Group && u.Range.Start < d.End && d.Start < u.Range.End {
				units = append(units, i)
			}
		}
	}
	slices.Sort(units)
	return slices.Compact(units)
}

// placeGold finds the units of what the adjudicated layer has: by the markings
// it was made of, or by the decision that made it.
func (s *Sheet) placeGold() {
	made := map[annotate.ID][]int{}
	for i := range s.stands {
		for _, d := range s.stands[i].decisions() {
			for _, id := range d.Gold {
				made[id] = append(made[id], i)
			}
		}
	}
	for i := range s.Gold {
		g := &s.Gold[i]
		units := slices.Clone(made[g.ID])
		for _, id := range g.Origin.From {
			if h, ok := s.home[id]; ok {
				units = append(units, h.unit)
			}
		}
		slices.Sort(units)
		for _, at := range slices.Compact(units) {
			s.stands[at].Gold = append(s.stands[at].Gold, g)
		}
		if s.ruled && len(units) == 0 && len(g.Origin.From) > 0 && s.automatic(g) {
			s.stale = append(s.stale, g)
		}
	}
}

func (st *UnitStanding) decisions() []*annotate.Decision {
	if st.Decision == nil {
		return nil
	}
	return append([]*annotate.Decision{st.Decision}, st.older...)
}

// automatic tells whether a merge made an annotation of the adjudicated layer
// and nobody has moved or relabelled it since. A merge says by how many votes;
// what was decided has a handle, which is one word.
func (s *Sheet) automatic(g *annotate.Annotation) bool {
	if g.Origin.By != annotate.ByAdjudication || g.Edited || !strings.Contains(g.Origin.Source, " ") {
		return false
	}
	return !slices.ContainsFunc(s.Decisions, func(d annotate.Decision) bool { return slices.Contains(d.Gold, g.ID) })
}

// stand says where a unit stands.
func (s *Sheet) stand(u *Unit) {
	st := &s.stands[u.index]
	st.Standing = Open
	switch {
	case st.Decision != nil:
		st.Standing, st.Changed, st.Contested = Decided, changedSince(u, st.Decision), len(st.older) > 0
	case slices.ContainsFunc(st.Gold, func(g *annotate.Annotation) bool { return !s.automatic(g) }):
		st.Standing = Merged // somebody has seen to it
	case s.ruled && s.rule.Applies(s.People):
		out := s.apply(&s.rule, u)
		same := s.holds(st.Gold, out.picks)
		if !out.open && same {
			st.Standing = Merged
		}
		st.Changed = !same
	}
}

// holds tells whether the adjudicated layer has of a unit what a rule makes of it.
func (s *Sheet) holds(gold []*annotate.Annotation, picks []pick) bool {
	fit := func(p *pick) bool { return s.fits(p) }
	n := 0
	for i := range picks {
		if !fit(&picks[i]) {
			continue
		}
		n++
		if !slices.ContainsFunc(gold, func(g *annotate.Annotation) bool { return isPick(g, &picks[i]) }) {
			return false
		}
	}
	return n == len(gold)
}

// isPick tells whether an annotation of the adjudicated layer is what the pick
// would make, details aside.
func isPick(g *annotate.Annotation, p *pick) bool {
	return g.Label == p.label && slices.Equal(g.Spans, p.spans) && slices.Equal(g.Origin.From, p.from)
}

// changedSince tells whether people have other marks in the unit than those
// that were decided on.
func changedSince(u *Unit, d *annotate.Decision) bool {
	was := make(map[annotate.ID]string, len(d.Options))
	for i := range d.Options {
		was[d.Options[i].Annotation] = d.Options[i].Revision
	}
	n := 0
	for m := range u.Marks {
		n++
		if was[m.ID] != m.Revision() {
			return true
		}
	}
	return n != len(was)
}

// Counts says how far the review of an article, or of several, has come.
type Counts struct {
	Units   int `json:"units"`
	Decided int `json:"decided"` // by somebody
	Merged  int `json:"merged"`  // by a rule
	Open    int `json:"open"`
	Changed int `json:"changed"` // of all, where people have something else since
	// Contested are those of all that two copies have decided each by itself.
	Contested int `json:"contested"`
}

// Settled is how many units need nobody: the 37 of "37 of 112 decided".
func (c *Counts) Settled() int { return c.Units - c.Open }

// Add takes another article's counts in.
func (c *Counts) Add(o Counts) {
	c.Units, c.Decided, c.Merged, c.Open = c.Units+o.Units, c.Decided+o.Decided, c.Merged+o.Merged, c.Open+o.Open
	c.Changed, c.Contested = c.Changed+o.Changed, c.Contested+o.Contested
}

// Counts counts the sheet's units by where they stand.
func (s *Sheet) Counts() Counts {
	c := Counts{Units: len(s.Units)}
	for i := range s.stands {
		switch s.stands[i].Standing {
		case Decided:
			c.Decided++
		case Merged:
			c.Merged++
		default:
			c.Open++
		}
		if s.stands[i].Changed {
			c.Changed++
		}
		if s.stands[i].Contested {
			c.Contested++
		}
	}
	return c
}

// Next finds the unit after the given one, or before it, that is undecided,
// changed since, or contested, going round at the ends; nil for u starts at that end. ok is false where none is left.
func (s *Sheet) Next(u *Unit, step int) (next *Unit, ok bool) {
	n := len(s.Units)
	at := n - 1
	switch {
	case u != nil:
		at = u.index
	case step < 0:
		at = 0
	}
	for range n {
		at = ((at+step)%n + n) % n
		if st := &s.stands[at]; st.Standing == Open || st.Changed || st.Contested {
			return &s.Units[at], true
		}
	}
	return nil, false
}
