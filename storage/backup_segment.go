package storage

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/segment"
)

// The bounds of one read transaction of a segment in the making.
const (
	cutChanges = 1000
	cutBytes   = 8 << 20
)

// cut is a segment in the making. The history only grows, so it is read in
// several transactions; the undo stacks change, so they are read in the one
// that fixes the segment's end.
type cut struct {
	view  func(func(kv.Reader) error) error
	head  segment.Header
	undo  []segment.Item
	clock []byte
	texts map[annotate.Digest]bool // written already
}

// draftSegment writes the changes after from, up to now, into a draft beside
// the path, and reads it again. Without a change there is no draft.
func (p *Project) draftSegment(path string, from segment.Mark) (draft string, h segment.Header, err error) {
	c := &cut{view: p.store.View, texts: map[annotate.Digest]bool{}}
	c.head = segment.Header{Schema: FormatVersion, Project: p.id, From: from, Made: p.now().UnixMilli()}
	if err := c.begin(); err != nil || c.head.To.Arrival <= from.Arrival {
		return "", c.head, err
	}
	if draft, err = bolt.Draft(path); err != nil {
		return "", c.head, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(draft))
		}
	}()
	file, err := os.OpenFile(draft, os.O_WRONLY, 0)
	if err != nil {
		return "", c.head, err
	}
	err = c.write(file)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return "", c.head, err
	}
	h, err = readSegment(draft, nil)
	return draft, h, err
}

// begin fixes the segment's end, the undo stacks and the clock.
func (c *cut) begin() error {
	return c.view(func(r kv.Reader) error {
		base, err := markAt(r, c.head.From.Arrival)
		if err != nil {
			return err
		}
		if base != c.head.From {
			return fmt.Errorf("%w: the history has no such place to go on from", kv.ErrDamaged)
		}
		if c.head.To, err = markAt(r, lastArrival(r)); err != nil {
			return err
		}
		c.clock = bytes.Clone(r.Get(bucketMeta, keyClock))
		c.head.Last = annotate.As[annotate.Stamp](c.clock).Wall
		return r.Scan(bucketUndo, nil, nil, func(key, value []byte) (bool, error) {
			if len(key) == len(annotate.ID{}) || readNumber(value) > c.head.From.Arrival {
				c.undo = append(c.undo, segment.Item{Kind: segment.Undo, Key: bytes.Clone(key), Data: bytes.Clone(value)})
			}
			return true, nil
		})
	})
}

func (c *cut) write(out io.Writer) error {
	w, err := segment.NewWriter(out, c.head)
	if err != nil {
		return err
	}
	for _, item := range append(c.undo, segment.Item{Kind: segment.Clock, Data: c.clock}) {
		if err := w.Add(item); err != nil {
			return err
		}
	}
	for next := c.head.From.Arrival + 1; next <= c.head.To.Arrival; {
		if next, err = c.piece(w, next); err != nil {
			return err
		}
	}
	return w.Close()
}

// piece writes some changes, each after the texts it brings, and tells which
// comes next.
func (c *cut) piece(w *segment.Writer, from uint64) (next uint64, err error) {
	next = from
	size := 0
	err = c.view(func(r kv.Reader) error {
		return r.Scan(bucketHistory, nil, number(from), func(key, value []byte) (bool, error) {
			if next > c.head.To.Arrival || next-from >= cutChanges || size >= cutBytes {
				return false, nil
			}
			change, err := decodeHistory(value)
			if err != nil {
				return false, err
			}
			if err := c.textsOf(w, r, &change); err != nil {
				return false, err
			}
			size += len(value)
			next++
			return true, w.Add(segment.Item{Kind: segment.Change, Key: key, Data: value})
		})
	})
	if err == nil && next == from {
		err = fmt.Errorf("%w: the history has no entry %d", kv.ErrDamaged, from)
	}
	return next, err
}

func (c *cut) textsOf(w *segment.Writer, r kv.Reader, change *annotate.Change) error {
	for i := range change.Edits {
		digest, ok := contentOf(&change.Edits[i])
		if !ok || c.texts[digest] {
			continue
		}
		record := r.Get(bucketTexts, digest[:])
		if record == nil {
			return fmt.Errorf("%w: the text of article %s is missing", kv.ErrDamaged, change.Edits[i].Ref.ID)
		}
		c.texts[digest] = true
		if err := w.Add(segment.Item{Kind: segment.Text, Key: digest[:], Data: record}); err != nil {
			return err
		}
	}
	return nil
}

// readSegment reads a segment's file and verifies what can be verified
// without a project: beyond its form, every change's payload and every text.
func readSegment(path string, visit func(segment.Header, segment.Item) error) (h segment.Header, err error) {
	file, err := os.Open(path)
	if err != nil {
		return h, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return h, err
	}
	h, err = segment.Read(file, info.Size(), func(h segment.Header, i segment.Item) error {
		if err := verifyItem(h, i); err != nil || visit == nil {
			return err
		}
		return visit(h, i)
	})
	if err != nil {
		return h, fmt.Errorf("%s: %w", path, err)
	}
	return h, nil
}

func verifyItem(h segment.Header, i segment.Item) error {
	if h.Schema > FormatVersion {
		return fmt.Errorf("%w: the segment is of format %d", ErrNewer, h.Schema)
	}
	switch i.Kind {
	case segment.Change:
		c, err := decodeHistory(i.Data)
		if err == nil {
			err = c.Verify()
		}
		if err != nil {
			return fmt.Errorf("%w: %w", segment.ErrSegment, err)
		}
		if n := readNumber(i.Key); n == h.To.Arrival && c.Header.Digest() != h.To.Digest {
			return fmt.Errorf("%w: its last change is not the one it says", segment.ErrSegment)
		}
	case segment.Text:
		text, err := unpackText(i.Data)
		if err != nil || annotate.TextDigest(text) != annotate.Digest(i.Key) {
			return fmt.Errorf("%w: a text is not the one it says", segment.ErrSegment)
		}
	}
	return nil
}

// lastActionOf is when the latest action of a project was, by its clock.
func lastActionOf(r kv.Reader) time.Time {
	wall := annotate.As[annotate.Stamp](r.Get(bucketMeta, keyClock)).Wall
	if wall == 0 {
		return time.Time{}
	}
	return time.UnixMilli(wall)
}
