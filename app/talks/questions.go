package talks

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage"
)

// Whole is what the list of open questions needs of a project; *storage.Project
// has it.
type Whole interface {
	spoken
	People() ([]annotate.Person, error)
	Article(annotate.ID) (annotate.Article, error)
	Codebook() (*annotate.Codebook, error)
	Flagged(ctx context.Context, reader annotate.ID) ([]annotate.Annotation, error)
}

// Question is something that is open: a thread, or an annotation that its
// author is not sure of.
type Question struct {
	Article annotate.ID
	Title   string      // of the article
	Thread  annotate.ID // zero for a flagged annotation
	Who     string      // who spoke last, or whose annotation it is
	On      string      // what it is about
	Words   string      // what was said last, or the note
	When    time.Time   // zero for a flagged annotation
	Calls   bool        // it calls the reader
	Layer   annotate.ID
	Mark    annotate.ID
	Range   text.Range
}

// Kind says which questions are listed.
type Kind int

// The kinds, in the order in which they are offered.
const (
	AllQuestions Kind = iota
	ThreadsAlone
	FlagsAlone
	CallsMe
)

// Questions is the list of what is open in a project.
type Questions struct {
	all  []Question
	kind Kind
	rows []Question
}

// ReadQuestions reads what is open, as far as a person may see it. It goes
// through the whole project; cancelling the context ends it.
func ReadQuestions(ctx context.Context, p Whole, me annotate.ID) (*Questions, error) {
	people, err := p.People()
	if err != nil {
		return nil, err
	}
	codebook, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	l := newLooker(p, me, people, codebook)
	threads, err := l.threads(storage.TalkFilter{Open: true, Reader: me}, "")
	if err != nil {
		return nil, err
	}
	q := &Questions{}
	for i := range threads {
		q.all = append(q.all, questionOf(&threads[i], l, me))
	}
	flagged, err := p.Flagged(ctx, me)
	if err != nil {
		return nil, err
	}
	for i := range flagged {
		a := &flagged[i]
		q.all = append(q.all, Question{Article: a.Article, Who: personOf(people, a.Layer).Name, On: markWords(codebook, a), Words: text.OneLine(a.Note),
			Layer: a.Layer, Mark: a.ID, Range: text.Range{Start: a.Start(), End: a.End()}})
	}
	if err := q.titles(p); err != nil {
		return nil, err
	}
	slices.SortStableFunc(q.all, func(a, b Question) int {
		return cmp.Or(cmp.Compare(a.Title, b.Title), a.Article.Compare(b.Article), cmp.Compare(a.Range.Start, b.Range.Start), a.When.Compare(b.When))
	})
	q.List(AllQuestions)
	return q, ctx.Err()
}

func questionOf(t *Thread, l *looker, me annotate.ID) Question {
	last := t.Latest()
	return Question{Article: t.Article, Thread: t.ID, Who: personOf(l.people, last.Author).Name, On: t.On, Words: text.OneLine(last.Text), When: last.Written,
		Calls: t.Calls(me), Layer: t.Layer, Mark: t.Mark, Range: t.Range}
}

func (q *Questions) titles(p Whole) error {
	known := map[annotate.ID]string{}
	for i := range q.all {
		id := q.all[i].Article
		if _, is := known[id]; !is {
			a, err := p.Article(id)
			if err != nil {
				return err
			}
			known[id] = a.Title()
		}
		q.all[i].Title = known[id]
	}
	return nil
}

// List lists the questions of a kind.
func (q *Questions) List(kind Kind) {
	q.kind, q.rows = kind, nil
	for _, one := range q.all {
		thread := !one.Thread.IsZero()
		if kind == AllQuestions || kind == ThreadsAlone && thread || kind == FlagsAlone && !thread || kind == CallsMe && one.Calls {
			q.rows = append(q.rows, one)
		}
	}
}

// Rows are the questions that are listed.
func (q *Questions) Rows() []Question { return q.rows }

// Kind is the kind that is listed.
func (q *Questions) Kind() Kind { return q.kind }

// Words says how much is open.
func (q *Questions) Words() string {
	threads, flags, calls := 0, 0, 0
	for _, one := range q.all {
		if one.Thread.IsZero() {
			flags++
		} else {
			threads++
		}
		if one.Calls {
			calls++
		}
	}
	if threads+flags == 0 {
		return "Nothing is open: no thread, and no annotation that is flagged with a question."
	}
	said := counted(threads, "open thread")
	if calls > 0 {
		said += fmt.Sprintf(", %d of them calling you", calls)
	}
	return said + "; " + counted(flags, "annotation") + " with a question."
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
