package annotate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Stream is the part of a project a change belongs to. Sequence numbers and
// hash chains run per replica and stream, so that a packet that leaves a
// stream out leaves no gap.
type Stream string

// The streams that are not a person's layer.
const (
	StreamBase   Stream = "base"   // articles, codebook, register, people, rounds
	StreamReview Stream = "review" // comments and decisions
)

const layerPrefix = "layer/"

// LayerStream is the stream of a person's own markings.
func LayerStream(person ID) Stream { return Stream(layerPrefix + person.String()) }

// Owner is the person whose layer the stream is, or the zero ID.
func (s Stream) Owner() ID {
	text, ok := strings.CutPrefix(string(s), layerPrefix)
	if !ok {
		return ID{}
	}
	id, err := ParseID(text)
	if err != nil {
		return ID{}
	}
	return id
}

// StreamOf is the stream that changes of the object belong to.
func StreamOf(r Ref) Stream {
	switch r.Kind {
	case KindAnnotation, KindLayer, KindSubmission, KindEnvelope:
		return LayerStream(r.Owner)
	case KindComment, KindDecision:
		return StreamReview
	default:
		return StreamBase
	}
}

// Digest is a SHA-256.
type Digest [sha256.Size]byte

// String is the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// DigestOf hashes bytes.
func DigestOf(b []byte) Digest { return sha256.Sum256(b) }

// Edit sets one field of one object. Old and Over say what it replaced: Old
// is the inverse, Over the stamps of the settings its author had seen.
type Edit struct {
	_     struct{} `cbor:",toarray"`
	Ref   Ref
	Field string
	New   Value
	Old   Value
	Over  []Stamp
}

// Header is what stays of a change for ever; the payload it digests can be
// purged without breaking the chain.
type Header struct {
	_       struct{} `cbor:",toarray"`
	ID      ID
	Replica ID
	Stream  Stream
	Seq     uint64 // counts from 1 without gaps, per replica and stream
	Prev    Digest // of the header before it in the stream; zero for the first
	Time    Stamp
	Person  ID
	Action  string // what the person did, as the undo command names it
	Article ID     // the article it is about, where it is about one
	Batch   ID     // the bulk action it is part of
	Reverts ID     // the change it undoes, for undo and redo
	Payload Digest // of the encoded edits
}

// Digest is the header's place in the hash chain.
func (h *Header) Digest() Digest { return DigestOf(MustEncode(h)) }

// When is the change's wall-clock time.
func (h *Header) When() time.Time { return h.Time.Time() }

// Change is one action of one person: its header and the fields it set.
// Changes are immutable.
type Change struct {
	Header
	Edits []Edit
	// Purged is set where the edits were erased for good.
	Purged bool
}

// FieldSetting is one field a draft wants set. A nil Value unsets it.
type FieldSetting struct {
	Ref   Ref
	Field string
	Value Value
}

// Draft is what a person wants done: the store makes it a Change.
type Draft struct {
	Person   ID
	Action   string
	Article  ID
	Batch    ID
	Reverts  ID
	Settings []FieldSetting
	// Hidden drafts (bookkeeping, steps of a batch) are kept in the history
	// but never offered for undo.
	Hidden bool
}

// Set adds one field setting to the draft.
func (d *Draft) Set(ref Ref, field string, content any) {
	d.Settings = append(d.Settings, FieldSetting{ref, field, MustEncode(content)})
}

// Unset adds the clearing of a field to the draft.
func (d *Draft) Unset(ref Ref, field string) {
	d.Settings = append(d.Settings, FieldSetting{ref, field, nil})
}

// Stream is the one stream all of the draft's settings belong to. It fails
// with ErrForeignLayer where the draft touches somebody else's layer, and
// with ErrInvalid where it mixes streams or is empty.
func (d *Draft) Stream() (Stream, error) {
	if len(d.Settings) == 0 {
		return "", fmt.Errorf("%w: the action %q changes nothing", ErrInvalid, d.Action)
	}
	stream := StreamOf(d.Settings[0].Ref)
	for _, s := range d.Settings[1:] {
		if StreamOf(s.Ref) != stream {
			return "", fmt.Errorf("%w: the action %q mixes %s with %s", ErrInvalid, d.Action, stream, StreamOf(s.Ref))
		}
	}
	if owner := stream.Owner(); !owner.IsZero() && owner != d.Person {
		return "", fmt.Errorf("%w: %q would write in it", ErrForeignLayer, d.Action)
	}
	return stream, nil
}

// Place is where in the project's history a new change goes.
type Place struct {
	Replica ID
	Seq     uint64
	Prev    Digest
	Time    Stamp
}

// Seal turns a draft into a change at the given place. current gives an
// object as it stands; settings that would change nothing are left out, and
// a draft of only such settings gives a change without edits.
func Seal(d Draft, stream Stream, at Place, current func(Ref) (*Object, error)) (Change, error) {
	c := Change{Header: Header{
		ID: NewIDAt(at.Time.Time()), Replica: at.Replica, Stream: stream, Seq: at.Seq, Prev: at.Prev,
		Time: at.Time, Person: d.Person, Action: d.Action, Article: d.Article, Batch: d.Batch, Reverts: d.Reverts,
	}}
	for _, s := range d.Settings {
		object, err := current(s.Ref)
		if err != nil {
			return Change{}, err
		}
		field := object.Fields[s.Field]
		if field.Value.Equal(s.Value) && len(field.Losers) == 0 {
			continue
		}
		c.Edits = append(c.Edits, Edit{Ref: s.Ref, Field: s.Field, New: s.Value, Old: field.Value, Over: field.Over()})
	}
	payload, err := EncodeEdits(c.Edits)
	if err != nil {
		return Change{}, err
	}
	c.Payload = DigestOf(payload)
	return c, nil
}

// EncodeEdits writes a change's payload.
func EncodeEdits(edits []Edit) ([]byte, error) { return Encode(edits) }

// DecodeEdits reads a change's payload.
func DecodeEdits(payload []byte) ([]Edit, error) {
	w := wire{rest: payload}
	if edits := w.edits(); w.done() {
		return edits, nil
	}
	var edits []Edit
	if err := Value(payload).Decode(&edits); err != nil {
		return nil, fmt.Errorf("payload of a change: %w", err)
	}
	return edits, nil
}

// Verify checks that the payload is the one the header digests and that every
// edit belongs to the header's stream. A purged payload has nothing to check.
func (c *Change) Verify() error {
	if c.Purged {
		return nil
	}
	payload, err := EncodeEdits(c.Edits)
	if err != nil {
		return err
	}
	if DigestOf(payload) != c.Payload {
		return fmt.Errorf("%w: the contents of change %s are not the ones that were signed", ErrChain, c.ID)
	}
	for i := range c.Edits {
		if StreamOf(c.Edits[i].Ref) != c.Stream {
			return fmt.Errorf("%w: change %s of stream %s touches stream %s", ErrChain, c.ID, c.Stream, StreamOf(c.Edits[i].Ref))
		}
	}
	return nil
}

// Follows checks that the change is the next one of its replica and stream
// after head. It fails with ErrGap or ErrChain.
func (c *Change) Follows(head Head) error {
	if c.Seq != head.Seq+1 {
		return fmt.Errorf("%w: stream %s of replica %s stands at %d, the change has number %d", ErrGap, c.Stream, c.Replica, head.Seq, c.Seq)
	}
	if c.Prev != head.Digest {
		return fmt.Errorf("%w: change %d of stream %s, replica %s, follows another change than the one known here", ErrChain, c.Seq, c.Stream, c.Replica)
	}
	return nil
}

// Lane is one sequence of changes: a stream as one replica wrote it.
type Lane struct {
	Replica ID
	Stream  Stream
}

// Head is how far a lane is known, and the digest of its last header.
type Head struct {
	_      struct{} `cbor:",toarray"`
	Seq    uint64
	Digest Digest
}

// Vector is how far each lane is known: what one copy of a project tells
// another to get what it has not seen.
type Vector map[Lane]Head
