package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/packet"
)

// TakeOptions say how packets are taken in.
type TakeOptions struct {
	// DryRun does all of it, tells what would change, and changes nothing.
	DryRun bool
	Secret packet.Secret
	// Progress is told of the changes gone through; it may be nil.
	Progress func(done, total int)

	limits takeLimits // zero: what is usual
}

// takeLimits say what goes into one transaction. What is more goes into a copy
// of the file, a piece at a time, which then takes the file's place.
type takeLimits struct {
	changes, bytes int
}

func (l takeLimits) orUsual() takeLimits {
	if l.changes == 0 {
		return takeLimits{changes: 4000, bytes: 8 << 20}
	}
	return l
}

// Take takes in any number of packets, in any order, any number of times. Each
// is read and verified first and refused whole, with the reason in its
// TakenPacket, where it is cut, damaged, of another project (ErrForeign), newer
// (packet.ErrNewer), encrypted otherwise (packet.ErrPassphrase), leaves a gap
// (annotate.ErrGap), or has another history (*BrokenChain). The others are
// taken, all of them or, where the program ends meanwhile, none. Nothing of
// what was taken is ever offered for undo. The error is one of the project, its
// disk or the context.
func (p *Project) Take(ctx context.Context, paths []string, o TakeOptions) (Taken, error) {
	k := &taking{p: p, ctx: ctx, o: o, limits: o.limits.orUsual(),
		refused: make([]error, len(paths)), files: make([]*packetFile, len(paths)), heads: make([]packet.Header, len(paths))}
	defer k.close()
	k.open(paths)
	done, err := k.takeRest()
	if err != nil {
		return Taken{}, err
	}
	for i, path := range paths {
		done.taken.Packets = append(done.taken.Packets, TakenPacket{Path: path, Header: k.heads[i], Err: k.refused[i], MergeReport: done.reports[i]})
	}
	if !o.DryRun {
		err = p.finishReceivedPurge()
	}
	return done.taken, err
}

// taking is packets being taken in. files, heads and refused go by the packets'
// order.
type taking struct {
	p       *Project
	ctx     context.Context
	o       TakeOptions
	limits  takeLimits
	files   []*packetFile // nil where it is refused for what it is
	heads   []packet.Header
	refused []error
}

// takingDone is what one attempt came to.
type takingDone struct {
	taken   Taken
	reports map[int]MergeReport
}

func (k *taking) close() {
	for _, f := range k.files {
		if f != nil {
			_ = f.close() // it was only read
		}
	}
}

// open reads and verifies all packets.
func (k *taking) open(paths []string) {
	for i, path := range paths {
		f, err := openPacket(path, k.o.Secret)
		if err == nil {
			k.heads[i] = f.Header
		}
		if err == nil && f.Header.Project != k.p.id {
			err = errors.Join(fmt.Errorf("%s: %w: it is of %q (%s), this one is %s", path, ErrForeign, f.Header.Name, f.Header.Project, k.p.id), f.close())
			f = nil
		}
		k.files[i], k.refused[i] = f, err
	}
}

// refusal is the reason why one packet cannot be taken as the project stands.
type refusal struct {
	packet int
	err    error
}

func (r *refusal) Error() string { return r.err.Error() }
func (r *refusal) Unwrap() error { return r.err }

// takeRest takes what was not refused. Where another one turns out to be, it
// begins anew without it: what depends on it is then refused as well.
func (k *taking) takeRest() (takingDone, error) {
	for {
		order, err := k.order()
		if err != nil {
			return takingDone{}, err
		}
		done, err := k.attempt(order)
		var refused *refusal
		if !errors.As(err, &refused) {
			return done, err
		}
		k.refused[refused.packet] = fmt.Errorf("%s: %w", k.files[refused.packet].path, refused.err)
	}
}

// order sorts the packets so that each comes after those it goes on from, and
// refuses those that leave a gap.
func (k *taking) order() (order []int, err error) {
	have, err := k.p.Vector()
	if err != nil {
		return nil, err
	}
	waiting := map[int]*annotate.Lane{}
	for again := true; again; {
		again = false
		for i, f := range k.files {
			if f == nil || k.refused[i] != nil && waiting[i] == nil || slices.Contains(order, i) {
				continue
			}
			if gap := gapOf(f, have); gap != nil {
				waiting[i] = gap
				continue
			}
			delete(waiting, i)
			order, again = append(order, i), true
			for _, lane := range f.Header.Lanes {
				at := annotate.Lane{Replica: lane.Replica, Stream: lane.Stream}
				if lane.To.Seq > have[at].Seq {
					have[at] = lane.To
				}
			}
		}
	}
	for i, lane := range waiting {
		k.refused[i] = fmt.Errorf("%s: %w: it goes on after what was sent before, of stream %s of copy %s only %d changes are here; take the packets before it too, or ask for a full one (bp pack --full)",
			k.files[i].path, annotate.ErrGap, lane.Stream, lane.Replica, have[*lane].Seq)
	}
	return order, nil
}

// gapOf is the first lane of which changes are missing before the packet's.
func gapOf(f *packetFile, have annotate.Vector) *annotate.Lane {
	for _, lane := range f.Header.Lanes {
		at := annotate.Lane{Replica: lane.Replica, Stream: lane.Stream}
		if lane.From.Seq > have[at].Seq {
			return &at
		}
	}
	return nil
}

// errDry ends a dry run.
var errDry = errors.New("only a dry run")

// attempt takes the packets in, in one transaction or in a copy of the file.
func (k *taking) attempt(order []int) (done takingDone, err error) {
	have, err := k.p.Vector()
	if err != nil {
		return done, err
	}
	run := &takingRun{taking: k, order: order, tally: newTally(), reports: map[int]MergeReport{}}
	news, bytes := 0, 0
	for _, i := range order {
		n, size := k.files[i].beyond(have)
		news, bytes = news+n, bytes+size
		run.total += int(k.files[i].counts.Changes)
	}
	_, onFile := k.p.store.(rebuilder)
	if onFile && (news > k.limits.changes || bytes > k.limits.bytes) {
		err = k.p.rebuild(func(scratch *Project) error {
			return run.end(run.inPieces(scratch))
		})
	} else {
		err = k.p.write(func(t *transaction) error {
			return run.end(run.inOne(t))
		})
	}
	if errors.Is(err, errDry) {
		err = nil
	}
	return takingDone{taken: run.tally.taken, reports: run.reports}, err
}
