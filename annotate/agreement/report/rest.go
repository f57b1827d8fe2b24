package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement/linking"
)

// notSet is the value of an attribute that was not filled in.
const notSet = ""

// compareRest compares attributes and entities of a matched pair, by their
// places among the marks. In empty it counts, by attribute, what neither has
// filled in.
func (x *comparison) compareRest(label string, a, b int, empty []int) {
	mine, theirs := x.a.marks[a], x.b.marks[b]
	for i := range x.c.scheme.attributes[label] {
		at := &x.c.scheme.attributes[label][i]
		if !at.asks(mine) && !at.asks(theirs) {
			continue
		}
		v, w := valueText(mine.Attributes[at.id]), valueText(theirs.Attributes[at.id])
		if v == notSet && w == notSet {
			empty[i]++
			continue
		}
		x.out.attributes[asked{label, string(at.id), at.kind, v, w}]++
		if v != w {
			x.note(AnAttribute, a, b, string(at.id))
		}
	}
	if x.entity(mine) != x.entity(theirs) {
		x.note(OtherEntity, a, b, "")
	}
}

func (x *comparison) entity(a *annotate.Annotation) annotate.ID {
	if a.Entity.IsZero() {
		return a.Entity
	}
	return x.c.scheme.canonical(a.Entity)
}

// valueText is a value as a text that is equal for equal values.
func valueText(v annotate.AttributeValue) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []string:
		if len(v) == 0 {
			return notSet
		}
		return strings.Join(slices.Compact(slices.Sorted(slices.Values(v))), setSeparator)
	}
	return notSet
}

// setSeparator stands between the values of a set.
const setSeparator = "\x1f"

// compareLinks compares the links, role by role.
func (x *comparison) compareLinks() {
	numbersA, numbersB := linking.Numbers(x.partners, len(x.b.all.Spans))
	mine, theirs := x.linksOf(x.a, numbersA), x.linksOf(x.b, numbersB)
	if len(mine)+len(theirs) == 0 {
		return
	}
	roles := map[string][2][]linking.Link{}
	for _, l := range mine {
		both := roles[l.Role]
		both[0] = append(both[0], l.Link)
		roles[l.Role] = both
	}
	for _, l := range theirs {
		both := roles[l.Role]
		both[1] = append(both[1], l.Link)
		roles[l.Role] = both
	}
	x.out.links = make(map[string]linking.Tally, len(roles))
	same := true
	for role, both := range roles {
		t := linking.Count(both[0], both[1])
		x.out.links[role] = t
		same = same && t.Same == t.A && t.Same == t.B
	}
	if !same {
		x.linkCases(mine, theirs)
	}
}

// markedLink is a link and the mark it starts from.
type markedLink struct {
	linking.Link
	mark int
}

func (x *comparison) linksOf(p *prepared, numbers []int) []markedLink {
	var links []markedLink
	for i, a := range p.marks {
		for _, l := range a.Links {
			to := linking.End{Number: -1 - len(numbers) - len(links)} // what is not in the layer is nobody else's
			if l.ToEntity {
				to.Entry = x.c.scheme.canonical(l.To).String()
				to.Number = 0
			} else if at, ok := p.find(l.To); ok {
				to.Number = numbers[p.all.Place[at]]
			}
			from := linking.End{Number: numbers[p.all.Place[i]]}
			links = append(links, markedLink{linking.Link{Role: string(l.Role), From: from, To: to}, i})
		}
	}
	return links
}

// find is the place of an annotation among the marks.
func (p *prepared) find(id annotate.ID) (int, bool) {
	if p.byID == nil {
		p.byID = make(map[annotate.ID]int, len(p.marks))
		for i, a := range p.marks {
			p.byID[a.ID] = i
		}
	}
	at, ok := p.byID[id]
	return at, ok
}

// linkCases notes the links from matched spans that the other has not.
func (x *comparison) linkCases(mine, theirs []markedLink) {
	has := func(list []markedLink) map[linking.Link]bool {
		set := make(map[linking.Link]bool, len(list))
		for _, l := range list {
			set[l.Link] = true
		}
		return set
	}
	inA, inB := has(mine), has(theirs)
	starts := map[int]int{} // the marks of the second by their numbers
	_, numbersB := linking.Numbers(x.partners, len(x.b.all.Spans))
	for i := range x.b.marks {
		starts[numbersB[x.b.all.Place[i]]] = i
	}
	for _, l := range mine {
		if l.From.Number >= 0 && !inB[l.Link] {
			x.note(ALink, l.mark, starts[l.From.Number], l.Role)
		}
	}
	for _, l := range theirs {
		if l.From.Number >= 0 && !inA[l.Link] {
			x.note(ALink, x.a.all.At[l.From.Number], l.mark, l.Role)
		}
	}
}

// inOrderOfTheText sorts the cases of each article, which stand together.
func inOrderOfTheText(cases []Case) {
	for len(cases) > 0 {
		n := slices.IndexFunc(cases, func(c Case) bool { return c.Article != cases[0].Article })
		if n < 0 {
			n = len(cases)
		}
		slices.SortStableFunc(cases[:n], func(a, b Case) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
		cases = cases[n:]
	}
}
