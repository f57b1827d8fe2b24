package adjudicator

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/app/desk"
)

// boundary is the editing of what is to be taken of the current unit.
type boundary struct {
	marks []annotate.Annotation // what is proposed, or was decided, as it is edited
	like  []annotate.ID         // the mark of the unit that each is made of
	at    int                   // which of them is moved
	start bool                  // its start, not its end
}

// Editing is what is edited of the current unit: the markings as they would be
// taken, which of them the keys move, and whether its start or its end. ok is
// false where nothing is edited. The list is not to be written to.
func (a *Adjudicator) Editing() (marks []annotate.Annotation, at int, start, ok bool) {
	if a.edit == nil {
		return nil, 0, false, false
	}
	return a.edit.marks, a.edit.at, a.edit.start, true
}

// EditBoundary begins to edit what is proposed for the current unit, or what
// the adjudicated layer has of it.
func (a *Adjudicator) EditBoundary() {
	u, ok := a.unit()
	if !ok {
		return
	}
	a.forAll = false
	a.edit = a.editable(u)
	a.o.Show()
}

func (a *Adjudicator) editable(u *review.Unit) *boundary {
	e := &boundary{}
	for _, g := range a.page.sheet.Standing(u).Gold {
		if like, ok := madeOf(u, g); ok {
			e.add(*g, like)
		}
	}
	if len(e.marks) > 0 {
		return e
	}
	for _, g := range a.page.sheet.Proposed(u) {
		if like, ok := madeOf(u, &g); ok {
			e.add(g, like)
		}
	}
	return e
}

// madeOf finds the mark of a unit that a marking was made of: one with its
// label and extent where there is one.
func madeOf(u *review.Unit, a *annotate.Annotation) (like annotate.ID, ok bool) {
	for m := range u.Marks {
		if !slices.Contains(a.Origin.From, m.ID) {
			continue
		}
		if !ok || m.Label == a.Label && slices.Equal(m.Spans, a.Spans) {
			like, ok = m.ID, true
		}
	}
	return like, ok
}

func (e *boundary) add(a annotate.Annotation, like annotate.ID) {
	a.Spans = slices.Clone(a.Spans)
	e.marks, e.like = append(e.marks, a), append(e.like, like)
}

// ruling is what was edited as a decision.
func (e *boundary) ruling() review.Ruling {
	r := review.Ruling{Verdict: annotate.VerdictEdited}
	for i := range e.marks {
		r.Edited = append(r.Edited, review.Edited{Like: e.like[i], Label: e.marks[i].Label, Spans: e.marks[i].Spans})
	}
	return r
}

// MoveEdge moves the boundary that is edited, to the right for a positive
// direction, by a character or a word.
func (a *Adjudicator) MoveEdge(direction int, by desk.Unit) {
	if a.edit == nil || len(a.edit.marks) == 0 {
		return
	}
	content, spans := a.page.sheet.Text, a.edit.marks[a.edit.at].Spans
	s := &spans[len(spans)-1]
	if a.edit.start {
		s = &spans[0]
	}
	start, end := s.Start, s.End
	if a.edit.start {
		start = desk.Moved(content, start, false, direction, by)
	} else {
		end = desk.Moved(content, end, true, direction, by)
	}
	moved, err := annotate.SpanOf(content, start, end)
	if err != nil || start >= end {
		a.o.Desk.Say(desk.Info, "The boundary cannot move any further.")
		return
	}
	was := *s
	if *s = moved; annotate.CheckSpans(spans, content) != nil {
		*s = was
		a.o.Desk.Say(desk.Info, "The boundary cannot move any further.")
		return
	}
	a.o.Show()
}

// OtherEdge goes from the end to the start of what is edited, or back.
func (a *Adjudicator) OtherEdge() {
	if a.edit != nil {
		a.edit.start = !a.edit.start
		a.o.Show()
	}
}

// NextEdited goes to the next marking of the unit that is edited, or to the
// one before.
func (a *Adjudicator) NextEdited(step int) {
	if a.edit != nil && len(a.edit.marks) > 1 {
		n := len(a.edit.marks)
		a.edit.at = (a.edit.at + step + n) % n
		a.o.Show()
	}
}

// TakeEdited decides for what was edited.
func (a *Adjudicator) TakeEdited() {
	if a.edit == nil || len(a.edit.marks) == 0 {
		return
	}
	a.decide(a.edit.ruling())
}

// StopEditing leaves what is proposed as it is.
func (a *Adjudicator) StopEditing() {
	if a.edit != nil {
		a.edit = nil
		a.o.Show()
	}
}

// SetLabel gives what is edited another label; where nothing is edited it
// decides for what is proposed with that label. Of several markings a person
// has to say which one: they are edited first.
func (a *Adjudicator) SetLabel(label annotate.LabelID) {
	u, ok := a.unit()
	if !ok {
		return
	}
	if a.edit != nil {
		if len(a.edit.marks) > 0 {
			a.edit.marks[a.edit.at].Label = label
		}
		a.o.Show()
		return
	}
	e := a.editable(u)
	if len(e.marks) == 0 {
		return
	}
	e.marks[0].Label = label
	if len(e.marks) > 1 {
		a.edit = e
		a.o.Desk.Say(desk.Info, "There are several markings here: J and K go to the one that is meant, L changes its label, Enter takes them all.")
		a.o.Show()
		return
	}
	a.decide(e.ruling())
}

// Labels are those that the current unit may get: the ones of its group.
func (a *Adjudicator) Labels() []annotate.Label {
	u, ok := a.unit()
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(a.o.Desk.SavedCodebook().Offered()), func(l annotate.Label) bool { return l.Group != u.Group })
}
