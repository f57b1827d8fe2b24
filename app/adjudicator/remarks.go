package adjudicator

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/talk"
)

// comments are those about a unit: its decision, or a mark in it.
func (a *Adjudicator) comments(u *review.Unit, st *review.UnitStanding) []talk.Comment {
	about := map[annotate.ID]bool{}
	if st.Decision != nil {
		about[st.Decision.ID] = true
	}
	for m := range u.Marks {
		about[m.ID] = true
	}
	var list []talk.Comment
	for _, c := range a.page.comments {
		if about[c.About.ID] && !c.Deleted {
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(x, y talk.Comment) int { return x.Written.Compare(y.Written) })
	return list
}

func (a *Adjudicator) remarks(u *review.Unit, st *review.UnitStanding) []Remark {
	var list []Remark
	for _, c := range a.comments(u, st) {
		who := a.nameOf(c.Author)
		if at := slices.IndexFunc(a.voters, func(v Voter) bool { return v.ID == c.Author }); at >= 0 {
			who = a.voters[at].Name
		}
		list = append(list, Remark{Who: who, When: c.Written, Text: c.Text})
	}
	return list
}

// Comment says something about the current unit: an answer in the thread that
// is there, or a new one on its decision, or on what is marked while nobody has
// decided.
func (a *Adjudicator) Comment(words string) {
	u, ok := a.unit()
	if !ok {
		return
	}
	st := a.page.sheet.Standing(u)
	c := talk.Comment{Article: a.page.article, Author: a.o.Desk.Person().ID, Text: words}
	switch list := a.comments(u, st); {
	case len(list) > 0:
		c.ReplyTo = list[0].ID
		if !list[0].ReplyTo.IsZero() {
			c.ReplyTo = list[0].ReplyTo
		}
	case st.Decision != nil:
		c.About = talk.AboutDecision(annotate.DecisionRef(a.page.article, st.Decision.ID))
	default:
		m := &u.Items[0].Versions[0].Marks[0]
		c.About = talk.AboutAnnotation(annotate.AnnotationRef(a.page.article, m.Person, m.ID))
	}
	a.o.Desk.Review("comment", func() error {
		_, err := a.o.Project.Say(c)
		return err
	}, func(error) { a.Load() })
}
