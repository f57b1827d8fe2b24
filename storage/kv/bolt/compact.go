package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"bluepencil/storage/kv"

	bbolt "go.etcd.io/bbolt"
)

// compactBatch is how much one transaction of a compaction writes, in bytes.
const compactBatch = 16 << 20

// Space tells the file's size and how much of it is free pages, in bytes.
func (s *Store) Space() (size, free int64, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	info, err := s.file.Stat()
	if errors.Is(err, os.ErrClosed) {
		return 0, 0, kv.ErrClosed
	}
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w", s.path, err)
	}
	stats := s.db.Stats()
	free = int64(stats.FreePageN+stats.PendingPageN) * int64(s.db.Info().PageSize)
	if used, err := latestMeta(s.file, s.db.Info().PageSize); err == nil { // what was reserved for growth
		free += max(0, info.Size()-int64(used.pages)*int64(used.pageSize))
	}
	return info.Size(), free, nil
}

// Compact rewrites the file without its free pages: into a new file beside it,
// which is compared pair by pair and takes the old one's name and lock.
// Reading goes on meanwhile, writing waits. prepare writes into the new file
// before that, and is told the name it has until then. Whatever fails, and
// whenever the program ends, the old file or the new one is there, whole.
func (s *Store) Compact(prepare func(w kv.Writer, draft string) error) error {
	err := s.Rebuild(func(next kv.Store, draft string) error {
		return next.Update(func(w kv.Writer) error { return prepare(w, draft) })
	})
	if err != nil {
		err = fmt.Errorf("compact %s: %w", s.path, err)
	}
	return err
}

// Rebuild is Compact for work too large for one transaction: fill does it in
// the new file, in as many as it likes, and what it wrote is there wholly or,
// where it fails, not at all. An error of fill comes back as it is.
func (s *Store) Rebuild(fill func(next kv.Store, draft string) error) (err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.broken != nil {
		return fmt.Errorf("%w: %w", kv.ErrWrite, s.broken)
	}
	if err := s.StillThere(); err != nil {
		return err
	}
	path, err := filepath.EvalSymlinks(s.path) // a link goes on pointing to the project
	if err != nil {
		return err
	}
	draft, err := newFile(path)
	if err != nil {
		return err
	}
	defer func() {
		if gone := os.Remove(draft); err == nil && gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = gone
		}
	}()
	next, err := s.rebuildInto(draft, fill)
	if err != nil {
		return err
	}
	return s.takeOver(next, draft, path)
}

// rebuildInto fills the draft and gives it back open, and so locked.
func (s *Store) rebuildInto(draft string, fill func(next kv.Store, draft string) error) (next *Store, err error) {
	if info, err := s.file.Stat(); err == nil {
		_ = os.Chmod(draft, info.Mode().Perm()) // the file keeps its permissions where that can be
	}
	o := s.options
	o.ReadOnly = false
	db, file, err := open(draft, o)
	if err != nil {
		return nil, err
	}
	next = &Store{db: db, file: file, path: draft, options: o}
	defer func() {
		if err != nil {
			err = errors.Join(err, next.Close())
		}
	}()
	db.AllocSize = int(growth(0))
	if err := s.copyPairs(db); err != nil {
		return next, err
	}
	if err := s.same(next); err != nil {
		return next, err
	}
	if err := fill(next, draft); err != nil {
		return next, err
	}
	return next, errors.Join(file.Sync(), next.Check())
}

func (s *Store) copyPairs(into *bbolt.DB) (err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	t := &transaction{inside: true}
	defer guard(s.path, t, &err)()
	return bbolt.Compact(into, s.db, compactBatch)
}

// same compares all pairs of two stores.
func (s *Store) same(other *Store) error {
	return s.read(func(mine *transaction) error {
		return other.read(func(theirs *transaction) error {
			mine.inside, theirs.inside = true, true
			return sameBuckets(mine.tx, theirs.tx)
		})
	})
}

func sameBuckets(mine, theirs *bbolt.Tx) error {
	return mine.ForEach(func(name []byte, b *bbolt.Bucket) error {
		other := theirs.Bucket(name)
		if other == nil {
			return fmt.Errorf("%w: bucket %s is missing from the new file", kv.ErrDamaged, name)
		}
		x, y := b.Cursor(), other.Cursor()
		key, value := x.First()
		k, v := y.First()
		for ; key != nil && bytes.Equal(key, k) && bytes.Equal(value, v); k, v = y.Next() {
			key, value = x.Next()
		}
		if key != nil || k != nil {
			return fmt.Errorf("%w: bucket %s came out differently in the new file", kv.ErrDamaged, name)
		}
		return nil
	})
}

// takeOver gives the new file the old one's name and goes on with it.
func (s *Store) takeOver(next *Store, draft, path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !renamesOpenFiles {
		return s.takeOverClosed(next, draft, path)
	}
	if err := os.Rename(draft, path); err != nil {
		return errors.Join(err, next.Close())
	}
	old := s.db
	s.db, s.file = next.db, next.file
	return errors.Join(syncDir(filepath.Dir(path)), old.Close())
}

// takeOverClosed does so where the system renames closed files only.
func (s *Store) takeOverClosed(next *Store, draft, path string) error {
	err := errors.Join(next.Close(), s.db.Close())
	if err == nil {
		err = os.Rename(draft, path)
	}
	db, file, again := open(s.path, s.options)
	if again != nil {
		s.broken = refusal(s.path, again)
		return errors.Join(err, s.broken)
	}
	s.db, s.file = db, file
	return err
}

// Adopt gives a finished file its name, unless there is a file already: then
// the error wraps fs.ErrExist. The draft's name is gone in either case.
func Adopt(draft, path string) error {
	err := takeName(draft, path)
	if gone := os.Remove(draft); err == nil && gone != nil && !errors.Is(gone, fs.ErrNotExist) {
		err = gone
	}
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// Draft makes an empty file beside the path, of a hidden name that begins like
// the path's, and returns its name.
func Draft(path string) (string, error) { return newFile(path) }

// SyncDir makes names given or taken in a folder durable, where the system can.
func SyncDir(path string) error { return syncDir(path) }
