package storage

import (
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/talk"
)

// work gives the article out, takes it back, submits and returns it. What
// cannot be done now is refused, which is part of the game.
func (w *world) work(p *Project, me annotate.ID) {
	whom := w.people[w.random.IntN(len(w.people))]
	cells := []rounds.Cell{{Article: w.article, Person: whom}}
	var err error
	switch w.random.IntN(5) {
	case 0:
		_, err = p.Assign(me, w.round, cells)
	case 1:
		_, err = p.Unassign(me, w.round, cells)
	case 2:
		_, err = p.SubmitLayer(w.article, me)
	case 3:
		_, err = p.Return(me, w.article, whom, fmt.Sprint("reason ", w.random.IntN(3)))
	default:
		_, err = p.Adjudicate(me, w.article, whom)
	}
	if err != nil && !errors.Is(err, annotate.ErrInvalid) && !errors.Is(err, annotate.ErrNotFound) { // the round may be undone
		w.t.Fatal(err)
	}
}

// talk says something, answers, and resolves or deletes what was said.
func (w *world) talk(p *Project, me annotate.ID) {
	comments, err := p.Comments(w.article)
	must(w.t, err)
	c := talk.Comment{Article: w.article, Author: me, About: talk.AboutArticle(), Text: "hm"}
	what := w.random.IntN(4)
	if len(comments) == 0 {
		what = 0
	} else {
		c.ReplyTo = comments[w.random.IntN(len(comments))].ID
	}
	switch what {
	case 0, 1:
		_, err = p.Say(c)
	case 2:
		err = p.Resolve(me, c.ReplyTo, w.random.IntN(2) == 0)
	default:
		err = p.DeleteComment(me, c.ReplyTo)
	}
	if err != nil && !errors.Is(err, talk.ErrNotAuthor) && !errors.Is(err, annotate.ErrNotFound) {
		w.t.Fatal(err)
	}
}
