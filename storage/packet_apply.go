package storage

import (
	"errors"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// takingRun is one attempt.
type takingRun struct {
	*taking
	order   []int
	total   int
	passed  int
	tally   *tally
	reports map[int]MergeReport
}

// end ends a dry run before anything is kept.
func (k *takingRun) end(err error) error {
	if err == nil && k.o.DryRun {
		return errDry
	}
	return err
}

// inOne does all in one transaction.
func (k *takingRun) inOne(t *transaction) error {
	for _, i := range k.order {
		f := k.files[i]
		_, err := f.changes(func(c *annotate.Change, texts packetTexts) error { return k.take(t, i, c, texts) })
		if err == nil {
			err = k.closePacket(t, i)
		}
		if err != nil {
			return err
		}
	}
	return k.tally.finish(t)
}

// closePacket wants the packet's lanes to have led where they say, and
// remembers what its sender stands at.
func (k *takingRun) closePacket(t *transaction, i int) error {
	for _, lane := range k.files[i].Header.Lanes {
		for _, head := range []annotate.Head{lane.From, lane.To} {
			if err := sameAt(t.w, annotate.Lane{Replica: lane.Replica, Stream: lane.Stream}, head); err != nil {
				return k.refuse(i, err)
			}
		}
	}
	return t.rememberPeer(&k.files[i].Header)
}

// refuse makes an error the packet's own unless it is the disk's.
func (k *takingRun) refuse(i int, err error) error {
	if err == nil || errors.Is(err, kv.ErrWrite) || errors.Is(err, kv.ErrDamaged) || errors.Is(err, kv.ErrClosed) {
		return err
	}
	return &refusal{i, err}
}

// take applies one change unless it is known.
func (k *takingRun) take(t *transaction, i int, c *annotate.Change, texts packetTexts) error {
	if err := k.ctx.Err(); err != nil {
		return err
	}
	if k.passed++; k.o.Progress != nil && k.passed%256 == 0 {
		k.o.Progress(k.passed, k.total)
	}
	report := k.reports[i]
	defer func() { k.reports[i] = report }()
	lane := annotate.Lane{Replica: c.Replica, Stream: c.Stream}
	head, err := t.head(lane)
	if err != nil {
		return err
	}
	if c.Seq <= head.Seq {
		report.Known++
		return k.refuse(i, sameAt(t.w, lane, annotate.Head{Seq: c.Seq, Digest: c.Header.Digest()}))
	}
	if c.Seq == head.Seq+1 && c.Prev != head.Digest {
		return k.refuse(i, brokenAt(t.w, &c.Header))
	}
	if err := k.tally.before(t, c); err != nil {
		return err
	}
	withheld := c.Purged
	if _, err := t.receive(c, texts); err != nil {
		return k.refuse(i, err)
	}
	report.Applied++
	if c.Purged && !withheld {
		report.Withheld++
	}
	return k.tally.after(t, c)
}
