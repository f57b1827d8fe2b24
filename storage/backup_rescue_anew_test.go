package storage

import (
	"errors"
	"os"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// TestWithoutABackupTheDamagedFileGivesItsHistory: what bp made has no backups.
func TestWithoutABackupTheDamagedFileGivesItsHistory(t *testing.T) {
	for name, purged := range map[string]bool{"as it was": false, "after a purge": true} {
		t.Run(name, func(t *testing.T) {
			p, path := newFile(t)
			id := p.ID()
			mina := addPerson(t, p, "Mina")
			article := addArticle(t, p, mina, sampleText)
			secret := addSecret(t, p, mina)
			mark(t, p, mina, article, "quote", 0, 17)
			if purged {
				_, err := p.Purge(mina, secret, "a source must be protected")
				must(t, err)
			}
			want := contents(t, p)
			must(t, p.store.Update(func(w kv.Writer) error {
				return w.Put(bucketObjects, objectKey(annotate.ArticleRef(article)), []byte("no object"))
			}))
			must(t, p.Close())
			must(t, os.RemoveAll(CopiesDir(path)))
			r, err := Rescue(path, Options{})
			must(t, err)
			if r.Lost != 0 || !r.LostKnown || r.Salvaged != r.Actions {
				t.Errorf("it says %+v: %s", r, r.String())
			}
			p = openRestored(t, path)
			sameContents(t, name, contents(t, p), want)
			checkWhole(t, p)
			if p.ID() != id {
				t.Error("it is another project now")
			}
			mark(t, p, mina, article, "cue", 18, 22)
			if found := filesWith(t, path, secretTraces()...); purged && len(found) > 0 {
				t.Error("what was purged is back")
			}
		})
	}
}

// TestAProjectOfNothingIsNoRescue: where no action can be read, the damaged
// file stays where it is.
func TestAProjectOfNothingIsNoRescue(t *testing.T) {
	p, path := newFile(t)
	addPerson(t, p, "Mina")
	must(t, p.store.Update(func(w kv.Writer) error {
		return w.Put(bucketHistory, number(1), []byte("no change"))
	}))
	must(t, p.Close())
	must(t, os.RemoveAll(CopiesDir(path)))
	before, err := os.ReadFile(path)
	must(t, err)
	if _, err := Rescue(path, Options{}); !errors.Is(err, ErrNoBackup) {
		t.Errorf("got %v", err)
	}
	if after, err := os.ReadFile(path); err != nil || annotate.DigestOf(after) != annotate.DigestOf(before) {
		t.Errorf("the file was changed: %v", err)
	}
}
