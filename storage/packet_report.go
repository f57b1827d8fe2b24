package storage

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/packet"
)

// ErrForeign: a packet is of another project.
var ErrForeign = errors.New("the packet is of another project")

// BrokenChain tells where two copies of a project have different histories
// under the same number: one of them was changed outside Bluepencil, or made of
// a copy of the file that nobody noticed. It wraps annotate.ErrChain.
type BrokenChain struct {
	Person  string // whose changes they are, or "somebody"
	Stream  annotate.Stream
	Replica annotate.ID
	Number  uint64 // the first change known to differ
}

// Error names person, stream and number.
func (e *BrokenChain) Error() string {
	return fmt.Sprintf("%v: change %d of stream %s by %s (copy %s) is another one here than there", annotate.ErrChain, e.Number, e.Stream, e.Person, e.Replica)
}

// Unwrap is annotate.ErrChain.
func (e *BrokenChain) Unwrap() error { return annotate.ErrChain }

// Taken tells what taking packets in has changed, or would change.
type Taken struct {
	Packets []TakenPacket
	// People is what each member has done, ordered by name.
	People []PersonsPart
	// Articles that are new here, and those whose title, fields or note changed.
	ArticlesAdded   int
	ArticlesChanged int
	Purged          []annotate.ID // articles that a purge in the packets erases here
	Codebook        int           // changes of the codebook
	Entities        int           // changes of the register
	Members         int           // changes of the list of people
	Comments        int           // changes of comments
	Decisions       int           // changes of decisions
	// Conflicts are those that were not there before. Every one is settled by
	// Project.Settle, and none goes away by itself.
	Conflicts []annotate.Conflict
	// Twins are articles that came with a text another one has.
	Twins []Twins
}

// Refused counts the packets that were refused.
func (t *Taken) Refused() (n int) {
	for i := range t.Packets {
		if t.Packets[i].Err != nil {
			n++
		}
	}
	return n
}

// TakenPacket is what became of one packet.
type TakenPacket struct {
	Path   string
	Header packet.Header // zero where it could not be read
	Err    error         // why it was refused, whole; nil where it was taken
	MergeReport
}

// PersonsPart counts what one person has done, as far as it was not known here.
// A marking that was changed twice counts twice.
type PersonsPart struct {
	ID          annotate.ID
	Name        string
	Changes     int
	Added       int // annotations
	Changed     int
	Deleted     int
	Submissions int
}

// tally collects what Taken tells. It belongs to one merge.
type tally struct {
	taken  Taken
	people map[annotate.ID]*PersonsPart
	// conflicted are objects that people have set without knowing of each other,
	// with the losers there were before.
	conflicted map[annotate.Ref]map[annotate.Stamp]bool
	texts      map[annotate.Digest]bool // of articles that are new here
	changed    map[annotate.ID]bool     // articles
}

func newTally() *tally {
	return &tally{people: map[annotate.ID]*PersonsPart{}, conflicted: map[annotate.Ref]map[annotate.Stamp]bool{},
		texts: map[annotate.Digest]bool{}, changed: map[annotate.ID]bool{}}
}

// before notes the conflicts there are on what a change is about to touch.
func (y *tally) before(t *transaction, c *annotate.Change) error {
	for _, ref := range annotate.Touched(c) {
		if _, noted := y.conflicted[ref]; noted {
			continue
		}
		o, err := t.object(ref)
		if err != nil {
			return err
		}
		if !hasLosers(o) {
			continue
		}
		y.conflicted[ref] = map[annotate.Stamp]bool{}
		for _, conflict := range o.Conflicts() {
			y.conflicted[ref][conflict.Loser.Stamp] = true
		}
	}
	return nil
}

// hasLosers tells whether an object can have conflicts at all.
func hasLosers(o *annotate.Object) bool {
	for _, f := range o.Fields {
		if len(f.Losers) > 0 {
			return true
		}
	}
	return false
}

// after counts a change that was applied.
func (y *tally) after(t *transaction, c *annotate.Change) error {
	person := y.person(c.Person)
	person.Changes++
	for _, ref := range annotate.Touched(c) {
		o, err := t.object(ref)
		if err != nil {
			return err
		}
		if _, noted := y.conflicted[ref]; !noted && hasLosers(o) {
			y.conflicted[ref] = nil
		}
		y.count(person, c, ref)
	}
	return nil
}

func (y *tally) person(id annotate.ID) *PersonsPart {
	if y.people[id] == nil {
		y.people[id] = &PersonsPart{ID: id}
	}
	return y.people[id]
}

func (y *tally) count(person *PersonsPart, c *annotate.Change, ref annotate.Ref) {
	made, gone := fate(c, ref)
	switch ref.Kind {
	case annotate.KindAnnotation:
		switch {
		case made:
			person.Added++
		case gone:
			person.Deleted++
		default:
			person.Changed++
		}
	case annotate.KindSubmission:
		person.Submissions++
	case annotate.KindArticle:
		y.article(c, ref, made)
	case annotate.KindCodebook:
		y.taken.Codebook++
	case annotate.KindEntity:
		y.taken.Entities++
	case annotate.KindPerson:
		y.taken.Members++
	case annotate.KindComment:
		y.taken.Comments++
	case annotate.KindDecision:
		y.taken.Decisions++
	}
}

func (y *tally) article(c *annotate.Change, ref annotate.Ref, made bool) {
	for i := range c.Edits {
		if digest, ok := contentOf(&c.Edits[i]); ok {
			y.texts[digest] = true
		}
		if article, ok := annotate.IsPurge(&c.Edits[i]); ok && article == ref.ID {
			y.taken.Purged = append(y.taken.Purged, article)
			return
		}
	}
	if made {
		y.taken.ArticlesAdded++
	} else if !y.changed[ref.ID] {
		y.changed[ref.ID] = true
		y.taken.ArticlesChanged++
	}
}

// fate tells whether a change makes an object, or puts it into the bin.
func fate(c *annotate.Change, ref annotate.Ref) (made, gone bool) {
	for i := range c.Edits {
		if e := &c.Edits[i]; e.Ref == ref && e.Field == annotate.FieldDeleted {
			made = e.Old == nil && e.New != nil
			gone = e.New == nil || annotate.As[bool](e.New)
		}
	}
	return made, gone
}

// finish looks at the state that all packets together have made.
func (y *tally) finish(t *transaction) error {
	for ref, known := range y.conflicted {
		o, err := t.object(ref)
		if err != nil {
			return err
		}
		for _, conflict := range o.Conflicts() {
			if !known[conflict.Loser.Stamp] {
				y.taken.Conflicts = append(y.taken.Conflicts, conflict)
			}
		}
	}
	slices.SortFunc(y.taken.Conflicts, compareConflicts)
	for _, person := range y.people {
		person.Name = t.personName(person.ID)
		y.taken.People = append(y.taken.People, *person)
	}
	slices.SortFunc(y.taken.People, func(a, b PersonsPart) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
	return y.twins(t)
}

// twins looks for articles that came with a text another one has.
func (y *tally) twins(t *transaction) error {
	shows := func(batch annotate.ID) (bool, error) {
		o, err := t.object(annotate.BatchRef(batch))
		return batch.IsZero() || err == nil && annotate.BatchVisible(o), err
	}
	for digest := range y.texts {
		twins, err := twinsOf(t.w, t.object, shows, digest)
		if err != nil {
			return err
		}
		if len(twins.Articles) > 1 {
			y.taken.Twins = append(y.taken.Twins, twins)
		}
	}
	slices.SortFunc(y.taken.Twins, func(a, b Twins) int { return a.Articles[0].Compare(b.Articles[0]) })
	return nil
}

func compareConflicts(a, b annotate.Conflict) int {
	return cmp.Or(a.Ref.Compare(b.Ref), cmp.Compare(a.Field, b.Field), b.Loser.Stamp.Compare(a.Loser.Stamp))
}
