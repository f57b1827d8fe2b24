package storage

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/packet"
)

// What other copies stand at is known from the packets they sent. It is written
// in the file of this copy alone, is no part of the history, and where it is
// missing a packet begins at the beginning.

// keyPeer, in bucketMeta and followed by a replica, is what that copy said last.
var keyPeer = []byte("peer/")

// peer is what another copy said in the last packet that came from it.
type peer struct {
	_     struct{}    `cbor:",toarray"`
	By    annotate.ID // who packed it
	Made  int64       // when, milliseconds since 1970 by its clock
	Known []packet.Known
}

// rememberPeer takes note of what a packet's sender knows. An older packet that
// comes after a newer one changes nothing.
func (t *transaction) rememberPeer(h *packet.Header) error {
	key := append(append([]byte{}, keyPeer...), h.Replica[:]...)
	var before peer
	if raw := t.w.Get(bucketMeta, key); raw != nil {
		if err := annotate.Value(raw).Decode(&before); err != nil {
			return fmt.Errorf("%w: what copy %s stands at cannot be read: %w", kv.ErrDamaged, h.Replica, err)
		}
	}
	if h.Replica == t.p.replica || before.Made > h.Made {
		return nil
	}
	record, err := annotate.Encode(&peer{By: h.By.ID, Made: h.Made, Known: h.Known})
	if err != nil {
		return err
	}
	return t.w.Put(bucketMeta, key, record)
}

// standsAt is what a person stands at, by the last packet that came from them,
// or else from nobody in particular. For nobody in particular it is the last one
// there is. Without one the vector is empty.
func standsAt(r kv.Reader, person annotate.ID) (annotate.Vector, error) {
	var theirs, latest peer
	err := r.Scan(bucketMeta, keyPeer, nil, func(key, value []byte) (bool, error) {
		var p peer
		if err := annotate.Value(value).Decode(&p); err != nil {
			return false, fmt.Errorf("%w: what another copy stands at cannot be read: %w", kv.ErrDamaged, err)
		}
		if p.By == person && p.Made >= theirs.Made {
			theirs = p
		}
		if (person.IsZero() || p.By.IsZero()) && p.Made >= latest.Made {
			latest = p
		}
		return true, nil
	})
	if theirs.Made == 0 || person.IsZero() {
		theirs = latest
	}
	h := packet.Header{Known: theirs.Known}
	return h.Vector(), err
}
