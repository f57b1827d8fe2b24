package adjudicator

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
)

// Unit is the current unit in words.
type Unit struct {
	Group    annotate.Group
	Words    string   // what it is about, on one line
	Kinds    []string // how people differ; none where all agree
	Items    []Item
	Standing string // how far it has come, and by whom or what
	State    review.Standing
	// Changed and Contested say that it has to be looked at again.
	Changed, Contested bool
	Gold               []Marking // what the adjudicated layer has of it
	Reason, Clause     string    // of the decision, or for the one to come
	Remarks            []Remark
	Alike              int // undecided units of the same words in the article, this one too
}

// Item is one thing that people have marked in a unit.
type Item struct {
	Versions []Version
	Missing  []Voter // who has not marked it
	Details  []Detail
}

// Marking is a label on an extent.
type Marking struct {
	Label annotate.Label
	Words string
}

// Version is a marking with those who have it.
type Version struct {
	Marking
	Who      []Voter
	Proposed bool
	Taken    bool // the adjudicated layer has it
}

// Detail is something that people have answered otherwise about an item: an
// attribute, a link, or which entry of the register it is.
type Detail struct {
	Name    string
	Answers []Answer
}

// Answer is what some have said.
type Answer struct {
	Value string
	Who   []Voter
}

// Remark is a comment about the unit.
type Remark struct {
	Who  string
	When time.Time
	Text string
}

// wordsShown is how many code points of a marking are shown.
const wordsShown = 120

// Unit describes the current unit; ok is false where none is listed.
func (a *Adjudicator) Unit() (unit Unit, ok bool) {
	u, ok := a.unit()
	if !ok {
		return unit, false
	}
	s := a.page.sheet
	st := s.Standing(u)
	unit = Unit{Group: u.Group, Words: shortened(s.Words(u)), State: st.Standing, Changed: st.Changed, Contested: st.Contested}
	unit.Kinds = a.kinds(u)
	unit.Standing = a.standing(u, st)
	unit.Reason, unit.Clause = a.Explained()
	unit.Alike = len(s.Same(u))
	for _, g := range st.Gold {
		unit.Gold = append(unit.Gold, a.marking(g.Label, g.Spans))
	}
	proposed := s.Proposed(u)
	for i := range u.Items {
		unit.Items = append(unit.Items, a.item(u, &u.Items[i], i, proposed, st.Gold))
	}
	unit.Remarks = a.remarks(u, st)
	return unit, true
}

func shortened(words string) string { return text.Shorten(text.OneLine(words), wordsShown) }

func (a *Adjudicator) marking(label annotate.LabelID, spans []annotate.Span) Marking {
	book := a.page.sheet.Scheme.Codebook
	l, ok := book.Label(label)
	if !ok {
		l = annotate.Label{ID: label, Name: string(label)}
	}
	m := annotate.Annotation{Spans: spans}
	return Marking{Label: l, Words: shortened(m.Text())}
}

func (a *Adjudicator) item(u *review.Unit, it *review.Item, at int, proposed []annotate.Annotation, gold []*annotate.Annotation) Item {
	item := Item{Missing: a.votersOf(without(u.People, it.People()))}
	for i := range it.Versions {
		v := &it.Versions[i]
		one := Version{Marking: a.marking(v.Label, v.Spans), Who: a.votersOf(peopleOf(v))}
		one.Proposed = slices.ContainsFunc(proposed, func(p annotate.Annotation) bool { return same(v, &p) })
		one.Taken = slices.ContainsFunc(gold, func(g *annotate.Annotation) bool { return same(v, g) })
		item.Versions = append(item.Versions, one)
	}
	for _, d := range u.Differences {
		if d.Item == at {
			item.Details = append(item.Details, a.detail(it, &d)...)
		}
	}
	return item
}

func same(v *review.Version, a *annotate.Annotation) bool {
	return v.Label == a.Label && slices.Equal(v.Spans, a.Spans)
}

func peopleOf(v *review.Version) []annotate.ID {
	var ids []annotate.ID
	for i := range v.Marks {
		ids = append(ids, v.Marks[i].Person)
	}
	return ids
}

// without lists those of all who are not among some.
func without(all, some []annotate.ID) []annotate.ID {
	return slices.DeleteFunc(slices.Clone(all), func(id annotate.ID) bool { return slices.Contains(some, id) })
}

// detail is who has answered what, for a difference beyond text and label.
func (a *Adjudicator) detail(it *review.Item, d *review.Difference) []Detail {
	var name string
	var value func(*review.Mark) string
	book := a.page.sheet.Scheme.Codebook
	switch d.Kind {
	case review.OtherValue:
		attribute, known := book.Attribute(d.Attribute)
		if name = attribute.Name; !known {
			name = string(d.Attribute)
		}
		value = func(m *review.Mark) string { return desk.ValueInWords(attribute, m.Attributes[d.Attribute]) }
	case review.OtherLink:
		role, known := book.Role(d.Role)
		if name = role.Name; !known {
			name = string(d.Role)
		}
		value = func(m *review.Mark) string { return a.linked(m, d.Role) }
	case review.OtherEntry:
		name = "register"
		value = func(m *review.Mark) string { return a.o.Desk.EntryName(m.Entity) }
	default:
		return nil
	}
	detail := Detail{Name: name}
	for i := range it.Versions {
		for j := range it.Versions[i].Marks {
			m := &it.Versions[i].Marks[j]
			detail.answer(value(m), a.votersOf([]annotate.ID{m.Person}))
		}
	}
	return []Detail{detail}
}

func (d *Detail) answer(value string, who []Voter) {
	if value == "" {
		value = "nothing"
	}
	for i := range d.Answers {
		if d.Answers[i].Value == value {
			d.Answers[i].Who = append(d.Answers[i].Who, who...)
			return
		}
	}
	d.Answers = append(d.Answers, Answer{value, who})
}

// linked is where a mark's links of a role lead to.
func (a *Adjudicator) linked(m *review.Mark, role annotate.RoleID) string {
	var to []string
	for i := range m.Links {
		l := &m.Links[i]
		switch {
		case l.Role != role:
		case l.ToEntity:
			to = append(to, a.o.Desk.EntryName(l.To))
		default:
			to = append(to, "“"+a.wordsOf(m.Person, l.To)+"”")
		}
	}
	return strings.Join(to, ", ")
}

// wordsOf is what an annotation of somebody's layer stands on.
func (a *Adjudicator) wordsOf(person, id annotate.ID) string {
	for i := range a.page.sheet.Layers {
		l := &a.page.sheet.Layers[i]
		for j := range l.Annotations {
			if l.Person == person && l.Annotations[j].ID == id {
				return shortened(l.Annotations[j].Text())
			}
		}
	}
	return "something deleted"
}

// kinds says how people differ about a unit.
func (a *Adjudicator) kinds(u *review.Unit) []string {
	var list []string
	add := func(words string) {
		if !slices.Contains(list, words) {
			list = append(list, words)
		}
	}
	for _, d := range u.Differences {
		switch d.Kind {
		case review.Missed:
			add("missed by " + Names(a.votersOf(without(u.People, u.Items[d.Item].People()))))
		case review.OtherValue, review.OtherLink:
			detail := a.detail(&u.Items[d.Item], &d)
			add(fmt.Sprintf("%s: %s", d.Kind, detail[0].Name))
		default:
			add(string(d.Kind))
		}
	}
	return list
}

// standing says how far a unit has come, and by whom or what.
func (a *Adjudicator) standing(u *review.Unit, st *review.UnitStanding) string {
	if a.pending[firstMark(u)] > 0 {
		return "Saving the decision…"
	}
	switch st.Standing {
	case review.Decided:
		d := st.Decision
		return fmt.Sprintf("Decided by %s, %s: %s.", a.nameOf(d.Person), d.When().Local().Format("2 Jan 15:04"), a.choice(d))
	case review.Merged:
		return "Settled: " + a.provenance(st) + "."
	}
	votes, people := u.Votes()
	words := fmt.Sprintf("Open: %d of %d have the same.", votes, people)
	if u.State == review.Unanimous {
		words = fmt.Sprintf("Open: all %d have the same. “Merge automatically” settles all such places at once.", people)
	}
	return words
}

// choice is what a decision took.
func (a *Adjudicator) choice(d *annotate.Decision) string {
	switch d.Choice {
	case annotate.VerdictPerson:
		return "the version of " + a.voter(d.Picked).Name
	case annotate.VerdictProposed:
		return "the proposed version"
	case annotate.VerdictBoth:
		return "everything that was marked"
	case annotate.VerdictMerged:
		return "one marking over all of it"
	case annotate.VerdictEdited:
		return "edited by hand"
	case annotate.VerdictRejected:
		return "none of them"
	}
	return string(d.Choice)
}

// provenance is by what a unit was merged.
func (a *Adjudicator) provenance(st *review.UnitStanding) string {
	rule, err := review.ParseRule(a.page.sheet.Rule)
	var sources []string
	for _, g := range st.Gold {
		source := g.Origin.Source
		if g.Edited || g.Origin.By != annotate.ByAdjudication {
			source = "by hand in the gold layer"
		} else if err == nil && rule.Strategy == review.TakePerson {
			source = "merged, the version of " + a.voter(rule.Person).Name
		} else {
			source = "merged, " + source
		}
		if !slices.Contains(sources, source) {
			sources = append(sources, source)
		}
	}
	if len(sources) == 0 {
		return "the rule it was merged by takes nothing here"
	}
	return strings.Join(sources, "; ")
}
