package storage

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/talk"
)

func (w *team) says(c talk.Comment) talk.Comment {
	w.t.Helper()
	if c.About == (talk.About{}) {
		c.About = talk.AboutArticle()
	}
	if c.Article.IsZero() {
		c.Article = w.articles[0]
	}
	made, err := w.p.Say(c)
	must(w.t, err)
	return made
}

// heard is what a filter lists, as the words of its comments.
func (w *team) heard(f TalkFilter) string {
	w.t.Helper()
	list, err := w.p.Threads(f)
	must(w.t, err)
	var said []string
	for _, t := range list {
		words := t.Text
		for _, r := range t.Replies {
			words += " > " + r.Text
		}
		if t.Resolved {
			words += " (resolved)"
		}
		said = append(said, words)
	}
	return strings.Join(said, "; ")
}

func (w *team) hears(want string, f TalkFilter) {
	w.t.Helper()
	if got := w.heard(f); got != want {
		w.t.Errorf("%+v lists %q, want %q", f, got, want)
	}
}

func TestEverythingThatIsSaidCanBeTakenBack(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newTeam(t, p, 1)
		question := w.says(talk.Comment{Author: w.mina, Text: "@ben-alder, a quote?"})
		answer := w.says(talk.Comment{Author: w.ben, Text: "yes", ReplyTo: question.ID})
		if !slices.Equal(question.Mentions, []annotate.ID{w.ben}) || answer.Article != w.articles[0] || answer.Written.IsZero() {
			t.Errorf("%+v, %+v", question, answer)
		}
		steps := []struct {
			who    annotate.ID
			do     func() error
			want   string
			before string
			action string
		}{
			{w.mina, func() error { return p.EditComment(w.mina, question.ID, "@nora-vik, a claim?") }, "@nora-vik, a claim? > yes", "@ben-alder, a quote? > yes", "edit comment"},
			{w.lead, func() error { return p.Resolve(w.lead, answer.ID, true) }, "@ben-alder, a quote? > yes (resolved)", "@ben-alder, a quote? > yes", "resolve thread"},
			{w.ben, func() error { return p.DeleteComment(w.ben, answer.ID) }, "@ben-alder, a quote?", "@ben-alder, a quote? > yes", "delete comment"},
			{w.mina, func() error { return p.DeleteComment(w.mina, question.ID) }, " > yes", "@ben-alder, a quote? > yes", "delete comment"},
		}
		for _, s := range steps {
			must(t, s.do())
			w.hears(s.want, TalkFilter{})
			done, err := p.Undo(s.who)
			if must(t, err); done.Action != s.action {
				t.Errorf("undone was %q", done.Action)
			}
			w.hears(s.before, TalkFilter{})
		}
		must(t, p.DeleteComment(w.ben, answer.ID))
		must(t, p.RestoreComment(w.ben, answer.ID))
		must(t, p.Resolve(w.ben, question.ID, true))
		must(t, p.Resolve(w.ben, question.ID, false))
		w.hears("@ben-alder, a quote? > yes", TalkFilter{Open: true})
		for _, err := range []error{p.EditComment(w.lead, answer.ID, "no"), p.DeleteComment(w.lead, answer.ID), p.RestoreComment(w.lead, answer.ID)} {
			if !errors.Is(err, talk.ErrNotAuthor) {
				t.Errorf("somebody else's comment was changed: %v", err)
			}
		}
		for want := 4; want > 0; want-- { // reopen, resolve, restore, delete
			_, err := p.Undo(w.ben)
			must(t, err)
		}
		_, err := p.Undo(w.ben)
		must(t, err)
		w.hears("@ben-alder, a quote?", TalkFilter{})
		_, err = p.Undo(w.mina)
		must(t, err)
		w.hears("", TalkFilter{})
	})
}

func TestWhatIsSaidIsFound(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, p, 2)
	one := w.says(talk.Comment{Author: w.mina, Text: "one"})
	w.says(talk.Comment{Author: w.lead, Text: "@mina-orth look", ReplyTo: one.ID})
	two := w.says(talk.Comment{Author: w.ben, Text: "two", Article: w.articles[1]})
	must(t, p.Resolve(w.ben, two.ID, true))
	w.hears("one > @mina-orth look; two (resolved)", TalkFilter{})
	w.hears("one > @mina-orth look", TalkFilter{Open: true})
	w.hears("one > @mina-orth look", TalkFilter{Calls: w.mina})
	w.hears("", TalkFilter{Calls: w.ben})
	w.hears("two (resolved)", TalkFilter{Article: w.articles[1]})
	_, err = p.Commit(annotate.DeleteArticle(w.lead, w.articles[0]))
	must(t, err)
	w.hears("two (resolved)", TalkFilter{})
	for name, c := range map[string]talk.Comment{
		"no such article": {Author: w.mina, Text: "?", Article: annotate.NewID(), About: talk.AboutArticle()},
		"no such comment": {Author: w.mina, Text: "?", ReplyTo: annotate.NewID()},
	} {
		if _, err := p.Say(c); !errors.Is(err, annotate.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A comment on somebody's annotation would tell that it is there.
func TestTalkIsBlindAsLayersAre(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, p, 1)
	w.round(w.everything(w.mina, w.ben))
	a := mark(t, p, w.mina, w.articles[0], "person", 0, 3)
	unsure := mark(t, p, w.mina, w.articles[0], "cue", 4, 6)
	_, err = p.Commit(annotate.SetQuestion(unsure, true))
	must(t, err)
	w.says(talk.Comment{Author: w.mina, Text: "is this one?", About: talk.AboutAnnotation(a)})
	decision := annotate.Ref{Kind: annotate.KindDecision, Article: w.articles[0], ID: annotate.NewID()}
	w.says(talk.Comment{Author: w.lead, Text: "settled", About: talk.AboutDecision(decision)})
	w.says(talk.Comment{Author: w.lead, Text: "hello"})
	hidden := w.says(talk.Comment{Author: w.mina, Text: "and this?", About: talk.AboutAnnotation(a)})
	flagged := func(who annotate.ID, want int) {
		t.Helper()
		list, err := p.Flagged(context.Background(), who)
		if must(t, err); len(list) != want || want > 0 && list[0].ID != unsure.ID {
			t.Errorf("%d are flagged, want %d", len(list), want)
		}
	}
	w.hears("is this one?; settled; hello; and this?", TalkFilter{})
	w.hears("is this one?; hello; and this?", TalkFilter{Reader: w.mina})
	w.hears("hello", TalkFilter{Reader: w.ben})
	flagged(annotate.ID{}, 1)
	flagged(w.mina, 1)
	flagged(w.ben, 0)
	flagged(w.lead, 0)
	must(t, p.EditComment(w.mina, hidden.ID, "@ben-alder and this?"))
	w.hears("hello; @ben-alder and this?", TalkFilter{Reader: w.ben})
	for _, who := range []annotate.ID{w.mina, w.ben} {
		_, err = p.SubmitLayer(w.articles[0], who)
		must(t, err)
	}
	w.hears("is this one?; settled; hello; @ben-alder and this?", TalkFilter{Reader: w.ben})
	flagged(w.ben, 1)
	flagged(w.lead, 1)
	_, err = p.Commit(annotate.SetQuestion(unsure, false))
	must(t, err)
	flagged(w.ben, 0) // of what was submitted, those are listed that are still not sure
	_, err = p.Commit(annotate.SetQuestion(unsure, true))
	must(t, err)
	_, err = p.Commit(annotate.DeleteArticle(w.lead, w.articles[0]))
	must(t, err)
	flagged(annotate.ID{}, 0)
}

// TestWhatIsSaidApartMeets: two copies talk, answer and resolve without knowing
// of each other, and end the same.
func TestWhatIsSaidApartMeets(t *testing.T) {
	first, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTeam(t, first, 1)
	question := w.says(talk.Comment{Author: w.mina, Text: "a quote?"})
	second, err := NewMemory(nil, Options{})
	must(t, err)
	send(t, first, second)
	there := &team{t: t, p: second, articles: w.articles}
	w.says(talk.Comment{Author: w.ben, Text: "yes", ReplyTo: question.ID})
	there.says(talk.Comment{Author: w.lead, Text: "no", ReplyTo: question.ID})
	must(t, second.Resolve(w.lead, question.ID, true))
	must(t, first.EditComment(w.mina, question.ID, "a claim?"))
	for range 2 {
		send(t, first, second)
		send(t, second, first)
	}
	if picture(t, first) != picture(t, second) {
		t.Error("the copies differ")
	}
	w.hears("a claim? > yes > no (resolved)", TalkFilter{})
	there.hears("a claim? > yes > no (resolved)", TalkFilter{})
	checkWhole(t, first)
	checkWhole(t, second)
}

// A purge takes with it what was said of the article, and what was given out.
func TestAPurgeErasesWhatWasSaid(t *testing.T) {
	p, path := newFile(t)
	w := newTeam(t, p, 2)
	r := w.round(w.everything(w.mina))
	w.says(talk.Comment{Author: w.mina, Text: "a secret"})
	w.says(talk.Comment{Author: w.mina, Text: "no secret", Article: w.articles[1]})
	_, err := p.SubmitLayer(w.articles[0], w.mina)
	must(t, err)
	_, err = p.Return(w.lead, w.articles[0], w.mina, "why")
	must(t, err)
	_, err = p.Purge(w.lead, w.articles[0], "a source")
	must(t, err)
	w.hears("no secret", TalkFilter{})
	left := slices.ContainsFunc(objectsOf(t, p), func(o *annotate.Object) bool {
		return o.Ref.Kind != annotate.KindArticle && o.Ref.LiesIn(w.articles[0])
	})
	if got := w.given(r.ID); left || len(got) != 1 || got[0].Article != w.articles[1] {
		t.Errorf("something of the article is left: %v; given out is %v", left, got)
	}
	checkWhole(t, p)
	must(t, p.Close())
	p, err = Open(path, Options{NoCopyOnOpen: true})
	must(t, err)
	w.p = p
	w.hears("no secret", TalkFilter{})
	must(t, p.Close())
}
