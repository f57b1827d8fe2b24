package storage

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"

	"github.com/fxamacker/cbor/v2"
)

// historyRecord is a change as it is kept. A purge empties the payload; the
// header, and with it the chain, stays.
type historyRecord struct {
	_       struct{} `cbor:",toarray"`
	Header  cbor.RawMessage
	Payload []byte
	Purged  bool
}

func encodeHistory(c *annotate.Change) ([]byte, error) {
	header, err := annotate.Encode(&c.Header)
	if err != nil {
		return nil, err
	}
	record := historyRecord{Header: cbor.RawMessage(header), Purged: c.Purged}
	if !c.Purged {
		if record.Payload, err = annotate.EncodeEdits(c.Edits); err != nil {
			return nil, err
		}
	}
	return annotate.Encode(record)
}

// openHistory reads an entry of the history but for its payload, which
// belongs to the entry's bytes.
func openHistory(b []byte) (c annotate.Change, payload []byte, err error) {
	if c, payload, ok := annotate.ReadEntry(b); ok {
		return c, payload, nil
	}
	var record historyRecord
	if err = annotate.Value(b).Decode(&record); err == nil {
		err = annotate.Value(record.Header).Decode(&c.Header)
	}
	if err != nil {
		return c, nil, unreadable(err)
	}
	c.Purged = record.Purged
	return c, record.Payload, nil
}

func unreadable(err error) error {
	return fmt.Errorf("%w: an entry of the history cannot be read: %w", kv.ErrDamaged, err)
}

func decodeHistory(b []byte) (annotate.Change, error) {
	c, payload, err := openHistory(b)
	if err == nil && !c.Purged {
		if c.Edits, err = annotate.DecodeEdits(payload); err != nil {
			err = unreadable(err)
		}
	}
	return c, err
}

// HistoryFilter says which changes History gives. Zero fields select all.
type HistoryFilter struct {
	Article annotate.ID
	Person  annotate.ID
	Newest  bool // newest first instead of in order of arrival
	Limit   int  // at most so many; 0 = all
	Brief   bool // without what the changes set: Edits stay empty
}

// History gives the changes in the order they arrived in this copy, until
// each returns false. each runs inside a read transaction: it must not write
// to the project.
func (p *Project) History(f HistoryFilter, each func(annotate.Change) bool) error {
	given := 0
	visit := func(_, value []byte) (bool, error) {
		c, _, err := openHistory(value)
		if err != nil {
			return false, err
		}
		if !f.Article.IsZero() && c.Article != f.Article || !f.Person.IsZero() && c.Person != f.Person {
			return true, nil
		}
		if !f.Brief {
			if c, err = decodeHistory(value); err != nil {
				return false, err
			}
		}
		given++
		return each(c) && (f.Limit == 0 || given < f.Limit), nil
	}
	return p.store.View(func(r kv.Reader) error {
		if f.Newest {
			return r.ScanBack(bucketHistory, nil, nil, visit)
		}
		return r.Scan(bucketHistory, nil, nil, visit)
	})
}

func changeAt(r kv.Reader, arrival uint64) (annotate.Change, error) {
	record := r.Get(bucketHistory, number(arrival))
	if record == nil {
		return annotate.Change{}, fmt.Errorf("%w: the history has no entry %d", kv.ErrDamaged, arrival)
	}
	return decodeHistory(record)
}

// headerAt reads the header of a change without its payload.
func headerAt(r kv.Reader, arrival uint64) (annotate.Header, error) {
	value := r.Get(bucketHistory, number(arrival))
	if value == nil {
		return annotate.Header{}, fmt.Errorf("%w: the history has no entry %d", kv.ErrDamaged, arrival)
	}
	c, _, err := openHistory(value)
	return c.Header, err
}
