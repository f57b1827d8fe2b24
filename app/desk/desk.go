// Package desk is the presenter behind the window: what is open, what is
// marked, what is under way, and what can be done with it. It knows no
// widgets; the window asks it what to show and tells it what a person did.
//
// An action goes one way: the desk makes a draft, shows at once what it will
// do, has it committed in the background, and then shows what the project
// says. When the commit fails the preview goes and the reason is shown.
package desk

import (
	"context"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/register"
	"bluepencil/annotate/text"
	"bluepencil/storage"
)

// Project is what the desk needs of a project; *storage.Project has it.
type Project interface {
	versioned
	layered
	seen
	carded
	registered
	Articles(storage.ArticleFilter, func(storage.ArticleRow) bool) error
	List(context.Context, storage.ArticleFilter) (*storage.List, error)
	Article(annotate.ID) (annotate.Article, error)
	Text(annotate.ID) (string, error)
	Layer(article, person annotate.ID) (annotate.Layer, error)
	Annotations(article, layer annotate.ID) ([]annotate.Annotation, error)
	DeletedAnnotations(article, layer annotate.ID) ([]annotate.Annotation, error)
	People() ([]annotate.Person, error)
	Codebook() (*annotate.Codebook, error)
	SplitLayer(ctx context.Context, person annotate.ID, split annotate.Split) (int, error)
	Commit(annotate.Draft) (annotate.Change, error)
	SubmitLayer(article, person annotate.ID) (annotate.Change, error)
	KeptFromDone(ctx context.Context, article, person annotate.ID) ([]lint.Finding, error)
	Undo(annotate.ID) (storage.Undone, error)
	Redo(annotate.ID) (storage.Undone, error)
	UndoName(annotate.ID) (string, bool)
	RedoName(annotate.ID) (string, bool)
	History(storage.HistoryFilter, func(annotate.Change) bool) error
}

// What says what changed, so that the window shows only that anew.
type What int

// What can change.
const (
	ListChanged     What = iota // the article list
	ArticleOpened               // another article, or none
	MarksChanged                // the annotations of the open article
	CurrentChanged              // which annotation is current, or linking began or ended
	StateChanged                // saved or not, the names of undo and redo
	Said                        // a message
	Marked                      // the selection was marked and is needed no more
	FindChanged                 // the places of the words that are looked for in the article
	LinkBegun                   // the target of a link is to be chosen, from the caret on
	Arrived                     // the open article is to be shown at the caret, or at Target
	RowsRead                    // rows of the list that were asked for
	CaretMoved                  // the caret is to stand where the desk has it
	LayerShown                  // whose layer of the open article is shown
	CodebookChanged             // labels, what they look like, or what is asked about them
	NotClean                    // the checks keep the open article from being done; Kept lists why
	RegisterChanged             // entries of the register, or how often they are named
	CardChanged                 // what is proposed to complete the current quote
)

// Tone is how serious a message is.
type Tone int

// The tones of messages.
const (
	Info Tone = iota
	Warning
	Failure
)

// Message is a sentence for the status line.
type Message struct {
	Text string
	Tone Tone
}

// Open is the article on the desk.
type Open struct {
	Article annotate.Article
	Text    string
	Owner   annotate.Person // whose layer is shown
	Layer   annotate.Layer
	saved   []annotate.Annotation // as the project has them
	Marks   []annotate.Annotation // with what is under way
	Pending map[annotate.ID]bool  // annotations that are not saved yet

	register *register.Register // as it was when the marks were read
}

// Linking is a link whose target is still to be chosen.
type Linking struct {
	From annotate.ID
	Role annotate.Role
}

// Options are what a desk is made with.
type Options struct {
	Project Project
	Person  annotate.Person
	UI      func(func())     // runs a function on the screen's goroutine
	Work    func(func())     // runs a function in the background, one after the other
	Show    func(What)       // tells the window, on the screen's goroutine
	Now     func() time.Time // the machine's clock
}

// Desk is the presenter. Its methods are called on the screen's goroutine.
type Desk struct {
	o         Options
	codebook  *annotate.Codebook // with the edits that are under way
	trying    *annotate.Draft    // an edit of it that is only shown
	shownBook *annotate.Codebook // with that, too

	filter     storage.ArticleFilter
	listed     listView
	stopSearch func() // gives up the search for the list
	left       bool   // the project is being closed
	open       *Open
	opened     int // generation of the open article
	current    annotate.ID
	selection  text.Range
	caret      int
	goal       text.Range // what is to be selected on arrival; empty for the caret alone
	linking    *Linking
	kept       []lint.Finding // what kept the article from being done, the last time
	proposals  bool           // cue and speaker are proposed when a quote is marked
	proposing  int            // generation; late proposals of an older one are dropped
	card       *QuoteCard     // what is proposed; of the current quote, or stale
	finding    *Finding
	underWay   []*annotate.Draft
	reviewing  int // how many writes of the review are under way
	savedAt    time.Time
	failed     error
	undo, redo string
	message    Message
	roll       roll
	register   *register.Register
	uses       map[annotate.ID]int // how often entities are named in the project; nil where that was not counted
	usesOld    bool                // something was taken back since
	places     places
}

// New returns a desk with nothing open. It fails where the codebook cannot
// be read.
func New(o Options) (*Desk, error) {
	codebook, err := o.Project.Codebook()
	if err != nil {
		return nil, err
	}
	d := &Desk{o: o, codebook: codebook, shownBook: codebook, stopSearch: func() {}, register: register.New(nil)}
	d.filter.Person = o.Person.ID
	d.refreshNames()
	return d, nil
}

// Person is who works here.
func (d *Desk) Person() annotate.Person { return d.o.Person }

// Open is the article on the desk, or nil.
func (d *Desk) Open() *Open { return d.open }

// Message is the latest message.
func (d *Desk) Message() Message { return d.message }

// Linking is the link being made, or nil.
func (d *Desk) Linking() *Linking { return d.linking }

// UndoName and RedoName are what Undo and Redo would do, or "".
func (d *Desk) UndoName() string { return d.undo }

// RedoName is what Redo would bring back, or "".
func (d *Desk) RedoName() string { return d.redo }

// Saved says in a few words whether everything is saved.
func (d *Desk) Saved() (words string, ok bool) {
	switch {
	case d.failed != nil:
		return "not saved", false
	case d.Saving():
		return "saving…", true
	case d.savedAt.IsZero():
		return "", true
	}
	return "saved " + d.savedAt.Format("15:04"), true
}

// Saving tells whether something is being saved.
func (d *Desk) Saving() bool { return len(d.underWay)+d.reviewing > 0 }

// Failed is why the last action was not saved, or nil.
func (d *Desk) Failed() error { return d.failed }

// Say shows a message.
func (d *Desk) Say(tone Tone, sentence string) {
	d.message = Message{sentence, tone}
	d.o.Show(Said)
}

func (d *Desk) refreshNames() {
	d.undo, _ = d.o.Project.UndoName(d.o.Person.ID)
	d.redo, _ = d.o.Project.RedoName(d.o.Person.ID)
}
