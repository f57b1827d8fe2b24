package storage

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
)

// beginAnew makes a draft of an empty project with the id of a damaged one,
// into which its whole history can arrive again. Where the damaged file does
// not even tell its id, it fails with the error given.
func beginAnew(path string, noBackup error, o Options) (draft string, err error) {
	wreck, unreadable := bolt.OpenWreck(path)
	if unreadable != nil {
		return "", nothingLeft(noBackup)
	}
	id := wreck.Get(bucketMeta, keyProject)
	if err := wreck.Close(); err != nil {
		return "", err
	}
	if len(id) != len(annotate.ID{}) {
		return "", nothingLeft(noBackup)
	}
	return bolt.DraftWith(path, boltOptions(o), func(store *bolt.Store, draft string) error {
		return store.Update(func(w kv.Writer) error { return writeIdentity(w, annotate.ID(id), draft) })
	})
}

// nothingLeft says that not even the damaged file helps.
func nothingLeft(noBackup error) error {
	return fmt.Errorf("nothing of the file itself can be read, and %w; look for a copy elsewhere", noBackup)
}
