// Package packet is the file format of what one person hands another of a
// project: the changes of whole streams that the other has not seen, with the
// texts they bring.
//
// # The file
//
// A row of items, see package items: a header, the changes in the order in which
// the sender got them, each right after the texts it brings, and an end that
// counts both. With a passphrase, all of it lies in an age file (scrypt), which
// the age program opens too.
package packet

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"bluepencil/annotate"
)

// The errors of reading a packet. Each says what is wrong and what to do.
var (
	// ErrPacket: the file is no packet, or not a whole one.
	ErrPacket = errors.New("not a whole packet")
	// ErrNewer: a newer version of Bluepencil wrote the packet.
	ErrNewer = errors.New("the packet was written by a newer version of Bluepencil")
	// ErrPassphrase: the passphrase is missing, is another one, or nothing was
	// encrypted to it.
	ErrPassphrase = errors.New("the passphrase does not fit the packet")
)

// FormatVersion is the version this build writes, and the newest it reads.
const FormatVersion = 1

// Extension is that of a packet's file.
const Extension = ".packet"

// magicStart begins every packet that is not encrypted; the version follows.
const magicStart = "bluepencil packet "

const magic = magicStart + "1\n"

// largestHeader bounds the header, in bytes: some thousand lanes, of which every
// copy in which somebody worked has a few. A decoder makes room for what it claims.
const largestHeader = 1 << 20

// LatestTime is the latest that anything can say it was made, in milliseconds
// since 1970: some thousand years from now. Ids and dates have no room for more.
const LatestTime = 1 << 47

// Party is who packed or is to receive: a member of the team, and what they
// are called, for whoever has no register of people yet. The zero Party is
// nobody in particular.
type Party struct {
	_    struct{} `cbor:",toarray"`
	ID   annotate.ID
	Name string
}

// Lane is what a packet has of one lane: the changes after From up to To.
type Lane struct {
	_       struct{} `cbor:",toarray"`
	Replica annotate.ID
	Stream  annotate.Stream
	From    annotate.Head // zero: from the beginning
	To      annotate.Head
}

// Known is how far the sender knows a lane.
type Known struct {
	_       struct{} `cbor:",toarray"`
	Replica annotate.ID
	Stream  annotate.Stream
	Head    annotate.Head
}

// Header says what a packet is of.
type Header struct {
	_       struct{} `cbor:",toarray"`
	Version uint64
	Schema  uint64      // the version of the project file its changes are of
	Project annotate.ID // the project, the same in all copies
	Name    string      // what the project is called at the sender
	Replica annotate.ID // the copy it was packed in
	By, For Party
	Made    int64 // milliseconds since 1970
	// Streams are those that come whole, as far as the receiver had not got them.
	Streams []annotate.Stream
	// Full is set where nothing of the streams was left out: only such a packet
	// makes a project for somebody who has none.
	Full  bool
	Lanes []Lane // ordered by replica and stream
	// Known tells the receiver what to leave out of a packet that goes back.
	Known []Known
}

// When is the time the packet was made, by the sender's clock.
func (h *Header) When() time.Time { return time.UnixMilli(h.Made) }

// Changes is how many changes the packet has.
func (h *Header) Changes() (n uint64) {
	for _, l := range h.Lanes {
		n += l.To.Seq - l.From.Seq
	}
	return n
}

// Vector is how far the sender said to know each lane.
func (h *Header) Vector() annotate.Vector {
	v := annotate.Vector{}
	for _, k := range h.Known {
		v[annotate.Lane{Replica: k.Replica, Stream: k.Stream}] = k.Head
	}
	return v
}

// KnownOf lists a vector in the order of a header.
func KnownOf(v annotate.Vector) []Known {
	list := make([]Known, 0, len(v))
	for lane, head := range v {
		list = append(list, Known{Replica: lane.Replica, Stream: lane.Stream, Head: head})
	}
	slices.SortFunc(list, func(a, b Known) int {
		return cmp.Or(a.Replica.Compare(b.Replica), cmp.Compare(a.Stream, b.Stream))
	})
	return list
}

// check holds a header that was read against what Writer would write.
func (h *Header) check() error {
	if h.Project.IsZero() {
		return wrong("it names no project")
	}
	if h.Made < 0 || h.Made > LatestTime {
		return wrong("it says it was made at a time that cannot be")
	}
	var total uint64
	for i, l := range h.Lanes {
		if l.To.Seq <= l.From.Seq || len(l.Stream) == 0 || len(l.Stream) > math.MaxUint8 {
			return wrong("it says it has changes %d to %d of stream %q", l.From.Seq+1, l.To.Seq, l.Stream)
		}
		if total += l.To.Seq - l.From.Seq; total > math.MaxInt64 || l.To.Seq > math.MaxInt64 {
			return wrong("it says it has %d changes", total)
		}
		if h.Full && l.From != (annotate.Head{}) {
			return wrong("it says it is full, and begins after change %d of stream %q", l.From.Seq, l.Stream)
		}
		if i > 0 && cmp.Or(h.Lanes[i-1].Replica.Compare(l.Replica), cmp.Compare(h.Lanes[i-1].Stream, l.Stream)) >= 0 {
			return wrong("its lanes are not in order")
		}
		if !slices.Contains(h.Streams, l.Stream) {
			return wrong("it has changes of stream %q, which it does not list", l.Stream)
		}
	}
	return nil
}

func wrong(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrPacket, fmt.Errorf(format, args...))
}

// Kind tells the items apart.
type Kind byte

// The kinds of item between header and end.
const (
	// Text is a text: its SHA-256 (32 bytes) and its UTF-8 bytes.
	Text Kind = 't'
	// Change is an entry of the history, as the project keeps it.
	Change Kind = 'c'

	head Kind = 'h'
	end  Kind = 'e'
)

// Item is one part of a packet. The bytes of one that was read belong to the
// reader and are valid until the next.
type Item struct {
	Kind Kind
	Key  []byte
	Data []byte
}

// Counts is what the end says: how many items of each kind there were.
type Counts struct {
	_       struct{} `cbor:",toarray"`
	Texts   uint64
	Changes uint64
}

func (c *Counts) add(kind Kind) {
	switch kind {
	case Text:
		c.Texts++
	case Change:
		c.Changes++
	}
}
