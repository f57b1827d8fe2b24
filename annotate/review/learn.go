package review

import (
	"cmp"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Otherwise is one thing that was settled otherwise than a person had it.
type Otherwise struct {
	Kind      Kind
	Range     text.Range           // bytes of the article's text
	Group     annotate.Group       //
	Yours     *annotate.Annotation // nil where the person has missed it
	Gold      *annotate.Annotation // nil where it was rejected
	Attribute annotate.AttributeID // of OtherValue
	Role      annotate.RoleID      // of OtherLink
	By        string               // by what vote, or by whose decision
	Choice    annotate.Verdict     // "" where a rule settled it
	When      time.Time            // of the decision; zero where a rule settled it
	Reason    string               // why, where somebody said so
	Clause    string               // the id of the rule of the guideline that was named
	Changed   bool                 // somebody has submitted anew since
}

// Differences lists what was settled otherwise than a person has it, by place:
// in units that are decided or merged alone. Nothing is said of a person whose
// layer was not compared.
func (s *Sheet) Differences(person annotate.ID) []Otherwise {
	at := slices.IndexFunc(s.Layers, func(l Layer) bool { return l.Person == person })
	if at < 0 {
		return nil
	}
	gold := Layer{Person: annotate.GoldLayer, Annotations: s.Gold}
	pair := Align(s.Scheme, s.Text, []Layer{s.Layers[at], gold}, s.rule.Trim)
	goldUnit := map[annotate.ID]*UnitStanding{}
	for i := range s.stands {
		for _, g := range s.stands[i].Gold {
			goldUnit[g.ID] = &s.stands[i]
		}
	}
	var list []Otherwise
	for i := range pair.Units {
		u := &pair.Units[i]
		for j := range u.Items {
			list = append(list, s.otherwise(pair, u, &u.Items[j], person, goldUnit)...)
		}
	}
	slices.SortStableFunc(list, func(a, b Otherwise) int {
		return cmp.Or(cmp.Compare(a.Range.Start, b.Range.Start), cmp.Compare(a.Range.End, b.Range.End))
	})
	return list
}

// otherwise compares a person's mark of an item with the gold one.
func (s *Sheet) otherwise(pair *Comparison, u *Unit, it *Item, person annotate.ID, goldUnit map[annotate.ID]*UnitStanding) []Otherwise {
	v, mine := it.of(person)
	w, theirs := it.of(annotate.GoldLayer)
	var st *UnitStanding
	base := Otherwise{Group: u.Group}
	if mine != nil {
		base.Yours, base.Range = mine.Annotation, rangeOf([]Mark{*mine})
		st = &s.stands[s.home[mine.ID].unit]
	}
	if theirs != nil {
		base.Gold, base.Range, base.By = theirs.Annotation, rangeOf([]Mark{*theirs}), theirs.Origin.Source
		st = cmp.Or(goldUnit[theirs.ID], st)
	}
	if st != nil && st.Standing == Open {
		return nil
	}
	s.explain(&base, st)
	if mine == nil || theirs == nil {
		base.Kind = Missed
		return []Otherwise{base}
	}
	same := theirs
	if v.Label != w.Label {
		same = mine
	}
	var list []Otherwise
	for _, d := range pair.between(w, same, v, mine) {
		one := base
		one.Kind, one.Attribute, one.Role = d.Kind, d.Attribute, d.Role
		list = append(list, one)
	}
	return list
}

// explain says why a unit was settled as it was.
func (s *Sheet) explain(o *Otherwise, st *UnitStanding) {
	switch {
	case st == nil:
	case st.Decision != nil:
		d := st.Decision
		o.By, o.Choice, o.When, o.Reason, o.Clause, o.Changed = s.Scheme.handle(d.Person), d.Choice, d.When(), d.Reason, d.Clause, st.Changed
	case o.By == "":
		o.By, o.Changed = string(s.rule.Strategy), st.Changed
	}
}
