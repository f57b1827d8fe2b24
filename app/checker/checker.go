// Package checker is the presenter of the checks: what they find in the open
// article after each change, which finding is chosen, and what can be done
// about it. It knows no widgets.
package checker

import (
	"context"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/register"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/storage"
)

// Project is what the checker needs of a project; *storage.Project has it.
type Project interface {
	Article(annotate.ID) (annotate.Article, error)
	Checks() (lint.Settings, error)
	Register() (*register.Register, error)
	Subscribe(func(storage.Event)) (cancel func())
}

// Desk is what the checker needs of the desk; *desk.Desk has it.
type Desk interface {
	Open() *desk.Open
	Person() annotate.Person
	SavedCodebook() *annotate.Codebook
	Caret() int
	Point(mark annotate.ID, r text.Range)
	Fix(annotate.Draft) bool
	Choose(annotate.Draft)
	Say(desk.Tone, string)
}

// Options are what a checker is made with.
type Options struct {
	Project Project
	Desk    Desk
	UI      func(func()) // runs a function on the screen's goroutine
	Work    func(func()) // runs a function in the background, not in line behind the writing
	Show    func()       // tells that the findings, or what is chosen of them, changed
}

// Checker is the presenter. Its methods are called on the screen's goroutine.
type Checker struct {
	o       Options
	filter  Filter
	result  *result
	rows    []entry
	at      int           // of the rows, or -1
	want    *lint.Finding // to be gone to once it is found
	latest  int           // generation; results of an older one are dropped
	running bool
	waiting bool   // another check is due once this one is over
	cancel  func() // ends the check under way
	closed  bool
	end     func() // of the listening
	shared  shared
}

// result is what a check said about a layer.
type result struct {
	generation int
	article    annotate.ID
	person     annotate.ID
	text       string
	findings   []lint.Finding
	paragraphs []int // of each finding, from 1; 0 where the article as a whole is meant
	complete   lint.Completeness
	settings   lint.Settings
	counts     [lint.Error + 1]int
	err        error
}

// shared is what all articles of the project share, and which is read again
// only after it changed.
type shared struct {
	mu       sync.Mutex
	fresh    bool
	settings lint.Settings
	register *register.Register
}

// New returns a checker that has checked nothing.
func New(o Options) *Checker {
	c := &Checker{o: o, at: -1, cancel: func() {}}
	c.end = o.Project.Subscribe(c.heard)
	return c
}

// Close ends the check under way.
func (c *Checker) Close() {
	c.closed = true
	c.end()
	c.cancel()
}

// heard notes what somebody changed that holds for all articles. It is called
// on the goroutine that committed.
func (c *Checker) heard(e storage.Event) {
	for i := range e.Change.Edits {
		switch e.Change.Edits[i].Ref.Kind {
		case annotate.KindEntity, annotate.KindProject, annotate.KindBatch:
			if c.shared.spoil() {
				c.o.UI(c.Changed)
			}
			return
		}
	}
}

// spoil has everything read again; it tells whether it was not to be before.
func (s *shared) spoil() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.fresh
	s.fresh = false
	return was
}

// read gives settings and register, from memory where nothing changed.
func (s *shared) read(p Project) (lint.Settings, *register.Register, error) {
	s.mu.Lock()
	if s.fresh {
		defer s.mu.Unlock()
		return s.settings, s.register, nil
	}
	s.fresh = true // what changes from here on spoils it again
	s.mu.Unlock()
	settings, err := p.Checks()
	var entries *register.Register
	if err == nil {
		entries, err = p.Register()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings, s.register = settings, entries
	if err != nil {
		s.fresh = false
	}
	return settings, entries, err
}

// Changed has the open article checked: it is another one, or something about
// it changed. At most one check runs at a time, and one waits.
func (c *Checker) Changed() {
	if c.closed {
		return
	}
	c.latest++
	open := c.o.Desk.Open()
	if r := c.result; r != nil && (open == nil || open.Article.ID != r.article || open.Owner.ID != r.person) {
		c.take(nil) // it is about something else
	}
	if c.running {
		c.waiting = true
		c.cancel()
		return
	}
	if open != nil {
		c.start(open)
	}
}

func (c *Checker) start(open *desk.Open) {
	ctx, cancel := context.WithCancel(context.Background())
	c.running, c.waiting, c.cancel = true, false, cancel
	in := lint.Input{Article: open.Article.ID, Person: open.Owner.ID, Text: open.Text, Annotations: open.Marks, Codebook: c.o.Desk.SavedCodebook()}
	generation := c.latest
	c.o.Work(func() {
		r := c.check(ctx, in)
		cancel()
		r.generation = generation
		c.o.UI(func() { c.finish(r) })
	})
}

// check is done in the background.
func (c *Checker) check(ctx context.Context, in lint.Input) *result {
	r := &result{article: in.Article, person: in.Person, text: in.Text}
	article, err := c.o.Project.Article(in.Article)
	if err == nil {
		in.Meta = article.Meta
		in.Settings, in.Register, err = c.shared.read(c.o.Project)
	}
	if err == nil {
		r.findings, err = lint.Check(ctx, in)
	}
	if err == nil {
		r.complete = lint.Measure(in)
	}
	r.settings, r.err = in.Settings, err
	r.paragraphs = paragraphsOf(in.Text, r.findings)
	for i := range r.findings {
		r.counts[r.findings[i].Severity]++
	}
	return r
}

// paragraphsOf numbers the paragraphs that findings, which are in order, begin
// in; those about the article as a whole have 0.
func paragraphsOf(whole string, findings []lint.Finding) []int {
	list := make([]int, len(findings))
	if len(findings) == 0 {
		return list
	}
	paragraphs, at := text.Paragraphs(whole), 0
	for i := range findings {
		if findings[i].Range.Empty() && findings[i].Annotation.IsZero() {
			continue
		}
		for at+1 < len(paragraphs) && paragraphs[at+1].Start <= findings[i].Range.Start {
			at++
		}
		list[i] = at + 1
	}
	return list
}

func (c *Checker) finish(r *result) {
	c.running = false
	switch {
	case c.closed:
	case c.waiting:
		c.waiting = false
		c.Changed()
	case r.generation == c.latest:
		c.take(r)
	}
}

// take shows a result; nil is none.
func (c *Checker) take(r *result) {
	var chosen *lint.Finding
	if f, ok := c.Chosen(); ok && r != nil && c.result.article == r.article {
		chosen = &f
	}
	if r != nil && r.err != nil {
		c.o.Desk.Say(desk.Warning, "The article could not be checked: "+r.err.Error())
		r.findings = nil
	}
	c.result = r
	want := c.want
	if r != nil {
		c.want = nil
	}
	if want != nil {
		chosen = want
	}
	c.list(chosen)
	c.o.Show()
	if want != nil && r != nil {
		c.point()
	}
}

// Settled tells whether the findings are those of the article as it is now.
func (c *Checker) Settled() bool {
	return !c.running && (c.result == nil || c.result.generation == c.latest)
}

// Findings are all there are, by place. The list is not to be written to.
func (c *Checker) Findings() []lint.Finding {
	if c.result == nil {
		return nil
	}
	return c.result.findings
}

// Checked tells whether an article is open that was checked.
func (c *Checker) Checked() bool { return c.result != nil }

// Complete says how much of the layer is done.
func (c *Checker) Complete() lint.Completeness {
	if c.result == nil {
		return lint.Completeness{}
	}
	return c.result.complete
}

// Settings are what the project has chosen, as of the last check.
func (c *Checker) Settings() lint.Settings {
	if c.result == nil {
		return lint.Settings{}
	}
	return c.result.settings
}
