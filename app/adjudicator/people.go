package adjudicator

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// Voter is one of the people who are compared, as they are shown.
type Voter struct {
	ID       annotate.ID
	Number   int    // from 1, the key that takes their version
	Name     string // or "A", "B" where names are hidden
	Initials string
	Colour   string // "#rrggbb", or "" where names are hidden or none was chosen
}

// mostKeys is how many people have a key.
const mostKeys = 9

// Voters are those who are compared, in the order in which they are shown.
func (a *Adjudicator) Voters() []Voter { return a.voters }

// Hidden tells whether names are hidden.
func (a *Adjudicator) Hidden() bool { return a.hidden }

// HideNames hides who has marked what, or shows it again. Hidden people are A,
// B and C in an order that is drawn for each article.
func (a *Adjudicator) HideNames() {
	a.hidden = !a.hidden
	a.name()
	a.o.Show()
}

// name puts people into the order in which they are shown.
func (a *Adjudicator) name() {
	a.voters = nil
	if a.Sheet() == nil {
		return
	}
	people := slices.Clone(a.page.sheet.People)
	drawn := map[annotate.ID]uint64{}
	for _, id := range people {
		drawn[id] = a.lot(id)
	}
	slices.SortFunc(people, func(x, y annotate.ID) int {
		if a.hidden {
			return cmp.Or(cmp.Compare(drawn[x], drawn[y]), x.Compare(y))
		}
		return cmp.Or(cmp.Compare(a.page.people[x].Name, a.page.people[y].Name), x.Compare(y))
	})
	for i, id := range people {
		v := Voter{ID: id, Number: i + 1, Name: letter(i), Initials: letter(i)}
		if person := a.page.people[id]; !a.hidden {
			v.Name, v.Initials, v.Colour = person.Name, person.Initials, person.Colour
			if v.Name == "" {
				v.Name = "somebody"
			}
			if v.Initials == "" {
				v.Initials = annotate.InitialsOf(v.Name)
			}
		}
		a.voters = append(a.voters, v)
	}
}

// lot is a person's lot in the open article.
func (a *Adjudicator) lot(person annotate.ID) uint64 {
	h := fnv.New64a()
	_ = binary.Write(h, binary.BigEndian, a.o.Seed) // a hash takes everything
	h.Write(a.page.article[:])
	h.Write(person[:])
	return h.Sum64()
}

// letter stands for a person whose name is hidden.
func letter(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return fmt.Sprintf("A%d", i-25)
}

// voter finds a person among those who are compared.
func (a *Adjudicator) voter(id annotate.ID) Voter {
	for _, v := range a.voters {
		if v.ID == id {
			return v
		}
	}
	return Voter{ID: id, Name: "somebody", Initials: "?"}
}

// votersOf lists people in the order in which they are shown.
func (a *Adjudicator) votersOf(ids []annotate.ID) []Voter {
	var list []Voter
	for _, v := range a.voters {
		if slices.Contains(ids, v.ID) {
			list = append(list, v)
		}
	}
	return list
}

// Names are the names of voters, one after the other.
func Names(list []Voter) string {
	names := make([]string, len(list))
	for i, v := range list {
		names[i] = v.Name
	}
	return strings.Join(names, ", ")
}

// nameOf is who somebody is who is not compared, such as an adjudicator: their
// names are never hidden.
func (a *Adjudicator) nameOf(id annotate.ID) string {
	if person := a.page.people[id]; person.Name != "" {
		return person.Name
	}
	return "somebody"
}
