package bluepencil

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/rounds"
)

// Round says who annotates which articles. People are handles, articles are
// called what the lines call them.
type Round struct {
	ID           annotate.ID  `json:"id"`
	Name         string       `json:"name"`
	Instructions string       `json:"instructions,omitempty"`
	Open         bool         `json:"open,omitempty"`
	Closed       bool         `json:"closed,omitempty"`
	Rule         *Rule        `json:"rule,omitempty"` // that gave it out; nil where that was done by hand
	Assignments  []Assignment `json:"assignments"`
}

// Rule is how articles were given out.
type Rule struct {
	People     []string        `json:"people"`
	PerArticle int             `json:"per_article"`
	Overlap    float64         `json:"overlap,omitempty"`
	OverlapBy  int             `json:"overlap_by,omitempty"`
	Quotas     map[string]int  `json:"quotas,omitempty"`
	Stratify   rounds.Stratify `json:"stratify,omitempty"`
	Seed       uint64          `json:"seed,string"` // readers of JSON lose digits of large numbers
}

// Assignment is what a person is given in a round.
type Assignment struct {
	Person   string        `json:"person"`
	Articles []annotate.ID `json:"articles"` // in order
}

// naming turns people into what a file calls them.
type naming map[annotate.ID]string

func (n naming) of(person annotate.ID) string {
	if handle, ok := n[person]; ok {
		return handle
	}
	return person.String()
}

func (n naming) round(g *format.Round) Round {
	out := Round{ID: g.ID, Name: g.Name, Instructions: g.Instructions, Open: g.Open, Closed: g.Closed, Assignments: []Assignment{}}
	by := map[annotate.ID][]annotate.ID{}
	for _, c := range rounds.Sorted(g.Cells) {
		by[c.Person] = append(by[c.Person], c.Article)
	}
	for person, articles := range by {
		out.Assignments = append(out.Assignments, Assignment{Person: n.of(person), Articles: articles})
	}
	slices.SortFunc(out.Assignments, func(a, b Assignment) int { return strings.Compare(a.Person, b.Person) })
	if g.Rule == nil {
		return out
	}
	rule := &Rule{People: []string{}, PerArticle: g.Rule.PerArticle, Overlap: g.Rule.Overlap, OverlapBy: g.Rule.OverlapBy,
		Stratify: g.Rule.Stratify, Seed: g.Rule.Seed}
	for _, person := range g.Rule.People {
		rule.People = append(rule.People, n.of(person))
	}
	for _, q := range g.Rule.Quotas {
		if rule.Quotas == nil {
			rule.Quotas = map[string]int{}
		}
		rule.Quotas[n.of(q.Person)] = q.Articles
	}
	out.Rule = rule
	return out
}

// called finds people by what a file calls them.
type called map[string]annotate.ID

func calledOf(people []Person) called {
	c := called{}
	for _, p := range people {
		if _, ok := c[p.Handle]; !ok {
			c[p.Handle] = p.ID
		}
	}
	return c
}

func (c called) person(name string) (annotate.ID, error) {
	if id, ok := c[name]; ok {
		return id, nil
	}
	if id, err := annotate.ParseID(name); err == nil {
		return id, nil
	}
	return annotate.ID{}, fmt.Errorf("%q is nobody's handle", name)
}

func (c called) rounds(list []Round) (out []format.Round, err error) {
	for i := range list {
		r, err := c.round(&list[i])
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func (c called) round(r *Round) (format.Round, error) {
	out := format.Round{Round: rounds.Round{ID: r.ID, Name: r.Name, Instructions: r.Instructions, Open: r.Open, Closed: r.Closed}}
	for _, a := range r.Assignments {
		person, err := c.person(a.Person)
		if err != nil {
			return out, fmt.Errorf("round %q: %w", r.Name, err)
		}
		for _, article := range a.Articles {
			out.Cells = append(out.Cells, rounds.Cell{Article: article, Person: person})
		}
	}
	out.Cells = rounds.Sorted(out.Cells)
	if r.Rule == nil {
		return out, nil
	}
	rule, err := c.rule(r.Rule)
	if err != nil {
		return out, fmt.Errorf("the rule of round %q: %w", r.Name, err)
	}
	out.Rule = rule
	return out, nil
}

func (c called) rule(r *Rule) (*rounds.Rule, error) {
	out := &rounds.Rule{PerArticle: r.PerArticle, Overlap: r.Overlap, OverlapBy: r.OverlapBy, Stratify: r.Stratify, Seed: r.Seed}
	for _, name := range r.People {
		person, err := c.person(name)
		if err != nil {
			return nil, err
		}
		out.People = append(out.People, person)
	}
	for name, articles := range r.Quotas {
		person, err := c.person(name)
		if err != nil {
			return nil, err
		}
		out.Quotas = append(out.Quotas, rounds.Quota{Person: person, Articles: articles})
	}
	slices.SortFunc(out.Quotas, func(a, b rounds.Quota) int { return a.Person.Compare(b.Person) })
	return out, nil
}
