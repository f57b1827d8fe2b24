package bolt

import (
	"bytes"
	"fmt"

	"bluepencil/storage/kv"

	bbolt "go.etcd.io/bbolt"
)

// transaction is a bbolt transaction as kv sees it.
type transaction struct {
	tx *bbolt.Tx
	// inside tells whose a panic is: bbolt's while it is set, over a damaged
	// file; else the caller's. Every method sets it while it is in bbolt.
	inside bool
	// damaged is set when such a panic ended the transaction.
	damaged bool
}

func (t *transaction) Get(bucket, key []byte) []byte {
	t.inside = true
	var value []byte
	if b := t.tx.Bucket(bucket); b != nil {
		value = b.Get(key)
	}
	t.inside = false
	return value
}

// visit shows the caller one pair.
func (t *transaction) visit(visit kv.Visit, key, value []byte) (bool, error) {
	t.inside = false
	more, err := visit(key, value)
	t.inside = true
	return more, err
}

func (t *transaction) Scan(bucket, prefix, from []byte, visit kv.Visit) error {
	t.inside = true
	err := t.scan(bucket, prefix, from, visit)
	t.inside = false
	return err
}

func (t *transaction) scan(bucket, prefix, from []byte, visit kv.Visit) error {
	b := t.tx.Bucket(bucket)
	if b == nil {
		return nil
	}
	start := prefix
	if bytes.Compare(from, start) > 0 {
		start = from
	}
	c := b.Cursor()
	for key, value := c.Seek(start); key != nil && bytes.HasPrefix(key, prefix); key, value = c.Next() {
		if more, err := t.visit(visit, key, value); err != nil || !more {
			return err
		}
	}
	return nil
}

func (t *transaction) ScanBack(bucket, prefix, before []byte, visit kv.Visit) error {
	t.inside = true
	err := t.scanBack(bucket, prefix, before, visit)
	t.inside = false
	return err
}

func (t *transaction) scanBack(bucket, prefix, before []byte, visit kv.Visit) error {
	b := t.tx.Bucket(bucket)
	if b == nil {
		return nil
	}
	c := b.Cursor()
	key, value := seekBelow(c, end(prefix, before))
	for ; key != nil && bytes.HasPrefix(key, prefix); key, value = c.Prev() {
		if more, err := t.visit(visit, key, value); err != nil || !more {
			return err
		}
	}
	return nil
}

// end is the bound of a backward scan: the lower of the end of the prefix and
// before; nil means there is none.
func end(prefix, before []byte) []byte {
	after := kv.After(prefix)
	if after == nil || before != nil && bytes.Compare(before, after) < 0 {
		return before
	}
	return after
}

// seekBelow moves to the last key below the bound.
func seekBelow(c *bbolt.Cursor, bound []byte) (key, value []byte) {
	if bound == nil {
		return c.Last()
	}
	if key, _ := c.Seek(bound); key == nil {
		return c.Last()
	}
	return c.Prev()
}

func (t *transaction) Count(bucket []byte) int {
	t.inside = true
	n := t.count(bucket)
	t.inside = false
	return n
}

func (t *transaction) count(bucket []byte) int {
	b := t.tx.Bucket(bucket)
	if b == nil {
		return 0
	}
	if !t.tx.Writable() {
		return b.Stats().KeyN
	}
	n := 0 // bbolt's statistics are of what was committed
	c := b.Cursor()
	for key, _ := c.First(); key != nil; key, _ = c.Next() {
		n++
	}
	return n
}

func (t *transaction) Put(bucket, key, value []byte) error {
	t.inside = true
	b, err := t.tx.CreateBucketIfNotExists(bucket)
	if err == nil {
		// bbolt keeps the value until the commit; the caller may reuse it.
		err = b.Put(key, append([]byte{}, value...))
	}
	t.inside = false
	return refused(bucket, err)
}

func (t *transaction) Delete(bucket, key []byte) (err error) {
	t.inside = true
	if b := t.tx.Bucket(bucket); b != nil {
		err = b.Delete(key)
	}
	t.inside = false
	return refused(bucket, err)
}

func refused(bucket []byte, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: bucket %s: %w", kv.ErrWrite, bucket, err)
}
