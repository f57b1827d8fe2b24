package review

import (
	"fmt"
	"strconv"
	"strings"

	"bluepencil/annotate"
)

// Strategy is how an automatic merge chooses.
type Strategy string

// The strategies.
const (
	TakeUnanimous Strategy = "unanimous" // what everybody has, details too
	TakeMajority  Strategy = "majority"  // what at least K people have, and more than anything else
	TakeUnion     Strategy = "union"     // everything that anybody has, each version once
	TakePerson    Strategy = "person"    // what one person has, and nothing else
)

// Rule says how to merge automatically.
type Rule struct {
	Strategy Strategy
	K        int         // of TakeMajority: how many must agree; 0 means more than half
	Person   annotate.ID // of TakePerson
	// Trim takes extents that differ in punctuation and blanks at their edges
	// for the same; what most have is taken, of several the shortest.
	Trim bool
}

const withoutPunctuation = " without edge punctuation"

// String is the rule as it is stored with the layer it made.
func (r Rule) String() string {
	s := string(r.Strategy)
	switch {
	case r.Strategy == TakePerson:
		s += " " + r.Person.String()
	case r.Strategy == TakeMajority && r.K > 0:
		s += " " + strconv.Itoa(r.K)
	}
	if r.Trim {
		s += withoutPunctuation
	}
	return s
}

// ParseRule reads what String wrote. It fails with annotate.ErrInvalid.
func ParseRule(s string) (r Rule, err error) {
	words, trim := strings.CutSuffix(s, withoutPunctuation)
	strategy, rest, more := strings.Cut(words, " ")
	r = Rule{Strategy: Strategy(strategy), Trim: trim}
	switch {
	case r.Strategy == TakePerson:
		r.Person, err = annotate.ParseID(rest)
	case r.Strategy == TakeMajority && more:
		r.K, err = strconv.Atoi(rest)
	case more, r.Strategy != TakeUnanimous && r.Strategy != TakeMajority && r.Strategy != TakeUnion:
		err = fmt.Errorf("there is no such strategy")
	}
	if err == nil && r.String() != s {
		err = fmt.Errorf("it reads back as %q", r)
	}
	if err != nil {
		return Rule{}, fmt.Errorf("%w: %q is no rule of merging: %w", annotate.ErrInvalid, s, err)
	}
	return r, nil
}

// enough is how many votes a version needs where so many people are compared.
func (r *Rule) enough(people int) int {
	switch {
	case r.Strategy == TakeUnanimous:
		return people
	case r.K > 0:
		return r.K
	}
	return people/2 + 1
}

// Applies tells whether the rule can say anything about layers of these
// people: votes take two, one person's layer must be there.
func (r *Rule) Applies(people []annotate.ID) bool {
	switch r.Strategy {
	case TakePerson:
		for _, id := range people {
			if id == r.Person {
				return true
			}
		}
		return false
	case TakeUnion:
		return len(people) > 0
	}
	return len(people) > 1
}

// pick is a marking for the adjudicated layer in the making.
type pick struct {
	unit, item int // item is -1 where the pick is of several
	label      annotate.LabelID
	spans      []annotate.Span
	details
	from   []annotate.ID // the annotations it is made of, ordered
	source string
	note   string
}

// outcome is what a rule makes of a unit.
type outcome struct {
	picks []pick
	open  bool // something is left that the rule does not settle
}

// apply merges one unit.
func (c *Comparison) apply(r *Rule, u *Unit) outcome {
	var out outcome
	for j := range u.Items {
		it := &u.Items[j]
		switch r.Strategy {
		case TakeUnion:
			for k := range it.Versions {
				out.picks = append(out.picks, c.pickOf(u, j, &it.Versions[k], 0, "union"))
			}
		case TakePerson:
			if v, m := it.of(r.Person); v != nil {
				p := c.pickOf(u, j, &Version{Label: v.Label, Spans: v.Spans, Marks: []Mark{*m}}, 0, "")
				p.source = fmt.Sprintf("%s %d/%d", c.scheme.handle(r.Person), v.Votes(), len(c.People))
				out.picks = append(out.picks, p)
			}
		default:
			c.vote(r, u, j, &out)
		}
	}
	return out
}

// vote takes the version of an item that has enough votes, and more than any
// other, where its details have, too.
func (c *Comparison) vote(r *Rule, u *Unit, item int, out *outcome) {
	it := &u.Items[item]
	top, need := &it.Versions[0], r.enough(len(c.People))
	tie := len(it.Versions) > 1 && it.Versions[1].Votes() == top.Votes()
	if top.Votes() < need || tie {
		out.open = true
		return
	}
	p := c.pickOf(u, item, top, need, "majority")
	if !p.settled {
		out.open = true
		return
	}
	out.picks = append(out.picks, p)
}

// pickOf makes a pick of a version. Its details need so many votes of those who
// gave the item the same label, or just the most where need is 0.
func (c *Comparison) pickOf(u *Unit, item int, v *Version, need int, how string) pick {
	p := pick{unit: u.index, item: item, label: v.Label, spans: v.Spans}
	voters := v.Marks
	if need > 0 {
		voters = nil
		for i := range u.Items[item].Versions {
			if other := &u.Items[item].Versions[i]; other.Label == v.Label {
				voters = append(voters, other.Marks...)
			}
		}
	}
	p.details = c.detailsOf(voters, need)
	for i := range v.Marks {
		p.from = append(p.from, v.Marks[i].ID)
	}
	sortIDs(p.from)
	if v.Votes() == len(c.People) {
		how = "unanimous"
	}
	p.source = fmt.Sprintf("%s %d/%d", how, v.Votes(), len(c.People))
	return p
}
