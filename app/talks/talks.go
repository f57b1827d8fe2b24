// Package talks is the presenter of what people say to each other: the threads
// about the open article, which of them is chosen, where what is being written
// goes, and the list of what is open in the project. It knows no widgets.
package talks

import (
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/talk"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/storage"
)

// Project is what the talks need of a project; *storage.Project has it.
type Project interface {
	spoken
	People() ([]annotate.Person, error)
	Subscribe(func(storage.Event)) (cancel func())
}

// spoken is what threads and what they are about are read from.
type spoken interface {
	Threads(storage.TalkFilter) ([]talk.Thread, error)
	Decisions(article annotate.ID) ([]annotate.Decision, error)
	SeenAnnotations(reader, article, owner annotate.ID) ([]annotate.Annotation, rounds.Sight, error)
}

// Desk is what the talks need of the desk; *desk.Desk has it.
type Desk interface {
	Open() *desk.Open
	Person() annotate.Person
	Current() (annotate.Annotation, bool)
	SavedCodebook() *annotate.Codebook
	Point(mark annotate.ID, r text.Range)
	Discuss(draft annotate.Draft, then func(error))
	Say(desk.Tone, string)
}

// Options are what the talks are made with.
type Options struct {
	Project Project
	Desk    Desk
	UI      func(func()) // runs a function on the screen's goroutine
	Work    func(func()) // runs a function in the background
	Show    func()       // tells that there is something else to show
	Now     func() time.Time
}

// Talks is the presenter. Its methods are called on the screen's goroutine.
type Talks struct {
	o         Options
	article   annotate.ID
	people    []annotate.Person
	all       []Thread // of the open article, by place
	decisions []annotate.Decision
	failed    error
	filter    Filter
	chosen    annotate.ID // of a thread, or zero
	aim       *Target     // that a person chose; nil for what suggests itself
	draft     string
	sending   bool
	want      annotate.ID // to be chosen once it is read
	running   bool
	waiting   bool // what is read is to be read again
	closed    bool
	end       func() // of the listening
}

// New returns talks that have read nothing.
func New(o Options) *Talks {
	t := &Talks{o: o}
	t.end = o.Project.Subscribe(t.heard)
	return t
}

// Close ends the listening.
func (t *Talks) Close() {
	t.closed = true
	t.end()
}

// heard has the threads read again after somebody said something, or changed
// what is talked about. It is called on the goroutine that committed.
func (t *Talks) heard(e storage.Event) {
	for i := range e.Change.Edits {
		switch e.Change.Edits[i].Ref.Kind {
		case annotate.KindComment, annotate.KindDecision, annotate.KindPerson, annotate.KindSubmission:
			t.o.UI(t.Changed)
			return
		}
	}
}

// read is what was read of an article.
type read struct {
	article   annotate.ID
	people    []annotate.Person
	threads   []Thread
	decisions []annotate.Decision
	err       error
}

// Changed has the threads of the open article read again: it is another one, or
// something about it changed.
func (t *Talks) Changed() {
	if t.closed {
		return
	}
	open := t.o.Desk.Open()
	if open == nil || open.Article.ID != t.article {
		t.article = annotate.ID{}
		if open != nil {
			t.article = open.Article.ID
		}
		t.all, t.decisions, t.chosen, t.aim, t.draft, t.failed = nil, nil, annotate.ID{}, nil, "", nil
		t.o.Show()
	}
	if t.running {
		t.waiting = true
		return
	}
	if open == nil {
		return
	}
	t.running, t.waiting = true, false
	article, me, codebook, content := open.Article.ID, t.o.Desk.Person().ID, t.o.Desk.SavedCodebook(), open.Text
	t.o.Work(func() {
		r := read{article: article}
		r.people, r.err = t.o.Project.People()
		if r.err == nil {
			l := newLooker(t.o.Project, me, r.people, codebook)
			r.threads, r.err = l.threads(storage.TalkFilter{Article: article, Reader: me}, content)
		}
		if r.err == nil {
			r.decisions, r.err = t.o.Project.Decisions(article)
		}
		t.o.UI(func() { t.take(r) })
	})
}

// take shows what was read, unless another article is open by now.
func (t *Talks) take(r read) {
	t.running = false
	if t.closed {
		return
	}
	if r.article == t.article {
		t.people, t.all, t.decisions, t.failed = r.people, r.threads, r.decisions, r.err
		if !t.want.IsZero() && t.find(t.want) != nil {
			t.chosen, t.want = t.want, annotate.ID{}
		}
		if t.find(t.chosen) == nil {
			t.chosen = annotate.ID{}
		}
		t.o.Show()
	}
	if t.waiting || r.article != t.article {
		t.Changed()
	}
}

// Failed is why the threads could not be read, or nil.
func (t *Talks) Failed() error { return t.failed }

// Count is how many threads there are about something.
type Count struct{ All, Open int }

// Counts is how many threads the annotations of the open article have.
func (t *Talks) Counts() map[annotate.ID]Count {
	counts := map[annotate.ID]Count{}
	for i := range t.all {
		if about := t.all[i].About; about.Kind == annotate.KindAnnotation {
			c := counts[about.ID]
			c.All++
			if t.all[i].Open() {
				c.Open++
			}
			counts[about.ID] = c
		}
	}
	return counts
}

// Total is how many threads the open article has.
func (t *Talks) Total() (c Count) {
	for i := range t.all {
		c.All++
		if t.all[i].Open() {
			c.Open++
		}
	}
	return c
}

// Person is who somebody is; one who is not known is somebody.
func (t *Talks) Person(id annotate.ID) annotate.Person { return personOf(t.people, id) }

func personOf(people []annotate.Person, id annotate.ID) annotate.Person {
	if id == annotate.GoldLayer {
		return annotate.GoldPerson()
	}
	if at := slices.IndexFunc(people, func(p annotate.Person) bool { return p.ID == id }); at >= 0 {
		return people[at]
	}
	return annotate.Person{ID: id, Name: "somebody", Initials: "?"}
}

// find is a thread of the article, or nil.
func (t *Talks) find(id annotate.ID) *Thread {
	if at := slices.IndexFunc(t.all, func(one Thread) bool { return one.ID == id }); at >= 0 {
		return &t.all[at]
	}
	return nil
}
