package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
)

// Purged tells what a purge did.
type Purged struct {
	Change   annotate.Change
	Articles []annotate.ID // the article, and others with the same text
	// Removed are files that could hold the text and were deleted: backups,
	// damaged files that were put aside, derived files. Backup is the one that
	// was made instead.
	Removed []string
	Backup  string
}

// Purge erases an article for good: its text, what is marked, noted and
// submitted in it, in state and history, and every backup that could hold it.
// The history keeps who did so, when and why, and of the text its hash, so that
// it is recognised if it comes again. Nothing brings it back. It cannot reach
// what lies elsewhere: exports, packets, copies under other names, and what the
// disk itself keeps of deleted files.
//
// Where it fails after the erasing itself, the rest is done when the project is
// opened next.
func (p *Project) Purge(person, article annotate.ID, reason string) (Purged, error) {
	var done Purged
	o, err := p.existing(annotate.ArticleRef(article))
	if err != nil {
		return done, err
	}
	digest := annotate.ArticleFrom(o).Content.TextSHA256
	done.Articles = []annotate.ID{article}
	err = p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketHashes, digest[:], nil, func(key, _ []byte) (bool, error) {
			if twin := annotate.ID(key[len(digest):]); twin != article {
				done.Articles = append(done.Articles, twin) // also one that was purged and allowed again
			}
			return true, nil
		})
	})
	if err != nil {
		return done, err
	}
	d, err := annotate.PurgeArticles(person, done.Articles, annotate.Purge{TextSHA256: digest, Reason: reason, At: p.now().UnixMilli()})
	if err != nil {
		return done, err
	}
	if done.Change, err = p.Commit(d); err != nil {
		return done, err
	}
	done.Removed, done.Backup, err = p.finishErasing()
	if err != nil {
		err = fmt.Errorf("the article is erased from the project, but traces are left until it is opened again: %w", err)
	}
	return done, err
}

// AllowPurged decides that the text of a purged article may come back, by
// import or merge. The decision is recorded with its reason.
func (p *Project) AllowPurged(person, article annotate.ID, reason string) (annotate.Change, error) {
	o, err := p.Object(annotate.ArticleRef(article))
	if err != nil {
		return annotate.Change{}, err
	}
	purge, ok := annotate.PurgeFrom(o)
	if !ok {
		return annotate.Change{}, fmt.Errorf("article %s was not purged: %w", article, annotate.ErrNotFound)
	}
	d, err := annotate.AllowPurged(person, article, purge, reason)
	if err != nil {
		return annotate.Change{}, err
	}
	return p.Commit(d)
}

// mayCome fails with annotate.ErrPurged where a text was purged here.
func (p *Project) mayCome(digest annotate.Digest) error {
	return p.store.View(func(r kv.Reader) error {
		return mayCome(r, func(ref annotate.Ref) (*annotate.Object, error) { return readObject(r, ref) }, digest)
	})
}

func mayCome(r kv.Reader, object func(annotate.Ref) (*annotate.Object, error), digest annotate.Digest) error {
	article, purge, purged, err := purgedText(r, object, digest)
	if err != nil || !purged {
		return err
	}
	return fmt.Errorf("%w: this text was purged on %s as article %s (%s) and is not taken in again unless somebody allows it with a reason",
		annotate.ErrPurged, time.UnixMilli(purge.At).Format("2 January 2006"), article, purge.Reason)
}

// finishErasing removes what a purge left: free pages of the file, by
// compacting it, and then all backups, after one of the file as it is now was
// made. Until all is done, the project remembers that it is not.
func (p *Project) finishErasing() (removed []string, backup string, err error) {
	if p.path == "" {
		return nil, "", p.forgetErasing()
	}
	p.keeping.Lock()
	defer p.keeping.Unlock()
	if err := p.compact(); err != nil {
		return nil, "", err
	}
	p.listed.drop()
	defer p.erased.release()()
	old, err := p.filesWithTraces()
	if err != nil {
		return nil, "", err
	}
	if backup, err = p.fullBackup(old.made); err != nil {
		return nil, "", err
	}
	for _, path := range old.paths {
		if err := os.RemoveAll(path); err != nil {
			return removed, backup, err
		}
		removed = append(removed, path)
	}
	err = errors.Join(bolt.SyncDir(CopiesDir(p.path)), bolt.SyncDir(filepath.Dir(p.path)))
	if err != nil {
		return removed, backup, err
	}
	return removed, backup, p.forgetErasing()
}

func (p *Project) forgetErasing() error {
	return p.store.Update(func(w kv.Writer) error { return w.Delete(bucketMeta, keyErase) })
}

// traces are files that may hold what was purged.
type traces struct {
	paths []string
	made  time.Time // of the latest backup among them
}

// filesWithTraces lists all backups, drafts that a crash left, copies made
// before upgrading, damaged files that were put aside, and derived files.
func (p *Project) filesWithTraces() (traces, error) {
	var t traces
	list, _, err := ListBackups(p.path)
	if err != nil {
		return t, err
	}
	for _, b := range list {
		t.made = b.Made
	}
	if t.paths, err = filesNamed(CopiesDir(p.path), func(string) bool { return true }); err != nil {
		return t, err
	}
	base := filepath.Base(p.path)
	name := strings.TrimSuffix(base, Extension)
	beside, err := filesNamed(filepath.Dir(p.path), func(file string) bool {
		for _, begin := range []string{name + ".damaged-", base + ".format-", "." + base + "."} {
			if strings.HasPrefix(file, begin) {
				return true
			}
		}
		return file == name+".cache"
	})
	if err != nil {
		return t, err
	}
	t.paths = append(t.paths, beside...)
	return t, nil
}

// erasing tells whether a purge still has traces to remove.
func (p *Project) erasing() (pending bool, err error) {
	err = p.store.View(func(r kv.Reader) error {
		pending = r.Get(bucketMeta, keyErase) != nil
		return nil
	})
	return pending, err
}
