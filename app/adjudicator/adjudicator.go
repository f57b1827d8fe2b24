// Package adjudicator is the presenter of comparing and settling: what several
// people have submitted of the open article side by side, the unit that is to be
// decided, and what each key does about it. It knows no widgets.
package adjudicator

import (
	"math/rand/v2"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/talk"
	"bluepencil/app/desk"
	"bluepencil/storage"
)

// Project is what the adjudicator needs of a project; *storage.Project has it.
type Project interface {
	Reviewer(people ...annotate.ID) (*storage.Reviewer, error)
	People() ([]annotate.Person, error)
	Layers(article annotate.ID) ([]annotate.Layer, error)
	MaySee(reader, article, owner annotate.ID) (rounds.Sight, error)
	Comments(article annotate.ID) ([]talk.Comment, error)
	Say(talk.Comment) (talk.Comment, error)
	Commit(annotate.Draft) (annotate.Change, error)
	Subscribe(func(storage.Event)) (cancel func())
}

// Desk is what the adjudicator needs of the desk; *desk.Desk has it.
type Desk interface {
	Open() *desk.Open
	Person() annotate.Person
	SavedCodebook() *annotate.Codebook
	EntryName(annotate.ID) string
	OpenArticle(annotate.ID)
	Review(action string, write func() error, then func(error))
	Undo()
	UndoName() string
	Say(desk.Tone, string)
}

// Ask is something that a person is to be asked.
type Ask int

// What can be asked.
const (
	AskLabel   Ask = iota // which label
	AskComment            // what there is to say
	AskReason             // why it was decided so, and by which rule
	AskAlike              // whether the others of the same words go along; see Alike
	AskLeave              // nothing: the keyboard goes back to the text
)

// Options are what an adjudicator is made with.
type Options struct {
	Project Project
	Desk    Desk
	UI      func(func()) // runs a function on the screen's goroutine
	Work    func(func()) // runs a function in the background, not in line behind the writing
	Show    func()       // tells that what is shown changed
	Ask     func(Ask)    // asks the person something
	Now     func() time.Time
	Seed    uint64 // of the order of people while their names are hidden; 0 draws one
}

// Adjudicator is the presenter. Its methods are called on the screen's goroutine.
type Adjudicator struct {
	o      Options
	reader reader
	survey survey
	closed bool
	end    func() // of the listening

	wanted  int  // generation; what was read for an older one is read again
	running bool // an article is being read
	page    *page
	voters  []Voter
	hidden  bool

	filter  Filter
	list    []*review.Unit // that the filter shows
	at      int            // of the list, or -1
	current place          // of the unit that is shown

	pending map[annotate.ID]int // units, by their first mark, whose decision is being written
	landed  []annotate.ID       // of those, what is written and not read yet
	trail   []stop              // the units decided, for undo
	said    map[annotate.ID]explanation
	edit    *boundary // nil where no boundary is being edited
	forAll  bool      // the next decision is for all of the same words
	alike   *Alike    // that was asked about last
}

// place is where a unit is: it has no id, and is found by its marks.
type place struct {
	article annotate.ID
	marks   []annotate.ID
	start   int // in bytes; what is nearest is taken where the marks are gone
}

// stop is a unit that was decided.
type stop struct{ article, mark annotate.ID }

// explanation is a reason and a rule of the guideline for the next decision.
type explanation struct{ reason, clause string }

// New returns an adjudicator that has read nothing; see Load.
func New(o Options) *Adjudicator {
	if o.Seed == 0 {
		o.Seed = rand.Uint64() | 1
	}
	a := &Adjudicator{o: o, at: -1, pending: map[annotate.ID]int{}, said: map[annotate.ID]explanation{}}
	a.reader.project = o.Project
	a.end = o.Project.Subscribe(a.heard)
	return a
}

// Close ends what is under way.
func (a *Adjudicator) Close() {
	a.closed = true
	a.end()
	a.survey.stop()
}

// heard notes what somebody changed. It is called on the goroutine that
// committed.
func (a *Adjudicator) heard(e storage.Event) {
	touched, shared := map[annotate.ID]bool{}, false
	for i := range e.Change.Edits {
		ref := e.Change.Edits[i].Ref
		touched[ref.Article] = true
		shared = shared || ref.Article.IsZero()
	}
	if shared {
		a.reader.forget()
	}
	a.o.UI(func() { a.changed(touched, shared) })
}

// changed reads again what is shown, and counts again what was counted.
func (a *Adjudicator) changed(touched map[annotate.ID]bool, shared bool) {
	if a.closed {
		return
	}
	delete(touched, annotate.ID{})
	open := a.o.Desk.Open()
	if shared || open != nil && touched[open.Article.ID] {
		a.Load()
	}
	if shared {
		a.startSurvey()
		return
	}
	a.recount(touched)
}

// Settled tells whether what is shown is the article as it is now.
func (a *Adjudicator) Settled() bool {
	return !a.running && len(a.pending) == 0 && len(a.landed) == 0
}

// Sheet is the article under review; nil where there is nothing to compare.
// It is only to be read.
func (a *Adjudicator) Sheet() *review.Sheet {
	if a.page == nil || !a.page.comparable() {
		return nil
	}
	return a.page.sheet
}
