package adjudicator

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/talk"
	"bluepencil/storage"
)

// reader reads articles for review. What it knows of codebook, register and
// people it reads again only after they changed.
type reader struct {
	project  Project
	mu       sync.Mutex
	reviewer *storage.Reviewer
}

func (r *reader) get() (*storage.Reviewer, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.reviewer != nil {
		return r.reviewer, nil
	}
	made, err := r.project.Reviewer()
	r.reviewer = made
	return made, err
}

func (r *reader) forget() {
	r.mu.Lock()
	r.reviewer = nil
	r.mu.Unlock()
}

// sheet reads an article as it stands.
func (r *reader) sheet(article annotate.ID) (*review.Sheet, error) {
	reviewer, err := r.get()
	if err != nil {
		return nil, err
	}
	return reviewer.Sheet(article)
}

// page is what is read of an article.
type page struct {
	article  annotate.ID
	sheet    *review.Sheet
	people   map[annotate.ID]annotate.Person
	layers   []annotate.Layer
	comments []talk.Comment
	blind    bool // the person may not see the others' layers yet
	err      error
}

// comparable tells whether there is something to compare.
func (p *page) comparable() bool {
	return p.err == nil && !p.blind && p.sheet != nil && len(p.sheet.People) > 1
}

// read is done in the background.
func (a *Adjudicator) read(article, me annotate.ID) *page {
	p := &page{article: article, people: map[annotate.ID]annotate.Person{}}
	people, err := a.o.Project.People()
	for _, one := range people {
		p.people[one.ID] = one
	}
	if err == nil {
		p.layers, err = a.o.Project.Layers(article)
	}
	if err == nil {
		p.sheet, err = a.reader.sheet(article)
	}
	if err == nil {
		p.comments, err = a.o.Project.Comments(article)
	}
	for i := 0; err == nil && i < len(p.sheet.People); i++ {
		var sight rounds.Sight
		sight, err = a.o.Project.MaySee(me, article, p.sheet.People[i])
		p.blind = p.blind || sight == rounds.Nothing
	}
	p.err = err
	return p
}

// Load reads the open article. One is read at a time; what was asked for
// meanwhile is read once it is over.
func (a *Adjudicator) Load() {
	if a.closed {
		return
	}
	a.wanted++
	if !a.running {
		a.start()
	}
}

func (a *Adjudicator) start() {
	open := a.o.Desk.Open()
	if open == nil {
		a.take(nil)
		return
	}
	if a.page != nil && a.page.article != open.Article.ID {
		a.recount(map[annotate.ID]bool{a.page.article: true}) // what was decided there last may not be read yet
	}
	a.running = true
	generation, landed := a.wanted, a.landed
	a.landed = nil
	article, me := open.Article.ID, a.o.Desk.Person().ID
	a.o.Work(func() {
		p := a.read(article, me)
		a.o.UI(func() { a.finish(p, generation, landed) })
	})
}

// finish takes what was read, unless something changed since.
func (a *Adjudicator) finish(p *page, generation int, landed []annotate.ID) {
	a.running = false
	if a.closed {
		return
	}
	if generation != a.wanted {
		a.landed = append(landed, a.landed...)
		a.start()
		return
	}
	for _, mark := range landed {
		if a.pending[mark]--; a.pending[mark] <= 0 {
			delete(a.pending, mark)
		}
	}
	a.take(p)
}

// take shows what was read; nil is no article.
func (a *Adjudicator) take(p *page) {
	if p == nil || a.page == nil || a.page.article != p.article {
		a.edit, a.forAll, a.alike = nil, false, nil
		clear(a.said)
	}
	a.page = p
	a.name()
	a.relist()
	if s := a.Sheet(); s != nil {
		a.counted(s)
	}
	a.o.Show()
}

// Missing says kindly why there is nothing to compare; "" where there is.
func (a *Adjudicator) Missing() string {
	p := a.page
	switch {
	case p == nil && a.running:
		return "Reading the article…"
	case p == nil:
		return "No article is open. Open one that at least two people have submitted."
	case p.err != nil:
		return "What was submitted of the article could not be read: " + p.err.Error()
	case p.blind:
		return "You are still at work on this article yourself. What the others have marked is shown once you have submitted yours (Ctrl+Enter)."
	case len(p.sheet.People) < 2:
		return p.lacking()
	case len(p.sheet.Units) == 0:
		return fmt.Sprintf("%d people have submitted this article, and nobody has marked anything in it. N goes to the next article with something to decide.", len(p.sheet.People))
	}
	return ""
}

// lacking says who has submitted the article, and who has not.
func (p *page) lacking() string {
	var done, others []string
	for i := range p.layers {
		l := &p.layers[i]
		person, known := p.people[l.Person]
		switch {
		case !known:
		case slices.Contains(p.sheet.People, l.Person):
			done = append(done, person.Name)
		case l.Status != annotate.StatusNew:
			others = append(others, fmt.Sprintf("%s (%s)", person.Name, l.Status))
		}
	}
	words := "Nobody has submitted this article yet."
	if len(done) > 0 {
		words = "Only " + strings.Join(done, " and ") + " has submitted this article so far."
	}
	if len(others) > 0 {
		words += " Not submitted: " + strings.Join(others, ", ") + "."
	}
	return words + " To compare takes two people who have submitted it with “Done”. N goes to the next article with something to decide."
}
