package bolt

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Create makes a new file, which appears under its name only once it is
// whole, and opens it. An existing file is an error that wraps fs.ErrExist.
func Create(path string, o Options) (*Store, error) {
	return CreateWith(path, o, func(*Store, string) error { return nil })
}

// CreateWith is Create of a file that has something in it from the beginning:
// fill writes it while the file still has another name, the draft's. Where
// fill fails, or the program ends meanwhile, there is no file at the path.
func CreateWith(path string, o Options, fill func(store *Store, draft string) error) (*Store, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("create %s: %w; open it, or choose another name", path, fs.ErrExist)
	}
	if err := build(path, o, fill); err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	return Open(path, o)
}

// build writes a database beside the path and then gives it its name.
func build(path string, o Options, fill func(*Store, string) error) (err error) {
	draft, err := DraftWith(path, o, fill)
	if err != nil {
		return err
	}
	defer func() {
		if gone := os.Remove(draft); err == nil && gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = gone
		}
	}()
	if err := takeName(draft, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// DraftWith writes a database beside the path under a hidden name, or leaves
// nothing.
func DraftWith(path string, o Options, fill func(store *Store, draft string) error) (draft string, err error) {
	name, err := newFile(path)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(name))
		}
	}()
	o.ReadOnly = false
	db, file, err := open(name, o)
	if err != nil {
		return "", err
	}
	s := &Store{db: db, file: file, path: name, options: o}
	return name, errors.Join(fill(s, name), s.Close())
}

// newFile makes an empty file beside the path and names it. Unlike a
// temporary file it gets the permissions of any document.
func newFile(path string) (string, error) {
	random := make([]byte, 6)
	_, _ = rand.Read(random) // never fails
	name := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+hex.EncodeToString(random))
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", err
	}
	return name, file.Close()
}

// takeName moves the draft to its path unless somebody made a file there
// meanwhile. A link tells; where the file system has none, a rename must do.
func takeName(draft, path string) error {
	err := os.Link(draft, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Rename(draft, path)
}

// syncDir makes a new name durable. Not every system can.
func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
