package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/packet"
)

// CreateFrom makes a project of a packet for somebody who has none: the same
// project, in a copy that is a new replica. The packet must be a full one. The
// file appears under its name with all of the packet in it, or not at all. It
// fails as Create does, and with the reason why the packet was refused.
func CreateFrom(ctx context.Context, path, from string, take TakeOptions, o Options) (*Project, Taken, error) {
	f, err := openPacket(from, take.Secret)
	if err != nil {
		return nil, Taken{}, err
	}
	k := &taking{ctx: ctx, o: take, limits: take.limits.orUsual(), files: []*packetFile{f}, refused: make([]error, 1)}
	defer k.close()
	if !f.Header.Full || !slices.Contains(f.Header.Streams, annotate.StreamBase) || len(f.Header.Lanes) == 0 {
		return nil, Taken{}, fmt.Errorf("%s: %w: it goes on after what was sent before; ask for a full packet (bp pack --full)", from, annotate.ErrGap)
	}
	run := &takingRun{taking: k, order: []int{0}, total: int(f.counts.Changes), tally: newTally(), reports: map[int]MergeReport{}}
	store, err := bolt.CreateWith(path, boltOptions(o), func(store *bolt.Store, draft string) error {
		return run.create(store, draft, &f.Header, o)
	})
	if err != nil {
		return nil, Taken{}, err
	}
	p, err := openStore(store, path, o)
	if err != nil {
		return nil, Taken{}, errors.Join(err, store.Close())
	}
	p.startKeeping(o)
	run.tally.taken.Packets = []TakenPacket{{Path: from, Header: f.Header, MergeReport: run.reports[0]}}
	return p, run.tally.taken, nil
}

// create fills an empty store.
func (k *takingRun) create(store kv.Store, draft string, h *packet.Header, o Options) error {
	if err := store.Update(func(w kv.Writer) error { return writeIdentity(w, h.Project, draft) }); err != nil {
		return fmt.Errorf("write the new project: %w", err)
	}
	o.NoCopyOnOpen, o.draft = true, true
	p, err := openStore(store, draft, o)
	if err != nil {
		return err
	}
	if err := k.inPieces(p); err != nil {
		var refused *refusal
		if errors.As(err, &refused) {
			err = fmt.Errorf("%s: %w", k.files[0].path, refused.err)
		}
		return err
	}
	return nil
}
