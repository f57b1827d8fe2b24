package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/segment"
)

// Backup writes a consistent copy of the project while it is in use: to a
// temporary file first, which is read again and then renamed into place. It
// never overwrites: an existing file is an error that wraps fs.ErrExist.
func (p *Project) Backup(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("backup to %s: %w; choose another name or move it away", path, fs.ErrExist)
	}
	if err := p.copyTo(path); err != nil {
		return fmt.Errorf("copy to %s: %w", path, err)
	}
	return nil
}

// SaveCopy saves the project as it stands under another path: the way out
// where its own file cannot be written any more, because the disk is full or
// the file was deleted. All that was acknowledged is in it. The project stays
// where it is; open the copy to go on in it.
func (p *Project) SaveCopy(path string) error { return p.Backup(path) }

func (p *Project) copyTo(path string) (err error) {
	draft, err := p.draftCopy(path)
	if err != nil {
		return err
	}
	return bolt.Adopt(draft, path)
}

// draftCopy writes a hot copy of the project beside the path and reads it
// again, or leaves nothing.
func (p *Project) draftCopy(path string) (draft string, err error) {
	if draft, err = copyOf(p.store, path); err != nil {
		return "", err
	}
	if p.path == "" {
		return draft, nil // a copy of what is in memory is nothing that could be opened
	}
	if _, err := verifyCopy(draft); err != nil {
		return "", errors.Join(err, os.Remove(draft))
	}
	return draft, nil
}

// copyOf writes a hot copy of a store beside the path, complete and on the
// disk, or not at all.
func copyOf(store kv.Store, path string) (draft string, err error) {
	draft, err = bolt.Draft(path)
	if err != nil {
		return "", err
	}
	file, err := os.OpenFile(draft, os.O_WRONLY, 0)
	if err == nil {
		_, err = store.Copy(file)
		if err == nil {
			err = file.Sync()
		}
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return "", errors.Join(err, os.Remove(draft))
	}
	return draft, nil
}

// copyBefore copies a store that is about to be upgraded. A copy that is there
// already, of an upgrade that did not come to its end, is replaced.
func copyBefore(store kv.Store, path string) error {
	draft, err := copyOf(store, path)
	if err != nil {
		return fmt.Errorf("copy to %s: %w", path, err)
	}
	return os.Rename(draft, path)
}

// verifyCopy reads a full copy's structure again, all of it, and tells how far
// its history goes.
func verifyCopy(path string) (mark segment.Mark, err error) {
	store, err := bolt.Open(path, bolt.Options{ReadOnly: true})
	if err != nil {
		return mark, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := store.Check(); err != nil {
		return mark, err
	}
	err = store.View(func(r kv.Reader) error {
		mark, err = markAt(r, lastArrival(r))
		return err
	})
	return mark, err
}

// markAt is a place in the history.
func markAt(r kv.Reader, arrival uint64) (segment.Mark, error) {
	if arrival == 0 {
		return segment.Mark{}, nil
	}
	c, err := changeAt(r, arrival)
	return segment.Mark{Arrival: arrival, Digest: c.Header.Digest()}, err
}

// cleanDrafts removes what a crash left of a project's drafts: hidden files
// named like it in a folder that only the holder of its lock writes to.
func cleanDrafts(folder, name string) error {
	const random = 12 // letters at the end of a draft's name
	left, err := filesNamed(folder, func(file string) bool {
		end, ok := strings.CutPrefix(strings.TrimSuffix(file, ".holder"), "."+name+".")
		return ok && len(end) == random
	})
	for _, path := range left {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// filesNamed lists what of a folder has a name that fits. A folder that is not
// there has nothing in it. Patterns of paths would not do: what is special in
// them stands in names of folders too.
func filesNamed(folder string, fits func(name string) bool) (paths []string, err error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, entry := range entries {
		if fits(entry.Name()) {
			paths = append(paths, filepath.Join(folder, entry.Name()))
		}
	}
	return paths, err
}
