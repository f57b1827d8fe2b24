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
}

func (t *transaction) Get(bucket, key []byte) []byte {
	b := t.tx.Bucket(bucket)
	if b == nil {
		return nil
	}
	return b.Get(key)
}

func (t *transaction) Scan(bucket, prefix, from []byte, visit kv.Visit) error {
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
		if more, err := visit(key, value); err != nil || !more {
			return err
		}
	}
	return nil
}

func (t *transaction) ScanBack(bucket, prefix, before []byte, visit kv.Visit) error {
	b := t.tx.Bucket(bucket)
	if b == nil {
		return nil
	}
	c := b.Cursor()
	key, value := seekBelow(c, end(prefix, before))
	for ; key != nil && bytes.HasPrefix(key, prefix); key, value = c.Prev() {
		if more, err := visit(key, value); err != nil || !more {
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
	b := t.tx.Bucket(bucket)
	if b == nil {
		return 0
	}
	return b.Stats().KeyN
}

func (t *transaction) Put(bucket, key, value []byte) error {
	b, err := t.tx.CreateBucketIfNotExists(bucket)
	if err != nil {
		return fmt.Errorf("%w: bucket %s: %w", kv.ErrWrite, bucket, err)
	}
	// bbolt keeps the value until the commit; the caller may reuse it.
	if err := b.Put(key, append([]byte{}, value...)); err != nil {
		return fmt.Errorf("%w: bucket %s: %w", kv.ErrWrite, bucket, err)
	}
	return nil
}

func (t *transaction) Delete(bucket, key []byte) error {
	b := t.tx.Bucket(bucket)
	if b == nil {
		return nil
	}
	if err := b.Delete(key); err != nil {
		return fmt.Errorf("%w: bucket %s: %w", kv.ErrWrite, bucket, err)
	}
	return nil
}
