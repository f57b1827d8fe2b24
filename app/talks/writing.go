package talks

import (
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/talk"
	"bluepencil/app/desk"
)

// Target is where what is being written goes.
type Target struct {
	Words  string      // where, as a person reads it
	Answer annotate.ID // the comment that is answered, or zero
	Edit   annotate.ID // the comment that is given other words, or zero
	About  talk.About  // of a new thread
}

// same tells whether two targets are the same place.
func (a Target) same(b Target) bool {
	return a.Answer == b.Answer && a.Edit == b.Edit && a.About == b.About
}

// Targets are the places that what is written can go to: the chosen thread, the
// current annotation, a decision about it, the article.
func (t *Talks) Targets() []Target {
	var list []Target
	if t.aim != nil && !t.aim.Edit.IsZero() {
		list = append(list, *t.aim)
	}
	if one, ok := t.Chosen(); ok {
		list = append(list, Target{Words: "Answer " + t.Person(one.Latest().Author).Name, Answer: one.ID})
	}
	if a, ok := t.o.Desk.Current(); ok {
		if open := t.o.Desk.Open(); open != nil {
			list = append(list, Target{Words: "New thread on " + markWords(t.o.Desk.SavedCodebook(), &a), About: talk.AboutAnnotation(annotate.AnnotationRef(open.Article.ID, open.Owner.ID, a.ID))})
		}
		list = append(list, t.decided(&a)...)
	}
	if !t.article.IsZero() {
		list = append(list, Target{Words: "New thread on the article", About: talk.AboutArticle()})
	}
	if t.aim != nil && !slices.ContainsFunc(list, t.aim.same) {
		list = append(list, *t.aim) // it was chosen, and is meant still
	}
	return list
}

// decided are the decisions that touch an annotation's place.
func (t *Talks) decided(a *annotate.Annotation) (list []Target) {
	open := t.o.Desk.Open()
	for i := range t.decisions {
		if d := &t.decisions[i]; open != nil && d.Start < a.End() && a.Start() < d.End {
			list = append(list, Target{Words: "New thread on " + decisionWords(d, open.Text), About: talk.AboutDecision(annotate.DecisionRef(t.article, d.ID))})
		}
	}
	return list
}

// Target is where what is being written goes; false where no article is open.
func (t *Talks) Target() (Target, bool) {
	if t.aim != nil {
		return *t.aim, true
	}
	if list := t.Targets(); len(list) > 0 {
		return list[0], true
	}
	return Target{}, false
}

// Aim says where what is being written goes.
func (t *Talks) Aim(to Target) {
	if t.aim != nil && !t.aim.Edit.IsZero() && to.Edit.IsZero() {
		t.draft = "" // it was the words of a comment that stays as it is
	}
	t.aim = &to
	t.o.Show()
}

// About begins a new thread about something, in so many words.
func (t *Talks) About(about talk.About, words string) {
	t.Aim(Target{Words: "New thread on " + words, About: about})
}

// drafting tells whether something is being written.
func (t *Talks) drafting() bool { return strings.TrimSpace(t.draft) != "" }

// reaim lets what is written next go where it suggests itself.
func (t *Talks) reaim() {
	if !t.drafting() {
		t.aim = nil
	} else if to, ok := t.Target(); ok && t.aim == nil {
		t.aim = &to
	}
}

// Draft is what is being written.
func (t *Talks) Draft() string { return t.draft }

// SetDraft says what is being written. From its first letter on it stays where
// it is going.
func (t *Talks) SetDraft(words string) {
	began := !t.drafting()
	if to, ok := t.Target(); ok && t.aim == nil {
		if t.draft = words; t.drafting() && began {
			t.aim = &to
			t.o.Show()
		}
		return
	}
	t.draft = words
	if !t.drafting() && t.aim != nil && t.aim.Edit.IsZero() {
		t.aim = nil
		t.o.Show()
	}
}

// Discard gives up what is being written.
func (t *Talks) Discard() {
	t.draft, t.aim = "", nil
	t.o.Show()
}

// Send says what is written. It tells whether there was something to say.
func (t *Talks) Send() bool {
	to, ok := t.Target()
	words := strings.TrimSpace(t.draft)
	if !ok || words == "" || t.sending {
		t.o.Desk.Say(desk.Info, "There is nothing to send yet: write something first.")
		return false
	}
	draft, id, err := t.compose(to, words)
	if err != nil {
		t.o.Desk.Say(desk.Failure, "It was not sent: "+err.Error())
		return false
	}
	if len(draft.Settings) == 0 { // the words are as they were
		t.Discard()
		return true
	}
	t.sending = true
	article, written, aim := t.article, t.draft, t.aim
	t.draft, t.aim = "", nil
	if !id.IsZero() {
		t.want, t.filter = id, t.filterFor()
	}
	t.o.Desk.Discuss(draft, func(err error) {
		t.sending = false
		if err != nil && t.article == article && t.draft == "" {
			t.draft, t.aim = written, aim // nobody writes twice what the disk did not take
		}
		t.Changed()
		t.o.Show()
	})
	t.o.Show()
	return true
}

// filterFor is a filter that what was just written passes.
func (t *Talks) filterFor() Filter {
	if t.filter == Calling {
		return Everything
	}
	return t.filter
}

// compose drafts what is written, and tells which thread it is to be shown in.
func (t *Talks) compose(to Target, words string) (annotate.Draft, annotate.ID, error) {
	me, now, calls := t.o.Desk.Person().ID, t.o.Now(), talk.Mentioned(words, t.people)
	if !to.Edit.IsZero() {
		c, ok := t.comment(to.Edit)
		if !ok {
			return annotate.Draft{}, annotate.ID{}, annotate.Refuse("the comment is there no more")
		}
		d, err := talk.Edit(me, c, words, calls, now)
		return d, annotate.ID{}, err
	}
	c := talk.Comment{ID: annotate.NewID(), Article: t.article, Author: me, About: to.About, Text: words, Mentions: calls, Written: now}
	shown := c.ID
	if !to.Answer.IsZero() {
		one := t.find(to.Answer)
		if one == nil {
			return annotate.Draft{}, annotate.ID{}, annotate.Refuse("the thread is there no more")
		}
		c.ReplyTo, c.About, shown = one.ID, one.About, one.ID
	}
	d, err := talk.Say(c)
	return d, shown, err
}

// comment is a comment of the open article.
func (t *Talks) comment(id annotate.ID) (talk.Comment, bool) {
	for i := range t.all {
		for _, c := range t.all[i].Comments() {
			if c.ID == id {
				return c, true
			}
		}
	}
	return talk.Comment{}, false
}

// Mine tells whether a comment is one's own, to edit and delete.
func (t *Talks) Mine(c *talk.Comment) bool { return c.Author == t.o.Desk.Person().ID && !c.Deleted }

// Edit begins to give one's own comment other words.
func (t *Talks) Edit(id annotate.ID) {
	c, ok := t.comment(id)
	if !ok || !t.Mine(&c) {
		t.o.Desk.Say(desk.Info, "Only your own comments are yours to edit; answer it instead.")
		return
	}
	t.aim, t.draft = &Target{Words: "Edit your comment", Edit: id}, c.Text
	t.o.Show()
}

// EditLast begins to edit one's own latest comment in the chosen thread.
func (t *Talks) EditLast() {
	if c, ok := t.myLast(); ok {
		t.Edit(c.ID)
	}
}

// DeleteLast deletes one's own latest comment in the chosen thread.
func (t *Talks) DeleteLast() {
	if c, ok := t.myLast(); ok {
		t.Delete(c.ID)
	}
}

func (t *Talks) myLast() (talk.Comment, bool) {
	one, _ := t.Chosen()
	for _, c := range slices.Backward(one.Comments()) {
		if t.Mine(&c) {
			return c, true
		}
	}
	t.o.Desk.Say(desk.Info, "Nothing in the thread is yours.")
	return talk.Comment{}, false
}

// Delete puts one's own comment into the bin; undo takes it out again.
func (t *Talks) Delete(id annotate.ID) {
	c, ok := t.comment(id)
	if !ok {
		return
	}
	draft, err := talk.Delete(t.o.Desk.Person().ID, c)
	if err != nil {
		t.o.Desk.Say(desk.Info, "Only your own comments are yours to delete.")
		return
	}
	if t.aim != nil && t.aim.Edit == id {
		t.aim, t.draft = nil, ""
	}
	t.o.Desk.Discuss(draft, t.told("The comment is deleted; undo brings it back."))
}

// Resolve says that nothing is left to say in the chosen thread, or that there
// is again.
func (t *Talks) Resolve() {
	one, ok := t.Chosen()
	if !ok {
		return
	}
	words := "The thread is resolved."
	if one.Resolved {
		words = "The thread is open again."
	}
	t.o.Desk.Discuss(talk.Resolve(t.o.Desk.Person().ID, one.Comment, one.Open()), t.told(words))
}

// told says something once it is done, and why not has the desk said.
func (t *Talks) told(words string) func(error) {
	return func(err error) {
		if err == nil {
			t.o.Desk.Say(desk.Info, words)
		}
	}
}
