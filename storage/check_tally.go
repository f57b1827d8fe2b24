package storage

import (
	"hash/fnv"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// tallies counts for each object how many changes of the history touch it, and
// notes whether the object was looked at. A large project has a million
// objects, so they go by a hash of their keys: two that share one, which is
// less likely than one in ten million, are reported and never passed over.
type tallies map[uint64]uint32

// seenBit says that the object was looked at; the count is above it.
const seenBit = 1

func tallyKey(ref annotate.Ref) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(objectKey(ref))
	return h.Sum64()
}

func (t tallies) add(ref annotate.Ref) { t[tallyKey(ref)] += seenBit << 1 }

// changes is how many changes an object should have.
func (t tallies) changes(ref annotate.Ref) uint64 { return uint64(t[tallyKey(ref)] >> 1) }

// saw notes that an object was looked at.
func (t tallies) saw(ref annotate.Ref) { t[tallyKey(ref)] |= seenBit }

// unseen are those of the objects that nobody has looked at.
func (t tallies) unseen() map[uint64]bool {
	left := map[uint64]bool{}
	for key, n := range t {
		if n&seenBit == 0 {
			left[key] = true
		}
	}
	return left
}

// missing reports the objects that the history has changes of and that are not
// there. What was made during the check was seen by nobody and is there.
func (k *checker) missing(r kv.Reader) error {
	for _, ref := range k.late {
		if o, err := readObject(r, ref); err == nil && o.Changes == k.tallies.changes(ref) {
			k.tallies.saw(ref)
		}
	}
	left := k.tallies.unseen()
	if len(left) == 0 {
		return nil
	}
	return r.Scan(bucketHistory, nil, nil, func(_, value []byte) (bool, error) {
		c, err := decodeHistory(value)
		if err != nil {
			return true, k.ctx.Err() // said already
		}
		for _, ref := range annotate.Touched(&c) {
			if key := tallyKey(ref); left[key] {
				delete(left, key)
				k.report(ref.Kind.String()+" "+ref.ID.String(), "it is missing, the history has %d changes of it", k.tallies.changes(ref))
			}
		}
		return len(left) > 0, k.ctx.Err()
	})
}
