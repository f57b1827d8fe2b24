package storage

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// undo checks that every person's undo stack is a row without gaps, up to its
// count, of changes the person made. What lies above the count harms nobody:
// early versions left it there.
func (k *checker) undo(r kv.Reader) error {
	var stack undoTop
	var person annotate.ID
	var seen uint64
	where := func() string { return "the undo stack of " + person.String() }
	end := func() {
		if seen != stack.count || stack.top > stack.count {
			k.report(where(), "it has %d entries, and says %d of %d", seen, stack.top, stack.count)
		}
	}
	err := r.Scan(bucketUndo, nil, nil, func(key, value []byte) (bool, error) {
		switch len(key) {
		case len(person): // sorts before the person's positions
			end()
			person, seen = annotate.ID(key), 0
			stack = readTop(r, person)
		case len(person) + 8:
			position := readNumber(key[len(person):])
			if annotate.ID(key[:len(person)]) == person && position > stack.count {
				break
			}
			seen++
			if annotate.ID(key[:len(person)]) != person || position != seen {
				k.report(where(), "an entry is missing before %x", key)
			} else if err := undoable(r, person, readNumber(value)); err != nil {
				k.report(where(), "entry %d: %v", seen, err)
			}
		default:
			k.report("the undo stacks", "a key has %d bytes", len(key))
		}
		return true, k.ctx.Err()
	})
	end()
	return err
}

// undoable wants an arrival number to be that of a change the person made.
func undoable(r kv.Reader, person annotate.ID, arrival uint64) error {
	c, err := changeAt(r, arrival)
	if err == nil && c.Person != person {
		err = fmt.Errorf("change %d is somebody else's", arrival)
	}
	return err
}
