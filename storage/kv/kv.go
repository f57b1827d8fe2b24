// Package kv is what package storage needs of a database: ordered keys in a
// few named buckets, and transactions that happen wholly or not at all.
//
// There are two of them, kv/bolt on a file and kv/memory, and one suite,
// kv/kvtest, that says what they promise. kv/faulty wraps either and fails on
// purpose.
package kv

import (
	"errors"
	"io"
)

// The errors a store may give beside those of the file system.
var (
	// ErrLocked: another process has the project open.
	ErrLocked = errors.New("the project is open elsewhere")
	// ErrDamaged: the file cannot be read as what it is.
	ErrDamaged = errors.New("the project file is damaged")
	// ErrNotProject: the file is something else.
	ErrNotProject = errors.New("not a Bluepencil project")
	// ErrWrite: the disk refused a write; nothing of the transaction happened.
	ErrWrite = errors.New("could not write to the project file")
	// ErrMoved: the file is no longer where it was opened.
	ErrMoved = errors.New("the project file was moved, replaced or deleted while it was open")
	// ErrClosed: the store was closed before.
	ErrClosed = errors.New("the project is closed")
)

// Visit sees one key and value of a scan and says whether to go on. Both are
// valid only until it returns.
type Visit func(key, value []byte) (more bool, err error)

// Reader reads within a transaction. A bucket nobody has written to is empty.
type Reader interface {
	// Get gives the value, or nil where the key is absent. The bytes belong
	// to the store and are valid only inside the transaction.
	Get(bucket, key []byte) []byte
	// Scan visits the keys with the prefix in ascending order, beginning at
	// the first that is not below from (nil: at the first). The visit must not
	// write to the bucket.
	Scan(bucket, prefix, from []byte, visit Visit) error
	// ScanBack visits the keys with the prefix in descending order, beginning
	// at the last that is below before (nil: at the last).
	ScanBack(bucket, prefix, before []byte, visit Visit) error
	// Count is the number of keys in the bucket. It takes time in proportion.
	Count(bucket []byte) int
}

// Writer reads and writes within a transaction and sees its own writes.
type Writer interface {
	Reader
	// Put sets a key. The store copies both. An empty value is not an absent one.
	Put(bucket, key, value []byte) error
	// Delete removes a key; an absent one is no error.
	Delete(bucket, key []byte) error
}

// Store is an open database. Its methods are safe for concurrent use; a
// transaction belongs to one goroutine, and none may be opened inside another.
type Store interface {
	// View runs a read transaction on a consistent state.
	View(func(Reader) error) error
	// Update runs a write transaction, one at a time. When it returns nil the
	// writes are durable; when it returns an error, or panics, there are none.
	// An error of the function comes back as it is, and its panic goes on.
	Update(func(Writer) error) error
	// Copy writes a consistent copy of the whole store, while it is in use.
	Copy(w io.Writer) (int64, error)
	// Check looks for faults in the structure.
	Check() error
	// Close releases the store after the transactions under way; later ones
	// fail with ErrClosed. Closing again does nothing.
	Close() error
}

// After is the first key that is above every key with the prefix, or nil
// where there is none.
func After(prefix []byte) []byte {
	next := append([]byte{}, prefix...)
	for i := len(next) - 1; i >= 0; i-- {
		if next[i] < 0xff {
			next[i]++
			return next[:i+1]
		}
	}
	return nil
}
