package storage

import (
	"encoding/binary"
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// The buckets of a project file.
var (
	bucketMeta    = []byte("meta")    // below: one key each
	bucketObjects = []byte("objects") // ref -> record
	bucketTexts   = []byte("texts")   // text's SHA-256 -> packed text
	bucketHashes  = []byte("hashes")  // text's SHA-256, article -> nothing
	bucketHistory = []byte("history") // order of arrival -> header and payload
	bucketLanes   = []byte("lanes")   // replica, stream, sequence number -> arrival and digest
	bucketUndo    = []byte("undo")    // person, position -> arrival; person -> top of the stack
)

// The keys of bucketMeta.
var (
	keyFormat  = []byte("format")  // version of this schema
	keyProject = []byte("project") // the project's id, the same in all copies
	keyReplica = []byte("replica") // this copy's id
	keyPlace   = []byte("place")   // where the copy was when it got it
	keyClock   = []byte("clock")   // the latest stamp made or seen
)

// ErrNewer: the file was written by a newer version of Bluepencil.
var ErrNewer = errors.New("the project was written by a newer version of Bluepencil")

// upgrade brings a file from one version to the next within one transaction.
type upgrade func(kv.Writer) error

// upgrades holds at index i the step from version i+1 to i+2. Append only:
// testdata keeps a file of every version there has been.
var upgrades = []upgrade{}

// FormatVersion is the version of the schema this build writes.
var FormatVersion = versionOf(upgrades)

func versionOf(table []upgrade) uint64 { return uint64(len(table)) + 1 }

// migrate brings the store up to the newest version of the table, calling
// before ahead of the first step. A newer file is left as it is and refused
// with ErrNewer.
func migrate(store kv.Store, table []upgrade, before func(from uint64) error) error {
	version, err := formatOf(store)
	if err != nil {
		return err
	}
	newest := versionOf(table)
	switch {
	case version == 0:
		return fmt.Errorf("%w: the file has no Bluepencil project in it", kv.ErrNotProject)
	case version > newest:
		return fmt.Errorf("%w: its format is %d, this version reads up to %d; install the newer version, the file is unharmed", ErrNewer, version, newest)
	case version == newest:
		return nil
	}
	if err := before(version); err != nil {
		return fmt.Errorf("copy before upgrading: %w", err)
	}
	for ; version < newest; version++ {
		err := store.Update(func(w kv.Writer) error {
			if err := table[version-1](w); err != nil {
				return err
			}
			return w.Put(bucketMeta, keyFormat, number(version+1))
		})
		if err != nil {
			return fmt.Errorf("upgrade from format %d to %d: %w", version, version+1, err)
		}
	}
	return nil
}

func formatOf(store kv.Store) (version uint64, err error) {
	err = store.View(func(r kv.Reader) error {
		version = readNumber(r.Get(bucketMeta, keyFormat))
		return nil
	})
	return version, err
}

// number is a key or value that sorts like the number it stands for.
func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func readNumber(b []byte) uint64 {
	if len(b) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

// objectKey orders objects by kind, article, owner, id: an article's
// annotations lie together, one layer after the other.
func objectKey(r annotate.Ref) []byte {
	key := make([]byte, 0, 49)
	key = append(key, byte(r.Kind))
	key = append(key, r.Article[:]...)
	key = append(key, r.Owner[:]...)
	return append(key, r.ID[:]...)
}

func refOfKey(key []byte) (annotate.Ref, error) {
	if len(key) != 49 {
		return annotate.Ref{}, fmt.Errorf("%w: an object's key has %d bytes", kv.ErrDamaged, len(key))
	}
	return annotate.Ref{Kind: annotate.Kind(key[0]), Article: annotate.ID(key[1:17]),
		Owner: annotate.ID(key[17:33]), ID: annotate.ID(key[33:49])}, nil
}

// kindPrefix selects the objects of a kind, of an article and of an owner,
// as far as they are given.
func kindPrefix(kind annotate.Kind, within ...annotate.ID) []byte {
	key := []byte{byte(kind)}
	for _, id := range within {
		key = append(key, id[:]...)
	}
	return key
}

func hashKey(text annotate.Digest, article annotate.ID) []byte {
	return append(append([]byte{}, text[:]...), article[:]...)
}

func lanePrefix(lane annotate.Lane) []byte {
	key := append([]byte{}, lane.Replica[:]...)
	key = append(key, byte(len(lane.Stream)))
	return append(key, lane.Stream...)
}

func laneKey(lane annotate.Lane, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(lanePrefix(lane), seq)
}

func laneOfKey(key []byte) (lane annotate.Lane, seq uint64, err error) {
	if len(key) < 17 || len(key) != 17+int(key[16])+8 {
		return lane, 0, fmt.Errorf("%w: a lane's key has %d bytes", kv.ErrDamaged, len(key))
	}
	lane.Replica = annotate.ID(key[:16])
	lane.Stream = annotate.Stream(key[17 : len(key)-8])
	return lane, readNumber(key[len(key)-8:]), nil
}

func undoKey(person annotate.ID, position uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte{}, person[:]...), position)
}
