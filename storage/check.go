package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// Problem is something Check found wrong.
type Problem struct {
	Where string // the article, object or history entry
	What  string
}

// CheckReport is the outcome of a check.
type CheckReport struct {
	Articles    int
	Annotations int
	Changes     int
	Problems    []Problem
}

// checkPiece is how many entries one read transaction of a check looks at: a
// long one would keep pages from being used again.
const checkPiece = 2000

// Check goes through the whole project: the file's structure, every text
// against its hash, every span against its text, every change against its
// chain, every object against the changes that made it, the indexes both ways,
// and the undo stacks. It reads only, in pieces, while others read and write.
// progress may be nil; cancelling the context ends the check with its error.
func (p *Project) Check(ctx context.Context, progress func(done, total int)) (CheckReport, error) {
	k := &checker{p: p, ctx: ctx, progress: progress, heads: annotate.Vector{}, tallies: tallies{}}
	if err := p.store.Check(); err != nil {
		k.report("the file", "%v", err)
	}
	err := p.store.View(func(r kv.Reader) error {
		k.total = r.Count(bucketHistory) + r.Count(bucketObjects)
		return nil
	})
	if err != nil {
		return k.out, err
	}
	for _, part := range []struct {
		bucket []byte
		visit  func(r kv.Reader, key, value []byte)
	}{
		{bucketHistory, k.change}, {bucketObjects, k.object}, {bucketLanes, k.lane}, {bucketHashes, k.hash},
	} {
		if err := k.pieces(part.bucket, part.visit); err != nil {
			return k.out, err
		}
	}
	return k.out, p.store.View(k.settle)
}

type checker struct {
	p        *Project
	ctx      context.Context
	progress func(done, total int)
	done     int
	total    int
	out      CheckReport
	heads    annotate.Vector
	arrival  uint64 // of the last history entry that was looked at
	tallies  tallies
	settling bool           // what comes now came during the check
	late     []annotate.Ref // what such changes touch
	suspects []annotate.Ref // objects that did not fit the history when they were looked at
}

func (k *checker) report(where, format string, args ...any) {
	k.out.Problems = append(k.out.Problems, Problem{where, fmt.Sprintf(format, args...)})
}

func (k *checker) step() error {
	k.done++
	if k.progress != nil && k.done%256 == 0 {
		k.progress(min(k.done, k.total), k.total)
	}
	return k.ctx.Err()
}

// pieces visits all of a bucket, a piece in each transaction. What is written
// behind its back meanwhile comes in when the check settles.
func (k *checker) pieces(bucket []byte, visit func(r kv.Reader, key, value []byte)) error {
	var next []byte
	for more := true; more; {
		more = false
		err := k.p.store.View(func(r kv.Reader) error {
			n := 0
			return r.Scan(bucket, nil, next, func(key, value []byte) (bool, error) {
				if n++; n > checkPiece {
					next, more = bytes.Clone(key), true
					return false, nil
				}
				visit(r, key, value)
				return true, k.step()
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// settle looks, in one state of the project, at the changes that came during
// the check, and again at what did not fit the history then.
func (k *checker) settle(r kv.Reader) error {
	k.settling = true
	err := r.Scan(bucketHistory, nil, number(k.arrival+1), func(key, value []byte) (bool, error) {
		k.change(r, key, value)
		return true, k.ctx.Err()
	})
	if err != nil {
		return err
	}
	for _, ref := range k.suspects {
		o, err := readObject(r, ref)
		if err != nil {
			continue // said already
		}
		if want := k.tallies.changes(ref); o.Changes != want {
			k.report(ref.Kind.String()+" "+ref.ID.String(), "%d changes made it, the history has %d", o.Changes, want)
		}
	}
	if err := k.missing(r); err != nil {
		return err
	}
	k.clock(r)
	return k.undo(r)
}

// change checks number, chain and payload of a change.
func (k *checker) change(r kv.Reader, key, value []byte) {
	k.arrival++
	n := readNumber(key)
	where := fmt.Sprintf("history entry %d", n)
	if n != k.arrival {
		k.report(where, "an entry is missing before it")
		k.arrival = n
	}
	c, err := decodeHistory(value)
	if err != nil {
		k.report(where, "%v", err)
		return
	}
	k.out.Changes++
	lane := annotate.Lane{Replica: c.Replica, Stream: c.Stream}
	if err := c.Follows(k.heads[lane]); err != nil {
		k.report(where, "%v", err)
	}
	if err := errors.Join(c.Verify(), payloadIntact(value)); err != nil {
		k.report(where, "%v", err)
	}
	head := annotate.Head{Seq: c.Seq, Digest: c.Header.Digest()}
	k.heads[lane] = head
	entry := r.Get(bucketLanes, laneKey(lane, c.Seq))
	if digest, err := digestOfLane(entry); err != nil || digest != head.Digest || readNumber(entry[:8]) != n {
		k.report(where, "the index of the history does not know it")
	}
	for _, ref := range annotate.Touched(&c) {
		k.tallies.add(ref)
		if k.settling {
			k.late = append(k.late, ref)
		}
	}
}

// object checks an object against its changes and its article's text.
func (k *checker) object(r kv.Reader, key, value []byte) {
	ref, err := refOfKey(key)
	if err != nil {
		k.report("an object", "%v", err)
		return
	}
	where := ref.Kind.String() + " " + ref.ID.String()
	o, err := annotate.DecodeObject(ref, value)
	if err != nil {
		k.report(where, "%v", err)
		k.tallies.saw(ref)
		return
	}
	k.tallies.saw(ref)
	if k.tallies.changes(ref) != o.Changes {
		k.suspects = append(k.suspects, ref)
	}
	switch ref.Kind {
	case annotate.KindArticle:
		k.out.Articles++
		k.article(r, where, o)
	case annotate.KindAnnotation:
		k.out.Annotations++
		k.annotation(r, where, o)
	case annotate.KindSubmission:
		k.submission(r, where, o)
	}
}
