package intake

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/talk"
)

// commentsPerCommit bounds how many comments are taken in by one transaction.
const commentsPerCommit = 500

// comments takes in what was said of an article, as it was said: by its authors,
// at its time, with its ids. What is here already stays as it is.
func (t *taking) comments(where string, article annotate.ID, in *format.Incoming) error {
	for i := range in.Comments {
		err := t.comment(article, &in.Comments[i])
		var broken errProject
		if errors.As(err, &broken) {
			return err
		}
		if err != nil {
			t.fail(where, fmt.Errorf("comment %s: %w", in.Comments[i].ID, err))
		}
	}
	return nil
}

func (t *taking) comment(article annotate.ID, in *format.IncomingComment) error {
	c := in.Comment
	c.Article = article
	var err error
	if c.Author, err = t.personOf(in.Author); err != nil {
		return err
	}
	if in.Layer != "" {
		if c.About.Owner, err = t.personOf(in.Layer); err != nil {
			return err
		}
	}
	for _, handle := range in.Mentions {
		person, err := t.personOf(handle)
		if err != nil {
			return err
		}
		c.Mentions = append(c.Mentions, person)
	}
	o, err := t.p.Object(c.Ref())
	if err != nil {
		return errProject{err}
	}
	if o.Value(annotate.FieldDeleted) != nil || t.lines.said[c.ID] {
		return nil
	}
	if err := talk.SayIn(&t.lines.talk, c); err != nil {
		return err
	}
	t.lines.said[c.ID] = true
	if len(t.lines.said)%commentsPerCommit == 0 {
		return t.commitTalk()
	}
	return nil
}

// commitTalk makes the comments durable that were gathered.
func (t *taking) commitTalk() error {
	d := t.lines.talk
	t.lines.talk = annotate.Draft{}
	if len(d.Settings) == 0 {
		return nil
	}
	d.Person, d.Action = t.person, "take in comments"
	if _, err := t.p.Commit(d); err != nil {
		return errProject{fmt.Errorf("take in comments: %w", err)}
	}
	return nil
}

// takeRounds takes in the rounds of exports that are not here yet, as far as
// their articles came along or are here, and then everybody of the team.
func (t *taking) takeRounds() error {
	if len(t.lines.rounds) == 0 {
		return nil
	}
	handles := map[annotate.ID]string{}
	for handle, person := range t.lines.listed {
		handles[person.ID] = handle
	}
	local := func(person annotate.ID) (annotate.ID, error) {
		if handle, ok := handles[person]; ok {
			return t.personOf(handle)
		}
		return annotate.ID{}, fmt.Errorf("person %s is not listed: %w", person, annotate.ErrNotFound)
	}
	for _, handle := range slices.Sorted(maps.Keys(t.lines.listed)) {
		if _, err := t.personOf(handle); err != nil {
			if err = t.refused(handle, err); err != nil {
				return err
			}
		}
	}
	for i := range t.lines.rounds {
		r := &t.lines.rounds[i]
		if err := t.takeRound(r, local); err != nil {
			if err = t.refused("the round "+r.Name, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// refused reports what is wrong with one thing, and gives back an error that
// ends the whole intake.
func (t *taking) refused(where string, err error) error {
	var broken errProject
	if errors.As(err, &broken) {
		return broken.error
	}
	t.fail(where, err)
	return nil
}

func (t *taking) takeRound(r *format.Round, local func(annotate.ID) (annotate.ID, error)) error {
	if r.ID.IsZero() {
		return annotate.Refuse("it has no id")
	}
	o, err := t.p.Object(rounds.RoundRef(r.ID))
	if err != nil {
		return errProject{err}
	}
	if o.Value(annotate.FieldDeleted) != nil {
		return nil
	}
	var cells []rounds.Cell
	for _, c := range r.Cells {
		article, ok := t.lines.ids[c.Article]
		if !ok {
			continue // it was not exported
		}
		person, err := local(c.Person)
		if err != nil {
			return err
		}
		cells = append(cells, rounds.Cell{Article: article, Person: person})
	}
	own := r.Round
	if own.Rule, err = localRule(own.Rule, local); err != nil {
		return err
	}
	if _, err = t.p.TakeRound(t.person, own, cells); err != nil && !errors.Is(err, annotate.ErrInvalid) {
		err = errProject{err}
	}
	return err
}

// localRule is the rule with the people as they are called here.
func localRule(r *rounds.Rule, local func(annotate.ID) (annotate.ID, error)) (*rounds.Rule, error) {
	if r == nil {
		return nil, nil
	}
	own := *r
	own.People, own.Quotas = nil, nil
	for _, person := range r.People {
		id, err := local(person)
		if err != nil {
			return nil, err
		}
		own.People = append(own.People, id)
	}
	for _, q := range r.Quotas {
		id, err := local(q.Person)
		if err != nil {
			return nil, err
		}
		own.Quotas = append(own.Quotas, rounds.Quota{Person: id, Articles: q.Articles})
	}
	return &own, nil
}
