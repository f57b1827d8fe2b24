// Package listing keeps what a list of articles is filtered and sorted by: a
// file of about a hundred bytes an article that is gone through from its
// beginning at every search, and the few entries that changed since it was
// written. It is derived from the project and can be made again at any time.
// Memory does not grow with the corpus: a search keeps the ids it found.
//
// A file is a header, blocks of entries in the order of their ids, and an
// empty block. Header and blocks carry checksums, so that damage is found by
// whoever reads it and never shown to anybody.
package listing

import (
	"errors"
	"strings"

	"bluepencil/annotate"
)

// ErrDamaged: the file is not what was written, or not a listing.
var ErrDamaged = errors.New("the list of articles kept beside the project is damaged")

// Stamp says what a listing was made of.
type Stamp struct {
	Project annotate.ID
	Replica annotate.ID
	Arrival uint64      // the position of the history up to which it is right
	Change  annotate.ID // the change at that position
}

// State says where an article is.
type State uint8

// The states of an article. Entries that are absent stand only for what was
// there when the file was written.
const (
	Absent State = iota
	Live
	Binned
)

// Entry is an article as the listing has it. The texts of an entry that is
// visited belong to the listing and hold until the next one.
type Entry struct {
	ID        annotate.ID
	Batch     annotate.ID // the bulk work that made it, or zero
	State     State
	Words     []byte // see WordsOf
	Published []byte
	Standing  []Standing
}

// Standing is where a person stands with an article. Whoever has not touched
// it has none.
type Standing struct {
	Person annotate.ID
	Status annotate.Status
}

// parting stands between the texts of Words. No text has it: in lower case
// every text is valid UTF-8.
const parting = "\xff"

// WordsOf joins the texts that are searched, in lower case, the title first.
func WordsOf(title string, others ...string) []byte {
	words := []byte(lower(title))
	for _, text := range others {
		words = append(append(words, parting...), lower(text)...)
	}
	return words
}

// lower is the text in lower case, with what is no UTF-8 replaced.
func lower(text string) string { return strings.ToLower(strings.ToValidUTF8(text, "\uFFFD")) }

// status is where the person stands.
func (e *Entry) status(person annotate.ID) annotate.Status {
	for _, s := range e.Standing {
		if s.Person == person {
			return s.Status
		}
	}
	return annotate.StatusNew
}

// title is the first of the words.
func (e *Entry) title() []byte {
	for i, b := range e.Words {
		if b == parting[0] {
			return e.Words[:i]
		}
	}
	return e.Words
}

// clone is an entry that belongs to the caller.
func (e *Entry) clone() Entry {
	c := *e
	c.Words, c.Published = append([]byte{}, e.Words...), append([]byte{}, e.Published...)
	c.Standing = append([]Standing{}, e.Standing...)
	return c
}
