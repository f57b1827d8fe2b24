package review

import (
	"fmt"
	"slices"
	"time"

	"bluepencil/annotate"
)

// Ruling is what an adjudicator says about a unit.
type Ruling struct {
	Verdict annotate.Verdict
	Person  annotate.ID // whose version is taken, with annotate.VerdictPerson
	Edited  []Edited    // with annotate.VerdictEdited
	Reason  string
	Clause  string // the id of a rule of the guideline, or ""
}

// Edited is a marking as the adjudicator wants it.
type Edited struct {
	// Like is the annotation it is made of; what is not said here is as there.
	Like  annotate.ID
	Label annotate.LabelID // "" as it was
	Spans []annotate.Span  // nil as they were; sorted, disjoint, of the article's text
	// Attributes and Entity are taken where they are not nil.
	Attributes map[annotate.AttributeID]annotate.AttributeValue
	Entity     *annotate.ID
	Note       string
}

// Decide drafts the decision of a unit: the record, what it makes in the
// adjudicated layer, and what goes away for it, such as an earlier decision of
// the same unit. It is one change and one step of undo. It fails with
// annotate.ErrInvalid where the ruling makes no sense.
func (s *Sheet) Decide(u *Unit, r Ruling, person annotate.ID, at time.Time) (annotate.Draft, error) {
	return s.DecideAll([]*Unit{u}, r, person, at)
}

// DecideAll is Decide for several units that are about the same words, as one
// change; see Same. What was edited is moved to each unit's place.
func (s *Sheet) DecideAll(units []*Unit, r Ruling, person annotate.ID, at time.Time) (annotate.Draft, error) {
	if len(units) == 0 {
		return annotate.Draft{}, fmt.Errorf("%w: there is nothing to decide", annotate.ErrInvalid)
	}
	if err := s.check(&r); err != nil {
		return annotate.Draft{}, err
	}
	w := s.writer(person, actionOf(&r, len(units)))
	settled := map[int]bool{}
	for _, u := range units {
		picks, err := s.take(units[0], u, &r, person)
		if err != nil {
			return annotate.Draft{}, err
		}
		s.clear(w, u)
		s.record(w, u, &r, picks, person, at)
		settled[u.index] = true
	}
	w.write()
	open := 0
	for i := range s.stands {
		if s.stands[i].Standing == Open && !settled[i] {
			open++
		}
	}
	w.standAt(open)
	return *w.d, nil
}

// Reopen drafts taking back what was decided of a unit, whoever decided it: the
// unit is as the last merge leaves it, and open where that settles nothing. It
// fails with annotate.ErrInvalid where nothing was decided.
func (s *Sheet) Reopen(u *Unit, person annotate.ID) (annotate.Draft, error) {
	if s.Standing(u).Decision == nil {
		return annotate.Draft{}, fmt.Errorf("%w: nobody has decided this", annotate.ErrInvalid)
	}
	w := s.writer(person, "take back a decision")
	s.clear(w, u)
	open := s.Counts().Open + 1
	if s.ruled && s.rule.Applies(s.People) {
		out := s.apply(&s.rule, u)
		for i := range out.picks {
			if s.fits(&out.picks[i]) {
				w.add(out.picks[i])
			}
		}
		if !out.open {
			open--
		}
	}
	w.write()
	w.standAt(open)
	return *w.d, nil
}

// Same lists the units that the decision of one may stand for as well, itself
// first: undecided, of its group and about the same words.
func (s *Sheet) Same(u *Unit) []*Unit {
	list := []*Unit{u}
	for _, o := range s.Alike(u.Group, s.Words(u)) {
		if o.index != u.index {
			list = append(list, o)
		}
	}
	return list
}

// Alike lists the undecided units of a group that are about the words, by place.
func (s *Sheet) Alike(group annotate.Group, words string) []*Unit {
	var list []*Unit
	for i := range s.Units {
		if u := &s.Units[i]; u.Group == group && s.stands[i].Standing == Open && s.Words(u) == words {
			list = append(list, u)
		}
	}
	return list
}

// check fails where a ruling makes no sense.
func (s *Sheet) check(r *Ruling) error {
	if !slices.Contains(annotate.Verdicts, r.Verdict) {
		return fmt.Errorf("%w: there is no verdict %q", annotate.ErrInvalid, r.Verdict)
	}
	if r.Verdict == annotate.VerdictPerson && !slices.Contains(s.People, r.Person) {
		return fmt.Errorf("%w: %s has submitted nothing of this article", annotate.ErrInvalid, s.Scheme.handle(r.Person))
	}
	if (r.Verdict == annotate.VerdictEdited) != (len(r.Edited) > 0) {
		return fmt.Errorf("%w: an edited marking goes with the verdict %q", annotate.ErrInvalid, annotate.VerdictEdited)
	}
	if _, _, ok := s.Scheme.Codebook.Clause(r.Clause); r.Clause != "" && !ok {
		return fmt.Errorf("%w: the guideline has no rule %s", annotate.ErrInvalid, r.Clause)
	}
	return nil
}

func actionOf(r *Ruling, units int) string {
	if units > 1 {
		return fmt.Sprintf("decide %d units: %s", units, r.Verdict)
	}
	return "decide: " + string(r.Verdict)
}

// clear takes away what was decided or merged of a unit.
func (s *Sheet) clear(w *writer, u *Unit) {
	st := s.Standing(u)
	for _, g := range st.Gold {
		w.remove(g.ID)
	}
	for _, d := range st.decisions() {
		w.d.DropDecision(s.Article, d.ID)
	}
}

// record adds a decision and its annotations.
func (s *Sheet) record(w *writer, u *Unit, r *Ruling, picks []pick, person annotate.ID, at time.Time) {
	d := annotate.Decision{ID: annotate.NewIDAt(at), Article: s.Article, Reason: r.Reason, Clause: r.Clause}
	d.DecisionContent = annotate.DecisionContent{Person: person, At: at.UnixMilli(), Group: u.Group, Start: u.Range.Start, End: u.Range.End,
		People: s.People, Choice: r.Verdict}
	if r.Verdict == annotate.VerdictPerson {
		d.Picked = r.Person
	}
	for _, k := range u.Kinds() {
		d.Kinds = append(d.Kinds, string(k))
	}
	for m := range u.Marks {
		d.Options = append(d.Options, annotate.Option{Person: m.Person, Annotation: m.ID, Submission: m.Submission,
			Revision: m.Revision(), Label: m.Label, Spans: m.Spans})
	}
	for _, p := range picks {
		d.Gold = append(d.Gold, w.add(p))
	}
	w.d.AddDecision(&d)
}

// take is what a ruling takes of a unit; what was edited was so in first.
func (s *Sheet) take(first, u *Unit, r *Ruling, person annotate.ID) (picks []pick, err error) {
	switch r.Verdict {
	case annotate.VerdictPerson:
		picks = s.apply(&Rule{Strategy: TakePerson, Person: r.Person}, u).picks
	case annotate.VerdictBoth:
		picks = s.apply(&Rule{Strategy: TakeUnion}, u).picks
	case annotate.VerdictProposed:
		picks = s.proposed(u)
	case annotate.VerdictMerged:
		picks, err = s.merged(u)
	case annotate.VerdictEdited:
		picks, err = s.edited(first, u, r.Edited)
	}
	for i := range picks {
		picks[i].source = s.Scheme.handle(person)
		if !s.fits(&picks[i]) {
			return nil, fmt.Errorf("%w: the codebook has no label %q", annotate.ErrInvalid, picks[i].label)
		}
	}
	return picks, err
}

// proposed takes of each item that at least half of the people have marked the
// version with the most votes; of a unit without such an item, the version of
// the unit that has the most.
func (s *Sheet) proposed(u *Unit) []pick {
	var picks []pick
	best := 0
	for j := range u.Items {
		it := &u.Items[j]
		if 2*len(it.People()) >= len(s.People) {
			picks = append(picks, s.pickOf(u, j, &it.Versions[0], 0, ""))
		}
		if it.Versions[0].Votes() > u.Items[best].Versions[0].Votes() {
			best = j
		}
	}
	if len(picks) == 0 {
		picks = append(picks, s.pickOf(u, best, &u.Items[best].Versions[0], 0, ""))
	}
	return picks
}

// Proposed is what annotate.VerdictProposed would take of a unit: labels and
// extents, by place.
func (s *Sheet) Proposed(u *Unit) []annotate.Annotation {
	var list []annotate.Annotation
	for _, p := range s.proposed(u) {
		list = append(list, annotate.Annotation{Article: s.Article, Layer: annotate.GoldLayer, Label: p.label, Spans: p.spans,
			Attributes: p.attributes, Entity: p.entity, Origin: annotate.Origin{By: annotate.ByAdjudication, From: p.from}})
	}
	annotate.SortAnnotations(list)
	return list
}

// merged is one marking over all that anybody has marked in the unit, with the
// label that most have.
func (s *Sheet) merged(u *Unit) ([]pick, error) {
	var spans []annotate.Span
	votes := map[annotate.LabelID]int{}
	for m := range u.Marks {
		spans = append(spans, m.Spans...)
		votes[m.Label]++
	}
	all, err := annotate.NormaliseSpans(s.Text, spans)
	if err != nil {
		return nil, err
	}
	label := u.Items[0].Versions[0].Label
	for _, l := range u.Labels() {
		if votes[l] > votes[label] || votes[l] == votes[label] && l < label {
			label = l
		}
	}
	p := pick{unit: u.index, item: -1, label: label, spans: all}
	var voters []Mark
	for m := range u.Marks {
		p.from = append(p.from, m.ID)
		if m.Label == label {
			voters = append(voters, *m)
		}
	}
	sortIDs(p.from)
	p.details = s.detailsOf(voters, 0)
	return []pick{p}, nil
}

// edited makes picks of what the adjudicator edited in the first unit, moved to
// the place of another about the same words.
func (s *Sheet) edited(first, u *Unit, list []Edited) ([]pick, error) {
	var picks []pick
	for i := range list {
		p, err := s.editedFrom(first, u, &list[i])
		if err == nil {
			err = s.edit(&p, &list[i], u.Range.Start-first.Range.Start)
		}
		if err != nil {
			return nil, err
		}
		picks = append(picks, p)
	}
	return picks, nil
}

// edit makes of a pick what the adjudicator wants, so many bytes further on.
func (s *Sheet) edit(p *pick, e *Edited, shift int) error {
	p.note = e.Note
	if e.Label != "" {
		p.label = e.Label
	}
	if e.Spans != nil {
		p.spans = nil
		for _, span := range e.Spans {
			moved, err := annotate.SpanOf(s.Text, span.Start+shift, span.End+shift)
			if err != nil {
				return err
			}
			p.spans = append(p.spans, moved)
		}
	}
	if e.Attributes != nil {
		p.attributes = e.Attributes
	}
	if e.Entity != nil {
		p.entity = *e.Entity
	}
	return annotate.CheckSpans(p.spans, s.Text)
}

// editedFrom is what an edited marking was before: the version of the item that
// the annotation it is like lies in, or the top version of the same item of
// another unit.
func (s *Sheet) editedFrom(first, u *Unit, e *Edited) (pick, error) {
	h, ok := s.home[e.Like]
	if !ok || h.unit != first.index {
		return pick{}, fmt.Errorf("%w: an edited marking is made of one of the unit’s", annotate.ErrInvalid)
	}
	item := min(h.item, len(u.Items)-1)
	v := &u.Items[item].Versions[0]
	if u.index == first.index {
		v, _ = u.Items[item].of(h.mark.Person)
		p := s.pickOf(u, item, &Version{Label: v.Label, Spans: h.mark.Spans, Marks: []Mark{*h.mark}}, 0, "")
		p.from = membersOf(&u.Items[item])
		return p, nil
	}
	p := s.pickOf(u, item, v, 0, "")
	p.from = membersOf(&u.Items[item])
	return p, nil
}

func membersOf(it *Item) []annotate.ID {
	var ids []annotate.ID
	for i := range it.Versions {
		for j := range it.Versions[i].Marks {
			ids = append(ids, it.Versions[i].Marks[j].ID)
		}
	}
	sortIDs(ids)
	return ids
}
