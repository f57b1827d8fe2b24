package annotate

import (
	"crypto/rand"
	"fmt"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// ID names an object, a change or a replica: a ULID, sixteen bytes, written
// as 26 characters of Crockford's base 32. The zero ID means "none".
type ID [16]byte

var idSource = struct {
	sync.Mutex
	entropy *ulid.MonotonicEntropy
}{entropy: ulid.Monotonic(rand.Reader, 0)}

// NewID returns a fresh ID that sorts after every ID this process made in an
// earlier millisecond, and after those of the same millisecond.
func NewID() ID { return NewIDAt(time.Now()) }

// NewIDAt is NewID with the given time in its leading 48 bits. Safe for
// concurrent use.
func NewIDAt(t time.Time) ID {
	idSource.Lock()
	defer idSource.Unlock()
	id, err := ulid.New(ulid.Timestamp(t), idSource.entropy)
	if err != nil {
		// The counter of one millisecond ran over: fresh entropy is as unique,
		// only unordered within that millisecond.
		id = ulid.MustNew(ulid.Timestamp(t), rand.Reader)
	}
	return ID(id)
}

// ParseID reads the 26-character form, in either case.
func ParseID(s string) (ID, error) {
	id, err := ulid.ParseStrict(s)
	if err != nil {
		return ID{}, fmt.Errorf("id %q: %w", s, err)
	}
	return ID(id), nil
}

// IsZero tells whether the ID names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String gives the 26-character form, or "" for the zero ID.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	return ulid.ULID(id).String()
}

// Time is when the ID was made, to the millisecond.
func (id ID) Time() time.Time { return ulid.Time(ulid.ULID(id).Time()) }

// Compare orders IDs by their bytes, which is the order of their making
// where clocks agree.
func (id ID) Compare(other ID) int { return ulid.ULID(id).Compare(ulid.ULID(other)) }

// MarshalText writes the 26-character form; the zero ID is empty.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	parsed, err := ParseID(string(b))
	if err == nil {
		*id = parsed
	}
	return err
}

// MarshalBinary writes the sixteen bytes; the zero ID is empty, which keeps
// records of objects without an article or owner small.
func (id ID) MarshalBinary() ([]byte, error) {
	if id.IsZero() {
		return []byte{}, nil
	}
	return id[:], nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (id *ID) UnmarshalBinary(b []byte) error {
	switch len(b) {
	case 0:
		*id = ID{}
	case len(id):
		copy(id[:], b)
	default:
		return fmt.Errorf("an id has 16 bytes, this one %d", len(b))
	}
	return nil
}
