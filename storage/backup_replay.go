package storage

import (
	"bytes"
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/segment"
)

// Replaying a history: changes that arrived in this project before, in another
// file of it, arrive again with the numbers they had.

// The bounds of one transaction of a replay.
const (
	replayItems = 1000
	replayBytes = 8 << 20
)

// replaySegment gives the project what a segment has beyond it. A segment that
// does not go on from what the project has is annotate.ErrChain.
func (p *Project) replaySegment(path string) error {
	r := &replay{p: p}
	_, err := readSegment(path, func(h segment.Header, i segment.Item) error {
		if !r.begun {
			r.begun = true
			if err := p.goesOn(h); err != nil {
				return err
			}
		}
		return r.add(i)
	})
	if err == nil {
		err = r.flush()
	}
	if err != nil && !errors.Is(err, segment.ErrSegment) {
		err = fmt.Errorf("apply %s: %w", path, err)
	}
	return err
}

// goesOn tells whether the project's history leads into a segment.
func (p *Project) goesOn(h segment.Header) error {
	if h.Project != p.id {
		return fmt.Errorf("%w: the segment is of another project", annotate.ErrChain)
	}
	return p.store.View(func(r kv.Reader) error {
		if last := lastArrival(r); last < h.From.Arrival || last >= h.To.Arrival {
			return fmt.Errorf("%w: the segment goes from change %d to %d, the history here ends at %d", annotate.ErrGap, h.From.Arrival, h.To.Arrival, last)
		}
		here, err := markAt(r, h.From.Arrival)
		if err == nil && here != h.From {
			err = fmt.Errorf("%w: the segment follows another change %d than the one here", annotate.ErrChain, h.From.Arrival)
		}
		return err
	})
}

// replay collects the items of a segment and writes them some at a time.
type replay struct {
	p     *Project
	begun bool
	items []segment.Item
	bytes int
}

func (r *replay) add(i segment.Item) error {
	r.items = append(r.items, segment.Item{Kind: i.Kind, Key: bytes.Clone(i.Key), Data: bytes.Clone(i.Data)})
	r.bytes += len(i.Data)
	if len(r.items) < replayItems && r.bytes < replayBytes {
		return nil
	}
	return r.flush()
}

func (r *replay) flush() error {
	err := r.p.write(func(t *transaction) error {
		for _, i := range r.items {
			if err := t.replayItem(i); err != nil {
				return err
			}
		}
		return nil
	})
	r.items, r.bytes = nil, 0
	return err
}

func (t *transaction) replayItem(i segment.Item) error {
	switch i.Kind {
	case segment.Text:
		return t.w.Put(bucketTexts, i.Key, i.Data)
	case segment.Undo:
		return t.replayUndo(i.Key, i.Data)
	case segment.Clock:
		var last annotate.Stamp
		if err := annotate.Value(i.Data).Decode(&last); err != nil {
			return fmt.Errorf("%w: the clock cannot be read: %w", segment.ErrSegment, err)
		}
		t.p.clock.Observe(last)
		return nil
	case segment.Change:
		return t.replayChange(readNumber(i.Key), i.Data)
	}
	return nil
}

// replayChange lets a change arrive again. One that is here already must be
// the same.
func (t *transaction) replayChange(arrival uint64, record []byte) error {
	c, err := decodeHistory(record)
	if err != nil {
		return err
	}
	if t.arrived == 0 {
		t.arrived = lastArrival(t.w)
	}
	if arrival <= t.arrived {
		here, err := markAt(t.w, arrival)
		if err == nil && here.Digest != c.Header.Digest() {
			err = fmt.Errorf("%w: change %d is another one here", annotate.ErrChain, arrival)
		}
		return err
	}
	if arrival != t.arrived+1 {
		return fmt.Errorf("%w: change %d comes after %d", annotate.ErrGap, arrival, t.arrived)
	}
	head, err := t.head(annotate.Lane{Replica: c.Replica, Stream: c.Stream})
	if err == nil {
		err = errors.Join(c.Follows(head), c.Verify())
	}
	if err != nil {
		return err
	}
	if err := t.replayTexts(&c); err != nil {
		return err
	}
	t.p.clock.Observe(c.Time)
	if _, err := t.record(&c); err != nil {
		return err
	}
	t.events = nil // nobody listens, and a long replay would keep all changes
	return t.erasePurged(&c)
}

func (t *transaction) replayTexts(c *annotate.Change) error {
	for i := range c.Edits {
		digest, ok := contentOf(&c.Edits[i])
		if !ok {
			continue
		}
		if t.w.Get(bucketTexts, digest[:]) == nil {
			return fmt.Errorf("%w: the text of article %s did not come along", annotate.ErrGap, c.Edits[i].Ref.ID)
		}
		if err := t.w.Put(bucketHashes, hashKey(digest, c.Edits[i].Ref.ID), nil); err != nil {
			return err
		}
	}
	return nil
}

// replayUndo puts back an entry of the undo stacks. With a person's top, what
// the stack no longer has goes.
func (t *transaction) replayUndo(key, value []byte) error {
	size := len(annotate.ID{})
	if !(len(key) == size && len(value) == 16) && !(len(key) == size+8 && len(value) == 8) {
		return fmt.Errorf("%w: an undo entry has a key of %d and a value of %d bytes", segment.ErrSegment, len(key), len(value))
	}
	if len(key) == size {
		person := annotate.ID(key)
		before, after := readTop(t.w, person), readNumber(value[8:])
		for at := after + 1; at <= before.count; at++ {
			if err := t.w.Delete(bucketUndo, undoKey(person, at)); err != nil {
				return err
			}
		}
	}
	return t.w.Put(bucketUndo, key, value)
}
