package annotate

import (
	"errors"
	"fmt"
)

// The domain's sentinel errors. Errors that reach a person wrap one of them
// with what happened, to which object, and what to do.
var (
	// ErrNotFound: the named object does not exist in the project.
	ErrNotFound = errors.New("not found")
	// ErrInvalid: a draft breaks a rule of the domain or of the codebook.
	ErrInvalid = errors.New("not allowed by the codebook")
	// ErrText: a name, a note or a reason is no text.
	ErrText = errors.New("not valid UTF-8")
	// ErrSpan: a span does not fit its article's text.
	ErrSpan = errors.New("span does not match the text")
	// ErrForeignLayer: somebody tried to write in another person's layer.
	ErrForeignLayer = errors.New("layer belongs to somebody else")
	// ErrChangedSince: an undo found that others changed every field it would restore.
	ErrChangedSince = errors.New("changed since by somebody else")
	// ErrNothingToUndo: the person has no change left to undo, or to redo.
	ErrNothingToUndo = errors.New("nothing to undo")
	// ErrGap: received changes skip a sequence number of their stream.
	ErrGap = errors.New("changes are missing in between")
	// ErrChain: received changes do not fit the hash chain of their stream.
	ErrChain = errors.New("the history does not fit together")
	// ErrDuplicate: the same text is in the project already.
	ErrDuplicate = errors.New("already in the project")
	// ErrPurged: the text was erased for good, and is not to come back.
	ErrPurged = errors.New("erased for good")
)

// refusal is an ErrInvalid in words of its own.
type refusal string

// Error gives the words.
func (r refusal) Error() string { return string(r) }

// Is makes the refusal match ErrInvalid.
func (r refusal) Is(target error) bool { return target == ErrInvalid }

// Refuse makes an error that matches ErrInvalid and says nothing but what is
// given: for rules that no codebook makes.
func Refuse(format string, args ...any) error { return refusal(fmt.Sprintf(format, args...)) }
