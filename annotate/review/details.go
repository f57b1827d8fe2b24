package review

import (
	"cmp"
	"maps"
	"slices"

	"bluepencil/annotate"
)

// details is what the voters for a marking say about it beyond text and label.
type details struct {
	attributes map[annotate.AttributeID]annotate.AttributeValue
	entity     annotate.ID
	links      []wanted
	settled    bool // everything had the votes it needs
}

// wanted is a link that a merged marking is to have.
type wanted struct {
	link annotate.Link // as one of the voters has it
	to   []annotate.ID // the annotations of all voters that it leads to; none for an entry
}

// detailsOf counts the voters' details, of each person's marks the first. A
// detail is settled where one value has the votes it needs, and more than any
// other; "not there" is a value like others. Where nothing is needed, the value
// with the most votes is taken, of several the first in order.
func (c *Comparison) detailsOf(marks []Mark, need int) details {
	voters := onePerPerson(marks)
	need = min(need, len(voters))
	d := details{attributes: map[annotate.AttributeID]annotate.AttributeValue{}, settled: true}
	for _, id := range attributesOf(voters...) {
		at, ok := elect(voters, need, func(m *Mark) string { return valueKey(m.Attributes[id]) })
		d.settled = d.settled && ok
		if value := voters[at].Attributes[id]; value != nil {
			d.attributes[id] = value
		}
	}
	at, ok := elect(voters, need, func(m *Mark) string {
		entry := c.scheme.canonical(m.Entity)
		return string(entry[:])
	})
	d.entity, d.settled = voters[at].Entity, d.settled && ok
	ok = c.electLinks(&d, voters, need)
	d.settled = d.settled && ok
	return d
}

func onePerPerson(marks []Mark) []*Mark {
	var voters []*Mark
	for i := range marks {
		if !slices.ContainsFunc(voters, func(m *Mark) bool { return m.Person == marks[i].Person }) {
			voters = append(voters, &marks[i])
		}
	}
	slices.SortFunc(voters, func(a, b *Mark) int { return a.Person.Compare(b.Person) })
	return voters
}

// elect finds the value with the most votes, of several the first in order, and
// gives the place of a voter for it. ok tells whether it has the votes it needs
// and, where any are needed, more than any other.
func elect(voters []*Mark, need int, key func(*Mark) string) (at int, ok bool) {
	votes := map[string]int{}
	keys := make([]string, len(voters))
	for i, m := range voters {
		keys[i] = key(m)
		votes[keys[i]]++
	}
	ranked := slices.SortedFunc(maps.Keys(votes), func(a, b string) int {
		return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(a, b))
	})
	ok = votes[ranked[0]] >= need && (need == 0 || len(ranked) == 1 || votes[ranked[1]] < votes[ranked[0]])
	return slices.Index(keys, ranked[0]), ok
}

// ballot is what was voted on a link.
type ballot struct {
	wanted
	votes int
}

// electLinks takes the links that have the votes they need. Those that neither
// have them nor lack them by as many are not settled. Where nothing is needed,
// a link stands that at least half of the voters have.
func (c *Comparison) electLinks(d *details, voters []*Mark, need int) (settled bool) {
	settled = true
	for _, b := range c.ballots(voters) {
		against := len(voters) - b.votes
		switch {
		case need == 0 && b.votes >= against, need > 0 && b.votes >= need && b.votes > against:
			sortIDs(b.to)
			d.links = append(d.links, b.wanted)
		case need > 0 && (against < need || against == b.votes):
			settled = false
		}
	}
	slices.SortFunc(d.links, func(a, b wanted) int { return a.link.ID.Compare(b.link.ID) })
	return settled
}

// ballots counts the voters for each link.
func (c *Comparison) ballots(voters []*Mark) map[linkKey]*ballot {
	ballots := map[linkKey]*ballot{}
	for _, m := range voters {
		voted := map[linkKey]bool{}
		for i := range m.Links {
			l := &m.Links[i]
			k := c.linkKey(l)
			b := ballots[k]
			if b == nil {
				b = &ballot{wanted: wanted{link: *l}}
				ballots[k] = b
			}
			if !l.ToEntity {
				b.to = append(b.to, l.To)
			}
			if !voted[k] {
				voted[k] = true
				b.votes++
			}
		}
	}
	return ballots
}

func sortIDs(ids []annotate.ID) { slices.SortFunc(ids, annotate.ID.Compare) }
