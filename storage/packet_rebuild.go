package storage

import (
	"errors"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
)

// rebuilder is a store that can do work too large for one transaction in a copy
// of itself, which then takes its place.
type rebuilder interface {
	Rebuild(fill func(next kv.Store, draft string) error) error
}

var _ rebuilder = (*bolt.Store)(nil)

// rebuild does work on a copy of the project, in as many transactions as it
// likes. Where fn fails, or the program ends before the copy took the file's
// name, nothing has happened. Reading goes on meanwhile, writing waits.
func (p *Project) rebuild(fn func(scratch *Project) error) error {
	p.keeping.Lock()
	defer p.keeping.Unlock()
	p.writing.Lock()
	defer p.writing.Unlock()
	before, err := p.LastArrival()
	if err != nil {
		return err
	}
	var clock annotate.Stamp
	err = p.store.(rebuilder).Rebuild(func(next kv.Store, draft string) error {
		scratch, err := p.scratch(next, draft)
		if err == nil {
			err = fn(scratch)
		}
		if err != nil {
			return err
		}
		clock = scratch.clock.Last()
		// The new file has another inode: it says itself that it is the place of
		// this replica, before it takes the old one's name.
		return next.Update(func(w kv.Writer) error {
			return w.Put(bucketMeta, keyPlace, []byte(placeAs(draft, p.path)))
		})
	})
	if err != nil {
		return err
	}
	p.clock.Observe(clock)
	return errors.Join(p.readAnew(), p.tellAfter(before))
}

// scratch is the project in a copy of its file, as the same replica.
func (p *Project) scratch(store kv.Store, path string) (*Project, error) {
	s := &Project{store: store, path: path, id: p.id, replica: p.replica, notice: p.notice, now: p.now,
		clock: annotate.NewClock(p.replica, p.clock.Last(), p.now)}
	return s, store.View(s.visible.load)
}

// readAnew forgets what is kept in memory of the state before.
func (p *Project) readAnew() error {
	o, err := p.Object(annotate.CodebookRef())
	if err != nil {
		return err
	}
	p.book.set(annotate.CodebookFrom(o))
	p.versions.forget()
	p.texts.clear()
	return p.store.View(p.visible.load)
}

// tellAfter tells the listeners of the changes that arrived after a position.
func (p *Project) tellAfter(arrival uint64) error {
	for {
		var piece []annotate.Change
		err := p.ChangesAfter(arrival, func(at uint64, c annotate.Change) bool {
			piece, arrival = append(piece, c), at
			return len(piece) < tellPiece
		})
		if err != nil || len(piece) == 0 {
			return err
		}
		for _, c := range piece {
			p.events.tell(Event{Change: c, Received: c.Replica != p.replica})
		}
	}
}

// tellPiece is of how many changes listeners are told between two looks into
// the history.
const tellPiece = 256

// inPieces takes the packets into a project that nobody sees yet, in as many
// transactions as it takes.
func (k *takingRun) inPieces(p *Project) error {
	for _, i := range k.order {
		b := &takingPiece{run: k, p: p, packet: i}
		_, err := k.files[i].changes(b.add)
		if err == nil {
			err = b.flush()
		}
		if err == nil {
			err = p.write(func(t *transaction) error { return k.closePacket(t, i) })
		}
		if err != nil {
			return err
		}
	}
	return p.write(k.tally.finish)
}

// takingPiece collects changes for one transaction.
type takingPiece struct {
	run    *takingRun
	p      *Project
	packet int
	items  []pieceItem
	bytes  int
}

// perEdit is about what an edit takes in memory beside its values, in bytes,
// with what it becomes in its object.
const perEdit = 500

type pieceItem struct {
	change annotate.Change
	texts  packetTexts
}

func (b *takingPiece) add(c *annotate.Change, texts packetTexts) error {
	b.items = append(b.items, pieceItem{*c, texts})
	for i := range c.Edits {
		b.bytes += perEdit + len(c.Edits[i].New) + len(c.Edits[i].Old)
	}
	for _, text := range texts {
		b.bytes += len(text)
	}
	limits := b.run.limits
	if len(b.items) < max(1, limits.changes/8) && b.bytes < max(1, limits.bytes/2) {
		return nil
	}
	return b.flush()
}

func (b *takingPiece) flush() error {
	if len(b.items) == 0 {
		return nil
	}
	err := b.p.write(func(t *transaction) error {
		for i := range b.items {
			if err := b.run.take(t, b.packet, &b.items[i].change, b.items[i].texts); err != nil {
				return err
			}
		}
		t.events = nil // nobody listens yet
		return nil
	})
	b.items, b.bytes = nil, 0
	return err
}
