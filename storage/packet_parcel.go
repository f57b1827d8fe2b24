package storage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/packet"
)

// parcel is a packet in the making. The history only grows, so it is read in
// several transactions, up to where it stood at the beginning.
type parcel struct {
	p        *Project
	ctx      context.Context
	progress func(done, total int) // may be nil
	done     Packed
	lanes    map[annotate.Lane]packet.Lane
	first    uint64 // where in the history the first of the changes is
	texts    map[annotate.Digest]bool
}

// begin decides what goes into the packet.
func (k *parcel) begin(o PackOptions) error {
	h := &k.done.Header
	*h = packet.Header{Schema: FormatVersion, Project: k.p.id, Name: k.p.Name(), Replica: k.p.replica, Made: k.p.now().UnixMilli()}
	var err error
	if h.By, err = k.party(o.By); err != nil {
		return err
	}
	if h.For, err = k.party(o.For); err != nil {
		return err
	}
	mine, err := k.p.Vector()
	if err != nil {
		return err
	}
	k.streams(o, mine)
	return k.p.store.View(func(r kv.Reader) error {
		theirs := annotate.Vector{}
		if !o.Full {
			if theirs, err = standsAt(r, o.For); err != nil {
				return err
			}
		}
		return k.choose(r, o, mine, theirs)
	})
}

func (k *parcel) party(id annotate.ID) (packet.Party, error) {
	if id.IsZero() {
		return packet.Party{}, nil
	}
	person, err := k.p.Person(id)
	return packet.Party{ID: id, Name: person.Name}, err
}

// streams lists the streams that go along, in order.
func (k *parcel) streams(o PackOptions, mine annotate.Vector) {
	want := []annotate.Stream{annotate.StreamBase}
	if !o.For.IsZero() {
		want = append(want, annotate.LayerStream(o.For))
	}
	if o.Home && !o.By.IsZero() {
		want = append(want, annotate.LayerStream(o.By))
	}
	if o.Home || o.Review {
		want = append(want, annotate.StreamReview)
	}
	for _, person := range o.Layers {
		want = append(want, annotate.LayerStream(person))
	}
	for lane := range mine {
		if o.AllLayers && !lane.Stream.Owner().IsZero() {
			want = append(want, lane.Stream)
		}
	}
	slices.Sort(want)
	k.done.Header.Streams = slices.Compact(want)
}

// choose sets the lanes, from what the receiver has up to what there is, and
// tells the receiver what of theirs is known here.
func (k *parcel) choose(r kv.Reader, o PackOptions, mine, theirs annotate.Vector) error {
	h := &k.done.Header
	h.Full, k.lanes = true, map[annotate.Lane]packet.Lane{}
	told := annotate.Vector{}
	for lane, head := range mine {
		going := slices.Contains(h.Streams, lane.Stream)
		if owner := lane.Stream.Owner(); going || owner.IsZero() || owner == o.For || owner == o.By {
			told[lane] = head
		}
		if !going {
			continue
		}
		if err := k.add(r, lane, theirs[lane], head); err != nil {
			return err
		}
	}
	slices.SortFunc(h.Lanes, func(a, b packet.Lane) int {
		return cmp.Or(a.Replica.Compare(b.Replica), cmp.Compare(a.Stream, b.Stream))
	})
	h.Known = packet.KnownOf(told)
	return nil
}

// add puts what the receiver lacks of a lane into the packet.
func (k *parcel) add(r kv.Reader, lane annotate.Lane, from, to annotate.Head) error {
	if from.Seq > 0 {
		k.done.Header.Full = false
	}
	if from.Seq >= to.Seq {
		return nil // they have it, or more than is known here
	}
	if err := sameAt(r, lane, from); err != nil {
		return err
	}
	arrival, _, err := laneAt(r, lane, from.Seq+1)
	if err != nil {
		return err
	}
	if k.first == 0 || arrival < k.first {
		k.first = arrival
	}
	k.lanes[lane] = packet.Lane{Replica: lane.Replica, Stream: lane.Stream, From: from, To: to}
	k.done.Header.Lanes = append(k.done.Header.Lanes, k.lanes[lane])
	return nil
}

// laneAt is where in the history a change of a lane is, and its digest.
func laneAt(r kv.Reader, lane annotate.Lane, seq uint64) (arrival uint64, d annotate.Digest, err error) {
	value := r.Get(bucketLanes, laneKey(lane, seq))
	if d, err = digestOfLane(value); err != nil {
		return 0, d, fmt.Errorf("change %d of stream %s: %w", seq, lane.Stream, err)
	}
	return readNumber(value[:8]), d, nil
}

// sameAt fails with a *BrokenChain where a lane, which is known here that far,
// has another change at the head's number.
func sameAt(r kv.Reader, lane annotate.Lane, head annotate.Head) error {
	if head.Seq == 0 {
		return nil
	}
	arrival, digest, err := laneAt(r, lane, head.Seq)
	if err != nil || digest == head.Digest {
		return err
	}
	header, err := headerAt(r, arrival)
	if err != nil {
		return err
	}
	return brokenAt(r, &header)
}

// brokenAt says whose change is another one elsewhere.
func brokenAt(r kv.Reader, h *annotate.Header) error {
	broken := &BrokenChain{Person: "somebody", Stream: h.Stream, Replica: h.Replica, Number: h.Seq}
	if o, err := readObject(r, annotate.PersonRef(h.Person)); err == nil && o.Exists() {
		broken.Person = annotate.PersonFrom(o).Name
	}
	return broken
}

// draft writes the packet beside the path and reads it again.
func (k *parcel) draft(path string, s packet.Secret) (_ string, err error) {
	draft, err := bolt.Draft(path)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(draft))
		}
	}()
	file, err := os.OpenFile(draft, os.O_WRONLY, 0)
	if err != nil {
		return "", err
	}
	err = k.write(file, s)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return "", err
	}
	again, err := openPacket(draft, s)
	if err != nil {
		return "", err
	}
	info, err := again.file.Stat()
	if err == nil {
		k.done.Counts, k.done.Bytes = again.counts, info.Size()
	}
	return draft, errors.Join(err, again.close())
}

func (k *parcel) write(out io.Writer, s packet.Secret) error {
	w, err := packet.NewWriter(out, k.done.Header, s)
	if err != nil {
		return err
	}
	left := k.done.Header.Changes()
	total := int(left)
	for next := k.first; left > 0; {
		if err := k.ctx.Err(); err != nil {
			return err
		}
		if k.progress != nil {
			k.progress(total-int(left), total)
		}
		if next, err = k.piece(w, next, &left); err != nil {
			return err
		}
	}
	_, err = w.Close()
	return err
}

// piece writes some changes, each after the texts it brings, and tells where to
// go on. left is how many are still to come.
func (k *parcel) piece(w *packet.Writer, from uint64, left *uint64) (next uint64, err error) {
	next = from
	size := 0
	err = k.p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketHistory, nil, number(from), func(_, value []byte) (bool, error) {
			if *left == 0 || next-from >= cutChanges || size >= cutBytes {
				return false, nil
			}
			next++
			c, _, err := openHistory(value)
			if err != nil {
				return false, err
			}
			lane := k.lanes[annotate.Lane{Replica: c.Replica, Stream: c.Stream}]
			if c.Seq <= lane.From.Seq || c.Seq > lane.To.Seq {
				return true, nil
			}
			*left--
			n, err := k.put(w, r, value)
			size += n
			return true, err
		})
	})
	if err == nil && next == from {
		err = fmt.Errorf("%w: the history ends before entry %d", kv.ErrDamaged, from)
	}
	return next, err
}

// put writes one entry of the history and tells how many bytes it took.
func (k *parcel) put(w *packet.Writer, r kv.Reader, value []byte) (size int, err error) {
	c, err := decodeHistory(value)
	if err != nil {
		return 0, err
	}
	size = len(value)
	for i := range c.Edits {
		digest, ok := contentOf(&c.Edits[i])
		if !ok || k.texts[digest] {
			continue
		}
		text, err := k.p.textOf(r, digest)
		if err != nil {
			return size, fmt.Errorf("article %s: %w", c.Edits[i].Ref.ID, err)
		}
		k.texts[digest] = true
		size += len(text)
		if err := w.Add(packet.Item{Kind: packet.Text, Key: digest[:], Data: []byte(text)}); err != nil {
			return size, err
		}
	}
	return size, w.Add(packet.Item{Kind: packet.Change, Data: value})
}
