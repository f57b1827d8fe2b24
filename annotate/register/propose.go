package register

import (
	"cmp"
	"slices"

	"bluepencil/annotate"
)

// Reason says why an entry is proposed for some words.
type Reason string

// The reasons, the surest first.
const (
	ByName    Reason = "name"    // the words are the entry's name
	ByAlias   Reason = "alias"   // or one of its aliases
	BySurname Reason = "surname" // the words are the last word of a name
	ByAcronym Reason = "letters" // the words are the first letters of a name
	ByWords   Reason = "words"   // a name is among the words, or they among its
)

// sureness is what a reason counts, 0 to 1.
var sureness = map[Reason]float64{ByName: 1, ByAlias: 0.95, BySurname: 0.7, ByAcronym: 0.6, ByWords: 0.5}

// Proposal is an entry that words may name.
type Proposal struct {
	Entry  Entry
	Reason Reason
	Score  float64 // the higher the likelier; for sorting alone
}

// Place is where the words stand that an entry is looked for: what else is
// known there. Ids are those of entities, merged or not.
type Place struct {
	Type string              // the label of the words, or empty; entries of another type come last
	Here map[annotate.ID]int // how often entries are named in the article
	Uses map[annotate.ID]int // and in the project
}

// What the surroundings add to a proposal.
const (
	scoreHere      = 0.2  // it is named in the article already
	scoreUsed      = 0.05 // it is named in the project
	scoreOtherType = -0.4
)

// Propose lists the entries that the words may name, the likeliest first.
func (r *Register) Propose(words string, place Place) []Proposal {
	best := map[int]Reason{}
	note := func(list []name, reason func(name) (Reason, bool)) {
		for _, n := range list {
			if why, ok := reason(n); ok {
				if old, known := best[n.entry]; !known || sureness[why] > sureness[old] {
					best[n.entry] = why
				}
			}
		}
	}
	always := func(why Reason) func(name) (Reason, bool) { return func(name) (Reason, bool) { return why, true } }
	wanted := wordsOf(words)
	note(r.keys.whole[key(wanted)], func(n name) (Reason, bool) {
		if n.alias {
			return ByAlias, true
		}
		return ByName, true
	})
	if len(wanted) == 1 {
		note(r.keys.last[wanted[0]], always(BySurname))
		note(r.keys.begin[wanted[0]], always(ByAcronym))
	}
	for _, w := range wanted {
		note(r.keys.byWord[w], func(n name) (Reason, bool) { return ByWords, contains(n.words, wanted) || contains(wanted, n.words) })
		note(r.keys.whole[w], func(n name) (Reason, bool) { return ByWords, contains(wanted, n.words) })
	}
	return r.ranked(best, place)
}

// contains tells whether all words of one name stand in another, in their
// order and next to one another.
func contains(words, part []string) bool {
	for i := 0; i+len(part) <= len(words); i++ {
		if slices.Equal(words[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

func (r *Register) ranked(best map[int]Reason, place Place) []Proposal {
	list := make([]Proposal, 0, len(best))
	for at, why := range best {
		p := Proposal{Entry: r.entries[at], Reason: why, Score: sureness[why]}
		for _, m := range p.Entry.Members {
			if place.Here[m.ID] > 0 {
				p.Score = max(p.Score, sureness[why]+scoreHere)
			}
			if place.Uses[m.ID] > 0 {
				p.Score += scoreUsed
			}
		}
		if place.Type != "" && p.Entry.Type != "" && place.Type != p.Entry.Type {
			p.Score += scoreOtherType
		}
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Entry.Name, b.Entry.Name), a.Entry.ID.Compare(b.Entry.ID))
	})
	return list
}
