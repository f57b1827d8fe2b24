// Package segment is the file format of a piece of a project's history: the
// changes that arrived between two moments, with the texts they bring and what
// they did to the undo stacks. A segment stands for itself: together with a
// full copy that reaches its beginning it gives the project as it was at its
// end.
//
// # The file
//
// A row of items, see package items. It begins with a header and closes with an
// end that counts the others.
package segment

import (
	"errors"
	"time"

	"bluepencil/annotate"
)

// ErrSegment: the file is no whole segment. The error says what is wrong.
var ErrSegment = errors.New("not a whole segment of the history")

// FormatVersion is the version this build writes, and the newest it reads.
const FormatVersion = 1

// Extension is that of a segment's file.
const Extension = ".changes"

const magic = "bluepencil changes 1\n"

// Mark is a place in the history: a number of arrival, and the digest of the
// header that arrived with it. The zero Mark is the beginning.
type Mark struct {
	_       struct{} `cbor:",toarray"`
	Arrival uint64
	Digest  annotate.Digest
}

// Header says what a segment is of.
type Header struct {
	_       struct{} `cbor:",toarray"`
	Version uint64
	Schema  uint64 // the version of the project file its records are of
	Project annotate.ID
	From    Mark // the last change that is not in it
	To      Mark // the last change that is
	Made    int64
	Last    int64 // wall time of the latest change up to To, milliseconds since 1970
}

// LastAction is when the latest change up to the segment's end was made.
func (h *Header) LastAction() time.Time { return time.UnixMilli(h.Last) }

// Kind tells the items apart.
type Kind byte

// The kinds of item between header and end.
const (
	// Text is a text as the project keeps it: its SHA-256 (32 bytes) and its record.
	Text Kind = 't'
	// Change is an entry of the history: its number (8 bytes) and its record.
	Change Kind = 'c'
	// Undo is an entry of the undo stacks: the key's length (1 byte), key and value.
	Undo Kind = 'u'
	// Clock is the record of the project's clock.
	Clock Kind = 'k'

	head Kind = 'h'
	end  Kind = 'e'
)

// Item is one part of a segment. The bytes of one that was read belong to the
// reader and are valid until the next.
type Item struct {
	Kind Kind
	Key  []byte
	Data []byte
}

// counts is what the end says: how many items of each kind there were.
type counts struct {
	_       struct{} `cbor:",toarray"`
	Texts   uint64
	Changes uint64
	Undo    uint64
}

func (c *counts) add(kind Kind) {
	switch kind {
	case Text:
		c.Texts++
	case Change:
		c.Changes++
	case Undo:
		c.Undo++
	}
}
