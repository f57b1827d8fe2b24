package format

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// MarkerName is the file that a folder of an export holds, and by which the next
// export knows that it may replace the folder.
const MarkerName = "export.json"

// LossesName is what the report beside a single file is called, after the name
// of that file.
const LossesName = "losses.json"

// place is where the files of an export are made, unseen until settle.
type place interface {
	// create makes a file below the target; slashes make folders.
	create(name string) (*os.File, error)
	// whole writes a file, syncs, reads it back and closes it.
	whole(name string, data []byte) error
	settle() error
	discard() error
}

func newPlace(to Target) (place, error) {
	if !to.Folder {
		return newBesides(to.Path)
	}
	return newStaging(to.Path)
}

// besides are files beside each other in a folder that has others too.
type besides struct {
	dir   string
	files fileSet
	names []string
}

func newBesides(path string) (*besides, error) {
	if err := replaceable([]string{path}); err != nil {
		return nil, err
	}
	return &besides{dir: filepath.Dir(path)}, nil
}

func (b *besides) add(name string) (*temporary, error) {
	path := filepath.Join(b.dir, name)
	if err := replaceable(append(b.names, path)); err != nil {
		return nil, err
	}
	b.names = append(b.names, path)
	return b.files.create(path)
}

func (b *besides) create(name string) (*os.File, error) {
	t, err := b.add(name)
	if err != nil {
		return nil, err
	}
	return t.File, nil
}

func (b *besides) whole(name string, data []byte) error {
	t, err := b.add(name)
	if err != nil {
		return err
	}
	if _, err := t.Write(data); err != nil {
		return err
	}
	return t.contains(data)
}

func (b *besides) settle() error {
	if err := b.files.sync(); err != nil {
		return err
	}
	return b.files.rename()
}

func (b *besides) discard() error { return b.files.discard() }

// staging is a hidden folder that becomes the target.
type staging struct {
	target, dir string
	open        []*os.File
	done        bool
}

func newStaging(path string) (*staging, error) {
	path = filepath.Clean(path)
	if err := folderReplaceable(path); err != nil {
		return nil, err
	}
	dir := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+rand.Text()[:10]+".part")
	if err := os.Mkdir(dir, 0o777); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%w: there is no folder %s; make it first", ErrTarget, filepath.Dir(path))
		}
		return nil, err
	}
	return &staging{target: path, dir: dir}, nil
}

// FolderReplaceable tells whether an export may take the folder's place: there is
// none, it is empty, or an earlier export.
func FolderReplaceable(path string) bool { return folderReplaceable(path) == nil }

// folderReplaceable fails with ErrTarget unless nothing is lost with the folder.
func folderReplaceable(path string) error {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%w: %s is there and no folder; name another", ErrTarget, path)
	case len(entries) == 0:
		return nil
	}
	marker, err := os.ReadFile(filepath.Join(path, MarkerName))
	if err != nil || !bytes.Contains(marker, []byte(`"bluepencil-export`)) {
		return fmt.Errorf("%w: the folder %s holds other files; name a new one", ErrTarget, path)
	}
	return nil
}

func (s *staging) path(name string) (string, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", fmt.Errorf("%w: %q is no name of a file", ErrTarget, name)
	}
	path := filepath.Join(s.dir, filepath.FromSlash(name))
	return path, os.MkdirAll(filepath.Dir(path), 0o777)
}

func (s *staging) create(name string) (*os.File, error) {
	path, err := s.path(name)
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil {
		s.open = append(s.open, file)
	}
	return file, err
}

func (s *staging) whole(name string, data []byte) (err error) {
	path, err := s.path(name)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err = file.Write(data); err != nil {
		return err
	}
	if err = file.Sync(); err != nil {
		return err
	}
	if _, err = file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	back, err := io.ReadAll(file)
	if err == nil && !bytes.Equal(back, data) {
		err = fmt.Errorf("%s reads back differently from what was written; check the disk", name)
	}
	return err
}

// settle puts the folder in its place. What was there goes only when the new
// one stands.
func (s *staging) settle() error {
	for _, file := range s.open {
		if err := file.Sync(); err != nil {
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
	s.open = nil
	old := s.dir + ".old"
	err := os.Rename(s.target, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(s.dir, s.target); err != nil {
		return errors.Join(err, os.Rename(old, s.target))
	}
	s.done = true
	return errors.Join(os.RemoveAll(old), syncDir(filepath.Dir(s.target)))
}

func (s *staging) discard() error {
	if s.done {
		return nil
	}
	var failed error
	for _, file := range s.open {
		failed = errors.Join(failed, file.Close())
	}
	return errors.Join(failed, os.RemoveAll(s.dir))
}
